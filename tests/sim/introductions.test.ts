// After the first link no broker is needed: whoever is linked with one member is introduced to all others by it. Every
// scenario runs over several seeds; a failure prints its seed.

import { describe, expect, test, vi } from 'vitest';
import type { RelayMessage } from '../../src/mesh/relay/protocol.ts';
import { createMeshSignaling } from '../../src/mesh/relay/mesh-signaling.ts';
import type { PeerId, TransportId } from '../../src/primitives/ids.ts';
import type { Endpoint } from '../../src/transport/transport.ts';
import { forSeeds, type SimRoom, type SimWorld } from '../support/make-room.ts';
import { makeIntroducedRoom, type IntroducedOptions } from '../support/introduced-room.ts';
import { makeMesh } from '../support/make-mesh.ts';
import { hearChanged } from '../support/relay-liar.ts';
import { createRelayNet, type NetPeer } from '../support/relay-net.ts';
import { makeContext } from '../support/secure-pair.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { createSimClock } from '../support/sim-clock.ts';
import { createSimNetwork } from '../support/sim-network.ts';
import { createSimWebrtcTransport } from '../support/sim-webrtc.ts';

vi.setConfig({ testTimeout: 60_000 });

const SEEDS = [1, 2];

/** Those with a link of their own, not passed on by others; sorted. */
function linkedTo(room: SimRoom): readonly string[] {
  return room.peers.value
    .filter(({ link }) => link.kind === 'direct')
    .map(({ name }) => name)
    .sort();
}

function allLinked(rooms: readonly SimRoom[]): boolean {
  const names = rooms.map(({ name }) => name).sort();
  return rooms.every((room) => linkedTo(room).join() === names.filter((name) => name !== room.name).join());
}

/** Ada and Ben, linked by a broker that is gone since. */
async function linkedOnce(world: SimWorld, forAda: IntroducedOptions = {}) {
  const ada = await makeIntroducedRoom(world, 'Ada', forAda);
  const ben = await makeIntroducedRoom(world, 'Ben');
  await world.clock.until(() => allLinked([ada, ben]), 20_000);
  world.network.broker('broker').stop();
  return [ada, ben] as const;
}

describe('without a broker', () => {
  test('a third and a fourth join through a member, and all link with all', () =>
    forSeeds(SEEDS, async (world) => {
      const [ada, ben] = await linkedOnce(world);
      const cleo = await makeIntroducedRoom(world, 'Cleo', { browser: 'Ada' });
      await world.clock.until(() => allLinked([ada, ben, cleo]), 10_000);
      const dev = await makeIntroducedRoom(world, 'Dev', { browser: 'Ben' });
      await world.clock.until(() => allLinked([ada, ben, cleo, dev]), 10_000);
      expect(cleo.brokers.value).toEqual([{ label: 'broker', state: 'unreachable' }]);
      expect(cleo.state.value).toEqual({ kind: 'open' });
    }));

  test('seven who come one after another through different members all link', () =>
    forSeeds([1, 2], async (world) => {
      const rooms: SimRoom[] = [...(await linkedOnce(world))];
      for (const [at, name] of ['Cleo', 'Dev', 'Edda', 'Finn', 'Gita'].entries()) {
        rooms.push(await makeIntroducedRoom(world, name, { browser: at % 2 === 0 ? 'Ada' : 'Ben' }));
        await world.clock.until(() => allLinked(rooms), 20_000);
      }
      expect(rooms.length).toBe(7);
    }));

  test('two groups that one link joins become one', () =>
    forSeeds(SEEDS, async (world) => {
      const makeGroup = async (names: readonly string[], broker: string) => {
        const group = await Promise.all(
          names.map((name) => makeIntroducedRoom(world, name, { brokers: [broker] })),
        );
        await world.clock.until(() => allLinked(group), 30_000);
        return group;
      };
      const left = await makeGroup(['Ada', 'Ben', 'Cleo'], 'left');
      const right = await makeGroup(['Dev', 'Edda', 'Finn'], 'right');
      const bridge = await makeIntroducedRoom(world, 'Gita', { brokers: ['left', 'right'] });
      await world.clock.until(() => linkedTo(bridge).length >= 2, 20_000);
      for (const label of ['left', 'right']) world.network.broker(label).stop();
      await world.clock.until(() => allLinked([...left, ...right, bridge]), 30_000);
      expect(linkedTo(bridge).length).toBe(6);
    }));
});

test('ways that ask no broker are tried first, in the order they came', async () => {
  const clock = createSimClock();
  const network = createSimNetwork({ clock, random: createSeededRandom(1) });
  const world = { clock, network, context: makeContext(2) };
  const [ada, ben] = [await makeMesh(world, { seed: 1 }), await makeMesh(world, { seed: 2 })];
  const asked: string[] = [];
  const way = (name: string): Endpoint => ({
    id: ada.address,
    state: { kind: 'open' },
    onState: () => () => undefined,
    onLink: () => () => undefined,
    tryNow: () => undefined,
    close: () => undefined,
    dial(to) {
      asked.push(name);
      return Promise.resolve({ ok: false, error: { code: 'no-such-peer', detail: to } });
    },
  });
  ada.mesh.addEndpoint(way('another broker'));
  ada.mesh.addEndpoint(way('members'), { isNear: true });
  ada.mesh.addEndpoint(way('tabs'), { isNear: true });
  ada.mesh.learn([ben.known], { isEager: true });
  await clock.advance(500);
  expect([asked, ada.dials.length, ada.mesh.linked]).toEqual([['members', 'tabs'], 1, [ben.peerId]]);
});

describe('a member in between that does not keep to the rules', () => {
  /** Ada lies; the others know each other through her alone. */
  async function throughALiar(
    world: SimWorld,
    lie: (message: RelayMessage, self: PeerId) => RelayMessage,
  ): Promise<readonly SimRoom[]> {
    const [ada, ben] = await linkedOnce(world, {
      wrapLink: (link, self) => hearChanged(link, (message) => lie(message, self)),
    });
    const cleo = await makeIntroducedRoom(world, 'Cleo', { browser: 'Ada' });
    await world.clock.until(() => linkedTo(cleo).includes('Ada'), 10_000);
    return [ada, ben, cleo];
  }

  const isForOthers = ({ to }: RelayMessage, self: PeerId) => to !== self;

  /** As our own that come back, which are ignored: so nothing is passed on, and nobody is told. */
  const lose = (message: RelayMessage, self: PeerId) =>
    isForOthers(message, self) ? { ...message, from: self } : message;

  test('loses what it should pass on: it keeps two apart, and nobody else', () =>
    forSeeds(SEEDS, async (world) => {
      const [ada, ben, cleo] = (await throughALiar(world, lose)) as [SimRoom, SimRoom, SimRoom];
      await world.clock.advance(20_000);
      expect([linkedTo(ben), linkedTo(cleo)]).toEqual([['Ada'], ['Ada']]);
      const dev = await makeIntroducedRoom(world, 'Dev', { browser: 'Ben' });
      await world.clock.until(() => linkedTo(dev).length === 2 && linkedTo(ada).length === 3, 10_000);
      expect([linkedTo(dev), linkedTo(ada)]).toEqual([
        ['Ada', 'Ben'],
        ['Ben', 'Cleo', 'Dev'],
      ]);
    }));

  test('loses what it should pass on: another member does, and all link', () =>
    forSeeds([1, 2, 3, 4], async (world) => {
      const wrapLink: IntroducedOptions['wrapLink'] = (link, self) =>
        hearChanged(link, (message) => lose(message, self));
      const rooms = [
        await makeIntroducedRoom(world, 'Ada', { brokers: ['broker', 'desk of Ada'], wrapLink }),
        await makeIntroducedRoom(world, 'Ben', { brokers: ['broker', 'desk of Ben'] }),
        await makeIntroducedRoom(world, 'Cleo'),
      ];
      await world.clock.until(() => allLinked(rooms), 20_000);
      world.network.broker('broker').stop();
      rooms.push(await makeIntroducedRoom(world, 'Dev', { brokers: ['desk of Ada', 'desk of Ben'] }));
      await world.clock.until(() => allLinked(rooms), 20_000);
      expect(linkedTo(rooms.at(-1)!)).toEqual(['Ada', 'Ben', 'Cleo']);
    }));

  test('changes what it passes on: nothing of it is believed', () =>
    forSeeds(SEEDS, async (world) => {
      const change = (message: RelayMessage, self: PeerId) => {
        if (message.type !== 'RELAY' || !isForOthers(message, self)) return message;
        return { ...message, sealed: message.sealed.map((byte, at) => (at === 200 ? byte ^ 1 : byte)) };
      };
      const [ada, ben, cleo] = (await throughALiar(world, change)) as [SimRoom, SimRoom, SimRoom];
      await world.clock.advance(20_000);
      expect([linkedTo(ada), linkedTo(ben), linkedTo(cleo)]).toEqual([['Ben', 'Cleo'], ['Ada'], ['Ada']]);
    }));

  test('writes a message to somebody else: nobody but its recipient can open it', () =>
    forSeeds(SEEDS, async (world) => {
      const ends = new Set<PeerId>();
      const divert = (message: RelayMessage, self: PeerId) => {
        if (message.type !== 'RELAY' || !isForOthers(message, self)) return message;
        ends.add(message.from);
        return { ...message, to: Array.from(ends).find((end) => end !== message.to) ?? message.to };
      };
      const [, ben, cleo] = (await throughALiar(world, divert)) as [SimRoom, SimRoom, SimRoom];
      await world.clock.advance(20_000);
      expect([linkedTo(ben), linkedTo(cleo)]).toEqual([['Ada'], ['Ada']]);
    }));
});

describe('how far an introduction goes', () => {
  const addressOf = (peer: PeerId) => `kith-${peer}` as TransportId;
  const peerAt = (address: TransportId) => address.replace('kith-', '') as PeerId;

  test.each([
    [1, true],
    [3, true],
    [4, false],
  ])('over %i relays: %s', async (relays, works) => {
    const clock = createSimClock();
    const network = createSimNetwork({ clock, random: createSeededRandom(relays) });
    const [first, , last] = await createRelayNet(clock, relays).addChain(relays);
    const claim = async ({ peerId, relay }: NetPeer): Promise<Endpoint> => {
      const random = createSeededRandom(1);
      const signaling = createMeshSignaling({ self: peerId, relay, addressOf, peerAt, clock, random });
      const claimed = await createSimWebrtcTransport({ network, signaling }).claim(addressOf(peerId));
      if (!claimed.ok) throw new Error(claimed.error.code);
      return claimed.value;
    };
    const [from, to] = [await claim(first), await claim(last)];
    let accepted = 0;
    to.onLink(() => (accepted += 1));
    const dialling = from.dial(to.id);
    await clock.advance(20_000);
    expect([(await dialling).ok, accepted]).toEqual([works, works ? 1 : 0]);
  });
});
