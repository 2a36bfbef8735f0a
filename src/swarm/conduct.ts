// What a peer did in a swarm. It outlives the partner: who leaves and accepts again, or comes back over another link, goes
// on with the faults and allowances it had.

import type { PeerId } from '../primitives/ids.ts';
import { createTokenBucket } from '../primitives/token-bucket.ts';
import { ASK_RATE, HAVE_RATE, MAX_CONDUCTS, MAX_WINDOW_CHUNKS } from './limits.ts';

export class Conduct {
  isBanned = false;
  badChunks = 0;
  /**
   * Bytes that may still come though nobody waits for them: they were cancelled, or asked for before a path broke or a
   * file was left and accepted again.
   */
  lateBytes: number;
  readonly haveAllowance = createTokenBucket(HAVE_RATE);
  readonly askAllowance = createTokenBucket(ASK_RATE);
  readonly #firstLateBytes: number;

  constructor(chunkSizeBytes: number) {
    this.#firstLateBytes = MAX_WINDOW_CHUNKS * chunkSizeBytes;
    this.lateBytes = this.#firstLateBytes;
  }

  /** How much would be forgiven if it were forgotten. */
  get weight(): number {
    if (this.isBanned) return 2;
    return this.badChunks > 0 || this.lateBytes < this.#firstLateBytes ? 1 : 0;
  }
}

export class Conducts {
  readonly #chunkSizeBytes: number;
  readonly #partners: ReadonlyMap<PeerId, unknown>;
  /** Those heard of longest ago first. */
  readonly #conducts = new Map<PeerId, Conduct>();

  constructor(chunkSizeBytes: number, partners: ReadonlyMap<PeerId, unknown>) {
    this.#chunkSizeBytes = chunkSizeBytes;
    this.#partners = partners;
  }

  of(peer: PeerId): Conduct {
    const conduct = this.#conducts.get(peer) ?? new Conduct(this.#chunkSizeBytes);
    this.#conducts.delete(peer);
    this.#conducts.set(peer, conduct);
    if (this.#conducts.size > MAX_CONDUCTS) this.#forgetOne(peer);
    return conduct;
  }

  /**
   * Of those who take no part now, one against whom nothing stands if there is one: to be forgotten costs more new peers
   * than it takes to come as a new one.
   */
  #forgetOne(newest: PeerId): void {
    const gone = Array.from(this.#conducts).filter(([peer]) => peer !== newest && !this.#partners.has(peer));
    const [first] = gone.sort(([, a], [, b]) => a.weight - b.weight);
    if (first) this.#conducts.delete(first[0]);
  }
}
