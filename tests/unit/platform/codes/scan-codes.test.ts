import { expect, it } from 'vitest';
import { LOOK_EVERY_MS, scanCodes } from '../../../../src/platform/codes/scan-codes.ts';
import { openCamera, type MediaScope } from '../../../../src/platform/codes/camera.ts';
import { err, ok } from '../../../../src/primitives/result.ts';
import { createSimClock } from '../../../support/sim-clock.ts';

interface Scene {
  readonly refusal?: string;
  readonly isCut?: boolean;
}

/** A camera in front of which `seen` is held, piece by piece; undefined is a frame without a code. */
async function scan({ refusal, isCut = false }: Scene = {}) {
  const clock = createSimClock();
  const seen: (string | undefined)[] = [];
  const told: string[] = [];
  const asked: MediaStreamConstraints[] = [];
  let running = 0;
  let takeAway = () => {};
  let finish: (() => void) | undefined;
  const track = {
    stop: () => (running -= 1),
    addEventListener: (_: string, listener: () => void) => (takeAway = listener),
  };
  const media = {
    async getUserMedia(constraints: MediaStreamConstraints) {
      asked.push(constraints);
      if (refusal !== undefined) throw new DOMException('no', refusal);
      running += 1;
      return { getTracks: () => [track], getVideoTracks: () => [track] };
    },
    enumerateDevices: async () => [],
  } as unknown as MediaScope;
  const video = { srcObject: null, play: async () => undefined } as unknown as HTMLVideoElement;
  let looks = 0;
  const reader = {
    async read() {
      looks += 1;
      if (isCut) return err('unable' as const);
      if (finish) await new Promise<void>((resolve) => (finish = resolve));
      return ok(seen.shift());
    },
    dispose: () => undefined,
  };
  const capture = () => ({ width: 1, height: 1, data: new Uint8ClampedArray(4) });
  const stop = scanCodes(
    { clock, media, reader, video, capture, cameraId: undefined },
    { code: (text) => told.push(text), end: (why) => told.push(`(${why})`) },
  );
  await clock.advance(0);
  return {
    clock,
    seen,
    told,
    stop,
    video,
    asked,
    running: () => running,
    looks: () => looks,
    takeAway: () => takeAway(),
    /** From now on looks take until the returned function is called. */
    slow: () => {
      finish = () => undefined;
      return () => finish?.();
    },
  };
}

it('tells each code it sees, goes on after a picture without one, and lets go of the camera', async () => {
  const { clock, seen, told, stop, video, running, asked } = await scan();
  expect([running(), JSON.stringify(asked)]).toEqual([1, expect.stringContaining('environment')]);
  seen.push('one', undefined, 'two');
  await clock.advance(5 * LOOK_EVERY_MS);
  expect(told).toEqual(['one', 'two']);
  stop();
  expect([running(), video.srcObject]).toEqual([0, null]);
  seen.push('three');
  await clock.advance(5 * LOOK_EVERY_MS);
  expect(told).toEqual(['one', 'two']);
});

it('never has two pictures on their way', async () => {
  const { clock, looks, slow } = await scan();
  const finish = slow();
  await clock.advance(20 * LOOK_EVERY_MS);
  expect(looks()).toBe(1);
  finish();
  await clock.advance(2 * LOOK_EVERY_MS);
  expect(looks()).toBe(2);
});

it.each([
  ['NotAllowedError', 'refused'],
  ['SecurityError', 'refused'],
  ['NotFoundError', 'absent'],
  ['OverconstrainedError', 'absent'],
  ['NotReadableError', 'busy'],
])('says of %s that the camera is %s', async (refusal, why) => {
  const { told, running } = await scan({ refusal });
  expect([told, running()]).toEqual([[`(${why})`], 0]);
});

it('ends when the camera is taken away, and when this page reads no codes', async () => {
  const pulled = await scan();
  pulled.takeAway();
  expect([pulled.told, pulled.running()]).toEqual([['(ended)'], 0]);
  const cut = await scan({ isCut: true });
  await cut.clock.advance(2 * LOOK_EVERY_MS);
  expect([cut.told, cut.running()]).toEqual([['(unreadable)'], 0]);
});

it('says that a page without cameras gets none', async () => {
  expect(await openCamera(undefined)).toEqual({ ok: false, error: 'unable' });
});

it('knows a lamp, and whether it took what it was told', async () => {
  const told: unknown[] = [];
  const track = {
    getCapabilities: () => ({ torch: true }),
    getSettings: () => ({ deviceId: 'back' }),
    async applyConstraints(constraints: unknown) {
      told.push(constraints);
      if (told.length > 1) throw new DOMException('no', 'OverconstrainedError');
    },
  };
  const getUserMedia = async () => ({ getTracks: () => [track], getVideoTracks: () => [track] });
  const opened = await openCamera({ getUserMedia } as unknown as MediaScope, 'back');
  if (!opened.ok) throw new Error(opened.error);
  expect([opened.value.hasTorch, opened.value.id]).toEqual([true, 'back']);
  expect(await opened.value.setTorch(true)).toBe(true);
  expect(told).toEqual([{ advanced: [{ torch: true }] }]);
  expect(await opened.value.setTorch(false)).toBe(false);
});
