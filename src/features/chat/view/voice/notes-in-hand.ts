// What was recorded and not sent yet, by thread: it waits while its person looks at another space, and is gone with the
// room. Types only, so that the recorder itself loads when it is first wanted.

import type { Recorder } from '../../../../media/recorder.ts';
import type { VoiceFormat } from '../../../../media/voice-format.ts';
import type { Thread } from '../../api.ts';
import type { Playback } from './playback.ts';

export interface NoteInHand {
  readonly recorder: Recorder;
  /** Undefined where this browser records none. */
  readonly format: VoiceFormat | undefined;
  /** For listening before it is sent. */
  readonly playback: Playback;
}

const notes = new WeakMap<Thread, NoteInHand>();

export function noteInHand(thread: Thread): NoteInHand | undefined {
  return notes.get(thread);
}

export function keepInHand(thread: Thread, note: NoteInHand): NoteInHand {
  notes.set(thread, note);
  return note;
}

export function letGo(thread: Thread): void {
  notes.delete(thread);
}
