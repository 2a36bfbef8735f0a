// A real recorder with the browser's fake microphone, and what becomes of its bytes.

import { afterEach, describe, expect, it } from 'vitest';
import { createPlayback } from '../../../src/features/chat/view/voice/playback.ts';
import { readBrowserAbility } from '../../../src/media/browser-formats.ts';
import { createBrowserMicrophone } from '../../../src/media/browser-microphone.ts';
import { createRecorder } from '../../../src/media/recorder.ts';
import { chooseVoiceFormat, VOICE_FACTS } from '../../../src/media/voice-format.ts';
import { pageClock } from '../../../src/ui/page-clock.ts';

const MAX_BYTES = 2 * 1024 * 1024;
const LENGTH_MS = 1_000;

const recorders: { dispose(): void }[] = [];
afterEach(() => {
  for (const recorder of recorders.splice(0)) recorder.dispose();
});

function makeRecorder(scope: Parameters<typeof createBrowserMicrophone>[1] = globalThis) {
  const microphone = createBrowserMicrophone(pageClock, scope);
  const limits = { maxMs: 600_000, maxBytes: MAX_BYTES, maxPeaks: 64 };
  const recorder = createRecorder({ microphone, clock: pageClock, ...limits });
  recorders.push(recorder);
  return { recorder, microphone };
}

function format() {
  const chosen = chooseVoiceFormat(readBrowserAbility().records, []);
  if (!chosen) throw new Error('this browser records nothing');
  return chosen;
}

async function recordOneSecond() {
  const { recorder, microphone } = makeRecorder();
  recorder.press(format(), { isLocked: true });
  await expect.poll(() => recorder.lengthMs.value, { timeout: 10_000 }).toBeGreaterThan(LENGTH_MS);
  recorder.stop();
  await expect.poll(() => recorder.state.value.kind, { timeout: 10_000 }).toBe('preview');
  const state = recorder.state.value;
  if (state.kind !== 'preview') throw new Error(state.kind);
  return { note: state.note, microphone };
}

describe('a recording of one second', () => {
  it('is decoded again to about a second of sound, and plays', async () => {
    const { note, microphone } = await recordOneSecond();
    expect(note.bytes.byteLength).toBeGreaterThan(500);
    // 24 kbit/s asked for; containers and the beginning take their part.
    expect(note.bytes.byteLength).toBeLessThan(20_000);
    expect(note.peaks.length).toBeGreaterThan(4);
    expect(Math.max(...note.peaks)).toBeGreaterThan(0);
    const samples = await microphone.decode(note.bytes);
    const seconds = (samples?.length ?? 0) / 8_000;
    expect(seconds).toBeGreaterThan(0.6);
    expect(seconds).toBeLessThan(note.durationMs / 1_000 + 0.5);
    // What is written while recording has no index: Firefox 153 plays that from the beginning only.
    const audio = new Audio();
    const playback = createPlayback(audio);
    const blob = new Blob([new Uint8Array(note.bytes)], { type: VOICE_FACTS[format()].type });
    const sound = { key: 'note', blob, durationMs: note.durationMs, isThere: () => true };
    playback.seek(sound, 400, document.body);
    await expect.poll(() => audio.duration, { timeout: 5_000 }).toBeCloseTo(seconds, 0);
    await expect.poll(() => audio.seeking, { timeout: 5_000 }).toBe(false);
    expect(audio.currentTime).toBeCloseTo(0.4, 1);
    playback.seek(sound, 200, document.body);
    await expect.poll(() => playback.state.value?.positionMs ?? 0, { timeout: 5_000 }).toBeCloseTo(200, -2);
    expect(playback.state.value?.lengthMs).toBeCloseTo(audio.duration * 1_000, 0);
    playback.stop();
  });
});

describe('what cannot be recorded', () => {
  const failing = (name: string) => ({
    ...bare,
    navigator: {
      mediaDevices: { getUserMedia: () => Promise.reject(new DOMException('no', name)) },
    },
  });
  const bare = {
    isSecureContext: true,
    document,
    navigator: {},
    MediaRecorder,
    AudioContext: undefined,
    OfflineAudioContext: undefined,
  };

  it.each([
    ['a page without https', { ...bare, isSecureContext: false }, 'insecure'],
    ['a browser without microphones', bare, 'unsupported'],
    ['a browser without a recorder', { ...bare, MediaRecorder: undefined }, 'unsupported'],
    ['a person who says no', failing('NotAllowedError'), 'refused'],
    ['a device without a microphone', failing('NotFoundError'), 'no-microphone'],
    ['a microphone in use', failing('NotReadableError'), 'busy'],
    ['anything else', failing('DataError'), 'broken'],
  ] as const)('%s', async (_name, scope, why) => {
    const { recorder } = makeRecorder(scope);
    recorder.press('webm-opus', { isLocked: true });
    await expect.poll(() => recorder.state.value).toEqual({ kind: 'failed', why });
  });

  it('bytes that are no sound have no shape', async () => {
    const { microphone } = makeRecorder();
    for (const length of [0, 1, 4_096])
      expect(await microphone.decode(new Uint8Array(length).fill(7))).toBeUndefined();
  });
});
