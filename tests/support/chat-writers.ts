// Instances that write signed entries, in a conversation of their own, without a network: for tests of the log.

import { createFakeCrypto } from './fake-crypto.ts';
import { createSeededRandom } from './seeded-random.ts';
import { createAttest, type Attest } from '../../src/room/attest.ts';
import {
  createGhostIdentity,
  openSession,
  type LocalIdentity,
  type LocalPeer,
} from '../../src/secure/identity.ts';
import { encodeContent, type Content } from '../../src/features/chat/log/content.ts';
import { KIND, ROOM_THREAD, type Entry } from '../../src/features/chat/log/entry.ts';
import {
  closeRun,
  openRun,
  signEntry,
  type OpenedRun,
  type Run,
  type Writer as RunWriter,
} from '../../src/features/chat/log/run.ts';

export interface Writer {
  readonly peer: LocalPeer;
  readonly attest: Attest;
  readonly proof: RunWriter;
  /** The next entry of the chain. */
  say(text: string, at?: Partial<Pick<Entry, 'ms' | 'n' | 'sentMs' | 'lifeMs'>>): Promise<Entry>;
  do(content: Content, at?: Partial<Pick<Entry, 'ms' | 'n' | 'sentMs' | 'lifeMs'>>): Promise<Entry>;
  /** Goes on from an earlier entry, as nobody honest does; from nothing when undefined. */
  rewind(to: Entry | undefined): void;
}

export const NAMESPACE = new Uint8Array(16).fill(7);

export interface WriterOptions {
  readonly identity?: LocalIdentity;
  readonly namespace?: Uint8Array;
  readonly thread?: Uint8Array;
}

export function text(words: string): Content {
  return { kind: 'text', text: words, mentions: [], files: [] };
}

export async function makeWriter(seed: number, options: WriterOptions = {}): Promise<Writer> {
  const random = createSeededRandom(seed);
  const crypto = createFakeCrypto(random);
  const { namespace = NAMESPACE, thread = ROOM_THREAD } = options;
  const identity = options.identity ?? (await createGhostIdentity({ crypto, random }));
  const peer = await openSession(identity, random, crypto);
  const attest = createAttest({ peer, crypto, namespace: Promise.resolve(namespace) });
  const { peerId } = peer;
  let last: Entry | undefined;

  async function write(content: Content, at: Partial<Entry> = {}): Promise<Entry> {
    const ms = at.ms ?? (last?.ms ?? 0) + 1;
    const draft = {
      peerId,
      identityId: identity.id,
      seq: last ? last.seq + 1 : 0,
      prev: last?.hash ?? new Uint8Array(32),
      kind: KIND[content.kind],
      ms,
      n: 0,
      sentMs: ms,
      lifeMs: 0,
      ...at,
      content: encodeContent(content),
    };
    ({ entry: last } = await signEntry(draft, { thread, attest }));
    return last;
  }

  return {
    peer,
    attest,
    proof: { peerId, identityId: identity.id, key: identity.publicKey, nonce: peer.sessionNonce },
    say: (words, at) => write(text(words), at),
    do: write,
    rewind: (to) => void (last = to),
  };
}

/** Throws when the last has no signature. */
export function runOf({ proof }: Writer, entries: readonly Entry[]): Run {
  const run = closeRun(proof, entries);
  if (!run) throw new Error('nothing vouches for it');
  return run;
}

/** As another instance reads it. */
export async function opened(
  writer: Writer,
  entries: readonly Entry[],
  by: Writer = writer,
): Promise<OpenedRun> {
  const run = await openRun(runOf(writer, entries), {
    thread: ROOM_THREAD,
    attest: by.attest,
    isTooFarAhead: () => false,
  });
  if (!run.ok || !run.value) throw new Error('does not open');
  return run.value;
}

/** `count` texts, each after the one before. */
export async function sayMany(writer: Writer, count: number, from = 0): Promise<Entry[]> {
  const entries: Entry[] = [];
  for (let i = 0; i < count; i += 1) entries.push(await writer.say(`${from + i}`));
  return entries;
}
