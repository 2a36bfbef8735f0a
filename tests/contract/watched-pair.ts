// Two ends of a link over a real medium in a browser, and all that is told of them.

import { inject } from 'vitest';
import { createSystemClock } from '../../src/platform/system-clock.ts';
import { createWebRandom } from '../../src/platform/web-random.ts';
import { createTabsSignaling } from '../../src/signaling/tabs-signaler.ts';
import { createPeerjsTransport } from '../../src/transport/peerjs-transport.ts';
import type { CloseReason, Endpoint, Frame, Link, Transport } from '../../src/transport/transport.ts';
import { createWebrtcTransport } from '../../src/transport/webrtc-transport.ts';
import { seeConnections } from '../support/seen-connections.ts';
import { collect, must, uniqueId } from './transport-bench.ts';

const surroundings = { clock: createSystemClock(), random: createWebRandom(), iceServers: [] };

export const MEDIA: Readonly<Record<'tabs' | 'broker', () => Transport>> = {
  tabs: () => createWebrtcTransport({ ...surroundings, signaling: createTabsSignaling(surroundings) }),
  broker: () => createPeerjsTransport({ ...surroundings, broker: inject('broker') }),
};

export interface WatchedPair {
  readonly endpoints: readonly [Endpoint, Endpoint];
  readonly near: Link;
  readonly far: Link;
  /** Of both ends. */
  readonly connections: readonly [RTCPeerConnection, RTCPeerConnection];
  readonly frames: { readonly near: readonly Frame[]; readonly far: readonly Frame[] };
  readonly interruptions: readonly boolean[];
  readonly ends: readonly CloseReason[];
  /** Names of the ICE credentials in use, of both ends. */
  ufrags(): readonly string[];
  dispose(): void;
}

/** One after the other: the connections of two that are made at once would be mixed up. */
export async function makeWatchedPair(createTransport: () => Transport): Promise<WatchedPair> {
  const seen = seeConnections();
  const claim = async (prefix: string) => must(await createTransport().claim(uniqueId(prefix)));
  const endpoints = [await claim('a'), await claim('b')] as const;
  const accepted = new Promise<Link>((resolve) => void endpoints[1].onLink(resolve));
  const near = must(await endpoints[0].dial(endpoints[1].id));
  const far = await accepted;
  seen.stop();
  const [one, other] = seen.connections;
  if (!one || !other) throw new Error('no two connections');
  const interruptions: boolean[] = [];
  const ends: CloseReason[] = [];
  for (const link of [near, far]) {
    // As between two who know each other: their goodbye outlives a broken path.
    link.admit();
    link.onInterrupted((isInterrupted) => interruptions.push(isInterrupted));
    link.onClosed((reason) => ends.push(reason));
  }
  const connections = [one, other] as const;
  return {
    endpoints,
    near,
    far,
    connections,
    frames: { near: collect(near), far: collect(far) },
    interruptions,
    ends,
    ufrags: () => connections.map((connection) => ufragOf(connection)),
    dispose() {
      for (const thing of [near, far, ...endpoints]) thing.close('test over');
    },
  };
}

function ufragOf({ localDescription }: RTCPeerConnection): string {
  return /^a=ice-ufrag:(\S+)/m.exec(localDescription?.sdp ?? '')?.[1] ?? '';
}
