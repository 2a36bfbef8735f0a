// Conversations without rooms: models of the chat over a network of their own on virtual time, that splits, heals, loses,
// doubles and reorders. For hundreds of histories; what rooms do with it is tested over rooms.

import { computed, signal, type Signal } from '@preact/signals-core';
import { createChatModel, type Chat } from '../../src/features/chat/model.ts';
import type { Message } from '../../src/features/chat/api.ts';
import type { Tells } from '../../src/features/feature.ts';
import { encodeMessage, type Encodable } from '../../src/primitives/codec.ts';
import type { IdentityId, PeerId } from '../../src/primitives/ids.ts';
import { silentLog } from '../../src/primitives/log.ts';
import { randomFraction, randomInteger } from '../../src/primitives/random.ts';
import { createAttest } from '../../src/room/attest.ts';
import { groupMembers } from '../../src/room/members.ts';
import type { Protocol } from '../../src/room/protocol-definition.ts';
import type { Channel, LinkView, Received, RoomContext, RosterPeer } from '../../src/room/room.ts';
import type { Regard } from '../../src/room/standing.ts';
import { createGhostIdentity, openSession, type LocalIdentity } from '../../src/secure/identity.ts';
import { createDetachedDocs } from './detached-docs.ts';
import { createFakeCrypto } from './fake-crypto.ts';
import { noFrames } from './no-frames.ts';
import { createSeededRandom } from './seeded-random.ts';
import { createSimClock, type SimClock } from './sim-clock.ts';

export interface ChatNode {
  readonly name: string;
  readonly identity: LocalIdentity;
  readonly peerId: PeerId;
  readonly chat: Chat;
  readonly room: RoomContext;
  /** Whoever is in one group is linked. */
  group: number;
  readonly isHere: boolean;
  /** As a page that stands still: others see that it is away, it sees nothing, and what is sent to it comes at its end. */
  readonly isAsleep: boolean;
  /** Goes without a word. */
  crash(): void;
}

export interface ChatNet {
  readonly seed: number;
  readonly clock: SimClock;
  readonly nodes: readonly ChatNode[];
  /** Everything that went over the wire: to whom, of which protocol. */
  readonly sent: {
    readonly from: PeerId;
    readonly to: PeerId;
    readonly protocol: string;
    readonly message: unknown;
  }[];
  join(name: string, options?: JoinOptions): Promise<ChatNode>;
  /** Puts each into a group by its name; others are in group 0. */
  split(groups: Readonly<Record<string, number>>): void;
  /** `unseen`: the others have not noticed yet. */
  sleep(node: ChatNode, how?: 'unseen'): void;
  wake(node: ChatNode): void;
  /** Something arrives that no honest instance sends. */
  inject(from: ChatNode, to: ChatNode, protocol: string, message: unknown): void;
}

export interface JoinOptions {
  readonly identity?: LocalIdentity;
  /** How far the wall clock is off. */
  readonly skewMs?: number;
  readonly room?: Partial<
    Pick<RoomContext, 'historyPolicy' | 'admittedAtMs' | 'mayRule' | 'may' | 'slowModeMs'>
  >;
  /** How far they want to hear of somebody; everybody is open to them by default. */
  readonly regardOf?: (identity: IdentityId) => Regard;
  readonly tells?: () => Tells;
}

export interface NetOptions {
  /** Of a message: comes twice, or is lost. */
  readonly doubled?: number;
  readonly lost?: number;
  readonly maxDelayMs?: number;
  /** Messages of one sender may overtake each other. */
  readonly doesReorder?: boolean;
  readonly keepsSent?: boolean;
}

interface NodeParts {
  readonly node: ChatNode & { isHere: boolean; isAsleep: boolean };
  isMissed: boolean;
  /** What comes when it wakes. */
  held: (() => void)[];
  readonly peers: Signal<readonly RosterPeer[]>;
  readonly listeners: Map<string, Set<(received: Received<unknown>) => void>>;
  readonly schemas: Map<string, Protocol['message']>;
}

const NAMESPACE = new Uint8Array(16).fill(5);
/** Of a day in November. */
const START_MS = 1_763_000_000_000;

export function createChatNet(seed: number, options: NetOptions = {}): ChatNet {
  const { doubled = 0, lost = 0, maxDelayMs = 40, doesReorder = false } = options;
  const clock = createSimClock(START_MS);
  const random = createSeededRandom(seed);
  const parts: NodeParts[] = [];
  const arrivals = new Map<string, number>();
  const sent: ChatNet['sent'] = [];
  let made = 0;

  function arrive(from: NodeParts, to: NodeParts, protocol: string, message: unknown): void {
    if (!to.node.isHere) return;
    const parsed = to.schemas.get(protocol)?.parse(message);
    if (!parsed?.ok) return;
    const { peerId, identity } = from.node;
    for (const listener of to.listeners.get(protocol) ?? [])
      listener({ from: peerId, identityId: identity.id, message: parsed.value });
  }

  function carry(from: NodeParts, to: NodeParts, protocol: string, message: unknown): void {
    if (options.keepsSent) sent.push({ from: from.node.peerId, to: to.node.peerId, protocol, message });
    const times = randomFraction(random) < lost ? 0 : randomFraction(random) < doubled ? 2 : 1;
    for (let i = 0; i < times; i += 1) {
      const way = `${from.node.peerId} ${to.node.peerId}`;
      const delayMs = 1 + randomInteger(random, maxDelayMs);
      const earliest = doesReorder ? 0 : (arrivals.get(way) ?? 0);
      const atMs = Math.max(earliest, clock.nowMs() + delayMs);
      arrivals.set(way, atMs);
      // A split loses what is under way.
      const comes = () => {
        if (isLinked(from, to)) arrive(from, to, protocol, message);
      };
      clock.schedule(atMs - clock.nowMs(), () => {
        if (to.node.isAsleep) to.held.push(comes);
        else comes();
      });
    }
  }

  async function join(name: string, joining: JoinOptions = {}): Promise<ChatNode> {
    made += 1;
    const own = createSeededRandom(seed * 1_000 + made);
    const crypto = createFakeCrypto(own);
    const identity = joining.identity ?? (await createGhostIdentity({ crypto, random: own }));
    const peer = await openSession(identity, own, crypto);
    const { peerId } = peer;
    const peers = signal<readonly RosterPeer[]>([]);
    const listeners: NodeParts['listeners'] = new Map();
    const schemas: NodeParts['schemas'] = new Map();
    const self = { peerId, identityId: identity.id, mark: identity.mark, name: signal(name) };
    const mine = (): NodeParts => parts.find((each) => each.node === node)!;

    function channel<M>(protocol: Protocol<M>): Channel<M> {
      const { id, maxBytes } = protocol;
      schemas.set(id, protocol.message);
      const isSmall = (message: M) => encodeMessage(message as Encodable).length <= maxBytes;
      return {
        broadcast(message) {
          const others = parts.filter((each) => each.node !== node && seesLinked(mine(), each));
          for (const other of others) carry(mine(), other, id, message);
          return others.map((each) => each.node.peerId);
        },
        send(to, message) {
          const other = parts.find((each) => each.node.peerId === to);
          if (!other || !isLinked(mine(), other) || !isSmall(message)) return false;
          carry(mine(), other, id, message);
          return true;
        },
        onMessage(listener) {
          const entry = listener as (received: Received<unknown>) => void;
          const all = listeners.get(id) ?? new Set();
          all.add(entry);
          listeners.set(id, all);
          return () => all.delete(entry);
        },
      };
    }

    const room: RoomContext = {
      kind: 'room',
      self,
      peers,
      members: computed(() => groupMembers(peers.value, self)),
      state: signal({ kind: 'open' } as const),
      may: () => true,
      slowModeMs: () => 0,
      historyPolicy: () => 'all',
      admittedAtMs: () => undefined,
      mayRule: () => true,
      attest: createAttest({ peer, crypto, namespace: Promise.resolve(NAMESPACE) }),
      channel,
      ...noFrames,
      ...joining.room,
    };
    const chat = createChatModel({
      room,
      clock,
      random: own,
      log: silentLog,
      docs: createDetachedDocs(),
      wallTimeMs: () => clock.nowMs() + (joining.skewMs ?? 0),
      regardOf: joining.regardOf ?? (() => 'open'),
      tells: joining.tells,
    });
    const node: NodeParts['node'] = {
      name,
      identity,
      peerId,
      chat,
      room,
      group: 0,
      isHere: true,
      isAsleep: false,
      crash() {
        node.isHere = false;
        chat.dispose();
        refresh(parts);
      },
    };
    parts.push({ node, isMissed: false, held: [], peers, listeners, schemas });
    refresh(parts);
    return node;
  }

  return {
    seed,
    clock,
    get nodes() {
      return parts.map(({ node }) => node).filter(({ isHere }) => isHere);
    },
    sent,
    join,
    split(groups) {
      for (const { node } of parts) node.group = groups[node.name] ?? 0;
      refresh(parts);
    },
    sleep({ peerId }, how) {
      setAsleep(parts, peerId, { isAsleep: true, isMissed: how !== 'unseen' });
      refresh(parts);
    },
    wake({ peerId }) {
      const held = setAsleep(parts, peerId, { isAsleep: false, isMissed: false });
      refresh(parts);
      for (const comes of held) clock.schedule(1, comes);
    },
    inject(from, to, protocol, message) {
      const [one, other] = [from, to].map((node) => parts.find((each) => each.node === node));
      if (one && other) arrive(one, other, protocol, message);
    },
  };
}

function isLinked(a: NodeParts, b: NodeParts): boolean {
  return a !== b && a.node.isHere && b.node.isHere && a.node.group === b.node.group;
}

/** Whoever sleeps sees nothing of it. */
function seesLinked(own: NodeParts, other: NodeParts): boolean {
  return isLinked(own, other) && (own.node.isAsleep || !other.isMissed);
}

function refresh(parts: readonly NodeParts[]): void {
  for (const own of parts.filter(({ node }) => node.isHere))
    own.peers.value = parts
      .filter((other) => other !== own && other.node.isHere)
      .map((other) => rosterPeer(other.node, seesLinked(own, other)));
}

/** Returns what waited for it. */
function setAsleep(
  parts: readonly NodeParts[],
  peerId: PeerId,
  { isAsleep, isMissed }: { readonly isAsleep: boolean; readonly isMissed: boolean },
): NodeParts['held'] {
  const sleeper = parts.find(({ node }) => node.peerId === peerId);
  if (!sleeper) return [];
  sleeper.node.isAsleep = isAsleep;
  sleeper.isMissed = isMissed;
  return isAsleep ? [] : sleeper.held.splice(0);
}

/** As everybody should see it: whose it is, and when it came, each sees for themselves. */
export function shownBy({ chat }: ChatNode): readonly object[] {
  return chat.room.rows.value.map((row) => ({ ...row, isSelf: false, cameAtMs: undefined }));
}

export function textsOf({ chat }: ChatNode): readonly string[] {
  return messagesOf(chat).map(({ body }) => (body.kind === 'text' ? body.text : `(${body.kind})`));
}

export function messagesOf(chat: Chat, thread = chat.room): readonly Message[] {
  return thread.rows.value.filter((row) => row.kind === 'message');
}

function rosterPeer({ peerId, identity, name }: ChatNode, isLinked: boolean): RosterPeer {
  const link: LinkView = isLinked ? { kind: 'direct', rttMs: 14 } : { kind: 'reconnecting', sinceMs: 0 };
  const { id: identityId, mark } = identity;
  return {
    peerId,
    identityId,
    mark,
    name,
    status: '',
    link,
    space: undefined,
    isHidden: false,
    isAway: false,
    joinedAtMs: 0,
  };
}
