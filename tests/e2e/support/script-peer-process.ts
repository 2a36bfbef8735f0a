// A member of a room that is no page: the room's own code in a process of its own, which says whatever it is told to,
// past every check that a page makes before it sends. See script-peer.ts.

import '../../support/browser-in-node.ts';
import type { Content } from '../../../src/features/chat/log/content.ts';
import type { Chat } from '../../../src/features/chat/model.ts';
import { createSystemClock } from '../../../src/platform/system-clock.ts';
import { createWebRandom } from '../../../src/platform/web-random.ts';
import { peerIdBytes, type PeerId } from '../../../src/primitives/ids.ts';
import { silentLog } from '../../../src/primitives/log.ts';
import { createDetachedDocs } from '../../support/detached-docs.ts';
import { createNodeCrypto } from '../../support/node-crypto.ts';
import type { BrokerAddress } from '../../../src/transport/broker-peer.ts';

export type Order =
  | {
      readonly do: 'join';
      readonly link: string;
      readonly broker: BrokerAddress;
      readonly name: string;
      readonly status: string;
    }
  | { readonly do: 'say'; readonly contents: readonly Content[] }
  | { readonly do: 'leave' };

export interface Numbered<T> {
  readonly number: number;
  readonly value: T;
}

const clock = createSystemClock();
const random = createWebRandom();
const crypto = createNodeCrypto();
let chat: Chat | undefined;
let self: PeerId | undefined;

async function follow(order: Order): Promise<number> {
  if (order.do === 'join') return join(order);
  if (order.do === 'leave') process.exit();
  const thread = chat?.threadOf('room');
  const startMs = performance.now();
  for (const content of order.contents) await thread?.write(aboutOwn(content));
  return performance.now() - startMs;
}

/** Nobody is called by sixteen zeros: it stands for this peer itself. */
function aboutOwn(content: Content): Content {
  if (!('of' in content) || content.of.peer.some((byte) => byte !== 0) || !self) return content;
  return { ...content, of: { ...content.of, peer: peerIdBytes(self) } };
}

/** Resolves once somebody is linked. */
async function join({ link, broker, name, status }: Extract<Order, { do: 'join' }>): Promise<number> {
  // After the globals are there: PeerJS looks for them while it loads.
  const { createPeerjsTransport } = await import('../../../src/transport/peerjs-transport.ts');
  const { createRoom } = await import('../../../src/room/create-room.ts');
  const { parseRoomLink } = await import('../../../src/room/room-link.ts');
  const { createGhostIdentity, openSession } = await import('../../../src/secure/identity.ts');
  const { createChatModel } = await import('../../../src/features/chat/model.ts');
  const address = parseRoomLink(link);
  if (!address.ok) throw new Error(address.error.code);
  const { code, owner } = address.value;
  const world = { clock, random, log: silentLog };
  const room = createRoom({
    ...world,
    place: { kind: 'room', code, owner },
    peer: await openSession(await createGhostIdentity({ crypto, random }), random, crypto),
    crypto,
    name,
    status,
    transports: [createPeerjsTransport({ ...world, broker, iceServers: [], digest: crypto })],
  });
  self = room.self.peerId;
  const [docs, wallTimeMs, regardOf] = [createDetachedDocs(), () => Date.now(), () => 'open' as const];
  chat = createChatModel({ ...world, room, docs, wallTimeMs, regardOf });
  return new Promise((resolve) => {
    room.peers.subscribe((peers) => {
      const linked = peers.filter(({ link: each }) => each.kind === 'direct' || each.kind === 'unknown');
      if (linked.length > 0) resolve(linked.length);
    });
  });
}

process.on('message', ({ number, value }: Numbered<Order>) => {
  void follow(value).then((answer) => process.send?.({ number, value: answer }));
});
process.on('disconnect', () => process.exit());
