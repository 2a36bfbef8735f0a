// Small files of a conversation: held in memory, fetched when somebody looks at them, handed to those who share a thread
// that names them, and to nobody else.

import { effect, signal, untracked, type ReadonlySignal, type Signal } from '@preact/signals-core';
import { formatBase64url, parseBase64url } from '../../../primitives/base64url.ts';
import { copyBytes, type Bytes } from '../../../primitives/bytes.ts';
import type { Cancel } from '../../../primitives/clock.ts';
import { createDisposables, type Disposable } from '../../../primitives/disposable.ts';
import type { IdentityId, PeerId } from '../../../primitives/ids.ts';
import { err, ok, type Result } from '../../../primitives/result.ts';
import {
  MAX_ATTACHMENT_BYTES,
  type AddError,
  type Attachment,
  type Attachments,
  type BlobState,
} from '../api.ts';
import type { ChatWorld } from '../chat-world.ts';
import { isLinked, isReachable } from '../delivery.ts';
import type { LiveThread } from '../live-thread.ts';
import { createBlobMemory, type BlobMemory } from './blob-memory.ts';
import { Fetch } from './fetching.ts';
import type { KeptFile } from './kept-file.ts';
import { hashesIn, namingOf } from './named.ts';
import { filesProtocol, piecesProtocol, type FilesMessage, type Piece } from './protocol.ts';
import { createPieceServer, type PieceServer } from './serving-pieces.ts';

/** Others wait: a conversation full of pictures must not hold up what is said. */
const MAX_FETCHES = 4;
const MAX_REMEMBERED = 4_096;
/** After what was deleted or is over. */
const SWEEP_DELAY_MS = 1_000;

export interface AttachmentStore extends Attachments, Disposable {
  /** Counts up with everything that comes. */
  readonly changes: ReadonlySignal<number>;
  /** What is here and named by a message, by its hash; of the newest messages first. */
  named(): ReadonlyMap<string, KeptFile>;
  /** Takes back what was kept when a message that is here names it; its hash then. */
  restore(file: KeptFile): Promise<string | undefined>;
}

export function createAttachmentStore(
  world: ChatWorld,
  threads: ReadonlySignal<readonly LiveThread[]>,
): AttachmentStore {
  return new Store(world, threads);
}

class Store implements AttachmentStore {
  readonly changes = signal(0);
  readonly #world: ChatWorld;
  readonly #threads: ReadonlySignal<readonly LiveThread[]>;
  readonly #memory: BlobMemory;
  readonly #states = new Map<string, Signal<BlobState>>();
  readonly #fetches = new Map<string, Fetch>();
  /** In the order in which somebody looked. */
  readonly #waiting = new Map<string, Attachment>();
  readonly #disposables = createDisposables();
  readonly #files;
  readonly #server: PieceServer;
  #cancelSweep: Cancel | undefined;

  constructor(world: ChatWorld, threads: ReadonlySignal<readonly LiveThread[]>) {
    this.#world = world;
    this.#threads = threads;
    this.#memory = createBlobMemory((hash) => this.#onGone(hash));
    this.#files = world.room.channel(filesProtocol);
    const pieces = world.room.channel(piecesProtocol);
    this.#server = createPieceServer({
      clock: world.clock,
      find: (hash, identity) => this.#find(hash, identity),
      send: (to, piece) => (this.#isLinkedTo(to) ? pieces.send(to, piece) : this.#sendPiece(to, piece)),
      refuse: (to, hash) => this.#files.send(to, { type: 'none', hash }),
    });
    this.#disposables.add(this.#files.onMessage((received) => this.#onMessage(received)));
    this.#disposables.add(pieces.onMessage(({ from, message }) => this.#onPiece(from, message)));
    this.#disposables.add(effect(() => this.#onPeers()));
    this.#disposables.add(effect(() => this.#onTalk()));
    this.#disposables.add(() => this.#server.dispose());
    this.#disposables.add(() => this.#cancelSweep?.());
  }

  async add(
    given: Uint8Array,
    { name, type }: { readonly name: string; readonly type: string },
  ): Promise<Result<Attachment, AddError>> {
    if (given.length > MAX_ATTACHMENT_BYTES) return err('too-large');
    const bytes = copyBytes(given);
    const hash = formatBase64url(await this.#world.room.attest.hash(bytes));
    if (!this.#memory.put(hash, bytes, true)) return err('full');
    const added = { hash, size: bytes.length, name, type };
    this.#setState(added, { kind: 'here', bytes });
    this.changes.value += 1;
    return ok(added);
  }

  named(): ReadonlyMap<string, KeptFile> {
    const held = this.#memory.held();
    if (held.size === 0) return new Map();
    const hashes = Array.from(hashesIn(this.#threads.peek())).toReversed();
    return new Map(
      hashes.flatMap((hash) => {
        const found = held.get(hash);
        return found ? [[hash, { isOwn: found.isOwn, data: found.bytes }] as const] : [];
      }),
    );
  }

  async restore({ isOwn, data }: KeptFile): Promise<string | undefined> {
    const bytes = copyBytes(data);
    const hash = formatBase64url(await this.#world.room.attest.hash(bytes));
    const isNamed = hashesIn(this.#threads.peek()).has(hash);
    if (this.#disposables.isDisposed || !isNamed || !this.#memory.put(hash, bytes, isOwn)) return undefined;
    const restored = { hash, size: bytes.length };
    this.#waiting.delete(keyOf(restored));
    this.#setState(restored, { kind: 'here', bytes });
    return hash;
  }

  get(attachment: Attachment): ReadonlySignal<BlobState> {
    const state = this.#stateOf(attachment);
    const bytes = this.#memory.get(attachment.hash);
    if (bytes?.length === attachment.size) {
      // Another message may have said otherwise of it.
      if (state.peek().kind !== 'here') untracked(() => this.#setState(attachment, { kind: 'here', bytes }));
      return state;
    }
    if (!this.#fetches.has(keyOf(attachment))) {
      this.#waiting.set(keyOf(attachment), attachment);
      untracked(() => this.#fetchNext());
    }
    return state;
  }

  dispose(): void {
    for (const fetch of this.#fetches.values()) fetch.dispose();
    this.#disposables.dispose();
  }

  #stateOf(attachment: Named): Signal<BlobState> {
    const key = keyOf(attachment);
    const known = this.#states.get(key) ?? signal<BlobState>({ kind: 'missing' });
    this.#states.set(key, known);
    const [oldest] = this.#states.keys();
    if (this.#states.size > MAX_REMEMBERED && oldest) this.#states.delete(oldest);
    return known;
  }

  #setState(attachment: Named, state: BlobState): void {
    this.#stateOf(attachment).value = state;
  }

  #onGone(hash: string): void {
    for (const [key, state] of this.#states)
      if (key.startsWith(`${hash}/`)) state.value = { kind: 'missing' };
  }

  #fetchNext(): void {
    for (const [key, attachment] of this.#waiting) {
      if (this.#fetches.size >= MAX_FETCHES || this.#disposables.isDisposed) return;
      // One size at a time: an answer names what it is of by its hash alone.
      if (this.#fetchesOf(attachment.hash).length > 0) continue;
      if (this.#holdersOf(attachment.hash).length === 0) continue;
      this.#waiting.delete(key);
      this.#fetch(attachment);
    }
  }

  #fetch(attachment: Attachment): void {
    const { hash, size } = attachment;
    const wanted = parseBase64url(hash);
    if (!wanted || size > MAX_ATTACHMENT_BYTES) return;
    const fetch = new Fetch({
      hash: wanted,
      size,
      clock: this.#world.clock,
      holders: () => this.#holdersOf(hash),
      ask: (of, from, count) => this.#files.send(of, { type: 'ask', hash: wanted, from, count }),
      digest: (data) => this.#world.room.attest.hash(data),
      onProgress: (got) => this.#setState(attachment, { kind: 'coming', got, of: size }),
      onEnd: (bytes) => this.#onFetched(attachment, bytes),
    });
    this.#fetches.set(keyOf(attachment), fetch);
    this.#setState(attachment, { kind: 'coming', got: 0, of: size });
    fetch.begin();
  }

  #onFetched(attachment: Attachment, bytes: Bytes | undefined): void {
    const { hash } = attachment;
    this.#fetches.delete(keyOf(attachment));
    const isHeld = bytes !== undefined && this.#memory.put(hash, bytes, false);
    this.#setState(attachment, isHeld ? { kind: 'here', bytes } : { kind: 'missing' });
    // Whoever comes may have it.
    if (!bytes) this.#awaitOthers(attachment);
    if (isHeld) this.changes.value += 1;
    this.#fetchNext();
  }

  readonly #unfound = new Map<string, Attachment>();

  #awaitOthers(attachment: Attachment): void {
    this.#unfound.set(keyOf(attachment), attachment);
    const [oldest] = this.#unfound.keys();
    if (this.#unfound.size > MAX_REMEMBERED && oldest) this.#unfound.delete(oldest);
  }

  /** Its author first, then whoever is near; only those who share a thread that names it. */
  #holdersOf(hash: string): readonly PeerId[] {
    const named = namingOf(this.#threads.peek(), hash);
    const authors = new Set(named.map(({ author }) => author));
    const isDirect = !named.some(({ thread }) => thread === 'room');
    const people = new Set<IdentityId>([
      ...named.flatMap(({ thread }) => (thread === 'room' ? [] : [thread])),
      this.#world.room.self.identityId,
    ]);
    const mayHave = (identity: IdentityId) => named.length > 0 && (!isDirect || people.has(identity));
    const peers = this.#world.room.peers.peek();
    const near = peers.filter((peer) => isReachable(peer) && mayHave(peer.identityId));
    const rank = (peer: (typeof near)[number]) =>
      (authors.has(peer.identityId) ? 0 : 2) + (isLinked(peer) ? 0 : 1);
    return near.toSorted((a, b) => rank(a) - rank(b)).map(({ peerId }) => peerId);
  }

  /** What that person may be given. */
  #find(hash: Uint8Array, identity: IdentityId): Bytes | undefined {
    const name = formatBase64url(hash);
    const isSelf = identity === this.#world.room.self.identityId;
    const mayHave = namingOf(this.#threads.peek(), name).some(
      ({ thread }) => thread === 'room' || thread === identity || isSelf,
    );
    return mayHave ? this.#memory.get(name) : undefined;
  }

  #onMessage({
    from,
    identityId,
    message,
  }: {
    readonly from: PeerId;
    readonly identityId: IdentityId;
    readonly message: FilesMessage;
  }): void {
    if (message.type === 'ask') this.#server.answer(from, identityId, message);
    else if (message.type === 'piece') this.#onPiece(from, message);
    else for (const fetch of this.#fetchesOf(formatBase64url(message.hash))) fetch.onNone(from);
  }

  #onPiece(from: PeerId, piece: Piece): void {
    for (const fetch of this.#fetchesOf(formatBase64url(piece.hash))) fetch.onPiece(from, piece);
  }

  #fetchesOf(hash: string): readonly Fetch[] {
    return Array.from(this.#fetches).flatMap(([key, fetch]) => (key.startsWith(`${hash}/`) ? [fetch] : []));
  }

  #sendPiece(to: PeerId, piece: Piece): boolean {
    return this.#files.send(to, { type: 'piece', ...piece });
  }

  #isLinkedTo(peer: PeerId): boolean {
    return this.#world.room.peers.peek().some((each) => each.peerId === peer && isLinked(each));
  }

  #onPeers(): void {
    void this.#world.room.peers.value;
    untracked(() => {
      for (const [key, attachment] of this.#unfound) this.#waiting.set(key, attachment);
      this.#unfound.clear();
      this.#fetchNext();
    });
  }

  /** Something was said, deleted, or is over. */
  #onTalk(): void {
    for (const thread of this.#threads.value) void thread.changes.value;
    this.#cancelSweep ??= this.#world.clock.schedule(SWEEP_DELAY_MS, () => {
      this.#cancelSweep = undefined;
      this.#memory.sweep(hashesIn(this.#threads.peek()));
    });
  }
}

type Named = Pick<Attachment, 'hash' | 'size'>;

/** Whoever names a file may lie about its size: that must not touch what others said of it. */
function keyOf({ hash, size }: Named): string {
  return `${hash}/${size}`;
}
