// One line above the bar: what a slide or a key does, or what its person should know.

import type { ComponentChildren } from 'preact';
import { classList } from '../../../../ui/class-list.ts';
import { Icon } from '../../../../ui/Icon.tsx';
import { Kbd } from '../../../../ui/Kbd.tsx';
import { useSay } from '../../../../ui/locale.tsx';
import type { Note } from './use-note.ts';
import { endWords, voiceWords } from './words.ts';

export function RecorderAside({ note, isHeld }: { readonly note: Note; readonly isHeld: boolean }) {
  const say = useSay();
  const state = note.recorder.state.value;
  const isRunning = state.kind === 'recording' || state.kind === 'paused';
  const ended = 'end' in state && state.end ? endWords[state.end] : undefined;
  const words =
    note.error ?? ended ?? (isRunning && note.recorder.isNearEnd.value ? voiceWords.nearEnd : undefined);
  if (words) return <Line isAlert={note.error !== undefined}>{say(words)}</Line>;
  if (isHeld)
    return (
      <Line isAtEnd>
        <Icon name="lock" size={16} />
        {say(voiceWords.slideLock)}
      </Line>
    );
  if (!isRunning) return null;
  return (
    <Line isForKeys>
      <Kbd keys={['Enter']} /> {say(voiceWords.ends)} <Kbd keys={['Esc']} /> {say(voiceWords.discards)}
    </Line>
  );
}

interface LineProps {
  readonly isAlert?: boolean;
  readonly isAtEnd?: boolean;
  readonly isForKeys?: boolean;
  readonly children: ComponentChildren;
}

function Line({ isAlert = false, isAtEnd = false, isForKeys = false, children }: LineProps) {
  return (
    <p
      role={isAlert ? 'alert' : undefined}
      class={classList(
        'absolute bottom-full mb-1.5 flex items-center gap-1.5 rounded-control border border-line bg-raised',
        'px-2.5 py-1.5 text-small shadow-raised',
        isAlert ? 'text-danger' : 'text-ink-2',
        isAtEnd ? 'end-0' : 'start-0',
        isForKeys && 'touch:hidden',
      )}
    >
      {children}
    </p>
  );
}
