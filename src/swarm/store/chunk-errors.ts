// The failures that every store shares.

import type { Bytes } from '../../primitives/bytes.ts';
import { err, type Result } from '../../primitives/result.ts';
import type { StoreError } from '../chunk-store.ts';
import { chunkCountOf, chunkLengthAt, type FileShape } from '../file-shape.ts';

export type StoreFailure = { readonly ok: false; readonly error: StoreError };

export const failure = (code: StoreError['code'], detail: string): StoreFailure => err({ code, detail });

/** What somebody can do something about comes first: room. Then a refusal; that a place is broken helps nobody. */
const HELP: Readonly<Record<StoreError['code'], number>> = {
  full: 0,
  'over-budget': 0,
  denied: 1,
  missing: 2,
  broken: 2,
};

/** Of several places that refused one file, in their order of preference, the refusal to be told. */
export function tellingOf<T extends StoreFailure>(first: T, ...others: readonly T[]): T {
  return others.reduce((best, each) => (HELP[each.error.code] < HELP[best.error.code] ? each : best), first);
}

export const closedFailure = (): StoreFailure => failure('broken', 'The store is closed.');

export const missingFailure = (index: number): StoreFailure =>
  failure('missing', `There is no chunk ${index}.`);

/** What is wrong with a chunk by its place and length; whether it is the right one was checked before. */
export function misfitOf(shape: FileShape, index: number, bytes: Bytes): StoreFailure | undefined {
  if (!Number.isSafeInteger(index) || index < 0 || index >= chunkCountOf(shape)) return missingFailure(index);
  if (bytes.length === chunkLengthAt(shape, index)) return undefined;
  return failure('broken', `Chunk ${index} has ${bytes.length} bytes.`);
}

/** Runs what may throw (a Blob whose file is gone) as a result. */
export async function attempt<T>(action: () => Promise<T>): Promise<Result<T, StoreError>> {
  try {
    return { ok: true, value: await action() };
  } catch (error) {
    return failure('broken', error instanceof Error ? `${error.name}: ${error.message}` : String(error));
  }
}
