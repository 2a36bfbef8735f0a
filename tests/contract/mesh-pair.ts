// Two meshes over real links in a browser that talk to each other all the time, and all that arrives: what links and
// their re-dials promise together (PROTOCOL [D1]).

import { expect } from 'vitest';
import { peerTransportId } from '../../src/discovery/namespace.ts';
import type { KnownPeer } from '../../src/mesh/mesh-peer.ts';
import { createMesh } from '../../src/mesh/mesh.ts';
import type { Mesh, MeshEvent } from '../../src/mesh/mesh-ports.ts';
import { createSystemClock } from '../../src/platform/system-clock.ts';
import { createWebCrypto } from '../../src/platform/web-crypto.ts';
import { createWebRandom } from '../../src/platform/web-random.ts';
import { scheduleEvery } from '../../src/primitives/clock.ts';
import type { PeerId } from '../../src/primitives/ids.ts';
import { silentLog } from '../../src/primitives/log.ts';
import { createRoomEntries } from '../../src/room/room-entries.ts';
import { establishSecureLink } from '../../src/secure/establish.ts';
import { createGhostIdentity, openSession } from '../../src/secure/identity.ts';
import type { HandshakeContext } from '../../src/secure/secure-link.ts';
import type { Endpoint, Transport } from '../../src/transport/transport.ts';
import { passRealTime } from '../support/real-harness.ts';
import { must } from './transport-bench.ts';

const clock = createSystemClock();
const random = createWebRandom();
const crypto_ = createWebCrypto(crypto.subtle);
const TALK = { id: 'talk', version: 1, channel: 'control' } as const;
/** About as fast as somebody who types without a pause. */
const SAY_EVERY_MS = 100;

export interface TalkingMesh {
  readonly mesh: Mesh;
  readonly peerId: PeerId;
  readonly endpoint: Endpoint;
  /** What its own entry says. */
  readonly known: KnownPeer;
  readonly events: readonly MeshEvent[];
  /** How many numbers it has said, from 0 up. */
  readonly said: number;
  readonly heard: readonly number[];
  /** Proven links there were. */
  readonly linkCount: number;
  talkTo(peer: PeerId): () => void;
}

export interface MeshPair {
  readonly sides: readonly [TalkingMesh, TalkingMesh];
  /** Both say numbers to each other until the returned is called. */
  talk(): () => void;
  /** Everything that was said has arrived. */
  readonly isCaughtUp: boolean;
  dispose(): void;
}

export async function makeMeshPair(createTransport: () => Transport): Promise<MeshPair> {
  const context = makeMeetingPlace();
  const [near, far] = [
    await makeTalkingMesh(createTransport(), context),
    await makeTalkingMesh(createTransport(), context),
  ];
  await near.mesh.adopt(must(await near.endpoint.dial(far.endpoint.id)));
  await passRealTime.until(() => near.mesh.linked.length + far.mesh.linked.length === 2);
  const sides = [near, far] as const;
  return {
    sides,
    talk() {
      const stops = [near.talkTo(far.peerId), far.talkTo(near.peerId)];
      return () => {
        for (const stop of stops) stop();
      };
    },
    get isCaughtUp() {
      return near.heard.length >= far.said && far.heard.length >= near.said;
    },
    dispose() {
      for (const { mesh, endpoint } of sides) {
        mesh.leave();
        endpoint.close();
      }
    },
  };
}

/** Everything that both said, once and in order. */
export function expectWhole({ sides: [near, far] }: MeshPair): void {
  for (const [speaker, listener] of [[near, far] as const, [far, near] as const])
    expect(listener.heard).toEqual(Array.from({ length: speaker.said }, (_, number) => number));
}

/** Until what each pair has said so far has arrived, and something after it; how long that took, milliseconds. */
export async function measureCatchingUp(pairs: readonly MeshPair[]): Promise<number> {
  const sinceMs = clock.nowMs();
  const saidBy = pairs.map(({ sides }) => sides.map(({ said }) => said));
  const hasCaughtUp = ({ sides: [near, far] }: MeshPair, [byNear = 0, byFar = 0]: readonly number[] = []) =>
    far.heard.length > byNear && near.heard.length > byFar;
  await passRealTime.until(() => pairs.every((pair, index) => hasCaughtUp(pair, saidBy[index])));
  return clock.nowMs() - sinceMs;
}

/** What two can meet in, of no room. */
export function makeMeetingPlace(): HandshakeContext {
  return { namespace: random.bytes(16), psk: random.bytes(32) };
}

export async function makeTalkingMesh(transport: Transport, context: HandshakeContext): Promise<TalkingMesh> {
  const peer = await openSession(await createGhostIdentity({ crypto: crypto_, random }), random, crypto_);
  const address = peerTransportId(peer.peerId);
  const { namespace } = context;
  const entries = createRoomEntries({
    peer,
    crypto: crypto_,
    clock,
    namespace,
    transportIds: () => [address],
  });
  const events: MeshEvent[] = [];
  let linkCount = 0;
  let said = 0;
  const heard: number[] = [];
  const mesh = createMesh({
    self: peer.peerId,
    async secure(link, signal) {
      const deps = { crypto: crypto_, clock, random, peer };
      const proven = await establishSecureLink(link, {
        ...deps,
        contexts: [context],
        capabilities: [],
        signal,
      });
      if (proven.ok) linkCount += 1;
      return proven;
    },
    openEntry: (encoded) => entries.open(encoded),
    clock,
    random,
    log: silentLog,
    onEvent: (event) => void events.push(event),
  });
  const endpoint = must(await transport.claim(address));
  mesh.addEndpoint(endpoint);
  const own = await entries.issue();
  const known = await entries.open(own);
  if (!known) throw new Error('one does not read what one signed');
  mesh.setOwnEntry(own);
  mesh.handle(TALK.id, ({ payload }) => heard.push(new DataView(payload.slice().buffer).getUint32(0)));
  return {
    mesh,
    peerId: peer.peerId,
    endpoint,
    known,
    events,
    heard,
    get said() {
      return said;
    },
    get linkCount() {
      return linkCount;
    },
    talkTo: (to) =>
      scheduleEvery(clock, SAY_EVERY_MS, () => {
        const number = new Uint8Array(4);
        new DataView(number.buffer).setUint32(0, said);
        if (mesh.send(to, TALK, number)) said += 1;
      }),
  };
}
