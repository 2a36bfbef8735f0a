// Rooms with files in them: the files' model on a world of made-up files, and stores that go wrong when told to.

import { createHash } from 'node:crypto';
import { signal } from '@preact/signals-core';
import type { ChosenFile, FileRow } from '../../src/features/files/api.ts';
import type { FilesWorld } from '../../src/features/files/files-world.ts';
import { createFilesModel } from '../../src/features/files/model.ts';
import type { PlayedBytes } from '../../src/platform/files/media-stream.ts';
import type { Clock } from '../../src/primitives/clock.ts';
import type { IdentityId } from '../../src/primitives/ids.ts';
import { silentLog } from '../../src/primitives/log.ts';
import { ok } from '../../src/primitives/result.ts';
import type { Regard } from '../../src/room/standing.ts';
import { createDetachedDocs } from './detached-docs.ts';
import type { MakeRoomOptions, SimRoom, SimWorld } from './make-room.ts';
import { createMemoryStores, type MemoryStores } from './memory-chunks.ts';
import { createSeededRandom } from './seeded-random.ts';
import { makeFile, type TestFile } from './swarm-files.ts';

export interface TestFilesWorld extends FilesWorld {
  readonly stores: MemoryStores;
  /** What was offered, by name. */
  readonly given: Map<string, TestFile>;
  /** Files that cannot be read, by name. */
  readonly gone: Set<string>;
  /** What was saved as one. */
  readonly archives: { readonly name: string; readonly paths: readonly string[] }[];
  /** What was played while it arrived. */
  readonly played: PlayedBytes[];
  /** The folder that files are kept in. */
  keptIn: string | undefined;
  isDisposed: boolean;
}

export function createTestFilesWorld(clock: Clock, seed = 1): TestFilesWorld {
  const world: TestFilesWorld = {
    hash: { sha256: async (bytes) => new Uint8Array(createHash('sha256').update(bytes).digest()) },
    stores: createMemoryStores(),
    given: new Map(),
    gone: new Set(),
    archives: [],
    played: [],
    keptIn: undefined,
    spots: new Map(),
    isDisposed: false,
    sourceOf(file, { sizeBytes, chunkSizeBytes }) {
      const made = makeFile({ clock, sizeBytes, chunkSizeBytes, seed: seed + file.name.length });
      made.isGone = world.gone.has(file.name);
      world.given.set(file.name, made);
      return made.source;
    },
    async play(bytes) {
      world.played.push(bytes);
      return { url: './play/1', close: () => bytes.close() };
    },
    async keepIn(place) {
      world.keptIn = place?.folder;
    },
    async saveArchive(name, entries) {
      world.archives.push({ name, paths: entries.map(({ path }) => path) });
      return ok('saved');
    },
    dispose() {
      world.isDisposed = true;
    },
  };
  return world;
}

/** What a person chose. Its bytes are the world's. */
export function choose(name: string, sizeBytes: number, folders: readonly string[] = []): ChosenFile {
  const file = new File([], name, { type: 'image/png' });
  Object.defineProperty(file, 'size', { value: sizeBytes });
  return { file, folders };
}

export interface FilesGuest {
  readonly room: SimRoom;
  readonly files: ReturnType<typeof createFilesModel>;
  readonly world: TestFilesWorld;
  readonly regards: { value: ReadonlyMap<IdentityId, Regard> };
  row(name: string): FileRow | undefined;
  state(name: string): FileRow['state']['kind'] | undefined;
  /** Whether what is stored of the file of its size is what `giver` gave, byte for byte. */
  holds(giver: FilesGuest, name: string): boolean;
  leave(): void;
}

let made = 0;

export async function enterWithFiles(
  world: SimWorld,
  name: string,
  options: MakeRoomOptions & { readonly changeWorld?: (made: TestFilesWorld) => FilesWorld } = {},
): Promise<FilesGuest> {
  made += 1;
  const { clock, seed } = world;
  const room = await world.makeRoom(name, options);
  const filesWorld = createTestFilesWorld(clock, seed);
  const regards = signal<ReadonlyMap<IdentityId, Regard>>(new Map());
  const files = createFilesModel(
    {
      room,
      clock,
      random: createSeededRandom(seed * 131 + made),
      log: silentLog,
      docs: createDetachedDocs(),
      wallTimeMs: () => clock.nowMs(),
      regardOf: (identity) => regards.value.get(identity) ?? 'open',
    },
    options.changeWorld?.(filesWorld) ?? filesWorld,
  );
  const row = (fileName: string) => files.rows.value.find((each) => each.name === fileName);
  return {
    room,
    files,
    world: filesWorld,
    regards,
    row,
    state: (fileName) => row(fileName)?.state.kind,
    holds(giver, fileName) {
      const file = giver.world.given.get(fileName);
      const sizeBytes = row(fileName)?.sizeBytes;
      const store = filesWorld.stores.opened.findLast(({ shape }) => shape.sizeBytes === sizeBytes);
      if (!file || !store) return false;
      const hash = createHash('sha256');
      for (const index of Array.from(store.chunks.keys()).toSorted((a, b) => a - b))
        hash.update(store.chunks.get(index) ?? new Uint8Array());
      return hash.digest('hex') === file.sha256;
    },
    leave() {
      files.dispose();
      room.leave();
    },
  };
}

/** Everybody in the room, and linked. */
export async function gatherWithFiles(
  world: SimWorld,
  names: readonly string[],
): Promise<readonly FilesGuest[]> {
  const guests: FilesGuest[] = [];
  for (const name of names) {
    guests.push(await enterWithFiles(world, name));
    await world.clock.until(() => guests.every(({ room }) => room.state.value.kind === 'open'), 20_000);
  }
  const seesAll = ({ room }: FilesGuest) => room.sees.length === names.length - 1;
  await world.clock.until(() => guests.every(seesAll), 20_000);
  return guests;
}
