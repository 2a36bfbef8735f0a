// Opens a room with the real world under it: the configured brokers, tabs of this browser, members, WebRTC, WebCrypto.
// The only place that makes transports, so that the gate cannot be walked around.

import { computed, type ReadonlySignal } from '@preact/signals-core';
import { readBrowserAbility } from '../media/browser-formats.ts';
import { capabilitiesOf } from '../media/voice-format.ts';
import type { Clock } from '../primitives/clock.ts';
import type { CryptoPort } from '../primitives/crypto.ts';
import type { IdentityId } from '../primitives/ids.ts';
import type { Log } from '../primitives/log.ts';
import type { RandomSource } from '../primitives/random.ts';
import { createRoom } from '../room/create-room.ts';
import { derivePlaceKeys } from '../room/place.ts';
import type { RoomCode } from '../room/room-code.ts';
import { ownerOf } from '../room/room-link.ts';
import type { Room } from '../room/room.ts';
import type { LocalPeer } from '../secure/identity.ts';
import { createTabsSignaling } from '../signaling/tabs-signaler.ts';
import { createInvitationTransport, type InvitationTransport } from '../transport/invitation-transport.ts';
import { createPeerjsTransport } from '../transport/peerjs-transport.ts';
import type { Transport } from '../transport/transport.ts';
import { createWebrtcTransport } from '../transport/webrtc-transport.ts';
import { iceServersFor, topologyFor } from './apply-tuning.ts';
import type { BrokerAddress, BrokerGate } from './brokers.ts';
import type { IceServer } from './host-config.ts';
import type { RoomTuning } from './room-tuning.ts';
import type { RoomRequest } from './session.ts';

export interface RoomWorld {
  readonly clock: Clock;
  /** With it kept rooms remember since when people are in. */
  readonly wallTimeMs?: () => number;
  readonly random: RandomSource;
  readonly crypto: CryptoPort;
  readonly log: Log;
}

export interface Opening {
  readonly request: RoomRequest;
  readonly peer: LocalPeer;
  readonly name: string;
  readonly status: string;
  readonly isBlocked: (identity: IdentityId) => boolean;
  /** Default: nobody. */
  readonly isVerified?: ((identity: IdentityId) => boolean) | undefined;
  /** What is let through later is used by the room then. */
  readonly gate: ReadonlySignal<BrokerGate>;
  readonly iceServers: readonly IceServer[];
  readonly tuning: RoomTuning;
}

/** Does ahead what needs no network, so that nobody waits for it after the click. `crypto` remembers it. */
export async function prepareRoom(crypto: CryptoPort, code: RoomCode): Promise<void> {
  await derivePlaceKeys(crypto, { kind: 'room', code });
}

export function openRoom(world: RoomWorld, opening: Opening): Room {
  const { request, peer, name, status, isBlocked, isVerified, tuning } = opening;
  const iceServers = iceServersOf(opening);
  const transports = openTransports(world, opening);
  return createRoom({
    ...world,
    place: {
      kind: 'room',
      code: request.code,
      owner: request.isOwn ? ownerOf(peer.identity.id) : request.owner,
    },
    peer,
    name,
    status,
    capabilities: capabilitiesOf(readBrowserAbility()),
    isBlocked,
    isVerified,
    kept: request.kept,
    handed: request.handed,
    topology: topologyFor(tuning),
    pingPeriodMs: tuning.pingPeriodMs,
    ...transports,
    localTransports: tuning.usesTabs ? openTabs(world) : [],
    isLocalEnough: request.isOwn || !tuning.usesBrokers,
    transportOver: (signaling) => createWebrtcTransport({ ...surroundings(world), signaling, iceServers }),
  });
}

/** For links that people carry from hand to hand: no server has a part in them but those that tell the own address. */
export function openInvitations(
  world: RoomWorld,
  opening: Pick<Opening, 'iceServers' | 'tuning'>,
): InvitationTransport {
  const iceServers = iceServersOf(opening);
  return createInvitationTransport({ ...surroundings(world), iceServers });
}

function iceServersOf({
  tuning,
  iceServers,
}: Pick<Opening, 'iceServers' | 'tuning'>): readonly RTCIceServer[] {
  return iceServersFor(tuning, iceServers).map((server) => ({ ...server, urls: Array.from(server.urls) }));
}

/** Of the brokers there are, and of those that are configured while the room is open; each is made once. */
function openTransports(
  world: RoomWorld,
  opening: Opening,
): {
  readonly transports: readonly Transport[];
  readonly laterTransports: ReadonlySignal<readonly Transport[]>;
} {
  const iceServers = iceServersOf(opening);
  const made = new Map<string, readonly Transport[]>();
  const open = (gate: BrokerGate) => {
    for (const broker of opening.tuning.usesBrokers ? gate.admitted : [])
      if (!made.has(broker.url)) made.set(broker.url, openTransport(world, { broker, gate, iceServers }));
    return Array.from(made.values()).flat();
  };
  const transports = open(opening.gate.peek());
  return { transports, laterTransports: computed(() => open(opening.gate.value).slice(transports.length)) };
}

interface TransportRequest {
  readonly gate: BrokerGate;
  readonly broker: BrokerAddress;
  readonly iceServers: readonly RTCIceServer[];
}

/** None when the broker is not configured. */
function openTransport(
  world: RoomWorld,
  { broker, gate, iceServers }: TransportRequest,
): readonly Transport[] {
  const admitted = gate.admit(broker.url);
  if (!admitted) return [];
  const { host, port, path, secure } = admitted;
  return [
    createPeerjsTransport({ ...surroundings(world), broker: { host, port, path, secure }, iceServers }),
  ];
}

/** None where pages cannot speak with each other. What tabs say to each other leaves the machine by no server. */
function openTabs(world: RoomWorld): readonly Transport[] {
  if (typeof BroadcastChannel === 'undefined') return [];
  const signaling = createTabsSignaling(world);
  return [createWebrtcTransport({ ...surroundings(world), signaling, iceServers: [] })];
}

function surroundings({ clock, random, crypto }: RoomWorld) {
  return { clock, random, digest: crypto, isHidden: () => document.visibilityState === 'hidden' };
}
