// One shared document as features have it: typed roots, undo, keeping. Changes made here are in it at once; telling
// others, and hearing them, is done by whoever holds the replica.

import type { ReadonlySignal } from '@preact/signals-core';
import type { Bytes } from '../../primitives/bytes.ts';
import type { Clock } from '../../primitives/clock.ts';
import type { Unsubscribe } from '../../primitives/events.ts';
import type { Log } from '../../primitives/log.ts';
import { err, ok, type Result } from '../../primitives/result.ts';
import type { Json } from '../json.ts';
import type {
  ChangeOrigin,
  Refusal,
  RefusalCode,
  SharedDoc,
  SharedList,
  SharedMap,
  SharedText,
  UndoStack,
} from '../shared-docs.ts';
import type { RootKind } from '../update/check-update.ts';
import { LOCAL, type Replica } from './replica.ts';
import { createSharedList } from './shared-list.ts';
import { createSharedMap } from './shared-map.ts';
import { createSharedText } from './shared-text.ts';
import { createUndoStack, type ClockedUndoStack } from './undo-stack.ts';
import type { Writing } from './writing.ts';

const MAX_NAME_LENGTH = 64;

export interface SharedDocumentOptions {
  readonly key: string;
  readonly space: string;
  readonly replica: Replica;
  readonly mayWrite: ReadonlySignal<boolean>;
  readonly isSynced: ReadonlySignal<boolean>;
  readonly clock: Clock;
  readonly log: Log;
  readonly onRefused: (code: RefusalCode) => void;
  /** Takes an update that was kept; why not, or undefined. */
  readonly restore: (update: Uint8Array) => RefusalCode | undefined;
}

export class SharedDocument implements SharedDoc {
  readonly key: string;
  readonly space: string;
  readonly mayWrite: ReadonlySignal<boolean>;
  readonly isSynced: ReadonlySignal<boolean>;
  readonly #options: SharedDocumentOptions;
  readonly #writing: Writing;
  readonly #roots = new Map<string, { readonly kind: RootKind; readonly root: unknown }>();
  #undo: ClockedUndoStack | undefined;

  constructor(options: SharedDocumentOptions) {
    const { key, space, mayWrite, isSynced, log } = options;
    this.key = key;
    this.space = space;
    this.mayWrite = mayWrite;
    this.isSynced = isSynced;
    this.#options = options;
    this.#writing = {
      change: (action) => this.#change(action),
      attempt: (action) => this.#attempt(action),
      refuse: options.onRefused,
      log,
    };
  }

  get undo(): UndoStack {
    this.#undo ??= createUndoStack(this.#options.replica, this.#writing, this.#options.clock);
    return this.#undo;
  }

  map<T extends Json = Json>(name: string): SharedMap<T> {
    const { replica } = this.#options;
    return this.#root('map', name, () => createSharedMap<T>(replica.root('map', name), this.#writing));
  }

  list<T extends Json = Json>(name: string): SharedList<T> {
    const { replica } = this.#options;
    return this.#root('list', name, () => createSharedList<T>(replica.root('list', name), this.#writing));
  }

  text(name: string): SharedText {
    const { replica } = this.#options;
    return this.#root('text', name, () => createSharedText(replica.root('text', name), this.#writing));
  }

  /** How a name is used here; undefined when it is not. */
  kindOf(name: string): RootKind | undefined {
    return this.#roots.get(name)?.kind;
  }

  transact<T>(change: () => T): T {
    // What may not be done is left out part by part, and reported.
    if (!this.mayWrite.peek()) return change();
    this.#undo?.onChanging();
    return this.#options.replica.doc.transact(change, LOCAL);
  }

  snapshot(): Bytes {
    return this.#options.replica.snapshot();
  }

  restore(update: Uint8Array): Result<void, Refusal> {
    const code = this.#options.restore(update);
    return code === undefined ? ok() : err({ key: this.key, from: undefined, code });
  }

  onUpdate(listener: (update: Bytes, origin: ChangeOrigin) => void): Unsubscribe {
    return this.#options.replica.changes.on(({ update, origin }) => listener(update, origin));
  }

  #root<R>(kind: RootKind, name: string, create: () => R): R {
    if (name.length > MAX_NAME_LENGTH) throw new RangeError('a name has at most 64 characters');
    const known = this.#roots.get(name);
    if (known && known.kind !== kind) throw new TypeError(`${name} is a ${known.kind}, and no ${kind}`);
    const root = known ? (known.root as R) : create();
    this.#roots.set(name, { kind, root });
    return root;
  }

  #attempt(action: () => void): void {
    const { replica, onRefused } = this.#options;
    if (!this.mayWrite.peek()) return onRefused('not-a-writer');
    if (replica.isFull) return onRefused('document-full');
    action();
  }

  #change(action: () => void): void {
    this.#attempt(() => {
      this.#undo?.onChanging();
      this.#options.replica.doc.transact(action, LOCAL);
    });
  }
}
