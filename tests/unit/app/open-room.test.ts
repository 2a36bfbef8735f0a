// What a script set with `p2p.init` reaches the parts that a room is made of: the composition itself, with the parts
// written down instead of made.

import { signal } from '@preact/signals-core';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { BrokerGate } from '../../../src/app/brokers.ts';
import { openRoom, type Opening } from '../../../src/app/open-room.ts';
import { checkConfig } from '../../../src/app/p2p/config.ts';
import { silentLog } from '../../../src/primitives/log.ts';
import type { CreateRoomOptions } from '../../../src/room/room-options.ts';
import { createFakeCrypto } from '../../support/fake-crypto.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { createSimClock } from '../../support/sim-clock.ts';

const made = vi.hoisted(() => ({ rooms: [] as unknown[], transports: [] as unknown[] }));

vi.mock('../../../src/room/create-room.ts', () => ({
  createRoom: (options: unknown) => {
    made.rooms.push(options);
    return {};
  },
}));
vi.mock('../../../src/transport/peerjs-transport.ts', () => ({
  createPeerjsTransport: (options: unknown) => {
    made.transports.push(options);
    return { label: 'broker' };
  },
}));
vi.mock('../../../src/transport/webrtc-transport.ts', () => ({
  createWebrtcTransport: (options: unknown) => {
    made.transports.push(options);
    return { label: 'direct' };
  },
}));

const BROKER = {
  url: 'https://broker.example/peer',
  host: 'broker.example',
  port: 443,
  path: '/peer',
  secure: true,
};
const ICE = [
  { urls: ['stun:page.example'] },
  { urls: ['turn:page.example'], username: 'u', credential: 'c' },
];

function gateOf(...admitted: readonly { readonly url: string }[]): BrokerGate {
  const admit = (url: string) => admitted.find((each) => each.url === url);
  return { admitted, admit } as unknown as BrokerGate;
}

/** What a room is made of after `p2p.init({ config })`. */
function openWith(config: unknown, gate = signal(gateOf(BROKER))) {
  const random = createSeededRandom(1);
  const clock = createSimClock();
  const wallTimeMs = () => clock.nowMs();
  const world = { clock, wallTimeMs, random, crypto: createFakeCrypto(random), log: silentLog };
  openRoom(world, {
    request: { code: [] as unknown as Opening['request']['code'], owner: undefined, isOwn: false },
    peer: {} as Opening['peer'],
    name: 'Ada',
    status: '',
    isBlocked: () => false,
    gate,
    iceServers: ICE,
    tuning: checkConfig(config).tuning,
  });
  const [room] = made.rooms as CreateRoomOptions[];
  const iceServers = made.transports.map((each) => (each as { iceServers: RTCIceServer[] }).iceServers);
  return { room, iceServers };
}

beforeEach(() => {
  made.rooms.length = 0;
  made.transports.length = 0;
});

describe('a room is opened', () => {
  it('as the page has it, where nothing was set', () => {
    const { room, iceServers } = openWith({});
    expect([room?.transports.length, room?.localTransports?.length]).toEqual([1, 1]);
    expect([room?.topology, room?.pingPeriodMs]).toEqual([undefined, undefined]);
    expect(iceServers).toContainEqual(ICE);
  });

  it('with as many links, and pings as seldom, as were set', () => {
    const { room } = openWith({ maxPeers: 5, network: { topology: 'mesh', heartbeatInterval: 7_000 } });
    expect(room?.topology).toMatchObject({ maxLinks: 5, fullMembers: 6 });
    expect(room?.pingPeriodMs).toBe(7_000);
  });

  it.each([
    [['broadcast'], 0, 1],
    [['url'], 1, 0],
    [['qr'], 1, 0],
    [['broadcast', 'url'], 1, 1],
  ])('with the ways to find others that were set: %j', (discoveryMethods, brokers, tabs) => {
    const { room } = openWith({ discoveryMethods });
    expect([room?.transports.length, room?.localTransports?.length]).toEqual([brokers, tabs]);
    // Whoever wants tabs alone is in a room there, whoever is in it.
    expect(room?.isLocalEnough).toBe(brokers === 0);
  });

  it('with all the STUN servers that were set, at every negotiation, and the page’s TURN servers', () => {
    const servers = ['stun:one.example', 'stun:two.example'];
    const { room, iceServers } = openWith({ stun: { servers } });
    room?.transportOver?.({} as never);
    const expected = [{ urls: ['stun:one.example'] }, { urls: ['stun:two.example'] }, ICE[1]];
    expect(made.transports.at(-1)).toMatchObject({ iceServers: expected });
    expect(iceServers).toContainEqual(expected);
  });

  it('with what is configured while it is open, each broker once, unless brokers are not wanted', () => {
    const gate = signal(gateOf());
    const { room } = openWith({}, gate);
    expect([room?.transports, room?.laterTransports?.value]).toEqual([[], []]);
    gate.value = gateOf(BROKER);
    const [added] = room?.laterTransports?.value ?? [];
    expect(added).toMatchObject({ label: 'broker' });
    gate.value = gateOf({ ...BROKER, url: 'https://other.example/peer' }, BROKER);
    expect(room?.laterTransports?.value[0]).toBe(added);
    expect(room?.laterTransports?.value).toHaveLength(2);
    made.rooms.length = 0;
    const alone = openWith({ discoveryMethods: ['broadcast'] }, gate);
    expect(alone.room?.laterTransports?.value).toEqual([]);
  });

  it('with the sealing it always has, for it cannot be switched off', () => {
    const { room } = openWith({ encryption: { enabled: true, algorithm: 'AES-GCM' } });
    expect(room?.secure).toBeUndefined();
    expect(() => checkConfig({ encryption: { enabled: false } })).toThrow(
      'encryption.enabled can only be true',
    );
  });
});
