// What lies over the composer while a voice note is recorded and looked over. Its states are the recorder's.

import type { ReadonlySignal } from '@preact/signals-core';
import type { RefObject } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { useLocale, useSay } from '../../../../ui/locale.tsx';
import { directionOf } from '../../../../ui/words.ts';
import { useTalk } from '../talk-face.ts';
import type { Press } from './gesture.ts';
import { letGo } from './notes-in-hand.ts';
import { RecorderAside } from './RecorderAside.tsx';
import { Held, Parts } from './RecorderParts.tsx';
import { useAlone, useAnnouncements, useFocusOn } from './use-bar.ts';
import { useNote } from './use-note.ts';
import { voiceWords } from './words.ts';

export interface RecorderBarProps {
  readonly press: ReadonlySignal<Press>;
  /** The microphone's button, which the focus goes back to. */
  readonly button: RefObject<HTMLButtonElement | null>;
  readonly onClose: () => void;
}

export function RecorderBar({ press, button, onClose }: RecorderBarProps) {
  const say = useSay();
  const locale = useLocale();
  const { thread } = useTalk();
  const isRightToLeft = directionOf(locale) === 'rtl';
  const note = useNote(press, isRightToLeft);
  const state = note.recorder.state.value;
  const bar = useRef<HTMLDivElement>(null);
  const isHeld = 'isLocked' in state && !state.isLocked;
  useAnnouncements(note);
  useAlone(bar, !isHeld);
  useFocusOn(bar, state.kind, isHeld);
  useEffect(() => {
    if (state.kind !== 'sent' && state.kind !== 'cancelled') return;
    const at = document.activeElement;
    // What had it is gone by now; whoever types elsewhere keeps it.
    const hadFocus = at === null || at === document.body || bar.current?.contains(at) === true;
    letGo(thread);
    onClose();
    if (hadFocus) requestAnimationFrame(() => button.current?.focus());
  }, [state.kind]);
  const onKeyDown = (event: KeyboardEvent) => {
    // A key that is held must not go on from "done" to "send".
    if (event.repeat && (event.key === 'Enter' || event.key === ' ')) event.preventDefault();
    if (event.key !== 'Escape' || state.kind === 'preview' || state.kind === 'sending') return;
    event.preventDefault();
    event.stopPropagation();
    note.recorder.cancel();
  };
  useEffect(() => {
    const held = button.current;
    held?.addEventListener('keydown', onKeyDown);
    return () => held?.removeEventListener('keydown', onKeyDown);
  });
  return (
    // The keys of the buttons inside are heard here.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      ref={bar}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="group"
      aria-label={say(voiceWords.bar)}
      class="absolute inset-x-0 bottom-0 z-sticky flex min-h-full flex-col justify-center rounded-[10px] border border-line-2 bg-raised p-1.25"
      onKeyDown={onKeyDown}
    >
      <RecorderAside note={note} isHeld={isHeld} />
      <div class="flex min-h-9 items-center gap-1.5 touch:min-h-11">
        {isHeld ? (
          <Held note={note} press={press} isRightToLeft={isRightToLeft} />
        ) : (
          <Parts note={note} state={state} />
        )}
      </div>
    </div>
  );
}
