// Who may do what in a room: a record that an owner signs, bound to the room and to the record before it (PROTOCOL [C1]).
// What it says and what follows from it; how it is believed is in charter-proof.ts, how it changes in charter-acts.ts.

import { formatBase64url } from '../primitives/base64url.ts';
import { formatBase32, parseBase32 } from '../primitives/base32.ts';
import { concatBytes, encodeUtf8, equalBytes, type Bytes } from '../primitives/bytes.ts';
import { encodeMessage } from '../primitives/codec.ts';
import { PUBLIC_KEY_BYTES, SHA256_BYTES, SIGNATURE_BYTES, type CryptoPort } from '../primitives/crypto.ts';
import type { IdentityId } from '../primitives/ids.ts';
import {
  boolean,
  bytes,
  integer,
  list,
  oneOf,
  optional,
  record,
  text,
  type Parsed,
} from '../primitives/schema.ts';
import { OWNER_BYTES } from './room-link.ts';

/** People who own a room together. */
export const MAX_OWNERS = 8;
/** Let in without knocking: a room of the largest size, and those who are away. */
export const MAX_ADMITTED = 512;
export const MAX_REMOVED = 256;
/** Spaces with writers of their own, and people named for one. */
export const MAX_WRITER_SPACES = 16;
export const MAX_LISTED_WRITERS = 64;
/** An hour between two messages. */
export const MAX_SLOW_MODE_SECONDS = 3_600;
export const MAX_TITLE_LENGTH = 80;
/** Charters before this one that it names: how long it can be told whether one grew out of another. */
export const MAX_ANCESTORS = 32;
export const ANCESTOR_BYTES = 16;
/** Changes of owners that a proof carries. */
export const MAX_LINE = 32;
export const MAX_SERIAL = 2 ** 48;
const MAX_EPOCH = 2 ** 32;
const NAMESPACE_BYTES = 16;
const MAX_SPACE_LENGTH = 24;
/** What a charter allows besides naming its owners; see the limits above. */
export const MAX_RULES_BYTES = 40 * 1024;

const fingerprint = bytes({ length: SHA256_BYTES });

/** What is signed; everything but the owners hangs on it by its hash, so that proofs of ownership stay small. */
export const HEAD = record({
  version: oneOf(1),
  namespace: bytes({ length: NAMESPACE_BYTES }),
  serial: integer({ min: 1, max: MAX_SERIAL }),
  /** Of the charter before this one. */
  before: fingerprint,
  /** Of the charter that made the signer an owner: the last one that changed the owners. */
  mandate: fingerprint,
  /** Raw signing keys, the longest-standing first. */
  owners: list(bytes({ length: PUBLIC_KEY_BYTES }), { maxLength: MAX_OWNERS }),
  /** SHA-256 of the encoded rules. */
  rules: fingerprint,
  /** Raw signing key of an owner under the mandate. */
  signer: bytes({ length: PUBLIC_KEY_BYTES }),
});
export type Head = Parsed<typeof HEAD>;

export const SIGNED_HEAD = record({ head: HEAD, signature: bytes({ length: SIGNATURE_BYTES }) });
export type SignedHead = Parsed<typeof SIGNED_HEAD>;

export const RULES = record({
  title: optional(text({ maxLength: MAX_TITLE_LENGTH })),
  isLocked: boolean,
  doesKnock: boolean,
  /** On the wire `session` for {@link HistoryPolicy} `all`, `none` for `since-joined`. */
  history: oneOf('none', 'session'),
  slowModeSeconds: integer({ min: 0, max: MAX_SLOW_MODE_SECONDS }),
  /** Spaces that not everybody may write in. */
  writers: list(
    record({
      space: text({ maxLength: MAX_SPACE_LENGTH }),
      who: oneOf('owners', 'listed'),
      listed: list(fingerprint, { maxLength: MAX_LISTED_WRITERS }),
    }),
    { maxLength: MAX_WRITER_SPACES },
  ),
  epoch: integer({ min: 0, max: MAX_EPOCH }),
  /** Of the epoch's secret; none in epoch 0, which has no secret. */
  epochHash: optional(fingerprint),
  /** Let in without knocking. */
  admitted: list(fingerprint, { maxLength: MAX_ADMITTED }),
  removed: list(fingerprint, { maxLength: MAX_REMOVED }),
  /** The first 16 bytes of the hashes of the charters before, newest last. */
  ancestors: list(bytes({ length: ANCESTOR_BYTES }), { maxLength: MAX_ANCESTORS }),
});
export type Rules = Parsed<typeof RULES>;

/**
 * What is passed on of before somebody came (PROTOCOL [C1]). `all`: whatever is held. `since-joined`: nothing that
 * whoever passes it on heard before it knew them to be in.
 */
export type HistoryPolicy = 'all' | 'since-joined';

export type Writers = 'all' | 'owners' | readonly IdentityId[];

/** A charter that was checked, or the one that every room begins with. */
export interface Charter {
  readonly namespace: Bytes;
  /** Base64url of the first 16 bytes of the fingerprint of the room's first owner, as in its link. */
  readonly root: string;
  /** 0 for the charter that every room begins with: it is written nowhere. */
  readonly serial: number;
  readonly hash: Bytes;
  /** Charters that changed the owners, this one excluded, oldest first. */
  readonly line: readonly SignedHead[];
  /** Undefined for serial 0. */
  readonly signed: SignedHead | undefined;
  /** Raw signing keys; of serial 0 only the root is known. */
  readonly owners: readonly Bytes[];
  readonly ownerIds: readonly IdentityId[];
  readonly rules: Rules;
  /** As signed: a later version may say more than is read here. */
  readonly encodedRules: Bytes;
}

const LABEL = 'kith/charter/1';
const OPEN: Rules = {
  isLocked: false,
  doesKnock: false,
  history: 'session',
  slowModeSeconds: 0,
  writers: [],
  epoch: 0,
  admitted: [],
  removed: [],
  ancestors: [],
};

/** What a room begins with: owned by whom its link names, open to whoever knows the words. */
export async function firstCharter(namespace: Bytes, root: string, crypto: CryptoPort): Promise<Charter> {
  const hash = await crypto.sha256(concatBytes(encodeUtf8(`${LABEL} first`), namespace, encodeUtf8(root)));
  return {
    namespace,
    root,
    hash,
    serial: 0,
    line: [],
    signed: undefined,
    owners: [],
    ownerIds: [],
    rules: OPEN,
    encodedRules: encodeRules(OPEN),
  };
}

export function encodeRules(rules: Rules): Bytes {
  return encodeMessage({ ...rules, writers: rules.writers.map((each) => ({ ...each })) });
}

/** What an owner signs. */
export function signedBytes(head: Head): Bytes {
  return encodeMessage({ label: LABEL, ...head });
}

/** What a room's link says of an owner. */
export function rootOf(identity: IdentityId): string {
  return formatBase64url(identityBytes(identity).subarray(0, OWNER_BYTES));
}

export function identityBytes(identity: IdentityId): Bytes {
  return parseBase32(identity) ?? new Uint8Array(SHA256_BYTES);
}

export function isOwner(charter: Charter, identity: IdentityId): boolean {
  return charter.serial === 0 ? rootOf(identity) === charter.root : charter.ownerIds.includes(identity);
}

export function isRemoved({ rules }: Charter, identity: IdentityId): boolean {
  return hasIdentity(rules.removed, identity);
}

/** Nobody new comes in by knowing the words. */
export function isClosed({ isLocked, doesKnock }: Rules): boolean {
  return isLocked || doesKnock;
}

/** Whether somebody who proved the room's secrets may be here (PROTOCOL [E4]). */
export function isMember(charter: Charter, identity: IdentityId): boolean {
  if (isRemoved(charter, identity)) return false;
  return !isClosed(charter.rules) || isAdmitted(charter, identity);
}

/** By name: an owner, or let in by one. */
export function isAdmitted(charter: Charter, identity: IdentityId): boolean {
  return isOwner(charter, identity) || hasIdentity(charter.rules.admitted, identity);
}

export function mayWrite(charter: Charter, identity: IdentityId, space: string): boolean {
  if (isRemoved(charter, identity)) return false;
  const special = charter.rules.writers.find((each) => each.space === space);
  return !special || isOwner(charter, identity) || hasIdentity(special.listed, identity);
}

export function historyOf({ rules }: Charter): HistoryPolicy {
  return rules.history === 'none' ? 'since-joined' : 'all';
}

export function writersOf({ rules }: Charter): ReadonlyMap<string, Writers> {
  return new Map(
    rules.writers.map(({ space, who, listed }) => [space, who === 'owners' ? who : listed.map(idOf)]),
  );
}

/** Whether `charter` grew out of the one with this hash. */
export function descendsFrom(charter: Charter, hash: Uint8Array): boolean {
  const short = hash.subarray(0, ANCESTOR_BYTES);
  return equalBytes(charter.hash, hash) || charter.rules.ancestors.some((each) => equalBytes(each, short));
}

export function hasIdentity(among: readonly Uint8Array[], identity: IdentityId): boolean {
  const wanted = identityBytes(identity);
  return among.some((each) => equalBytes(each, wanted));
}

export function idOf(identity: Uint8Array): IdentityId {
  return formatBase32(identity) as IdentityId;
}
