// The files of a room on the browser as it is. Loaded when the first file is offered or fetched.

import { effect } from '@preact/signals-core';
import {
  createBrowserDownloads,
  createBrowserFiles,
  createBrowserMedia,
} from '../../platform/files/browser-files.ts';
import { pickFile } from '../../platform/files/chosen-places.ts';
import { openDownloadSink, type DownloadSinkWorld } from '../../platform/files/download-sink.ts';
import { openMediaStream } from '../../platform/files/media-stream.ts';
import { openWritableSink } from '../../platform/files/writable-file.ts';
import { writeZip, zipSizeOf, type ZipEntry } from '../../platform/files/zip-stream.ts';
import { saveFile } from '../../platform/save-file.ts';
import { createScreenWakeLock } from '../../platform/wake-lock.ts';
import { createWebCrypto } from '../../platform/web-crypto.ts';
import type { Clock } from '../../primitives/clock.ts';
import type { RandomSource } from '../../primitives/random.ts';
import { err, ok, type Result } from '../../primitives/result.ts';
import type { StoreError, StoreRequest } from '../../swarm/chunk-store.ts';
import { openBlobSink } from '../../swarm/store/blob-sink.ts';
import { createDownloadStores } from '../../swarm/store/download-store.ts';
import { createFileSeal } from '../../swarm/store/file-seal.ts';
import { createKeepableStores } from '../../swarm/store/keepable-stores.ts';
import { createMemoryBudget, DEFAULT_MEMORY_BUDGET_BYTES } from '../../swarm/store/memory-budget.ts';
import { createOfferedFile } from '../../swarm/store/offered-file.ts';
import { PAGE_STRETCHES } from '../../swarm/store/read-stretches.ts';
import { createRoomStores } from '../../swarm/store/room-stores.ts';
import { createPlacedStores } from '../../swarm/store/placed-stores.ts';
import { createSealedStores } from '../../swarm/store/sealed-stores.ts';
import { createWatchedStores, watchedReader } from '../../swarm/store/watched-stores.ts';
import { createFileHashers } from '../../swarm/store/worker-hasher.ts';
import { outcomeOfSaving, type FilesWorld, type SavedAs, type SaveOutcome } from './files-world.ts';

/** Of the page: two rooms in a row share one memory. */
const budget = createMemoryBudget();
let stopTelling: () => void = () => undefined;
const DEFAULT_CORES = 2;

export interface BrowserWorldOptions {
  readonly random: RandomSource;
  readonly clock: Clock;
  /** How much may lie in memory; signal-backed. */
  readonly memoryBytes: (() => number) | undefined;
  /** Told whenever it changes how much does, also after the room was left: what goes then goes late. */
  readonly tellMemoryUse?: ((usedBytes: number) => void) | undefined;
  readonly spots: FilesWorld['spots'];
}

export function createBrowserWorld(options: BrowserWorldOptions): FilesWorld {
  const { random, clock, memoryBytes, spots } = options;
  tellUse(options.tellMemoryUse);
  PAGE_STRETCHES.forgetIdleBy(clock);
  const hash = createWebCrypto(crypto.subtle);
  const hashers = createFileHashers({ hash, cores: navigator.hardwareConcurrency || DEFAULT_CORES });
  const files = createBrowserFiles(random);
  const downloading = createBrowserDownloads(random, clock);
  const downloads = createDownloadStores({
    budget,
    openSink: ({ fileName: name, shape: { sizeBytes } }) =>
      openDownloadSink({ name, sizeBytes }, downloading),
  });
  const plain = createRoomStores({ budget, files, downloads: undefined });
  const staging = createKeepableStores(plain);
  const screen = createScreenWakeLock(window, clock);
  const onMoved = () => screen.onMoved();
  const spotOf = ({ id = '' }: StoreRequest) => spots.get(id);
  const stopFollowing = effect(() => budget.setLimit(memoryBytes?.() ?? DEFAULT_MEMORY_BUDGET_BYTES));
  return {
    hash,
    stores: createWatchedStores(createPlacedStores({ staging, last: downloads, spotOf }), onMoved),
    spots,
    async keepIn(place) {
      const seal = place && (await createFileSeal(place.key, { crypto: hash, random }));
      await staging.moveTo(place && seal && createSealedStores({ files, folder: place.folder, seal, plain }));
    },
    sourceOf(file, shape) {
      const { reader, hasher } = createOfferedFile(file, shape, { hashers, hash });
      return { hasher, reader: watchedReader(reader, onMoved) };
    },
    saveArchive: (name, entries) => saveArchive(name, entries, downloading),
    play: async (bytes) => openMediaStream(bytes, createBrowserMedia(random, clock)),
    dispose() {
      stopFollowing();
      screen.dispose();
      hashers.dispose();
      void files.dispose();
    },
  };
}

/** The newest world's word for it stands for the page. */
function tellUse(tell: BrowserWorldOptions['tellMemoryUse']): void {
  stopTelling();
  const told = () => tell?.(budget.usedBytes);
  told();
  stopTelling = budget.onChange(told);
}

/** A chosen place, else the downloads as a stream, else the memory. */
async function saveArchive(
  name: string,
  entries: readonly ZipEntry[],
  downloading: DownloadSinkWorld,
): Promise<SaveOutcome> {
  const picked = await pickFile(name);
  if (!picked.ok && picked.error === 'cancelled') return ok('kept');
  const sizeBytes = zipSizeOf(entries);
  const sink = picked.ok
    ? await openWritableSink(picked.value)
    : await openDownloadSink({ name, sizeBytes }, downloading);
  if (sink.ok) return outcomeOf(await writeZip(entries, sink.value), picked.ok ? 'saved' : 'handed');
  return picked.ok ? sink : saveFromMemory(name, entries, sizeBytes);
}

async function saveFromMemory(
  name: string,
  entries: readonly ZipEntry[],
  sizeBytes: number,
): Promise<SaveOutcome> {
  const sink = openBlobSink(budget, sizeBytes, 'application/zip');
  if (!sink.ok) return sink;
  const written = await writeZip(entries, sink.value);
  const blob = sink.value.blob();
  sink.value.release();
  if (!written.ok) return written;
  if (!blob) return err({ code: 'broken', detail: 'Nothing came of it.' });
  const saved = await saveFile({ blob, name });
  return outcomeOfSaving(saved);
}

function outcomeOf(result: Result<unknown, StoreError>, savedAs: SavedAs): SaveOutcome {
  return result.ok ? ok(savedAs) : result;
}

/** Removes what pages that were ended midway have left on the disk. */
export async function cleanUpFiles(random: RandomSource): Promise<void> {
  const files = createBrowserFiles(random);
  await files.cleanUp();
}
