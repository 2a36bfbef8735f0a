import { describe, expect, it } from 'vitest';
import { ROOM_THREAD, pairBytes } from '../../../../../src/features/chat/log/entry.ts';
import { decodeContent } from '../../../../../src/features/chat/log/content.ts';
import {
  closeRun,
  faultIn,
  MAX_RUN_ENTRIES,
  openRun,
  RUN,
  type Run,
} from '../../../../../src/features/chat/log/run.ts';
import { decodeMessage, encodeMessage } from '../../../../../src/primitives/codec.ts';
import { makeWriter, opened, runOf, sayMany, text, type Writer } from '../../../../support/chat-writers.ts';

const read = (run: Run, by: Writer, thread: Uint8Array = ROOM_THREAD) =>
  openRun(run, { thread, attest: by.attest, isTooFarAhead: ({ ms }) => ms > 1_000_000 });

async function scene() {
  const [ada, bob] = [await makeWriter(1), await makeWriter(2)];
  return { ada, bob, entries: await sayMany(ada, 3) };
}

describe('a run', () => {
  it('[N1] comes out as it went in, for everybody in the conversation', async () => {
    const { ada, bob, entries } = await scene();
    const coded = decodeMessage(encodeMessage({ ...runOf(ada, entries) }), RUN);
    const run = coded.ok ? await read(coded.value, bob) : coded;
    expect(run.ok && run.value?.writer.peerId).toBe(ada.peer.peerId);
    const found = run.ok && run.value ? run.value.entries : [];
    expect(found.map(({ id, hash, kind, ms }) => ({ id, hash, kind, ms }))).toEqual(
      entries.map(({ id, hash, kind, ms }) => ({ id, hash, kind, ms })),
    );
    expect(found.map(({ content }) => content && decodeContent(0, content))).toEqual(
      ['0', '1', '2'].map((words) => text(words)),
    );
    // One signature vouches for all of them, by the chain.
    expect(found.map(({ signature }) => signature !== undefined)).toEqual([false, false, true]);
  });

  it('holds without what its entries say', async () => {
    const { ada, bob, entries } = await scene();
    const run = closeRun(ada.proof, entries, ({ seq }) => seq !== 1)!;
    const found = await read(run, bob);
    expect(found.ok && found.value?.entries.map(({ content }) => content !== undefined)).toEqual([
      true,
      false,
      true,
    ]);
  });

  it('[N2] is nothing without a signature at its end', async () => {
    const { ada, bob, entries } = await scene();
    const copies = (await opened(ada, entries, bob)).entries;
    expect(closeRun(ada.proof, copies.slice(0, 2))).toBeUndefined();
  });

  it.each<[string, (run: Run, other: Writer) => Run]>([
    [
      'with other words in it',
      (run) => ({
        ...run,
        items: run.items.map((item, i) => (i === 1 ? { ...item, content: Uint8Array.of(1) } : item)),
      }),
    ],
    [
      'with another time in it',
      (run) => ({ ...run, items: run.items.map((item) => ({ ...item, ms: item.ms + 1 })) }),
    ],
    ['with an entry left out', (run) => ({ ...run, items: run.items.toSpliced(1, 1) })],
    ['with the end left out', (run) => ({ ...run, items: run.items.slice(0, 2) })],
    ['with entries swapped', (run) => ({ ...run, items: run.items.toReversed() })],
    ['moved along the chain', (run) => ({ ...run, seq: 5 })],
    ['in the name of somebody else', (run, { proof }) => ({ ...run, key: proof.key })],
    ['in the name of another instance', (run, { proof }) => ({ ...run, nonce: proof.nonce })],
    [
      'with a life that its author did not give',
      (run) => ({ ...run, items: run.items.map((item) => ({ ...item, life: 1 })) }),
    ],
  ])('%s is forged', async (_, change) => {
    const { ada, bob, entries } = await scene();
    expect(await read(change(runOf(ada, entries), bob), bob)).toEqual({ ok: false, error: 'forged' });
  });

  it('[N1] of another room, and of another thread, is forged', async () => {
    const { ada, entries } = await scene();
    const elsewhere = await makeWriter(3, { namespace: new Uint8Array(16).fill(9) });
    expect(await read(runOf(ada, entries), elsewhere)).toEqual({ ok: false, error: 'forged' });
    const pair = await ada.attest.hash(pairBytes(new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)));
    expect(await read(runOf(ada, entries), ada, pair)).toEqual({ ok: false, error: 'forged' });
  });

  it.each<[string, (run: Run) => Run]>([
    ['that is empty', (run) => ({ ...run, items: [] })],
    ['that begins after something', (run) => ({ ...run, prev: new Uint8Array(32).fill(1) })],
    [
      'with both words and their digest',
      (run) => ({ ...run, items: run.items.map((item) => ({ ...item, digest: new Uint8Array(32) })) }),
    ],
    [
      'sent after its own clock',
      (run) => ({ ...run, items: run.items.map((item) => ({ ...item, sent: item.ms + 1 })) }),
    ],
  ])('%s is malformed', async (_, change) => {
    const { ada, bob, entries } = await scene();
    expect(await read(change(runOf(ada, entries)), bob)).toEqual({ ok: false, error: 'malformed' });
  });

  it('[N3] of a clock far ahead is not taken', async () => {
    const [ada, bob] = [await makeWriter(1), await makeWriter(2)];
    const entry = await ada.say('tomorrow', { ms: 1_000_001 });
    expect(await read(runOf(ada, [entry]), bob)).toEqual({ ok: false, error: 'ahead' });
  });

  it('[N2] is at most so long', async () => {
    const ada = await makeWriter(1);
    const run = runOf(ada, await sayMany(ada, MAX_RUN_ENTRIES + 1));
    expect(RUN.parse(run).ok).toBe(false);
  });
});

describe('a contradiction', () => {
  it('is none between runs of one chain', async () => {
    const { ada, entries } = await scene();
    const [all, end] = [await opened(ada, entries), await opened(ada, entries.slice(1))];
    expect([faultIn(all, end), faultIn(end, all), faultIn(all, all)]).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('[N4] is found where two entries have one number, also when only what follows is seen', async () => {
    const { ada, entries } = await scene();
    ada.rewind(entries[0]);
    const other = await sayMany(ada, 2, 7);
    const [one, two] = [await opened(ada, entries), await opened(ada, other)];
    expect([faultIn(one, two), faultIn(two, one)]).toEqual([1, 1]);
    expect(faultIn(one, await opened(ada, other.slice(1)))).toBe(1);
  });

  it('[N4] is found where a clock goes back, within a run and between two', async () => {
    const ada = await makeWriter(1);
    const first = await ada.say('later', { ms: 500 });
    const second = await ada.say('earlier', { ms: 400 });
    const both = await opened(ada, [first, second]);
    expect(faultIn(both, both)).toBe(1);
    expect(faultIn(await opened(ada, [first]), await opened(ada, [second]))).toBe(1);
  });
});
