// One thing that somebody said or did in a thread: what is signed of it, as bytes, and its place in the order. What it
// says travels beside it and may go while it stays. Pure.

import { encodeUtf8, type Bytes } from '../../../primitives/bytes.ts';
import { peerIdBytes, type IdentityId, type PeerId } from '../../../primitives/ids.ts';
import type { EntryId } from '../api.ts';

/** What an entry is. Those below {@link FIRST_ACT} are messages, the others are about messages. Frozen: only appended. */
export const KIND = {
  text: 0,
  voice: 1,
  poll: 2,
  link: 3,
  edit: 16,
  delete: 17,
  react: 18,
  pin: 19,
  vote: 20,
  timer: 21,
} as const;
export const FIRST_ACT = 16;
export const MAX_KIND = 255;

export const HASH_BYTES = 32;
export const THREAD_BYTES = 32;
export const MAX_SEQ = 2 ** 32 - 1;
/** Far more at one moment than anybody says in a day; what counts higher is a lie. */
export const MAX_COUNT = 2 ** 31;
export const MAX_LIFE_MS = 2 ** 32 - 1;
/** The last moment that a date can show. Source: ECMA-262, time values. */
export const LAST_MOMENT_MS = 8_640_000_000_000_000;

/** A place in the order of a thread. */
export interface Place {
  /** Hybrid logical clock: wall time of whoever was ahead, and a count within it. */
  readonly ms: number;
  readonly n: number;
  readonly peerId: PeerId;
  /** From 0, without gaps, by instance. */
  readonly seq: number;
}

/** What is signed and chained. */
export interface Header extends Place {
  readonly kind: number;
  /** SHA-256 of the header before; zeros for the first. */
  readonly prev: Bytes;
  /** Its author's wall clock; never after `ms`. */
  readonly sentMs: number;
  /** For how long what it says is held; 0: as long as the thread. */
  readonly lifeMs: number;
  /** SHA-256 of what it says. */
  readonly digest: Bytes;
}

export interface Entry extends Header {
  readonly id: EntryId;
  readonly identityId: IdentityId;
  /** SHA-256 of the header. */
  readonly hash: Bytes;
  /** By its author, over the header; those without are vouched for by a later one of the chain. */
  signature: Bytes | undefined;
  /** Undefined once it was deleted or is over, or when it was not handed on. */
  content: Bytes | undefined;
}

/** SHA-256 of what somebody signs. */
export const ENTRY_LABEL = 'kith/chat/1';
/** The thread that everybody hears. */
export const ROOM_THREAD: Bytes = new Uint8Array(THREAD_BYTES);
const PAIR_LABEL = encodeUtf8('kith/chat/1 direct');

const HEADER_BYTES = 32 + 16 + 4 + HASH_BYTES + 1 + 8 + 4 + 8 + 4 + HASH_BYTES;

export function entryIdOf({ peerId, seq }: Pick<Place, 'peerId' | 'seq'>): EntryId {
  return `${peerId}/${seq}`;
}

/** The exact bytes that are hashed and signed: every field at its place, integers big-endian. */
export function headerBytes(thread: Uint8Array, header: Header): Bytes {
  const bytes = new Uint8Array(HEADER_BYTES);
  const view = new DataView(bytes.buffer);
  bytes.set(thread, 0);
  bytes.set(peerIdBytes(header.peerId), 32);
  view.setUint32(48, header.seq);
  bytes.set(header.prev, 52);
  view.setUint8(84, header.kind);
  view.setBigUint64(85, BigInt(header.ms));
  view.setUint32(93, header.n);
  view.setBigUint64(97, BigInt(header.sentMs));
  view.setUint32(105, header.lifeMs);
  bytes.set(header.digest, 109);
  return bytes;
}

/** What the name of a thread between two people is the SHA-256 of; the same for both. */
export function pairBytes(one: Uint8Array, other: Uint8Array): Bytes {
  const bytes = new Uint8Array(PAIR_LABEL.length + 64);
  bytes.set(PAIR_LABEL, 0);
  bytes.set(one, PAIR_LABEL.length);
  bytes.set(other, PAIR_LABEL.length + 32);
  return bytes;
}

/** Negative when `a` comes first; the same on every device. */
export function comparePlaces(a: Place, b: Place): number {
  if (a.ms !== b.ms) return a.ms - b.ms;
  if (a.n !== b.n) return a.n - b.n;
  if (a.peerId !== b.peerId) return a.peerId < b.peerId ? -1 : 1;
  return a.seq - b.seq;
}

/** Of one author: at one moment there is one entry. */
export function isLater(after: Place, before: Place): boolean {
  return comparePlaces({ ...after, seq: 0 }, { ...before, seq: 0 }) > 0;
}

export function isMessageKind(kind: number): boolean {
  return kind < FIRST_ACT;
}
