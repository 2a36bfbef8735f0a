// Members who hold the room's secret and lie about who they are.

import { describe, expect, it } from 'vitest';
import type { LocalIdentity, LocalPeer } from '../../src/secure/identity.ts';
import { failures, makePerson, meet, type Person } from '../support/secure-pair.ts';

/** Mallory with some of her identity replaced: she has the room's secret, and no private key but her own. */
async function mallory(
  change: (own: LocalIdentity, victim: LocalPeer) => Partial<LocalIdentity>,
): Promise<Person> {
  const [person, victim] = await Promise.all([makePerson(13), makePerson(2)]);
  const identity = { ...person.peer.identity, ...change(person.peer.identity, victim.peer) };
  return { ...person, peer: { ...person.peer, identity } };
}

describe('a member posing as another', () => {
  it("[H5] with the victim's public keys and certificate is found out by the signature", async () => {
    const person = await mallory((_, { identity }) => ({
      publicKey: identity.publicKey,
      agreementKey: identity.agreementKey,
      certificate: identity.certificate,
    }));
    expect((await failures(await meet({ alice: { person } })))[1]).toBe('bad-signature');
  });

  it("[I2] with the victim's key and an agreement key of her own is found out by the certificate", async () => {
    const person = await mallory((_, { identity }) => ({ publicKey: identity.publicKey }));
    expect((await failures(await meet({ alice: { person } })))[1]).toBe('bad-signature');
  });

  it("[I2] with her own key and the victim's agreement key is found out by the certificate", async () => {
    const person = await mallory((_, { identity }) => ({ agreementKey: identity.agreementKey }));
    expect((await failures(await meet({ alice: { person } })))[1]).toBe('bad-signature');
  });

  it('[I3] cannot choose a peer id: the other side computes it', async () => {
    const person = await makePerson(13);
    const victim = await makePerson(4);
    const liar = { ...person, peer: { ...person.peer, peerId: victim.peer.peerId } };
    // Her signature covers the id she claims, theirs the one that follows from her keys.
    expect((await failures(await meet({ alice: { person: liar } })))[1]).toBe('bad-signature');
  });

  it("[I3] cannot take over the victim's peer id by repeating the session nonce", async () => {
    const person = await makePerson(13);
    const victim = await makePerson(2);
    const liar = { ...person, peer: { ...person.peer, sessionNonce: victim.peer.sessionNonce } };
    expect((await failures(await meet({ alice: { person: liar } })))[1]).toBe('bad-signature');
  });

  it('a key that is no point of the curve is no identity', async () => {
    const person = await mallory(() => ({ publicKey: new Uint8Array(65).fill(4) }));
    expect((await failures(await meet({ alice: { person } })))[1]).toBe('bad-signature');
  });

  it('cannot claim more abilities than the limit allows', async () => {
    const capabilities = Array.from({ length: 33 }, (_, i) => `c${i}`);
    expect((await failures(await meet({ alice: { capabilities } })))[1]).toBe('malformed');
  });
});
