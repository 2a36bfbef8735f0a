import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { packBlock } from '../../../build/one-file/block.ts';
import { IncompleteCopy, type BootApi } from '../../../src/platform/boot-api.ts';
import { loadBlock, loadPackedBlock } from '../../../src/platform/payload.ts';

const BYTES = Buffer.from('a world');
const PACKED = packBlock({ id: 'world', packing: 'deflate', content: BYTES, imports: [] });

function boot(readBlock: BootApi['readBlock'], arrivedPart = () => 0.5): BootApi {
  return {
    readBlock,
    arrivedPart,
    keepExports: () => undefined,
    exportsOf: () => undefined,
    importChunk: () => Promise.reject(new Error('not here')),
    isWhole: Promise.resolve(true),
  };
}

beforeEach(() => vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] }));

afterEach(() => {
  globalThis.kithBoot = undefined;
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('a block of the page is unpacked', async () => {
  globalThis.kithBoot = boot(async () => PACKED);
  expect(await loadBlock({ id: 'world' })).toEqual({ ok: true, value: new Uint8Array(BYTES) });
});

test('a copy that was cut short is an expected failure', async () => {
  globalThis.kithBoot = boot((id) => Promise.reject(new IncompleteCopy(id)));
  expect(await loadBlock({ id: 'world' })).toEqual({ ok: false, error: 'incomplete' });
});

test('bytes that do not unpack are an expected failure', async () => {
  globalThis.kithBoot = boot(async () => ({ ...PACKED, text: PACKED.text.slice(0, 8) }));
  expect(await loadBlock({ id: 'world' })).toEqual({ ok: false, error: 'damaged' });
});

test('an aborted wait is an expected failure', async () => {
  const abort = new AbortController();
  globalThis.kithBoot = boot(
    (_, signal) => new Promise((_resolve, reject) => signal?.addEventListener('abort', reject)),
  );
  const loading = loadBlock({ id: 'world' }, { signal: abort.signal });
  abort.abort();
  expect(await loading).toEqual({ ok: false, error: 'aborted' });
});

test('progress is told while a block is on its way, and no longer', async () => {
  let arrive: () => void = () => undefined;
  globalThis.kithBoot = boot(() => new Promise((resolve) => (arrive = () => resolve(PACKED))));
  const parts: number[] = [];
  const loading = loadPackedBlock({ id: 'world' }, { onProgress: (part) => parts.push(part) });
  vi.advanceTimersByTime(600);
  arrive();
  await loading;
  vi.advanceTimersByTime(600);
  expect(parts).toEqual([0.5, 0.5]);
});

test('under the dev server a block is fetched from it', async () => {
  vi.stubGlobal('fetch', async (url: string) => Response.json(url === '/world' ? PACKED : {}));
  expect(await loadBlock({ id: 'world', devUrl: '/world' })).toMatchObject({ ok: true });
});

test('a dev server that does not answer is an expected failure', async () => {
  vi.stubGlobal('fetch', async () => new Response('', { status: 404 }));
  expect(await loadBlock({ id: 'world', devUrl: '/gone' })).toEqual({ ok: false, error: 'unreachable' });
});
