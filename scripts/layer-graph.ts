// Draws the imports between layers into docs/ARCHITECTURE.md: `npm run graph`. A test fails when the drawing is stale.

import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { cruise, type ICruiseResult } from 'dependency-cruiser';

const DOCUMENT = 'docs/ARCHITECTURE.md';
const BEGIN = '<!-- layer graph: npm run graph -->';
const END = '<!-- end of layer graph -->';

/** Mermaid text of who imports whom, as the code stands. */
export async function drawLayerGraph(): Promise<string> {
  const { output } = await cruise(['src'], {
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
  });
  const edges = new Set<string>();
  for (const { source, dependencies } of (output as ICruiseResult).modules) {
    for (const { resolved } of dependencies) {
      const [from, to] = [layerOf(source), layerOf(resolved)];
      if (from && to && from !== to) edges.add(`  ${from} --> ${to}`);
    }
  }
  const lines = Array.from(edges).toSorted((a, b) => a.localeCompare(b, 'en'));
  return ['```mermaid', 'graph TD', ...lines, '```'].join('\n');
}

/** The document with the graph in its place. */
export function placeGraph(document: string, graph: string): string {
  const [begin, end] = [document.indexOf(BEGIN), document.indexOf(END)];
  if (begin < 0 || end < 0) throw new Error(`${DOCUMENT} has no place for the graph`);
  return `${document.slice(0, begin + BEGIN.length)}\n\n${graph}\n\n${document.slice(end)}`;
}

function layerOf(path: string): string | undefined {
  return /^src\/([a-z]+)\//.exec(path)?.[1];
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  writeFileSync(DOCUMENT, placeGraph(readFileSync(DOCUMENT, 'utf8'), await drawLayerGraph()));
}
