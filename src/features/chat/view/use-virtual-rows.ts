// A list of which only what is near the window is drawn. It follows its end as it grows, until its person scrolls up to
// read; then what they read keeps its place, whatever changes above it.

import {
  elementScroll,
  observeElementOffset,
  observeElementRect,
  Virtualizer,
  type VirtualItem,
} from '@tanstack/virtual-core';
import { defaultRangeExtractor, type Range } from '@tanstack/virtual-core';
import type { RefObject } from 'preact';
import { useLayoutEffect, useReducer, useRef, useState } from 'preact/hooks';

export interface VirtualRowsOptions {
  readonly count: number;
  /** Another object whenever a row is another. */
  readonly of: object;
  readonly keyOf: (index: number) => string;
  /** Pixels, before it was drawn. */
  readonly estimate: (index: number) => number;
  /** Drawn wherever it is: it has the focus. */
  readonly keep?: number | undefined;
  /** Where the list begins to be read; its end unless told. */
  readonly start?: number | undefined;
}

export interface VirtualRows {
  readonly ref: RefObject<HTMLDivElement | null>;
  readonly items: readonly VirtualItem[];
  /** Pixels of the whole list. */
  readonly heightPx: number;
  /** `ref` of each row; its `data-index` says which. */
  readonly measure: (element: HTMLElement | null) => void;
  /** The person reads further up. */
  readonly isAway: boolean;
  /** Whether a row lies above what is on screen, drawn or not. */
  readonly isAbove: (index: number) => boolean;
  readonly toEnd: () => void;
  /** Brings a row to the middle of the window. */
  readonly toIndex: (index: number, align?: 'start' | 'center') => void;
}

/** Nearer to the end than this still counts as being there. */
const NEAR_PX = 80;
/** Rows drawn beyond the window on each side. */
const OVERSCAN = 6;
const PADDING_PX = 12;

export function useVirtualRows(options: VirtualRowsOptions): VirtualRows {
  const ref = useRef<HTMLDivElement>(null);
  const [, drawAgain] = useReducer((n: number) => n + 1, 0);
  const { keep } = options;
  const following = useFollowing(ref);
  const settings = {
    count: options.count,
    getItemKey: options.keyOf,
    estimateSize: options.estimate,
    getScrollElement: () => ref.current,
    observeElementRect,
    observeElementOffset,
    scrollToFn: following.scrollTo,
    overscan: OVERSCAN,
    paddingStart: PADDING_PX,
    paddingEnd: PADDING_PX,
    anchorTo: 'end',
    followOnAppend: true,
    scrollEndThreshold: NEAR_PX,
    rangeExtractor: (range: Range) => withIndex(defaultRangeExtractor(range), keep),
    onChange: () => drawAgain(undefined),
  } as const;
  const [rows] = useState(() => new Virtualizer<HTMLDivElement, HTMLElement>(settings));
  rows.setOptions(settings);
  useLayoutEffect(() => rows._didMount(), [rows]);
  useLayoutEffect(() => rows._willUpdate());
  useStart(rows, options, following);
  useStayAtEnd(rows, ref);
  useGrowingLast(rows, options, following);
  useFollowEnd(rows, following);
  return {
    ref,
    items: rows.getVirtualItems(),
    heightPx: rows.getTotalSize(),
    measure: rows.measureElement,
    isAway: options.count > 0 && rows.scrollElement !== null && !rows.isAtEnd(NEAR_PX),
    isAbove: (index) => (rows.measurementsCache[index]?.end ?? 0) <= (rows.scrollOffset ?? 0),
    toEnd: () => {
      following.isAtEnd.current = true;
      rows.scrollToEnd();
    },
    toIndex: (index, align = 'center') => {
      following.isAtEnd.current = false;
      rows.scrollToIndex(index, { align });
    },
  };
}

function withIndex(indexes: number[], keep: number | undefined): number[] {
  if (keep === undefined || keep < 0 || indexes.includes(keep)) return indexes;
  return [...indexes, keep].toSorted((a, b) => a - b);
}

/** Rounding of pixels. */
const AT_END_PX = 2;

interface Following {
  readonly isAtEnd: RefObject<boolean>;
  readonly scrollTo: typeof elementScroll<HTMLDivElement>;
}

/** Whether the list was last left at its end: by its person, or by itself. */
function useFollowing(ref: RefObject<HTMLDivElement | null>): Following {
  const isAtEnd = useRef(true);
  const own = useRef(0);
  useLayoutEffect(() => {
    const list = ref.current;
    if (!list) return undefined;
    const look = () => {
      const lastPx = list.scrollHeight - list.clientHeight;
      if (lastPx - list.scrollTop <= AT_END_PX) isAtEnd.current = true;
      else if (Math.abs(list.scrollTop - own.current) > AT_END_PX) isAtEnd.current = false;
    };
    list.addEventListener('scroll', look, { passive: true });
    return () => list.removeEventListener('scroll', look);
  }, [ref]);
  const [scrollTo] = useState(() => (...given: Parameters<typeof elementScroll<HTMLDivElement>>) => {
    const [offset, { adjustments = 0 }] = given;
    own.current = offset + adjustments;
    elementScroll(...given);
  });
  return { isAtEnd, scrollTo };
}

/**
 * A message that joins the last row makes it grow below the window. The observer of sizes would tell of it only once a
 * frame has begun: it is looked at now, so that the message stands in that frame.
 */
function useGrowingLast(
  rows: Virtualizer<HTMLDivElement, HTMLElement>,
  { count, of }: VirtualRowsOptions,
  { isAtEnd }: Pick<Following, 'isAtEnd'>,
): void {
  useLayoutEffect(() => {
    const last = isAtEnd.current ? rows.elementsCache.get(rows.options.getItemKey(count - 1)) : undefined;
    if (last?.isConnected) rows.resizeItem(count - 1, last.offsetHeight);
  }, [of]);
}

/** Thousands of rows that come in a few goes, between others too, are measured while more come: the end stays in sight. */
function useFollowEnd(
  rows: Virtualizer<HTMLDivElement, HTMLElement>,
  { isAtEnd }: Pick<Following, 'isAtEnd'>,
): void {
  const heightPx = rows.getTotalSize();
  useLayoutEffect(() => {
    if (isAtEnd.current && rows.getDistanceFromEnd() > AT_END_PX) rows.scrollToEnd();
  }, [heightPx]);
}

/** Once there is something: at its end, or where reading goes on. */
function useStart(
  rows: Virtualizer<HTMLDivElement, HTMLElement>,
  options: VirtualRowsOptions,
  { isAtEnd }: Pick<Following, 'isAtEnd'>,
): void {
  const hasStarted = useRef(false);
  useLayoutEffect(() => {
    if (hasStarted.current || options.count === 0) return;
    hasStarted.current = true;
    isAtEnd.current = options.start === undefined;
    if (options.start === undefined) rows.scrollToEnd();
    else rows.scrollToIndex(options.start, { align: 'start' });
  });
}

/** A phone's keyboard and a growing composer change the window's height: its end stays in it. */
function useStayAtEnd(
  rows: Virtualizer<HTMLDivElement, HTMLElement>,
  ref: RefObject<HTMLDivElement | null>,
): void {
  useLayoutEffect(() => {
    const list = ref.current;
    if (!list) return undefined;
    let heightPx = list.clientHeight;
    const watch = new ResizeObserver(() => {
      const before = heightPx;
      heightPx = list.clientHeight;
      const wasNearEnd = rows.getDistanceFromEnd() <= NEAR_PX + Math.max(0, before - heightPx);
      if (before !== heightPx && wasNearEnd) rows.scrollToEnd();
    });
    watch.observe(list);
    return () => watch.disconnect();
  }, [rows, ref]);
}
