// A block of code: its language, a button that copies it, and quiet colours that come when they have been loaded.

import type { ElementContent, Root } from 'hast';
import type { ComponentChildren } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { writeClipboardText } from '../../../../platform/clipboard.ts';
import { Button } from '../../../../ui/Button.tsx';
import { announce } from '../../../../ui/live-region.ts';
import { useSay } from '../../../../ui/locale.tsx';
import { talkWords } from '../talk-words.ts';

export interface CodeBlockProps {
  /** As its author wrote it; empty when they said nothing. */
  readonly language: string;
  readonly text: string;
}

/** Until its "all of it" is asked for. */
const MOST_LINES = 24;

export function CodeBlock({ language, text }: CodeBlockProps) {
  const say = useSay();
  const [isWhole, setWhole] = useState(false);
  const tree = useHighlight(language, text);
  const isLong = text.split('\n', MOST_LINES + 1).length > MOST_LINES;
  const copy = async () => {
    const copied = await writeClipboardText(text);
    announce(say(copied.ok ? talkWords.copied : talkWords.notCopied));
  };
  return (
    <figure class="my-0.5 min-w-60 overflow-hidden rounded-[8px] border border-line bg-sunk">
      <figcaption class="flex items-center justify-between gap-2 border-b border-line ps-3 pe-1 text-micro text-ink-3">
        <bdi>{language || say(talkWords.code)}</bdi>
        <Button
          kind="quiet"
          size="small"
          icon="copy"
          iconOnly
          label={say(talkWords.copyCode)}
          onClick={() => void copy()}
        />
      </figcaption>
      <pre
        dir="ltr"
        // A scrolling region must be reachable by keys.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={0}
        class={
          isLong && !isWhole
            ? 'max-h-100 overflow-auto px-3 py-2 font-mono text-small focus-visible:-outline-offset-4'
            : 'overflow-x-auto px-3 py-2 font-mono text-small focus-visible:-outline-offset-4'
        }
      >
        <code class="whitespace-pre">{tree ? tree.children.map(nodeView) : text}</code>
      </pre>
      {isLong && !isWhole ? (
        <div class="border-t border-line px-1 py-0.5">
          <Button kind="quiet" size="small" onClick={() => setWhole(true)}>
            {say(talkWords.showMore)}
          </Button>
        </div>
      ) : null}
    </figure>
  );
}

/** The grammars come with the first block that names a language. */
function useHighlight(language: string, text: string): Root | undefined {
  const [tree, setTree] = useState<{ readonly of: string; readonly root: Root }>();
  useEffect(() => {
    if (language === '') return undefined;
    let isWanted = true;
    import('./highlight.ts').then(
      ({ highlight }) => {
        const root = highlight(language, text);
        if (isWanted && root) setTree({ of: text, root });
      },
      // This copy of the page was cut short: the code stands there plainly.
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [language, text]);
  return tree?.of === text ? tree.root : undefined;
}

function nodeView(node: Root['children'][number] | ElementContent, key: number): ComponentChildren {
  if (node.type === 'text') return node.value;
  if (node.type !== 'element') return null;
  return (
    <span key={key} class={toneOf(node.properties['className'])}>
      {node.children.map(nodeView)}
    </span>
  );
}

/** Weight and tone only: colour means someone. */
const TONES: Readonly<Record<string, string>> = {
  'hljs-comment': 'text-ink-3 italic',
  'hljs-quote': 'text-ink-3 italic',
  'hljs-meta': 'text-ink-3',
  'hljs-punctuation': 'text-ink-3',
  'hljs-keyword': 'font-semibold',
  'hljs-built_in': 'font-semibold',
  'hljs-type': 'font-semibold',
  'hljs-tag': 'text-ink-2',
  'hljs-name': 'font-semibold',
  'hljs-title': 'font-semibold',
  'hljs-section': 'font-semibold',
  'hljs-string': 'text-ink-2',
  'hljs-number': 'text-ink-2',
  'hljs-literal': 'text-ink-2 font-semibold',
  'hljs-attr': 'text-ink-2',
  'hljs-deletion': 'line-through text-ink-2',
  'hljs-addition': 'font-semibold',
};

function toneOf(className: unknown): string | undefined {
  const names = Array.isArray(className) ? className.map(String) : [];
  return names.map((name) => TONES[name]).find(Boolean);
}
