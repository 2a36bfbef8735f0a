import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { ChunkReader } from '../../../../src/swarm/chunk-store.ts';
import { createFileReader } from '../../../../src/swarm/store/file-reader.ts';
import { ReadStretches } from '../../../../src/swarm/store/read-stretches.ts';
import { createSeededRandom } from '../../../support/seeded-random.ts';
import { createSimClock } from '../../../support/sim-clock.ts';

const CHUNK = 16 * 1024;
const content = createSeededRandom(31).bytes(40 * CHUNK + 5);
/** A digest: comparing bytes one by one takes seconds. */
const digestOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex');
const shape = { sizeBytes: content.length, chunkSizeBytes: CHUNK } as const;
const chunk = (index: number) => digestOf(content.slice(index * CHUNK, (index + 1) * CHUNK));
const read = async (reader: ChunkReader, index: number) => {
  const got = await reader.get(index);
  return got.ok ? digestOf(got.value) : got.error.code;
};

/** Counts what is read of it. */
class WatchedFile extends File {
  readonly read: [number, number][] = [];
  failure: Error | undefined;
  override slice(from = 0, to = this.size): Blob {
    this.read.push([from / CHUNK, Math.ceil(to / CHUNK)]);
    const part = super.slice(from, to);
    const { failure } = this;
    return failure ? Object.assign(part, { arrayBuffer: () => Promise.reject(failure) }) : part;
  }
}
const makeFile = () => new WatchedFile([content], 'a.bin', { lastModified: 1_000 });

describe('a file that is offered', () => {
  it('is read a stretch ahead where it is read in order, and never whole', async () => {
    const file = makeFile();
    const reader = createFileReader(file, shape);
    for (let index = 0; index <= 40; index += 1) expect(await read(reader, index)).toBe(chunk(index));
    expect(file.read).toEqual([
      [0, 16],
      [16, 32],
      [32, 41],
    ]);
  });

  it('is read chunk by chunk where it is read here and there', async () => {
    const file = makeFile();
    const reader = createFileReader(file, shape);
    for (const index of [30, 4, 40, 17]) expect(await read(reader, index)).toBe(chunk(index));
    expect(file.read).toEqual([
      [30, 31],
      [4, 5],
      [40, 41],
      [17, 18],
    ]);
  });

  it('is held no longer than somebody reads, and read anew afterwards', async () => {
    const clock = createSimClock();
    const stretches = new ReadStretches();
    stretches.forgetIdleBy(clock);
    const file = makeFile();
    const reader = createFileReader(file, shape, { stretches });
    await read(reader, 0);
    await clock.advance(20_000);
    await read(reader, 1);
    await clock.advance(20_000);
    // Read from what is held: nobody was idle for long.
    await read(reader, 2);
    expect([file.read.length, stretches.heldBytes, clock.pendingTimers]).toEqual([1, 16 * CHUNK, 1]);
    await clock.advance(31_000);
    expect([stretches.heldBytes, clock.pendingTimers]).toEqual([0, 0]);
    expect(await read(reader, 3)).toBe(chunk(3));
    expect([file.read.length, stretches.heldBytes, clock.pendingTimers]).toEqual([2, 16 * CHUNK, 1]);
  });

  it('is held in bounds with all others that are read, the latest longest', async () => {
    const stretches = new ReadStretches(64 * CHUNK);
    const files = Array.from({ length: 20 }, makeFile);
    const readers = files.map((file) => createFileReader(file, shape, { stretches }));
    for (const reader of readers)
      for (let index = 0; index <= 40; index += 1) expect(await read(reader, index)).toBe(chunk(index));
    expect(stretches.heldBytes).toBeGreaterThan(40 * CHUNK);
    expect(stretches.heldBytes).toBeLessThanOrEqual(64 * CHUNK);
    const times = files.map((file) => file.read.length);
    for (const at of [0, 19]) await read(readers[at]!, 0);
    expect(files.map((file, at) => file.read.length - times[at]!)).toEqual(
      files.map((_, at) => Number(at === 0)),
    );
  });

  it('is read once for two who ask at once', async () => {
    const file = makeFile();
    const reader = createFileReader(file, shape);
    const both = await Promise.all([read(reader, 0), read(reader, 0), read(reader, 1)]);
    expect(both).toEqual([chunk(0), chunk(0), chunk(1)]);
    expect(file.read).toEqual([[0, 16]]);
  });

  it.each([-1, 41, 0.5, Number.NaN])('has no chunk %s', async (index) => {
    expect(await createFileReader(makeFile(), shape).get(index)).toMatchObject({
      ok: false,
      error: { code: 'missing' },
    });
  });

  it('that cannot be read is broken, and whole again once it can', async () => {
    const file = makeFile();
    const reader = createFileReader(file, shape);
    file.failure = new DOMException('gone', 'NotReadableError');
    expect(await reader.get(0)).toMatchObject({ ok: false, error: { code: 'broken' } });
    file.failure = undefined;
    expect(await read(reader, 0)).toBe(chunk(0));
  });

  it('that is shorter than was said is broken', async () => {
    const short = new File([content.slice(0, 10 * CHUNK)], 'a.bin');
    const reader = createFileReader(short, shape);
    expect(await reader.get(12)).toMatchObject({ ok: false, error: { code: 'broken' } });
  });

  it.each([
    ['another time', new File([content], 'a.bin', { lastModified: 2_000 })],
    ['another length', new File([content.slice(1)], 'a.bin', { lastModified: 1_000 })],
  ])('that has %s than when it was chosen is broken', async (_, now) => {
    const reader = createFileReader(makeFile(), shape, { lookAgain: async () => now });
    expect(await reader.get(3)).toMatchObject({ ok: false, error: { code: 'broken' } });
  });

  it('is read as it was where nobody can look again', async () => {
    const reader = createFileReader(makeFile(), shape, { lookAgain: () => Promise.reject(new Error()) });
    expect(await read(reader, 3)).toBe(chunk(3));
  });
});
