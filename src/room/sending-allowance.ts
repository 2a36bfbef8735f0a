// What this peer may still say in one protocol, so that nobody drops any of it for its rate (PROTOCOL [D1]): the
// receiver's own bucket, kept by the sender for each peer. Knows no messages.

import type { Clock } from '../primitives/clock.ts';
import type { PeerId } from '../primitives/ids.ts';
import { createTokenBucket, type TokenBucket } from '../primitives/token-bucket.ts';
import { createBoundedMemory } from '../mesh/bounded-memory.ts';
import type { RateLimit } from './protocol-definition.ts';

/** Of what the receiver allows: two clocks do not run alike. */
const SHARE_OF_RATE = 0.95;
/** Peers whose allowances are remembered, there and here, until they say goodbye: they may come back. */
export const MAX_REMEMBERED = 1_024;

export interface SendingAllowanceOptions {
  readonly clock: Clock;
  readonly rate: RateLimit;
  /** Whether this peer has taken anything of what outlives links; true where nothing of that kind is under way. */
  readonly hasAnswered: (peer: PeerId) => boolean;
}

interface PeerAllowance {
  readonly bucket: TokenBucket;
  /** When the bucket's time began to run. */
  readonly startMs: number;
  /** How long it stood still; undefined as long as it does. */
  heldMs: number | undefined;
}

/** One broadcast: asked for each receiver, then told whom it was handed over for. */
export interface BroadcastAllowance {
  mayGoTo(peer: PeerId): boolean;
  /** Instead of to each alone. */
  mayGoByGossip(): boolean;
  onHanded(peers: readonly PeerId[]): void;
}

export class SendingAllowance {
  readonly #options: SendingAllowanceOptions;
  readonly #peers = createBoundedMemory<PeerId, PeerAllowance>({
    keepMs: Infinity,
    maxEntries: MAX_REMEMBERED,
  });
  readonly #gossip: TokenBucket;

  constructor(options: SendingAllowanceOptions) {
    this.#options = options;
    this.#gossip = this.#createBucket();
  }

  mayGoTo(peer: PeerId): boolean {
    const allowance = this.#allowanceOf(peer);
    return allowance.bucket.available(this.#timeOf(peer, allowance)) >= 1;
  }

  onSent(peer: PeerId): void {
    const allowance = this.#allowanceOf(peer);
    allowance.bucket.take(this.#timeOf(peer, allowance));
  }

  broadcast(): BroadcastAllowance {
    let isGossip = false;
    return {
      mayGoTo: (peer) => this.mayGoTo(peer),
      mayGoByGossip: () => {
        isGossip = true;
        return this.#gossip.available(this.#options.clock.nowMs()) >= 1;
      },
      onHanded: (peers) => {
        const isHanded = peers.length > 0;
        if (isGossip && isHanded) this.#gossip.take(this.#options.clock.nowMs());
        for (const peer of peers) this.onSent(peer);
      },
    };
  }

  forget(peer: PeerId): void {
    this.#peers.delete(peer);
  }

  #allowanceOf(peer: PeerId): PeerAllowance {
    const startMs = this.#options.clock.nowMs();
    const known = this.#peers.get(peer, startMs);
    if (known) return known;
    const created: PeerAllowance = { bucket: this.#createBucket(), startMs, heldMs: undefined };
    this.#peers.set(peer, created, startMs);
    return created;
  }

  /**
   * Stands still until the peer has taken something: its own bucket fills from when it first saw us, which may be long
   * after we saw it.
   */
  #timeOf(peer: PeerId, allowance: PeerAllowance): number {
    const nowMs = this.#options.clock.nowMs();
    if (allowance.heldMs === undefined && this.#options.hasAnswered(peer))
      allowance.heldMs = nowMs - allowance.startMs;
    return allowance.heldMs === undefined ? allowance.startMs : nowMs - allowance.heldMs;
  }

  #createBucket(): TokenBucket {
    const { perSecond, burst } = this.#options.rate;
    return createTokenBucket({ perSecond: perSecond * SHARE_OF_RATE, burst });
  }
}
