// A room that its owner rules, over real WebRTC, real cryptography and a real PeerServer: what the simulations show holds
// where answers overtake each other.

import { webcrypto } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createSystemClock } from '../../src/platform/system-clock.ts';
import { createWebCrypto } from '../../src/platform/web-crypto.ts';
import { createWebRandom } from '../../src/platform/web-random.ts';
import { silentLog } from '../../src/primitives/log.ts';
import { rootOf } from '../../src/room/charter.ts';
import { createRoom } from '../../src/room/create-room.ts';
import { createRoomCode } from '../../src/room/room-code.ts';
import type { Room } from '../../src/room/room.ts';
import { createGhostIdentity, openSession, type LocalIdentity } from '../../src/secure/identity.ts';
import { createPeerjsTransport } from '../../src/transport/peerjs-transport.ts';
import { startPeerServer, type RunningBroker } from '../support/peer-server.ts';

const PATIENCE_MS = 45_000;
const clock = createSystemClock();
const random = createWebRandom();
const crypto = createWebCrypto(webcrypto.subtle as SubtleCrypto);
const code = createRoomCode(random);
const rooms: Room[] = [];
let server: RunningBroker | undefined;

beforeAll(async () => {
  server = await startPeerServer();
});

afterAll(async () => {
  for (const room of rooms) room.leave();
  await server?.stop();
});

async function join(name: string, owner: LocalIdentity, identity?: LocalIdentity): Promise<Room> {
  if (!server) throw new Error('no broker');
  const peer = await openSession(identity ?? (await createGhostIdentity({ crypto, random })), random, crypto);
  const surroundings = { clock, random, digest: crypto, iceServers: [] };
  const room = createRoom({
    place: { kind: 'room', code, owner: rootOf(owner.id) },
    peer,
    crypto,
    clock,
    random,
    log: silentLog,
    name,
    transports: [createPeerjsTransport({ ...surroundings, broker: server.address })],
  });
  rooms.push(room);
  return room;
}

const sees = ({ peers }: Room) =>
  peers.value
    .filter(({ link }) => ['direct', 'relayed', 'unknown'].includes(link.kind))
    .map(({ name }) => name)
    .sort()
    .join();
const until = (condition: () => boolean) => vi.waitUntil(condition, { timeout: PATIENCE_MS, interval: 20 });
const standing = ({ state }: Room) =>
  state.value.kind === 'failed' ? state.value.failure.code : state.value.kind;

test('[E4] [K2] one is removed and stays out, another knocks and is let in', async () => {
  const olga = await createGhostIdentity({ crypto, random });
  const owner = await join('Olga', olga, olga);
  await until(() => standing(owner) === 'open');
  const [ann, mallory] = [await join('Ann', olga), await join('Mallory', olga)];
  await until(
    () => sees(owner) === 'Ann,Mallory' && sees(ann) === 'Mallory,Olga' && sees(mallory) === 'Ann,Olga',
  );

  expect(await owner.authority.remove(mallory.self.identityId)).toMatchObject({ ok: true });
  await until(() => standing(mallory) === 'removed' && sees(ann) === 'Olga' && sees(owner) === 'Ann');
  await until(() => ann.authority.charter.value.epoch === 1);

  const late = await join('Late', olga);
  await until(() => standing(late) === 'knocking' && owner.authority.knocks.value.length === 1);
  expect(await owner.authority.accept(late.self.identityId)).toMatchObject({ ok: true });
  await until(() => sees(late) === 'Ann,Olga' && sees(ann) === 'Late,Olga' && sees(owner) === 'Ann,Late');
  expect([late.state.value.kind, sees(mallory)]).toEqual(['open', '']);
}, 120_000);
