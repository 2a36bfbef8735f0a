// Both sides of a download together: the page's and the service worker's, joined by a real port.

import { describe, expect, it } from 'vitest';
import { decideAnswer } from '../../../src/offline/cache-policy.ts';
import { createDownloadStreams } from '../../../src/offline/download-stream.ts';
import { parsePageMessage } from '../../../src/offline/messages.ts';
import { openDownloadSink, type FileToDownload } from '../../../src/platform/files/download-sink.ts';
import { createSimClock } from '../../support/sim-clock.ts';

const SCOPE = 'https://kith.example/app/';
const ID = '0123456789abcdef0123456789abcdef';

const bytesOf = async (response: Response) => new Uint8Array(await response.arrayBuffer());

function makeWorld({ answers = true } = {}) {
  const streams = createDownloadStreams();
  const clock = createSimClock();
  const said: string[] = [];
  const listeners = new Set<() => void>();
  const asked: Response[] = [];
  // As sw.ts does it.
  const hear = (data: unknown, port: MessagePort | undefined) => {
    const message = parsePageMessage(data);
    said.push(message?.type ?? 'unknown');
    if (message?.type === 'offer-download' && port) streams.offer(message.offer, port);
    else port?.postMessage({ hasPage: true, clientId: '1' });
  };
  const worker = {
    // One that sleeps has to be woken first: it hears later than it is told.
    postMessage: (data: unknown, transfer?: readonly MessagePort[]) =>
      queueMicrotask(() => hear(data, transfer?.[0])),
  } as unknown as ServiceWorker;
  const world = {
    findWorker: async () => worker,
    newId: () => ID,
    visit(address: string) {
      const url = new URL(address, SCOPE).href;
      const answer = decideAnswer({ method: 'GET', mode: 'navigate', url }, SCOPE);
      if (answers && answer.kind === 'download') asked.push(streams.answer(answer.id));
    },
    clock,
    onPageGone(listener: () => void) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const leave = () => {
    for (const listener of listeners) listener();
  };
  const open = (file: FileToDownload = { name: 'a.bin', sizeBytes: 6 }) => openDownloadSink(file, world);
  return { open, world, asked, streams, clock, said, leave, listeners };
}

async function opened(scene: ReturnType<typeof makeWorld>, file?: FileToDownload) {
  const sink = await scene.open(file);
  if (!sink.ok) throw new Error(sink.error.detail);
  return { sink: sink.value, response: scene.asked[0]! };
}

describe('a download that a page writes', () => {
  it('arrives whole and in order', async () => {
    const { sink, response } = await opened(makeWorld());
    const arriving = bytesOf(response);
    for (const first of [1, 3, 5])
      expect(await sink.write(Uint8Array.of(first, first + 1))).toMatchObject({ ok: true });
    expect(await sink.close()).toMatchObject({ ok: true });
    expect(await arriving).toEqual(Uint8Array.of(1, 2, 3, 4, 5, 6));
  });

  it('is written to disk and never shown, whatever it is called', async () => {
    const { sink, response } = await opened(makeWorld(), {
      name: `a"'(1)*\r\n\u202E\uD800é.html`,
      sizeBytes: 6,
    });
    expect(Object.fromEntries(response.headers)).toEqual({
      'content-type': 'application/octet-stream',
      'content-disposition':
        "attachment; filename*=UTF-8''a%22%27%281%29%2A%0D%0A%E2%80%AE%EF%BF%BD%C3%A9.html",
      'content-length': '6',
      'content-security-policy': "default-src 'none'; sandbox",
      'x-content-type-options': 'nosniff',
    });
    await sink.abort();
  });

  it('is not asked for before the worker has heard of it', async () => {
    const scene = makeWorld();
    const { sink, response } = await opened(scene);
    expect([scene.said, response.status]).toEqual([['offer-download', 'stay-awake'], 200]);
    await sink.abort();
  });

  it('of a length not known says none', async () => {
    const { sink, response } = await opened(makeWorld(), { name: 'a.zip', sizeBytes: undefined });
    expect(response.headers.has('content-length')).toBe(false);
    await sink.abort();
  });

  it('is written no faster than it is read', async () => {
    const { sink, response } = await opened(makeWorld());
    let written = 0;
    const writing = (async () => {
      for (; written < 50; written += 1) await sink.write(new Uint8Array(1));
      await sink.close();
    })();
    const reader = response.body!.getReader();
    await reader.read();
    const afterOne = written;
    expect(afterOne).toBeLessThan(5);
    for (let part = await reader.read(); !part.done; part = await reader.read());
    await writing;
    expect(written).toBe(50);
  });

  it('fails at the browser when the page gives up or goes', async () => {
    for (const how of ['gives up', 'goes'] as const) {
      const scene = makeWorld();
      const { sink, response } = await opened(scene);
      await sink.write(Uint8Array.of(1));
      if (how === 'goes') scene.leave();
      else await sink.abort();
      await expect(bytesOf(response)).rejects.toThrow('gave up');
      expect(await sink.write(Uint8Array.of(2))).toMatchObject({ ok: false });
      expect(scene.listeners.size).toBe(0);
    }
  });

  it('is denied when the browser cancels it', async () => {
    const { sink, response } = await opened(makeWorld());
    await response.body!.cancel();
    let result = await sink.write(Uint8Array.of(1));
    while (result.ok) result = await sink.write(Uint8Array.of(1));
    expect(result).toMatchObject({ ok: false, error: { code: 'denied' } });
    expect(await sink.close()).toMatchObject({ ok: false });
  });

  it('keeps the worker awake while it runs, and not longer', async () => {
    const scene = makeWorld();
    const { sink } = await opened(scene);
    scene.said.splice(0);
    await scene.clock.advance(30_000);
    expect(scene.said).toEqual(Array(3).fill('stay-awake'));
    await sink.abort();
    await scene.clock.advance(30_000);
    expect(scene.said).toHaveLength(3);
  });

  it('is denied where nobody begins it, or nobody answers', async () => {
    const scene = makeWorld({ answers: false });
    const opening = scene.open();
    await Promise.resolve();
    await scene.clock.advance(70_000);
    expect(await opening).toMatchObject({ ok: false, error: { code: 'denied' } });
    const world = { ...scene.world, findWorker: async () => undefined };
    const file = { name: 'a', sizeBytes: 1 };
    expect(await openDownloadSink(file, world)).toMatchObject({ ok: false, error: { code: 'denied' } });
  });

  it('is answered once, and nothing is found of what nobody offered', async () => {
    const scene = makeWorld();
    const { sink } = await opened(scene);
    expect(scene.streams.answer(ID).status).toBe(404);
    expect(scene.streams.answer('f'.repeat(32)).status).toBe(404);
    await sink.abort();
  });

  it('that nobody asked for makes place for later ones', async () => {
    const streams = createDownloadStreams();
    const { port1, port2 } = new MessageChannel();
    const told = new Promise((resolve) => (port1.onmessage = ({ data }) => resolve(data)));
    const idOf = (index: number) => index.toString(16).padStart(32, '0');
    streams.offer({ id: idOf(0), name: 'a', sizeBytes: 1 }, port2);
    for (let index = 1; index <= 32; index += 1)
      streams.offer({ id: idOf(index), name: 'a', sizeBytes: 1 }, new MessageChannel().port1);
    expect(await told).toBe('cancelled');
    expect(streams.answer(idOf(0)).status).toBe(404);
    port1.close();
  });
});

describe('what a page says of a download', () => {
  const offer = { id: ID, name: 'a.bin', sizeBytes: 6 };
  const parse = (more: object) => parsePageMessage({ type: 'offer-download', offer: { ...offer, ...more } });

  it('is taken as it is', () => {
    expect(parse({ other: 1 })).toEqual({ type: 'offer-download', offer });
    expect(parse({ sizeBytes: undefined })).toBeDefined();
    expect(parsePageMessage({ type: 'stay-awake' })).toEqual({ type: 'stay-awake' });
  });

  it.each([
    { id: 'x' },
    { id: ID.toUpperCase() },
    { id: `${ID}0` },
    { id: 5 },
    { name: '' },
    { name: 'a'.repeat(1_025) },
    { name: undefined },
    { sizeBytes: -1 },
    { sizeBytes: 0.5 },
    { sizeBytes: '6' },
  ])('is not taken with %j', (more) => {
    expect(parse(more)).toBeUndefined();
  });

  it('is not taken without an offer', () => {
    expect(parsePageMessage({ type: 'offer-download' })).toBeUndefined();
    expect(parsePageMessage({ type: 'offer-download', offer: null })).toBeUndefined();
  });
});
