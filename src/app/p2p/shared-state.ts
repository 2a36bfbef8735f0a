// One shared map for scripts, over a shared document: what may be written is checked at once, what changed is told once
// a transaction.

import type { Disposable } from '../../primitives/disposable.ts';
import { createEmitter } from '../../primitives/events.ts';
import type { SharedDocs } from '../../sync/shared-docs.ts';
import type { P2pSharedState, P2pStateUpdate } from './api.ts';
import { SynchronizationError } from './errors.ts';
import { P2P_SPACE } from './messages.ts';

/** Whose writers' rule holds for it, and what its documents' keys begin with. */
const PREFIX = `${P2P_SPACE}/`;
const ROOT = 'state';
const MAX_KEY_LENGTH = 60;
const MAX_NAME_LENGTH = 1_024;

export interface SharedStates extends Disposable {
  /** Throws a SynchronizationError for a key that is none. */
  open(key: string): P2pSharedState;
}

export function createSharedStates(
  docs: Pick<SharedDocs, 'open'>,
  onUpdate: (update: P2pStateUpdate) => void,
): SharedStates {
  const opened = new Map<string, P2pSharedState>();
  const ends: (() => void)[] = [];
  let isOver = false;

  function create(key: string): P2pSharedState {
    const doc = openDocument(docs, key);
    const map = doc.map(ROOT);
    const updates = createEmitter<P2pStateUpdate>();
    ends.push(
      map.observe((keys, origin) => {
        const changes = Array.from(keys, (each) => ({ key: each, value: map.get(each) }));
        const update = { key, origin, changes };
        updates.emit(update);
        onUpdate(update);
      }),
    );
    const write = (name: string, change: () => void) => {
      if (isOver) throw new SynchronizationError('no-room', 'this state was of a room that was left');
      if (!doc.mayWrite.value) throw new SynchronizationError('read-only', 'only some may write here');
      checkName(name);
      change();
    };
    return {
      get: (name) => map.get(name),
      has: (name) => map.has(name),
      set: (name, value) => write(name, () => map.set(name, value)),
      delete: (name) => write(name, () => map.delete(name)),
      keys: () => map.keys(),
      toJSON: () => map.toJSON(),
      observe: (listener) => updates.on(listener),
    };
  }

  return {
    open(key) {
      const state = opened.get(key) ?? create(key);
      opened.set(key, state);
      return state;
    },
    dispose() {
      isOver = true;
      for (const end of ends) end();
    },
  };
}

function openDocument(docs: Pick<SharedDocs, 'open'>, key: unknown) {
  if (typeof key !== 'string' || key === '' || key.length > MAX_KEY_LENGTH)
    throw new SynchronizationError('invalid-key', 'a key has 1 to 60 characters');
  try {
    return docs.open(PREFIX + key, { space: P2P_SPACE });
  } catch {
    throw new SynchronizationError('too-many', 'a room has at most 64 shared documents');
  }
}

function checkName(name: unknown): void {
  if (typeof name !== 'string' || name.length > MAX_NAME_LENGTH)
    throw new SynchronizationError('invalid-key', 'a name has at most 1,024 characters');
}
