// Which of what comes is new to this person: what is said now, and of what is caught up on whatever goes beyond what was
// there when they came. By places in chains: two people's clocks are never compared.

import { formatPeerId, type IdentityId, type PeerId } from '../../../primitives/ids.ts';
import type { EntryId } from '../api.ts';
import type { WireHead } from '../exchange/messages.ts';
import { comparePlaces, isMessageKind, type Entry } from '../log/entry.ts';

export interface Newness {
  /** Here from an earlier stay: whatever is beyond was said since. */
  restored(entries: readonly Entry[]): void;
  /** An instance told how far it has heard whom. */
  told(by: PeerId, heads: readonly WireHead[]): void;
  /** `isLive`: its author says it now. */
  sort(added: readonly Entry[], isLive: boolean): Sorted;
}

interface Sorted {
  readonly fresh: readonly Entry[];
  /** Was new, and is known to this person: they have spoken since. */
  readonly known: readonly EntryId[];
}

export interface NewnessOptions {
  readonly self: IdentityId;
  /** What was said before this person came is for them too: it is only between the two. */
  readonly isAllForThem: boolean;
}

/** Chains and instances that are remembered. */
const MOST = 4_096;

export function createNewness({ self, isAllForThem }: NewnessOptions): Newness {
  /** By chain: what is below was there when this person came. */
  const begins = new Map<PeerId, number>();
  const heardOf = new Set<PeerId>();
  /** Said while this person was not here. */
  const caughtUp = new Map<EntryId, Entry>();
  let isBack = false;
  let lastOwn: Entry | undefined;

  /** Of a chain that nothing was known of. */
  function beginAt(author: PeerId, seq: number): void {
    const isBefore = !isBack && !isAllForThem && !begins.has(author);
    if (isBefore && begins.size < MOST) begins.set(author, seq);
  }

  function isBeyond(entry: Entry): boolean {
    const isAnswered = lastOwn !== undefined && comparePlaces(entry, lastOwn) < 0;
    return !isAnswered && entry.seq >= (begins.get(entry.peerId) ?? 0);
  }

  function noteOwn(entry: Entry): readonly EntryId[] {
    if (lastOwn && comparePlaces(entry, lastOwn) <= 0) return [];
    lastOwn = entry;
    const known = Array.from(caughtUp.values()).filter((each) => comparePlaces(each, entry) < 0);
    for (const { id } of known) caughtUp.delete(id);
    return known.map(({ id }) => id);
  }

  return {
    restored(entries) {
      // What somebody told before is not what this person knew.
      if (!isBack && entries.length > 0) begins.clear();
      isBack ||= entries.length > 0;
      for (const { peerId, seq } of entries) begins.set(peerId, Math.max(begins.get(peerId) ?? 0, seq + 1));
    },
    told(by, heads) {
      const isFirst = !heardOf.has(by);
      if (heardOf.size < MOST) heardOf.add(by);
      if (isFirst) for (const { peer, next } of heads) beginAt(formatPeerId(peer), next);
    },
    sort(added, isLive) {
      const messages = added.filter(({ kind }) => isMessageKind(kind));
      const known = messages.filter(({ identityId }) => identityId === self).flatMap(noteOwn);
      const fresh = messages.filter((entry) => entry.identityId !== self && (isLive || isBeyond(entry)));
      for (const { peerId, seq } of isLive ? fresh : []) beginAt(peerId, seq);
      for (const entry of isLive ? [] : fresh) if (caughtUp.size < MOST) caughtUp.set(entry.id, entry);
      return { fresh, known };
    },
  };
}
