// A list that follows its end as it grows, until the person scrolls up to read.

import type { RefObject } from 'preact';
import { useCallback, useLayoutEffect, useRef, useState } from 'preact/hooks';

export interface StayAtBottom {
  readonly ref: RefObject<HTMLDivElement | null>;
  /** The person reads further up. */
  readonly isAway: boolean;
  readonly onScroll: () => void;
  readonly goDown: () => void;
}

/** Nearer to the end than this still counts as being there. */
const NEAR_PX = 80;

/** `length` is of the list; an empty one has no end to follow, and its top is what is read. */
export function useStayAtBottom(length: number): StayAtBottom {
  const ref = useRef<HTMLDivElement>(null);
  const [isAway, setAway] = useState(false);
  const goDown = useCallback(() => {
    const list = ref.current;
    if (list) list.scrollTop = list.scrollHeight;
  }, []);
  useLayoutEffect(() => {
    const list = ref.current;
    if (!list || isAway || length === 0) return undefined;
    goDown();
    // A receipt and a phone's keyboard change heights without a new message.
    const watch = new ResizeObserver(goDown);
    for (const part of [list, ...list.children]) watch.observe(part);
    return () => watch.disconnect();
  }, [length, isAway, goDown]);
  const onScroll = useCallback(() => {
    const list = ref.current;
    if (list) setAway(length > 0 && list.scrollHeight - list.scrollTop - list.clientHeight > NEAR_PX);
  }, [length]);
  return { ref, isAway, onScroll, goDown };
}
