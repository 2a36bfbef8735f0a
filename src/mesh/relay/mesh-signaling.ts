// Signaling through members that both sides are linked with: introductions without a broker. Descriptions are
// receipted and go again by another way when they seem lost; candidates that are found together travel together.

import { formatHex, type Bytes } from '../../primitives/bytes.ts';
import type { Clock } from '../../primitives/clock.ts';
import { createEmitter } from '../../primitives/events.ts';
import type { PeerId, TransportId } from '../../primitives/ids.ts';
import type { RandomSource } from '../../primitives/random.ts';
import { err, ok, type Result } from '../../primitives/result.ts';
import { createTokenBucket, type TokenBucket } from '../../primitives/token-bucket.ts';
import {
  signalSchema,
  type Signal,
  type SignalError,
  type SignalFrom,
  type Signaler,
  type SignalingMedium,
} from '../../signaling/signaler.ts';
import { createBoundedMemory } from '../bounded-memory.ts';
import { MAX_RELAYED_BYTES } from './protocol.ts';
import type { RelayedMessage, Relaying } from './relay.ts';
import {
  decodeMeshSignal,
  encodeMeshSignal,
  MAX_SIGNALS,
  RECEIPT_BYTES,
  type MeshSignal,
} from './signal-protocol.ts';

export interface MeshSignalingOptions {
  readonly self: PeerId;
  readonly relay: Pick<Relaying, 'send' | 'onMessage' | 'onNoRoute' | 'canReach' | 'avoidWayTo'>;
  /** Where a peer is dialled. */
  readonly addressOf: (peer: PeerId) => TransportId;
  /** Whose address it is, if anybody's: an address names its peer, so nobody can take another's. */
  readonly peerAt: (address: TransportId) => PeerId | undefined;
  readonly clock: Clock;
  readonly random: RandomSource;
}

/** Offers of one peer: an honest one needs one or two (protocol §12). */
export const OFFER_LIMIT = { perSecond: 20 / 60, burst: 20 } as const;
/** How long a description may take to be receipted: three relays on slow links, there and back. */
export const RECEIPT_MS = 2_000;
/** Ways tried for one description. */
export const MAX_ATTEMPTS = 3;
/** Candidates found within this travel together: a seal costs more than the wait. */
const GATHER_MS = 20;
/** Candidates kept of one dial, as long as its description may go again; see MAX_CANDIDATES of the transport. */
const MAX_TRAIL = 64;
const TRAIL_MS = MAX_ATTEMPTS * RECEIPT_MS;
const SEEN_MS = 2 * 60_000;
const MAX_REMEMBERED = 256;

type Signals = Extract<MeshSignal, { readonly type: 'SIGNALS' }>;
type Candidate = Extract<Signal, { readonly type: 'candidate' }>;

export function createMeshSignaling(options: MeshSignalingOptions): SignalingMedium {
  let isOpen = false;
  return {
    label: 'through the mesh',
    open(id) {
      if (isOpen || options.peerAt(id) !== options.self)
        return Promise.resolve(err({ code: 'id-taken', detail: id } as const));
      isOpen = true;
      const signaler = new MeshSignaler(id, options, () => {
        isOpen = false;
      });
      return Promise.resolve(ok(signaler));
    },
  };
}

/** What became of a description. */
type Outcome = 'received' | 'no-route' | 'silence' | 'closed';

interface Underway {
  readonly to: PeerId;
  readonly settle: (outcome: Outcome) => void;
}

class MeshSignaler implements Signaler {
  readonly id: TransportId;
  readonly #options: MeshSignalingOptions;
  readonly #signals = createEmitter<SignalFrom>();
  readonly #underway = new Map<string, Underway>();
  readonly #gathered = new Map<PeerId, Candidate[]>();
  /** Candidates by dial: they go again when its description does. */
  readonly #trails = createBoundedMemory<string, Candidate[]>({
    keepMs: TRAIL_MS,
    maxEntries: MAX_REMEMBERED,
  });
  readonly #seen = createBoundedMemory<string, true>({ keepMs: SEEN_MS, maxEntries: MAX_REMEMBERED });
  readonly #offers = createBoundedMemory<PeerId, TokenBucket>({
    keepMs: SEEN_MS,
    maxEntries: MAX_REMEMBERED,
  });
  readonly #stops: readonly (() => void)[];
  #isClosed = false;

  constructor(id: TransportId, options: MeshSignalingOptions, onClosed: () => void) {
    this.id = id;
    this.#options = options;
    const { relay } = options;
    this.#stops = [
      relay.onMessage('signal', (message) => this.#receive(message)),
      relay.onNoRoute((to) => this.#onNoRoute(to)),
      onClosed,
    ];
  }

  onSignal(listener: (received: SignalFrom) => void): () => void {
    return this.#signals.on(listener);
  }

  async send(to: TransportId, signal: Signal): Promise<Result<void, SignalError>> {
    if (this.#isClosed) return err({ code: 'closed', detail: this.id });
    if (!fits(signal)) return err({ code: 'too-large', detail: 'over a limit of signaling' });
    const peer = this.#peerWithin(to);
    if (peer === undefined) return err({ code: 'no-such-peer', detail: to });
    if (signal.type === 'offer' || signal.type === 'answer') return this.#describe(peer, signal);
    if (signal.type === 'candidate') this.#gather(peer, signal);
    else this.#post(peer, { type: 'SIGNALS', signals: [signal] });
    return ok();
  }

  canReach(to: TransportId): boolean {
    return this.#peerWithin(to) !== undefined;
  }

  close(): void {
    if (this.#isClosed) return;
    this.#isClosed = true;
    for (const stop of this.#stops) stop();
    for (const underway of Array.from(this.#underway.values())) underway.settle('closed');
  }

  /** The peer at `to`, when a way leads to it. */
  #peerWithin(to: TransportId): PeerId | undefined {
    const peer = this.#options.peerAt(to);
    return peer !== undefined && this.#options.relay.canReach(peer) ? peer : undefined;
  }

  async #describe(to: PeerId, signal: Signal): Promise<Result<void, SignalError>> {
    const receipt = this.#options.random.bytes(RECEIPT_BYTES);
    for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt += 1) {
      if (!this.#post(to, { type: 'SIGNALS', signals: [signal], receipt })) break;
      if (attempt > 1) this.#postAll(to, this.#trailOf(to, signal.dialId));
      const outcome = await this.#outcome(to, receipt);
      if (outcome === 'received') return ok();
      if (outcome === 'closed') return err({ code: 'closed', detail: this.id });
      if (outcome === 'silence') this.#options.relay.avoidWayTo(to);
    }
    return err({ code: 'no-such-peer', detail: this.#options.addressOf(to) });
  }

  #outcome(to: PeerId, receipt: Bytes): Promise<Outcome> {
    const key = keyOf(to, receipt);
    return new Promise((resolve) => {
      const settle = (outcome: Outcome) => {
        stop();
        this.#underway.delete(key);
        resolve(outcome);
      };
      const stop = this.#options.clock.schedule(RECEIPT_MS, () => settle('silence'));
      this.#underway.set(key, { to, settle });
    });
  }

  #onNoRoute(to: PeerId): void {
    for (const underway of Array.from(this.#underway.values())) {
      if (underway.to === to) underway.settle('no-route');
    }
  }

  #trailOf(to: PeerId, dialId: string): Candidate[] {
    const nowMs = this.#options.clock.nowMs();
    const key = `${to} ${dialId}`;
    const trail = this.#trails.get(key, nowMs) ?? [];
    this.#trails.set(key, trail, nowMs);
    return trail;
  }

  #gather(to: PeerId, candidate: Candidate): void {
    const trail = this.#trailOf(to, candidate.dialId);
    if (trail.length < MAX_TRAIL) trail.push(candidate);
    const gathered = this.#gathered.get(to);
    if (gathered) return void gathered.push(candidate);
    this.#gathered.set(to, [candidate]);
    this.#options.clock.schedule(GATHER_MS, () => {
      const found = this.#gathered.get(to) ?? [];
      this.#gathered.delete(to);
      if (!this.#isClosed) this.#postAll(to, found);
    });
  }

  #postAll(to: PeerId, candidates: readonly Candidate[]): void {
    for (let from = 0; from < candidates.length; from += MAX_SIGNALS)
      this.#post(to, { type: 'SIGNALS', signals: candidates.slice(from, from + MAX_SIGNALS) });
  }

  #post(to: PeerId, message: MeshSignal): boolean {
    return this.#options.relay.send(to, 'signal', encodeMeshSignal(message));
  }

  #receive({ from: { peerId }, bytes }: RelayedMessage): void {
    const decoded = decodeMeshSignal(bytes);
    if (this.#isClosed || !decoded.ok) return;
    const message = decoded.value;
    if (message.type === 'RECEIVED') this.#underway.get(keyOf(peerId, message.receipt))?.settle('received');
    else this.#onSignals(peerId, message);
  }

  #onSignals(from: PeerId, { signals, receipt }: Signals): void {
    const isRepeated = receipt !== undefined && this.#isRepeated(keyOf(from, receipt));
    if (!isRepeated && !signals.every((signal) => this.#mayCome(from, signal))) return;
    if (receipt) this.#post(from, { type: 'RECEIVED', receipt });
    if (isRepeated) return;
    for (const signal of signals) this.#signals.emit({ from: this.#options.addressOf(from), signal });
  }

  #isRepeated(key: string): boolean {
    const nowMs = this.#options.clock.nowMs();
    const isKnown = this.#seen.get(key, nowMs) === true;
    this.#seen.set(key, true, nowMs);
    return isKnown;
  }

  #mayCome(from: PeerId, signal: Signal): boolean {
    if (signal.type !== 'offer') return true;
    const nowMs = this.#options.clock.nowMs();
    const allowance = this.#offers.get(from, nowMs) ?? createTokenBucket(OFFER_LIMIT);
    this.#offers.set(from, allowance, nowMs);
    return allowance.take(nowMs);
  }
}

/** Within the limits of signaling, and of one relayed message. */
function fits(signal: Signal): boolean {
  if (!signalSchema.parse(signal).ok) return false;
  const alone = { type: 'SIGNALS', signals: [signal], receipt: new Uint8Array(RECEIPT_BYTES) } as const;
  return encodeMeshSignal(alone).length <= MAX_RELAYED_BYTES;
}

function keyOf(peer: PeerId, receipt: Bytes): string {
  return `${peer} ${formatHex(receipt)}`;
}
