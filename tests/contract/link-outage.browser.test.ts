// What becomes of links whose packets are all lost for a while: real ICE, real SCTP, real time, in each engine. Every
// outage and every kind of link at once, so that it takes no longer than the longest; the states are tested on virtual
// time in tests/unit/transport.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { commands } from 'vitest/browser';
import { createSystemClock } from '../../src/platform/system-clock.ts';
import { passRealTime } from '../support/real-harness.ts';
import { relayConnections } from '../support/relayed-connections.ts';
import { expectWhole, makeMeshPair, measureCatchingUp, type MeshPair } from './mesh-pair.ts';
import { payloads } from './transport-bench.ts';
import { makeWatchedPair, MEDIA, type WatchedPair } from './watched-pair.ts';

const clock = createSystemClock();
/** What the issue asks for: back within 5 s of the path's return. */
const BACK_WITHIN_MS = 5_000;
/** Real time: engines notice and recover by clocks of their own. */
const OUTAGES_S = [4, 12, 35] as const;
type Outage = (typeof OUTAGES_S)[number];

interface Scene {
  readonly network: string;
  readonly tabs: WatchedPair;
  readonly broker: WatchedPair;
  /** Its medium is gone: the addresses were given back. */
  readonly alone: WatchedPair;
  /** One of its ends closes it in the middle of the outage. */
  readonly leaving: WatchedPair;
}

const scenes = new Map<Outage, Scene>();
/** Meshes that talk all the while, over the network of the longest outage: their dials go over it too. */
let meshes: MeshPair[] = [];
/** The same over that of the shortest, which nobody is to notice. */
let calm: MeshPair | undefined;
let relayed: ReturnType<typeof relayConnections> | undefined;
const pairsOf = ({ tabs, broker, alone }: Scene): readonly WatchedPair[] => [tabs, broker, alone];

beforeEach(async () => {
  for (const outage of OUTAGES_S) scenes.set(outage, await makeScene(`${outage} s`));
  const shortly = relayConnections('4 s');
  calm = await makeMeshPair(MEDIA.tabs);
  shortly.stop();
  relayed = relayConnections('35 s');
  meshes = [await makeMeshPair(MEDIA.tabs), await makeMeshPair(MEDIA.broker)];
}, 60_000);

afterEach(async () => {
  for (const pair of [...meshes, ...(calm ? [calm] : [])]) pair.dispose();
  [meshes, calm] = [[], undefined];
  relayed?.stop();
  for (const scene of scenes.values()) {
    for (const pair of [...pairsOf(scene), scene.leaving]) pair.dispose();
    await commands.pauseRelays(scene.network, false);
    await commands.cutRelays(scene.network);
  }
});

async function makeScene(network: string): Promise<Scene> {
  const relayed = relayConnections(network);
  const [tabs, broker, alone, leaving] = [
    await makeWatchedPair(MEDIA.tabs),
    await makeWatchedPair(MEDIA.broker),
    await makeWatchedPair(MEDIA.tabs),
    await makeWatchedPair(MEDIA.tabs),
  ];
  relayed.stop();
  for (const endpoint of alone.endpoints) endpoint.close();
  return { network, tabs, broker, alone, leaving };
}

/** Loses everything, has each link say something either way, and mends the paths. */
async function cutFor(seconds: Outage): Promise<Scene> {
  const scene = scenes.get(seconds);
  if (!scene) throw new Error('no scene');
  await commands.pauseRelays(scene.network, true);
  for (const { near, far } of pairsOf(scene)) {
    near.send('control', Uint8Array.of(7));
    far.send('control', Uint8Array.of(8));
  }
  scene.leaving.near.close('going home');
  await new Promise<void>((resolve) => void clock.schedule(seconds * 1_000, resolve));
  await commands.pauseRelays(scene.network, false);
  return scene;
}

const hasArrived = ({ frames }: WatchedPair) =>
  payloads(frames.far, 'control').includes(7) && payloads(frames.near, 'control').includes(8);

async function expectBack(scene: Scene): Promise<void> {
  const pairs = pairsOf(scene);
  const sinceMs = clock.nowMs();
  await passRealTime.until(() => pairs.every(hasArrived));
  expect(clock.nowMs() - sinceMs).toBeLessThan(BACK_WITHIN_MS);
  await passRealTime.until(() => pairs.every(({ near, far }) => !near.isInterrupted && !far.isInterrupted));
  expect(pairs.map(({ ends }) => ends)).toEqual(pairs.map(() => []));
  expect(pairs.map(({ frames }) => payloads(frames.far, 'control'))).toEqual(pairs.map(() => [7]));
  expect(pairs.map(({ frames }) => payloads(frames.near, 'control'))).toEqual(pairs.map(() => [8]));
}

/** By whoever looks at it: nobody is shown as lost meanwhile or after. */
async function expectUnnoticed(): Promise<void> {
  const pair = calm;
  if (!pair) throw new Error('no meshes');
  const stop = pair.talk();
  await expectBack(await cutFor(4));
  expect(await measureCatchingUp([pair])).toBeLessThan(BACK_WITHIN_MS);
  stop();
  await passRealTime.until(() => pair.isCaughtUp);
  expectWhole(pair);
  for (const { events } of pair.sides)
    expect(events.filter(({ type }) => type === 'lost' || type === 'left')).toEqual([]);
}

async function expectRecovered(): Promise<void> {
  const before = scenes.get(12)?.alone.ufrags();
  const scene = await cutFor(12);
  await Promise.all([expectBack(scene), expectLeft(scene)]);
  expect(pairsOf(scene).map(({ interruptions }) => interruptions.includes(true))).toEqual([true, true, true]);
  expect(scene.alone.ufrags()).toEqual(before);
}

/** Closed while nothing got through: the other end showed the interruption, and hears the goodbye once it can. */
async function expectLeft({ leaving }: Scene): Promise<void> {
  const sinceMs = clock.nowMs();
  const { near, far, ends, interruptions } = leaving;
  expect([near.isOpen, far.isOpen, interruptions]).toEqual([false, true, [true]]);
  await passRealTime.until(() => !far.isOpen);
  expect(clock.nowMs() - sinceMs).toBeLessThan(BACK_WITHIN_MS);
  // By the goodbye, or by the connection's end where that is quicker.
  expect(ends.map(({ kind }) => kind)).toEqual(['local', 'left']);
}

async function expectLost(): Promise<void> {
  const stops = meshes.map((pair) => pair.talk());
  await passRealTime.until(() => meshes.every(({ sides }) => sides.every(({ heard }) => heard.length > 3)));
  const pairs = pairsOf(await cutFor(35));
  await Promise.all([expectEnded(pairs), expectCaughtUp(stops)]);
}

async function expectEnded(pairs: readonly WatchedPair[]): Promise<void> {
  await passRealTime.until(() => pairs.every(({ ends }) => ends.length === 2));
  for (const { ends } of pairs) expect(ends.map((end) => end.kind)).toEqual(['lost', 'lost']);
}

/** What was said all the while is there again in time, by links that nobody asked for, and nothing of it is missing. */
async function expectCaughtUp(stops: readonly (() => void)[]): Promise<void> {
  expect(await measureCatchingUp(meshes)).toBeLessThan(BACK_WITHIN_MS);
  for (const stop of stops) stop();
  await passRealTime.until(() => meshes.every(({ isCaughtUp }) => isCaughtUp));
  for (const pair of meshes) expectWhole(pair);
}

test(
  '[L2] [D1] real time: an outage of 4 s ends no link and loses nothing, after 12 s every link recovers by itself or hears that it was closed, after 35 s links are lost, others are there within 5 s, and what was said all the while arrives once and in order',
  { timeout: 90_000 },
  async () => {
    await Promise.all([expectUnnoticed(), expectRecovered(), expectLost()]);
  },
);
