// A device that walks from one network into another: every path there was is dead for good, and new ones are there at
// once. Real time: a link has to notice.

import { afterEach, expect, test } from 'vitest';
import { commands } from 'vitest/browser';
import { createSystemClock } from '../../src/platform/system-clock.ts';
import { createWebRandom } from '../../src/platform/web-random.ts';
import type { Signal, Signaler, SignalingMedium } from '../../src/signaling/signaler.ts';
import { createTabsSignaling } from '../../src/signaling/tabs-signaler.ts';
import type { Transport } from '../../src/transport/transport.ts';
import { createWebrtcTransport } from '../../src/transport/webrtc-transport.ts';
import { passRealTime } from '../support/real-harness.ts';
import { payloads } from './transport-bench.ts';
import { makeWatchedPair, type WatchedPair } from './watched-pair.ts';

const clock = createSystemClock();
const surroundings = { clock, random: createWebRandom(), iceServers: [] };
/** What the issue asks for, from the moment on at which there is a path. */
const BACK_WITHIN_MS = 5_000;
/** Silence is noticed within 5 s when nobody says that the network changed. */
const NOTICED_WITHIN_MS = 5_000;

let pair: WatchedPair | undefined;

afterEach(async () => {
  pair?.dispose();
  await commands.cutRelays();
});

/** Signaling that leads every candidate over a relay, and none past it. */
function throughRelays(medium: SignalingMedium): SignalingMedium {
  return {
    label: medium.label,
    async open(id) {
      const opened = await medium.open(id);
      return opened.ok ? { ...opened, value: overRelays(opened.value) } : opened;
    },
  };
}

const overRelays = (signaler: Signaler): Signaler => ({
  id: signaler.id,
  send: async (to, signal) => signaler.send(to, await reroute(signal)),
  onSignal: (listener) => signaler.onSignal(listener),
  close: () => signaler.close(),
});

async function reroute(signal: Signal): Promise<Signal> {
  if (signal.type === 'candidate') return { ...signal, candidate: await rerouteCandidate(signal.candidate) };
  return 'sdp' in signal ? { ...signal, sdp: signal.sdp.replaceAll(/^a=candidate:.*\r\n/gm, '') } : signal;
}

async function rerouteCandidate(candidate: string): Promise<string> {
  const parts = candidate.split(' ');
  const [, , protocol = '', , address = '', port = ''] = parts;
  if (protocol.toLowerCase() !== 'udp') return '';
  return parts.with(5, `${await commands.relayUdp(address, Number(port))}`).join(' ');
}

const overRelayedTabs = (): Transport =>
  createWebrtcTransport({ ...surroundings, signaling: throughRelays(createTabsSignaling(surroundings)) });

/** How long it takes from the cut until what was sent after it is there, on the same link. */
async function measureReturn({ near, frames, ends }: WatchedPair): Promise<number> {
  const sinceMs = clock.nowMs();
  near.send('control', Uint8Array.of(7));
  await passRealTime.until(() => payloads(frames.far, 'control').includes(7));
  expect([payloads(frames.far, 'control').filter((mark) => mark === 7), ends]).toEqual([[7], []]);
  return clock.nowMs() - sinceMs;
}

test(
  '[L9] real time: a link finds its way in another network within 5 s of a hint',
  { timeout: 60_000 },
  async () => {
    pair = await makeWatchedPair(overRelayedTabs);
    await commands.cutRelays();
    pair.endpoints[0].tryNow();
    expect(await measureReturn(pair)).toBeLessThan(BACK_WITHIN_MS);
  },
);

test('[L9] real time: and by itself once the silence was noticed', { timeout: 60_000 }, async () => {
  pair = await makeWatchedPair(overRelayedTabs);
  await commands.cutRelays();
  expect(await measureReturn(pair)).toBeLessThan(NOTICED_WITHIN_MS + BACK_WITHIN_MS);
});
