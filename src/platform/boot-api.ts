// What the inline boot script (build/boot/) offers to the page it starts. The dev server has no boot script.

import type { PackedBlock } from './block-format.ts';

/** By name. Their values never change: the builder refuses such as do. */
export type Exports = Readonly<Record<string, unknown>>;

export interface BootApi {
  /**
   * The block, once it has arrived whole. Rejects with an {@link IncompleteCopy} when the page ended before it, and with
   * the signal's reason when aborted.
   */
  readBlock(id: string, signal?: AbortSignal): Promise<PackedBlock>;
  /** How much of a block has arrived, from 0 to 1. */
  arrivedPart(id: string): number;
  /** Scripts that the app starts with call this at their end, with what other chunks import from them. */
  keepExports(id: string, exports: Exports): void;
  /** What {@link keepExports} got; nothing for a script that has not run. */
  exportsOf(id: string): Exports | undefined;
  /** What the build makes of `import('./chunk')`. */
  importChunk(id: string): Promise<unknown>;
  /** Resolves when the page has been read: false when it was cut short before its end. */
  readonly isWhole: Promise<boolean>;
}

/** The page was cut short: a broken download or copy. Getting it again is the only way on. */
export class IncompleteCopy extends Error {
  override readonly name = 'IncompleteCopy';
  constructor(blockId: string) {
    super(`This copy of Kith is incomplete: "${blockId}" is missing or cut short.`);
  }
}

/**
 * Local storage key under which the shell repeats the chosen theme (`light` or `dark`; absent follows the system), so
 * that the boot script can set it before the first paint.
 */
export const THEME_HINT_KEY = 'kith:theme';

declare global {
  var kithBoot: BootApi | undefined;
}
