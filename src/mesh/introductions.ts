// How one known peer leads to all others: which entries are passed on, and how an entry is dialled (PROTOCOL [T2]).

import type { Bytes } from '../primitives/bytes.ts';
import type { PeerId } from '../primitives/ids.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import type { Endpoint, Link } from '../transport/transport.ts';
import type { KnownPeer, MeshPeer } from './mesh-peer.ts';
import { MAX_KNOWN_PEERS, MAX_KNOWN_PEERS_BYTES } from './protocol.ts';

/** An entry may list an address per broker; more are not tried. */
const MAX_ADDRESSES = 4;

/** Entries of peers that are linked here: hearsay is not passed on, so that the dead are forgotten. */
export function chooseKnownPeers(peers: Iterable<MeshPeer>, recipient: PeerId): readonly Bytes[] {
  const chosen: Bytes[] = [];
  let totalBytes = 0;
  for (const { peerId, known, isLinked } of peers) {
    if (!known || !isLinked || peerId === recipient) continue;
    totalBytes += known.encoded.length;
    if (chosen.length === MAX_KNOWN_PEERS || totalBytes > MAX_KNOWN_PEERS_BYTES) break;
    chosen.push(known.encoded);
  }
  return chosen;
}

/** The first link that comes about, over any medium and any address of the entry; else why the last one did not. */
export async function dialPeer(
  endpoints: Iterable<Endpoint>,
  known: KnownPeer,
  signal: AbortSignal,
): Promise<Result<Link, string>> {
  let lastError = 'no broker';
  for (const endpoint of Array.from(endpoints)) {
    for (const address of known.transportIds.slice(0, MAX_ADDRESSES)) {
      if (signal.aborted) return err('aborted');
      const dialled = await endpoint.dial(address, { signal });
      if (dialled.ok) return ok(dialled.value);
      lastError = dialled.error.code;
    }
  }
  return err(lastError);
}
