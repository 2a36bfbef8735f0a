// The same core as in the simulations, unchanged, over real WebRTC and a real PeerServer: dozens of peers in a few
// processes. Everybody's words reach everybody, whatever happens to the broker and to others.

import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { PeerId } from '../../src/primitives/ids.ts';
import type { RealRoomView } from '../support/real-room.ts';
import { createRealWorld, type RealWorld } from '../support/real-world.ts';

/** What any step of a crowd's life may take on two cores that others use too. */
const PATIENCE_MS = 90_000;
const TEST_TIMEOUT_MS = 120_000;
const MIN_LINKS = 4;
const MAX_LINKS = 8;
/** As people come: some at a time, the next when these are in. All at once on two cores starve each other. */
const AT_ONCE = 10;

const CROWDS = [
  { name: '40 peers in a full mesh', peers: 40, fullMembers: 64, leaving: 6, coming: 4 },
  { name: '60 peers in a partial mesh', peers: 60, fullMembers: 10, leaving: 8, coming: 4 },
] as const;

let world: RealWorld;

beforeAll(async () => {
  world = await createRealWorld();
});
afterAll(() => world.dispose());

describe.each(CROWDS)('$name', ({ peers, fullMembers, leaving, coming }) => {
  const options = { topology: { fullMembers } };
  let here: readonly PeerId[] = [];

  async function expectGathered(): Promise<readonly RealRoomView[]> {
    const isFull = here.length <= fullMembers;
    const rooms = await world.lookUntil((seen) => isGathered(seen, here.length, isFull), PATIENCE_MS);
    expect(rooms.map(({ memberCount }) => memberCount)).toEqual(here.map(() => here.length - 1));
    const links = rooms.map(({ linkCount }) => linkCount);
    if (isFull) expect(links).toEqual(here.map(() => here.length - 1));
    else expect(Math.max(...links)).toBeLessThanOrEqual(MAX_LINKS);
    return rooms;
  }

  test('everybody finds everybody', { timeout: TEST_TIMEOUT_MS }, async () => {
    await world.moveOn();
    while (here.length < peers) {
      here = [...here, ...(await world.join(AT_ONCE, options))];
      const enough = peers <= fullMembers ? here.length - 1 : MIN_LINKS;
      await world.lookUntil((seen) => seen.every(({ linkCount }) => linkCount >= enough), PATIENCE_MS);
    }
    await expectGathered();
  });

  test(
    'everybody hears everybody once, and in order over links, while the broker dies',
    { timeout: TEST_TIMEOUT_MS },
    async () => {
      await world.say(here);
      await world.stopBroker();
      await world.say(here);
      await expectHeard(here.length);
    },
  );

  test(
    'without a broker: some leave, and the others hear each other still',
    { timeout: TEST_TIMEOUT_MS },
    async () => {
      await world.leave(here.slice(0, leaving));
      here = here.slice(leaving);
      await world.say(here);
      await expectGathered();
      await world.say(here);
      await expectHeard(here.length);
    },
  );

  test('the broker is back: some come, and are heard', { timeout: TEST_TIMEOUT_MS }, async () => {
    await world.startBroker();
    const newcomers = await world.join(coming, options);
    here = [...here, ...newcomers];
    const before = saidBy(await expectGathered());
    await world.say(newcomers);
    await world.say(here);
    const misses = (seen: readonly RealRoomView[]) => seen.map((listener) => missed(listener, seen, before));
    const rooms = await world.lookUntil(
      (seen) => misses(seen).every((each) => each.length === 0),
      PATIENCE_MS,
    );
    expect(misses(rooms)).toEqual(here.map(() => []));
  });
});

/** Each knows all the others; in a full mesh by a link of its own, in a partial one with few links. */
function isGathered(rooms: readonly RealRoomView[], count: number, isFull: boolean): boolean {
  const others = count - 1;
  const hasItsLinks = (links: number) => (isFull ? links === others : links <= MAX_LINKS);
  return rooms.every(({ memberCount, linkCount }) => memberCount === others && hasItsLinks(linkCount));
}

/** Everybody heard everything of each of the others: nothing lost, nothing doubled; gossip promises no order. */
async function expectHeard(count: number): Promise<void> {
  const isHeard = (seen: readonly RealRoomView[]) =>
    seen.every((listener) => differences(listener, seen) === 0);
  const rooms = await world.lookUntil(isHeard, PATIENCE_MS);
  expect(rooms.map((listener) => differences(listener, rooms))).toEqual(
    Array.from({ length: count }, () => 0),
  );
}

/** How many of the others were not heard exactly as they spoke. */
function differences(listener: RealRoomView, speakers: readonly RealRoomView[]): number {
  return speakers.filter(
    (speaker) => speaker !== listener && heardOf(listener, speaker).join() !== speaker.said.join(),
  ).length;
}

/** How much each has said. */
function saidBy(rooms: readonly RealRoomView[]): ReadonlyMap<PeerId, number> {
  return new Map(rooms.map(({ peerId, said }) => [peerId, said.length]));
}

/**
 * Whose words since `before` one has not heard as they were said. Of what was said before they came newcomers are told some
 * in a partial mesh, as far as it is younger than 30 s.
 */
function missed(
  listener: RealRoomView,
  speakers: readonly RealRoomView[],
  before: ReadonlyMap<PeerId, number>,
): readonly string[] {
  const others = speakers.filter((speaker) => speaker !== listener);
  return others.flatMap((speaker) => {
    const heard = heardOf(listener, speaker);
    const since = speaker.said.slice(before.get(speaker.peerId) ?? 0);
    const isRight =
      new Set(heard).size === heard.length && heard.slice(-since.length).join() === since.join();
    return isRight ? [] : [`${speaker.peerId}: ${heard.join()} of ${speaker.said.length}`];
  });
}

function heardOf(listener: RealRoomView, speaker: RealRoomView): readonly number[] {
  const heard = listener.heard[speaker.peerId] ?? [];
  const isGossip = listener.linkCount < listener.memberCount;
  return isGossip ? heard.toSorted((a, b) => a - b) : heard;
}
