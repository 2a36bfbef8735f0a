// Opens a room with the real world under it: the configured brokers, WebRTC, WebCrypto. The only place that makes
// transports, so that the gate cannot be walked around.

import { formatBase64url } from '../primitives/base64url.ts';
import { parseBase32 } from '../primitives/base32.ts';
import type { Clock } from '../primitives/clock.ts';
import type { CryptoPort } from '../primitives/crypto.ts';
import type { IdentityId } from '../primitives/ids.ts';
import type { Log } from '../primitives/log.ts';
import type { RandomSource } from '../primitives/random.ts';
import { createRoom } from '../room/create-room.ts';
import { OWNER_BYTES } from '../room/room-link.ts';
import type { Room } from '../room/room.ts';
import type { LocalPeer } from '../secure/identity.ts';
import { createPeerjsTransport } from '../transport/peerjs-transport.ts';
import type { Transport } from '../transport/transport.ts';
import type { BrokerAddress, BrokerGate } from './brokers.ts';
import type { IceServer } from './host-config.ts';
import type { RoomRequest } from './session.ts';

export interface RoomWorld {
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly crypto: CryptoPort;
  readonly log: Log;
}

export interface Opening {
  readonly request: RoomRequest;
  readonly peer: LocalPeer;
  readonly name: string;
  readonly gate: BrokerGate;
  readonly iceServers: readonly IceServer[];
}

export function openRoom(world: RoomWorld, opening: Opening): Room {
  const { request, peer, name, gate, iceServers } = opening;
  return createRoom({
    ...world,
    code: request.code,
    owner: request.isOwn ? ownerOf(peer.identity.id) : request.owner,
    peer,
    name,
    transports: gate.admitted.flatMap((broker) => openTransport(world, { broker, gate, iceServers })),
  });
}

/** What a room's link says of its owner: the first half of the fingerprint. */
export function ownerOf(identityId: IdentityId): string {
  return formatBase64url((parseBase32(identityId) ?? new Uint8Array()).subarray(0, OWNER_BYTES));
}

interface TransportRequest extends Pick<Opening, 'gate' | 'iceServers'> {
  readonly broker: BrokerAddress;
}

/** None when the broker is not configured. */
function openTransport(
  world: RoomWorld,
  { broker, gate, iceServers }: TransportRequest,
): readonly Transport[] {
  const admitted = gate.admit(broker.url);
  if (!admitted) return [];
  const { host, port, path, secure } = admitted;
  const servers = iceServers.map((server) => ({ ...server, urls: Array.from(server.urls) }));
  const { clock, random, crypto } = world;
  return [
    createPeerjsTransport({
      clock,
      random,
      digest: crypto,
      isHidden: () => document.visibilityState === 'hidden',
      broker: { host, port, path, secure },
      iceServers: servers,
    }),
  ];
}
