// News as they come in: whose an offer is is found out before it counts, and what its teller says after it waits for that.

import type { PeerId } from '../primitives/ids.ts';
import { isKeyOf } from './offer-key.ts';
import { authorOf } from './offer-proofs.ts';
import type { Telling } from './offers.ts';
import type { OfferOnWire, SwarmNews } from './protocol.ts';
import type { SwarmTools } from './swarm-port.ts';

export interface NewsEvents {
  onOffer(telling: Telling & { readonly teller: PeerId }, offered: OfferOnWire): void;
  onOther(from: PeerId, news: Exclude<SwarmNews, { readonly type: 'offer' }>): void;
}

export class NewsIntake {
  readonly #tools: SwarmTools;
  readonly #events: NewsEvents;
  /** By teller; there while something of it is being checked. */
  readonly #checks = new Map<PeerId, Promise<void>>();
  #isDisposed = false;

  constructor(tools: SwarmTools, events: NewsEvents) {
    this.#tools = tools;
    this.#events = events;
  }

  take(from: PeerId, news: SwarmNews): void {
    const earlier = this.#checks.get(from);
    if (!earlier && !this.#needsCheck(news)) return this.#hear(from, news);
    const check = (earlier ?? Promise.resolve()).then(() => this.#checkAndHear(from, news));
    this.#checks.set(from, check);
    void check.then(() => {
      if (this.#checks.get(from) === check) this.#checks.delete(from);
    });
  }

  dispose(): void {
    this.#isDisposed = true;
  }

  #needsCheck(news: SwarmNews): boolean {
    return (
      this.#tools.attest !== undefined &&
      news.type === 'offer' &&
      news.offers.some(({ by }) => by !== undefined)
    );
  }

  /** Without a signature an offer is its teller's own. */
  #hear(from: PeerId, news: SwarmNews): void {
    if (news.type !== 'offer') return this.#events.onOther(from, news);
    for (const offered of news.offers) this.#tell({ author: from, teller: from }, offered);
  }

  async #checkAndHear(from: PeerId, news: SwarmNews): Promise<void> {
    const { attest, port } = this.#tools;
    if (news.type !== 'offer' || !attest) return this.#isDisposed ? undefined : this.#hear(from, news);
    for (const offered of news.offers) {
      const author = offered.by ? await authorOf(offered, attest) : from;
      if (this.#isDisposed) return undefined;
      if (author) this.#tell({ author, teller: from }, offered);
      else port.blame(from, 'swarm: an offer that nobody signed');
    }
    return undefined;
  }

  /** Under a key of its author's alone: in nobody's way who has not told theirs here yet. */
  #tell(telling: Telling & { readonly author: PeerId; readonly teller: PeerId }, offered: OfferOnWire): void {
    if (isKeyOf(offered.key, telling.author)) this.#events.onOffer(telling, offered);
    else this.#tools.port.blame(telling.teller, 'swarm: an offer under the key of another');
  }
}
