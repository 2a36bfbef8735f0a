// Values that tell nobody when they are as they were: rows are made anew twice a second.

import { computed, type ReadonlySignal } from '@preact/signals-core';
import type { Holding } from '../holding.ts';
import type { FileRow } from './api.ts';

/** Tells nobody of a value that is as it was. */
export function stable<T>(isSame: (a: T, b: T) => boolean, make: () => T): ReadonlySignal<T> {
  let last: { readonly value: T } | undefined;
  return computed(() => {
    const value = make();
    if (!last || !isSame(last.value, value)) last = { value };
    return last.value;
  });
}

export function isSameList(a: readonly FileRow[], b: readonly FileRow[]): boolean {
  return a.length === b.length && a.every((row, at) => row === b[at]);
}

export function isSameHolding(a: Holding, b: Holding): boolean {
  if (a.kind === 'nothing' || b.kind === 'nothing') return a.kind === b.kind;
  const isSameSet =
    a.wholly.size === b.wholly.size && Array.from(a.wholly).every((each) => b.wholly.has(each));
  return isSameSet && a.isLast === b.isLast;
}
