// On return to a kept room: dials those who were there, at their own addresses, beside the search for a router. Whoever
// answers has to prove as everybody does; one who does introduces the rest, and the dialling ends.

import type { Disposable } from '../primitives/disposable.ts';
import type { PeerId } from '../primitives/ids.ts';
import { peerTransportId } from '../discovery/namespace.ts';
import type { Endpoint, Link } from '../transport/transport.ts';

export interface ReunionOptions {
  /** Those to be dialled first come first. */
  readonly peers: readonly PeerId[];
  /** Proves it: the peer that is linked by it, or was already. */
  readonly adopt: (link: Link) => Promise<PeerId | undefined>;
  /** Whether somebody of the room is linked: nobody has to be dialled then. */
  readonly isMet: () => boolean;
  /** At none of their addresses is anybody. */
  readonly onAbsent: (peers: readonly PeerId[]) => void;
}

export interface Reunion extends Disposable {
  /** Dials from there. */
  onEndpoint(endpoint: Endpoint): void;
  /** Once more from everywhere: what failed before may succeed now. */
  again(): void;
}

/** Each is a connection; the first that opens is enough. */
const AT_ONCE = 6;
/** Shorter than a dial may take elsewhere: those who crashed do not answer, and keep others waiting. */
const DIAL_MS = 6_000;
/** A peer whose first address a ghost of its own held has the second. */
const ADDRESSES = [1, 2] as const;

export function createReunion(options: ReunionOptions): Reunion {
  const { peers, adopt, isMet, onAbsent } = options;
  const abort = new AbortController();
  const endpoints = new Set<Endpoint>();
  /** Somebody may be there, for all that is known. */
  const uncertain = new Set<PeerId>();

  const isOver = () => abort.signal.aborted || isMet();

  /** Whether the address exists and no link came of it. */
  async function isFruitless(endpoint: Endpoint, peer: PeerId, attempt: number): Promise<boolean> {
    const address = peerTransportId(peer, attempt);
    const dialled = await endpoint.dial(address, { signal: abort.signal, timeoutMs: DIAL_MS });
    if (dialled.ok || dialled.error.code !== 'no-such-peer') uncertain.add(peer);
    return dialled.ok && (await adopt(dialled.value)) === undefined;
  }

  async function dialNext(endpoint: Endpoint, waiting: PeerId[], attempt: number): Promise<void> {
    for (let peer = waiting.shift(); peer !== undefined && !isOver(); peer = waiting.shift()) {
      // Who did not know the room's epoch is asked by the words alone the second time.
      if ((await isFruitless(endpoint, peer, attempt)) && !isOver())
        await isFruitless(endpoint, peer, attempt);
    }
  }

  async function search(endpoint: Endpoint): Promise<void> {
    for (const attempt of ADDRESSES) {
      const waiting = Array.from(peers);
      await Promise.all(Array.from({ length: AT_ONCE }, () => dialNext(endpoint, waiting, attempt)));
    }
    if (!isOver()) onAbsent(peers.filter((peer) => !uncertain.has(peer)));
  }

  return {
    onEndpoint(endpoint) {
      if (peers.length === 0 || endpoints.has(endpoint)) return;
      endpoints.add(endpoint);
      endpoint.onState(({ kind }) => kind === 'closed' && endpoints.delete(endpoint));
      if (!isOver()) void search(endpoint);
    },
    again() {
      if (!isOver()) for (const endpoint of endpoints) void search(endpoint);
    },
    dispose: () => abort.abort(),
  };
}
