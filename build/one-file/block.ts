// A part of the page that stands in it as one inert element: its bytes and how they are written.

import { deflateRawSync } from 'node:zlib';
import { BLOCK_PREFIX, BLOCK_TYPE, type PackedBlock, type Packing } from '../../src/platform/block-format.ts';
import { encodeDenseText } from '../../src/platform/dense-text.ts';

export interface Block {
  readonly id: string;
  readonly packing: Packing;
  readonly content: Uint8Array;
  /** The content packed as `packing` says, where that was done before. */
  readonly packed?: Uint8Array;
  /** Ids of the chunks that this one imports statically; they stand before it. */
  readonly imports: readonly string[];
}

/** A script element holds any text but its own end; ids go into attributes and code as they are. */
const ID = /^@?[\w.-]{1,80}$/;

export function packBlock({ id, packing, content, packed }: Block): PackedBlock {
  if (!ID.test(id)) throw new Error(`"${id}" cannot be the id of a block.`);
  const text =
    packing === 'script'
      ? scriptText(id, content)
      : encodeDenseText(packed ?? deflateRawSync(content, { level: 9, memLevel: 9 }));
  return { id, packing, text, sizeBytes: content.length };
}

/** The element as it stands in the page. `length` counts what `textContent.length` will count. */
export function formatBlock(block: Block): string {
  const { id, packing, text, sizeBytes } = packBlock(block);
  const imports = block.imports.length > 0 ? ` data-imports="${block.imports.join(' ')}"` : '';
  const attributes = `data-packing="${packing}" data-size="${sizeBytes}" data-length="${text.length}"${imports}`;
  const type = packing === 'script' ? '' : `type="${BLOCK_TYPE}" `;
  return `<script ${type}id="${BLOCK_PREFIX}${id}" ${attributes}>${text}</script>`;
}

function scriptText(id: string, content: Uint8Array): string {
  const text = new TextDecoder('utf-8', { fatal: true }).decode(content);
  if (/<\/script|<!--|[\r\0]/i.test(text)) throw new Error(`The script "${id}" would end its own element.`);
  return text;
}
