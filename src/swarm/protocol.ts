// What swarms say. News go to everybody in the room: offers and who holds what. The rest is said to a linked partner.
// Chunks travel on `bulk` in a layout of their own (chunk-frame.ts).

import { SHA256_BYTES } from '../primitives/crypto.ts';
import {
  boolean,
  bytes,
  integer,
  list,
  oneOf,
  optional,
  record,
  text,
  variants,
  type Parsed,
} from '../primitives/schema.ts';
import type { Protocol } from '../room/protocol-definition.ts';
import { CHUNK_SIZES, MAX_CHUNKS } from './file-shape.ts';
import { MAX_FOLDERS, MAX_LOOK_BYTES, MAX_MIME_LENGTH, MAX_NAME_LENGTH } from './manifest.ts';
import { LEAVES_PER_SLICE } from './merkle.ts';

/** Bytes of what a swarm is called by on the wire: the beginning of the root, or drawn at random before that is known. */
export const KEY_BYTES = 16;
/** Offers in one message: 32 of the longest names would not fit, and are sent in two. */
export const MAX_OFFERS_AT_ONCE = 32;
export const MAX_KEYS_AT_ONCE = 64;
/** Numbers of a list of runs: 512 runs. */
export const MAX_RUN_NUMBERS = 1_024;
const MAX_SLICES_AT_ONCE = 8;
const MAX_SLICES = MAX_CHUNKS / LEAVES_PER_SLICE;

const key = bytes({ length: KEY_BYTES });
const root = bytes({ length: SHA256_BYTES });
/** start, count, start, count: ascending. */
const runs = list(integer({ min: 0, max: MAX_CHUNKS }), { maxLength: MAX_RUN_NUMBERS });

/** As of the room's attest.ts: key, nonce and signature of one peer. */
const ATTESTATION = record({
  key: bytes({ length: 65 }),
  nonce: bytes({ length: 32 }),
  signature: bytes({ length: 64 }),
});

/** Also what is kept of an offer. */
export const OFFER = record({
  key,
  name: text({ maxLength: MAX_NAME_LENGTH }),
  mime: text({ maxLength: MAX_MIME_LENGTH }),
  size: integer({ min: 0, max: MAX_CHUNKS * CHUNK_SIZES[0] }),
  chunk: oneOf(...CHUNK_SIZES),
  folders: optional(list(text({ maxLength: MAX_NAME_LENGTH }), { maxLength: MAX_FOLDERS })),
  /** A small picture of it, as its offerer made it: JPEG, or nothing that is shown. */
  look: optional(bytes({ maxLength: MAX_LOOK_BYTES })),
  /** Missing while it is being hashed; said again with it afterwards. */
  root: optional(root),
  /** Of whoever made it, over all the rest, root included: others pass it on when that one is gone. */
  by: optional(ATTESTATION),
});
export type OfferOnWire = Parsed<typeof OFFER>;

const news = variants({
  /** Files that the sender gives; again with the root once that is known. */
  offer: record({ offers: list(OFFER, { maxLength: MAX_OFFERS_AT_ONCE }) }),
  /** The sender gives them no more: its own, or what it passed on. */
  withdraw: record({ keys: list(key, { maxLength: MAX_KEYS_AT_ONCE }) }),
  /** The sender takes part, or has it all: who is short of sources asks for a link to it. */
  hold: record({ holds: list(record({ key, whole: boolean }), { maxLength: MAX_KEYS_AT_ONCE }) }),
});
export type SwarmNews = Parsed<typeof news>;

const partner = variants({
  /** The sender takes part. Without `bits` it holds nothing yet; said again, it replaces what was known of it. */
  accept: record({
    key,
    bits: optional(bytes({ maxLength: MAX_CHUNKS / 8 })),
    /** It holds the whole file. */
    whole: optional(boolean),
    /** It holds it all and deals it out: asked for are chunks that it named to the asker, others in need only. */
    deals: optional(boolean),
    /** It wants nothing and gives nothing for now. */
    paused: optional(boolean),
    /** An answer is not answered. */
    answer: optional(boolean),
  }),
  /** More chunks that the sender holds, or deals to the receiver. */
  have: record({ key, runs, whole: optional(boolean) }),
  /** Asks for leaves, and for the hashes of all slices. */
  ask: record({
    key,
    slices: list(integer({ min: 0, max: MAX_SLICES }), { maxLength: MAX_SLICES_AT_ONCE }),
    top: optional(boolean),
  }),
  /** Leaves from `from` on: a whole slice, or what the offerer has hashed so far. */
  leaves: record({
    key,
    from: integer({ min: 0, max: MAX_CHUNKS }),
    hashes: bytes({ maxLength: LEAVES_PER_SLICE * SHA256_BYTES }),
  }),
  /** The hashes of all slices, and the root that follows from them. */
  top: record({ key, root, slices: bytes({ maxLength: MAX_SLICES * SHA256_BYTES }) }),
  /** `urgent`: somebody plays it, and waits for these. */
  request: record({ key, runs, urgent: optional(boolean) }),
  cancel: record({ key, runs }),
  /** What was asked for is not to be had here. */
  none: record({ key, runs }),
  leave: record({ key }),
});
export type SwarmMessage = Parsed<typeof partner>;

/** A full bitfield is 32 KiB; 32 offers with names of 1,024 letters are sent in parts. */
const MAX_MESSAGE_BYTES = 40 * 1024;

/** Said to everybody. */
export const swarmNewsProtocol: Protocol<SwarmNews> = {
  id: 'swarm-news',
  version: 1,
  channel: 'control',
  message: news,
  maxBytes: MAX_MESSAGE_BYTES,
  // 20 offers a minute sustained, and a folder of 1,000 files at once.
  rate: { perSecond: 1, burst: 60 },
};

/** Said to one linked partner. */
export const swarmProtocol: Protocol<SwarmMessage> = {
  id: 'swarm',
  version: 1,
  channel: 'control',
  message: partner,
  maxBytes: MAX_MESSAGE_BYTES,
  // Requests four times and increments ten times a second in each of a few busy swarms.
  rate: { perSecond: 150, burst: 600 },
};

/** A key of maps. */
export function keyText(key: Uint8Array): string {
  return String.fromCharCode(...key);
}
