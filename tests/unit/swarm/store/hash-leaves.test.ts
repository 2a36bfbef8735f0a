import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Bytes } from '../../../../src/primitives/bytes.ts';
import { hashLeavesOf } from '../../../../src/swarm/store/hash-leaves.ts';
import { createFileHashers, type HashWorkerLike } from '../../../../src/swarm/store/worker-hasher.ts';
import { createSeededRandom } from '../../../support/seeded-random.ts';

const CHUNK = 16 * 1024;
const content = createSeededRandom(8).bytes(37 * CHUNK + 9);
const shape = { sizeBytes: content.length, chunkSizeBytes: CHUNK } as const;
const sha256 = async (bytes: Uint8Array): Promise<Bytes> =>
  new Uint8Array(createHash('sha256').update(bytes).digest());
const EXPECTED = Array.from({ length: 38 }, (_, index) =>
  createHash('sha256')
    .update(content.subarray(index * CHUNK, (index + 1) * CHUNK))
    .digest('hex'),
);

function collect() {
  const told: { from: number; count: number }[] = [];
  const hashes: string[] = [];
  return {
    told,
    hashes,
    onLeaves: (from: number, part: Bytes): void => {
      told.push({ from, count: part.length / 32 });
      for (let at = 0; at < part.length; at += 32)
        hashes[from + at / 32] = Buffer.from(part.subarray(at, at + 32)).toString('hex');
    },
  };
}

describe('the hashes of a file', () => {
  it('are told in order, without gaps, a few at a time', async () => {
    const { told, hashes, onLeaves } = collect();
    const result = await hashLeavesOf(new Blob([content]), shape, {
      sha256,
      onLeaves,
      isAborted: () => false,
    });
    expect(result).toEqual({ ok: true, value: undefined });
    expect(told).toEqual([
      { from: 0, count: 16 },
      { from: 16, count: 16 },
      { from: 32, count: 6 },
    ]);
    expect(hashes).toEqual(EXPECTED);
  });

  it('of an empty file are none', async () => {
    const { told, onLeaves } = collect();
    const empty = { sizeBytes: 0, chunkSizeBytes: CHUNK } as const;
    const result = await hashLeavesOf(new Blob([]), empty, { sha256, onLeaves, isAborted: () => false });
    expect([result.ok, told]).toEqual([true, []]);
  });

  it('end when asked to', async () => {
    const { told, onLeaves } = collect();
    const result = await hashLeavesOf(new Blob([content]), shape, {
      sha256,
      onLeaves,
      isAborted: () => told.length === 1,
    });
    expect(result).toMatchObject({ ok: false, error: { code: 'aborted' } });
    expect(told.length).toBe(1);
  });

  it.each([
    ['has another size', new Blob([content.slice(1)])],
    [
      'cannot be read',
      Object.assign(new Blob([content]), {
        slice: () => ({ arrayBuffer: () => Promise.reject(new DOMException('', 'NotReadableError')) }),
      }),
    ],
  ])('of a file that %s are not to be had', async (_, file) => {
    const { told, onLeaves } = collect();
    const result = await hashLeavesOf(file, shape, { sha256, onLeaves, isAborted: () => false });
    expect(result).toMatchObject({ ok: false, error: { code: 'unreadable' } });
    expect(told).toEqual([]);
  });
});

/** A worker that says what the test lets it say. */
function makeWorker() {
  const target = new EventTarget();
  const asked: { kind: string; id: number }[] = [];
  let isEnded = false;
  const worker = {
    addEventListener: target.addEventListener.bind(target),
    postMessage: (message: { kind: string; id: number }) => asked.push(message),
    terminate: () => (isEnded = true),
  } as unknown as HashWorkerLike;
  const tell = (data: object) => target.dispatchEvent(new MessageEvent('message', { data }));
  return {
    worker,
    asked,
    tell,
    fail: () => target.dispatchEvent(new Event('error')),
    isEnded: () => isEnded,
  };
}

describe('hashing in workers', () => {
  const start = (startWorker: () => HashWorkerLike, cores = 4) =>
    createFileHashers({ hash: { sha256 }, cores, startWorker });
  const file = new Blob([content]);
  const never = new AbortController().signal;

  it('takes a worker a file, up to one less than there are cores', () => {
    const workers = Array.from({ length: 5 }, makeWorker);
    let started = 0;
    const hashers = start(() => workers[started++]!.worker);
    for (let i = 0; i < 5; i += 1)
      void hashers.of(file).hashLeaves(shape, { onLeaves: () => undefined, signal: never });
    expect(workers.map(({ asked }) => asked.length)).toEqual([2, 2, 1, 0, 0]);
  });

  it('goes on in the page where no worker starts', async () => {
    const { hashes, onLeaves } = collect();
    const hashers = start(() => {
      throw new DOMException('no', 'SecurityError');
    });
    expect(await hashers.of(file).hashLeaves(shape, { onLeaves, signal: never })).toMatchObject({ ok: true });
    expect(hashes).toEqual(EXPECTED);
  });

  it('goes on in the page where a worker dies midway, and tells nothing twice', async () => {
    const { worker, tell, fail, isEnded } = makeWorker();
    const { told, hashes, onLeaves } = collect();
    const done = start(() => worker)
      .of(file)
      .hashLeaves(shape, { onLeaves, signal: never });
    const first = Buffer.from(EXPECTED.slice(0, 16).join(''), 'hex');
    tell({ kind: 'leaves', id: 1, from: 0, hashes: new Uint8Array(first) });
    fail();
    expect(await done).toMatchObject({ ok: true });
    expect(isEnded()).toBe(true);
    expect(told.map(({ from }) => from)).toEqual([0, 16, 32]);
    expect(hashes).toEqual(EXPECTED);
  });

  it('is given up at once when asked to, or when all is over', async () => {
    const { worker, asked } = makeWorker();
    const hashers = start(() => worker, 2);
    const giveUp = new AbortController();
    const options = { onLeaves: () => undefined, signal: giveUp.signal };
    const [one, other] = [
      hashers.of(file).hashLeaves(shape, options),
      hashers.of(file).hashLeaves(shape, { ...options, signal: never }),
    ];
    giveUp.abort();
    expect(await one).toMatchObject({ ok: false, error: { code: 'aborted' } });
    expect(asked.at(-1)).toEqual({ kind: 'abort', id: 1 });
    hashers.dispose();
    expect(await other).toMatchObject({ ok: false, error: { code: 'aborted' } });
  });
});
