// A device that walks from one network into another: every path there was is dead for good, and new ones are there at
// once. Real time: a link has to notice.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { commands } from 'vitest/browser';
import { createSystemClock } from '../../src/platform/system-clock.ts';
import { passRealTime } from '../support/real-harness.ts';
import { relayConnections } from '../support/relayed-connections.ts';
import { payloads } from './transport-bench.ts';
import { makeWatchedPair, MEDIA, type WatchedPair } from './watched-pair.ts';

const clock = createSystemClock();
const NETWORK = 'handover';
/** What the issue asks for, from the moment on at which there is a path. */
const BACK_WITHIN_MS = 5_000;
/** Silence is noticed within 5 s when nobody says that the network changed. */
const NOTICED_WITHIN_MS = 5_000;

let pairs: WatchedPair[] = [];

beforeEach(async () => {
  const relayed = relayConnections(NETWORK);
  pairs = [await makeWatchedPair(MEDIA.tabs), await makeWatchedPair(MEDIA.broker)];
  relayed.stop();
});

afterEach(async () => {
  for (const pair of pairs) pair.dispose();
  await commands.cutRelays(NETWORK);
});

/** How long it takes from the cut until what was sent after it is there, on the same link. */
async function measureReturn({ near, frames, ends }: WatchedPair): Promise<number> {
  const sinceMs = clock.nowMs();
  near.send('control', Uint8Array.of(7));
  await passRealTime.until(() => payloads(frames.far, 'control').includes(7));
  expect([payloads(frames.far, 'control').filter((mark) => mark === 7), ends]).toEqual([[7], []]);
  return clock.nowMs() - sinceMs;
}

test(
  '[L9] real time: a link finds its way in another network within 5 s of a hint, by tabs and by a broker',
  { timeout: 60_000 },
  async () => {
    await commands.cutRelays(NETWORK);
    for (const { endpoints } of pairs) endpoints[0].tryNow();
    for (const tookMs of await Promise.all(pairs.map(measureReturn)))
      expect(tookMs).toBeLessThan(BACK_WITHIN_MS);
  },
);

test('[L9] real time: and by itself once the silence was noticed', { timeout: 60_000 }, async () => {
  await commands.cutRelays(NETWORK);
  for (const tookMs of await Promise.all(pairs.map(measureReturn)))
    expect(tookMs).toBeLessThan(NOTICED_WITHIN_MS + BACK_WITHIN_MS);
});
