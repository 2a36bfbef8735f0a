// All files of a room: what is offered, what is taken part in, and who is to be told what. Each file's own affairs are in
// swarm.ts.

import { formatHex, type Bytes } from '../primitives/bytes.ts';
import { createEmitter, type Unsubscribe } from '../primitives/events.ts';
import type { PeerId } from '../primitives/ids.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import { decodeChunkFrame } from './chunk-frame.ts';
import { fitsSwarm } from './file-shape.ts';
import { MAX_HOLDERS, MAX_OFFER_HOLDERS, MAX_SWARMS } from './limits.ts';
import type { Manifest } from './manifest.ts';
import { NewsDesk } from './news-desk.ts';
import { NewsIntake } from './news-intake.ts';
import { makeOfferKey } from './offer-key.ts';
import { signOffer } from './offer-proofs.ts';
import { Offers, offerOf, type Telling } from './offers.ts';
import { Orphans } from './orphans.ts';
import { keyText, type OfferOnWire, type SwarmMessage, type SwarmNews } from './protocol.ts';
import { Swarm } from './swarm.ts';
import { SwarmNames } from './swarm-names.ts';
import type { SwarmError, Swarms, SwarmsEvent } from './swarms-face.ts';
import { chunkMapOf, sharesOf } from './swarm-snapshot.ts';
import type { FileSource, SwarmTools } from './swarm-port.ts';
import type { Preference } from './picker.ts';
import type { MapBucket, OfferView, SwarmSnapshot, SwarmState } from './swarm-state.ts';

export type { Swarms, SwarmsEvent } from './swarms-face.ts';

export function createSwarms(tools: SwarmTools): Swarms {
  return new RoomSwarms(tools);
}

class RoomSwarms implements Swarms {
  readonly #tools: SwarmTools;
  readonly #offers = new Offers();
  readonly #swarms = new Map<string, Swarm>();
  readonly #names = new SwarmNames();
  readonly #events = createEmitter<SwarmsEvent>();
  readonly #desk: NewsDesk;
  readonly #intake: NewsIntake;
  readonly #orphans: Orphans;

  constructor(tools: SwarmTools) {
    this.#tools = tools;
    this.#desk = new NewsDesk(tools);
    this.#intake = new NewsIntake(tools, {
      onOffer: (telling, offered) => this.#onOffer(telling, offered),
      onOther: (from, said) => this.#onOtherNews(from, said),
    });
    this.#orphans = new Orphans({
      tools,
      offers: this.#offers,
      desk: this.#desk,
      isWhole: (id) => this.#isWhole(id),
      isTaken: (id) => this.#swarms.has(id),
      onDropped: (id) => this.#drop(id),
    });
  }

  get offers(): readonly OfferView[] {
    return this.#offers.all;
  }

  onEvent(listener: (event: SwarmsEvent) => void): Unsubscribe {
    return this.#events.on(listener);
  }

  offer(manifest: Manifest, source: FileSource): Result<string, SwarmError> {
    return this.offerAll([{ manifest, source }])[0] ?? err({ code: 'unknown' });
  }

  offerAll(
    files: readonly { readonly manifest: Manifest; readonly source: FileSource }[],
  ): readonly Result<string, SwarmError>[] {
    return files.map(({ manifest, source }) => {
      if (!fitsSwarm(manifest)) return err({ code: 'too-large' });
      if (this.#swarms.size >= MAX_SWARMS) return err({ code: 'too-many' });
      const key = makeOfferKey(this.#tools.self, this.#tools.random);
      const offered = offerOf(key, manifest);
      this.#offers.add({ author: undefined, teller: undefined }, offered);
      const id = keyText(key);
      const swarm = this.#create(id, undefined);
      if (!swarm) return err({ code: 'unknown' });
      this.#desk.offer(offered);
      void swarm.give(source);
      return ok(id);
    });
  }

  recall(author: PeerId, offered: OfferOnWire): Result<string, SwarmError> {
    const outcome = this.#offers.add({ author, teller: undefined }, offered);
    return outcome === 'refused' ? err({ code: 'unknown' }) : ok(keyText(offered.key));
  }

  said(id: string): OfferOnWire | undefined {
    return this.#offers.said(id);
  }

  accept(id: string): Result<void, SwarmError> {
    const offer = this.#offers.get(id);
    const known = this.#swarms.get(id);
    // What failed may be tried again: there may be room on the disk now.
    if (known?.retry()) return ok();
    if (known?.state.kind === 'failed') this.leave(id);
    else if (known) return ok();
    if (!offer) return err({ code: 'unknown' });
    if (this.#swarms.size >= MAX_SWARMS) return err({ code: 'too-many' });
    const swarm = this.#create(id, offer.from);
    if (!swarm) return err({ code: 'unknown' });
    if (offer.manifest.root) swarm.leaves.setRoot(offer.manifest.root);
    swarm.opening();
    void this.#open(swarm, offer);
    return ok();
  }

  pause(id: string): void {
    this.#swarms.get(id)?.pause();
  }

  resume(id: string): void {
    this.#swarms.get(id)?.resume();
  }

  leave(id: string, { discard } = { discard: false }): void {
    const swarm = this.#swarms.get(id);
    if (!swarm) return;
    const { store } = swarm;
    const offer = this.#offers.get(id);
    swarm.leave();
    this.#forget(id, swarm);
    const isTheirs = offer?.from !== undefined && this.#tools.port.members().includes(offer.from);
    // Those who take no part heard that it is to be had here.
    if (offer && !isTheirs) this.#desk.withdraw(offer.key);
    if (offer && !offer.from) this.#offers.remove(id);
    void (discard ? store?.discard() : store?.close());
  }

  prefer(id: string, preference: Preference): void {
    this.#swarms.get(id)?.prefer(preference);
  }

  reader(id: string): Swarm['core']['reader'] {
    return this.#swarms.get(id)?.core.reader;
  }

  snapshot(id: string): SwarmSnapshot | undefined {
    return this.#swarms.get(id)?.snapshot();
  }

  chunkMap(id: string, bucketCount: number): readonly MapBucket[] {
    const swarm = this.#swarms.get(id);
    return swarm ? chunkMapOf(swarm.core, bucketCount) : [];
  }

  shares(id: string, bucketCount: number): ReadonlyMap<PeerId, readonly number[]> {
    const swarm = this.#swarms.get(id);
    return swarm ? sharesOf(swarm.core, bucketCount) : new Map();
  }

  onLinked(peer: PeerId): void {
    this.#desk.onReachable();
    // Whoever lacks something asks; those who have it all wait to be asked, unless they may have missed it.
    for (const swarm of this.#swarms.values()) if (swarm.core.mustGreet(peer)) swarm.greet(peer);
  }

  onUnlinked(peer: PeerId): void {
    for (const swarm of this.#swarms.values()) swarm.onUnlinked(peer);
  }

  onMember(peer: PeerId): void {
    this.#desk.tellOffers(peer, this.#orphans.toTell());
  }

  onGone(peer: PeerId): void {
    this.#offers.removeHolder(peer);
    for (const swarm of this.#swarms.values()) swarm.seeker.remove(peer);
    this.#orphans.onGone(peer);
  }

  onNews(from: PeerId, news: SwarmNews): void {
    this.#intake.take(from, news);
  }

  #onOtherNews(from: PeerId, news: Exclude<SwarmNews, { readonly type: 'offer' }>): void {
    if (news.type === 'withdraw') for (const key of news.keys) this.#onWithdraw(from, keyText(key));
    else for (const { key, whole } of news.holds) this.#onHold(from, keyText(key), whole);
  }

  onMessage(from: PeerId, message: SwarmMessage): void {
    const swarm = this.#names.get(keyText(message.key));
    if (!swarm) return;
    const isWhole = () => swarm.core.partners.get(from)?.isWhole;
    const wasWhole = isWhole();
    swarm.onMessage(from, message);
    if (message.type !== 'leave' && wasWhole === isWhole()) return;
    for (const [id, each] of this.#swarms) if (each === swarm) this.#noteHolder(id, from, isWhole() === true);
  }

  onFrame(from: PeerId, bytes: Bytes): void {
    const frame = decodeChunkFrame(bytes);
    if (!frame) return this.#tools.port.blame(from, 'swarm: no chunk');
    this.#names.get(keyText(frame.key))?.onFrame(from, frame);
  }

  onWritable(peer: PeerId): void {
    for (const swarm of this.#swarms.values()) swarm.uploads.onWritable(peer);
  }

  dispose(): void {
    for (const swarm of this.#swarms.values()) {
      swarm.leave();
      void swarm.store?.close();
    }
    this.#swarms.clear();
    this.#names.clear();
    for (const part of [this.#desk, this.#intake, this.#orphans]) part.dispose();
  }

  /** Undefined for what is not here, nor on its way. */
  #isWhole(id: string): boolean | undefined {
    const swarm = this.#swarms.get(id);
    return swarm && (swarm.core.isServing || swarm.core.isFetching)
      ? swarm.state.kind === 'complete'
      : undefined;
  }

  #create(id: string, offerer: PeerId | undefined): Swarm | undefined {
    const offer = this.#offers.get(id);
    if (!offer) return undefined;
    const swarm: Swarm = new Swarm({
      tools: this.#tools,
      shape: offer.manifest,
      key: offer.key,
      offerer,
      events: {
        onState: (state) => this.#onState(id, state),
        onSealed: (root) => this.#onSealed(id, root),
      },
    });
    this.#swarms.set(id, swarm);
    this.#names.addKey(id, swarm);
    return swarm;
  }

  async #open(swarm: Swarm, { id, manifest, fileName, folders, key }: OfferView & { readonly key: Bytes }) {
    const root = manifest.root && formatHex(manifest.root);
    const { mimeType } = manifest;
    const opened = await this.#tools.stores.open({ id, root, shape: manifest, fileName, folders, mimeType });
    if (this.#swarms.get(id) !== swarm) {
      if (opened.ok) await opened.value.close();
      return;
    }
    if (!opened.ok) return swarm.take(opened);
    if (manifest.root) this.#names.addRoot(manifest.root, swarm, 'said');
    for (const [peer, isWhole] of this.#offers.holdersOf(id)) swarm.seeker.add(peer, isWhole);
    swarm.take(opened);
    this.#desk.hold(key, false);
  }

  #onState(id: string, state: SwarmState): void {
    const offer = this.#offers.get(id);
    if (state.kind === 'complete') this.#orphans.onWhole(id);
    const swarm = this.#swarms.get(id);
    if (swarm && state.kind === 'failed' && !swarm.isResting) {
      if (offer && (!offer.from || swarm.core.have.count > 0)) this.#desk.withdraw(offer.key);
      this.#names.remove(swarm);
    }
    this.#events.emit({ type: 'state', id, state });
  }

  #onSealed(id: string, root: Bytes): void {
    const offer = this.#offers.get(id);
    const swarm = this.#swarms.get(id);
    if (!offer || !swarm) return;
    this.#offers.setRoot(id, root);
    this.#names.addRoot(root, swarm, 'proven');
    if (!offer.from) void this.#offerSealed(id, offerOf(offer.key, { ...offer.manifest, root }));
    const { store } = swarm;
    if (store && !offer.manifest.root) void this.#tools.stores.adopt?.(store, formatHex(root));
  }

  async #offerSealed(id: string, offered: OfferOnWire): Promise<void> {
    const { attest } = this.#tools;
    const signed = attest ? await signOffer(offered, attest) : offered;
    // Taken back meanwhile.
    if (!this.#swarms.has(id) || this.#offers.get(id)?.isWithdrawn !== false) return;
    this.#offers.setProof(id, signed.by);
    this.#desk.offer(signed);
  }

  #onOffer({ author, teller }: Telling & { readonly teller: PeerId }, offered: OfferOnWire): void {
    // Whoever is here speaks for themselves: what they took back nobody brings back in their name.
    if (author !== teller && author && this.#tools.port.members().includes(author)) return;
    const id = keyText(offered.key);
    const outcome = this.#offers.add({ author, teller }, offered);
    const offer = this.#offers.get(id);
    if (outcome === 'sealed' && offered.root) this.#swarms.get(id)?.leaves.setRoot(offered.root);
    if (outcome === 'new' && offer) this.#events.emit({ type: 'offered', offer });
    if (outcome !== 'refused' && offered.root) this.#meet(teller, offered.root);
  }

  /** What is being fetched is offered anew, under whatever name: by somebody who came back, or who has it too. */
  #meet(from: PeerId, root: Bytes): void {
    const swarm = this.#names.ofRoot(root);
    if (!swarm?.core.isFetching || swarm.core.partners.has(from)) return;
    swarm.seeker.add(from, true);
    if (this.#tools.port.neighbours().includes(from)) swarm.greet(from);
  }

  #onHold(from: PeerId, id: string, whole: boolean): void {
    this.#noteHolder(id, from, whole ? true : 'partly');
    this.#names.get(id)?.seeker.add(from, whole);
  }

  /** Remembered over a broken link: nothing is said again once both have it all. */
  #noteHolder(id: string, peer: PeerId, holds: boolean | 'partly'): void {
    const atMost = this.#swarms.has(id) ? MAX_HOLDERS : MAX_OFFER_HOLDERS;
    if (holds) this.#offers.addHolder(id, peer, { isWhole: holds === true, atMost });
    else this.#offers.removeHolderOf(id, peer);
    this.#events.emit({ type: 'holders', id });
  }

  #onWithdraw(from: PeerId, id: string): void {
    if (!this.#offers.withdraw(id, from)) {
      this.#noteHolder(id, from, false);
      return this.#orphans.dropUnheld();
    }
    if (!this.#swarms.has(id)) this.#offers.remove(id);
    this.#events.emit({ type: 'withdrawn', id });
  }

  #drop(id: string): void {
    this.#offers.remove(id);
    this.#events.emit({ type: 'withdrawn', id });
  }

  #forget(id: string, swarm: Swarm): void {
    this.#swarms.delete(id);
    this.#names.remove(swarm);
  }
}
