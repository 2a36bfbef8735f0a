// What the kinds of shared state have in common: changing under the rules of their document, and telling of changes.

import type * as Y from 'yjs';
import type { Unsubscribe } from '../../primitives/events.ts';
import type { Log } from '../../primitives/log.ts';
import type { ChangeOrigin, RefusalCode } from '../shared-docs.ts';
import type { Json } from '../json.ts';
import { originOf } from './replica.ts';

export interface Writing {
  /** Runs it as one change, or as part of the one under way; not at all, and reported, where it is not allowed. */
  change(action: () => void): void;
  /** The same for what makes a transaction of its own. */
  attempt(action: () => void): void;
  refuse(code: RefusalCode): void;
  readonly log: Log;
}

/** Units of JSON text: one value must fit into one piece of an update, in any script. */
const MAX_VALUE_LENGTH = 200_000;

/** False, and reported, when the values are too large to be told to others. */
export function areTellable(writing: Writing, values: readonly Json[]): boolean {
  if (values.every((value) => JSON.stringify(value).length <= MAX_VALUE_LENGTH)) return true;
  writing.refuse('too-large');
  return false;
}

interface Observable<E> {
  observe(handler: (event: E, transaction: Y.Transaction) => void): void;
  unobserve(handler: (event: E, transaction: Y.Transaction) => void): void;
}

/** Listeners do not get at the transaction, whatever happens in them. */
export function observe<E>(
  root: Observable<E>,
  log: Log,
  listener: (event: E, origin: ChangeOrigin) => void,
): Unsubscribe {
  const handler = (event: E, transaction: Y.Transaction) => {
    try {
      listener(event, originOf(transaction));
    } catch (error) {
      log.write({
        level: 'error',
        part: 'sync',
        message: 'a listener failed',
        facts: { error: String(error) },
      });
    }
  };
  root.observe(handler);
  return () => root.unobserve(handler);
}
