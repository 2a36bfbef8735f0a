// The order of blocks: what the entry needs first, heavy parts last, and each chunk behind those it imports.

import { ENTRY_ID } from '../../src/platform/block-format.ts';
import type { Block } from './block.ts';

export interface BlockOrder {
  /** Needed before the app starts: the entry and all that it imports statically, imports first. */
  readonly eager: readonly Block[];
  /** Everything else, small before large, so that a light part never waits for a heavy one. */
  readonly lazy: readonly Block[];
}

/** Throws when static imports form a cycle: such chunks cannot be linked by address. */
export function orderBlocks(blocks: ReadonlyMap<string, Block>): BlockOrder {
  const eager = withImports(blocks, [ENTRY_ID]);
  const bySize = [...blocks.values()].toSorted((a, b) => a.content.length - b.content.length);
  const all = withImports(
    blocks,
    bySize.map((block) => block.id),
  );
  return { eager, lazy: all.filter((block) => !eager.includes(block)) };
}

/** The blocks of `ids` and everything they import, each once, imports first. */
function withImports(blocks: ReadonlyMap<string, Block>, ids: readonly string[]): Block[] {
  const placed = new Set<Block>();
  function place(id: string, importers: readonly string[]): void {
    if (importers.includes(id)) {
      throw new Error(`Static imports form a cycle: ${[...importers, id].join(' → ')}.`);
    }
    const block = blocks.get(id);
    if (!block) throw new Error(`No chunk "${id}", imported by "${importers.at(-1) ?? 'the page'}".`);
    if (placed.has(block)) return;
    for (const imported of block.imports) place(imported, [...importers, id]);
    placed.add(block);
  }
  for (const id of ids) place(id, []);
  return [...placed];
}
