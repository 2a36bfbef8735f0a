// What everybody in the room is told about files: gathered for a moment, so that a folder is a few messages.

import type { Bytes } from '../primitives/bytes.ts';
import type { Cancel } from '../primitives/clock.ts';
import { encodeMessage } from '../primitives/codec.ts';
import type { PeerId } from '../primitives/ids.ts';
import { keyText, MAX_KEYS_AT_ONCE, MAX_OFFERS_AT_ONCE, type OfferOnWire } from './protocol.ts';
import type { SwarmTools } from './swarm-port.ts';

/** Long enough for a folder's files, too short to be seen. */
const GATHER_MS = 50;
/** Offers of one message together: what is around them fits the rest of it. */
const MAX_OFFERS_BYTES = 32 * 1024;
/** Between two messages of offers, so that a folder of a thousand files is no flood. */
const PACE_MS = 250;

export class NewsDesk {
  readonly #tools: SwarmTools;
  #offers = new Map<string, OfferOnWire>();
  #holds = new Map<string, { readonly key: Bytes; readonly whole: boolean }>();
  #cancel: Cancel | undefined;

  constructor(tools: SwarmTools) {
    this.#tools = tools;
  }

  offer(offered: OfferOnWire): void {
    this.#offers.set(keyText(offered.key), offered);
    this.#soon(GATHER_MS);
  }

  withdraw(key: Bytes): void {
    this.#offers.delete(keyText(key));
    this.#tools.port.broadcast({ type: 'withdraw', keys: [key] });
  }

  /** Where everybody is linked with everybody, partners know already. */
  hold(key: Bytes, whole: boolean): void {
    const { port } = this.#tools;
    if (port.members().length > port.neighbours().length) this.holdOrphan(key, whole);
  }

  /** Whoever offered it is gone: those who take no part hear of holders from nobody else. */
  holdOrphan(key: Bytes, whole: boolean): void {
    this.#holds.set(keyText(key), { key, whole });
    this.#soon(GATHER_MS);
  }

  tellOffers(peer: PeerId, offers: readonly OfferOnWire[]): void {
    for (const part of partsOf(offers)) this.#tools.port.tell(peer, { type: 'offer', offers: part });
  }

  dispose(): void {
    this.#cancel?.();
  }

  #soon(delayMs: number): void {
    this.#cancel ??= this.#tools.clock.schedule(delayMs, () => {
      this.#cancel = undefined;
      this.#tell();
    });
  }

  #tell(): void {
    const [part] = partsOf(Array.from(this.#offers.values()));
    if (part) this.#tools.port.broadcast({ type: 'offer', offers: part });
    for (const { key } of part ?? []) this.#offers.delete(keyText(key));
    const holds = Array.from(this.#holds.values()).slice(0, MAX_KEYS_AT_ONCE);
    if (holds.length > 0) this.#tools.port.broadcast({ type: 'hold', holds });
    for (const { key } of holds) this.#holds.delete(keyText(key));
    if (this.#offers.size > 0 || this.#holds.size > 0) this.#soon(PACE_MS);
  }
}

/** As many in each as fit one message. */
function partsOf(offers: readonly OfferOnWire[]): readonly (readonly OfferOnWire[])[] {
  const parts: OfferOnWire[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const offered of offers) {
    const length = encodeMessage({ ...offered }).length;
    const part = parts.at(-1);
    if (!part || part.length >= MAX_OFFERS_AT_ONCE || bytes + length > MAX_OFFERS_BYTES) {
      parts.push([offered]);
      bytes = length;
    } else {
      part.push(offered);
      bytes += length;
    }
  }
  return parts;
}
