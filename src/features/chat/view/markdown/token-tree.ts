// Folds the parser's flat list of tokens into nodes. A token of a kind that is not known here is dropped, its text is not.

import type { Token } from 'markdown-it';
import { MAX_LINKS } from '../linked-text.ts';
import { readSafeLink } from '../safe-link.ts';
import type { Block, Inline, TableRow } from './nodes.ts';

/** Longest name of a language that anybody writes behind three backticks. */
const MAX_LANGUAGE_LENGTH = 24;

interface Cursor {
  readonly tokens: readonly Token[];
  index: number;
  readonly links: { left: number };
}

export function buildBlocks(tokens: readonly Token[]): readonly Block[] {
  return blocksUntil({ tokens, index: 0, links: { left: MAX_LINKS } }, undefined);
}

/** Blocks up to the token of type `end`, which is taken too. */
function blocksUntil(cursor: Cursor, end: string | undefined): Block[] {
  const blocks: Block[] = [];
  for (;;) {
    const token = cursor.tokens[cursor.index];
    if (token === undefined) return blocks;
    cursor.index += 1;
    if (token.type === end) return blocks;
    const block = blockOf(token, cursor);
    if (block) blocks.push(block);
  }
}

function blockOf(token: Token, cursor: Cursor): Block | undefined {
  switch (token.type) {
    case 'paragraph_open':
      return { kind: 'paragraph', children: inlineUntil(cursor, 'paragraph_close') };
    case 'heading_open':
      return { kind: 'heading', children: inlineUntil(cursor, 'heading_close') };
    case 'blockquote_open':
      return { kind: 'quote', children: blocksUntil(cursor, 'blockquote_close') };
    case 'bullet_list_open':
      return { kind: 'list', start: undefined, items: itemsUntil(cursor, 'bullet_list_close') };
    case 'ordered_list_open':
      return { kind: 'list', start: startOf(token), items: itemsUntil(cursor, 'ordered_list_close') };
    case 'fence':
    case 'code_block':
      return { kind: 'code', language: languageOf(token), text: token.content.replace(/\n$/, '') };
    case 'hr':
      return { kind: 'rule' };
    case 'table_open':
      return tableOf(cursor);
    case 'inline':
      return { kind: 'paragraph', children: inlinesOf(token.children ?? [], cursor.links) };
    default:
      return undefined;
  }
}

function itemsUntil(cursor: Cursor, end: string): readonly (readonly Block[])[] {
  const items: (readonly Block[])[] = [];
  for (;;) {
    const token = cursor.tokens[cursor.index];
    if (token === undefined) return items;
    cursor.index += 1;
    if (token.type === end) return items;
    if (token.type === 'list_item_open') items.push(blocksUntil(cursor, 'list_item_close'));
  }
}

function inlineUntil(cursor: Cursor, end: string): readonly Inline[] {
  const children: Inline[] = [];
  for (;;) {
    const token = cursor.tokens[cursor.index];
    if (token === undefined) return children;
    cursor.index += 1;
    if (token.type === end) return children;
    if (token.type === 'inline') children.push(...inlinesOf(token.children ?? [], cursor.links));
  }
}

function tableOf(cursor: Cursor): Block {
  const rows: (readonly Inline[])[][] = [];
  for (;;) {
    const token = cursor.tokens[cursor.index];
    if (token === undefined) break;
    cursor.index += 1;
    if (token.type === 'table_close') break;
    if (token.type === 'tr_open') rows.push([]);
    if (token.type === 'inline') rows.at(-1)?.push(inlinesOf(token.children ?? [], cursor.links));
  }
  const [head, ...rest]: readonly TableRow[] = rows;
  return { kind: 'table', head: head ?? [], rows: rest };
}

const WRAPPERS: Readonly<Record<string, 'strong' | 'emphasis' | 'struck'>> = {
  strong_open: 'strong',
  em_open: 'emphasis',
  s_open: 'struck',
};

/** A stack in place of recursion: delimiters nest as deep as their author likes. */
function inlinesOf(tokens: readonly Token[], links: { left: number }): readonly Inline[] {
  const root: Inline[] = [];
  const open: { readonly children: Inline[]; close(): void }[] = [];
  const children = () => open.at(-1)?.children ?? root;
  const begin = (close: (inner: readonly Inline[]) => readonly Inline[]) => {
    const [outer, inner]: [Inline[], Inline[]] = [children(), []];
    open.push({ children: inner, close: () => void outer.push(...close(inner)) });
  };
  for (const token of tokens) {
    const wrapper = WRAPPERS[token.type];
    if (wrapper) begin((inner) => [{ kind: wrapper, children: inner.flatMap(unlinkDisguise) }]);
    else if (token.type === 'link_open') begin(linkOf(token, links));
    else if (token.nesting === -1) open.pop()?.close();
    else addLeaf(children(), token, links);
  }
  while (open.length > 0) open.pop()?.close();
  return root.flatMap(unlinkDisguise);
}

/** A host before an `@` is a user name that only looks like one: the address leads elsewhere, and is no link at all. */
function unlinkDisguise(node: Inline, index: number, nodes: readonly Inline[]): readonly Inline[] {
  const next = nodes[index + 1];
  const isDisguise = node.kind === 'link' && next?.kind === 'text' && next.text.startsWith('@');
  return isDisguise ? node.children : [node];
}

function addLeaf(into: Inline[], token: Token, links: { left: number }): void {
  if (token.type === 'code_inline') into.push({ kind: 'code', text: token.content });
  else if (token.type === 'softbreak' || token.type === 'hardbreak') addText(into, '\n');
  // No picture is fetched from anywhere: it is a link to where it is.
  else if (token.type === 'image') {
    const alternative = { kind: 'text', text: token.content || attributeOf(token, 'src') } as const;
    into.push(...linkOf(token, links)([alternative]));
  } else addText(into, token.content);
}

function addText(into: Inline[], text: string): void {
  if (text === '') return;
  const last = into.at(-1);
  if (last?.kind === 'text') into[into.length - 1] = { kind: 'text', text: last.text + text };
  else into.push({ kind: 'text', text });
}

function linkOf(token: Token, links: { left: number }) {
  const address = attributeOf(token, 'href') || attributeOf(token, 'src');
  return (children: readonly Inline[]): readonly Inline[] => {
    const link = links.left > 0 ? readSafeLink(address) : undefined;
    if (!link) return children;
    links.left -= 1;
    return [{ kind: 'link', ...link, children }];
  };
}

function attributeOf(token: Token, name: string): string {
  return String(token.attrGet(name) ?? '');
}

function startOf(token: Token): number {
  const start = Number(token.attrGet('start') ?? 1);
  return Number.isSafeInteger(start) ? start : 1;
}

function languageOf(token: Token): string {
  return (token.info.trim().split(/\s/)[0] ?? '').slice(0, MAX_LANGUAGE_LENGTH).toLowerCase();
}
