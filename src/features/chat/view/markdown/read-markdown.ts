// Reads a message's markdown into nodes. Hostile input costs no more than a few frames, and what cannot be read as
// markdown is shown as it was written. Knows no HTML, fetches nothing.

import MarkdownParser, { type MarkdownIt, type Token } from 'markdown-it';
import { withoutTowers } from '../../../../room/display-name.ts';
import { splitLinks } from '../linked-text.ts';
import { readSafeLink } from '../safe-link.ts';
import type { Block, Inline } from './nodes.ts';
import { buildBlocks } from './token-tree.ts';

/** Quotes and lists inside each other; deeper text is shown as written. */
const MAX_NESTING = 20;
/** A long letter has some hundreds; more is an attack on the page. */
const MAX_TOKENS = 4_000;

let parser: MarkdownIt | undefined;

/**
 * Marks outside of code, in one message. The parser's work grows with the square of those that open and never close: a
 * thousand stars are a frame, all that fit are twenty.
 */
const MAX_MARKS = 1_000;
const MAX_BRACKETS = 400;

export function readMarkdown(written: string): readonly Block[] {
  // Towers of marks reach over what stands above and below.
  const text = withoutTowers(written);
  if (!isWorthReading(text)) return asWritten(text);
  try {
    parser ??= createParser();
    const tokens = parser.parse(text, {});
    // Below the deepest level the parser drops text; nothing a person wrote may disappear.
    if (isBearable(tokens)) return buildBlocks(tokens);
  } catch {
    // As written, below.
  }
  return asWritten(text);
}

/** The text without any markdown, its addresses still links. */
export function asWritten(text: string): readonly Block[] {
  const children = splitLinks(text).map((part): Inline =>
    part.kind === 'text'
      ? part
      : { kind: 'link', href: part.href, host: part.host, children: [{ kind: 'text', text: part.text }] },
  );
  return [{ kind: 'paragraph', children }];
}

function createParser(): MarkdownIt {
  const markdown = new MarkdownParser({ html: false, linkify: true, breaks: true, maxNesting: MAX_NESTING });
  // What would hide what was typed, or turn ordinary lines into something else.
  markdown.disable(['entity', 'html_block', 'html_inline', 'reference', 'lheading', 'code']);
  markdown.linkify.set({ fuzzyLink: false, fuzzyEmail: false, fuzzyIP: false });
  markdown.validateLink = (address) => readSafeLink(address) !== undefined;
  markdown.normalizeLink = (address) => readSafeLink(address)?.href ?? address;
  // The parser would show look-alike letters in place of the host's real name.
  markdown.normalizeLinkText = (address) => address;
  return markdown;
}

function isWorthReading(text: string): boolean {
  const prose = text
    .split('```')
    .filter((_, index) => index % 2 === 0)
    .join('');
  const marks = prose.match(/[#*_~`[!<>|-]/g) ?? [];
  return marks.length <= MAX_MARKS && marks.filter((mark) => mark === '[').length <= MAX_BRACKETS;
}

/** Below the deepest level the parser drops text, and nothing that a person wrote may disappear. */
function isBearable(tokens: readonly Token[]): boolean {
  const all = tokens.flatMap((token) => [token, ...(token.children ?? [])]);
  return all.length <= MAX_TOKENS && all.every(({ level }) => level < MAX_NESTING - 1);
}
