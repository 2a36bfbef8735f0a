// What an update costs whoever reads it, at worst. Work is counted and not timed: bytes read, items compared, knowledge
// looked up; so that the bounds hold on any machine, and break only when the code does more.

import { afterEach, describe, expect, test, vi } from 'vitest';
import type { PeerId } from '../../src/primitives/ids.ts';
import { clientIdOf } from '../../src/sync/client-id.ts';
import { Replica } from '../../src/sync/document/replica.ts';
import { Intake, type Verdict } from '../../src/sync/exchange/intake.ts';
import { ByteCursor, type ByteWriter } from '../../src/sync/update/byte-cursor.ts';
import { parseUpdate } from '../../src/sync/update/parse-update.ts';
import { createLocalChecker } from '../../src/sync/update/update-checker.ts';
import {
  CONTENT,
  hostileUpdate,
  KEYED,
  ORIGIN,
  RIGHT_ORIGIN,
  secondVersionBomb,
  text,
  type HostileStruct,
} from '../support/hostile-updates.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { createSimClock } from '../support/sim-clock.ts';

vi.setConfig({ testTimeout: 30_000 });
afterEach(() => vi.restoreAllMocks());

const FROM = 'c'.repeat(26) as PeerId;
const CLIENT = clientIdOf(FROM, 0);
const MESSAGE_BYTES = 48 * 1024;
/** As in src/sync/update/examine.ts: of one piece, between two looks at the clock. */
const PIECE_COMPARISONS = 2_000_000;

/** Calls `onCall` at every call of a method while `work` runs. Spies would remember millions of them. */
function watching<T extends object>(
  on: T,
  method: keyof T,
  { onCall, work }: { readonly onCall: () => void; readonly work: () => void },
): void {
  const original = on[method] as (...given: unknown[]) => unknown;
  on[method] = function (this: unknown, ...given: unknown[]) {
    onCall();
    return original.apply(this, given);
  } as T[keyof T];
  try {
    work();
  } finally {
    on[method] = original as T[keyof T];
  }
}

function callsOf<T extends object>(on: T, method: keyof T, work: () => void): number {
  let calls = 0;
  watching(on, method, { onCall: () => (calls += 1), work });
  return calls;
}

/** How often Yjs compares one item with another while it does `work`: it notes each in two sets. */
function comparisonsIn(work: () => void): number {
  return callsOf(Set.prototype, 'add', work) / 2;
}

function takingIn(clock: { nowMs(): number } = createSimClock()) {
  const replica = new Replica(7_919);
  const codes: string[] = [];
  const spent: number[] = [];
  const later: (() => void)[] = [];
  const intake = new Intake({
    replica,
    checker: createLocalChecker(),
    clock: { nowMs: () => clock.nowMs(), schedule: (_, action) => (later.push(action), () => undefined) },
    onRefused: (code) => codes.push(code),
    onGap: () => undefined,
    onRoots: () => undefined,
    onSpent: (_, tookMs) => void spent.push(tookMs),
  });
  const take = (update: Uint8Array<ArrayBuffer>): Verdict => intake.takeOwn(update, FROM);
  return { replica, intake, take, codes, spent, later };
}

/** A letter before another one, which Yjs compares with all that stand before that one. */
const before = (clock: number): HostileStruct => ({
  info: CONTENT.text + RIGHT_ORIGIN,
  rightOrigin: [CLIENT, clock],
  write: text('t:a').write,
});
const after = (client: number, clock: number): HostileStruct => ({
  info: CONTENT.text + ORIGIN,
  origin: [client, clock],
  write: text('t:a').write,
});

/** As of somebody who always types at the beginning: honest, and what makes the others dear. */
function letters(count: number): Uint8Array<ArrayBuffer> {
  const others = Array.from({ length: count - 1 }, (_, index) => before(index));
  return hostileUpdate([{ client: CLIENT, clock: 0, structs: [text('t:a'), ...others] }]);
}

describe('reading', () => {
  const nested = (depth: number) => (writer: ByteWriter) => {
    writer.number(1);
    for (let level = 0; level < depth; level += 1) writer.append(Uint8Array.of(117, 1));
    writer.byte(126);
  };
  const one = (struct: HostileStruct, count = 1) =>
    hostileUpdate([{ client: CLIENT, clock: 0, count, structs: [struct] }]);
  const values = (write: (writer: ByteWriter) => void): HostileStruct => ({
    info: CONTENT.values,
    root: 'l:a',
    write,
  });

  test.each<[string, () => Uint8Array]>([
    ['the bomb of the second version', () => secondVersionBomb(2 ** 21 - 1)],
    ['a count of structs that are not there', () => one(text('t:a'), 2 ** 40)],
    ['a count of values that are not there', () => one(values((writer) => writer.number(2 ** 40)))],
    ['a list in a list, 20,000 times', () => one(values(nested(20_000)))],
    ['a list in a list, 16 times', () => one(values(nested(16)))],
    ['a text of a length that is not there', () => one({ ...text('t:a'), write: (w) => w.number(2 ** 50) })],
    [
      '40,000 values',
      () => one(values((w) => (w.number(40_000), w.append(new Uint8Array(40_000).fill(126))))),
    ],
    ['lists of nothing', () => one(values((w) => (w.number(20_000), w.append(repeated([117, 0], 20_000)))))],
    [
      'deleted ranges',
      () =>
        hostileUpdate(
          [],
          Array.from({ length: 4_000 }, (_, i) => [CLIENT, i * 2, 1]),
        ),
    ],
    [
      'clients',
      () =>
        hostileUpdate(
          Array.from({ length: 3_000 }, (_, i) => ({ client: i, clock: 0, structs: [text('t:a')] })),
        ),
    ],
    ['noise', () => createSeededRandom(1).bytes(MESSAGE_BYTES)],
    ['letters', () => letters(4_000)],
    [
      'keys',
      () =>
        hostileUpdate([
          {
            client: CLIENT,
            clock: 0,
            structs: Array.from({ length: 3_000 }, (_, i) => ({
              info: CONTENT.values + KEYED,
              root: 'm:a',
              key: `${i}`,
              write: (w: ByteWriter) => (w.number(1), w.byte(126)),
            })),
          },
        ]),
    ],
  ])('[Y1] %s takes each byte once', (_, make) => {
    const update = make();
    expect(update.length).toBeLessThanOrEqual(64 * 1024);
    expect(callsOf(ByteCursor.prototype, 'byte', () => parseUpdate(update))).toBeLessThanOrEqual(
      update.length + 1,
    );
    const again = update.slice();
    expect(callsOf(ByteCursor.prototype, 'skipValue', () => parseUpdate(again))).toBeLessThanOrEqual(
      update.length,
    );
  });

  function repeated(bytes: readonly number[], times: number): Uint8Array {
    return Uint8Array.from({ length: bytes.length * times }, (_, index) => bytes[index % bytes.length] ?? 0);
  }
});

describe('applying', () => {
  test('[Y7] letters that are compared with all others ends at half a second, and one piece', () => {
    // A phone that compares 2,000 items a millisecond; time passes by nothing else.
    let compared = 0;
    const perMs = 2_000;
    const { take, codes, replica, spent } = takingIn({ nowMs: () => compared / perMs });
    expect(take(letters(8_000))).toBe('applied');
    const dear = Array.from({ length: 3_000 }, (_, index) => before(index));
    const update = hostileUpdate([{ client: CLIENT, clock: 8_000, structs: dear }]);
    let verdict: Verdict = 'held';
    const onCall = () => void (compared += 0.5);
    watching(Set.prototype, 'add', { onCall, work: () => void (verdict = take(update)) });
    expect([verdict, codes]).toEqual(['slow', ['slow']]);
    expect(spent.at(-1)).toBeGreaterThan(500);
    expect(compared).toBeLessThanOrEqual(500 * perMs + PIECE_COMPARISONS);
    replica.dispose();
  });

  test('an honest update of the same size costs a thousandth of what is allowed', () => {
    const { take, replica } = takingIn();
    expect(take(letters(8_000))).toBe('applied');
    const honest = Array.from({ length: 3_000 }, (_, index) => before(8_000 + index - 1));
    let verdict: Verdict = 'held';
    const compared = comparisonsIn(
      () => (verdict = take(hostileUpdate([{ client: CLIENT, clock: 8_000, structs: honest }]))),
    );
    expect(verdict).toBe('applied');
    expect(compared).toBeLessThan(10 * 3_000);
    replica.dispose();
  });

  test('what one peer says may keep the page busy for a quarter of the time', async () => {
    const { Trust } = await import('../../src/sync/trust.ts');
    const clock = createSimClock(0);
    const trust = new Trust(clock, () => true);
    let busyMs = 0;
    for (let update = 0; update < 10_000; update += 1) {
      if (trust.allows(FROM, 100)) {
        trust.onSpent(FROM, 400);
        busyMs += 400;
      }
      await clock.advance(17);
    }
    expect(busyMs).toBeGreaterThan(10_000);
    expect(busyMs).toBeLessThanOrEqual(0.25 * clock.nowMs() + 1_500 + 400);
  });
});

describe('waiting', () => {
  const visit = (number: number) => clientIdOf(FROM, number);

  test('[Y5] what waits is looked at once for each thing it waits for, not at every arrival', () => {
    const { take, replica, intake } = takingIn();
    const known = Array.from({ length: 64 }, (_, index) => visit(1 + index));
    expect(take(letters(64))).toBe('applied');
    expect(
      take(hostileUpdate(known.map((client) => ({ client, clock: 0, structs: [after(CLIENT, 0)] })))),
    ).toBe('applied');
    // Each follows on much that is known, and on the next one.
    const waiting = Array.from({ length: 120 }, (_, index) => {
      const structs = [...known.map((client) => after(client, 0)), after(visit(101 + index), 64)];
      return hostileUpdate([{ client: visit(100 + index), clock: 0, structs }]);
    });
    for (const update of waiting) expect(take(update)).toBe('held');
    expect(intake.heldCount).toBe(120);
    const lookedUp = vi.spyOn(Replica.prototype, 'known');
    const settled = hostileUpdate([{ client: CLIENT, clock: 64, structs: [before(0)] }]);
    take(settled);
    const first = lookedUp.mock.calls.length;
    take(hostileUpdate([{ client: CLIENT, clock: 65, structs: [before(0)] }]));
    // Looked at once more: what was known stays known.
    expect(first).toBeLessThan(120 * 66 + 50);
    expect(lookedUp.mock.calls.length - first).toBeLessThan(120 + 50);
    lookedUp.mockClear();
    const structs = Array.from({ length: 65 }, () => after(CLIENT, 0));
    expect(take(hostileUpdate([{ client: visit(220), clock: 0, structs }]))).toBe('applied');
    expect(intake.heldCount).toBe(0);
    expect(lookedUp.mock.calls.length).toBeLessThan(120 * 120);
    replica.dispose();
  });

  test('[Y5] what waited is applied in runs, between which the page lives on', () => {
    let nowMs = 0;
    const { take, replica, intake, later } = takingIn({ nowMs: () => nowMs });
    expect(take(letters(2))).toBe('applied');
    const waiting = Array.from({ length: 40 }, (_, index) =>
      hostileUpdate([{ client: CLIENT, clock: 3 + index, structs: [before(0)] }]),
    );
    for (const update of waiting) expect(take(update)).toBe('held');
    const apply = replica.apply.bind(replica);
    vi.spyOn(replica, 'apply').mockImplementation((...given) => {
      nowMs += 5;
      return apply(...given);
    });
    const startedAtMs = nowMs;
    take(hostileUpdate([{ client: CLIENT, clock: 2, structs: [before(0)] }]));
    expect(nowMs - startedAtMs).toBeLessThanOrEqual(5 + 12 + 5);
    expect(intake.heldCount).toBeGreaterThan(30);
    let runs = 0;
    for (let run = later.shift(); run; run = later.shift()) {
      const beganMs = nowMs;
      run();
      expect(nowMs - beganMs).toBeLessThanOrEqual(12 + 5);
      runs += 1;
    }
    expect(runs).toBeGreaterThan(5);
    expect(intake.heldCount).toBe(0);
    expect(replica.doc.getText('t:a').length).toBe(43);
    replica.dispose();
  });

  test('[Y7] what waited takes no longer in all than an answer may', () => {
    let nowMs = 0;
    const { take, replica, intake, codes, later } = takingIn({ nowMs: () => nowMs });
    expect(take(letters(2))).toBe('applied');
    const waiting = Array.from({ length: 60 }, (_, index) =>
      hostileUpdate([{ client: CLIENT, clock: 3 + index, structs: [before(0)] }]),
    );
    for (const update of waiting) expect(take(update)).toBe('held');
    const apply = replica.apply.bind(replica);
    vi.spyOn(replica, 'apply').mockImplementation((...given) => {
      nowMs += 490;
      return apply(...given);
    });
    take(hostileUpdate([{ client: CLIENT, clock: 2, structs: [before(0)] }]));
    for (let run = later.shift(); run && codes.length === 0; run = later.shift()) run();
    expect(codes).toEqual(['slow']);
    expect(nowMs).toBeLessThan(10_000 + 2 * 490);
    // Whoever is told so lets go of the rest.
    intake.forget(FROM);
    expect(intake.heldCount).toBe(0);
    replica.dispose();
  });
});
