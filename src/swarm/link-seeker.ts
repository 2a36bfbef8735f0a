// A swarm short of sources asks the mesh for a link to somebody who is said to hold the file; ever more rarely while that
// brings nothing.

import type { Cancel } from '../primitives/clock.ts';
import type { PeerId } from '../primitives/ids.ts';
import { randomInteger } from '../primitives/random.ts';
import type { Bitfield } from './bitfield.ts';
import { LINK_REQUEST_MS, MAX_HOLDERS, MAX_LINK_REQUEST_MS } from './limits.ts';
import type { SwarmCore } from './swarm-core.ts';

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

  /** Something came: whoever is linked suffices. */
  onProgress(): void {
    this.#waitMs = LINK_REQUEST_MS;
  }

  /** Whether there is a source; asks for a link after a while when there is none. */
  look(): void {
    if (this.#cancel || !this.#isShort()) return;
    this.#cancel = this.#core.tools.clock.schedule(this.#waitMs, () => {
      this.#cancel = undefined;
      if (!this.#isShort()) return;
      this.#waitMs = Math.min(2 * this.#waitMs, MAX_LINK_REQUEST_MS);
      this.#request();
      this.look();
    });
  }

  dispose(): void {
    this.#cancel?.();
    this.#cancel = undefined;
  }

  #isShort(): boolean {
    const { isFetching, usable, todo, chunkCount, have, storing, movingCount } = this.#core;
    if (!isFetching || (have.count + storing.size === chunkCount && chunkCount > 0) || movingCount > 0)
      return false;
    return !usable.some((partner) => !partner.isStalled && (partner.isWhole || hasAnyOf(partner.have, todo)));
  }

  #request(): void {
    const { port, random } = this.#core.tools;
    const linked = new Set(port.neighbours());
    const here = new Set(port.members());
    const away = Array.from(this.#holders.keys()).filter((peer) => here.has(peer) && !linked.has(peer));
    const whole = away.filter((peer) => this.#holders.get(peer));
    const among = whole.length > 0 ? whole : away;
    const peer = among[randomInteger(random, Math.max(1, among.length))];
    if (peer) port.requestLink(peer);
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
