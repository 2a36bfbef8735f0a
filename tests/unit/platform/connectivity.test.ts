import { beforeEach, describe, expect, test } from 'vitest';
import { SETTLE_MS, watchConnectivity } from '../../../src/platform/connectivity.ts';
import { createSimClock, type SimClock } from '../../support/sim-clock.ts';

let clock: SimClock;
let returns: number[];
let document: EventTarget & { visibilityState: DocumentVisibilityState };
let connection: EventTarget;
let window: EventTarget & { document: typeof document; navigator: object };
let stop: () => void;

beforeEach(() => {
  clock = createSimClock(0);
  returns = [];
  document = Object.assign(new EventTarget(), { visibilityState: 'visible' as const });
  connection = new EventTarget();
  window = Object.assign(new EventTarget(), { document, navigator: { connection } });
  stop = watchConnectivity(window, clock, () => returns.push(clock.nowMs()));
});

function fire(target: EventTarget, type: string, parts: object = {}): void {
  target.dispatchEvent(Object.assign(new Event(type), parts));
}

describe('a return is told', () => {
  test.each<[string, () => void]>([
    ['when the browser is online again', () => fire(window, 'online')],
    ['when the page is visible again', () => fire(document, 'visibilitychange')],
    ['when the page comes back as it was left', () => fire(window, 'pageshow', { persisted: true })],
    ['when the page goes on after a freeze', () => fire(document, 'resume')],
    ['when the network is another one', () => fire(connection, 'change')],
  ])('%s', async (_, happen) => {
    happen();
    await clock.advance(1_000);
    expect(returns).toEqual([SETTLE_MS]);
  });

  test('once for all that happens within a moment, and again later', async () => {
    fire(connection, 'change');
    fire(window, 'online');
    await clock.advance(SETTLE_MS - 1);
    fire(document, 'visibilitychange');
    await clock.advance(1_000);
    fire(window, 'online');
    await clock.advance(1_000);
    expect(returns).toEqual([SETTLE_MS, SETTLE_MS - 1 + 1_000 + SETTLE_MS]);
  });
});

describe('nothing is told', () => {
  test.each<[string, () => void]>([
    ['when the page is shown for the first time', () => fire(window, 'pageshow', { persisted: false })],
    [
      'when the page is hidden',
      () => {
        document.visibilityState = 'hidden';
        fire(document, 'visibilitychange');
      },
    ],
    ['when the browser goes offline', () => fire(window, 'offline')],
    [
      'once nobody listens',
      () => {
        fire(window, 'online');
        stop();
        fire(window, 'online');
        fire(connection, 'change');
      },
    ],
  ])('%s', async (_, happen) => {
    happen();
    await clock.advance(1_000);
    expect(returns).toEqual([]);
  });
});

test('a browser that does not tell of its network is watched all the same', async () => {
  const plain = Object.assign(new EventTarget(), { document, navigator: {} });
  watchConnectivity(plain, clock, () => returns.push(1));
  fire(plain, 'online');
  await clock.advance(1_000);
  expect(returns).toEqual([1]);
});
