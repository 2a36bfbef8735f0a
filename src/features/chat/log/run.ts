// Entries of one author that follow each other, with one signature at the end: how they travel and how they are kept.
// Each header holds the hash of the one before, so the signature of the last vouches for all. Knows no thread but its
// name.

import { equalBytes, type Bytes } from '../../../primitives/bytes.ts';
import { PUBLIC_KEY_BYTES, SIGNATURE_BYTES } from '../../../primitives/crypto.ts';
import type { IdentityId, PeerId } from '../../../primitives/ids.ts';
import { err, ok, type Result } from '../../../primitives/result.ts';
import { bytes, integer, list, optional, record, type Parsed } from '../../../primitives/schema.ts';
import type { Attest, Attestation } from '../../../room/attest.ts';
import {
  ENTRY_LABEL,
  entryIdOf,
  HASH_BYTES,
  headerBytes,
  isLater,
  LAST_MOMENT_MS,
  MAX_COUNT,
  MAX_KIND,
  MAX_LIFE_MS,
  MAX_SEQ,
  type Entry,
} from './entry.ts';

/** Entries under one signature: what proves a contradiction stays short. */
export const MAX_RUN_ENTRIES = 64;
/** The longest text in any script, and what is around it. */
export const MAX_CONTENT_BYTES = 40 * 1024;
const NONCE_BYTES = 32;

const ITEM = record({
  kind: integer({ min: 0, max: MAX_KIND }),
  ms: integer({ min: 0, max: LAST_MOMENT_MS }),
  n: integer({ min: 0, max: MAX_COUNT }),
  sent: integer({ min: 0, max: LAST_MOMENT_MS }),
  life: integer({ min: 0, max: MAX_LIFE_MS }),
  /** What it says; or else its digest. */
  content: optional(bytes({ maxLength: MAX_CONTENT_BYTES })),
  digest: optional(bytes({ length: HASH_BYTES })),
});

export const RUN = record({
  /** The peer id follows from these two. */
  key: bytes({ length: PUBLIC_KEY_BYTES }),
  nonce: bytes({ length: NONCE_BYTES }),
  /** Of the first. */
  seq: integer({ min: 0, max: MAX_SEQ }),
  /** Hash of what comes before the first. */
  prev: bytes({ length: HASH_BYTES }),
  items: list(ITEM, { maxLength: MAX_RUN_ENTRIES }),
  /** Over the header of the last. */
  signature: bytes({ length: SIGNATURE_BYTES }),
});
export type Run = Parsed<typeof RUN>;
type Item = Parsed<typeof ITEM>;

/** Who wrote a run, and by which key and nonce that is known. */
export interface Writer {
  readonly peerId: PeerId;
  readonly identityId: IdentityId;
  readonly key: Bytes;
  readonly nonce: Bytes;
}

/** A run whose chain and signature hold. */
export interface OpenedRun {
  readonly writer: Writer;
  /** At least one; the last has a signature. */
  readonly entries: readonly Entry[];
}

/**
 * `malformed`: nobody honest writes or passes on such a run. `forged`: not signed by whom it names. `ahead`: clocks are
 * too far apart.
 */
export type RunError = 'malformed' | 'forged' | 'ahead';

export interface OpenRunOptions {
  readonly thread: Uint8Array;
  readonly attest: Attest;
  readonly isTooFarAhead: (stamp: { readonly ms: number }) => boolean;
  /** Says so of a run all of which is here, as it stands there: then nothing is verified again. */
  readonly isHere?: (entries: readonly Entry[]) => boolean;
}

/** Undefined when everything of it is here already. */
export async function openRun(
  run: Run,
  options: OpenRunOptions,
): Promise<Result<OpenedRun | undefined, RunError>> {
  const { attest, isHere } = options;
  if (!isShapely(run)) return err('malformed');
  if (run.items.some(options.isTooFarAhead)) return err('ahead');
  // What needs not wait for each other goes together: each is a way to the browser's cipher and back.
  const [who, digests] = await Promise.all([
    attest.whoIs(run),
    Promise.all(run.items.map((item) => digestOf(item, attest))),
  ]);
  let verifying: ReturnType<Attest['verify']> | undefined;
  const verify = (header: Bytes) => (verifying ??= attest.verify(ENTRY_LABEL, header, run));
  const { entries, header } = await chain(run, { ...who, digests }, options, verify);
  if (isHere?.(entries)) return ok(undefined);
  const signed = await verify(header);
  if (signed?.peerId !== who.peerId) return err('forged');
  return ok({ writer: { ...who, key: run.key, nonce: run.nonce }, entries });
}

/** `entries` follow each other; the last has a signature. Contents that `isWithContent` turns down stay behind. */
export function closeRun(
  { key, nonce }: Pick<Writer, 'key' | 'nonce'>,
  entries: readonly Entry[],
  isWithContent: (entry: Entry) => boolean = () => true,
): Run | undefined {
  const [first, last] = [entries[0], entries.at(-1)];
  if (!first || !last?.signature) return undefined;
  return {
    key,
    nonce,
    seq: first.seq,
    prev: first.prev,
    items: entries.map((entry) => itemOf(entry, isWithContent(entry))),
    signature: last.signature,
  };
}

/** A new entry of one's own. */
export async function signEntry(
  draft: Omit<Entry, 'id' | 'hash' | 'signature' | 'digest'> & { readonly content: Bytes },
  { thread, attest }: Pick<OpenRunOptions, 'thread' | 'attest'>,
): Promise<{ readonly entry: Entry; readonly attestation: Attestation }> {
  const header = { ...draft, digest: await attest.hash(draft.content) };
  const encoded = headerBytes(thread, header);
  const [hash, attestation] = await Promise.all([attest.hash(encoded), attest.sign(ENTRY_LABEL, encoded)]);
  const { signature } = attestation;
  return { entry: { ...header, id: entryIdOf(header), hash, signature }, attestation };
}

/** The lowest sequence number at which the author of both contradicts itself; undefined when it does not. */
export function faultIn(one: OpenedRun, other: OpenedRun): number | undefined {
  const faults = [...contradictions(one, other), ...backwards(one, other), ...backwards(other, one)];
  return faults.length === 0 ? undefined : Math.min(...faults);
}

/** What a run says of a place: the hash of the entry there. */
function commitments({ entries }: OpenedRun): ReadonlyMap<number, Bytes> {
  const hashes = new Map(entries.map(({ seq, hash }) => [seq, hash]));
  const [first] = entries;
  if (first && first.seq > 0) hashes.set(first.seq - 1, first.prev);
  return hashes;
}

function contradictions(one: OpenedRun, other: OpenedRun): readonly number[] {
  const theirs = commitments(other);
  return Array.from(commitments(one))
    .filter(([seq, hash]) => {
      const twin = theirs.get(seq);
      return twin !== undefined && !equalBytes(hash, twin);
    })
    .map(([seq]) => seq);
}

/** Entries of `later` that follow one of `earlier`, or of their own, and are not later. */
function backwards(earlier: OpenedRun, later: OpenedRun): readonly number[] {
  const before = new Map([...earlier.entries, ...later.entries].map((entry) => [entry.seq, entry]));
  return later.entries
    .filter((entry) => {
      const previous = before.get(entry.seq - 1);
      return previous && equalBytes(previous.hash, entry.prev) && !isLater(entry, previous);
    })
    .map(({ seq }) => seq);
}

function isShapely({ items, seq, prev }: Run): boolean {
  const isStartRight = seq > 0 || prev.every((byte) => byte === 0);
  const isEach = items.every(
    ({ content, digest, sent, ms }) => (content === undefined) !== (digest === undefined) && sent <= ms,
  );
  return items.length > 0 && seq + items.length - 1 <= MAX_SEQ && isStartRight && isEach;
}

interface Facts extends Pick<Writer, 'peerId' | 'identityId'> {
  readonly digests: readonly (Bytes | undefined)[];
}

/** `onLast`: the signed header is known, and its hash is about to be; not for what seems to be here. */
async function chain(
  { items, seq, prev, signature }: Run,
  { peerId, identityId, digests }: Facts,
  { thread, attest, isHere }: OpenRunOptions,
  onLast: (header: Bytes) => unknown,
): Promise<{ readonly entries: readonly Entry[]; readonly header: Bytes }> {
  const entries: Entry[] = [];
  let before = prev;
  let encoded: Bytes = new Uint8Array();
  for (const [index, item] of items.entries()) {
    const { kind, ms, n, sent: sentMs, life: lifeMs, content } = item;
    const digest = digests[index] ?? before;
    const header = { peerId, seq: seq + index, ms, n, kind, prev: before, sentMs, lifeMs, digest };
    encoded = headerBytes(thread, header);
    const isLast = index === items.length - 1;
    if (isLast && (entries.length === 0 || !isHere?.(entries))) onLast(encoded);
    const hash = await attest.hash(encoded);
    const id = entryIdOf(header);
    entries.push({ ...header, id, identityId, hash, content, signature: isLast ? signature : undefined });
    before = hash;
  }
  return { entries, header: encoded };
}

async function digestOf({ content, digest }: Item, attest: Attest): Promise<Bytes | undefined> {
  return content === undefined ? digest : attest.hash(content);
}

function itemOf({ kind, ms, n, sentMs, lifeMs, content, digest }: Entry, isWithContent: boolean): Item {
  const said = content !== undefined && isWithContent ? { content } : { digest };
  return { kind, ms, n, sent: sentMs, life: lifeMs, ...said };
}
