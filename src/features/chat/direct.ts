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
import type { LiveThread, ThreadOptions } from './live-thread.ts';
import { isHidden } from './talk/visible.ts';
import { createThread } from './thread.ts';
import { createTypists } from './typists.ts';

export interface DirectThreads extends Disposable {
  /** Those with words in them, and those that this person opened. */
  readonly threads: ReadonlySignal<readonly LiveThread[]>;
  open(person: IdentityId): LiveThread;
  setReadReceipts(areOn: boolean): void;
}

/** Whoever writes beyond that is not heard: memory. Those in which nothing was said make place. */
export const MAX_DIRECT = 64;
const IDENTITY_BYTES = 32;

export function createDirectThreads(
  shared: Pick<ThreadOptions, 'world' | 'lifeMs' | 'onAhead'>,
): DirectThreads {
  const { room } = shared.world;
  const channel = room.channel(directProtocol);
  let areReceiptsOn = true;
  /** To whoever waits to be decided about nothing is said either: it may not be who it seems. */
  const isUnheard = (person: IdentityId) => isHidden(person, shared.world.regardOf);
  const pool = createPool(isUnheard, (person) => {
    const way = wayTo(person, shared.world, (to, message) => channel.send(to, message));
    const isFree = { takeTurn: () => true, mayWrite: () => !isUnheard(person), slowModeMs: () => 0 };
    const thread = createThread({ ...shared, ...isFree, way });
    thread.setReadReceipts(areReceiptsOn);
    return thread;
  });

  function receive({ from, identityId, message: { pair, said } }: Received<DirectMessage>): void {
    const person = otherIn(pair, room.self.identityId, identityId);
    if (person === undefined) return;
    // Only words begin one, and it is shown once some of them hold.
    const isBeginning = said.type === 'say' || (said.type === 'heads' && said.heads.length > 0);
    const thread = pool.find(person) ?? (isBeginning ? pool.make(person) : undefined);
    if (!thread) return;
    if (said.type === 'typing') thread.hearTyping(from);
    else if (said.type === 'say') thread.hear({ peerId: from, identityId }, said.run);
    else thread.receive({ peerId: from, identityId }, said);
  }

  const stop = channel.onMessage(receive);
  return {
    threads: pool.shown,
    open: (person) => pool.open(person),
    setReadReceipts(areOn) {
      areReceiptsOn = areOn;
      for (const thread of pool.all()) thread.setReadReceipts(areOn);
    },
    dispose() {
      stop();
      for (const thread of pool.all()) thread.dispose();
    },
  };
}

/** Threads by whom they are with. */
function createPool(isUnheard: (person: IdentityId) => boolean, create: (person: IdentityId) => LiveThread) {
  const threads = signal<ReadonlyMap<IdentityId, LiveThread>>(new Map());
  /** Opened by this person, who wants to see them empty too. */
  const wanted = signal<ReadonlySet<IdentityId>>(new Set());

  function add(person: IdentityId): LiveThread {
    const thread = untracked(() => create(person));
    threads.value = new Map(threads.peek()).set(person, thread);
    return thread;
  }

  function dropSpare(): boolean {
    const maySpare = ([id, { log }]: readonly [IdentityId, LiveThread]) =>
      !wanted.peek().has(id) && (log.order.length === 0 || untracked(() => isUnheard(id)));
    const found = Array.from(threads.peek()).find(maySpare);
    if (!found) return false;
    const [person, thread] = found;
    thread.dispose();
    threads.value = new Map(Array.from(threads.peek()).filter(([id]) => id !== person));
    return true;
  }

  return {
    all: () => Array.from(threads.peek().values()),
    find: (person: IdentityId) => threads.peek().get(person),
    /** Undefined when there are too many with words in them. */
    make: (person: IdentityId) => (threads.peek().size < MAX_DIRECT || dropSpare() ? add(person) : undefined),
    open(person: IdentityId): LiveThread {
      const thread = threads.peek().get(person) ?? add(person);
      if (!wanted.peek().has(person)) wanted.value = new Set([...wanted.peek(), person]);
      return thread;
    },
    shown: computed(() =>
      Array.from(threads.value).flatMap(([person, thread]) => {
        void thread.changes.value;
        const hasWords = thread.log.order.length > 0 && !isUnheard(person);
        return wanted.value.has(person) || hasWords ? [thread] : [];
      }),
    ),
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
