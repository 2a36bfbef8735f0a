// How the bar behaves for those who work by keys and by ear.

import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks';
import { isAtRest, type RecorderState } from '../../../../media/recorder-state.ts';
import { formatClock } from '../../../../ui/format.ts';
import { announce } from '../../../../ui/live-region.ts';
import { useLocale, useSay } from '../../../../ui/locale.tsx';
import type { Note } from './use-note.ts';
import { voiceWords } from './words.ts';

/** Whatever lies under the bar is out of reach while it does. */
export function useAlone(bar: RefObject<HTMLElement | null>, isAlone: boolean): void {
  useLayoutEffect(() => {
    const own = bar.current?.parentElement;
    if (!isAlone || !own) return undefined;
    const others = Array.from(own.parentElement?.children ?? []).filter(
      (each): each is HTMLElement => each instanceof HTMLElement && each !== own,
    );
    for (const each of others) each.inert = true;
    return () => {
      for (const each of others) each.inert = false;
    };
  }, [isAlone]);
}

/** The next step has the focus, unless a finger is doing it all. */
export function useFocusOn(
  bar: RefObject<HTMLElement | null>,
  kind: RecorderState['kind'],
  isHeld: boolean,
): void {
  const isResting = kind === 'paused' ? 'recording' : kind;
  useLayoutEffect(() => {
    if (isHeld) return;
    const next = bar.current?.querySelector<HTMLElement>('[data-first] > button');
    (next ?? bar.current?.querySelector('button'))?.focus();
  }, [isResting, isHeld]);
}

export function useAnnouncements({ recorder }: Note): void {
  const say = useSay();
  const locale = useLocale();
  const { kind } = recorder.state.value;
  const isNearEnd = recorder.isNearEnd.value;
  const first = useRef(true);
  useEffect(() => {
    const state = recorder.state.peek();
    const words = wordsOf(state.kind);
    if (first.current && isAtRest(state)) return;
    first.current = false;
    const time = formatClock(locale, recorder.lengthMs.peek());
    if (words) announce(say(words, { time }));
  }, [kind]);
  useEffect(() => {
    if (isNearEnd) announce(say(voiceWords.nearEnd));
  }, [isNearEnd]);
}

function wordsOf(kind: RecorderState['kind']) {
  switch (kind) {
    case 'recording':
      return voiceWords.started;
    case 'paused':
      return voiceWords.paused;
    case 'preview':
      return voiceWords.ready;
    case 'sent':
      return voiceWords.sent;
    case 'cancelled':
      return voiceWords.discarded;
    default:
      return undefined;
  }
}
