// Small pages for the tests of the builder, and a reader that sees a page as a browser would.

import type { Block } from '../../../build/one-file/block.ts';
import type { PackedBlock, Packing } from '../../../src/platform/block-format.ts';

export const TEMPLATE = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <!--kith:head-->
    <title>Small</title>
    <style>body { color: #1e1c15 }</style>
  </head>
  <body>
    <div id="app"></div>
  </body>
</html>
`;

export const BOOT = 'void 0;';

export function block(id: string, content: string | Uint8Array, imports: readonly string[] = []): Block {
  const bytes = typeof content === 'string' ? Buffer.from(content) : content;
  return { id, packing: 'deflate', content: bytes, imports };
}

export function blockMap(...blocks: readonly Block[]): Map<string, Block> {
  return new Map(blocks.map((each) => [each.id, each]));
}

/** Blocks as they stand in `html`, in order; texts as `textContent` gives them. */
export function blocksIn(html: string): PackedBlock[] {
  const elements = html.matchAll(
    /<script (?:type="application\/octet-stream" )?(id="kith:[^>]*)>([^]*?)<\/script>/g,
  );
  return [...elements].map(([, attributes = '', text = '']) => ({
    id: attribute(attributes, 'id').slice('kith:'.length),
    packing: attribute(attributes, 'data-packing') as Packing,
    text,
    sizeBytes: Number(attribute(attributes, 'data-size')),
  }));
}

function attribute(attributes: string, name: string): string {
  return new RegExp(`${name}="([^"]*)"`).exec(attributes)?.[1] ?? '';
}
