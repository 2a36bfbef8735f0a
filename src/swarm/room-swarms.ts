// The swarms of one room: their port over the room's channels and frames, and the room's comings and goings as they see
// them.

import { effect } from '@preact/signals-core';
import type { Clock } from '../primitives/clock.ts';
import { createDisposables, type Disposable } from '../primitives/disposable.ts';
import type { PeerId } from '../primitives/ids.ts';
import type { RandomSource } from '../primitives/random.ts';
import type { FrameProtocol, Protocol } from '../room/protocol-definition.ts';
import type { LinkView, RoomContext } from '../room/room.ts';
import type { ChunkStores } from './chunk-store.ts';
import type { HashPort } from './hash-port.ts';
import { swarmNewsProtocol, swarmProtocol, type SwarmNews } from './protocol.ts';
import { ReadAhead } from './read-ahead.ts';
import type { SwarmPort } from './swarm-port.ts';
import { createSwarms, type Swarms } from './swarms.ts';
import { TalkQueue } from './talk-queue.ts';

export interface RoomSwarmsOptions {
  readonly room: Pick<RoomContext, 'self' | 'peers' | 'channel' | 'frames' | 'requestLink' | 'attest'>;
  readonly clock: Clock;
  readonly random: RandomSource;
  readonly hash: HashPort;
  readonly stores: ChunkStores;
  /** Id of the space that offers write in: only who may write there is heard. None: everybody is. */
  readonly space?: string;
}

/** Chunks in their own layout (chunk-frame.ts). */
export const CHUNK_PROTOCOL: FrameProtocol = { id: 'swarm-chunk', version: 1 };

export interface RoomSwarms extends Disposable {
  readonly swarms: Swarms;
}

export function createRoomSwarms(options: RoomSwarmsOptions): RoomSwarms {
  const { room, clock, random, hash, stores, space } = options;
  const news = room.channel(space === undefined ? swarmNewsProtocol : writingIn(space));
  const talk = room.channel(swarmProtocol);
  const words = new TalkQueue(clock, (to, message) => talk.send(to, message));
  const frames = room.frames(CHUNK_PROTOCOL);
  const linked = new Set<PeerId>();
  const present = new Set<PeerId>();
  const port: SwarmPort = {
    neighbours: () => Array.from(linked),
    members: () => Array.from(present),
    send: (to, message) => linked.has(to) && words.say(to, message),
    broadcast: (said) => news.broadcast(said),
    tell: (to, said) => news.send(to, said),
    sendChunk: (to, ...parts) => frames.send(to, ...parts),
    bufferedBytes: (to) => frames.bufferedBytes(to),
    maxFrameBytes: frames.maxFrameBytes,
    requestLink: (to) => room.requestLink(to),
    blame: (peer, detail) => frames.blame(peer, detail),
  };
  const readAhead = new ReadAhead();
  const { attest, self } = room;
  const swarms = createSwarms({ self: self.peerId, port, readAhead, clock, random, hash, stores, attest });
  const disposables = createDisposables();
  disposables.add(() => words.dispose());
  disposables.add(() => swarms.dispose());
  disposables.add(news.onMessage(({ from, message }) => swarms.onNews(from, message)));
  disposables.add(talk.onMessage(({ from, message }) => swarms.onMessage(from, message)));
  disposables.add(frames.onFrame(({ from, frame }) => swarms.onFrame(from, frame)));
  disposables.add(frames.onDrained((to) => swarms.onWritable(to)));
  disposables.add(
    effect(() => {
      const peers = room.peers.value;
      const here = peers.filter(({ link }) => link.kind !== 'gone').map(({ peerId }) => peerId);
      const near = peers.filter(({ link }) => isLinked(link)).map(({ peerId }) => peerId);
      // Who leaves is unlinked first; who comes is a member first.
      follow(linked, near, {
        onGone(peer) {
          words.forget(peer);
          swarms.onUnlinked(peer);
        },
      });
      follow(present, here, {
        onGone: (peer) => swarms.onGone(peer),
        onNew: (peer) => swarms.onMember(peer),
      });
      follow(linked, near, { onNew: (peer) => swarms.onLinked(peer) });
    }),
  );
  return { swarms, dispose: () => disposables.dispose() };
}

/** Who may not write offers nothing, and helps with what others offer. */
function writingIn(space: string): Protocol<SwarmNews> {
  return { ...swarmNewsProtocol, space, isWrite: ({ type }) => type === 'offer' };
}

interface Followed {
  readonly onNew?: (peer: PeerId) => void;
  readonly onGone?: (peer: PeerId) => void;
}

/** Makes `known` as `now`, one at a time, as far as somebody listens. */
function follow(known: Set<PeerId>, now: readonly PeerId[], { onNew, onGone }: Followed): void {
  const remaining = new Set(now);
  for (const peer of Array.from(known)) {
    if (!onGone || remaining.has(peer)) continue;
    known.delete(peer);
    onGone(peer);
  }
  for (const peer of now) {
    if (!onNew || known.has(peer)) continue;
    known.add(peer);
    onNew(peer);
  }
}

/** With a way for chunks of its own. */
function isLinked({ kind }: LinkView): boolean {
  return kind === 'direct' || kind === 'relayed' || kind === 'unknown';
}
