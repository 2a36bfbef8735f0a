import { beforeEach, describe, expect, test } from 'vitest';
import { formatHex, parseHex } from '../../../src/primitives/bytes.ts';
import { decodeSibling, encodeSibling, type SiblingMessage } from '../../../src/transport/sibling-message.ts';
import { createBulkPaths, type BulkPaths } from '../../../src/transport/bulk-paths.ts';
import { createSendQueue } from '../../../src/transport/send-queue.ts';
import { createSiblings, type Siblings } from '../../../src/transport/siblings.ts';
import { FakeChannel, FakeConnection, fakeDescription } from '../../support/fake-connection.ts';
import { readGoldenFrames } from '../../support/golden-frames.ts';
import { createSimClock, settle, type SimClock } from '../../support/sim-clock.ts';

const FRAME = new Uint8Array(64 * 1024);
const SECOND = 1_000;
const STEPS = 25;
/** Of a lossy path. */
const SLOW_BYTES = 256 * 1024;

let clock: SimClock;
let own: FakeChannel;
let paths: BulkPaths;
let made: FakeConnection[];
let said: SiblingMessage[];
let siblings: Siblings;

function start(role: 'dialer' | 'listener', pathMs = 50): void {
  siblings = createSiblings({
    clock,
    role,
    paths,
    pathMs: () => pathMs,
    say: (message) => said.push(message),
    createConnection() {
      const connection = new FakeConnection();
      made.push(connection);
      return connection.asConnection;
    },
  });
}

beforeEach(() => {
  clock = createSimClock();
  made = [];
  said = [];
  own = new FakeChannel();
  own.open();
  const queue = createSendQueue(own, 2 ** 20, {
    onBroken: () => undefined,
    onDrained: () => paths.refill(),
  });
  paths = createBulkPaths(queue, {
    nowMs: () => clock.nowMs(),
    onDrained: () => undefined,
    onMessage: () => undefined,
  });
});

/** Bulk that is never short, and a path that takes so much of it a second. */
async function pour(seconds: number, bytesPerSecond: number): Promise<void> {
  for (let step = 0; step < seconds * STEPS; step += 1) {
    siblings.onBulk();
    own.bufferedAmount = Math.max(0, own.bufferedAmount - bytesPerSecond / STEPS);
    own.dispatchEvent(new Event('bufferedamountlow'));
    while (paths.bufferedBytes < 400 * 1024) {
      paths.push(FRAME);
      own.bufferedAmount += FRAME.length;
    }
    await clock.advance(SECOND / STEPS);
    await settle();
  }
}

const answerAll = () => {
  for (const message of said.splice(0))
    if (message.type === 'offer')
      siblings.receive({ type: 'answer', number: message.number, sdp: fakeDescription() });
};

test.each(readGoldenFrames<SiblingMessage>('link-sibling-v1.json'))(
  '[L11] $title: recorded frame and value are the same',
  ({ frame, value }) => {
    expect(decodeSibling(parseHex(frame)!)).toEqual(value);
    expect(formatHex(encodeSibling(value))).toBe(frame);
  },
);

describe('[L11] siblings of a link', () => {
  test('are offered by the dialer, three at most, when a long path holds bulk back', async () => {
    start('dialer');
    await pour(5, SLOW_BYTES);
    expect(said.map(({ type }) => type)).toEqual(['offer', 'offer', 'offer']);
    expect(made).toHaveLength(3);
  });

  test('are asked for by the listener', async () => {
    start('listener');
    await pour(5, SLOW_BYTES);
    expect(said).toEqual([{ type: 'ask' }]);
    expect(made).toEqual([]);
  });

  test.each<[string, number, number]>([
    ['short', 2, SLOW_BYTES],
    ['fast', 50, 8 * 2 ** 20],
  ])('are not wanted on a %s path', async (_, pathMs, bytesPerSecond) => {
    start('dialer', pathMs);
    await pour(8, bytesPerSecond);
    expect(made).toEqual([]);
  });

  test('carry bulk beside the own channel once they are open, whichever is freest', async () => {
    start('dialer');
    await pour(3, SLOW_BYTES);
    answerAll();
    await settle();
    const [first] = made;
    const channel = first!.channel('bulk');
    channel.open();
    paths.push(Uint8Array.of(9));
    expect(channel.sent).toEqual([Uint8Array.of(9)]);
    channel.drop();
    paths.push(Uint8Array.of(8));
    expect(channel.sent).toHaveLength(1);
    expect(first!.isClosed).toBe(true);
  });

  test('that break lose nothing: what may have been under way goes again by another way, once', async () => {
    start('dialer');
    await pour(3, SLOW_BYTES);
    answerAll();
    await settle();
    const [first, second] = made;
    for (const connection of [first, second]) connection!.channel('bulk').open();
    const frames = Array.from({ length: 40 }, (_, at) => new Uint8Array(32 * 1024).fill(at));
    own.bufferedAmount = 2 ** 20;
    for (const [at, frame] of frames.entries()) {
      first!.channel('bulk').bufferedAmount = at % 2;
      second!.channel('bulk').bufferedAmount = 1 - (at % 2);
      paths.push(frame);
    }
    const sentOn = (connection: FakeConnection | undefined) => connection!.channel('bulk').sent.length;
    const [onFirst, onSecond] = [sentOn(first), sentOn(second)];
    expect([onFirst, onSecond].every((count) => count > 5)).toBe(true);
    own.bufferedAmount = 0;
    first!.channel('bulk').drop();
    second!.channel('bulk').bufferedAmount = 0;
    for (const channel of [own, second!.channel('bulk')])
      channel.dispatchEvent(new Event('bufferedamountlow'));
    const arrived = new Set([...own.sent, ...second!.channel('bulk').sent].map((frame) => frame[0]));
    expect(frames.filter(([mark]) => !arrived.has(mark)).length).toBe(0);
    expect(paths.bufferedBytes).toBeLessThan(2 ** 20);
  });

  test('that are wanted no more take nothing new, and close when what they took has gone', async () => {
    start('dialer');
    await pour(3, SLOW_BYTES);
    answerAll();
    await settle();
    const [first] = made;
    const channel = first!.channel('bulk');
    channel.open();
    channel.sent.length = 0;
    paths.push(Uint8Array.of(77));
    expect(channel.sent).toEqual([Uint8Array.of(77)]);
    own.sent.length = 0;
    own.bufferedAmount = 0;
    own.dispatchEvent(new Event('bufferedamountlow'));
    siblings.receive({ type: 'enough' });
    expect(said.map(({ type }) => type)).toEqual(['enough']);
    own.bufferedAmount = 1;
    paths.push(Uint8Array.of(78));
    expect([channel.sent.length, first!.isClosed]).toEqual([1, false]);
    await clock.advance(3 * SECOND);
    expect(first!.isClosed).toBe(true);
    expect(own.sent.filter(({ length }) => length === 1)).toEqual([Uint8Array.of(78)]);
  });

  test('that rested bring nothing twice', async () => {
    start('listener');
    siblings.receive({ type: 'offer', number: 1, sdp: fakeDescription() });
    await settle();
    const channel = made[0]!.channel('bulk');
    channel.open();
    own.bufferedAmount = 1;
    paths.push(Uint8Array.of(1));
    await clock.advance(5 * SECOND);
    channel.drop();
    expect([channel.sent.length, own.sent.length]).toEqual([1, 0]);
  });

  test('that bring nothing are closed, and not tried again before the link rested', async () => {
    start('dialer');
    await pour(20, SLOW_BYTES);
    expect(made).toHaveLength(3);
    expect(made.every(({ isClosed }) => isClosed)).toBe(true);
  });

  test('that bring something stay until nothing moves any more', async () => {
    start('dialer');
    await pour(4, SLOW_BYTES);
    answerAll();
    for (const connection of made) connection.channel('bulk').open();
    await pour(10, 3 * SLOW_BYTES);
    expect(made.some(({ isClosed }) => isClosed)).toBe(false);
    own.bufferedAmount = 0;
    own.dispatchEvent(new Event('bufferedamountlow'));
    await clock.advance(30 * SECOND);
    expect(made.every(({ isClosed }) => isClosed)).toBe(true);
  });

  test('that do not open are given up', async () => {
    start('listener');
    siblings.receive({ type: 'offer', number: 1, sdp: fakeDescription() });
    await settle();
    await clock.advance(11 * SECOND);
    expect(made.map(({ isClosed }) => isClosed)).toEqual([true]);
  });

  test('end with the link', async () => {
    start('listener');
    siblings.receive({ type: 'offer', number: 1, sdp: fakeDescription() });
    siblings.stop();
    siblings.receive({ type: 'offer', number: 2, sdp: fakeDescription() });
    expect(made.map(({ isClosed }) => isClosed)).toEqual([true]);
  });
});

describe('[L11] a peer that wants too much', () => {
  test('makes the listener build three at once and six in a row', async () => {
    start('listener');
    for (let number = 0; number < 40; number += 1) {
      siblings.receive({ type: 'offer', number, sdp: fakeDescription() });
      if (number % 3 === 2) for (const connection of made) connection.channel('bulk').drop();
    }
    await settle();
    expect(made).toHaveLength(6);
  });

  test('names one certificate, or gets no connection', () => {
    start('listener');
    siblings.receive({ type: 'offer', number: 1, sdp: 'v=0' });
    siblings.receive({ type: 'offer', number: 2, sdp: fakeDescription() + fakeDescription('00') });
    expect(made).toEqual([]);
  });

  test('answers what was not offered, offers to a dialer: nothing comes of it', async () => {
    start('dialer');
    siblings.receive({ type: 'answer', number: 7, sdp: fakeDescription() });
    siblings.receive({ type: 'offer', number: 7, sdp: fakeDescription() });
    siblings.receive({ type: 'enough' });
    await settle();
    expect(made).toEqual([]);
    for (let times = 0; times < 20; times += 1) siblings.receive({ type: 'ask' });
    expect(made).toHaveLength(3);
  });
});
