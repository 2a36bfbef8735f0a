// What is offered in the room, bounded: a peer that offers a hundred thousand files fills its own share and nobody else's.

import { equalBytes, type Bytes } from '../primitives/bytes.ts';
import { encodeMessage } from '../primitives/codec.ts';
import type { PeerId } from '../primitives/ids.ts';
import { cleanFileName, cleanFolders } from './file-name.ts';
import { fitsSwarm } from './file-shape.ts';
import { MAX_OFFER_HOLDERS, MAX_OFFERS, MAX_OFFERS_OF_ONE } from './limits.ts';
import type { Manifest } from './manifest.ts';
import { keyText, type OfferOnWire } from './protocol.ts';
import type { OfferView } from './swarm-state.ts';

interface Offer extends OfferView {
  readonly key: Bytes;
  readonly holders: Map<PeerId, boolean>;
  /** Whose share it takes: whoever told it first. */
  readonly teller: PeerId | undefined;
  /** Of whoever made it, once it is known. */
  readonly proof: OfferOnWire['by'];
}

/** Who tells an offer, and who made it where that is another. */
export interface Telling {
  readonly author: PeerId | undefined;
  readonly teller: PeerId | undefined;
}

/** What became of an offer that came in. */
export type OfferOutcome = 'new' | 'sealed' | 'known' | 'refused';

export class Offers {
  readonly #offers = new Map<string, Offer>();
  readonly #countOf = new Map<PeerId, number>();
  /** Of this side: as many as it takes part in, whatever others offer. */
  #ownCount = 0;

  get all(): readonly OfferView[] {
    return Array.from(this.#offers.values());
  }

  get(id: string): Offer | undefined {
    return this.#offers.get(id);
  }

  /** As it goes over the wire. */
  said(id: string): OfferOnWire | undefined {
    const offer = this.#offers.get(id);
    return offer && offerOf(offer.key, offer.manifest, offer.proof);
  }

  add({ author, teller }: Telling, offered: OfferOnWire): OfferOutcome {
    const id = keyText(offered.key);
    const known = this.#offers.get(id);
    if (known) return this.#again(known, { author, teller }, offered);
    const manifest = manifestOf(offered);
    const count = teller ? (this.#countOf.get(teller) ?? 0) : 0;
    const isOwn = author === undefined;
    const isFull = this.#offers.size - this.#ownCount >= MAX_OFFERS || count >= MAX_OFFERS_OF_ONE;
    if (!fitsSwarm(manifest) || (isFull && !isOwn)) return 'refused';
    if (isOwn) this.#ownCount += 1;
    if (teller) this.#countOf.set(teller, count + 1);
    this.#offers.set(id, {
      id,
      key: offered.key,
      manifest,
      fileName: cleanFileName(manifest.name),
      folders: cleanFolders(manifest.folders),
      from: author,
      teller,
      proof: offered.by,
      isWithdrawn: false,
      holders: new Map(teller ? [[teller, true]] : []),
    });
    return 'new';
  }

  /** False when it was not that peer's. */
  withdraw(id: string, by: PeerId): boolean {
    const offer = this.#offers.get(id);
    if (!offer || offer.from !== by) return false;
    offer.holders.delete(by);
    this.#offers.set(id, { ...offer, isWithdrawn: true });
    return true;
  }

  remove(id: string): void {
    const offer = this.#offers.get(id);
    if (!offer) return;
    this.#offers.delete(id);
    if (!offer.from) this.#ownCount -= 1;
    if (!offer.teller) return;
    const left = (this.#countOf.get(offer.teller) ?? 1) - 1;
    if (left > 0) this.#countOf.set(offer.teller, left);
    else this.#countOf.delete(offer.teller);
  }

  /** Of what nobody offered nothing is remembered. */
  addHolder(
    id: string,
    peer: PeerId,
    { isWhole, atMost }: { readonly isWhole: boolean; readonly atMost: number },
  ): void {
    const holders = this.#offers.get(id)?.holders;
    if (holders && (holders.has(peer) || holders.size < atMost)) holders.set(peer, isWhole);
  }

  removeHolderOf(id: string, peer: PeerId): void {
    this.#offers.get(id)?.holders.delete(peer);
  }

  removeHolder(peer: PeerId): void {
    for (const { holders } of this.#offers.values()) holders.delete(peer);
  }

  holdersOf(id: string): ReadonlyMap<PeerId, boolean> {
    return this.#offers.get(id)?.holders ?? new Map();
  }

  setRoot(id: string, root: Bytes): void {
    const offer = this.#offers.get(id);
    if (offer) this.#offers.set(id, { ...offer, manifest: { ...offer.manifest, root } });
  }

  setProof(id: string, proof: OfferOnWire['by']): void {
    const offer = this.#offers.get(id);
    if (offer && proof) this.#offers.set(id, { ...offer, proof });
  }

  /**
   * The same offer once more: with the root from whoever made it, or of a root that is in the key from anybody. Nobody
   * gives another's offer a root.
   */
  #again(known: Offer, { author, teller }: Telling, offered: OfferOnWire): OfferOutcome {
    const { root, size, chunk, by } = offered;
    const { manifest } = known;
    const isSame = manifest.sizeBytes === size && manifest.chunkSizeBytes === chunk;
    if (!isSame || (manifest.root && root && !equalBytes(manifest.root, root))) return 'refused';
    if (known.from !== author || !known.from) return 'known';
    if (teller && teller !== author) {
      if (known.holders.size < MAX_OFFER_HOLDERS) known.holders.set(teller, true);
      return 'known';
    }
    if (by && isSaid(known, offered)) this.setProof(known.id, by);
    known.holders.set(known.from, true);
    const now = this.#offers.get(known.id) ?? known;
    if (now.isWithdrawn) this.#offers.set(known.id, { ...now, isWithdrawn: false });
    if (manifest.root || !root) return 'known';
    this.setRoot(known.id, root);
    return 'sealed';
  }
}

/** A signature is passed on with what was said at first: it has to be over that. */
function isSaid({ key, manifest }: Offer, offered: OfferOnWire): boolean {
  const first = offerOf(key, { ...manifest, root: offered.root }, offered.by);
  return equalBytes(encodeMessage({ ...first }), encodeMessage({ ...offered }));
}

export function manifestOf({ name, mime, size, chunk, folders, look, root }: OfferOnWire): Manifest {
  return { name, mimeType: mime, sizeBytes: size, chunkSizeBytes: chunk, folders: folders ?? [], look, root };
}

export function offerOf(key: Bytes, manifest: Manifest, proof?: OfferOnWire['by']): OfferOnWire {
  const { name, mimeType, sizeBytes, chunkSizeBytes, folders, look, root } = manifest;
  return {
    key,
    name,
    mime: mimeType,
    size: sizeBytes,
    chunk: chunkSizeBytes,
    ...(folders.length > 0 ? { folders } : {}),
    ...(look ? { look } : {}),
    ...(root ? { root } : {}),
    ...(root && proof ? { by: proof } : {}),
  };
}
