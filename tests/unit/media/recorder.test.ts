// The recorder with a microphone made of nothing and a clock moved by hand.

import { describe, expect, it } from 'vitest';
import { createRecorder, LEVEL_PERIOD_MS, SHOWN_LEVELS, WARNING_MS } from '../../../src/media/recorder.ts';
import type { Microphone, RecordingListener } from '../../../src/media/recorder.ts';
import type { RecorderFailure } from '../../../src/media/recorder-state.ts';
import { err, ok } from '../../../src/primitives/result.ts';
import { createSimClock } from '../../support/sim-clock.ts';

const MAX_MS = 600_000;
const MAX_BYTES = 2 * 1024 * 1024;
const HELD = { isLocked: false };
const LOCKED = { isLocked: true };

interface FakeOptions {
  readonly failure?: RecorderFailure;
  readonly bytes?: Uint8Array | undefined;
  readonly level?: number;
  readonly samples?: Float32Array | undefined;
}

function setUp(options: FakeOptions = {}) {
  const clock = createSimClock();
  const calls: string[] = [];
  const grants: (() => void)[] = [];
  let listener: RecordingListener | undefined;
  const bytes = 'bytes' in options ? options.bytes : new Uint8Array(100);
  const microphone: Microphone = {
    open: (format, heard) =>
      new Promise((resolve) => {
        calls.push(`open ${format}`);
        listener = heard;
        const { failure } = options;
        grants.push(() =>
          resolve(
            failure
              ? err(failure)
              : ok({
                  pause: () => void calls.push('pause'),
                  resume: () => void calls.push('resume'),
                  level: () => options.level ?? 0.5,
                  async finish() {
                    calls.push('finish');
                    return bytes;
                  },
                  abandon: () => void calls.push('abandon'),
                }),
          ),
        );
      }),
    decode: async () => options.samples,
  };
  const recorder = createRecorder({ microphone, clock, maxMs: MAX_MS, maxBytes: MAX_BYTES, maxPeaks: 64 });
  const answer = async () => {
    grants.shift()?.();
    await clock.advance(0);
  };
  const kind = () => recorder.state.value.kind;
  return { clock, calls, recorder, answer, kind, heard: () => listener! };
}

type World = ReturnType<typeof setUp>;

async function recordFor({ recorder, answer, clock }: World, ms: number): Promise<void> {
  recorder.press('webm-opus', LOCKED);
  await answer();
  await clock.advance(ms);
}

describe('a note', () => {
  it('is recorded while it is held, and stands ready when the finger lets go', async () => {
    const world = setUp();
    const { recorder, answer, clock, kind } = world;
    recorder.press('webm-opus', HELD);
    expect(kind()).toBe('asking');
    await answer();
    expect(recorder.state.value).toEqual({ kind: 'recording', isLocked: false });
    await clock.advance(2_000);
    expect(recorder.lengthMs.value).toBe(2_000);
    expect(recorder.levels.value).toHaveLength(2_000 / LEVEL_PERIOD_MS);
    recorder.release();
    await clock.advance(0);
    expect(recorder.state.value).toMatchObject({ kind: 'preview', note: { durationMs: 2_000 } });
    expect(world.calls).toEqual(['open webm-opus', 'finish']);
    expect(clock.pendingTimers).toBe(0);
  });

  it('goes on in the hand once it is locked, and its pauses are no part of it', async () => {
    const world = setUp();
    const { recorder, answer, clock } = world;
    recorder.press('mp4-aac', HELD);
    await answer();
    recorder.lock();
    recorder.release();
    await clock.advance(1_000);
    recorder.pause();
    await clock.advance(5_000);
    expect(recorder.lengthMs.value).toBe(1_000);
    recorder.resume();
    await clock.advance(500);
    recorder.stop();
    await clock.advance(0);
    expect(recorder.state.value).toMatchObject({ kind: 'preview', note: { durationMs: 1_500 } });
    expect(world.calls).toEqual(['open mp4-aac', 'pause', 'resume', 'finish']);
  });

  it('is locked when the finger had to let go for the browser’s question', async () => {
    const { recorder, answer } = setUp();
    recorder.press('webm-opus', HELD);
    recorder.release();
    await answer();
    expect(recorder.state.value).toEqual({ kind: 'recording', isLocked: true });
  });

  it('shows at most what fits across a window, and keeps the shape of all of it', async () => {
    const world = setUp();
    await recordFor(world, 60_000);
    expect(world.recorder.levels.value).toHaveLength(SHOWN_LEVELS);
    world.recorder.stop();
    await world.clock.advance(0);
    const state = world.recorder.state.value;
    expect(state.kind === 'preview' && state.note.peaks).toEqual(Array.from({ length: 64 }, () => 255));
  });

  it('gets its shape from the sound where the meter heard nothing', async () => {
    const world = setUp({ level: 0, samples: Float32Array.of(1, 0.5) });
    await recordFor(world, 1_000);
    world.recorder.stop();
    await world.clock.advance(0);
    expect(world.recorder.state.value).toMatchObject({ note: { peaks: [255, 128] } });
  });

  it('has no shape where neither tells, and is a note all the same', async () => {
    const world = setUp({ level: 0 });
    await recordFor(world, 1_000);
    world.recorder.stop();
    await world.clock.advance(0);
    expect(world.recorder.state.value).toMatchObject({ kind: 'preview', note: { peaks: [] } });
  });
});

describe('the end of a note', () => {
  it('is told 30 s before, and comes at ten minutes', async () => {
    const world = setUp();
    const { recorder, clock } = world;
    await recordFor(world, MAX_MS - WARNING_MS - LEVEL_PERIOD_MS);
    expect(recorder.isNearEnd.value).toBe(false);
    await clock.advance(LEVEL_PERIOD_MS);
    expect(recorder.isNearEnd.value).toBe(true);
    await clock.advance(WARNING_MS - LEVEL_PERIOD_MS);
    expect(recorder.state.value.kind).toBe('recording');
    await clock.advance(60_000);
    expect(recorder.state.value).toMatchObject({
      kind: 'preview',
      end: 'time',
      note: { durationMs: MAX_MS },
    });
  });

  it('comes before the bytes are too many, and when the microphone goes', async () => {
    for (const [act, end] of [
      [({ heard }: World) => heard().onSize(MAX_BYTES - 1_000), 'size'],
      [({ heard }: World) => heard().onLost(), 'lost'],
    ] as const) {
      const world = setUp();
      await recordFor(world, 3_000);
      world.heard().onSize(1_000);
      expect(world.recorder.state.value.kind).toBe('recording');
      act(world);
      await world.clock.advance(0);
      expect(world.recorder.state.value).toMatchObject({ kind: 'preview', end, note: { durationMs: 3_000 } });
      expect(world.clock.pendingTimers).toBe(0);
    }
  });

  it('does not come from a microphone that was let go long ago', async () => {
    const world = setUp();
    await recordFor(world, 1_000);
    const old = world.heard();
    world.recorder.cancel();
    await recordFor(world, 1_000);
    old.onLost();
    old.onSize(MAX_BYTES);
    expect(world.recorder.state.value.kind).toBe('recording');
  });
});

describe('what does not become a note', () => {
  it.each<RecorderFailure>(['insecure', 'unsupported', 'no-microphone', 'refused', 'busy'])(
    '%s is said, and the next press tries again',
    async (failure) => {
      const { recorder, answer, calls } = setUp({ failure });
      recorder.press('webm-opus', HELD);
      await answer();
      expect(recorder.state.value).toEqual({ kind: 'failed', why: failure });
      recorder.press('webm-opus', HELD);
      expect(recorder.state.value.kind).toBe('asking');
      expect(calls).toHaveLength(2);
    },
  );

  it('nothing is opened where no format is known', () => {
    const { recorder, calls } = setUp();
    recorder.press(undefined, HELD);
    expect(recorder.state.value).toEqual({ kind: 'failed', why: 'unsupported' });
    expect(calls).toEqual([]);
  });

  it.each([
    ['no bytes', 0, 'nothing'],
    ['a recorder that died', undefined, 'broken'],
    ['more bytes than fit', MAX_BYTES + 1, 'broken'],
  ])('%s', async (_name, size, why) => {
    const bytes = size === undefined ? undefined : new Uint8Array(size);
    const world = setUp({ bytes });
    await recordFor(world, 1_000);
    world.recorder.stop();
    await world.clock.advance(0);
    expect(world.recorder.state.value).toEqual({ kind: 'failed', why });
  });

  it('a cancelled one turns the microphone off, at once or as soon as it is on', async () => {
    const world = setUp();
    await recordFor(world, 1_000);
    world.recorder.cancel();
    expect(world.kind()).toBe('cancelled');
    expect(world.calls).toEqual(['open webm-opus', 'abandon']);
    world.recorder.press('webm-opus', HELD);
    world.recorder.cancel();
    await world.answer();
    expect(world.calls.slice(2)).toEqual(['open webm-opus', 'abandon']);
    expect(world.kind()).toBe('cancelled');
    expect(world.clock.pendingTimers).toBe(0);
  });

  it('one cancelled while it is being finished stays cancelled', async () => {
    for (const bytes of [new Uint8Array(9), undefined]) {
      const world = setUp({ bytes });
      await recordFor(world, 1_000);
      world.recorder.stop();
      world.recorder.cancel();
      await world.clock.advance(0);
      expect(world.kind()).toBe('cancelled');
    }
  });

  it('leaving the page turns the microphone off', async () => {
    const world = setUp();
    await recordFor(world, 1_000);
    world.recorder.dispose();
    expect(world.calls.at(-1)).toBe('abandon');
    expect(world.clock.pendingTimers).toBe(0);
  });
});

describe('sending', () => {
  it('hands the note over once, and keeps it when that fails', async () => {
    const world = setUp();
    await recordFor(world, 1_000);
    world.recorder.stop();
    await world.clock.advance(0);
    await world.recorder.send(async () => false);
    expect(world.kind()).toBe('preview');
    await world.recorder.send(() => Promise.reject(new Error('gone')));
    expect(world.kind()).toBe('preview');
    const handed: number[] = [];
    const accept = async ({ bytes }: { readonly bytes: Uint8Array }) => {
      handed.push(bytes.byteLength);
      return true;
    };
    await Promise.all([world.recorder.send(accept), world.recorder.send(accept)]);
    expect(world.kind()).toBe('sent');
    expect(handed).toEqual([100]);
  });
});
