// What the page and the Python worker tell each other.

import type { PackedBlock } from '../../../platform/block-format.ts';

export type ToWorker =
  | {
      readonly kind: 'start';
      readonly glue: PackedBlock;
      readonly library: PackedBlock;
      /** Compiled by an earlier worker, or still packed. */
      readonly interpreter: WebAssembly.Module | PackedBlock;
    }
  | { readonly kind: 'run'; readonly code: string }
  | { readonly kind: 'answer'; readonly line: string | undefined };

export type FromWorker =
  | { readonly kind: 'ready'; readonly interpreter: WebAssembly.Module }
  | { readonly kind: 'broken'; readonly reason: string }
  | { readonly kind: 'output'; readonly text: string }
  /** The program printed more than anybody reads; what follows is dropped. */
  | { readonly kind: 'output-cut' }
  | { readonly kind: 'ask'; readonly prompt: string }
  | { readonly kind: 'finished' }
  /** A traceback, for the reader of the program. */
  | { readonly kind: 'failed'; readonly traceback: string };
