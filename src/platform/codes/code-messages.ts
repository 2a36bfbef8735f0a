// What the page and the worker that reads codes say to each other.

import type { PackedBlock } from '../block-format.ts';
import type { Pixels } from './pixels.ts';

export type ToCodeWorker =
  | { readonly kind: 'start'; readonly program: PackedBlock }
  | { readonly kind: 'read'; readonly pixels: Pixels };

export type FromCodeWorker =
  | { readonly kind: 'ready' | 'broken' }
  /** `text` is undefined where the picture has no code. */
  | { readonly kind: 'read'; readonly text: string | undefined };
