// Tells the others what has come in: together, ten times a second at most, and nothing when there is nothing new.

import type { Cancel } from '../primitives/clock.ts';
import { runsOf } from './bitfield.ts';
import { HAVE_DELAY_MS } from './limits.ts';
import { MAX_RUN_NUMBERS } from './protocol.ts';
import type { SwarmCore } from './swarm-core.ts';

export class Announcer {
  readonly #core: SwarmCore;
  #fresh: number[] = [];
  #cancel: Cancel | undefined;
  #lastMs = Number.NEGATIVE_INFINITY;

  constructor(core: SwarmCore) {
    this.#core = core;
  }

  add(index: number): void {
    this.#fresh.push(index);
    const delayMs = this.#lastMs + HAVE_DELAY_MS - this.#core.nowMs;
    // Timers of a page in the background come once a second: where it is time already, none is waited for.
    if (delayMs <= 0) return this.#tell(false);
    this.#cancel ??= this.#core.tools.clock.schedule(delayMs, () => this.#tell(false));
  }

  /** The file is whole: the last word. */
  finish(): void {
    this.#tell(true);
  }

  /** What is new is in a bitfield that goes to everybody. */
  clear(): void {
    this.#fresh = [];
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #tell(isWhole: boolean): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#lastMs = this.#core.nowMs;
    const fresh = this.#fresh.sort((a, b) => a - b);
    this.#fresh = [];
    const runs = runsOf(fresh);
    const { usable } = this.#core;
    const partners = usable.filter(({ isWhole: holdsAll, deals }) => !holdsAll || deals);
    // Whoever has it all wants no chunks: only to know that others have it too.
    const content = usable.filter((partner) => isWhole && !partners.includes(partner));
    for (const partner of content) this.#core.say(partner, { type: 'have', runs: [], whole: true });
    for (let at = 0; at === 0 || at < runs.length; at += MAX_RUN_NUMBERS) {
      const part = runs.slice(at, at + MAX_RUN_NUMBERS);
      const isLast = at + MAX_RUN_NUMBERS >= runs.length;
      const whole = isWhole && isLast ? { whole: true } : {};
      for (const partner of partners) this.#core.say(partner, { type: 'have', runs: part, ...whole });
    }
  }
}
