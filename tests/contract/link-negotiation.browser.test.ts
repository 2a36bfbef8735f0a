// What a standing link negotiates anew, in real engines: media that both sides add at once, and another path. Real time:
// a link has to be silent for five seconds before it looks for one.

import { afterEach, describe, expect, test } from 'vitest';
import { passRealTime } from '../support/real-harness.ts';
import { payloads } from './transport-bench.ts';
import { makeWatchedPair, MEDIA, type WatchedPair } from './watched-pair.ts';

const NAMES = ['tabs', 'broker'] as const;

let pairs: WatchedPair[] = [];

afterEach(() => {
  for (const pair of pairs) pair.dispose();
  pairs = [];
});

async function makePair(name: (typeof NAMES)[number]): Promise<WatchedPair> {
  const pair = await makeWatchedPair(MEDIA[name]);
  pairs.push(pair);
  return pair;
}

const isSettled = ({ connections }: WatchedPair, sections: number) =>
  connections.every(
    ({ signalingState, localDescription, remoteDescription }) =>
      signalingState === 'stable' &&
      sectionsOf(localDescription) >= sections &&
      sectionsOf(remoteDescription) >= sections,
  );

const sectionsOf = (description: RTCSessionDescription | null) =>
  description?.sdp.match(/^m=/gm)?.length ?? 0;

/** Both ways, on the same link as before. */
async function expectToWork({ near, far, frames, ends }: WatchedPair, mark: number): Promise<void> {
  near.send('control', Uint8Array.of(mark));
  far.send('control', Uint8Array.of(mark));
  await passRealTime.until(() =>
    [frames.near, frames.far].every((got) => payloads(got, 'control').includes(mark)),
  );
  expect(ends).toEqual([]);
}

describe.each(NAMES)('a link made by %s', (name) => {
  test('[L8] [L3] media that both sides add at the same moment are agreed on, under the same certificates', async () => {
    const pair = await makePair(name);
    const { connections } = pair;
    for (let more = 1; more <= 3; more += 1) {
      for (const connection of connections) connection.addTransceiver('audio');
      await passRealTime.until(() => isSettled(pair, 1 + more));
    }
    await expectToWork(pair, 1);
  });

  test('[L8] media of one side and a new path of the other are agreed on', async () => {
    const pair = await makePair(name);
    const [one, other] = pair.connections;
    const before = pair.ufrags();
    one.addTransceiver('audio');
    other.restartIce();
    await passRealTime.until(() => isSettled(pair, 2) && pair.ufrags().every((now, i) => now !== before[i]));
    await expectToWork(pair, 1);
  });
});

test(
  '[L9] a link that falls silent gets a new path by its medium, and what waited arrives',
  { timeout: 60_000 },
  async () => {
    const silenced = [await makePair('tabs'), await makePair('broker')];
    const before = silenced.map((pair) => pair.ufrags());
    const channels = RTCDataChannel.prototype as { send: (this: RTCDataChannel, data: never) => void };
    const { send } = channels;
    const waiting: (() => void)[] = [];
    // Nothing leaves any channel: to both ends the path is dead, while their agents would find a new one.
    channels.send = function hold(data) {
      waiting.push(() => this.readyState === 'open' && send.call(this, data));
    };
    try {
      for (const { near } of silenced) near.send('control', Uint8Array.of(7));
      await passRealTime.until(() =>
        silenced.every((pair, i) => pair.ufrags().every((now, end) => now !== before[i]?.[end])),
      );
    } finally {
      channels.send = send;
    }
    // Whether anybody was told by then is a matter of milliseconds: the path was looked for before that.
    expect(silenced.map(({ near, far }) => [near.isOpen, far.isOpen])).toEqual([
      [true, true],
      [true, true],
    ]);
    for (const deliver of waiting) deliver();
    await passRealTime.until(() =>
      silenced.every(({ frames }) => payloads(frames.far, 'control').includes(7)),
    );
    for (const [i, pair] of silenced.entries()) await expectToWork(pair, 10 + i);
    expect(silenced.map(({ near, far }) => near.isInterrupted || far.isInterrupted)).toEqual([false, false]);
  },
);
