import { expect, it } from 'vitest';
import { canScanCodes, scanCodes, type ScanScope } from '../../../src/platform/code-scanner.ts';
import { createSimClock } from '../../support/sim-clock.ts';

interface Scene {
  readonly formats?: readonly string[];
  readonly isRefused?: boolean;
}

/** A camera in front of which `seen` is held, piece by piece. */
async function scan({ formats = ['qr_code'], isRefused = false }: Scene = {}) {
  const clock = createSimClock();
  const seen: (string | Error)[] = [];
  const told: string[] = [];
  let running = 0;
  class Detector {
    static getSupportedFormats = async () => formats;
    async detect() {
      const next = seen.shift();
      if (next instanceof Error) throw next;
      return next === undefined ? [] : [{ rawValue: next }];
    }
  }
  const track = { stop: () => (running -= 1) };
  const getUserMedia = async () => {
    if (isRefused) throw new DOMException('no', 'NotAllowedError');
    running += 1;
    return { getTracks: () => [track] } as unknown as MediaStream;
  };
  const scope = { BarcodeDetector: Detector, navigator: { mediaDevices: { getUserMedia } } };
  const video = { srcObject: null, play: async () => undefined } as unknown as HTMLVideoElement;
  const stop = scanCodes(
    { scope: scope satisfies ScanScope, clock, video },
    { code: (text) => told.push(text), end: (why) => told.push(`(${why})`) },
  );
  await clock.advance(1);
  return { clock, seen, told, stop, video, running: () => running };
}

it('tells each code it sees, goes on after a picture it cannot read, and lets go of the camera', async () => {
  const { clock, seen, told, stop, video, running } = await scan();
  expect(running()).toBe(1);
  seen.push('one', new Error('blurred'), 'two');
  await clock.advance(1_000);
  expect(told).toEqual(['one', 'two']);
  stop();
  expect([running(), video.srcObject]).toEqual([0, null]);
  seen.push('three');
  await clock.advance(1_000);
  expect(told).toEqual(['one', 'two']);
});

it('says that the camera was refused', async () => {
  const { told, running } = await scan({ isRefused: true });
  expect([told, running()]).toEqual([['(refused)'], 0]);
});

it('asks for no camera where the browser has the name of a reader but reads no such codes', async () => {
  const { told, running } = await scan({ formats: [] });
  expect([told, running()]).toEqual([['(unable)'], 0]);
});

it('says nothing more once it was stopped, however early', async () => {
  const early = await scan();
  early.stop();
  early.seen.push('late');
  await early.clock.advance(1_000);
  expect([early.told, early.running()]).toEqual([[], 0]);
});

it('is known to be impossible beforehand in most browsers', () => {
  const camera = { mediaDevices: { getUserMedia: async () => ({}) as MediaStream } };
  expect(canScanCodes({ navigator: camera })).toBe(false);
});
