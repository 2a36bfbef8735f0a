// Who holds all documents that are held here, of those who are linked and somebody else, by what they said last.

import { computed, signal, type ReadonlySignal } from '@preact/signals-core';
import type { IdentityId, PeerId } from '../primitives/ids.ts';
import type { LinkView, RoomContext } from '../room/room.ts';
import type { Stated } from './exchange/stated.ts';
import type { DocsHolding } from './shared-docs.ts';

type StatedDocument = Pick<Stated, 'isEmpty' | 'isHeldBy'>;

export interface HoldersOptions {
  readonly room: Pick<RoomContext, 'self' | 'peers'>;
  readonly documents: () => readonly StatedDocument[];
  /** What it says is not to be counted on. */
  readonly isDistrusted: (peer: PeerId) => boolean;
}

export interface Holders {
  readonly holding: ReadonlySignal<DocsHolding>;
  /** Somebody said what it holds, or what is held here has changed. */
  onChange(): void;
}

export function createHolders({ room, documents, isDistrusted }: HoldersOptions): Holders {
  const changes = signal(0);
  let last: DocsHolding = { kind: 'nothing' };
  return {
    holding: computed(() => {
      void changes.value;
      const others = room.peers.value.filter(
        ({ link, identityId, peerId }) =>
          isReached(link) && identityId !== room.self.identityId && !isDistrusted(peerId),
      );
      const found = holdingOf(documents(), others);
      // Most keystrokes change nothing of it.
      if (!isSameHolding(found, last)) last = found;
      return last;
    }),
    onChange: () => void (changes.value = changes.peek() + 1),
  };
}

function isReached({ kind }: LinkView): boolean {
  return kind === 'direct' || kind === 'relayed' || kind === 'via' || kind === 'unknown';
}

function holdingOf(
  documents: readonly StatedDocument[],
  others: readonly { readonly peerId: PeerId; readonly identityId: IdentityId }[],
): DocsHolding {
  const filled = documents.filter(({ isEmpty }) => !isEmpty);
  if (filled.length === 0) return { kind: 'nothing' };
  const complete = others.filter(({ peerId }) => filled.every((document) => document.isHeldBy(peerId)));
  return {
    kind: 'something',
    wholly: new Set(complete.map(({ identityId }) => identityId)),
    isLast: filled.some((document) => !others.some(({ peerId }) => document.isHeldBy(peerId))),
  };
}

function isSameHolding(one: DocsHolding, other: DocsHolding): boolean {
  if (one.kind === 'nothing' || other.kind === 'nothing') return one.kind === other.kind;
  return one.isLast === other.isLast && isSameSet(one.wholly, other.wholly);
}

function isSameSet(one: ReadonlySet<IdentityId>, other: ReadonlySet<IdentityId>): boolean {
  return one.size === other.size && Array.from(one).every((each) => other.has(each));
}
