// What each side says once the keys are agreed: who it is, proven, and that it is READY. Sealed under the handshake
// key of its direction: the proof with counter 0, READY with counter 1 (PROTOCOL [H5], [H7]).

import { concatBytes, equalBytes, type Bytes } from '../primitives/bytes.ts';
import { encodeMessage } from '../primitives/codec.ts';
import type { AeadKey } from '../primitives/crypto.ts';
import { peerIdBytes, type PeerId } from '../primitives/ids.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import { counterNonce } from './counter-nonce.ts';
import { otherRole, type HandshakeSetup, type Role } from './handshake-setup.ts';
import { identityIdOf, isCertified, peerIdOf } from './identity.ts';
import type { Agreement } from './key-schedule.ts';
import {
  decodeBody,
  FRAME,
  frameOf,
  MAX_PROOF_BYTES,
  MAX_READY_BYTES,
  PROOF,
  type Proof,
} from './protocol.ts';
import type { HandshakeError, HandshakeErrorCode, ProvenPeer } from './secure-link.ts';

const SIGNATURE_LABEL = 'kith/handshake/1 proof';
const PROOF_COUNTER = 0;
const READY_COUNTER = 1;
const NOTHING = new Uint8Array();

export async function sealProof(setup: HandshakeSetup, agreement: Agreement): Promise<Bytes> {
  const { role } = setup;
  const { capabilities: ofContext = [] } = setup.contexts[agreement.contextIndex] ?? {};
  const capabilities = [...setup.capabilities, ...ofContext];
  const { identity, sessionNonce, peerId } = setup.peer;
  const said = { agreement: identity.agreementKey, capabilities };
  const signature = await identity.sign(signedBytes({ ...said, role, peerId }, agreement));
  const proof: Proof = {
    ...said,
    identity: identity.publicKey,
    certificate: identity.certificate,
    sessionNonce,
    fingerprints: fingerprintBytes(agreement),
    signature,
  };
  const key = agreement.handshakeKeys[role];
  const sealed = await setup.crypto.seal(key, counterNonce(PROOF_COUNTER), encodeMessage({ ...proof }));
  return frameOf(FRAME.proof, sealed);
}

/** Who the other side is, after every check there is. */
export async function openProof(
  body: Uint8Array,
  setup: HandshakeSetup,
  agreement: Agreement,
): Promise<Result<ProvenPeer, HandshakeError>> {
  if (body.length > MAX_PROOF_BYTES) return fail('malformed', 'the proof is too long');
  const plaintext = await setup.crypto.open(otherKey(setup, agreement), counterNonce(PROOF_COUNTER), body);
  if (!plaintext) return fail('wrong-keys', 'the proof does not open: another secret, epoch or partner');
  const proof = decodeBody(plaintext, MAX_PROOF_BYTES, PROOF);
  return proof.ok ? checkProof(proof.value, setup, agreement) : fail('malformed', proof.error.detail);
}

export async function sealReady({ role, crypto }: HandshakeSetup, agreement: Agreement): Promise<Bytes> {
  const key = agreement.handshakeKeys[role];
  const sealed = await crypto.seal(key, counterNonce(READY_COUNTER), NOTHING, agreement.transcript);
  return frameOf(FRAME.ready, sealed);
}

export async function openReady(
  body: Uint8Array,
  setup: HandshakeSetup,
  agreement: Agreement,
): Promise<boolean> {
  if (body.length > MAX_READY_BYTES) return false;
  const key = otherKey(setup, agreement);
  const opened = await setup.crypto.open(key, counterNonce(READY_COUNTER), body, agreement.transcript);
  return opened !== undefined;
}

async function checkProof(
  proof: Proof,
  { crypto, peer, role }: HandshakeSetup,
  agreement: Agreement,
): Promise<Result<ProvenPeer, HandshakeError>> {
  const peerId = await peerIdOf(proof.identity, proof.sessionNonce, crypto);
  if (peerId === peer.peerId) return fail('reflection', 'the other side is this very instance');
  if (!equalBytes(proof.fingerprints, fingerprintBytes(agreement)))
    return fail('fingerprints', 'the two sides see different certificates: somebody is in between');
  const claim = { publicKey: proof.identity, agreementKey: proof.agreement, certificate: proof.certificate };
  if (!(await isCertified(claim, crypto))) return fail('bad-signature', 'the agreement key is not certified');
  const signed = signedBytes({ ...proof, role: otherRole(role), peerId }, agreement);
  if (!(await crypto.verify(proof.identity, proof.signature, signed)))
    return fail('bad-signature', 'the proof is not signed by the identity it names');
  return ok({
    peerId,
    identityId: await identityIdOf(proof.identity, crypto),
    identityKey: proof.identity,
    agreementKey: proof.agreement,
    capabilities: proof.capabilities,
  });
}

function signedBytes(
  said: {
    readonly role: Role;
    readonly peerId: PeerId;
    readonly agreement: Bytes;
    readonly capabilities: readonly string[];
  },
  { transcript }: Agreement,
): Bytes {
  const { role, peerId, agreement, capabilities } = said;
  return encodeMessage({
    label: SIGNATURE_LABEL,
    transcript,
    role,
    peerId: peerIdBytes(peerId),
    agreement,
    capabilities,
  });
}

function fingerprintBytes({ fingerprints }: Agreement): Bytes {
  return concatBytes(fingerprints.dialer, fingerprints.listener);
}

function otherKey({ role }: HandshakeSetup, { handshakeKeys }: Agreement): AeadKey {
  return handshakeKeys[otherRole(role)];
}

function fail(code: HandshakeErrorCode, detail: string): Result<never, HandshakeError> {
  return err({ code, detail });
}
