import { describe, expect, it } from 'vitest';
import { writeZip, zipSizeOf, type ZipEntry } from '../../../src/platform/files/zip-stream.ts';
import type { Bytes } from '../../../src/primitives/bytes.ts';
import { openBlobSink } from '../../../src/swarm/store/blob-sink.ts';
import { createMemoryBudget } from '../../../src/swarm/store/memory-budget.ts';
import { unzip as unpack } from '../../support/unzip.ts';

const textEntry = (path: string, text: string, more: Partial<ZipEntry> = {}): ZipEntry => ({
  path,
  sizeBytes: new Blob([text]).size,
  lastModifiedMs: 1_700_000_000_000,
  open: async () => new Blob([text]),
  ...more,
});

function makeSink(sizeBytes: number, budget = createMemoryBudget()) {
  const sink = openBlobSink(budget, sizeBytes, 'application/zip');
  if (!sink.ok) throw new Error(sink.error.detail);
  return sink.value;
}

function unzip(bytes: Bytes) {
  return unpack(bytes).map(({ path, bytes: content, isSound }) => ({
    path,
    text: new TextDecoder().decode(content),
    isSound,
  }));
}

describe('an archive on its way out', () => {
  const entries = [
    textEntry('a.txt', 'first'),
    textEntry('x/y/ключ 👋.txt', 'second'),
    textEntry('empty', ''),
  ];

  it('holds every file, with folders, and is as long as was said', async () => {
    const sink = makeSink(zipSizeOf(entries));
    expect(await writeZip(entries, sink)).toMatchObject({ ok: true });
    const bytes = new Uint8Array(await sink.blob()!.arrayBuffer());
    expect(bytes.length).toBe(zipSizeOf(entries));
    expect(unzip(bytes)).toEqual([
      { path: 'a.txt', text: 'first', isSound: true },
      { path: 'x/y/ключ 👋.txt', text: 'second', isSound: true },
      { path: 'empty', text: '', isSound: true },
    ]);
  });

  it('says how long it is also beyond what old archives hold', () => {
    const huge = (path: string) => ({ ...textEntry(path, ''), sizeBytes: 5 * 2 ** 30 });
    const size = zipSizeOf([huge('a'), huge('b')]);
    expect(size).toBeGreaterThan(10 * 2 ** 30);
    expect(size).toBeLessThan(10 * 2 ** 30 + 1_000);
  });

  it('asks for a file only when its turn comes', async () => {
    const opened: string[] = [];
    const watched = ['a', 'b'].map((path) =>
      textEntry(path, path, {
        open: async () => {
          opened.push(path);
          return new Blob([path]);
        },
      }),
    );
    const sink = makeSink(1_000);
    let atFirst: readonly string[] | undefined;
    const slow = { ...sink, write: (bytes: Bytes) => ((atFirst ??= Array.from(opened)), sink.write(bytes)) };
    await writeZip(watched, slow);
    expect([atFirst, opened]).toEqual([['a'], ['a', 'b']]);
  });

  it.each([
    ['is gone', { open: () => Promise.reject(new DOMException('gone', 'NotFoundError')) }, 'missing'],
    ['became longer', { open: async () => new Blob(['longer than it was']) }, 'broken'],
  ])('is not handed out when one file %s', async (_, more, code) => {
    const budget = createMemoryBudget();
    const sink = makeSink(1_000, budget);
    const result = await writeZip([textEntry('a', 'a'), textEntry('b', 'b', more)], sink);
    expect(result).toMatchObject({ ok: false, error: { code } });
    expect([sink.blob(), budget.usedBytes]).toEqual([undefined, 0]);
  });

  it('ends when its place is full, or when it is given up', async () => {
    expect(await writeZip(entries, makeSink(40))).toMatchObject({ ok: false, error: { code: 'full' } });
    const sink = makeSink(1_000);
    expect(await writeZip(entries, sink, AbortSignal.abort())).toMatchObject({ ok: false });
    expect(sink.blob()).toBeUndefined();
  });

  it('of nothing is an archive of nothing', async () => {
    const sink = makeSink(100);
    expect(await writeZip([], sink)).toMatchObject({ ok: true });
    expect(unzip(new Uint8Array(await sink.blob()!.arrayBuffer()))).toEqual([]);
  });
});
