// Words to partners for which the room's allowance has no room just now: they wait in their order, for nobody says a
// greeting or an answer again that was lost. Knows no swarms.

import type { Cancel, Clock } from '../primitives/clock.ts';
import type { PeerId } from '../primitives/ids.ts';
import type { SwarmMessage } from './protocol.ts';

/** Words to one partner that wait; each costs an allowance of a seventh of a second at most. */
export const MAX_WAITING_WORDS = 1_024;
/** What waits is tried again after this. */
export const RETRY_WORDS_MS = 50;
/** A word that is not taken for so long never will be: those behind it are not held up for ever. */
export const GIVE_UP_WORD_MS = 5_000;

interface Row {
  readonly words: SwarmMessage[];
  /** Since when the first of them is the first. */
  firstSinceMs: number;
}

export class TalkQueue {
  readonly #clock: Clock;
  readonly #send: (to: PeerId, word: SwarmMessage) => boolean;
  readonly #rows = new Map<PeerId, Row>();
  #cancel: Cancel | undefined;

  /** `send` is false for what is not taken now. */
  constructor(clock: Clock, send: (to: PeerId, word: SwarmMessage) => boolean) {
    this.#clock = clock;
    this.#send = send;
  }

  /** False when it neither went nor waits. */
  say(to: PeerId, word: SwarmMessage): boolean {
    const row = this.#rows.get(to);
    if (!row && this.#send(to, word)) return true;
    if (row && row.words.length >= MAX_WAITING_WORDS) return false;
    if (row) row.words.push(word);
    else this.#rows.set(to, { words: [word], firstSinceMs: this.#clock.nowMs() });
    this.#tryLater();
    return true;
  }

  /** Whoever is linked anew is greeted anew. */
  forget(peer: PeerId): void {
    this.#rows.delete(peer);
  }

  dispose(): void {
    this.#cancel?.();
    this.#rows.clear();
  }

  #tryLater(): void {
    this.#cancel ??= this.#clock.schedule(RETRY_WORDS_MS, () => {
      this.#cancel = undefined;
      for (const [peer, row] of this.#rows) if (this.#tell(peer, row)) this.#rows.delete(peer);
      if (this.#rows.size > 0) this.#tryLater();
    });
  }

  /** True when nothing of it waits any more. */
  #tell(peer: PeerId, row: Row): boolean {
    const nowMs = this.#clock.nowMs();
    let told = 0;
    for (const word of row.words) {
      const isOver = told === 0 && nowMs - row.firstSinceMs >= GIVE_UP_WORD_MS;
      if (!this.#send(peer, word) && !isOver) break;
      told += 1;
    }
    if (told > 0) row.firstSinceMs = nowMs;
    row.words.splice(0, told);
    return row.words.length === 0;
  }
}
