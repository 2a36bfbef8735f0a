// The one inline script in the page's head: sets the theme and hands out the blocks of the page. The app's own scripts
// stand behind it and run as the parser comes to them; everything behind those may still be on its way.

import { BLOCK_PREFIX, ENTRY_ID, SKELETON_ID } from '../../src/platform/block-format.ts';
import type { BootApi, Exports } from '../../src/platform/boot-api.ts';
import { unpackText } from '../../src/platform/unpack.ts';
import { arrivedPart, importsOf, pageOf, readBlock } from './arrival.ts';
import { createChunkLinker } from './chunk-linker.ts';
import { exportingModule } from './exporting-module.ts';
import { showNotice } from './notice.ts';
import { canRunApp } from './requirements.ts';
import { setFirstTheme } from './theme.ts';

const page = pageOf(document);
const kept = new Map<string, Exports>();

const addressOf = createChunkLinker({
  async codeOf(id) {
    const block = await readBlock(page, id);
    const exports = kept.get(id);
    return exports ? exportingModule(id, Object.keys(exports)) : unpackText(block);
  },
  importsOf: (id) => (kept.has(id) ? [] : importsOf(page, id)),
  publish(id, code) {
    const named = [code, `\n//# sourceURL=${BLOCK_PREFIX}${id}.js`];
    return URL.createObjectURL(new Blob(named, { type: 'text/javascript' }));
  },
});

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
    keepExports: (id, exports) => void kept.set(id, exports),
    exportsOf: (id) => kept.get(id),
    importChunk: async (id) => import(/* @vite-ignore */ await addressOf(id)),
    isWhole: isWhole(),
  };
  globalThis.kithBoot = api;
  // The browser has run the entry before anything can stand behind it.
  readBlock(page, ENTRY_ID).then(
    () => kept.has(ENTRY_ID) || showNotice(document, 'failed'),
    () => showNotice(document, 'incomplete'),
  );
}

setFirstTheme(window);
if (canRunApp(globalThis)) start();
else showNotice(document, 'too-old');
