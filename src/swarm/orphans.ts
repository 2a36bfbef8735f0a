// Files whose offerer is gone: they stay on offer as long as somebody in the room says that they hold them.

import type { Cancel } from '../primitives/clock.ts';
import type { PeerId } from '../primitives/ids.ts';
import { randomInteger } from '../primitives/random.ts';
import { ORPHAN_GRACE_MS, ORPHAN_TELL_MS } from './limits.ts';
import type { NewsDesk } from './news-desk.ts';
import { isKeyOf } from './offer-key.ts';
import type { Offers } from './offers.ts';
import type { OfferOnWire } from './protocol.ts';
import type { SwarmTools } from './swarm-port.ts';
import type { OfferView } from './swarm-state.ts';

export interface OrphansOptions {
  readonly tools: SwarmTools;
  readonly offers: Offers;
  readonly desk: NewsDesk;
  /** Undefined where this side neither gives nor fetches it; else whether it has it all. */
  readonly isWhole: (id: string) => boolean | undefined;
  /** Begun here, whether it moves or rests: what came of it must not go because somebody left. */
  readonly isTaken: (id: string) => boolean;
  /** Nobody holds it any more. */
  readonly onDropped: (id: string) => void;
}

export class Orphans {
  readonly #options: OrphansOptions;
  readonly #timers = new Set<Cancel>();

  constructor(options: OrphansOptions) {
    this.#options = options;
  }

  /** Call when it is no holder any more. */
  onGone(peer: PeerId): void {
    const { offers, tools } = this.#options;
    const left = offers.all.filter(({ from }) => from === peer).map(({ id }) => id);
    const isTellingSoon = randomInteger(tools.random, ORPHAN_TELL_MS);
    if (left.some((id) => this.#options.isWhole(id) !== undefined))
      this.#after(isTellingSoon, () => this.#tellHeld(left));
    const here = new Set(tools.port.members());
    const isUncertain = offers.all.some(({ from, holders }) => from && !here.has(from) && holders.size === 0);
    if (isUncertain) this.#after(ORPHAN_GRACE_MS, () => this.dropUnheld());
  }

  /** It is here as a whole now: those who came after its offerer left have not heard of it. */
  onWhole(id: string): void {
    const { offers, desk, tools } = this.#options;
    const offer = offers.get(id);
    if (!offer?.from) return;
    if (tools.port.members().includes(offer.from)) return desk.hold(offer.key, true);
    const said = offer.isWithdrawn ? undefined : this.#saidOf(offer);
    if (said) desk.offer(said);
    desk.holdOrphan(offer.key, true);
  }

  /** What is offered by nobody here and held by nobody. */
  dropUnheld(): void {
    const { offers, tools, isTaken, onDropped } = this.#options;
    const here = new Set(tools.port.members());
    for (const { id, from, holders } of offers.all) {
      if (from && !here.has(from) && holders.size === 0 && !isTaken(id)) onDropped(id);
    }
  }

  /** What a newcomer hears from this side: what it offers, and what it has of those who are gone. */
  toTell(): readonly OfferOnWire[] {
    const { offers, tools, isWhole } = this.#options;
    const here = new Set(tools.port.members());
    return offers.all.flatMap(({ id, from, isWithdrawn }) => {
      if (isWithdrawn || (from !== undefined && here.has(from)) || isWhole(id) !== true) return [];
      return this.#saidOf({ id, from }) ?? [];
    });
  }

  dispose(): void {
    for (const cancel of this.#timers) cancel();
    this.#timers.clear();
  }

  /**
   * As others take it from somebody else: signed by its author, under a key of theirs. What was kept from before keys were
   * so is this side's alone.
   */
  #saidOf({ id, from }: Pick<OfferView, 'id' | 'from'>): OfferOnWire | undefined {
    const said = this.#options.offers.said(id);
    const isPassedOn = from === undefined || (said?.by !== undefined && isKeyOf(said.key, from));
    return isPassedOn ? said : undefined;
  }

  /** Also where everybody is linked with everybody: those who take no part heard of no holder. */
  #tellHeld(ids: readonly string[]): void {
    const { offers, desk, isWhole } = this.#options;
    for (const id of ids) {
      const offer = offers.get(id);
      const whole = isWhole(id);
      if (offer && whole !== undefined) desk.holdOrphan(offer.key, whole);
    }
  }

  #after(delayMs: number, action: () => void): void {
    const cancel = this.#options.tools.clock.schedule(delayMs, () => {
      this.#timers.delete(cancel);
      action();
    });
    this.#timers.add(cancel);
  }
}
