// A message's nodes as elements. Nothing becomes an element here that is not written below; text is always text.

import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { Icon } from '../../../../ui/Icon.tsx';
import { useSay } from '../../../../ui/locale.tsx';
import { CodeBlock } from '../code/CodeBlock.tsx';
import { foldAddress, showsHost } from '../safe-link.ts';
import { talkWords } from '../talk-words.ts';
import type { Block, Inline, LinkNode } from './nodes.ts';
import { readMarkdown } from './read-markdown.ts';

export interface MarkdownProps {
  readonly text: string;
  /** Names that are people mentioned here; `@` stands before them in the text. */
  readonly mentioned?: readonly Mentioned[] | undefined;
}

export interface Mentioned {
  readonly name: string;
  readonly dye: string | undefined;
}

const NOBODY: readonly Mentioned[] = [];

export function Markdown({ text, mentioned = NOBODY }: MarkdownProps) {
  const blocks = useMemo(() => readMarkdown(text), [text]);
  return (
    // What letters draw beyond their lines ends here, and does not cover other messages. No wider than what is said: text
    // that runs against the page stays beside its author.
    <div class="grid w-fit max-w-full gap-1.5 overflow-clip text-base wrap-anywhere select-text [overflow-clip-margin:4px] max-md:text-[1rem] max-md:leading-6">
      {blocks.map((block, index) => (
        <BlockView key={index} block={block} mentioned={mentioned} />
      ))}
    </div>
  );
}

interface BlockProps {
  readonly block: Block;
  readonly mentioned: readonly Mentioned[];
}

function BlockView({ block, mentioned }: BlockProps) {
  switch (block.kind) {
    case 'paragraph':
      return <Paragraph nodes={block.children} mentioned={mentioned} />;
    case 'heading':
      return (
        <p dir="auto" class="font-semibold whitespace-pre-wrap">
          <Inlines nodes={block.children} mentioned={mentioned} />
        </p>
      );
    case 'quote':
      return (
        <blockquote class="grid gap-1.5 border-s-2 border-line-2 ps-3 text-ink-2">
          <Blocks blocks={block.children} mentioned={mentioned} />
        </blockquote>
      );
    case 'list':
      return <ListView list={block} mentioned={mentioned} />;
    case 'code':
      return <CodeBlock language={block.language} text={block.text} />;
    case 'table':
      return <TableView table={block} mentioned={mentioned} />;
    default:
      return <hr class="my-1 min-w-60 border-line" />;
  }
}

function Blocks({
  blocks,
  mentioned,
}: { readonly blocks: readonly Block[] } & Pick<BlockProps, 'mentioned'>) {
  return (
    <>
      {blocks.map((block, index) => (
        <BlockView key={index} block={block} mentioned={mentioned} />
      ))}
    </>
  );
}

interface InlinesProps {
  readonly nodes: readonly Inline[];
  readonly mentioned: readonly Mentioned[];
}

function Paragraph({ nodes, mentioned }: InlinesProps) {
  return (
    <p dir="auto" class="whitespace-pre-wrap">
      <Inlines nodes={nodes} mentioned={mentioned} />
    </p>
  );
}

function ListView({
  list,
  mentioned,
}: {
  readonly list: Extract<Block, { kind: 'list' }>;
} & Pick<BlockProps, 'mentioned'>) {
  const items = list.items.map((blocks, index) => (
    <li key={index} class="ps-1">
      <Blocks blocks={blocks} mentioned={mentioned} />
    </li>
  ));
  if (list.start === undefined) return <ul class="grid list-disc gap-0.5 ps-5">{items}</ul>;
  return (
    <ol start={list.start} class="grid list-decimal gap-0.5 ps-6">
      {items}
    </ol>
  );
}

function TableView({
  table,
  mentioned,
}: {
  readonly table: Extract<Block, { kind: 'table' }>;
} & Pick<BlockProps, 'mentioned'>) {
  return (
    <div class="overflow-x-auto" tabIndex={-1}>
      <table class="border-collapse text-ui">
        <thead>
          <tr>
            {table.head.map((cell, index) => (
              <th key={index} scope="col" class="border border-line px-2 py-1 text-start font-semibold">
                <Inlines nodes={cell} mentioned={mentioned} />
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, index) => (
            <tr key={index}>
              {row.map((cell, column) => (
                <td key={column} class="border border-line px-2 py-1">
                  <Inlines nodes={cell} mentioned={mentioned} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Inlines({ nodes, mentioned }: InlinesProps) {
  return <>{nodes.map((node, index) => inlineView(node, index, mentioned))}</>;
}

function inlineView(node: Inline, key: number, mentioned: readonly Mentioned[]): ComponentChildren {
  if (node.kind === 'text') return withMentions(node.text, mentioned);
  if (node.kind === 'code')
    return (
      <code key={key} class="rounded-cell bg-sunk px-1 py-0.5 font-mono text-small">
        {node.text}
      </code>
    );
  if (node.kind === 'link') return <OutsideLink key={key} link={node} />;
  const inner = <Inlines nodes={node.children} mentioned={mentioned} />;
  if (node.kind === 'strong') return <strong key={key}>{inner}</strong>;
  if (node.kind === 'emphasis') return <em key={key}>{inner}</em>;
  return <s key={key}>{inner}</s>;
}

/** The names of those who are mentioned stand out in their own dye. */
function withMentions(text: string, mentioned: readonly Mentioned[]): ComponentChildren {
  const [first, ...rest] = mentioned;
  if (!first) return text;
  const parts = text.split(`@${first.name}`);
  return parts.map((part, index) => (
    <>
      {index === 0 ? null : (
        <b data-dye={first.dye} class="rounded-cell bg-dye-wash px-0.5 text-dye-ink">
          @{first.name}
        </b>
      )}
      {withMentions(part, rest)}
    </>
  ));
}

/** Shows where it really leads; the other site learns neither where it was found nor gets a hand on this page. */
function OutsideLink({ link }: { readonly link: LinkNode }) {
  const say = useSay();
  const text = link.children.map((child) => ('text' in child ? child.text : '')).join('');
  const isAddress = /^(?:https?:\/\/|mailto:)\S+$/i.test(text);
  return (
    <a
      href={link.href}
      target="_blank"
      rel="noopener noreferrer"
      title={say(talkWords.opens, { host: link.host })}
      class="underline underline-offset-3 hover:decoration-2"
    >
      {isAddress ? (
        <bdi dir="ltr">{foldAddress(text)}</bdi>
      ) : (
        <Inlines nodes={link.children} mentioned={NOBODY} />
      )}
      {isAddress && showsHost(text, link) ? null : <bdi class="text-ink-3"> ({link.host})</bdi>}
      <span class="ms-0.5 inline-block align-[-2px] text-ink-3">
        <Icon name="external" size={14} />
      </span>
    </a>
  );
}
