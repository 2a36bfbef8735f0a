// The recorder behind the bar: made on first use, left in hand when its person goes elsewhere, told what the finger does,
// and its note sent.

import type { ReadonlySignal } from '@preact/signals-core';
import { useEffect, useState } from 'preact/hooks';
import { readBrowserAbility } from '../../../../media/browser-formats.ts';
import { createBrowserMicrophone } from '../../../../media/browser-microphone.ts';
import { createRecorder } from '../../../../media/recorder.ts';
import { isAtRest } from '../../../../media/recorder-state.ts';
import { chooseVoiceFormat, VOICE_FACTS } from '../../../../media/voice-format.ts';
import { pageClock } from '../../../../ui/page-clock.ts';
import type { Words } from '../../../../ui/words.ts';
import { MAX_ATTACHMENT_BYTES, MAX_PEAKS, MAX_VOICE_MS, type Thread } from '../../api.ts';
import { sendErrorWords } from '../compose-words.ts';
import { useTalk, type TalkFace } from '../talk-face.ts';
import { pullOf, type Press } from './gesture.ts';
import { keepInHand, letGo, noteInHand, type NoteInHand } from './notes-in-hand.ts';
import { createPlayback, pauseOthers } from './playback.ts';
import { receiversOf } from './receivers.ts';
import { voiceWords } from './words.ts';

export interface Note extends NoteInHand {
  /** Why it did not go. */
  readonly error: Words | undefined;
  send(): void;
  /** From the beginning, without being held. */
  again(): void;
}

export function useNote(press: ReadonlySignal<Press>, isRightToLeft: boolean): Note {
  const face = useTalk();
  const { thread } = face;
  const [inHand] = useState(() => noteInHand(thread) ?? keepInHand(thread, createNote(face)));
  const [error, setError] = useState<Words>();
  const { recorder, format, playback } = inHand;
  useEffect(() => {
    if (isAtRest(recorder.state.peek())) {
      pauseOthers();
      recorder.press(format, { isLocked: !press.peek().isDown });
    }
    const unfollow = press.subscribe((now) => follow(inHand, now, isRightToLeft));
    return () => {
      unfollow();
      leave(thread, inHand);
    };
  }, [inHand]);
  return {
    ...inHand,
    error,
    send() {
      setError(undefined);
      playback.stop();
      void recorder.send(async (recorded) => {
        const failed = await sendNote(face, inHand, recorded);
        setError(failed);
        return failed === undefined;
      });
    },
    again: () => recorder.press(format, { isLocked: true }),
  };
}

function createNote({ model, thread }: TalkFace): NoteInHand {
  const recorder = createRecorder({
    microphone: createBrowserMicrophone(pageClock),
    clock: pageClock,
    maxMs: MAX_VOICE_MS,
    maxBytes: MAX_ATTACHMENT_BYTES,
    maxPeaks: MAX_PEAKS,
  });
  const format = chooseVoiceFormat(readBrowserAbility().records, receiversOf(model, thread));
  return { recorder, format, playback: createPlayback(new Audio()) };
}

function follow({ recorder }: NoteInHand, press: Press, isRightToLeft: boolean): void {
  if (!press.isDown) {
    if (press.isTap) recorder.lock();
    else recorder.release();
    return;
  }
  const state = recorder.state.peek();
  if ((state.kind !== 'asking' && state.kind !== 'recording') || state.isLocked) return;
  const pull = pullOf(press, isRightToLeft);
  if (pull.cancel === 1) recorder.cancel();
  else if (pull.lock === 1) recorder.lock();
}

/** The microphone goes off with the view; what was said stays in hand. */
function leave(thread: Thread, { recorder, playback }: NoteInHand): void {
  playback.stop();
  const { kind } = recorder.state.peek();
  if (kind === 'asking' || kind === 'failed') recorder.cancel();
  else recorder.stop();
  if (isAtRest(recorder.state.peek())) letGo(thread);
}

/** Why it did not go; undefined when it did. */
async function sendNote(
  { model, thread, composing }: TalkFace,
  { format }: NoteInHand,
  recorded: { readonly bytes: Uint8Array; readonly durationMs: number; readonly peaks: readonly number[] },
): Promise<Words | undefined> {
  if (!format) return sendErrorWords.malformed;
  const { type, ending } = VOICE_FACTS[format];
  const added = await model.blobs.add(recorded.bytes, { name: `voice-note.${ending}`, type });
  if (!added.ok) return added.error === 'full' ? voiceWords.full : sendErrorWords['too-long'];
  const purpose = composing.peek();
  const { durationMs, peaks } = recorded;
  const sent = await thread.send({
    kind: 'voice',
    attachment: added.value,
    durationMs,
    peaks,
    replyTo: purpose.kind === 'reply' ? purpose.to.id : undefined,
  });
  if (!sent.ok) return sendErrorWords[sent.error];
  if (purpose.kind === 'reply') composing.value = { kind: 'new' };
  return undefined;
}
