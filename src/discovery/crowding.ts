// Whether there is a place for this peer among those who meet. A router that says there is none may lie, so others who are
// linked are asked the same: it counts when none of them says otherwise (PROTOCOL [R7]).

import type { Cancel, Clock } from '../primitives/clock.ts';
import type { Disposable } from '../primitives/disposable.ts';
import type { PeerId } from '../primitives/ids.ts';

export interface Crowding extends Disposable {
  /** Whether this peer was asked beside the routers, so that its answer is to be heard. */
  awaits(peer: PeerId): boolean;
  /** Somebody answered a check-in at that broker. */
  hear(peer: PeerId, answer: { readonly isFull: boolean; readonly broker: string }): void;
  /** Asks anew those who had no place. */
  again(): void;
}

export interface CrowdingOptions {
  readonly clock: Clock;
  readonly linked: () => readonly PeerId[];
  readonly ask: (peer: PeerId, broker: string) => void;
  readonly onFull: (isFull: boolean) => void;
}

/** Looks for others to ask so often, as links come about. */
const LOOK_MS = 1_000;
/** By then whoever knows nobody but its router has looked at the other addresses (COMPANY_MS and a dial). */
const LOOKS = 16;
/** Of those linked. */
const MAX_ASKED = 4;

export function createCrowding(options: CrowdingOptions): Crowding {
  return new Crowd(options);
}

class Crowd implements Crowding {
  readonly #options: CrowdingOptions;
  readonly #saidFull = new Map<PeerId, string>();
  readonly #asked = new Set<PeerId>();
  /** Whoever was given a place once is in: the rest of the stay is nobody's to refuse. */
  #isIn = false;
  #isFull = false;
  #looks = 0;
  #cancelLook: Cancel | undefined;

  constructor(options: CrowdingOptions) {
    this.#options = options;
  }

  awaits(peer: PeerId): boolean {
    return this.#asked.has(peer);
  }

  hear(peer: PeerId, { isFull, broker }: { readonly isFull: boolean; readonly broker: string }): void {
    if (this.#isIn) return;
    if (!isFull) return this.#enter();
    if (this.#looks === 0) this.#forget();
    if (this.#saidFull.size <= MAX_ASKED) this.#saidFull.set(peer, broker);
    if (this.#looks === 0) this.#look();
  }

  again(): void {
    if (!this.#isFull) return;
    const linked = this.#options.linked();
    const before = Array.from(this.#saidFull).filter(([peer]) => linked.includes(peer));
    this.#forget();
    for (const [peer, broker] of before) this.#ask(peer, broker);
  }

  dispose(): void {
    this.#cancelLook?.();
  }

  #enter(): void {
    this.#isIn = true;
    this.#end();
    this.#forget();
    if (this.#isFull) this.#options.onFull(false);
    this.#isFull = false;
  }

  #ask(peer: PeerId, broker: string): void {
    this.#asked.add(peer);
    this.#options.ask(peer, broker);
  }

  /** Those linked are asked; once as many as are asked at most, or all that are linked, say so, it counts. */
  #look(): void {
    this.#looks += 1;
    const linked = this.#options.linked();
    const [broker = ''] = this.#saidFull.values();
    for (const peer of linked)
      if (!this.#saidFull.has(peer) && !this.#asked.has(peer) && this.#asked.size < MAX_ASKED)
        this.#ask(peer, broker);
    const isAgreed = Array.from(this.#asked).every((peer) => this.#saidFull.has(peer));
    const isOneOf = this.#asked.size >= MAX_ASKED || linked.every((peer) => this.#saidFull.has(peer));
    const isLast = this.#looks >= LOOKS;
    if (isAgreed && isOneOf && (this.#saidFull.size > 1 || isLast)) return this.#believe();
    if (isLast) return this.#end();
    this.#cancelLook = this.#options.clock.schedule(LOOK_MS, () => this.#look());
  }

  #believe(): void {
    this.#end();
    this.#isFull = true;
    this.#options.onFull(true);
  }

  #forget(): void {
    this.#asked.clear();
    this.#saidFull.clear();
  }

  #end(): void {
    this.#cancelLook?.();
    this.#looks = 0;
  }
}
