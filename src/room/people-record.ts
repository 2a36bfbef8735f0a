// What is remembered of one person, and how a page of such records is written: in the order of their ids, sealed, read
// back as if a stranger had written it.

import { concatBytes, encodeUtf8, type Bytes } from '../primitives/bytes.ts';
import { decodeMessage, encodeMessage } from '../primitives/codec.ts';
import { AEAD_NONCE_BYTES, type AeadKey, type CryptoPort } from '../primitives/crypto.ts';
import type { IdentityId } from '../primitives/ids.ts';
import { DYES, THINGS, type Mark } from '../primitives/mark.ts';
import type { RandomSource } from '../primitives/random.ts';
import { boolean, integer, list, optional, record, text, type Parsed } from '../primitives/schema.ts';
import { cleanName, cleanNote, MAX_NAME_LENGTH, MAX_NOTE_LENGTH } from './display-name.ts';

export interface PersonRecord {
  readonly identityId: IdentityId;
  /** As last shown without a warning; cleaned. */
  readonly name: string;
  readonly mark: Mark;
  /** Milliseconds since 1970, by this device. */
  readonly firstMetMs: number;
  readonly lastMetMs: number;
  /** On how many occasions, hours apart, this key was met. */
  readonly meetings: number;
  /** When this person found that the words are the same. */
  readonly verifiedAtMs: number | undefined;
  readonly isBlocked: boolean;
  readonly isMuted: boolean;
  /** For this person's eyes; cleaned, '' when there is none. */
  readonly note: string;
}

/** Those least missed go first. */
export const MAX_PEOPLE = 2_000;
/** 2,000 people with the longest notes on one of 16 pages; what is longer is not looked at. */
export const MAX_PAGE_BYTES = 16 * 1024 * 1024;
const ID_LENGTH = 52;
/** Composing a text (NFC) makes it at most three times as long (Unicode TR 15). */
const COMPOSED = 3;
const LATEST_MS = Number.MAX_SAFE_INTEGER;
const VERSION = 1;
const LABEL = encodeUtf8('kith/people/page/1');

const when = integer({ min: 0, max: LATEST_MS });
const PERSON = record({
  id: text({ minLength: ID_LENGTH, maxLength: ID_LENGTH }),
  name: text({ maxLength: COMPOSED * MAX_NAME_LENGTH }),
  dye: integer({ min: 0, max: DYES.length - 1 }),
  thing: integer({ min: 0, max: THINGS.length - 1 }),
  first: when,
  last: when,
  meetings: integer({ min: 0, max: LATEST_MS }),
  verified: optional(when),
  blocked: optional(boolean),
  muted: optional(boolean),
  note: optional(text({ maxLength: COMPOSED * MAX_NOTE_LENGTH })),
});
const PAGE = record({ people: list(PERSON, { maxLength: MAX_PEOPLE }) });

export interface Sealing {
  readonly crypto: CryptoPort;
  readonly random: RandomSource;
  readonly key: AeadKey;
}

/** Version, nonce, sealed records. `name` is where it is stored: a page under another name does not open. */
export async function sealPage(
  { crypto, random, key }: Sealing,
  name: string,
  people: readonly PersonRecord[],
): Promise<Bytes> {
  const nonce = random.bytes(AEAD_NONCE_BYTES);
  const plaintext = encodeMessage({ people: people.map(written) });
  return concatBytes(
    Uint8Array.of(VERSION),
    nonce,
    await crypto.seal(key, nonce, plaintext, associated(name)),
  );
}

/** Undefined when it is not this page, whole and unchanged. */
export async function openPage(
  { crypto, key }: Sealing,
  name: string,
  stored: Uint8Array,
): Promise<readonly PersonRecord[] | undefined> {
  if (stored[0] !== VERSION || stored.length > MAX_PAGE_BYTES) return undefined;
  const nonce = stored.subarray(1, 1 + AEAD_NONCE_BYTES);
  if (nonce.length !== AEAD_NONCE_BYTES) return undefined;
  const plaintext = await crypto.open(key, nonce, stored.subarray(1 + AEAD_NONCE_BYTES), associated(name));
  const decoded = plaintext && decodeMessage(plaintext, PAGE);
  return decoded?.ok ? decoded.value.people.map(readBack) : undefined;
}

/** Of people who were merely met, for where what happened in a room is kept anyway; nothing of what was decided. */
export function encodeMet(people: readonly PersonRecord[]): Bytes {
  return encodeMessage({ people: people.map(merelyMet).map(written) });
}

/** Undefined for what does not read. */
export function decodeMet(bytes: Uint8Array): readonly PersonRecord[] | undefined {
  const decoded = decodeMessage(bytes, PAGE);
  return decoded.ok ? decoded.value.people.map(readBack).map(merelyMet) : undefined;
}

function merelyMet({ identityId, name, mark, firstMetMs, lastMetMs, meetings }: PersonRecord): PersonRecord {
  const undecided = { verifiedAtMs: undefined, isBlocked: false, isMuted: false, note: '' };
  return { identityId, name, mark, firstMetMs, lastMetMs, meetings, ...undecided };
}

function written(person: PersonRecord) {
  return {
    id: person.identityId,
    name: person.name,
    dye: DYES.indexOf(person.mark.dye),
    thing: THINGS.indexOf(person.mark.thing),
    first: person.firstMetMs,
    last: person.lastMetMs,
    meetings: person.meetings,
    verified: person.verifiedAtMs,
    blocked: person.isBlocked || undefined,
    muted: person.isMuted || undefined,
    note: person.note || undefined,
  };
}

function readBack(person: Parsed<typeof PERSON>): PersonRecord {
  return {
    identityId: person.id as IdentityId,
    name: cleanName(person.name),
    mark: { dye: DYES[person.dye] ?? 'brick', thing: THINGS[person.thing] ?? 'acorn' },
    firstMetMs: person.first,
    lastMetMs: person.last,
    meetings: person.meetings,
    verifiedAtMs: person.verified,
    isBlocked: person.blocked ?? false,
    isMuted: person.muted ?? false,
    note: cleanNote(person.note ?? ''),
  };
}

function associated(name: string): Bytes {
  return concatBytes(LABEL, encodeUtf8(name));
}
