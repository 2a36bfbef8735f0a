// Who made an offer, for those who hear of it from somebody else: its author signs it once the root is known, and nobody
// can offer in another's name. Whoever took the signature away offers in their own.

import type { Bytes } from '../primitives/bytes.ts';
import { encodeMessage } from '../primitives/codec.ts';
import type { PeerId } from '../primitives/ids.ts';
import type { Attest } from '../room/attest.ts';
import type { OfferOnWire } from './protocol.ts';

/** What signing and checking an offer takes; of the room. */
export type OfferAttest = Pick<Attest, 'sign' | 'verify'>;

const LABEL = 'swarm-offer/1';

/** The same with the signature of this peer. */
export async function signOffer(offered: OfferOnWire, attest: OfferAttest): Promise<OfferOnWire> {
  return { ...offered, by: await attest.sign(LABEL, signedPart(offered)) };
}

/** Who made it; undefined when the signature does not hold. */
export async function authorOf(offered: OfferOnWire, attest: OfferAttest): Promise<PeerId | undefined> {
  if (!offered.by || !offered.root) return undefined;
  return (await attest.verify(LABEL, signedPart(offered), offered.by))?.peerId;
}

function signedPart({ key, name, mime, size, chunk, folders = [], look, root }: OfferOnWire): Bytes {
  const said = { key, name, mime, size, chunk, folders, ...(look ? { look } : {}) };
  return encodeMessage({ ...said, ...(root ? { root } : {}) });
}
