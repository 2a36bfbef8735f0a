// Threads between this person and one other: to the instances of the two, one message each, and never to anybody else.

import { computed, signal, untracked, type ReadonlySignal } from '@preact/signals-core';
import { parseBase32 } from '../../primitives/base32.ts';
import { concatBytes, compareBytes, type Bytes } from '../../primitives/bytes.ts';
import type { Disposable } from '../../primitives/disposable.ts';
import { formatIdentityId, type IdentityId } from '../../primitives/ids.ts';
import type { Received, RosterPeer } from '../../room/room.ts';
import type { ChatWorld, ThreadWay } from './chat-world.ts';
import { isReachable } from './delivery.ts';
import { pairBytes } from './log/entry.ts';
import { directProtocol, type DirectMessage } from './protocol.ts';
import { createThread, type LiveThread, type ThreadOptions } from './thread.ts';
import { createTypists } from './typists.ts';

export interface DirectThreads extends Disposable {
  readonly threads: ReadonlySignal<readonly LiveThread[]>;
  open(person: IdentityId): LiveThread;
  setReadReceipts(areOn: boolean): void;
}

/** Whoever writes beyond that is not heard: memory. */
export const MAX_DIRECT = 64;
const IDENTITY_BYTES = 32;

export function createDirectThreads(
  shared: Pick<ThreadOptions, 'world' | 'lifeMs' | 'onAhead'>,
): DirectThreads {
  const { room } = shared.world;
  const channel = room.channel(directProtocol);
  const opened = new Map<IdentityId, LiveThread>();
  const threads = signal<readonly LiveThread[]>([]);
  // A thread is opened by its first message, which is news although it was said before.
  const newSinceMs = shared.world.wallTimeMs();
  let areReceiptsOn = true;

  /** To whoever waits to be decided about nothing is said either: it may not be who it seems. */
  const isHeard = (person: IdentityId) => {
    const regard = shared.world.regardOf?.(person);
    return regard !== 'blocked' && regard !== 'waiting';
  };

  function open(person: IdentityId): LiveThread {
    return opened.get(person) ?? untracked(() => create(person));
  }

  function create(person: IdentityId): LiveThread {
    const way = { ...wayTo(person, shared.world, (to, message) => channel.send(to, message)), newSinceMs };
    const thread = createThread({ ...shared, way, takeTurn: () => true, mayWrite: () => isHeard(person) });
    thread.setReadReceipts(areReceiptsOn);
    opened.set(person, thread);
    threads.value = Array.from(opened.values());
    return thread;
  }

  function receive({ from, identityId, message: { pair, said } }: Received<DirectMessage>): void {
    const person = otherIn(pair, room.self.identityId, identityId);
    if (person === undefined || (!opened.has(person) && opened.size >= MAX_DIRECT)) return;
    // An empty comparison begins nothing.
    const isEmpty = said.type === 'typing' || said.type === 'digest' || said.type === 'receipt';
    if (isEmpty && !opened.has(person)) return;
    const thread = open(person);
    if (said.type === 'typing') thread.hearTyping(from);
    else if (said.type === 'say') thread.hear({ peerId: from, identityId }, said.run);
    else thread.receive({ peerId: from, identityId }, said);
  }

  const stop = channel.onMessage(receive);
  return {
    threads,
    open,
    setReadReceipts(areOn) {
      areReceiptsOn = areOn;
      for (const thread of opened.values()) thread.setReadReceipts(areOn);
    },
    dispose() {
      stop();
      for (const thread of opened.values()) thread.dispose();
    },
  };
}

type Send = (to: RosterPeer['peerId'], message: DirectMessage) => boolean;

function wayTo(person: IdentityId, world: ChatWorld, send: Send): ThreadWay {
  const { room } = world;
  const pair = pairOf(room.self.identityId, person);
  const isSharer = ({ identityId }: RosterPeer) =>
    identityId === person || identityId === room.self.identityId;
  const sharers = computed(() =>
    room.peers.value.filter((peer) => isSharer(peer) && peer.link.kind !== 'gone'),
  );
  const tell = (to: RosterPeer['peerId'], said: DirectMessage['said']) => send(to, { pair, said });
  return {
    id: person,
    name: room.attest.hash(pairBytes(pair.subarray(0, IDENTITY_BYTES), pair.subarray(IDENTITY_BYTES))),
    sharers: () => sharers.value,
    neighbours: () => sharers.value.filter(isReachable),
    say: (run) => {
      const sent = sharers.peek().filter(({ peerId }) => tell(peerId, { type: 'say', run }));
      return sent.map(({ peerId }) => peerId);
    },
    typists: createTypists(world),
    tellTyping(isWriting) {
      if (!isWriting) return;
      for (const { peerId } of sharers.peek().filter(({ identityId }) => identityId === person))
        tell(peerId, { type: 'typing' });
    },
    tell,
    // Both were there from the first word on.
    sinceMsFor: (identity) =>
      identity === person || identity === room.self.identityId ? -Infinity : Infinity,
  };
}

function pairOf(one: IdentityId, other: IdentityId): Bytes {
  const [a, b] = [one, other].map((id) => parseBase32(id) ?? new Uint8Array(IDENTITY_BYTES));
  if (!a || !b) throw new RangeError('a pair has two');
  return compareBytes(a, b) <= 0 ? concatBytes(a, b) : concatBytes(b, a);
}

/** The other person of a thread of mine, when its sender is one of the two. */
function otherIn(pair: Uint8Array, self: IdentityId, sender: IdentityId): IdentityId | undefined {
  const two = [pair.subarray(0, IDENTITY_BYTES), pair.subarray(IDENTITY_BYTES)].map(formatIdentityId);
  const other = two.find((id) => id !== self) ?? self;
  const isMine = two.includes(self) && two.includes(sender) && other !== self;
  return isMine ? other : undefined;
}
