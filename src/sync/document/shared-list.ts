// A shared list: what two insert at one place at once both stays, in the same order everywhere.

import type * as Y from 'yjs';
import { copyJson, type Json } from '../json.ts';
import type { Delta, SharedList } from '../shared-docs.ts';
import { areTellable, observe, type Writing } from './writing.ts';

export function createSharedList<T extends Json>(root: Y.Array<unknown>, writing: Writing): SharedList<T> {
  function insert(index: number, values: readonly T[]): void {
    checkIndex(index, root.length);
    const copies = values.map((value) => copyJson(value));
    if (copies.length > 0 && areTellable(writing, copies)) writing.change(() => root.insert(index, copies));
  }

  return {
    get: (index) => root.get(index) as T | undefined,
    get length() {
      return root.length;
    },
    insert,
    push: (...values) => insert(root.length, values),
    delete(index, count = 1) {
      checkIndex(index, root.length);
      checkIndex(count, root.length - index);
      if (count > 0) writing.change(() => root.delete(index, count));
    },
    toJSON: () => root.toArray() as T[],
    observe: (listener) =>
      observe<Y.YArrayEvent<unknown>>(root, writing.log, ({ delta }, origin) =>
        listener(delta as Delta<readonly T[]>, origin),
      ),
  };
}

/** A programmer's error, else. */
export function checkIndex(index: number, length: number): void {
  if (!Number.isInteger(index) || index < 0 || index > length)
    throw new RangeError(`${index} is not within 0 to ${length}`);
}
