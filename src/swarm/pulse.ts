// The pulse of a file that is coming in: looks after late sources while something is under way, and sees when nothing
// can move. A whole, paused or left file has none.

import type { Cancel } from '../primitives/clock.ts';
import type { LateSources } from './late-sources.ts';
import { TICK_MS } from './limits.ts';
import type { ChunkRange } from './picker.ts';
import type { SwarmCore } from './swarm-core.ts';
import { unheldRanges } from './swarm-snapshot.ts';

/** Nothing is under way: looked at once a second, without a word. */
const IDLE_TICK_MS = 1_000;
/** Neighbours have a moment to say what they hold before a file counts as stuck. */
const STUCK_MS = 2_000;

export interface PulseOptions {
  readonly core: SwarmCore;
  readonly late: LateSources;
  /** As it was told last. */
  readonly knownMissing: () => readonly ChunkRange[];
  /** Nobody here holds these, and nothing moves; told again when they change. */
  readonly onStuck: (missing: readonly ChunkRange[]) => void;
  readonly onMoving: () => void;
}

export class Pulse {
  readonly #options: PulseOptions;
  #cancelTick: Cancel | undefined;
  #cancelStuck: Cancel | undefined;

  constructor(options: PulseOptions) {
    this.#options = options;
  }

  /** Something has changed. */
  feel(): void {
    const { core, onMoving } = this.#options;
    if (!core.isFetching) return this.stop();
    this.#tickLater();
    if (this.#unheld().length > 0) return this.#watchStuck();
    this.#cancelStuck?.();
    this.#cancelStuck = undefined;
    onMoving();
  }

  stop(): void {
    this.#cancelTick?.();
    this.#cancelStuck?.();
    this.#cancelTick = undefined;
    this.#cancelStuck = undefined;
  }

  #tickLater(): void {
    const { core, late } = this.#options;
    if (this.#cancelTick || core.partners.size === 0) return;
    const delayMs = core.askedCount > 0 ? TICK_MS : IDLE_TICK_MS;
    this.#cancelTick = core.tools.clock.schedule(delayMs, () => {
      this.#cancelTick = undefined;
      late.tick();
      this.feel();
    });
  }

  #watchStuck(): void {
    const { core, knownMissing, onStuck } = this.#options;
    this.#cancelStuck ??= core.tools.clock.schedule(STUCK_MS, () => {
      this.#cancelStuck = undefined;
      const missing = this.#unheld();
      if (missing.length > 0 && !isSame(knownMissing(), missing)) onStuck(missing);
    });
  }

  /** What nobody here holds, when nothing moves. */
  #unheld(): readonly ChunkRange[] {
    const { core } = this.#options;
    const isMoving = core.movingCount > 0 || core.isStoring;
    return isMoving ? [] : unheldRanges(core);
  }
}

function isSame(known: readonly ChunkRange[], missing: readonly ChunkRange[]): boolean {
  return known.length === missing.length && known.every(({ to }, at) => to === missing[at]?.to);
}
