// What a newcomer hears from this side of those who are gone: what others can believe, and nothing that would be held
// against whoever tells it.

import { expect, it } from 'vitest';
import type { IdentityId, PeerId } from '../../../src/primitives/ids.ts';
import { formatPeerId } from '../../../src/primitives/ids.ts';
import type { NewsDesk } from '../../../src/swarm/news-desk.ts';
import { signOffer } from '../../../src/swarm/offer-proofs.ts';
import { Offers } from '../../../src/swarm/offers.ts';
import { Orphans } from '../../../src/swarm/orphans.ts';
import type { OfferOnWire } from '../../../src/swarm/protocol.ts';
import type { SwarmTools } from '../../../src/swarm/swarm-port.ts';
import { createFakeAttest } from '../../support/fake-attest.ts';
import { keyBy } from '../../support/offer-keys.ts';

const GONE = formatPeerId(new Uint8Array(16).fill(5));
const attest = createFakeAttest({ peerId: GONE, identityId: 'identity-gone' as IdentityId });

async function told(offered: OfferOnWire, author: PeerId | undefined): Promise<number> {
  const offers = new Offers();
  expect(offers.add({ author, teller: undefined }, offered)).toBe('new');
  const tools = { port: { members: () => [] } } as unknown as SwarmTools;
  const desk = {} as NewsDesk;
  const options = {
    tools,
    offers,
    desk,
    isWhole: () => true,
    isTaken: () => true,
    onDropped: () => undefined,
  };
  return new Orphans(options).toTell().length;
}

const fields = { name: 'a', mime: '', size: 1, chunk: 16_384, root: new Uint8Array(32) } as const;

it('[F13] what its author signed is told on, and what is one’s own', async () => {
  const key = keyBy(GONE, 1);
  expect(await told(await signOffer({ ...fields, key }, attest), GONE)).toBe(1);
  expect(await told({ ...fields, key }, undefined)).toBe(1);
});

it('[F13] what nobody signed is not, nor what was kept under a key that does not say whose it is', async () => {
  expect(await told({ ...fields, key: keyBy(GONE, 1) }, GONE)).toBe(0);
  const former = new Uint8Array(16).fill(9);
  expect(await told(await signOffer({ ...fields, key: former }, attest), GONE)).toBe(0);
});
