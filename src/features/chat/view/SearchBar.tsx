// Searching the thread: Enter and the arrows lead from hit to hit, newest first; each is jumped to and marked.

import { useEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Button } from '../../../ui/Button.tsx';
import { Icon } from '../../../ui/Icon.tsx';
import { useSay } from '../../../ui/locale.tsx';
import type { Thread } from '../api.ts';
import { paintFound } from './found-text.ts';
import { spaceWords } from './space-words.ts';
import { useTalk } from './talk-face.ts';

export function SearchBar({ onClose }: { readonly onClose: () => void }) {
  const say = useSay();
  const { thread, jump } = useTalk();
  const [query, setQuery] = useState('');
  const [index, setIndex] = useState(0);
  const rows = thread.rows.value;
  const wanted = query.trim();
  const hits = useMemo(() => (wanted === '' ? [] : thread.search(wanted)), [thread, wanted, rows]);
  usePrepared(thread);
  useEffect(() => () => paintFound(undefined, ''), []);
  const go = (to: number) => {
    const hit = hits[(to + hits.length) % hits.length];
    if (hit === undefined) return;
    setIndex((to + hits.length) % hits.length);
    jump.to(hit, (message) => paintFound(message, wanted));
  };
  // What was typed leads to its first hit, once it is drawn how many there are: to draw one that is far off takes longer
  // than to find it. Messages that come while somebody reads lead nowhere.
  const typed = useRef(wanted);
  useEffect(() => {
    if (typed.current !== wanted) go(0);
    typed.current = wanted;
  }, [wanted]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { Enter: event.shiftKey ? -1 : 1, ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (event.key === 'Escape') onClose();
    else if (step !== undefined && !event.isComposing) go(index + step);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    <search class="flex shrink-0 items-center gap-1 border-b border-line ps-6 pe-3 max-md:ps-4">
      <Icon name="search" size={16} />
      <input
        type="search"
        // Its person just asked for it.
        ref={focusOnce}
        value={query}
        aria-label={say(spaceWords.search)}
        placeholder={say(spaceWords.searchFor)}
        class="min-h-11 min-w-0 flex-1 border-0 bg-transparent px-2 text-base outline-none [&::-webkit-search-cancel-button]:hidden max-md:text-[1rem]"
        onInput={(event) => {
          setQuery(event.currentTarget.value);
          setIndex(0);
        }}
        onKeyDown={onKeyDown}
      />
      <output class="shrink-0 text-small text-ink-3">
        {wanted === ''
          ? null
          : hits.length === 0
            ? say(spaceWords.noHits)
            : say(spaceWords.hits, { i: index + 1, n: hits.length })}
      </output>
      <Button
        kind="quiet"
        icon="up"
        iconOnly
        label={say(spaceWords.older)}
        disabled={hits.length === 0}
        onClick={() => go(index + 1)}
      />
      <Button
        kind="quiet"
        icon="down"
        iconOnly
        label={say(spaceWords.newer)}
        disabled={hits.length === 0}
        onClick={() => go(index - 1)}
      />
      <Button kind="quiet" icon="x" iconOnly label={say(spaceWords.endSearch)} onClick={onClose} />
    </search>
  );
}

/** While its person thinks of a word, so that the first letter does not wait for thousands of messages. */
function usePrepared(thread: Thread): void {
  useEffect(() => {
    let next: number | undefined;
    const prepare = () => {
      next = thread.prepareSearch() ? window.setTimeout(prepare) : undefined;
    };
    next = window.setTimeout(prepare);
    return () => window.clearTimeout(next);
  }, [thread]);
}

function focusOnce(field: HTMLInputElement | null): void {
  field?.focus();
}
