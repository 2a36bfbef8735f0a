// The one inline script of the page, in its head: sets the theme, starts the app as soon as its entry has arrived, and
// hands out the blocks behind it. Everything after it in the file may still be on its way.

import { BLOCK_PREFIX, ENTRY_ID, SKELETON_ID } from '../../src/platform/block-format.ts';
import { IncompleteCopy, type BootApi } from '../../src/platform/boot-api.ts';
import { unpackText } from '../../src/platform/unpack.ts';
import { arrivedPart, importsOf, pageOf, readBlock } from './arrival.ts';
import { createChunkLinker } from './chunk-linker.ts';
import { showNotice } from './notice.ts';
import { canRunApp } from './requirements.ts';
import { setFirstTheme } from './theme.ts';

const page = pageOf(document);

const addressOf = createChunkLinker({
  codeOf: async (id) => unpackText(await readBlock(page, id)),
  importsOf: (id) => importsOf(page, id),
  publish(id, code) {
    const named = [code, `\n//# sourceURL=${BLOCK_PREFIX}${id}.js`];
    return URL.createObjectURL(new Blob(named, { type: 'text/javascript' }));
  },
});

async function importChunk(id: string): Promise<unknown> {
  return import(/* @vite-ignore */ await addressOf(id));
}

/** The skeleton is the last block, so when it is whole the page has its end. */
async function isWhole(): Promise<boolean> {
  try {
    await readBlock(page, SKELETON_ID);
    return true;
  } catch {
    return false;
  }
}

function start(): void {
  const api: BootApi = {
    readBlock: (id, signal) => readBlock(page, id, signal),
    arrivedPart: (id) => arrivedPart(page, id),
    importChunk,
    isWhole: isWhole(),
  };
  globalThis.kithBoot = api;
  importChunk(ENTRY_ID).catch((error: unknown) => {
    showNotice(document, error instanceof IncompleteCopy ? 'incomplete' : 'failed');
  });
}

setFirstTheme(window);
if (canRunApp(globalThis)) start();
else showNotice(document, 'too-old');
