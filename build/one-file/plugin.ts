// The Vite plugins that make one HTML file of the app. Source code stays ordinary: `import()` for lazy code,
// `import ref from './file?block'` for binary payloads.

import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { viteSingleFile } from 'vite-plugin-singlefile';
import type { Plugin, PluginOption, Rolldown } from 'vite';
import { ENTRY_ID } from '../../src/platform/block-format.ts';
import { assemblePage } from './assemble.ts';
import { packBlock, type Block } from './block.ts';
import { packBrotli } from './brotli.ts';
import { bundleScript } from './bundle-script.ts';
import { rewriteImports } from './rewrite-imports.ts';

export interface OneFileOptions {
  /** The inline script; runs in browsers that are too old for the app, to say so. */
  readonly bootEntry: string;
  /** Other bytes in place of a payload's own, by file name. */
  readonly repack?: Readonly<Record<string, () => Promise<Uint8Array>>>;
  /** Payloads packed with brotli, by file name; who uses them brings the decoder (src/platform/unpack-brotli.ts). */
  readonly brotli?: readonly string[];
}

const BOOT_TARGET = 'es2018';
const BLOCK_QUERY = '?block';
const BLOCK_MODULE = '\0kith-block:';
const DEV_PATH = '/@kith-block/';
/** What the entry's code is for the time in which other plugins inline it. */
const ENTRY_STAND_IN = 'KITH_ENTRY';
const ENTRY_SCRIPT = new RegExp(`\\s*<script type="module"[^>]*>${ENTRY_STAND_IN};?</script>`);

export function oneFile(options: OneFileOptions): PluginOption[] {
  const blocks = new Map<string, Block>();
  return [
    payloads(blocks, options),
    chunks(blocks),
    viteSingleFile({ useRecommendedBuildConfig: false }),
    page(blocks, options),
  ];
}

/** `?block` imports: the bytes become a block, the importer gets its id. */
function payloads(blocks: Map<string, Block>, { repack = {}, brotli = [] }: OneFileOptions): Plugin {
  const files = new Map<string, string>();
  let isBuild = false;

  async function readPayload(id: string): Promise<Block> {
    const content = await (repack[id]?.() ?? readFile(files.get(id) ?? id));
    const block: Block = { id, packing: 'deflate', content, imports: [] };
    // Who develops does not wait for it.
    if (!isBuild || !brotli.includes(id)) return block;
    return { ...block, packing: 'brotli', packed: await packBrotli(content) };
  }

  return {
    name: 'kith:payloads',
    enforce: 'pre',
    configResolved(config) {
      isBuild = config.command === 'build';
    },
    async resolveId(source, importer) {
      if (!source.endsWith(BLOCK_QUERY)) return undefined;
      const file = await this.resolve(source.slice(0, -BLOCK_QUERY.length), importer, { skipSelf: true });
      if (!file) return this.error(`Cannot find ${source}, imported by ${importer ?? 'the page'}.`);
      const path = file.id.split('?')[0] ?? file.id;
      files.set(basename(path), path);
      return BLOCK_MODULE + basename(path);
    },
    async load(module) {
      if (!module.startsWith(BLOCK_MODULE)) return undefined;
      const id = module.slice(BLOCK_MODULE.length);
      if (isBuild) blocks.set(id, await readPayload(id));
      return `export default ${JSON.stringify(isBuild ? { id } : { id, devUrl: DEV_PATH + id })};`;
    },
    configureServer(server) {
      server.middlewares.use(DEV_PATH, (request, response, next) => {
        const id = (request.url ?? '').slice(1);
        if (!files.has(id)) return next();
        void readPayload(id).then((block) => response.end(JSON.stringify(packBlock(block))), next);
      });
    },
  };
}

/** Takes the chunks out of the bundle; only styles and the page itself are left for inlining. */
function chunks(blocks: Map<string, Block>): Plugin {
  return {
    name: 'kith:chunks',
    enforce: 'post',
    config: () => ({
      base: './',
      build: {
        assetsDir: '',
        assetsInlineLimit: () => true,
        chunkSizeWarningLimit: Number.POSITIVE_INFINITY,
        cssCodeSplit: false,
        modulePreload: false,
        reportCompressedSize: false,
      },
      // Chromium starts no module worker from a Blob on a page from disk.
      worker: { format: 'iife' },
    }),
    generateBundle: {
      order: 'post',
      handler(_, bundle) {
        const found = Object.values(bundle).filter((file) => file.type === 'chunk');
        const ids = new Map(found.map((chunk) => [chunk.fileName, chunkId(chunk)]));
        for (const chunk of found) {
          const id = chunkId(chunk);
          const { code, imports } = rewriteImports(chunk, ids);
          blocks.set(id, { id, packing: 'deflate', content: Buffer.from(code), imports });
          if (chunk.isEntry) chunk.code = ENTRY_STAND_IN;
          else delete bundle[chunk.fileName];
        }
      },
    },
  };
}

function chunkId(chunk: Rolldown.OutputChunk): string {
  return chunk.isEntry ? ENTRY_ID : chunk.fileName.replace(/\.js$/, '');
}

/** Builds the page out of what is left, and refuses anything that would stand beside it. */
function page(blocks: Map<string, Block>, { bootEntry }: OneFileOptions): Plugin {
  return {
    name: 'kith:page',
    enforce: 'post',
    generateBundle: {
      order: 'post',
      async handler(_, bundle) {
        const { 'index.html': html, ...strays } = bundle;
        if (html?.type !== 'asset') throw new Error('There is no index.html.');
        const names = Object.keys(strays);
        if (names.length > 0) {
          this.error(`${names.join(', ')} would be a separate file. Use ?inline, ?block or ?worker&inline.`);
        }
        const template = String(html.source).replace(ENTRY_SCRIPT, '');
        if (template.includes(ENTRY_STAND_IN)) this.error('The entry was not inlined as expected.');
        const boot = await bundleScript({ entry: bootEntry, target: BOOT_TARGET });
        html.source = assemblePage({ template, boot, blocks }).html;
      },
    },
  };
}
