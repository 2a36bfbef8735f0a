import { describe, expect, it } from 'vitest';
import { comparePlaces, ROOM_THREAD, type Entry } from '../../../../../src/features/chat/log/entry.ts';
import { closeRun, openRun, type OpenedRun } from '../../../../../src/features/chat/log/run.ts';
import { ThreadLog } from '../../../../../src/features/chat/log/thread-log.ts';
import { randomInteger, type RandomSource } from '../../../../../src/primitives/random.ts';
import { makeWriter, opened, sayMany, type Writer } from '../../../../support/chat-writers.ts';
import { createSeededRandom } from '../../../../support/seeded-random.ts';

const idsOf = ({ order }: ThreadLog) => order.map(({ id }) => id);

/** Cuts what somebody wrote into runs at random places. */
async function runsOf(writer: Writer, entries: readonly Entry[], random: RandomSource): Promise<OpenedRun[]> {
  const runs: OpenedRun[] = [];
  for (let at = 0; at < entries.length;) {
    const length = 1 + randomInteger(random, 5);
    runs.push(await opened(writer, entries.slice(at, at + length)));
    at += length;
  }
  return runs;
}

function shuffled<T>(items: readonly T[], random: RandomSource): T[] {
  return items
    .map((item) => ({ item, at: randomInteger(random, 2 ** 32) }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}

describe('the order', () => {
  it('[N3] is that of the clocks, whatever came first', async () => {
    const [ada, bob] = [await makeWriter(1), await makeWriter(2)];
    const [one, two, three] = [
      await ada.say('one', { ms: 10 }),
      await bob.say('two', { ms: 20 }),
      await ada.say('three', { ms: 30 }),
    ];
    const log = new ThreadLog();
    log.add(await opened(ada, [three]));
    log.add(await opened(bob, [two]));
    log.add(await opened(ada, [one]));
    expect(idsOf(log)).toEqual([one.id, two.id, three.id]);
  });

  it.each([11, 12, 13, 14, 15])(
    '[N3] is the same for everybody who heard the same (seed %i)',
    async (seed) => {
      const random = createSeededRandom(seed);
      const writers = await Promise.all([1, 2, 3].map((each) => makeWriter(seed * 10 + each)));
      const runs: OpenedRun[] = [];
      for (const writer of writers) {
        const entries: Entry[] = [];
        for (let i = 0, ms = 1; i < 30; i += 1, ms += randomInteger(random, 3))
          entries.push(await writer.say(`${i}`, { ms, n: i }));
        runs.push(...(await runsOf(writer, entries, random)));
      }
      const logs = [1, 2, 3].map(() => {
        const log = new ThreadLog();
        // Some of it comes twice.
        for (const run of shuffled([...runs, ...runs.slice(0, 10)], random)) log.add(run);
        return log;
      });
      expect(logs[0]!.order).toHaveLength(90);
      expect(logs[0]!.order).toEqual([...logs[0]!.order].sort(comparePlaces));
      for (const log of logs) expect(idsOf(log)).toEqual(idsOf(logs[0]!));
    },
  );
});

describe('what is missing', () => {
  it('is known from what is here and what others have', async () => {
    const ada = await makeWriter(1);
    const entries = await sayMany(ada, 10);
    const log = new ThreadLog();
    log.add(await opened(ada, entries.slice(2, 4)));
    log.add(await opened(ada, entries.slice(7, 8)));
    const chain = log.chains.get(ada.peer.peerId)!;
    expect(chain.gaps).toEqual([{ from: 4, to: 6 }]);
    expect(chain.missing({ from: 0, to: 9 })).toEqual([
      { from: 0, to: 1 },
      { from: 4, to: 6 },
      { from: 8, to: 9 },
    ]);
    expect(chain.head()).toMatchObject({ base: 2, next: 8, fault: undefined });
  });

  it('of what entries say comes with another copy', async () => {
    const ada = await makeWriter(1);
    const entries = await sayMany(ada, 2);
    const bare = await openRun(
      closeRun(ada.proof, entries, () => false)!,
      {
        thread: ROOM_THREAD,
        attest: ada.attest,
        isTooFarAhead: () => false,
      },
    );
    const log = new ThreadLog();
    log.add(bare.ok && bare.value ? bare.value : await opened(ada, entries));
    expect(log.order.map(({ content }) => content)).toEqual([undefined, undefined]);
    expect(log.add(await opened(ada, entries)).filled).toHaveLength(2);
    expect(log.holds(entries)).toBe(true);
  });

  it('[N2] is handed on in runs that somebody vouches for', async () => {
    const ada = await makeWriter(1);
    const entries = await sayMany(ada, 6);
    const log = new ThreadLog();
    log.add(await opened(ada, entries.slice(0, 4)));
    log.add(await opened(ada, entries.slice(4)));
    const chain = log.chains.get(ada.peer.peerId)!;
    const seqs = (from: number, most: number) =>
      chain.segment(from, (_, { length }) => length >= most)?.map(({ seq }) => seq);
    expect(seqs(1, 1)).toEqual([1, 2, 3]);
    expect(seqs(1, 9)).toEqual([1, 2, 3, 4, 5]);
    expect(seqs(6, 9)).toBeUndefined();
  });
});

describe('of a talk that grows too long', () => {
  const LIMITS = { messages: 20, entries: 100 };

  it.each([
    [21, LIMITS],
    [22, LIMITS],
    [23, { messages: 20, entries: 25 }],
    [24, { messages: 20, entries: 25 }],
  ])('[N5] the same newest stay with everybody (seed %i)', async (seed, limits) => {
    const random = createSeededRandom(seed);
    const writers = await Promise.all([1, 2].map((each) => makeWriter(seed * 10 + each)));
    const runs: OpenedRun[] = [];
    for (const [index, writer] of writers.entries()) {
      const entries: Entry[] = [];
      for (let i = 0; i < 30; i += 1) {
        const of = { peer: new Uint8Array(16), seq: 0 };
        const isAct = randomInteger(random, 3) === 0;
        const at = { ms: 10 * i + index + 1 };
        const act = { kind: 'pin', of, on: true } as const;
        entries.push(isAct ? await writer.do(act, at) : await writer.say(`${i}`, at));
      }
      runs.push(...(await runsOf(writer, entries, random)));
    }
    const logs = [1, 2, 3, 4].map(() => {
      const log = new ThreadLog(limits);
      for (const run of shuffled(runs, random)) log.add(run);
      return log;
    });
    const [first] = logs;
    const messages = first!.order.filter(({ kind }) => kind === 0).length;
    expect([messages, first!.order.length]).toContain(limits === LIMITS ? 20 : 25);
    for (const log of logs) expect(idsOf(log)).toEqual(idsOf(first!));
  });

  it('[N5] what went is not asked for again', async () => {
    const ada = await makeWriter(1);
    const entries = await sayMany(ada, 25);
    const log = new ThreadLog(LIMITS);
    log.add(await opened(ada, entries));
    const chain = log.chains.get(ada.peer.peerId)!;
    expect([chain.floor, chain.missing({ from: 0, to: 24 }), chain.gaps]).toEqual([5, [], []]);
    expect(log.add(await opened(ada, entries.slice(0, 3))).added).toEqual([]);
  });
});

describe('an author who says two things at once', () => {
  async function forked() {
    const [ada, bob] = [await makeWriter(1), await makeWriter(2)];
    const common = await sayMany(ada, 3);
    const one = await sayMany(ada, 2, 10);
    ada.rewind(common.at(-1));
    const other = await sayMany(ada, 2, 20);
    return { ada, bob, common, one, other };
  }

  it('[N4] is cut there by everybody who sees it, and by all whom they show it', async () => {
    const { ada, bob, common, one, other } = await forked();
    const [log, witness] = [new ThreadLog(), new ThreadLog()];
    log.add(await opened(ada, [...common, ...one]));
    witness.add(await opened(ada, [...common, ...other]));
    const { fault, removed } = log.add(await opened(ada, other));
    expect([fault?.seq, removed.map(({ seq }) => seq)]).toEqual([3, [3, 4]]);
    expect(idsOf(log)).toEqual(common.map(({ id }) => id));
    const evidence = await Promise.all(
      fault!.evidence.map((run) =>
        openRun(run, { thread: ROOM_THREAD, attest: bob.attest, isTooFarAhead: () => false }),
      ),
    );
    const runs = evidence
      .map((each) => (each.ok ? each.value : undefined))
      .filter((each) => each !== undefined);
    expect(witness.accuse(runs).fault?.seq).toBe(3);
    expect(idsOf(witness)).toEqual(idsOf(log));
  });

  it('is heard no more after it, and what was before is handed on', async () => {
    const { ada, common, one, other } = await forked();
    const log = new ThreadLog();
    log.add(await opened(ada, [...common, ...one]));
    log.add(await opened(ada, other));
    expect(log.add(await opened(ada, await sayMany(ada, 2, 30))).added).toEqual([]);
    const chain = log.chains.get(ada.peer.peerId)!;
    expect(chain.missing({ from: 0, to: 9 })).toEqual([]);
    const newcomer = new ThreadLog();
    newcomer.add(
      await opened(
        ada,
        chain.segment(0, () => true)!,
      ),
    );
    expect(idsOf(newcomer).slice(0, 3)).toEqual(idsOf(log));
  });

  it('[N4] is cut lower when an earlier one shows', async () => {
    const { ada, common, one, other } = await forked();
    const log = new ThreadLog();
    log.add(await opened(ada, [...common, ...one]));
    log.add(await opened(ada, other));
    ada.rewind(common[0]);
    expect(log.add(await opened(ada, await sayMany(ada, 1, 40))).fault?.seq).toBe(1);
    expect(idsOf(log)).toEqual([common[0]!.id]);
  });

  it('is not made of what two honest authors wrote', async () => {
    const { ada, bob, common } = await forked();
    const log = new ThreadLog();
    const runs = [await opened(ada, common), await opened(bob, await sayMany(bob, 3))];
    expect(log.accuse(runs).fault).toBeUndefined();
    expect(log.accuse([runs[0]!, runs[0]!]).fault).toBeUndefined();
  });
});
