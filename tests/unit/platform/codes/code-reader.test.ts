import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import {
  createCodeReader,
  READ_TIMEOUT_MS,
  type CodeReaderWorld,
  type CodeWorker,
} from '../../../../src/platform/codes/code-reader.ts';
import type { FromCodeWorker, ToCodeWorker } from '../../../../src/platform/codes/code-messages.ts';
import { createSimClock } from '../../../support/sim-clock.ts';

const PROGRAM = { id: 'program', packing: 'deflate', text: '', sizeBytes: 0 } as const;
const picture = () => ({ width: 1, height: 1, data: new Uint8ClampedArray(4) });

/** A worker that says what the test says it does; `undefined` is nothing. */
function stage(
  answer: (asked: ToCodeWorker) => FromCodeWorker | undefined,
  more: Partial<CodeReaderWorld> = {},
) {
  const clock = createSimClock();
  const running = new Set<object>();
  let started = 0;
  const startWorker = () => {
    started += 1;
    const listeners = new Map<string, (event: Event) => void>();
    const worker = {
      postMessage(asked: ToCodeWorker) {
        const data = answer(asked);
        if (data) queueMicrotask(() => listeners.get('message')?.({ data } as MessageEvent));
      },
      terminate: () => void running.delete(worker),
      addEventListener: (type: string, listener: (event: Event) => void) =>
        void listeners.set(type, listener),
    };
    running.add(worker);
    return worker as unknown as CodeWorker;
  };
  const reader = createCodeReader({ clock, startWorker, loadProgram: async () => PROGRAM, ...more });
  return { clock, reader, running, started: () => started };
}

it('starts one worker for many pictures, and ends it with itself', async () => {
  const { reader, running, started } = stage((asked) =>
    asked.kind === 'start' ? { kind: 'ready' } : { kind: 'read', text: 'found' },
  );
  expect(await reader.read(picture())).toEqual({ ok: true, value: 'found' });
  expect(await reader.read(picture())).toEqual({ ok: true, value: 'found' });
  expect([started(), running.size]).toEqual([1, 1]);
  reader.dispose();
  expect(running.size).toBe(0);
});

it('[O8] gives up a picture that takes too long, and reads the next in a new worker', async () => {
  let isStuck = true;
  const { clock, reader, running, started } = stage((asked) => {
    if (asked.kind === 'start') return { kind: 'ready' };
    return isStuck ? undefined : { kind: 'read', text: undefined };
  });
  const first = reader.read(picture());
  await clock.advance(READ_TIMEOUT_MS - 1);
  expect(running.size).toBe(1);
  await clock.advance(1);
  expect(await first).toEqual({ ok: false, error: 'too-long' });
  expect(running.size).toBe(0);
  isStuck = false;
  expect(await reader.read(picture())).toEqual({ ok: true, value: undefined });
  expect(started()).toBe(2);
});

it('says that it cannot where the page was cut short, may start no worker, or the program does not run', async () => {
  const unable = { ok: false, error: 'unable' };
  const cut = stage(() => undefined, { loadProgram: async () => undefined });
  expect(await cut.reader.read(picture())).toEqual(unable);
  const forbidden = stage(() => undefined, {
    startWorker() {
      throw new DOMException('no', 'SecurityError');
    },
  });
  expect(await forbidden.reader.read(picture())).toEqual(unable);
  const broken = stage(() => ({ kind: 'broken' }));
  expect(await broken.reader.read(picture())).toEqual(unable);
  expect(broken.running.size).toBe(0);
});

it('ends a worker that breaks over a picture', async () => {
  const { reader, running } = stage((asked) => ({ kind: asked.kind === 'start' ? 'ready' : 'broken' }));
  expect(await reader.read(picture())).toEqual({ ok: false, error: 'too-long' });
  expect(running.size).toBe(0);
});

describe("the browser's own reader", () => {
  beforeEach(() => void vi.stubGlobal('ImageData', Object));
  afterEach(() => void vi.unstubAllGlobals());

  /** As the Shape Detection API has it; `detect` is what the test says. */
  function detectors(detect: () => Promise<readonly { readonly rawValue: string }[]>, formats = ['qr_code']) {
    return class {
      static getSupportedFormats = async () => formats;
      detect = detect;
    };
  }
  const byWorker = (
    BarcodeDetector: CodeReaderWorld['BarcodeDetector'],
    more: Partial<CodeReaderWorld> = {},
  ) =>
    stage(({ kind }) => (kind === 'start' ? { kind: 'ready' } : { kind: 'read', text: 'bundled' }), {
      BarcodeDetector,
      ...more,
    });

  it('is asked first where it knows the codes, and no worker is started', async () => {
    const { reader, started } = byWorker(detectors(async () => [{ rawValue: 'native' }]));
    expect(await reader.read(picture())).toEqual({ ok: true, value: 'native' });
    const none = byWorker(detectors(async () => []));
    expect(await none.reader.read(picture())).toEqual({ ok: true, value: undefined });
    expect([started(), none.started()]).toEqual([0, 0]);
  });

  it('is left for the bundled one where it knows other codes only, cannot be made, or fails', async () => {
    let asked = 0;
    const failing = detectors(async () => {
      asked += 1;
      throw new DOMException('no service', 'NotSupportedError');
    });
    class Unmade extends detectors(async () => []) {
      constructor() {
        super();
        throw new TypeError('no');
      }
    }
    for (const Detector of [detectors(async () => [], ['ean_13']), Unmade, failing]) {
      const { reader } = byWorker(Detector);
      expect(await reader.read(picture())).toEqual({ ok: true, value: 'bundled' });
      expect(await reader.read(picture())).toEqual({ ok: true, value: 'bundled' });
    }
    expect(asked).toBe(1);
  });

  it('is given up where it never settles, and the bundled one reads on', async () => {
    let asked = 0;
    const hung = detectors(() => {
      asked += 1;
      return new Promise(() => undefined);
    });
    const unfound = class extends hung {
      static override getSupportedFormats = () => new Promise<string[]>(() => undefined);
    };
    for (const Detector of [hung, unfound]) {
      const { clock, reader } = byWorker(Detector);
      let isOver = false;
      const first = reader.read(picture()).finally(() => (isOver = true));
      await clock.advance(READ_TIMEOUT_MS - 1);
      expect(isOver).toBe(false);
      await clock.advance(1);
      expect(await first).toEqual({ ok: true, value: 'bundled' });
      expect(await reader.read(picture())).toEqual({ ok: true, value: 'bundled' });
    }
    expect(asked).toBe(1);
  });

  it('is not the last word on a picture in which it sees nothing', async () => {
    const blind = detectors(async () => []);
    const twice = byWorker(blind, { looksTwice: true });
    expect(await twice.reader.read(picture())).toEqual({ ok: true, value: 'bundled' });
    expect(await twice.reader.read(picture())).toEqual({ ok: true, value: 'bundled' });
    const alone = byWorker(blind, { looksTwice: true, loadProgram: async () => undefined });
    expect(await alone.reader.read(picture())).toEqual({ ok: true, value: undefined });
  });

  it('[O8] is not the last word on a picture in which it sees codes of other apps alone', async () => {
    const other = detectors(async () => [{ rawValue: 'https://example.org/pay' }]);
    const readsBundled = (text: string | undefined) =>
      stage((asked) => (asked.kind === 'start' ? { kind: 'ready' } : { kind: 'read', text }), {
        BarcodeDetector: other,
        looksTwice: true,
      }).reader.read(picture());
    expect(await readsBundled('kith:i/AAAA')).toEqual({ ok: true, value: 'kith:i/AAAA' });
    expect(await readsBundled(undefined)).toEqual({ ok: true, value: 'https://example.org/pay' });
    const alone = byWorker(other, { looksTwice: true, loadProgram: async () => undefined });
    expect(await alone.reader.read(picture())).toEqual({ ok: true, value: 'https://example.org/pay' });
  });

  it('[O8] tells the code of Kith where there are others beside it', async () => {
    const both = ['https://example.org/pay', 'KITH:I/AAAA', 'kith:a/AAAA'].map((rawValue) => ({ rawValue }));
    const { reader } = byWorker(detectors(async () => both));
    expect(await reader.read(picture())).toEqual({ ok: true, value: 'KITH:I/AAAA' });
    const { reader: other } = byWorker(detectors(async () => both.slice(0, 1)));
    expect(await other.read(picture())).toEqual({ ok: true, value: 'https://example.org/pay' });
  });
});
