// Whom the mesh dials and from where: the endpoints, what entries say of addresses, and when to try again (PROTOCOL
// [T3], [T4]). What becomes of a link is decided elsewhere.

import type { Disposable } from '../primitives/disposable.ts';
import type { PeerId } from '../primitives/ids.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import type { DialError, Endpoint, Link } from '../transport/transport.ts';
import { createDialer, OVERDUE, type Dialer } from './dialer.ts';
import type { MeshCore } from './mesh-core.ts';
import type { ErrorCategory, KnownPeer, MeshPeer } from './mesh-peer.ts';
import { peersToDial } from './topology.ts';

/** Of two that learn of each other together, the one of higher id waits so long for the other's dial. */
const HEAD_START_MS = 2_000;
/** After a link was lost or interrupted. */
const FIRST_REDIAL_MS = 1_000;
/** An entry may list an address per broker; more are not tried. */
const MAX_ADDRESSES = 4;

type Failure = DialError['code'] | 'no broker';
/** Those that say more than that no link came about. */
const CATEGORIES: ReadonlyMap<Failure, ErrorCategory> = new Map([
  ['tampered', 'security'],
  ['busy', 'limit'],
] as const);

export class Dialling implements Disposable {
  readonly dialer: Dialer;
  readonly #core: MeshCore;
  readonly #adopt: (link: Link) => Promise<PeerId | undefined>;
  /** Near ones are dialled from first. */
  readonly #near = new Set<Endpoint>();
  readonly #far = new Set<Endpoint>();

  constructor(core: MeshCore, adopt: (link: Link) => Promise<PeerId | undefined>) {
    this.#core = core;
    this.#adopt = adopt;
    const { clock, random } = core.options;
    this.dialer = createDialer({ clock, random, dial: (peer, signal) => this.#dial(peer, signal) });
  }

  get #endpoints(): readonly Endpoint[] {
    return [...this.#near, ...this.#far];
  }

  dispose(): void {
    this.dialer.dispose();
  }

  addEndpoint(endpoint: Endpoint, isNear: boolean): void {
    const place = isNear ? this.#near : this.#far;
    place.add(endpoint);
    endpoint.onLink((link) => void this.#adopt(link));
    endpoint.onState(({ kind }) => {
      if (kind === 'closed') place.delete(endpoint);
      else if (kind === 'open') this.dialer.hurryBack();
    });
  }

  learn(peers: readonly KnownPeer[], isEager: boolean): void {
    const { options, peers: table, linked } = this.#core;
    for (const known of peers) table.remember(known);
    const unlinked = peers.map(({ peerId }) => peerId).filter((id) => table.isDialableByItself(id));
    const choose = options.peersToDial ?? peersToDial;
    for (const id of choose({ linkCount: linked.length, unlinked }))
      this.dialer.want(id, isEager ? 0 : this.#headStartMs(id));
  }

  connect(peer: PeerId): void {
    if (this.#core.peers.isDialable(peer)) this.dialer.want(peer, 0);
  }

  /** Its link was lost or interrupted. */
  wantBack(peer: PeerId): void {
    if (!this.#core.peers.isRefused(peer))
      this.dialer.wantBack(peer, FIRST_REDIAL_MS + this.#headStartMs(peer));
  }

  /** The same, unless it is being dialled already. */
  keepWanting(peer: PeerId): void {
    if (!this.dialer.isWanted(peer)) this.wantBack(peer);
  }

  tryNow(): void {
    for (const endpoint of this.#endpoints) endpoint.tryNow();
    this.dialer.tryNow();
  }

  #headStartMs(peer: PeerId): number {
    return this.#core.options.self < peer ? 0 : HEAD_START_MS;
  }

  /** Whoever shows how peers are reached looks again. */
  #count(peer: MeshPeer, difference: 1 | -1): void {
    peer.dials += difference;
    if (!peer.isLinked && this.#core.isCurrent(peer))
      this.#core.emit({ type: 'measured', peerId: peer.peerId });
  }

  async #dial(peerId: PeerId, signal: AbortSignal): Promise<boolean> {
    const peer = this.#core.peers.get(peerId);
    if (!peer?.known || peer.isSound) return peer?.isSound ?? false;
    this.#count(peer, 1);
    const link = await dialPeer(this.#endpoints, peer.known, signal);
    this.#count(peer, -1);
    if (link.ok) return (await this.#adopt(link.value)) === peerId;
    if (!signal.aborted) this.#core.fail(peer, CATEGORIES.get(link.error) ?? 'connection', link.error);
    else if (signal.reason === OVERDUE) this.#core.fail(peer, 'connection', OVERDUE);
    return peer.isSound;
  }
}

/**
 * The first link that comes about, over any medium and any address of the entry; else why the last one did not, unless one
 * before said more.
 */
async function dialPeer(
  endpoints: Iterable<Endpoint>,
  known: KnownPeer,
  signal: AbortSignal,
): Promise<Result<Link, Failure>> {
  let lastError: Failure = 'no broker';
  for (const endpoint of Array.from(endpoints)) {
    for (const address of known.transportIds.slice(0, MAX_ADDRESSES)) {
      if (signal.aborted) return err('aborted');
      const dialled = await endpoint.dial(address, { signal });
      if (dialled.ok) return ok(dialled.value);
      if (!CATEGORIES.has(lastError) || dialled.error.code === 'tampered') lastError = dialled.error.code;
    }
  }
  return err(lastError);
}
