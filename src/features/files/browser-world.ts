// The files of a room on the browser as it is. Loaded when the first file is offered or fetched.

import { createBrowserDownloads, createBrowserFiles } from '../../platform/files/browser-files.ts';
import { openDownloadSink } from '../../platform/files/download-sink.ts';
import { createWebCrypto } from '../../platform/web-crypto.ts';
import type { Clock } from '../../primitives/clock.ts';
import type { RandomSource } from '../../primitives/random.ts';
import { createDownloadStores } from '../../swarm/store/download-store.ts';
import { createMemoryBudget } from '../../swarm/store/memory-budget.ts';
import { createOfferedFile } from '../../swarm/store/offered-file.ts';
import { createRoomStores } from '../../swarm/store/room-stores.ts';
import { createFileHashers } from '../../swarm/store/worker-hasher.ts';
import type { FilesWorld } from './files-world.ts';

/** Of the page: two rooms in a row share one memory. */
const budget = createMemoryBudget();
const DEFAULT_CORES = 2;

export function createBrowserWorld(random: RandomSource, clock: Clock): FilesWorld {
  const hash = createWebCrypto(crypto.subtle);
  const hashers = createFileHashers({ hash, cores: navigator.hardwareConcurrency || DEFAULT_CORES });
  const files = createBrowserFiles(random);
  const downloading = createBrowserDownloads(random, clock);
  const downloads = createDownloadStores({
    budget,
    openSink: ({ fileName: name, shape: { sizeBytes } }) =>
      openDownloadSink({ name, sizeBytes }, downloading),
  });
  return {
    hash,
    stores: createRoomStores({ budget, files, keptFolder: undefined, downloads }),
    sourceOf: (file, shape) => createOfferedFile(file, shape, { hashers, hash }),
    dispose() {
      hashers.dispose();
      void files.dispose();
    },
  };
}

/** Removes what pages that were ended midway have left on the disk. */
export async function cleanUpFiles(random: RandomSource): Promise<void> {
  const files = createBrowserFiles(random);
  await files.cleanUp();
}
