// Whether a charter is to be believed, and which of two counts: pure but for the signatures. A proof carries whatever
// somebody needs who knows the link alone (PROTOCOL [C2], [C3]).

import { compareBytes, equalBytes, type Bytes } from '../primitives/bytes.ts';
import { decodeMessage, encodeMessage } from '../primitives/codec.ts';
import type { CryptoPort } from '../primitives/crypto.ts';
import type { IdentityId } from '../primitives/ids.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import { bytes, list, oneOf, record } from '../primitives/schema.ts';
import { identityIdOf } from '../secure/identity.ts';
import {
  firstCharter,
  MAX_LINE,
  MAX_RULES_BYTES,
  rootOf,
  RULES,
  SIGNED_HEAD,
  signedBytes,
  type Charter,
  type SignedHead,
} from './charter.ts';

/** Fits one message of the largest kind that reaches everybody (48 KiB), with what is around it. */
export const MAX_PROOF_BYTES = 47 * 1024;

export type ProofError =
  /** No honest member passes it on. */
  | { readonly code: 'malformed' | 'bad-signature' | 'elsewhere'; readonly detail: string }
  /** Of a room with the same words and another owner. */
  | { readonly code: 'other-owner'; readonly detail: string };

const PROOF = record({
  version: oneOf(1),
  /** Charters that changed the owners, oldest first; the current one excluded. */
  line: list(SIGNED_HEAD, { maxLength: MAX_LINE }),
  current: SIGNED_HEAD,
  rules: bytes({ maxLength: MAX_RULES_BYTES }),
});

/** Undefined for the charter that a room begins with: nothing of it is signed. */
export function encodeProof({ line, signed, encodedRules }: Charter): Bytes | undefined {
  return (
    signed &&
    encodeMessage({
      version: 1,
      line: line.map(wireHead),
      current: wireHead(signed),
      rules: encodedRules,
    })
  );
}

export interface ProofPlace {
  /** 16 bytes. */
  readonly namespace: Bytes;
  /** Whom the link names; undefined takes whoever the proof names: trust on first use. */
  readonly root: string | undefined;
}

export async function verifyProof(
  encoded: Uint8Array,
  place: ProofPlace,
  crypto: CryptoPort,
): Promise<Result<Charter, ProofError>> {
  if (encoded.length > MAX_PROOF_BYTES) return fail('malformed', 'longer than 47 KiB');
  const wire = decodeMessage(encoded, PROOF);
  if (!wire.ok) return fail('malformed', wire.error.detail);
  const { line, current, rules: encodedRules } = wire.value;
  const rules = decodeMessage(encodedRules, RULES);
  if (!rules.ok) return fail('malformed', rules.error.detail);
  if (!equalBytes(current.head.rules, await crypto.sha256(encodedRules)))
    return fail('malformed', 'rules that were not signed');
  const heads = [...line, current];
  const root = await rootOfLine(heads, crypto);
  if (place.root !== undefined && root !== place.root)
    return fail('other-owner', 'the first signer is not whom the link names');
  const first = await firstCharter(place.namespace, root, crypto);
  const followed = await followLine(heads, first, crypto);
  return followed.ok ? ok({ ...followed.value, rules: rules.value, encodedRules }) : followed;
}

/** More than 0 when `one` counts, less when `other` does, 0 when they are the same; the same everywhere. */
export function compareCharters(one: Charter, other: Charter): number {
  if (equalBytes(one.hash, other.hash)) return 0;
  const [lineOfOne, lineOfOther] = [wholeLine(one), wholeLine(other)];
  const shared = lineOfOne.findIndex((each, index) => !isSameHead(each, lineOfOther[index]));
  const split = shared < 0 ? lineOfOne.length : shared;
  const [next, otherNext] = [lineOfOne[split], lineOfOther[split]];
  const mandated = split === 0 ? undefined : lineOfOne[split - 1]?.head.owners;
  if (next && otherNext) return compareContested(next, otherNext, mandated);
  // What was signed under owners who are not the owners any more counts no more, whatever its serial.
  if (next || otherNext) return next ? 1 : -1;
  if (one.serial !== other.serial) return one.serial - other.serial;
  return bySeniority(one.signed, other.signed, mandated);
}

/** The charters that changed the owners, this one included if it did. */
export function wholeLine({ line, signed }: Charter): readonly SignedHead[] {
  if (!signed) return line;
  const mandated = line[line.length - 1]?.head.owners ?? ownersBefore([signed]);
  return sameOwners(mandated, signed.head.owners) ? line : [...line, signed];
}

/** Checks head after head: each signed by an owner of the one before that changed the owners. */
async function followLine(
  heads: readonly SignedHead[],
  first: Charter,
  crypto: CryptoPort,
): Promise<Result<Omit<Charter, 'rules' | 'encodedRules'>, ProofError>> {
  let { hash, serial } = first;
  let mandated = ownersBefore(heads);
  for (const [index, { head, signature }] of heads.entries()) {
    if (!equalBytes(head.namespace, first.namespace)) return fail('elsewhere', 'signed for another room');
    if (head.serial <= serial || head.owners.length === 0) return fail('malformed', 'a serial out of order');
    if (!equalBytes(head.mandate, hash)) return fail('malformed', 'signed under another mandate');
    if (head.serial === serial + 1 && !equalBytes(head.before, hash))
      return fail('malformed', 'another charter before it');
    if (!mandated.some((owner) => equalBytes(owner, head.signer)))
      return fail('bad-signature', 'the signer was no owner');
    const isLast = index === heads.length - 1;
    if (!isLast && sameOwners(mandated, head.owners)) return fail('malformed', 'owners that did not change');
    const signed = signedBytes(head);
    if (!(await crypto.verify(head.signer, signature, signed)))
      return fail('bad-signature', 'not signed by an owner');
    hash = await crypto.sha256(signed);
    serial = head.serial;
    mandated = head.owners;
  }
  const current = heads[heads.length - 1];
  if (!current) return fail('malformed', 'nothing signed');
  return ok({
    namespace: first.namespace,
    root: first.root,
    serial,
    hash,
    line: heads.slice(0, -1),
    signed: current,
    owners: current.head.owners,
    ownerIds: await idsOf(current.head.owners, crypto),
  });
}

/**
 * Two changes of owners under the same mandate. Whoever resigned, or was dropped by somebody it did not drop itself,
 * cannot contest that; else the longer-standing owner is believed.
 */
function compareContested(
  one: SignedHead,
  other: SignedHead,
  mandated: readonly Bytes[] | undefined,
): number {
  const drops = (by: SignedHead, whom: SignedHead) =>
    !by.head.owners.some((owner) => equalBytes(owner, whom.head.signer));
  if (drops(one, other) !== drops(other, one)) return drops(one, other) ? 1 : -1;
  return bySeniority(one, other, mandated);
}

function bySeniority(
  one: SignedHead | undefined,
  other: SignedHead | undefined,
  mandated: readonly Bytes[] = [],
): number {
  if (!one || !other) return one ? 1 : -1;
  const rankOf = ({ head }: SignedHead) => mandated.findIndex((owner) => equalBytes(owner, head.signer));
  return rankOf(other) - rankOf(one) || compareBytes(signedBytes(other.head), signedBytes(one.head));
}

/** Before the first charter there is one owner, whose key nobody knows before it signs. */
function ownersBefore([first]: readonly SignedHead[]): readonly Bytes[] {
  return first ? [first.head.signer] : [];
}

function sameOwners(some: readonly Bytes[], others: readonly Bytes[]): boolean {
  return (
    some.length === others.length && some.every((owner, index) => equalBytes(owner, others[index] ?? owner))
  );
}

function isSameHead(one: SignedHead, other: SignedHead | undefined): boolean {
  return other !== undefined && equalBytes(signedBytes(one.head), signedBytes(other.head));
}

async function rootOfLine([first]: readonly SignedHead[], crypto: CryptoPort): Promise<string> {
  return first ? rootOf(await identityIdOf(first.head.signer, crypto)) : '';
}

function idsOf(keys: readonly Bytes[], crypto: CryptoPort): Promise<readonly IdentityId[]> {
  return Promise.all(keys.map((key) => identityIdOf(key, crypto)));
}

function wireHead({ head, signature }: SignedHead) {
  return { head: { ...head }, signature };
}

function fail(code: ProofError['code'], detail: string): Result<never, ProofError> {
  return err({ code, detail });
}
