// News of files that wait to be told, by the file that they are of: the latest of a kind stands for those before it, and
// what is taken back for all.

import type { Bytes } from '../primitives/bytes.ts';
import { encodeMessage } from '../primitives/codec.ts';
import {
  keyText,
  MAX_KEYS_AT_ONCE,
  MAX_OFFERS_AT_ONCE,
  type OfferOnWire,
  type SwarmNews,
} from './protocol.ts';

/** Offers of one message together: what is around them fits the rest of it. */
const MAX_OFFERS_BYTES = 32 * 1024;

type Hold = Extract<SwarmNews, { readonly type: 'hold' }>['holds'][number];

export class NewsPile {
  readonly #withdrawn = new Map<string, Bytes>();
  readonly #offers = new Map<string, OfferOnWire>();
  readonly #holds = new Map<string, Hold>();

  get isEmpty(): boolean {
    return this.#withdrawn.size + this.#offers.size + this.#holds.size === 0;
  }

  add(news: SwarmNews): void {
    for (const key of keysOf(news)) this.#outdate(keyText(key), news.type);
    if (news.type === 'withdraw') for (const key of news.keys) this.#withdrawn.set(keyText(key), key);
    else if (news.type === 'offer') for (const each of news.offers) this.#offers.set(keyText(each.key), each);
    else for (const each of news.holds) this.#holds.set(keyText(each.key), each);
  }

  /** It was told, or there is something newer. */
  remove(news: SwarmNews): void {
    const part = { withdraw: this.#withdrawn, offer: this.#offers, hold: this.#holds }[news.type];
    for (const key of keysOf(news)) part.delete(keyText(key));
  }

  /** All that `news` stands for is not to be said any more. */
  outdate(news: SwarmNews): void {
    for (const key of keysOf(news)) this.#outdate(keyText(key), news.type);
    this.remove(news);
  }

  clear(): void {
    for (const part of [this.#withdrawn, this.#offers, this.#holds]) part.clear();
  }

  /** One message of each kind, as full as it may be. */
  next(): readonly SwarmNews[] {
    const keys = Array.from(this.#withdrawn.values()).slice(0, MAX_KEYS_AT_ONCE);
    const offers = firstOf(this.#offers.values());
    const holds = Array.from(this.#holds.values()).slice(0, MAX_KEYS_AT_ONCE);
    return [
      ...(keys.length > 0 ? [{ type: 'withdraw', keys } as const] : []),
      ...(offers.length > 0 ? [{ type: 'offer', offers } as const] : []),
      ...(holds.length > 0 ? [{ type: 'hold', holds } as const] : []),
    ];
  }

  /** An offer keeps its place in the row when it is said anew. */
  #outdate(id: string, type: SwarmNews['type']): void {
    if (type !== 'withdraw') return void this.#withdrawn.delete(id);
    this.#offers.delete(id);
    this.#holds.delete(id);
  }
}

function keysOf(news: SwarmNews): readonly Bytes[] {
  if (news.type === 'withdraw') return news.keys;
  return (news.type === 'offer' ? news.offers : news.holds).map(({ key }) => key);
}

/** As many as fit one message; one at least. */
function firstOf(offers: Iterable<OfferOnWire>): readonly OfferOnWire[] {
  const part: OfferOnWire[] = [];
  let bytes = 0;
  for (const offered of offers) {
    bytes += encodeMessage({ ...offered }).length;
    if (part.length > 0 && (part.length >= MAX_OFFERS_AT_ONCE || bytes > MAX_OFFERS_BYTES)) break;
    part.push(offered);
  }
  return part;
}
