// The microphone in the composer: held, tapped or pressed by keys. All else of recording loads when it is first pressed.

import { signal } from '@preact/signals-core';
import { useRef, useState } from 'preact/hooks';
import { classList } from '../../../../ui/class-list.ts';
import { Icon } from '../../../../ui/Icon.tsx';
import { lazy } from '../../../../ui/lazy.tsx';
import { useSay } from '../../../../ui/locale.tsx';
import type { Words } from '../../../../ui/words.ts';
import { useTalk } from '../talk-face.ts';
import { TAP_MS, TAPPED, type Press } from './gesture.ts';
import { noteInHand } from './notes-in-hand.ts';
import type { RecorderBarProps } from './RecorderBar.tsx';

const RecorderBar = lazy<RecorderBarProps>(async () => (await import('./RecorderBar.tsx')).RecorderBar);

const record: Words = {
  en: 'Record a voice note',
  hi: 'आवाज़ का संदेश रिकॉर्ड करें',
  ar: 'تسجيل رسالة صوتية',
};

export function VoiceButton() {
  const say = useSay();
  const { thread } = useTalk();
  const [isOpen, setOpen] = useState(() => noteInHand(thread) !== undefined);
  const [press] = useState(() => signal<Press>(TAPPED));
  const button = useRef<HTMLButtonElement>(null);
  const from = useRef<PointerEvent>(undefined);
  const isHeld = isOpen && press.value.isDown;
  const move = (event: PointerEvent, isDown: boolean) => {
    const start = from.current;
    if (start?.pointerId !== event.pointerId) return;
    const [dx, dy] = [event.clientX - start.clientX, event.clientY - start.clientY];
    press.value = { isDown, dx, dy, isTap: !isDown && event.timeStamp - start.timeStamp < TAP_MS };
    if (!isDown) from.current = undefined;
  };
  return (
    <div class="contents">
      {isOpen ? <RecorderBar press={press} button={button} onClose={() => setOpen(false)} /> : null}
      <button
        ref={button}
        type="button"
        aria-label={say(record)}
        title={say(record)}
        class={classList(
          'grid size-9 shrink-0 touch-none place-items-center rounded-control select-none touch:size-11',
          '[-webkit-touch-callout:none]',
          isHeld ? 'relative z-sticky bg-ink text-on-ink' : 'text-ink-2 hover:bg-hover',
          isOpen && !isHeld && 'invisible',
        )}
        onPointerDown={(event) => {
          if (event.button !== 0 || isOpen) return;
          capture(event);
          from.current = event;
          press.value = { isDown: true, dx: 0, dy: 0, isTap: false };
          setOpen(true);
        }}
        onPointerMove={(event) => move(event, true)}
        onPointerUp={(event) => move(event, false)}
        onPointerCancel={(event) => move(event, false)}
        // A long press is no wish for a menu here.
        onContextMenu={(event) => event.preventDefault()}
        onClick={() => {
          if (isOpen) return;
          // By keys, or by whatever presses buttons for its person.
          press.value = TAPPED;
          setOpen(true);
        }}
      >
        <Icon name="mic" />
      </button>
    </div>
  );
}

/** Moves are heard wherever the finger goes; a finger that is up already has none. */
function capture(event: PointerEvent): void {
  try {
    if (event.currentTarget instanceof Element) event.currentTarget.setPointerCapture(event.pointerId);
  } catch {
    // Then it was a tap.
  }
}
