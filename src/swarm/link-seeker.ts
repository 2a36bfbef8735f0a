// A swarm short of sources asks the mesh for a link to somebody who is said to hold the file; ever more rarely while that
// brings nothing.

import type { Cancel } from '../primitives/clock.ts';
import type { PeerId } from '../primitives/ids.ts';
import { randomInteger } from '../primitives/random.ts';
import type { Bitfield } from './bitfield.ts';
import { LINK_REQUEST_MS, MAX_HOLDERS, MAX_LINK_REQUEST_MS } from './limits.ts';
import type { SwarmCore } from './swarm-core.ts';

/** With so many partners a swarm flows; fewer are a chain that breaks. */
const ENOUGH_PARTNERS = 3;

export class LinkSeeker {
  readonly #core: SwarmCore;
  /** Who takes part, as they say, and whether they have it all. */
  readonly #holders = new Map<PeerId, boolean>();
  #waitMs = LINK_REQUEST_MS;
  #cancel: Cancel | undefined;

  constructor(core: SwarmCore) {
    this.#core = core;
  }

  get holders(): ReadonlyMap<PeerId, boolean> {
    return this.#holders;
  }

  add(peer: PeerId, isWhole: boolean): void {
    if (!this.#holders.has(peer) && this.#holders.size >= MAX_HOLDERS) return;
    if (this.#holders.get(peer) !== isWhole) this.#waitMs = LINK_REQUEST_MS;
    this.#holders.set(peer, isWhole);
    this.look();
  }

  remove(peer: PeerId): void {
    this.#holders.delete(peer);
  }

  /** Somebody left: there is a new reason to ask. */
  onLost(): void {
    this.#waitMs = LINK_REQUEST_MS;
  }

  /** Whether there are sources enough; asks for a link after a while when there are not and somebody is away. */
  look(): void {
    if (this.#cancel || !this.#isShort() || this.#away().length === 0) return;
    this.#cancel = this.#core.tools.clock.schedule(this.#waitMs, () => {
      this.#cancel = undefined;
      if (!this.#isShort()) return;
      this.#request();
      this.#waitMs = Math.min(2 * this.#waitMs, MAX_LINK_REQUEST_MS);
      this.look();
    });
  }

  dispose(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #isShort(): boolean {
    const { isFetching, usable, chunkCount, have } = this.#core;
    if (!isFetching || (have.isFull && chunkCount > 0)) return false;
    return usable.length < ENOUGH_PARTNERS || !this.#hasSource();
  }

  #hasSource(): boolean {
    const { usable, todo, movingCount } = this.#core;
    if (movingCount > 0) return true;
    return usable.some((partner) => !partner.isStalled && (partner.isWhole || hasAnyOf(partner.have, todo)));
  }

  #request(): void {
    const { port, random } = this.#core.tools;
    const away = this.#away();
    // At first anybody will do: if all asked those who have it all, these would send it to all.
    const isUrgent = this.#waitMs > LINK_REQUEST_MS && !this.#hasSource();
    const whole = isUrgent ? away.filter((peer) => this.#holders.get(peer)) : [];
    const among = whole.length > 0 ? whole : away;
    const peer = among[randomInteger(random, Math.max(1, among.length))];
    if (peer) port.requestLink(peer);
  }

  /** Holders in the room without a link. */
  #away(): readonly PeerId[] {
    if (this.#holders.size === 0) return [];
    const { port } = this.#core.tools;
    const linked = new Set(port.neighbours());
    const here = new Set(port.members());
    return Array.from(this.#holders.keys()).filter((peer) => here.has(peer) && !linked.has(peer));
  }
}

function hasAnyOf(have: Bitfield, todo: Bitfield): boolean {
  let isFound = false;
  todo.eachShared(have, { from: 0, to: have.length }, () => {
    isFound = true;
    return false;
  });
  return isFound;
}
