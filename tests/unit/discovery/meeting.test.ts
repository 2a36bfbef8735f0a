import { describe, expect, test } from 'vitest';
import { createMeeting } from '../../../src/discovery/meeting.ts';
import type { MeetingMessageReceived } from '../../../src/discovery/meeting-ports.ts';
import {
  decodeMeetingMessage,
  encodeMeetingMessage,
  MAX_REGISTRY_ANSWER,
  type MeetingMessage,
} from '../../../src/discovery/protocol.ts';
import { MAX_REGISTRY_ENTRIES, type DiscoveredPeer } from '../../../src/discovery/router-registry.ts';
import { decodeUtf8, encodeUtf8 } from '../../../src/primitives/bytes.ts';
import { createEmitter } from '../../../src/primitives/events.ts';
import type { PeerId } from '../../../src/primitives/ids.ts';
import { silentLog } from '../../../src/primitives/log.ts';
import { createMemoryTransport } from '../../support/memory-transport.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { createSimClock } from '../../support/sim-clock.ts';
import { createSimNetwork } from '../../support/sim-network.ts';

const SELF = 'self' as PeerId;
const [ADA, BEN] = ['ada', 'ben'] as PeerId[] as [PeerId, PeerId];

function entryOf(peerId: string): DiscoveredPeer {
  return { peerId: peerId as PeerId, transportIds: [], issued: 1, encoded: encodeUtf8(peerId) };
}

/** A meeting at one broker; who is linked, and what they say, is up to the test. */
function createScene() {
  const clock = createSimClock(0);
  const network = createSimNetwork({ clock, random: createSeededRandom(1) });
  const messages = createEmitter<MeetingMessageReceived>();
  const downs = createEmitter<{ readonly peerId: PeerId; readonly hasLeft: boolean }>();
  const doubts = createEmitter<{ readonly peerId: PeerId; readonly isDoubted: boolean }>();
  const members = createEmitter<DiscoveredPeer>();
  const sent: { readonly to: PeerId; readonly message: MeetingMessage }[] = [];
  const broadcasts: MeetingMessage[] = [];
  const blamed: PeerId[] = [];
  const linked = new Set<PeerId>();
  const facts = { isFullMesh: false, isFull: false };
  const read = (payload: Uint8Array) => {
    const decoded = decodeMeetingMessage(payload);
    if (!decoded.ok) throw new Error('not a meeting message');
    return decoded.value;
  };
  const meeting = createMeeting({
    self: SELF,
    namespace: new Uint8Array(16),
    transports: [createMemoryTransport(network, 'broker')],
    peers: {
      prove: () => Promise.resolve(undefined),
      linked: () => Array.from(linked),
      send: (to, payload) => sent.push({ to, message: read(payload) }) > 0,
      broadcast: (payload) => void broadcasts.push(read(payload)),
      isFullMesh: () => facts.isFullMesh,
      onMessage: (listener) => messages.on(listener),
      onDown: (listener) => downs.on(listener),
      onDoubt: (listener) => doubts.on(listener),
      onBusy: () => () => undefined,
      onMember: (listener) => members.on(listener),
      blame: (peer) => void blamed.push(peer),
    },
    entries: {
      issue: () => Promise.resolve(encodeUtf8(SELF)),
      open: (encoded) => Promise.resolve(entryOf(decodeUtf8(encoded) ?? '')),
    },
    clock,
    random: createSeededRandom(2),
    log: silentLog,
    onChange: () => undefined,
    onDiscovered: () => undefined,
    onFull: (isFull) => void (facts.isFull = isFull),
    onTampered: () => undefined,
    onEndpoint: () => undefined,
  });
  const say = (from: PeerId, message: MeetingMessage, isFar = false) => {
    messages.emit({ from, payload: encodeMeetingMessage(message), isFar });
    return clock.advance(10);
  };
  const checkIn = (peer: PeerId) =>
    say(peer, { type: 'CHECK_IN', broker: 'broker', entry: encodeUtf8(peer), holds: 0 });
  const election = () => meeting.brokers[0]?.election;
  return { clock, meeting, members, downs, sent, broadcasts, blamed, linked, facts, say, checkIn, election };
}

/** Nobody else is there, so that this peer leads. */
async function leading() {
  const scene = createScene();
  scene.meeting.tryNow();
  await scene.clock.until(() => scene.election()?.kind === 'leading', 10_000);
  return scene;
}

describe('a router of a large room', () => {
  test('tells newcomers of members that only announced themselves, at most 48 at random', async () => {
    const { members, checkIn, sent } = await leading();
    for (let i = 0; i < 200; i += 1) members.emit(entryOf(`member-${i}`));
    for (const peer of [ADA, BEN]) await checkIn(peer);
    const told = sent.map(({ message }) =>
      message.type === 'REGISTRY' ? message.entries.map((each) => decodeUtf8(each)) : [],
    );
    expect(told.map(({ length }) => length)).toEqual([MAX_REGISTRY_ANSWER, MAX_REGISTRY_ANSWER]);
    expect(told[0]).not.toEqual(told[1]);
  });

  test('says to all that it leads, every minute and when somebody came', async () => {
    const { clock, broadcasts, members } = await leading();
    broadcasts.length = 0;
    await clock.advance(120_000);
    expect(broadcasts).toEqual([
      { type: 'CALL_IN', broker: 'broker', slot: 1 },
      { type: 'CALL_IN', broker: 'broker', slot: 1 },
    ]);
    broadcasts.length = 0;
    for (const name of ['ada', 'ben', 'cleo']) members.emit(entryOf(name));
    await clock.advance(5_000);
    expect(broadcasts).toHaveLength(1);
  });

  test('says nothing of the kind in a full mesh, where it is linked with all', async () => {
    const { clock, broadcasts, facts } = await leading();
    facts.isFullMesh = true;
    broadcasts.length = 0;
    await clock.advance(300_000);
    expect(broadcasts).toEqual([]);
  });

  test('turns nobody away but beyond 1,024 members, and says so', async () => {
    const { members, checkIn, sent } = await leading();
    for (let i = 0; i < MAX_REGISTRY_ENTRIES - 1; i += 1) members.emit(entryOf(`member-${i}`));
    for (const peer of [ADA, BEN]) await checkIn(peer);
    expect(MAX_REGISTRY_ENTRIES).toBe(1_024);
    expect(sent.map(({ to, message }) => [to, 'isFull' in message && message.isFull])).toEqual([
      [ADA, false],
      [BEN, true],
    ]);
  });
});

describe('a member of a large room', () => {
  const CALL = { type: 'CALL_IN', broker: 'broker', slot: 1 } as const;

  test('believes who says to all that it leads, and asks for nothing', async () => {
    const { say, sent, meeting, clock, election } = createScene();
    meeting.tryNow();
    await clock.advance(100);
    await say(ADA, CALL, true);
    expect(election()).toMatchObject({ kind: 'member', router: ADA, routerSlot: 1 });
    await clock.advance(180_000);
    expect(sent).toEqual([]);
  });

  test('looks for another one when that has left, later than those before it', async () => {
    const lookAfterMs = async (others: number) => {
      const { say, downs, meeting, clock, election, members, linked } = createScene();
      for (let i = 0; i < others; i += 1) members.emit(entryOf(`a member ${i}`));
      linked.add(BEN);
      meeting.tryNow();
      await clock.advance(100);
      await say(ADA, CALL, true);
      downs.emit({ peerId: ADA, hasLeft: true });
      const fromMs = clock.nowMs();
      await clock.until(() => election()?.kind !== 'waiting', 200_000);
      return clock.nowMs() - fromMs;
    };
    expect(await lookAfterMs(0)).toBeLessThan(3_100);
    expect(await lookAfterMs(40)).toBeGreaterThan(40_000);
  });

  describe('hears that the room is full', () => {
    const full = {
      type: 'REGISTRY',
      broker: 'broker',
      leads: 1,
      rank: 0,
      entries: [],
      isFull: true,
    } as const;

    /** From its router; from somebody else it is not heard. */
    async function told() {
      const scene = createScene();
      scene.meeting.tryNow();
      await scene.clock.advance(100);
      await scene.say(ADA, CALL, true);
      await scene.say(BEN, full);
      await scene.clock.advance(60_000);
      expect(scene.facts.isFull).toBe(false);
      scene.linked.add(ADA);
      await scene.say(ADA, full);
      expect(scene.facts.isFull).toBe(false);
      return scene;
    }

    test('and believes it once it has met nobody else', async () => {
      const { clock, facts } = await told();
      await clock.advance(14_900);
      expect(facts.isFull).toBe(false);
      await clock.advance(200);
      expect(facts.isFull).toBe(true);
    });

    test('and not when somebody else whom it met says nothing of the kind', async () => {
      const { clock, facts, linked, sent } = await told();
      linked.add(BEN);
      await clock.advance(60_000);
      expect(facts.isFull).toBe(false);
      expect(sent).toContainEqual({
        to: BEN,
        message: { type: 'CHECK_IN', broker: 'broker', entry: encodeUtf8(SELF), holds: 0 },
      });
    });

    test('and believes it when whoever else it met says the same, for as long as nobody has a place', async () => {
      const { clock, say, facts, linked } = await told();
      linked.add(BEN);
      await clock.advance(1_500);
      await say(BEN, full);
      await clock.advance(1_500);
      expect(facts.isFull).toBe(true);
      await say(BEN, { ...full, isFull: false });
      expect(facts.isFull).toBe(false);
      await say(ADA, full);
      await clock.advance(60_000);
      expect(facts.isFull).toBe(false);
    });

    test('and asks again when it shall try again', async () => {
      const { clock, meeting, facts, sent, say } = await told();
      await clock.advance(20_000);
      expect(facts.isFull).toBe(true);
      sent.length = 0;
      meeting.tryNow();
      await clock.advance(10);
      expect(sent.map(({ to, message }) => [to, message.type])).toEqual([[ADA, 'CHECK_IN']]);
      await say(ADA, { ...full, isFull: false });
      expect(facts.isFull).toBe(false);
    });

    test('and believes it when a second router says so', async () => {
      const { say, facts, downs, clock, election } = await told();
      downs.emit({ peerId: ADA, hasLeft: false });
      await clock.advance(10);
      await say(BEN, CALL, true);
      expect(election()).toMatchObject({ kind: 'member', router: BEN });
      await say(BEN, full);
      await clock.advance(1_000);
      expect(facts.isFull).toBe(true);
    });
  });

  test('blames who says to all what is meant for one', async () => {
    const { say, blamed, sent } = createScene();
    await say(ADA, { type: 'CHECK_IN', broker: 'broker', entry: encodeUtf8(ADA), holds: 0 }, true);
    await say(ADA, { type: 'REGISTRY', broker: 'broker', leads: 1, rank: 0, entries: [] }, true);
    expect([blamed, sent]).toEqual([[ADA, ADA], []]);
  });
});
