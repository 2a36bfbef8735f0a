// Updates that came before what they follow on. They wait here, counted, and never inside Yjs, which compares all that
// wait with everything that comes.

import type { Bytes } from '../../primitives/bytes.ts';
import type { PeerId } from '../../primitives/ids.ts';
import type { Id } from '../update/parse-update.ts';

export interface HeldUpdate {
  readonly update: Bytes;
  /** Undefined for what was kept on this device. */
  readonly from: PeerId | undefined;
  readonly needs: readonly Id[];
}

/** Of one document. What finds no place is asked for again once what came before it is here. */
export const MAX_HELD_BYTES = 2 * 1024 * 1024;
export const MAX_HELD_UPDATES = 1_024;
/** So that nobody takes all the places. */
const MAX_SHARE = 0.5;
/** What an entry costs besides its bytes. */
const ENTRY_BYTES = 200;

export class HeldUpdates {
  /** With how many of its needs were met so far: what is known once stays known. */
  readonly #held = new Map<HeldUpdate, number>();
  #bytes = 0;

  get count(): number {
    return this.#held.size;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** False when there is no place. */
  hold(update: HeldUpdate): boolean {
    const cost = update.update.length + ENTRY_BYTES;
    const own = this.#of(update.from);
    const fits =
      this.#bytes + cost <= MAX_HELD_BYTES &&
      this.count < MAX_HELD_UPDATES &&
      own.bytes + cost <= MAX_HELD_BYTES * MAX_SHARE &&
      own.count < MAX_HELD_UPDATES * MAX_SHARE;
    if (!fits) return false;
    this.#held.set(update, 0);
    this.#bytes += cost;
    return true;
  }

  /** Takes out one whose needs are met. Each need is looked at once more than it has to be, not at every arrival. */
  take(isMet: (need: Id) => boolean): HeldUpdate | undefined {
    for (const [held, metBefore] of this.#held) {
      let met = metBefore;
      for (let next = held.needs[met]; next && isMet(next); next = held.needs[met]) met += 1;
      if (met < held.needs.length) {
        if (met > metBefore) this.#held.set(held, met);
        continue;
      }
      this.#remove(held);
      return held;
    }
    return undefined;
  }

  forget(from: PeerId): void {
    for (const held of Array.from(this.#held.keys())) if (held.from === from) this.#remove(held);
  }

  clear(): void {
    this.#held.clear();
    this.#bytes = 0;
  }

  #remove(held: HeldUpdate): void {
    this.#held.delete(held);
    this.#bytes -= held.update.length + ENTRY_BYTES;
  }

  #of(peer: PeerId | undefined): { readonly count: number; readonly bytes: number } {
    let [count, bytes] = [0, 0];
    for (const { from, update } of this.#held.keys()) {
      if (from !== peer) continue;
      count += 1;
      bytes += update.length + ENTRY_BYTES;
    }
    return { count, bytes };
  }
}
