// Instances of others that were met in this room. Kept with it: whose pages stayed open while this one was away can be
// dialled on return, whoever holds the routers' addresses by then.

import { signal, type ReadonlySignal } from '@preact/signals-core';
import { parsePeerId, type PeerId } from '../primitives/ids.ts';

export interface KnownPeers {
  /** Those met last first; at most {@link MAX_KNOWN_PEERS}. */
  readonly list: ReadonlySignal<readonly PeerId[]>;
  onLinked(peer: PeerId): void;
  /** A member without a link to here: remembered while there is room. */
  onHeard(peer: PeerId): void;
  /** They said goodbye, were refused, or are where they were no longer: nobody will answer under these names. */
  onGone(peers: readonly PeerId[]): void;
}

/** About 2 KiB when kept; one of them who is still there is enough. */
export const MAX_KNOWN_PEERS = 64;

/** `kept`: what an earlier stay knew, untrusted; what is no peer id is left out. */
export function createKnownPeers(self: PeerId, kept: readonly string[] = []): KnownPeers {
  const list = signal<readonly PeerId[]>(readKnown(kept).filter((peer) => peer !== self));

  function add(peer: PeerId): void {
    if (peer !== self && !list.peek().includes(peer))
      list.value = [peer, ...list.peek()].slice(0, MAX_KNOWN_PEERS);
  }

  return {
    list,
    onLinked: add,
    // A large room announces more than there is room for, every minute.
    onHeard(peer) {
      if (list.peek().length < MAX_KNOWN_PEERS) add(peer);
    },
    onGone(peers) {
      const gone = new Set(peers);
      const left = list.peek().filter((peer) => !gone.has(peer));
      if (left.length < list.peek().length) list.value = left;
    },
  };
}

function readKnown(kept: readonly string[]): readonly PeerId[] {
  return Array.from(new Set(kept.flatMap((text) => parsePeerId(text) ?? []))).slice(0, MAX_KNOWN_PEERS);
}
