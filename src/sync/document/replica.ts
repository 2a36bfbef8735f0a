// One document as Yjs holds it: roots by kind, updates in, updates out, and how much it has grown. Gives Yjs nothing but
// what was checked; knows neither peers nor channels.

import * as Y from 'yjs';
import type { Bytes } from '../../primitives/bytes.ts';
import { createEmitter } from '../../primitives/events.ts';
import type { ChangeOrigin } from '../shared-docs.ts';
import {
  mayHold,
  placeName,
  ROOT_PREFIXES,
  rootKindOf,
  type CheckedUpdate,
  type RootKind,
} from '../update/check-update.ts';
import type { Id } from '../update/parse-update.ts';
import { countConflicts } from './conflicts.ts';
import { digestOfDeleted } from './deleted-digest.ts';

/** What a document may take as an update, and how many items it may be made of: each costs about 200 bytes of memory. */
export const MAX_DOCUMENT_BYTES = 32 * 1024 * 1024;
const MAX_ITEMS = 500_000;
const MAX_ROOTS = 1_024;

/** Of the transactions made here; what comes of peers and of what was kept has the others. */
export const LOCAL = Symbol('local');
const PEER = Symbol('peer');
const RESTORED = Symbol('restored');

export interface ReplicaChange {
  readonly update: Bytes;
  readonly origin: ChangeOrigin;
}

type Root = Y.Map<unknown> | Y.Array<unknown> | Y.Text;

const ROOT_CLASSES = { map: Y.Map, list: Y.Array, text: Y.Text } as const;

export class Replica {
  readonly doc = new Y.Doc();
  readonly changes = createEmitter<ReplicaChange>();
  /** Grows with every change. */
  version = 0;
  /** Changes of peers that met one made here and not known to them. */
  conflicts = 0;
  readonly #roots = new Map<string, Root>();
  readonly #names = new Map<unknown, string>();
  #estimatedBytes = 2;
  #measuredVersion = 0;
  #digest: { readonly version: number; readonly value: number } | undefined;

  constructor(clientId: number) {
    this.doc.clientID = clientId;
    // Still in the pieces they were written in.
    this.doc.on('beforeObserverCalls', (transaction: Y.Transaction) => {
      if (originOf(transaction) === 'peer') this.conflicts += countConflicts(transaction, clientId);
    });
    this.doc.on('update', (update: Uint8Array, _: unknown, __: unknown, transaction: Y.Transaction) => {
      this.version += 1;
      this.#estimatedBytes += update.length;
      // A fresh array of its own, as Yjs makes it.
      this.changes.emit({ update: update as Bytes, origin: originOf(transaction) });
    });
  }

  /** About as many bytes as a snapshot has. */
  get stateBytes(): number {
    return this.#estimatedBytes;
  }

  get itemCount(): number {
    let count = 0;
    for (const structs of this.doc.store.clients.values()) count += structs.length;
    return count;
  }

  /** Of how many clients anything is known. */
  get clientCount(): number {
    return this.doc.store.clients.size;
  }

  get isFull(): boolean {
    // What was deleted or joined since is still in the estimate.
    if (this.#estimatedBytes > MAX_DOCUMENT_BYTES && this.#measuredVersion !== this.version) {
      this.#measuredVersion = this.version;
      this.#estimatedBytes = this.snapshot().length;
    }
    return this.#estimatedBytes > MAX_DOCUMENT_BYTES || this.itemCount > MAX_ITEMS;
  }

  /** The first clock of a client that is not known. */
  known(client: number): number {
    return Y.getState(this.doc.store, client);
  }

  knownClients(): ReadonlyMap<number, number> {
    return new Map(Array.from(this.doc.store.clients.keys(), (client) => [client, this.known(client)]));
  }

  /** Whether anything is known here that somebody with this state does not know; deletions apart. */
  knowsMoreThan(clients: ReadonlyMap<number, number>): boolean {
    for (const client of this.doc.store.clients.keys())
      if (this.known(client) > (clients.get(client) ?? 0)) return true;
    return false;
  }

  vector(): Bytes {
    return new Uint8Array(Y.encodeStateVector(this.doc));
  }

  /** What two replicas agree in when they have the same vector and the same deleted. */
  deletions(): number {
    if (this.#digest?.version !== this.version)
      this.#digest = { version: this.version, value: digestOfDeleted(this.doc.store.clients) };
    return this.#digest.value;
  }

  snapshot(): Bytes {
    return new Uint8Array(Y.encodeStateAsUpdate(this.doc));
  }

  /** What somebody with this vector, which was checked, lacks. */
  diff(vector: Uint8Array): Bytes {
    return new Uint8Array(Y.encodeStateAsUpdate(this.doc, vector));
  }

  root(kind: 'map', name: string): Y.Map<unknown>;
  root(kind: 'list', name: string): Y.Array<unknown>;
  root(kind: 'text', name: string): Y.Text;
  root(kind: RootKind, name: string): Root {
    return this.#define(ROOT_PREFIXES[kind] + name, kind);
  }

  hasRoot(fullName: string): boolean {
    return this.#roots.has(fullName);
  }

  /** Whether everything before it is here. */
  isReadyFor({ needs }: Pick<CheckedUpdate, 'needs'>): boolean {
    return needs.every(({ client, clock }) => this.known(client) >= clock);
  }

  /** Whether what it stands beside is of the kind it takes it for. Only for updates that are ready. */
  agreesWith({ outside, same, roots }: Pick<CheckedUpdate, 'outside' | 'same' | 'roots'>): boolean {
    if (roots.length > 0) {
      const added = roots.filter((root) => !this.#roots.has(root)).length;
      if (this.#roots.size + added > MAX_ROOTS) return false;
    }
    for (const reference of outside) {
      const kind = rootKindOf(this.#names.get(this.#itemAt(reference)?.parent) ?? '');
      if (kind === undefined || !mayHold(kind, reference.content)) return false;
    }
    return same.every(([id, other]) => {
      const place = this.#placeOf(id);
      return place !== undefined && place === (typeof other === 'string' ? other : this.#placeOf(other));
    });
  }

  /** Applies what was checked, is ready and agrees; false when Yjs did not take all of it. */
  apply(update: Uint8Array, roots: readonly string[], origin: 'peer' | 'restored'): boolean {
    for (const name of roots) {
      const kind = rootKindOf(name);
      if (kind) this.#define(name, kind);
    }
    const { store } = this.doc;
    try {
      Y.applyUpdate(this.doc, update, origin === 'peer' ? PEER : RESTORED);
    } catch {
      return false;
    }
    const isWhole = store.pendingStructs === null && store.pendingDs === null;
    // What waits inside Yjs is compared with everything that comes, and bounded by nothing.
    store.pendingStructs = null;
    store.pendingDs = null;
    return isWhole;
  }

  dispose(): void {
    this.doc.destroy();
  }

  #define(fullName: string, kind: RootKind): Root {
    const known = this.#roots.get(fullName);
    if (known) return known;
    const root: Root = this.doc.get(fullName, ROOT_CLASSES[kind] as typeof Y.Map);
    this.#roots.set(fullName, root);
    this.#names.set(root, fullName);
    return root;
  }

  #placeOf(id: Id): string | undefined {
    const item = this.#itemAt(id);
    const name = this.#names.get(item?.parent);
    return name === undefined ? undefined : placeName(name, item?.parentSub);
  }

  #itemAt({ client, clock }: Id): Y.Item | undefined {
    const item = Y.getItem(this.doc.store, Y.createID(client, clock));
    return item instanceof Y.Item ? item : undefined;
  }
}

export function originOf({ local, origin }: Y.Transaction): ChangeOrigin {
  if (local) return 'self';
  return origin === RESTORED ? 'restored' : 'peer';
}
