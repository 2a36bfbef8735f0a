// Files of a kept room in private storage, sealed, where they are found again by their root after the page is gone. One
// that is whole is shown from an open copy, made when somebody looks and gone with the page.

import type { Bytes } from '../../primitives/bytes.ts';
import type { PositionedFile } from '../../primitives/file-port.ts';
import { err, ok, type Result } from '../../primitives/result.ts';
import type { PrivateFiles } from '../../platform/files/private-files.ts';
import type { ChunkStore, ChunkStores, StoredFile, StoreError, StoreRequest } from '../chunk-store.ts';
import { chunkCountOf, chunkLengthAt, type FileShape } from '../file-shape.ts';
import { failure } from './chunk-errors.ts';
import { SEAL_BYTES, type FileSeal } from './file-seal.ts';
import { createFileStore } from './file-store.ts';

export interface SealedStoresOptions {
  readonly files: PrivateFiles;
  /** The room's: a name that says nothing. */
  readonly folder: string;
  readonly seal: FileSeal;
  /** Where an open copy lies while the page is open. */
  readonly plain: ChunkStores;
}

/** `denied` where a file could only be written, not read before it is whole. */
export function createSealedStores({ files, folder, seal, plain }: SealedStoresOptions): ChunkStores {
  const laid = new WeakMap<ChunkStore, PositionedFile>();
  const placeOf = async (root: string) => ({ folder, name: await seal.nameOf(root) });
  return {
    async open(request) {
      const { shape, root } = request;
      const place = root === undefined ? undefined : await placeOf(root);
      const file = await files.open(shape.sizeBytes + chunkCountOf(shape) * SEAL_BYTES, place);
      if (!file.ok) return file;
      if (!file.value.canRead) {
        await file.value.remove();
        return failure('denied', 'It cannot be read before it is whole.');
      }
      const store = createSealedStore(request, sealFile(file.value, shape, seal), plain);
      laid.set(store, file.value);
      return ok(store);
    },
    async adopt(store, root) {
      const file = laid.get(store);
      // One that cannot be moved is not found again, and is whole all the same.
      if (file) await files.keep(file, await placeOf(root));
    },
  };
}

/** Takes and gives open chunks, whole ones at their places. */
function sealFile(file: PositionedFile, shape: FileShape, seal: FileSeal): PositionedFile {
  const sealedAt = (index: number) => index * (shape.chunkSizeBytes + SEAL_BYTES);
  const { note } = file;
  return {
    canRead: true,
    noted: file.noted,
    async write(position, bytes) {
      const index = position / shape.chunkSizeBytes;
      return file.write(sealedAt(index), await seal.seal(index, bytes));
    },
    async read(position, length) {
      const index = position / shape.chunkSizeBytes;
      const sealed = await file.read(sealedAt(index), length + SEAL_BYTES);
      if (!sealed.ok) return sealed;
      const opened = await seal.open(index, sealed.value);
      return opened ? ok(opened) : err({ code: 'broken', detail: 'It was changed on the disk.' });
    },
    ...(note && { note }),
    // It stays as it lies, and open to be read.
    finish: async () => ok({ isChosen: true, blob: () => Promise.reject(new Error('It is sealed.')) }),
    close: () => file.close(),
    remove: () => file.remove(),
  };
}

function createSealedStore(request: StoreRequest, file: PositionedFile, plain: ChunkStores): ChunkStore {
  const sealed = createFileStore(request, file);
  let shown: { readonly store: ChunkStore; readonly blob: Blob } | undefined;
  let showing: Promise<Blob> | undefined;

  async function show(): Promise<Blob> {
    const opened = await plain.open({ ...request, root: undefined });
    if (!opened.ok) throw new Error(opened.error.detail);
    const copied = await copyWhole(sealed, opened.value);
    const whole = copied.ok ? await opened.value.finish() : copied;
    if (!whole.ok || whole.value.kind !== 'blob') {
      await opened.value.discard();
      throw new Error(whole.ok ? 'There is no place to show it from.' : whole.error.detail);
    }
    shown = { store: opened.value, blob: whole.value.blob };
    return shown.blob;
  }

  return {
    shape: sealed.shape,
    kept: sealed.kept,
    canRead: true,
    aheadChunks: undefined,
    put: (index, bytes) => sealed.put(index, bytes),
    get: (index) => sealed.get(index),
    async finish() {
      const finished = await sealed.finish();
      if (!finished.ok) return finished;
      const blob = () => {
        showing ??= show();
        // What found no room may find some later.
        showing.catch(() => (showing = undefined));
        return showing;
      };
      return ok<StoredFile>({ kind: 'kept', blob });
    },
    async close() {
      await shown?.store.close();
      await sealed.close();
    },
    async discard() {
      await shown?.store.discard();
      await sealed.discard();
    },
  };
}

/** Read and written at once: 1 MiB of the large chunks. */
const COPIED_AT_ONCE = 16;

async function copyWhole(from: ChunkStore, to: ChunkStore): Promise<Result<void, StoreError>> {
  const count = chunkCountOf(from.shape);
  for (let first = 0; first < count; first += COPIED_AT_ONCE) {
    const indexes = Array.from({ length: Math.min(COPIED_AT_ONCE, count - first) }, (_, at) => first + at);
    const copied = await Promise.all(indexes.map((index) => copyChunk(from, to, index)));
    const failed = copied.find((each) => !each.ok);
    if (failed) return failed;
  }
  return ok();
}

/** From a place to another, as long as it is one chunk of the same file. */
export async function copyChunk(
  from: ChunkStore,
  to: ChunkStore,
  index: number,
): Promise<Result<void, StoreError>> {
  const read: Result<Bytes, StoreError> = await from.get(index);
  if (!read.ok) return read;
  if (read.value.length !== chunkLengthAt(from.shape, index)) return failure('broken', 'It was cut short.');
  // A copy: a place in memory holds on to what it is given, and what was read may be part of more.
  return to.put(index, read.value.slice());
}
