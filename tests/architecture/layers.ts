// The order of the layers, written once: the layer test, the vendor rule and the graph in docs/ARCHITECTURE.md read it.

/** Folders of one rank are strangers to each other; imports run to lower ranks only. */
export const RANKS: readonly (readonly string[])[] = [
  ['primitives'],
  ['signaling', 'platform', 'offline'],
  ['transport'],
  ['secure'],
  ['discovery', 'mesh'],
  ['room'],
  ['sync', 'swarm', 'media'],
  ['ui'],
  ['features'],
  ['app'],
];

/** What a layer may import besides its own folder, where it is less than "everything of lower rank". */
export const NARROWED: Readonly<Record<string, readonly string[]>> = {
  offline: [],
  ui: ['primitives'],
  features: ['primitives', 'platform', 'room', 'sync', 'swarm', 'media', 'ui'],
};

/** Packages and the only places that may import them (regular expressions over the path). */
export const VENDOR_HOMES: Readonly<Record<string, string>> = {
  brotli: '^src/platform/unpack-brotli',
  'client-zip': '^src/platform/files/zip-stream',
  peerjs: '^src/transport/peerjs-transport',
  cborg: '^src/primitives/codec',
  '@scure/bip39': '^src/room/',
  uqr: '^src/ui/',
  leaflet: '^src/features/map/',
  'topojson-client': '^src/features/map/',
  'world-atlas': '^src/features/map/',
  'ace-builds': '^src/features/studio/',
  pyodide: '^src/features/studio/',
  alasql: '^src/features/studio/',
  'markdown-it': '^src/features/chat/view/markdown/',
  lowlight: '^src/features/chat/view/code/',
  'highlight.js': '^src/features/chat/view/code/',
  '@tanstack/virtual-core': '^src/features/chat/view/',
  preact: '^src/(ui|features|app)/',
  '@preact/signals': '^src/(ui|features|app)/',
  '@preact/signals-core': '^src/(room|sync|swarm|media|ui|features|app)/',
};

/** Layers that `layer` may import. */
export function allowedImports(layer: string): readonly string[] {
  const rank = RANKS.findIndex((folders) => folders.includes(layer));
  return NARROWED[layer] ?? RANKS.slice(0, rank).flat();
}

export const LAYERS: readonly string[] = RANKS.flat();
