// Reads, checks and cuts an update in one go: what is done in a worker for large ones, and right here for small ones.

import type { Bytes } from '../../primitives/bytes.ts';
import { err, ok, type Result } from '../../primitives/result.ts';
import { checkUpdate, type CheckedUpdate, type KnownState } from './check-update.ts';
import { parseUpdate } from './parse-update.ts';
import { splitUpdate } from './write-update.ts';

export interface Examination {
  /** Items that the document consists of. */
  readonly items: number;
  /** Of a piece; default: no bound. */
  readonly maxBytes?: number | undefined;
}

export interface ExaminedUpdate {
  readonly checked: Omit<CheckedUpdate, 'ordered'>;
  /** To be applied one after the other. */
  readonly pieces: readonly Bytes[];
}

/**
 * How often one item may be compared with another while a piece is applied: where somebody arranged it so, Yjs compares
 * each with all there are. Half a second here, once.
 */
const MAX_COMPARISONS = 2_000_000;
const MIN_STRUCTS = 16;

export function examineUpdate(
  update: Bytes,
  known: KnownState,
  { items, maxBytes = Number.POSITIVE_INFINITY }: Examination,
): Result<ExaminedUpdate, string> {
  const parsed = parseUpdate(update);
  if (!parsed.ok) return parsed;
  const result = checkUpdate(parsed.value, known);
  if (!result.ok) return err(result.error);
  const { ordered, ...checked } = result.value;
  const structs = ordered.length + checked.deletes.length;
  const maxStructs = Math.max(MIN_STRUCTS, Math.floor(MAX_COMPARISONS / (items + structs + 1)));
  const isOnePiece = structs <= maxStructs && update.length <= maxBytes;
  const pieces = isOnePiece ? [update] : splitUpdate(parsed.value, ordered, { maxBytes, maxStructs });
  return ok({ checked, pieces });
}
