// What is said between two instances about a thread, so that both have all of it: how far each has heard whom, what is
// missing, what comes to that, and what proves that somebody contradicted themselves.

import { boolean, bytes, integer, list, record, variants, type Parsed } from '../../../primitives/schema.ts';
import { HASH_BYTES, MAX_SEQ } from '../log/entry.ts';
import { RUN } from '../log/run.ts';

/** Enough to see that two are not the same; what counts is verified by the whole. */
export const HEAD_HASH_BYTES = 8;
export const MAX_HEADS = 512;
export const MAX_RANGES = 64;
export const MAX_ACCUSED = 16;
/** Authors whose entries come in one batch. */
export const MAX_RUNS = 64;
/** Of a batch; a single entry may be larger. */
export const BATCH_BYTES = 32 * 1024;
const DIGEST_BYTES = 16;
const MAX_ID = 2 ** 32 - 1;

const peer = bytes({ length: 16 });
const place = integer({ min: 0, max: MAX_SEQ + 1 });

const HEAD = record({
  peer,
  base: place,
  next: place,
  hash: bytes({ length: HEAD_HASH_BYTES }),
  /** Where its chain is cut, plus one; 0: nowhere. */
  fault: place,
});

export const EXCHANGE_CASES = {
  /** How far the sender has heard whom. `asks`: tell me the same. */
  heads: record({ heads: list(HEAD, { maxLength: MAX_HEADS }), asks: boolean }),
  /** Of all of one's heads; whoever has others tells them. */
  digest: record({ digest: bytes({ length: DIGEST_BYTES }) }),
  /** Send me these, and why those are cut. */
  want: record({
    id: integer({ min: 0, max: MAX_ID }),
    ranges: list(
      record({ peer, from: integer({ min: 0, max: MAX_SEQ }), to: integer({ min: 0, max: MAX_SEQ }) }),
      { maxLength: MAX_RANGES },
    ),
    accused: list(peer, { maxLength: MAX_ACCUSED }),
  }),
  /** Part of the answer to `id`. */
  batch: record({
    id: integer({ min: 0, max: MAX_ID }),
    runs: list(RUN, { maxLength: MAX_RUNS }),
    isLast: boolean,
  }),
  /** Runs of one author that contradict each other. */
  fault: record({ runs: list(RUN, { maxLength: 2 }) }),
  /** The sender has what you wrote from `base` on up to `next`, and its person has read it up to `read`. */
  receipt: record({ base: place, next: place, read: place }),
  /** Your clock is too far from the sender's: what you wrote there is not taken. */
  refused: record({ seq: integer({ min: 0, max: MAX_SEQ }) }),
};

const EXCHANGE = variants(EXCHANGE_CASES);
export type ExchangeMessage = Parsed<typeof EXCHANGE>;
export type WireHead = Parsed<typeof HEAD>;
export type Want = Extract<ExchangeMessage, { readonly type: 'want' }>;
export type Batch = Extract<ExchangeMessage, { readonly type: 'batch' }>;

/** The first bytes of a hash. */
export function shortHash(hash: Uint8Array, length: number = HEAD_HASH_BYTES): Uint8Array<ArrayBuffer> {
  return new Uint8Array(hash.subarray(0, Math.min(length, HASH_BYTES)));
}

export const shortDigest = (hash: Uint8Array) => shortHash(hash, DIGEST_BYTES);
