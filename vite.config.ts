// One HTML file (build/one-file) for the product; the dev server serves the same modules unbundled.

import { resolve } from 'node:path';
import tailwindcss from '@tailwindcss/vite';
import { defineConfig } from 'vite';
import { checkLicences, licenceTexts } from './build/licences/licence-texts.ts';
import { oneFile } from './build/one-file/plugin.ts';
import { standardLibrary } from './build/python/standard-library.ts';

export default defineConfig({
  plugins: [
    tailwindcss(),
    checkLicences(),
    oneFile({
      bootEntry: 'build/boot/boot.ts',
      repack: { 'python_stdlib.zip': standardLibrary, 'licences.collected': licenceTexts },
      brotli: ['pyodide.asm.wasm', 'pyodide.asm.mjs', 'python_stdlib.zip'],
    }),
  ],
  // build/build.ts copies the public files, so that a bundle beside the page is always a mistake.
  build: {
    target: 'es2022',
    copyPublicDir: false,
    // A feature's index hands out and does nothing: whoever takes one thing of it does not bring all of it along.
    rolldownOptions: {
      treeshake: {
        moduleSideEffects: [{ test: /\/src\/features\/[^/]+\/index\.ts$/, sideEffects: false }],
      },
    },
  },
  oxc: { jsx: { runtime: 'automatic', importSource: 'preact' } },
  optimizeDeps: { exclude: ['pyodide'] },
  // The markdown parser brings a table of named characters and a reader of addresses, a third of its weight, for what the
  // chat has switched off or does itself.
  resolve: {
    alias: [
      {
        find: /^(?:entities|mdurl|punycode\.js)$/,
        replacement: resolve('src/features/chat/view/markdown/unused-parts.ts'),
      },
    ],
  },
});
