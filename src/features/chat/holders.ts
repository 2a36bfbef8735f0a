// Who else holds what is held here, by chains: as far as each told, and as far as each must have heard. By instance, not
// by person: whoever reloads comes back with nothing.

import { effect, signal, untracked, type ReadonlySignal } from '@preact/signals-core';
import { formatPeerId, type IdentityId, type PeerId } from '../../primitives/ids.ts';
import type { RosterPeer } from '../../room/room.ts';
import type { Holding } from '../holding.ts';
import { isReachable } from './delivery.ts';
import type { WireHead } from './exchange/messages.ts';
import type { ThreadLog } from './log/thread-log.ts';

/** From `base` up to, not with, `next`. */
interface Held {
  readonly base: number;
  readonly next: number;
}

export type Holdings = ReadonlyMap<PeerId, ReadonlyMap<PeerId, Held>>;

export interface Holders {
  /** As it is now; a computation or an effect that reads it follows it. */
  read(): Holdings;
  /** An instance told how far it has heard whom. */
  learn(peer: PeerId, heads: readonly WireHead[]): void;
  /** These instances have that entry too. */
  note(peers: readonly PeerId[], author: PeerId, seq: number): void;
  /** That instance has so much of a chain. */
  noteChain(peer: PeerId, author: PeerId, held: Held): void;
  /** What is here changed. */
  touch(): void;
  forget(peer: PeerId): void;
}

const MAX_CHAINS = 4_096;

export function createHolders(): Holders {
  /** Changed in place: a copy for each of thousands of messages would be felt. */
  const held = new Map<PeerId, Map<PeerId, Held>>();
  const changes = signal(0);

  function chainsOf(peer: PeerId): Map<PeerId, Held> {
    const known = held.get(peer) ?? new Map<PeerId, Held>();
    held.set(peer, known);
    return known;
  }

  return {
    read() {
      void changes.value;
      return held;
    },
    learn(peer, heads) {
      const chains = chainsOf(peer);
      for (const { peer: author, base, next } of heads) {
        if (next > 0 && chains.size < MAX_CHAINS) chains.set(formatPeerId(author), { base, next });
      }
      changes.value += 1;
    },
    note(peers, author, seq) {
      for (const peer of peers) {
        const chains = chainsOf(peer);
        const known = chains.get(author);
        // Whoever misses what was before is not known to have it.
        if (known && known.next >= seq) chains.set(author, { ...known, next: Math.max(known.next, seq + 1) });
        else if (!known) chains.set(author, { base: seq, next: seq + 1 });
      }
      changes.value += 1;
    },
    noteChain(peer, author, { base, next }) {
      chainsOf(peer).set(author, { base, next });
      changes.value += 1;
    },
    touch: () => void (changes.value += 1),
    forget(peer) {
      if (held.delete(peer)) changes.value += 1;
    },
  };
}

/**
 * What was taken for granted of whoever is out of reach may wait at somebody, or be lost: it does not count again until
 * they tell. Returns the way to stop.
 */
export function forgetSilent(peers: ReadonlySignal<readonly RosterPeer[]>, holders: Holders): () => void {
  return effect(() => {
    const silent = peers.value.filter(({ link }) => link.kind === 'reconnecting' || link.kind === 'gone');
    untracked(() => {
      for (const { peerId } of silent) holders.forget(peerId);
    });
  });
}

/** Those of `peers` whose instance has that entry. */
export function whoHolds(
  holdings: Holdings,
  peers: readonly RosterPeer[],
  { author, seq }: { readonly author: PeerId; readonly seq: number },
): ReadonlySet<IdentityId> {
  const holds = ({ peerId }: RosterPeer) => {
    const held = holdings.get(peerId)?.get(author);
    return held !== undefined && held.base <= seq && held.next > seq;
  };
  return new Set(peers.filter(holds).map(({ identityId }) => identityId));
}

/** What is held here, and by whom else who is here now; this person's own other tabs are nobody else. */
export function holdingOf(
  log: ThreadLog,
  holdings: Holdings,
  { peers, self }: { readonly peers: readonly RosterPeer[]; readonly self: IdentityId },
): Holding {
  if (log.order.length === 0) return { kind: 'nothing' };
  const chains = Array.from(log.chains.values()).filter(({ isEmpty }) => !isEmpty);
  const others = peers.filter((peer) => isReachable(peer) && peer.identityId !== self);
  const holds = (peerId: PeerId, chain: (typeof chains)[number]) => {
    const theirs = holdings.get(peerId)?.get(chain.writer.peerId);
    const [first, last] = [chain.held[0], chain.held.at(-1)];
    return theirs && first && last && theirs.base <= first.from && theirs.next > last.to;
  };
  const complete = others.filter(({ peerId }) => chains.every((chain) => holds(peerId, chain)));
  return {
    kind: 'something',
    wholly: new Set(complete.map(({ identityId }) => identityId)),
    isLast: chains.some((chain) => !others.some(({ peerId }) => holds(peerId, chain))),
  };
}
