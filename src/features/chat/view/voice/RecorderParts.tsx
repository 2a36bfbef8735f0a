// What the bar shows in each state of the recorder. `data-first` marks the next step: it gets the focus.

import type { ReadonlySignal } from '@preact/signals-core';
import { useMemo } from 'preact/hooks';
import type { RecorderState } from '../../../../media/recorder-state.ts';
import { VOICE_FACTS } from '../../../../media/voice-format.ts';
import { Button } from '../../../../ui/Button.tsx';
import { formatClock } from '../../../../ui/format.ts';
import { Icon } from '../../../../ui/Icon.tsx';
import { useLocale, useSay } from '../../../../ui/locale.tsx';
import { useTalk } from '../talk-face.ts';
import { pullOf, type Press } from './gesture.ts';
import { Levels } from './Levels.tsx';
import { PlayerParts } from './PlayerParts.tsx';
import type { Note } from './use-note.ts';
import { failureWords, voiceWords } from './words.ts';

export interface PartsProps {
  readonly note: Note;
  readonly state: RecorderState;
}

export function Parts({ note, state }: PartsProps) {
  switch (state.kind) {
    case 'asking':
      return <Asking note={note} />;
    case 'recording':
    case 'paused':
    case 'finishing':
      return <Locked note={note} state={state} />;
    case 'preview':
    case 'sending':
      return <Preview note={note} state={state} />;
    case 'failed':
      return <Failed note={note} why={state.why} />;
    default:
      return null;
  }
}

export interface HeldProps {
  readonly note: Note;
  readonly press: ReadonlySignal<Press>;
  readonly isRightToLeft: boolean;
}

/** Under a finger: nothing to press, but two ways to slide. */
export function Held({ note, press, isRightToLeft }: HeldProps) {
  const say = useSay();
  const { cancel } = pullOf(press.value, isRightToLeft);
  const back = cancel * (isRightToLeft ? SLIDE_PX : -SLIDE_PX);
  return (
    <>
      <Clock note={note} />
      <Levels levels={note.recorder.levels.value} />
      <span
        class="flex shrink-0 items-center gap-1 pe-21 text-small text-ink-2 touch:pe-25"
        style={{ transform: `translateX(${back}px)`, opacity: 1 - cancel / 2 }}
      >
        <Icon name="left" size={16} />
        {say(voiceWords.slideCancel)}
      </span>
    </>
  );
}

const SLIDE_PX = 24;

function Asking({ note }: { readonly note: Note }) {
  const say = useSay();
  return (
    <>
      <span class="ps-2 text-ink-2">
        <Icon name="mic" />
      </span>
      <p class="min-w-0 flex-1 px-1.5 text-small text-ink-2">{say(voiceWords.asking)}</p>
      <Button
        kind="quiet"
        icon="x"
        iconOnly
        label={say(voiceWords.discard)}
        onClick={() => note.recorder.cancel()}
      />
    </>
  );
}

function Locked({ note, state }: PartsProps) {
  const say = useSay();
  const { recorder } = note;
  const isPaused = state.kind === 'paused';
  const isBusy = state.kind === 'finishing';
  return (
    <>
      <Button
        kind="quiet"
        icon="trash"
        iconOnly
        label={say(voiceWords.discard)}
        onClick={() => recorder.cancel()}
      />
      <Clock note={note} />
      <Levels levels={recorder.levels.value} />
      <Button
        kind="quiet"
        icon={isPaused ? 'mic' : 'pause'}
        iconOnly
        busy={isBusy}
        label={say(isPaused ? voiceWords.resume : voiceWords.pause)}
        onClick={() => (isPaused ? recorder.resume() : recorder.pause())}
      />
      <span data-first class="contents">
        <Button
          kind="primary"
          icon="check"
          iconOnly
          busy={isBusy}
          label={say(voiceWords.done)}
          onClick={() => recorder.stop()}
        />
      </span>
    </>
  );
}

function Preview({ note, state }: PartsProps) {
  const say = useSay();
  const { model } = useTalk();
  const recorded = state.kind === 'preview' || state.kind === 'sending' ? state.note : undefined;
  const { format, playback, recorder } = note;
  const playable = useMemo(
    () =>
      recorded &&
      format && {
        key: PREVIEW,
        blob: new Blob([new Uint8Array(recorded.bytes)], { type: VOICE_FACTS[format].type }),
        durationMs: recorded.durationMs,
        isThere: () => true,
      },
    [recorded, format],
  );
  const isSending = state.kind === 'sending';
  if (!recorded) return null;
  return (
    <>
      <Button
        kind="quiet"
        icon="trash"
        iconOnly
        disabled={isSending}
        label={say(voiceWords.discard)}
        onClick={() => recorder.cancel()}
      />
      <div class="flex min-w-0 flex-1 [--dye:var(--you)]">
        <PlayerParts
          playback={playback}
          noteKey={PREVIEW}
          durationMs={recorded.durationMs}
          peaks={recorded.peaks}
          note={playable}
          hostOf={(part) => part}
        />
      </div>
      <span data-first class="contents">
        <Button
          kind="primary"
          icon="send"
          iconOnly
          busy={isSending}
          disabled={model.pace.waitMs.value > 0}
          label={say(voiceWords.send)}
          onClick={() => note.send()}
        />
      </span>
    </>
  );
}

const PREVIEW = 'preview';

interface FailedProps {
  readonly note: Note;
  readonly why: Extract<RecorderState, { kind: 'failed' }>['why'];
}

function Failed({ note, why }: FailedProps) {
  const say = useSay();
  const isHopeless = why === 'insecure' || why === 'unsupported';
  return (
    <>
      <span class="ps-2 text-danger">
        <Icon name="micoff" />
      </span>
      <p role="alert" class="min-w-0 flex-1 px-1.5 text-small">
        {say(failureWords[why])}
      </p>
      {isHopeless ? null : (
        <Button size="small" onClick={() => note.again()}>
          {say(voiceWords.again)}
        </Button>
      )}
      <span data-first class="contents">
        <Button
          kind="quiet"
          icon="x"
          iconOnly
          label={say(voiceWords.close)}
          onClick={() => note.recorder.cancel()}
        />
      </span>
    </>
  );
}

/** How long it is, and that it runs: by words for those who see no colour. */
function Clock({ note }: { readonly note: Note }) {
  const say = useSay();
  const locale = useLocale();
  const { kind } = note.recorder.state.value;
  const isRunning = kind === 'recording';
  return (
    <span class="flex shrink-0 items-center gap-1.5 ps-1.5">
      <span class={isRunning ? 'text-danger' : 'text-ink-3'}>
        <Icon name={kind === 'paused' ? 'pause' : 'mic'} size={18} />
      </span>
      <span class="sr-only">{say(kind === 'paused' ? voiceWords.paused : voiceWords.recording)}</span>
      <span role="timer" class="min-w-9 text-ui">
        {formatClock(locale, note.recorder.lengthMs.value)}
      </span>
    </span>
  );
}
