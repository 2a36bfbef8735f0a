// Both sides of playing what is still arriving, held together: the worker's, and the page's.

import { describe, expect, it } from 'vitest';
import { createMediaStreams, rangeIn } from '../../../src/offline/media-stream.ts';
import { parsePageMessage } from '../../../src/offline/messages.ts';
import { openMediaStream, type PlayedBytes } from '../../../src/platform/files/media-stream.ts';
import { createSimClock } from '../../support/sim-clock.ts';

const ID = '0123456789abcdef0123456789abcdef';
const WHOLE = Uint8Array.from({ length: 1_000 }, (_, at) => at % 251);

/** Of 1,000 bytes, those before `here` have come; the rest comes when it is let. */
function stage(here = WHOLE.length) {
  const clock = createSimClock();
  const streams = createMediaStreams();
  const reads: number[] = [];
  let come: () => void = () => undefined;
  const coming = new Promise<void>((resolve) => (come = resolve));
  const bytes: PlayedBytes = {
    sizeBytes: WHOLE.length,
    mimeType: 'video/webm',
    async read(from, isWanted) {
      reads.push(from);
      if (from >= here) await coming;
      return isWanted()
        ? WHOLE.slice(from, Math.min(from + 64, from < here ? here : WHOLE.length))
        : undefined;
    },
    close: () => (closed += 1),
  };
  let closed = 0;
  let woken = 0;
  const worker = {
    postMessage(data: unknown, ports: unknown = []) {
      const message = parsePageMessage(data);
      const [port] = ports as MessagePort[];
      if (message?.type === 'stay-awake') woken += 1;
      if (message?.type === 'offer-media' && port) streams.offer(message.offer, port);
    },
  } as unknown as ServiceWorker;
  const playing = openMediaStream(bytes, { findWorker: () => worker, newId: () => ID, clock });
  const ask = (range: string | null) => streams.answer(ID, range);
  const read = async (range: string | null) => new Uint8Array(await ask(range).arrayBuffer());
  return { clock, playing, ask, read, reads, come: () => come(), woken: () => woken, closed: () => closed };
}

describe('what is still arriving', () => {
  it('is played by ranges, and as a whole', async () => {
    const { playing, ask, read } = stage();
    expect(playing?.url).toBe(`./play/${ID}`);
    expect(await read(null)).toEqual(WHOLE);
    expect(await read('bytes=10-19')).toEqual(WHOLE.slice(10, 20));
    expect(await read('bytes=-5')).toEqual(WHOLE.slice(-5));
    const answer = ask('bytes=990-');
    expect([answer.status, answer.headers.get('content-range'), answer.headers.get('content-type')]).toEqual([
      206,
      'bytes 990-999/1000',
      'video/webm',
    ]);
    expect(new Uint8Array(await answer.arrayBuffer())).toEqual(WHOLE.slice(990));
  });

  it('waits for what is not here yet', async () => {
    const { read, come, reads } = stage(100);
    const reading = read('bytes=0-499');
    await expect.poll(() => reads.at(-1)).toBe(100);
    come();
    expect(await reading).toEqual(WHOLE.slice(0, 500));
  });

  it('is not asked for beyond what a player lets go of', async () => {
    const { ask, come, reads } = stage(100);
    const reader = ask('bytes=100-').body!.getReader();
    const reading = reader.read();
    await expect.poll(() => reads).toEqual([100]);
    await reader.cancel();
    come();
    expect((await reading).done).toBe(true);
    expect(reads).toEqual([100]);
  });

  it('is nothing once its page has closed it, and keeps the worker awake until then', async () => {
    const { playing, ask, clock, woken, closed } = stage();
    await clock.advance(25_000);
    expect([woken(), closed()]).toEqual([2, 0]);
    playing?.close();
    expect(closed()).toBe(1);
    await expect.poll(() => ask(null).status).toBe(404);
    await clock.advance(60_000);
    expect([woken(), clock.pendingTimers]).toEqual([2, 0]);
  });
});

it('nothing plays where no worker answers', () => {
  const world = { findWorker: () => undefined, newId: () => ID, clock: createSimClock() };
  const bytes = { sizeBytes: 1, mimeType: 'audio/wav', read: async () => undefined, close: () => undefined };
  expect(openMediaStream(bytes, world)).toBeUndefined();
});

it('the oldest of too many goes', () => {
  const streams = createMediaStreams();
  const idOf = (at: number) => at.toString(16).padStart(32, '0');
  for (let at = 0; at < 17; at += 1) {
    const { port1 } = new MessageChannel();
    streams.offer({ id: idOf(at), sizeBytes: 1, mimeType: 'audio/wav' }, port1);
  }
  expect([streams.answer(idOf(0), null).status, streams.answer(idOf(16), 'bytes=5-').status]).toEqual([
    404, 416,
  ]);
});

it.each([
  ['bytes=0-', { from: 0, to: 1_000 }],
  ['bytes=5-5', { from: 5, to: 6 }],
  ['bytes=5-99999', { from: 5, to: 1_000 }],
  ['bytes=-99999', { from: 0, to: 1_000 }],
  ['bytes=1000-', undefined],
  ['bytes=9-5', undefined],
  ['bytes=-', undefined],
  ['bytes=-0', undefined],
  ['bytes=0-1,5-6', undefined],
  ['items=0-', undefined],
  ['bytes=1e3-', undefined],
])('a range such as %s is %j', (header, range) => {
  expect(rangeIn(header, 1_000)).toEqual(range);
});
