// Private files and downloads on the browser as it is.

import type { Clock } from '../../primitives/clock.ts';
import { formatHex } from '../../primitives/bytes.ts';
import type { RandomSource } from '../../primitives/random.ts';
import type { LockWorld } from '../tab-lock.ts';
import type { DownloadSinkWorld } from './download-sink.ts';
// oxlint-disable-next-line import/default -- the builder gives this import a worker's constructor
import PrivateFileWorker from './private-file-worker.ts?worker&inline';
import { createPrivateFiles, type PrivateFiles } from './private-files.ts';

const ID_BYTES = 16;

export function createBrowserFiles(random: RandomSource): PrivateFiles {
  return createPrivateFiles({
    // Rejects where storage is refused, as in a page without an origin.
    getRoot: async () => navigator.storage.getDirectory(),
    startWorker: () => new PrivateFileWorker(),
    locks: navigator.locks as LockWorld | undefined,
    pageName: formatHex(random.bytes(ID_BYTES)),
  });
}

export function createBrowserDownloads(random: RandomSource, clock: Clock): DownloadSinkWorld {
  return {
    clock,
    newId: () => formatHex(random.bytes(ID_BYTES)),
    findWorker: async () => (await navigator.serviceWorker?.getRegistration('./'))?.active ?? undefined,
    visit: (address) => press(document, address),
    onPageGone(listener) {
      addEventListener('pagehide', listener);
      return () => removeEventListener('pagehide', listener);
    },
  };
}

/** A link with `download` begins one without leaving the page, and asks the service worker. */
function press(document: Document, address: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = '';
  link.click();
}
