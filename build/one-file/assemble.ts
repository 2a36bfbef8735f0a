// Puts the page together: policy and boot script into the head, then what the app starts with as scripts that run where
// they stand, then the lazy blocks, and last the skeleton, from which the page can give itself away byte for byte.

import { createHash } from 'node:crypto';
import { BLOCK_PREFIX, BLOCK_TYPE, PLACEHOLDER, SKELETON_ID } from '../../src/platform/block-format.ts';
import { formatBlock, type Block } from './block.ts';
import { orderBlocks } from './chunk-graph.ts';
import { eagerScript } from './eager-script.ts';
import { contentSecurityPolicy } from './policy.ts';

export interface PageParts {
  /** With styles inlined, without scripts, with {@link HEAD_MARK} where policy and boot script go. */
  readonly template: string;
  readonly boot: string;
  readonly blocks: ReadonlyMap<string, Block>;
}

export interface AssembledPage {
  readonly html: string;
  /** Twelve hex digits; also in the page's `data-build`. */
  readonly buildId: string;
}

export const HEAD_MARK = '<!--kith:head-->';
const BODY_END = '</body>';
/** Settles the encoding even when a server says another one. */
const BYTE_ORDER_MARK = '\uFEFF';

export function assemblePage({ template, boot, blocks }: PageParts): AssembledPage {
  const { eager, lazy } = orderBlocks(blocks);
  const scripts = formatAll(eager.map(asScript));
  const [beforeBlocks, afterBlocks] = splitOnce(withHead(normalize(template), boot, scripts), BODY_END);
  const shell = `${beforeBlocks}${scripts}`;
  const rest = formatAll(lazy);
  const buildId = createHash('sha256').update(`${shell}${rest}${afterBlocks}`).digest('hex').slice(0, 12);
  const page = `${BYTE_ORDER_MARK}${withBuildId(shell, buildId)}${rest}`;
  const end = `\n${BODY_END}${afterBlocks}`;
  return {
    html: `${page}${formatSkeleton(page, end)}${end}`,
    buildId,
  };
}

function asScript(block: Block): Block {
  const script = eagerScript(block.id, new TextDecoder('utf-8', { fatal: true }).decode(block.content));
  return { ...block, packing: 'script', content: Buffer.from(script) };
}

/** HTML parsers turn every line end into LF; a page with others could not give itself back. */
function normalize(template: string): string {
  return template.replaceAll(/\r\n?/g, '\n');
}

/** `scripts` are those of the body, which the policy names too. */
function withHead(template: string, boot: string, scripts: string): string {
  if (/<\/script|<!--/i.test(boot)) throw new Error('The boot script would end its own element.');
  const [start, end] = splitOnce(template, HEAD_MARK);
  if (`${boot}${template}`.includes(PLACEHOLDER))
    throw new Error('The page holds the mark of a placeholder.');
  const script = `<script>${boot}</script>`;
  const policy = contentSecurityPolicy(start + script + end + scripts);
  return `${start}<meta http-equiv="Content-Security-Policy" content="${policy}">${script}${end}`;
}

function withBuildId(shell: string, buildId: string): string {
  const [start, end] = splitOnce(shell, '<html ');
  return `${start}<html data-build="${buildId}" ${end}`;
}

function formatAll(blocks: readonly Block[]): string {
  return blocks.map((block) => `\n${formatBlock(block)}`).join('');
}

/**
 * The page with a placeholder for each block's text, and for its own. It says nothing of its own length, because its
 * length depends on what it says.
 */
function formatSkeleton(page: string, end: string): string {
  const open = `\n<script type="${BLOCK_TYPE}" id="${BLOCK_PREFIX}${SKELETON_ID}" data-packing="deflate"`;
  const own = (sizeBytes: string, text: string) => `${open} data-size="${sizeBytes}">${text}</script>`;
  const bytes = (size: string) => Buffer.from(takeSkeleton(`${page}${own(size, '')}${end}`));
  // The size stands inside what it measures; written with a fixed width it does not change it.
  const size = String(bytes('00000000').length).padStart(8, '0');
  const block = { id: SKELETON_ID, packing: 'deflate', content: bytes(size), imports: [] } as const;
  return own(size, packedText(block));
}

function packedText(block: Block): string {
  return splitOnce(splitOnce(formatBlock(block), '>')[1], '</script>')[0];
}

/** `html` with `PLACEHOLDER id PLACEHOLDER` in place of each block's text. */
export function takeSkeleton(html: string): string {
  const element = new RegExp(
    `(<script (?:type="${BLOCK_TYPE}" )?id="${BLOCK_PREFIX}([^"]+)"[^>]*>)[^]*?(?=</script>)`,
    'g',
  );
  return html.replaceAll(
    element,
    (_, open: string, id: string) => `${open}${PLACEHOLDER}${id}${PLACEHOLDER}`,
  );
}

function splitOnce(text: string, mark: string): [string, string] {
  const at = text.indexOf(mark);
  if (at < 0) throw new Error(`The page has no ${mark}.`);
  return [text.slice(0, at), text.slice(at + mark.length)];
}
