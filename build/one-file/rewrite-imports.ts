// Rewrites a chunk's imports of other chunks, which have no address of their own inside one file: static ones to a
// placeholder that the boot script links, dynamic ones to a call of the boot script.

import { posix } from 'node:path';
import { parseSync, Visitor } from 'vite';
import { chunkSpecifier } from '../../src/platform/block-format.ts';

export interface Chunk {
  readonly fileName: string;
  readonly code: string;
}

export interface RewrittenChunk {
  readonly code: string;
  /** Ids of the chunks imported statically, each once. */
  readonly imports: readonly string[];
}

/** What stands in the code from `start` to `end` becomes `text`. */
export interface Edit {
  readonly start: number;
  readonly end: number;
  readonly text: string;
}

/** A node of the syntax tree, as far as it matters here. */
interface Expression {
  readonly type: string;
  readonly start: number;
  readonly end: number;
  readonly value?: unknown;
  readonly expressions?: readonly unknown[];
  readonly quasis?: readonly { readonly value: { readonly cooked: string | null } }[];
}

/** `ids` are the chunks' ids by file name. Throws when the chunk imports what is not in the page. */
export function rewriteImports(chunk: Chunk, ids: ReadonlyMap<string, string>): RewrittenChunk {
  const edits: Edit[] = [];
  const imports = new Set<string>();

  function rewriteStatic({ source }: { readonly source: Expression | null }): void {
    if (!source) return;
    const id = idOf(chunk, constantOf(source) ?? '', ids);
    imports.add(id);
    edits.push({ start: source.start, end: source.end, text: JSON.stringify(chunkSpecifier(id)) });
  }

  new Visitor({
    ImportDeclaration: rewriteStatic,
    ExportNamedDeclaration: rewriteStatic,
    ExportAllDeclaration: rewriteStatic,
    ImportExpression({ source, start, end }) {
      const specifier = constantOf(source);
      if (specifier === undefined) return;
      const id = idOf(chunk, specifier, ids);
      edits.push({ start, end, text: `globalThis.kithBoot.importChunk(${JSON.stringify(id)})` });
    },
  }).visit(parseSync(chunk.fileName, chunk.code, { sourceType: 'module' }).program);

  return { code: applyEdits(chunk.code, edits), imports: [...imports] };
}

function idOf(chunk: Chunk, specifier: string, ids: ReadonlyMap<string, string>): string {
  const fileName = posix.join(posix.dirname(chunk.fileName), specifier);
  const id = /^\.{1,2}\//.test(specifier) ? ids.get(fileName) : undefined;
  if (id === undefined)
    throw new Error(`${chunk.fileName} imports "${specifier}", which is not in the page.`);
  return id;
}

/**
 * The specifier when it is a constant: a string, or a template without places, as minifiers write them. An address
 * computed at run time, such as that of a Blob, is the code's own business.
 */
function constantOf(source: Expression): string | undefined {
  if (source.type === 'Literal') return typeof source.value === 'string' ? source.value : undefined;
  if (source.type !== 'TemplateLiteral' || source.expressions?.length !== 0) return undefined;
  return source.quasis?.[0]?.value.cooked ?? undefined;
}

export function applyEdits(code: string, edits: readonly Edit[]): string {
  let rewritten = code;
  for (const { start, end, text } of edits.toSorted((a, b) => b.start - a.start)) {
    rewritten = rewritten.slice(0, start) + text + rewritten.slice(end);
  }
  return rewritten;
}
