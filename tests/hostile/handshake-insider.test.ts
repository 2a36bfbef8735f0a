// A member in the middle: she holds the room's secret, runs a handshake of her own with either side, and opens, changes
// and seals whatever she likes. What she cannot do is sign.

import { decode } from 'cborg';
import { describe, expect, it } from 'vitest';
import { concatBytes } from '../../src/primitives/bytes.ts';
import { encodeMessage, type Encodable } from '../../src/primitives/codec.ts';
import { counterNonce } from '../../src/secure/counter-nonce.ts';
import { continueHandshake, startHandshake, type HandshakeStep } from '../../src/secure/handshake.ts';
import type { Role } from '../../src/secure/handshake-setup.ts';
import type { Agreement } from '../../src/secure/key-schedule.ts';
import { FRAME, frameOf } from '../../src/secure/protocol.ts';
import type { Fingerprints } from '../../src/transport/transport.ts';
import { makeContext, makePerson, type Person } from '../support/secure-pair.ts';

const ROOM = makeContext(3);
const [ALICE, BOB, MALLORY] = [await makePerson(1), await makePerson(2), await makePerson(66)];
/** One certificate each; Mallory's stands between the two. */
const [PRINT_A, PRINT_B, PRINT_M] = [0xa, 0xb, 0xe].map((fill) => new Uint8Array(32).fill(fill));
const PRINTS = { alice: PRINT_A!, bob: PRINT_B!, mallory: PRINT_M! };

type Proof = Readonly<Record<string, Encodable>>;

async function begin(role: Role, person: Person, fingerprints: Fingerprints): Promise<HandshakeStep> {
  const { peer, crypto, random } = person;
  return startHandshake({ role, peer, contexts: [ROOM], capabilities: [], fingerprints, crypto }, random);
}

function agreementOf({ state }: HandshakeStep): Agreement {
  if (state.kind !== 'awaiting-proof') throw new Error(`no agreement while ${state.kind}`);
  return state.agreement;
}

/** Alice dials Mallory, who dials Bob. All four ends have said hello; the victims have proven themselves to Mallory. */
async function between() {
  const { alice: a, bob: b, mallory: m } = PRINTS;
  const alice = await begin('dialer', ALICE, { local: a, remote: m });
  const towardsAlice = await continueHandshake(
    (await begin('listener', MALLORY, { local: m, remote: a })).state,
    alice.send[0]!,
  );
  const alicesProof = await continueHandshake(alice.state, towardsAlice.send[0]!);
  const towardsBob = await begin('dialer', MALLORY, { local: m, remote: b });
  const bob = await continueHandshake(
    (await begin('listener', BOB, { local: b, remote: m })).state,
    towardsBob.send[0]!,
  );
  const asked = await continueHandshake(towardsBob.state, bob.send[0]!);
  return {
    alice: { step: alicesProof, proof: alicesProof.send[0]!, with: agreementOf(towardsAlice) },
    bob: { step: bob, proof: bob.send[1]!, with: agreementOf(asked) },
  };
}

/** A proof that `role` sealed for `from`, changed and sealed again for `to`. */
async function passOn(
  sealed: Uint8Array,
  role: Role,
  keys: { readonly from: Agreement; readonly to: Agreement },
  edit: (proof: Proof) => Proof = (proof) => proof,
): Promise<Uint8Array> {
  const { crypto } = MALLORY;
  const opened = await crypto.open(keys.from.handshakeKeys[role], counterNonce(0), sealed.subarray(1));
  if (!opened) throw new Error('Mallory cannot read what was meant for her');
  const proof = edit(decode(opened) as Proof);
  const again = await crypto.seal(keys.to.handshakeKeys[role], counterNonce(0), encodeMessage(proof));
  return frameOf(FRAME.proof, again);
}

function codeOf({ state }: HandshakeStep): string {
  return state.kind === 'failed' ? state.error.code : state.kind;
}

describe('[H3] [H5] a member in the middle', () => {
  it("who passes the dialer's proof on is found out by the certificates", async () => {
    const { alice, bob } = await between();
    const proof = await passOn(alice.proof, 'dialer', { from: alice.with, to: bob.with });
    const after = await continueHandshake(bob.step.state, proof);
    expect([codeOf(after), after.send]).toEqual(['fingerprints', []]);
  });

  it('who corrects the certificates in it is found out by the signature', async () => {
    const { alice, bob } = await between();
    const fingerprints = concatBytes(PRINTS.mallory, PRINTS.bob);
    const keys = { from: alice.with, to: bob.with };
    const proof = await passOn(alice.proof, 'dialer', keys, (said) => ({ ...said, fingerprints }));
    const after = await continueHandshake(bob.step.state, proof);
    expect([codeOf(after), after.send]).toEqual(['bad-signature', []]);
  });

  it("who passes the listener's proof on is found out by the certificates", async () => {
    const { alice, bob } = await between();
    const proof = await passOn(bob.proof, 'listener', { from: bob.with, to: alice.with });
    expect(codeOf(await continueHandshake(alice.step.state, proof))).toBe('fingerprints');
  });

  it('who corrects them there too is found out by the signature', async () => {
    const { alice, bob } = await between();
    const fingerprints = concatBytes(PRINTS.alice, PRINTS.mallory);
    const keys = { from: bob.with, to: alice.with };
    const proof = await passOn(bob.proof, 'listener', keys, (said) => ({ ...said, fingerprints }));
    expect(codeOf(await continueHandshake(alice.step.state, proof))).toBe('bad-signature');
  });

  it('cannot use a proof in the other role', async () => {
    const { alice, bob } = await between();
    const fingerprints = concatBytes(PRINTS.alice, PRINTS.mallory);
    // Alice's own proof would come back to her from Bob's side: her peer id gives it away.
    const opened = await passOn(alice.proof, 'dialer', { from: alice.with, to: alice.with });
    const { crypto } = MALLORY;
    const plain = await crypto.open(alice.with.handshakeKeys.dialer, counterNonce(0), opened.subarray(1));
    const said = { ...(decode(plain!) as Proof), fingerprints };
    const key = alice.with.handshakeKeys.listener;
    const sealed = await crypto.seal(key, counterNonce(0), encodeMessage(said));
    const after = await continueHandshake(alice.step.state, frameOf(FRAME.proof, sealed));
    expect(codeOf(after)).toBe('reflection');
    expect(codeOf(bob.step)).toBe('awaiting-proof');
  });

  it('cannot add an ability to what somebody claimed', async () => {
    const { alice } = await between();
    // The signature is Alice's, the link is hers with Mallory, and only the list was changed.
    const keys = { from: alice.with, to: alice.with };
    const proof = await passOn(alice.proof, 'dialer', keys, (said) => ({ ...said, capabilities: ['root'] }));
    expect(await judgedBy(proof, alice.with)).toBe('bad-signature');
    expect(await judgedBy(alice.proof, alice.with)).toBe('awaiting-ready');
  });
});

/** What an honest listener that agreed on these keys would make of a proof. */
async function judgedBy(proof: Uint8Array, agreement: Agreement): Promise<string> {
  const { peer, crypto } = MALLORY;
  const fingerprints = { local: PRINTS.mallory, remote: PRINTS.alice };
  const setup = { role: 'listener', peer, contexts: [ROOM], capabilities: [], fingerprints, crypto } as const;
  return codeOf(
    await continueHandshake({ kind: 'awaiting-proof', setup, agreement, hasProven: true }, proof),
  );
}
