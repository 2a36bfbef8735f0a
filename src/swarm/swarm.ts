// One file among those who take part in it. Puts the parts together and says in which state it is; what is asked, given,
// dealt and believed is decided in downloads.ts, uploads.ts, dealer.ts and leaf-exchange.ts.

import type { Bytes } from '../primitives/bytes.ts';
import type { PeerId } from '../primitives/ids.ts';
import type { Result } from '../primitives/result.ts';
import { admit } from './admission.ts';
import { Announcer } from './announcer.ts';
import type { ChunkFrame } from './chunk-frame.ts';
import type { ChunkStore, StoreError } from './chunk-store.ts';
import { Dealer } from './dealer.ts';
import { Downloads } from './downloads.ts';
import { greet, sayHave } from './greeting.ts';
import { LateSources } from './late-sources.ts';
import { LeafExchange } from './leaf-exchange.ts';
import { LinkSeeker } from './link-seeker.ts';
import type { Partner } from './partner.ts';
import type { Preference } from './picker.ts';
import type { SwarmMessage } from './protocol.ts';
import { Pulse } from './pulse.ts';
import { Resuming } from './resuming.ts';
import { SwarmCore } from './swarm-core.ts';
import { answerPartner } from './swarm-messages.ts';
import type { FileSource } from './swarm-port.ts';
import { snapshotOf } from './swarm-snapshot.ts';
import type { SwarmFailure, SwarmSnapshot, SwarmState } from './swarm-state.ts';
import type { SwarmOptions } from './swarm-options.ts';
import { Uploads } from './uploads.ts';

/** What makes a place take no more that may take more later. */
const RESTING: ReadonlySet<StoreError['code']> = new Set(['full', 'over-budget', 'denied']);

export class Swarm {
  readonly core: SwarmCore;
  readonly downloads: Downloads;
  readonly uploads: Uploads;
  readonly leaves: LeafExchange;
  readonly seeker: LinkSeeker;
  readonly #options: SwarmOptions;
  readonly late: LateSources;
  readonly #announcer: Announcer;
  readonly #pulse: Pulse;
  readonly #abort = new AbortController();
  /** Where this side offers it. */
  dealer: Dealer | undefined;
  #state: SwarmState = { kind: 'offered' };
  #beforePause: SwarmState = { kind: 'fetching' };
  /** Failed for now, with all that came. */
  isResting = false;
  /** Undefined for what this side offers. */
  store: ChunkStore | undefined;
  #resuming: Resuming | undefined;

  constructor(options: SwarmOptions) {
    this.#options = options;
    this.core = new SwarmCore(options.tools, options.shape);
    this.downloads = new Downloads(this.core, {
      onChunk: (index) => this.#onChunk(index),
      onStoreFailed: (error) => this.#rest(error),
      onBanned: (partner, detail) => this.#ban(partner, detail),
    });
    this.uploads = new Uploads(this.core, {
      onServed: (partner, index) => this.dealer?.onServed(partner, index),
      onUnreadable: (error) => this.#onUnreadable(error),
    });
    this.leaves = new LeafExchange(this.core, {
      onLeaves: (from, to) => this.#onLeaves(from, to),
      onSealed: (root) => this.#onSealed(root),
      onContradiction: (detail) => this.#fail({ code: 'contradiction', detail }),
      onFault: (partner, detail) => this.downloads.strike(partner, detail),
    });
    this.late = new LateSources(this.core, this.downloads, (peer) => greet(this.#greeter, peer, true));
    this.#announcer = new Announcer(this.core);
    this.seeker = new LinkSeeker(this.core);
    this.#pulse = new Pulse({
      core: this.core,
      late: this.late,
      knownMissing: () => (this.#state.kind === 'stuck' ? this.#state.missing : []),
      onStuck: (missing) => this.#enter({ kind: 'stuck', missing }),
      onMoving: () => this.#state.kind === 'stuck' && this.#enter({ kind: 'fetching' }),
    });
  }

  get state(): SwarmState {
    return this.#state;
  }

  /** Offers a file of one's own: chunks are given as they are hashed. Resolves with the root, or undefined. */
  async give(source: FileSource): Promise<Bytes | undefined> {
    const { core } = this;
    this.dealer = new Dealer(core);
    core.reader = source.reader;
    core.isServing = true;
    this.#enter({ kind: 'complete', file: undefined });
    const hashed = await source.hasher.hashLeaves(core.shape, {
      signal: this.#abort.signal,
      onLeaves: (from, hashes) => this.#onHashed(from, hashes),
    });
    if (this.#abort.signal.aborted) return undefined;
    if (hashed.ok && core.leaves.isWhole) {
      const root = await this.leaves.seal();
      this.#options.events.onSealed(root);
      return root;
    }
    this.#fail({ code: 'unreadable', detail: hashed.ok ? 'not all was hashed' : hashed.error.detail });
    return undefined;
  }

  /** Begins to fetch into a store, if one could be opened. */
  take(opened: Result<ChunkStore, StoreError>): void {
    if (!opened.ok) return this.#fail({ code: 'store', error: opened.error });
    const { core } = this;
    const store = opened.value;
    this.store = store;
    this.downloads.useStore(store);
    core.aheadChunks = store.aheadChunks;
    core.reader = store.canRead ? store : undefined;
    core.isFetching = true;
    core.isServing = store.canRead;
    const resuming = new Resuming(core, store, {
      onGood: (index) => this.#onChunk(index),
      onChecked: () => this.#progress(),
    });
    this.#resuming = resuming;
    this.#enter({ kind: 'fetching' });
    for (const peer of core.tools.port.neighbours()) this.greet(peer);
    this.#onLeaves(0, core.chunkCount);
    void resuming.checkWhole(this.leaves).then(() => this.#finishIfWhole());
    this.#progress();
  }

  opening(): void {
    this.#enter({ kind: 'opening' });
  }

  pause(): void {
    const isGiving = this.#state.kind === 'complete' && this.core.isServing;
    if (this.#state.kind !== 'fetching' && this.#state.kind !== 'stuck' && !isGiving) return;
    this.#beforePause = isGiving ? this.#state : { kind: 'fetching' };
    this.downloads.cancelAll();
    this.core.isFetching = false;
    this.core.isServing = false;
    this.#pulse.stop();
    this.#enter({ kind: 'paused' });
    for (const partner of this.core.partners.values()) {
      this.uploads.drop(partner);
      this.core.say(partner, { type: 'accept', answer: true, paused: true });
    }
  }

  resume(): void {
    if (this.#state.kind !== 'paused') return;
    this.core.isFetching = this.#beforePause.kind === 'fetching';
    this.core.isServing = this.core.reader !== undefined;
    this.#enter(this.#beforePause);
    this.dealer?.dealSoon();
    for (const peer of this.core.tools.port.neighbours()) this.greet(peer);
    this.#progress();
    // The last of it may have come while it rested.
    this.#finishIfWhole();
  }

  /** After its place took no more; false for what has to be begun anew. */
  retry(): boolean {
    if (!this.isResting) return false;
    this.isResting = false;
    this.#state = { kind: 'paused' };
    this.resume();
    return true;
  }

  /** Leaves the swarm; what is stored is the caller's to keep or to discard. */
  leave(): void {
    for (const partner of this.core.partners.values()) this.core.say(partner, { type: 'leave' });
    this.dispose();
  }

  dispose(): void {
    this.#abort.abort();
    this.core.isFetching = false;
    this.core.isServing = false;
    this.#pulse.stop();
    this.#announcer.clear();
    this.#resuming?.dispose();
    this.downloads.useStore(undefined);
    for (const part of [this.leaves, this.seeker, this.dealer, this.uploads]) part?.dispose();
    this.core.partners.clear();
  }

  /** As often as one likes. */
  prefer(preference: Preference): void {
    this.core.critical = preference.critical ?? [];
    this.core.playingAt = preference.playingAt;
    this.downloads.fill();
  }

  /** Says to a neighbour that this side takes part. */
  greet(peer: PeerId): void {
    greet(this.#greeter, peer);
  }

  onUnlinked(peer: PeerId): void {
    const partner = this.core.onParted(peer);
    if (partner) this.#drop(partner);
  }

  onMessage(from: PeerId, message: SwarmMessage): void {
    const known = this.core.partners.get(from);
    if (message.type === 'leave' && known) return this.#drop(known);
    const partner = known ?? (message.type === 'accept' ? this.#admit(from, message.key) : undefined);
    if (!partner || partner.isBanned) return;
    partner.key = message.key;
    answerPartner(this, { partner, isNew: !known }, message);
    this.#progress();
  }

  onFrame(from: PeerId, frame: ChunkFrame): void {
    const partner = this.core.partners.get(from);
    if (!partner || partner.isBanned) return;
    if (frame.index < this.core.chunkCount) this.downloads.onFrame(partner, frame);
    else this.downloads.strike(partner, 'a chunk beyond the end of the file');
  }

  snapshot(): SwarmSnapshot {
    const { receivedBytes } = this.downloads;
    const facts = { receivedBytes, sentBytes: this.uploads.sentBytes, root: this.leaves.root };
    return snapshotOf(this.core, { state: this.#state, ...facts });
  }

  sayHave(partner: Partner): void {
    sayHave(this.#greeter, partner);
  }

  get #greeter() {
    const { core, dealer, leaves } = this;
    return { core, dealer, key: this.#options.key, root: leaves.meetingRoot };
  }

  #admit(peerId: PeerId, key: Bytes): Partner | undefined {
    return admit(this.core, { peerId, key, isOfferer: peerId === this.#options.offerer });
  }

  #drop(partner: Partner): void {
    this.core.forgetHave(partner);
    this.core.partners.delete(partner.peerId);
    this.downloads.drop(partner);
    this.uploads.drop(partner);
    this.leaves.drop(partner);
    this.dealer?.drop(partner);
    this.seeker.onLost();
    this.#progress();
  }

  #ban(partner: Partner, detail: string): void {
    partner.conduct.isBanned = true;
    // It may have left before its chunk was found to be bad, and be here anew.
    const here = this.core.partners.get(partner.peerId);
    if (here) this.core.say(here, { type: 'leave' });
    if (here) this.#drop(here);
    // Before the root fits, it may be the offer that lies, and not whoever else holds what that was made of.
    if (partner.isOfferer || this.leaves.isSealed)
      this.core.tools.port.blame(partner.peerId, `swarm: ${detail}`);
  }

  #onHashed(from: number, hashes: Bytes): void {
    const known = this.core.leaves.knownCount;
    this.leaves.addOwn(from, hashes);
    for (let index = known; index < this.core.leaves.knownCount; index += 1) this.core.have.set(index);
    this.dealer?.dealSoon();
  }

  #onLeaves(from: number, to: number): void {
    this.#resuming?.check(from, to);
    this.#progress();
  }

  #onChunk(index: number): void {
    if (this.core.isServing) this.#announcer.add(index);
    this.#finishIfWhole();
  }

  #onSealed(root: Bytes): void {
    this.#options.events.onSealed(root);
    this.#finishIfWhole();
  }

  #onUnreadable(error: StoreError): void {
    if (this.dealer) return this.#fail({ code: 'unreadable', detail: error.detail });
    const isWhole = this.#state.kind === 'complete';
    if (isWhole) return this.#fail({ code: 'store', error: { ...error, code: 'missing' } });
    [this.core.isServing, this.core.reader] = [false, undefined];
    for (const partner of this.core.partners.values()) this.sayHave(partner);
  }

  #finishIfWhole(): void {
    const { core } = this;
    const { kind } = this.#state;
    if ((kind === 'fetching' || kind === 'stuck') && core.have.isFull && this.leaves.isSealed)
      void this.#finish();
  }

  async #finish(): Promise<void> {
    this.core.isFetching = false;
    this.#pulse.stop();
    this.#enter({ kind: 'finishing' });
    const finished = await this.store?.finish();
    if (this.#abort.signal.aborted || !finished) return;
    if (!finished.ok) return this.#rest(finished.error);
    this.#announcer.finish();
    this.#enter({ kind: 'complete', file: finished.value });
  }

  /** Its place takes no more for now: what is here stays and is given on, and nothing is asked for. */
  #rest(error: StoreError): void {
    // What cannot be read back cannot be gone on with: a download that was cancelled is begun anew.
    if (!RESTING.has(error.code) || !this.store?.canRead) return this.#fail({ code: 'store', error });
    if (this.#state.kind === 'failed') return;
    this.downloads.cancelAll();
    this.core.isFetching = false;
    this.#pulse.stop();
    this.isResting = true;
    this.#beforePause = { kind: 'fetching' };
    this.#enter({ kind: 'failed', failure: { code: 'store', error, isResting: true } });
  }

  #fail(failure: SwarmFailure): void {
    if (this.#state.kind === 'failed') return;
    this.downloads.cancelAll();
    this.leave();
    this.#enter({ kind: 'failed', failure });
  }

  /** Something is otherwise: there may be more to ask for, or nobody left to ask. */
  #progress(): void {
    if (!this.core.isFetching) return;
    this.leaves.ask();
    this.downloads.fill();
    this.seeker.look();
    this.#pulse.feel();
  }

  #enter(state: SwarmState): void {
    this.#state = state;
    this.#options.events.onState(state);
  }
}
