// What of others is in the page, and under which licence: the build refuses whatever comes in and does not stand here.

export interface BundledPart {
  readonly name: string;
  /** Its package; undefined for what was taken from elsewhere. */
  readonly package?: string;
  /** As SPDX writes it. */
  readonly licence: string;
  /** Files with the text, from the root of the repository; none: the one that the package brings. */
  readonly texts?: readonly string[];
  /** No code of it is in the page: only what was made of it, or data. */
  readonly isMaterial?: true;
}

const TEXTS = 'build/licences/texts';

export const BUNDLED_PARTS: readonly BundledPart[] = [
  { name: 'Kith', licence: 'MIT', texts: ['LICENSE'] },
  { name: 'Preact', package: 'preact', licence: 'MIT' },
  { name: 'Preact Signals', package: '@preact/signals', licence: 'MIT' },
  { name: 'Signals Core', package: '@preact/signals-core', licence: 'MIT' },
  { name: 'BIP39 word list', package: '@scure/bip39', licence: 'MIT' },
  { name: 'TanStack Virtual', package: '@tanstack/virtual-core', licence: 'MIT' },
  { name: 'client-zip', package: 'client-zip', licence: 'MIT' },
  { name: 'Brotli.js', package: 'brotli', licence: 'MIT AND Apache-2.0', texts: [`${TEXTS}/brotli.txt`] },
  { name: 'base64-js', package: 'base64-js', licence: 'MIT' },
  { name: 'cborg', package: 'cborg', licence: 'Apache-2.0' },
  { name: 'highlight.js', package: 'highlight.js', licence: 'BSD-3-Clause' },
  { name: 'lowlight', package: 'lowlight', licence: 'MIT' },
  { name: 'devlop', package: 'devlop', licence: 'MIT' },
  { name: 'Leaflet', package: 'leaflet', licence: 'BSD-2-Clause' },
  { name: 'lib0', package: 'lib0', licence: 'MIT' },
  { name: 'Yjs', package: 'yjs', licence: 'MIT' },
  { name: 'linkify-it', package: 'linkify-it', licence: 'MIT' },
  { name: 'markdown-it', package: 'markdown-it', licence: 'MIT' },
  { name: 'uc.micro', package: 'uc.micro', licence: 'MIT' },
  { name: 'PeerJS', package: 'peerjs', licence: 'MIT' },
  { name: 'PeerJS BinaryPack', package: 'peerjs-js-binarypack', licence: 'MIT' },
  { name: 'WebRTC adapter', package: 'webrtc-adapter', licence: 'BSD-3-Clause' },
  { name: 'SDP', package: 'sdp', licence: 'MIT' },
  { name: 'Pyodide', package: 'pyodide', licence: 'MPL-2.0', texts: [`${TEXTS}/mpl-2.0.txt`] },
  { name: 'Python', licence: 'PSF-2.0', texts: [`${TEXTS}/python.txt`] },
  { name: 'Libraries of the Python interpreter', licence: 'various', texts: [`${TEXTS}/pyodide-parts.txt`] },
  { name: 'uqr', package: 'uqr', licence: 'MIT' },
  { name: 'zxing-wasm', package: 'zxing-wasm', licence: 'MIT' },
  { name: 'ZXing-C++', licence: 'Apache-2.0 AND BSD-3-Clause AND MIT', texts: [`${TEXTS}/zxing-cpp.txt`] },
  { name: 'TopoJSON Client', package: 'topojson-client', licence: 'ISC' },
  { name: 'World Atlas', package: 'world-atlas', licence: 'ISC' },
  { name: 'Natural Earth', licence: 'public domain', texts: [`${TEXTS}/natural-earth.txt`] },
  { name: 'Tailwind CSS', package: 'tailwindcss', licence: 'MIT', isMaterial: true },
  { name: 'Lucide', licence: 'ISC AND MIT', texts: [`${TEXTS}/lucide.txt`] },
  {
    name: 'Unicode CLDR annotations',
    licence: 'Unicode-3.0',
    texts: ['src/features/chat/view/emoji/LICENSE-UNICODE.txt'],
  },
  { name: 'Emojibase', licence: 'MIT', texts: [`${TEXTS}/emojibase.txt`] },
  { name: 'Apache License', licence: 'Apache-2.0', texts: [`${TEXTS}/apache-2.0.txt`] },
];
