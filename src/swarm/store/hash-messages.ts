// What the page and the hashing workers say to each other.

import type { Bytes } from '../../primitives/bytes.ts';
import type { Result } from '../../primitives/result.ts';
import type { FileShape } from '../file-shape.ts';
import type { LeafError } from '../hash-port.ts';

export type AskedOfHasher =
  | { readonly kind: 'file'; readonly id: number; readonly file: Blob; readonly shape: FileShape }
  | { readonly kind: 'abort'; readonly id: number };

export type ToldByHasher =
  | { readonly kind: 'leaves'; readonly id: number; readonly from: number; readonly hashes: Bytes }
  | { readonly kind: 'file-done'; readonly id: number; readonly result: Result<void, LeafError> };
