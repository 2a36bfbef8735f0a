// A shared map: of two who set the same key at once, one wins, and everywhere the same.

import type * as Y from 'yjs';
import type { Unsubscribe } from '../../primitives/events.ts';
import { copyJson, type Json } from '../json.ts';
import type { ChangeOrigin, SharedMap } from '../shared-docs.ts';
import { areTellable, observe, type Writing } from './writing.ts';

/** UTF-16 units; what is longer, nobody takes. */
const MAX_KEY_LENGTH = 1_024;

export function createSharedMap<T extends Json>(root: Y.Map<unknown>, writing: Writing): SharedMap<T> {
  const entries = () => Array.from(root.entries()) as (readonly [string, T])[];
  return {
    get: (key) => root.get(key) as T | undefined,
    has: (key) => root.has(key),
    set(key, value) {
      if (key.length > MAX_KEY_LENGTH) throw new RangeError('a key has at most 1,024 characters');
      const copy = copyJson(value);
      if (areTellable(writing, [copy])) writing.change(() => root.set(key.toWellFormed(), copy));
    },
    delete: (key) => {
      if (root.has(key)) writing.change(() => root.delete(key));
    },
    keys: () => Array.from(root.keys()),
    entries,
    get size() {
      return root.size;
    },
    toJSON: () => Object.fromEntries(entries()) as Readonly<Record<string, T>>,
    observe: (listener: (keys: ReadonlySet<string>, origin: ChangeOrigin) => void): Unsubscribe =>
      observe<Y.YMapEvent<unknown>>(root, writing.log, (event, origin) =>
        listener(event.keysChanged, origin),
      ),
  };
}
