// What everybody in the room is told about files: gathered for a moment, so that a folder is a few messages, and no faster
// than those who hear it allow. What could not be handed over waits.

import type { Bytes } from '../primitives/bytes.ts';
import type { Cancel } from '../primitives/clock.ts';
import type { PeerId } from '../primitives/ids.ts';
import { createTokenBucket } from '../primitives/token-bucket.ts';
import { MAX_NEWS_RETRY_MS, NEWS_PACE, NEWS_RETRY_MS } from './limits.ts';
import { NewsPile } from './news-pile.ts';
import type { OfferOnWire, SwarmNews } from './protocol.ts';
import type { SwarmTools } from './swarm-port.ts';

/** Long enough for a folder's files, too short to be seen. */
const GATHER_MS = 50;
/** Between two messages, so that a folder of a thousand files is no flood. */
const PACE_MS = 250;

export class NewsDesk {
  readonly #tools: SwarmTools;
  readonly #news = new NewsPile();
  /** What some were not reached with when it was told to all. */
  readonly #owed = new Map<PeerId, NewsPile>();
  /** Some of what the others allow is left for newcomers. */
  readonly #pace = createTokenBucket(NEWS_PACE);
  #cancel: Cancel | undefined;
  #dueMs = 0;
  /** Until what nobody took is tried again. */
  #retryMs = NEWS_RETRY_MS;
  /** Somebody took something since it was last looked at, or more may be said only later. */
  #isMoving = false;

  constructor(tools: SwarmTools) {
    this.#tools = tools;
  }

  offer(offered: OfferOnWire): void {
    this.#add({ type: 'offer', offers: [offered] });
  }

  withdraw(key: Bytes): void {
    this.#add({ type: 'withdraw', keys: [key] });
  }

  /** Where everybody is linked with everybody, partners know already. */
  hold(key: Bytes, whole: boolean): void {
    const { port } = this.#tools;
    if (port.members().length > port.neighbours().length) this.holdOrphan(key, whole);
  }

  /** Whoever offered it is gone: those who take no part hear of holders from nobody else. */
  holdOrphan(key: Bytes, whole: boolean): void {
    this.#add({ type: 'hold', holds: [{ key, whole }] });
  }

  tellOffers(peer: PeerId, offers: readonly OfferOnWire[]): void {
    if (offers.length === 0) return;
    this.#owe(peer, { type: 'offer', offers });
    if (!this.#tellOwed()) this.#soon(NEWS_RETRY_MS);
  }

  /** Somebody may be reached again: what waits is not left waiting for longer. */
  onReachable(): void {
    this.#retryMs = NEWS_RETRY_MS;
    if (this.#cancel) this.#soon(NEWS_RETRY_MS);
  }

  dispose(): void {
    this.#cancel?.();
  }

  #add(news: SwarmNews): void {
    // Whoever was not reached with what was said before hears only this.
    for (const pile of this.#owed.values()) pile.outdate(news);
    this.#news.add(news);
    this.#soon(GATHER_MS);
  }

  #soon(delayMs: number): void {
    const dueMs = this.#tools.clock.nowMs() + delayMs;
    if (this.#cancel && this.#dueMs <= dueMs) return;
    this.#cancel?.();
    this.#dueMs = dueMs;
    this.#cancel = this.#tools.clock.schedule(delayMs, () => {
      this.#cancel = undefined;
      this.#isMoving = false;
      const isHanded = this.#tell();
      const isOwedNone = this.#tellOwed();
      const nextMs = this.#isMoving ? NEWS_RETRY_MS : Math.min(2 * this.#retryMs, MAX_NEWS_RETRY_MS);
      if (!this.#news.isEmpty && isHanded) this.#soon(PACE_MS);
      else if (!this.#news.isEmpty || !isOwedNone) this.#soon(this.#isMoving ? NEWS_RETRY_MS : this.#retryMs);
      this.#retryMs = nextMs;
    });
  }

  /** False when something has to wait for longer. */
  #tell(): boolean {
    const { port, clock } = this.#tools;
    const members = port.members();
    // Whoever comes is told what there is then.
    if (members.length === 0) this.#news.clear();
    for (const news of this.#news.next()) {
      if (this.#pace.available(clock.nowMs()) < 1) {
        this.#isMoving = true;
        return false;
      }
      const reached = new Set(port.broadcast(news));
      if (reached.size === 0) return false;
      this.#isMoving = true;
      this.#pace.take(clock.nowMs());
      this.#news.remove(news);
      for (const peer of members) if (!reached.has(peer)) this.#owe(peer, news);
    }
    return true;
  }

  #owe(peer: PeerId, news: SwarmNews): void {
    const pile = this.#owed.get(peer) ?? new NewsPile();
    this.#owed.set(peer, pile);
    pile.add(news);
  }

  /** As much as each takes; false when somebody is still owed something. */
  #tellOwed(): boolean {
    const { port } = this.#tools;
    const here = new Set(port.members());
    for (const [peer, pile] of this.#owed) {
      const isOver = !here.has(peer) || this.#tellAll(peer, pile);
      if (isOver) this.#owed.delete(peer);
    }
    return this.#owed.size === 0;
  }

  #tellAll(peer: PeerId, pile: NewsPile): boolean {
    while (!pile.isEmpty) {
      for (const news of pile.next()) {
        if (!this.#tools.port.tell(peer, news)) return false;
        this.#isMoving = true;
        pile.remove(news);
      }
    }
    return true;
  }
}
