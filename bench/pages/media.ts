// The three ways between two pages that bench/link.ts compares, behind one face: Kith's sealed link as the mesh sends
// over it, a bare data channel, and PeerJS as it comes.

import { Peer, type DataConnection } from 'peerjs';
import { peerTransportId } from '../../src/discovery/namespace.ts';
import { createMesh } from '../../src/mesh/mesh.ts';
import { MAX_ENVELOPED_BYTES } from '../../src/mesh/envelope.ts';
import { createSystemClock } from '../../src/platform/system-clock.ts';
import { createWebCrypto } from '../../src/platform/web-crypto.ts';
import { createWebRandom } from '../../src/platform/web-random.ts';
import { silentLog } from '../../src/primitives/log.ts';
import type { PeerId, TransportId } from '../../src/primitives/ids.ts';
import { establishSecureLink } from '../../src/secure/establish.ts';
import { createGhostIdentity, openSession } from '../../src/secure/identity.ts';
import type { BrokerAddress } from '../../src/transport/broker-peer.ts';
import { createPeerjsTransport } from '../../src/transport/peerjs-transport.ts';
import type { ChannelName } from '../../src/transport/transport.ts';

export const MEDIA = ['sealed', 'bare', 'peerjs'] as const;
export type MediumName = (typeof MEDIA)[number];

export interface Medium {
  /** Largest message that fits one frame. */
  readonly chunkBytes: number;
  /** A small message; false when there was no room for it. */
  say(data: Uint8Array): boolean;
  /** As many messages of `chunk` as told, as fast as they go. */
  pour(chunk: Uint8Array, count: number): Promise<void>;
  onData: (data: Uint8Array) => void;
}

/** What either side keeps waiting: as much as a swarm does, and less than what a link takes, allowances included. */
const WINDOW_BYTES = 384 * 1024;
const RETRY_MS = 1;

const clock = createSystemClock();
const random = createWebRandom();
const crypto = createWebCrypto(globalThis.crypto.subtle);
const nothingHeard = () => undefined;
const pause = () => new Promise<void>((resolve) => setTimeout(resolve, RETRY_MS));

export interface SealedEnd {
  readonly address: TransportId;
  dial(address: string): Promise<Medium>;
  /** Resolves when somebody has dialled. */
  readonly answered: Promise<Medium>;
}

/** A mesh of its own, reachable at the broker. */
export async function openSealed(broker: BrokerAddress): Promise<SealedEnd> {
  const peer = await openSession(await createGhostIdentity({ crypto, random }), random, crypto);
  const contexts = [{ namespace: new Uint8Array(16).fill(1), psk: new Uint8Array(32).fill(2) }];
  let onLinked: (peer: PeerId) => void = nothingHeard;
  const linked = new Promise<PeerId>((resolve) => (onLinked = resolve));
  const mesh = createMesh({
    self: peer.peerId,
    secure: (link, signal) =>
      establishSecureLink(link, { crypto, clock, random, peer, contexts, capabilities: [], signal }),
    openEntry: () => Promise.resolve(undefined),
    clock,
    random,
    log: silentLog,
    onEvent: (event) => event.type === 'linked' && onLinked(event.peer.peerId),
  });
  const transport = createPeerjsTransport({ broker, iceServers: [], clock, random, digest: crypto });
  const endpoint = await transport.claim(peerTransportId(peer.peerId));
  if (!endpoint.ok) throw new Error(endpoint.error.code);
  mesh.addEndpoint(endpoint.value);

  const medium: Medium = {
    chunkBytes: MAX_ENVELOPED_BYTES,
    say: (data) => send('control', data),
    async pour(chunk, count) {
      for (let sent = 0; sent < count; sent += 1) {
        while (queuedBytes() + chunk.length > WINDOW_BYTES) await pause();
        if (!send('bulk', chunk)) throw new Error('no room where there was some');
      }
    },
    onData: nothingHeard,
  };
  mesh.handle('bench', ({ payload }) => medium.onData(payload));
  const queuedBytes = () => mesh.snapshots().reduce((sum, peer) => sum + peer.queuedBytes, 0);
  const send = (channel: ChannelName, data: Uint8Array) =>
    mesh.linked.every((to) => mesh.send(to, { id: 'bench', version: 1, channel }, data));
  return {
    address: endpoint.value.id,
    answered: linked.then(() => medium),
    async dial(address) {
      const link = await endpoint.value.dial(address as TransportId);
      if (!link.ok) throw new Error(link.error.detail);
      await mesh.adopt(link.value);
      await linked;
      return medium;
    },
  };
}

/** Descriptions with all their candidates, carried by hand. */
export interface BareEnd {
  offer(): Promise<string>;
  accept(description: string): Promise<string>;
  complete(description: string): Promise<void>;
  readonly opened: Promise<Medium>;
}

export function openBare(): BareEnd {
  const connection = new RTCPeerConnection({ iceServers: [] });
  const chat = connection.createDataChannel('chat', { negotiated: true, id: 1 });
  const bulk = connection.createDataChannel('bulk', { negotiated: true, id: 2, ordered: false });
  const medium: Medium = {
    chunkBytes: 64 * 1024,
    say(data) {
      chat.send(data as Uint8Array<ArrayBuffer>);
      return true;
    },
    async pour(chunk, count) {
      bulk.bufferedAmountLowThreshold = WINDOW_BYTES / 2;
      for (let sent = 0; sent < count; sent += 1) {
        if (bulk.bufferedAmount >= WINDOW_BYTES) await next(bulk, 'bufferedamountlow');
        bulk.send(chunk as Uint8Array<ArrayBuffer>);
      }
    },
    onData: nothingHeard,
  };
  for (const channel of [chat, bulk]) {
    channel.binaryType = 'arraybuffer';
    channel.addEventListener('message', ({ data }: MessageEvent<ArrayBuffer>) =>
      medium.onData(new Uint8Array(data)),
    );
  }
  return {
    opened: Promise.all([next(chat, 'open'), next(bulk, 'open')]).then(() => medium),
    async offer() {
      await connection.setLocalDescription();
      return describe(connection);
    },
    async accept(description) {
      await connection.setRemoteDescription(JSON.parse(description) as RTCSessionDescriptionInit);
      await connection.setLocalDescription();
      return describe(connection);
    },
    complete: (description) =>
      connection.setRemoteDescription(JSON.parse(description) as RTCSessionDescriptionInit),
  };
}

async function describe(connection: RTCPeerConnection): Promise<string> {
  while (connection.iceGatheringState !== 'complete') await next(connection, 'icegatheringstatechange');
  return JSON.stringify(connection.localDescription);
}

export interface PeerjsEnd {
  readonly id: string;
  dial(id: string): Promise<Medium>;
  readonly answered: Promise<Medium>;
}

/** As its README says, with the serialization that it uses unless told otherwise. */
export async function openPeerjs(broker: BrokerAddress): Promise<PeerjsEnd> {
  const id = `bench-${globalThis.crypto.randomUUID()}`;
  const peer = new Peer(id, { key: 'peerjs', ...broker, config: { iceServers: [] } });
  const answered = new Promise<DataConnection>((resolve) => peer.on('connection', resolve)).then(wrap);
  await new Promise<void>((resolve, reject) => {
    peer.on('open', () => resolve());
    peer.on('error', reject);
  });
  return {
    id,
    answered,
    dial: (other) => wrap(peer.connect(other, { serialization: 'binary', reliable: true })),
  };
}

async function wrap(connection: DataConnection): Promise<Medium> {
  const medium: Medium = {
    chunkBytes: 64 * 1024,
    say(data) {
      void connection.send(data);
      return true;
    },
    async pour(chunk, count) {
      for (let sent = 0; sent < count; sent += 1) await connection.send(chunk);
    },
    onData: nothingHeard,
  };
  connection.on('data', (data) => medium.onData(new Uint8Array(data as ArrayBuffer)));
  if (!connection.open) await new Promise<void>((resolve) => connection.once('open', () => resolve()));
  return medium;
}

function next(target: EventTarget, type: string): Promise<void> {
  return new Promise((resolve) => target.addEventListener(type, () => resolve(), { once: true }));
}
