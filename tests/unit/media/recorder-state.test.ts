// Every event in every state: what it makes of it, and that nothing else does anything.

import { describe, expect, it } from 'vitest';
import {
  isAtRest,
  nextRecorderState,
  type RecordedNote,
  type RecorderEvent,
  type RecorderState,
} from '../../../src/media/recorder-state.ts';

const note: RecordedNote = { bytes: new Uint8Array([1]), durationMs: 1_000, peaks: [1, 2] };
const none = { end: undefined };

const STATES: Readonly<Record<string, RecorderState>> = {
  idle: { kind: 'idle' },
  sent: { kind: 'sent' },
  cancelled: { kind: 'cancelled' },
  asking: { kind: 'asking', isLocked: false },
  askingLocked: { kind: 'asking', isLocked: true },
  held: { kind: 'recording', isLocked: false },
  locked: { kind: 'recording', isLocked: true },
  paused: { kind: 'paused' },
  finishing: { kind: 'finishing', ...none },
  finishingByTime: { kind: 'finishing', end: 'time' },
  preview: { kind: 'preview', note, ...none },
  previewByTime: { kind: 'preview', note, end: 'time' },
  sending: { kind: 'sending', note, ...none },
  failed: { kind: 'failed', why: 'refused' },
};

const EVENTS: Readonly<Record<string, RecorderEvent>> = {
  hold: { type: 'press', isLocked: false },
  tap: { type: 'press', isLocked: true },
  granted: { type: 'granted' },
  lock: { type: 'lock' },
  release: { type: 'release' },
  pause: { type: 'pause' },
  resume: { type: 'resume' },
  stop: { type: 'stop' },
  ended: { type: 'ended', end: 'time' },
  finished: { type: 'finished', note },
  failed: { type: 'failed', why: 'refused' },
  cancel: { type: 'cancel' },
  send: { type: 'send' },
  sent: { type: 'sent' },
  unsent: { type: 'unsent' },
};

const press = { hold: 'asking', tap: 'askingLocked' };
const stopping = { stop: 'finishing', ended: 'finishingByTime', failed: 'failed', cancel: 'cancelled' };

/** Whatever is not named here does nothing. */
const TRANSITIONS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  idle: press,
  sent: press,
  cancelled: press,
  failed: { ...press, cancel: 'cancelled' },
  asking: {
    granted: 'held',
    lock: 'askingLocked',
    release: 'askingLocked',
    failed: 'failed',
    cancel: 'cancelled',
  },
  askingLocked: { granted: 'locked', failed: 'failed', cancel: 'cancelled' },
  held: { lock: 'locked', release: 'finishing', ...stopping },
  locked: { pause: 'paused', ...stopping },
  paused: { resume: 'locked', ...stopping },
  finishing: { finished: 'preview', failed: 'failed', cancel: 'cancelled' },
  finishingByTime: { finished: 'previewByTime', failed: 'failed', cancel: 'cancelled' },
  preview: { send: 'sending', cancel: 'cancelled' },
  previewByTime: { cancel: 'cancelled' },
  // What is on its way cannot be taken back here.
  sending: { sent: 'sent', unsent: 'preview' },
};

const cases = Object.keys(STATES).flatMap((from) =>
  Object.keys(EVENTS)
    .filter((event) => !(from === 'previewByTime' && event === 'send'))
    .map((event) => [from, event, TRANSITIONS[from]?.[event]] as const),
);

describe('the states of a recorder', () => {
  it.each(cases)('%s, %s: %s', (from, event, to) => {
    const before = STATES[from]!;
    const after = nextRecorderState(before, EVENTS[event]!);
    if (to === undefined) expect(after).toBe(before);
    else expect(after).toEqual(STATES[to]);
  });

  it('keep why a recording ended until it is sent, and after it was not', () => {
    const sending = nextRecorderState(STATES['previewByTime']!, { type: 'send' });
    expect(sending).toEqual({ kind: 'sending', note, end: 'time' });
    expect(nextRecorderState(sending, { type: 'unsent' })).toEqual(STATES['previewByTime']);
  });

  it('are at rest before, after and without a recording', () => {
    const resting = Object.keys(STATES).filter((name) => isAtRest(STATES[name]!));
    expect(resting).toEqual(['idle', 'sent', 'cancelled']);
  });
});
