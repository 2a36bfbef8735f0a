// What the files of a room need of the device they are on: hashing, and places for what comes. Built on first use, so
// that a room where nobody shares anything costs nothing.

import type { PlayedBytes, Playing } from '../../platform/files/media-stream.ts';
import type { ZipEntry } from '../../platform/files/zip-stream.ts';
import type { saveFile } from '../../platform/save-file.ts';
import type { Bytes } from '../../primitives/bytes.ts';
import type { Disposable } from '../../primitives/disposable.ts';
import { err, ok, type Result } from '../../primitives/result.ts';
import type { ChunkStores, StoreError } from '../../swarm/chunk-store.ts';
import type { ChunkSize, FileShape } from '../../swarm/file-shape.ts';
import type { HashPort } from '../../swarm/hash-port.ts';
import type { ChosenSpot } from '../../swarm/store/placed-stores.ts';
import type { FileSource } from '../../swarm/swarm-port.ts';
import type { KeepingPlace } from '../keepable.ts';

export interface FilesWorld extends Disposable {
  readonly hash: HashPort;
  readonly stores: ChunkStores;
  /** Reads and hashes an offered file, lazily. */
  sourceOf(file: File, shape: FileShape): FileSource;
  /** Asks its person for a place, or hands it to the downloads. In answer to a press. `name` is cleaned. */
  saveArchive(name: string, entries: readonly ZipEntry[]): Promise<SaveOutcome>;
  /** Where its person wants which offer, by its id: asked at its beginning and at its end. */
  readonly spots: Map<string, ChosenSpot>;
  /** Undefined where nothing plays before it is here as a whole. */
  play(bytes: PlayedBytes): Promise<Playing | undefined>;
  /** From now on what comes lies there, sealed, and what has come too; undefined: nothing outlives the page. */
  keepIn(place: KeptFolder | undefined): Promise<void>;
}

export interface KeptFolder extends KeepingPlace {
  /** 32 bytes. */
  readonly key: Bytes;
}

/** `kept`: its person closed the dialog. */
export type SaveOutcome = Result<SavedAs | 'kept', StoreError>;

/** `handed`: to the browser's downloads, which say no more. */
export type SavedAs = 'saved' | 'handed';

/** What became of one file that was handed over. */
export function outcomeOfSaving(saved: Awaited<ReturnType<typeof saveFile>>): SaveOutcome {
  if (saved.ok) return ok(saved.value === 'saved' ? 'saved' : 'handed');
  const { error } = saved;
  return error.code === 'cancelled' ? ok('kept') : err(error);
}

/** Up to so many bytes, small chunks: a picture in a few large ones could be dealt to a few only. */
const SMALL_FILE_BYTES = 2 ** 20;

export function chunkSizeFor(sizeBytes: number): ChunkSize {
  return sizeBytes <= SMALL_FILE_BYTES ? 16 * 1024 : 64 * 1024;
}

/** The world as soon as something of it is used. A load that failed is tried again at the next use. */
export function createLazyWorld(load: (spots: FilesWorld['spots']) => Promise<FilesWorld>): FilesWorld {
  let loading: Promise<FilesWorld> | undefined;
  let kept: KeptFolder | undefined;
  const spots = new Map<string, ChosenSpot>();
  let isDisposed = false;

  async function open(): Promise<FilesWorld> {
    if (isDisposed && !loading) throw new Error('The room was left.');
    loading ??= loadKept();
    try {
      return await loading;
    } catch (error) {
      loading = undefined;
      throw error;
    }
  }

  async function loadKept(): Promise<FilesWorld> {
    const world = await load(spots);
    if (kept) await world.keepIn(kept);
    return world;
  }

  return {
    spots,
    hash: { sha256: async (bytes) => (await open()).hash.sha256(bytes) },
    stores: {
      async open(request) {
        const world = await open().catch(() => undefined);
        return world ? world.stores.open(request) : NOT_LOADED;
      },
      adopt: async (store, root) => (await open()).stores.adopt?.(store, root),
    },
    sourceOf: (file, shape) => lazySource(open, file, shape),
    async saveArchive(name, entries) {
      const world = await open().catch(() => undefined);
      return world ? world.saveArchive(name, entries) : NOT_LOADED;
    },
    async play(bytes) {
      const world = await open().catch(() => undefined);
      return world?.play(bytes);
    },
    async keepIn(place) {
      kept = place;
      const world = await loading?.catch(() => undefined);
      await world?.keepIn(place);
    },
    dispose() {
      isDisposed = true;
      void loading?.then(
        (world) => world.dispose(),
        () => undefined,
      );
    },
  };
}

function lazySource(open: () => Promise<FilesWorld>, file: File, shape: FileShape): FileSource {
  let making: Promise<FileSource> | undefined;
  // One for both: what was hashed is what may be read.
  const source = () => (making ??= open().then((world) => world.sourceOf(file, shape)));
  return {
    reader: {
      async get(index) {
        const opened = await source().catch(() => undefined);
        return opened ? opened.reader.get(index) : NOT_LOADED;
      },
    },
    hasher: {
      async hashLeaves(shapeAsked, options) {
        const opened = await source().catch(() => undefined);
        return opened ? opened.hasher.hashLeaves(shapeAsked, options) : UNREADABLE;
      },
    },
  };
}

const NO_PARTS = 'A part of this page could not be loaded.';
const NOT_LOADED = { ok: false, error: { code: 'broken', detail: NO_PARTS } } as const;
const UNREADABLE = { ok: false, error: { code: 'unreadable', detail: NO_PARTS } } as const;
