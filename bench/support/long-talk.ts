// A talk of thousands of messages as people have them: short and long, lists, code and quotes, answers, polls, links,
// files, reactions, changes. Written by several people who are not here, signed as each of them would.

import type { Bytes } from '../../src/primitives/bytes.ts';
import type { CryptoPort } from '../../src/primitives/crypto.ts';
import { peerIdBytes } from '../../src/primitives/ids.ts';
import type { RandomSource } from '../../src/primitives/random.ts';
import { encodeContent, type Content, type Ref } from '../../src/features/chat/log/content.ts';
import { HASH_BYTES, KIND, ROOM_THREAD, type Entry } from '../../src/features/chat/log/entry.ts';
import {
  closeRun,
  MAX_RUN_ENTRIES,
  signEntry,
  type Run,
  type Writer,
} from '../../src/features/chat/log/run.ts';
import { createAttest, type Attest } from '../../src/room/attest.ts';
import { createGhostIdentity, openSession } from '../../src/secure/identity.ts';

export interface TalkWorld {
  readonly crypto: CryptoPort;
  readonly random: RandomSource;
  /** Of the conversation that it is written for. */
  readonly namespace: Bytes;
  readonly nowMs: number;
}

interface Author {
  readonly writer: Writer;
  readonly attest: Attest;
  readonly entries: Entry[];
}

const AUTHORS = 5;
/** Three days of talk. */
const SPAN_MS = 3 * 86_400_000;
/** Each says a few things in a row. */
const STRETCH = 3;
/** One reaction or change to so many messages. */
const ACT_EVERY = 5;

/** `count` messages and some acts; the last message is `last`. In order within each author. */
export async function writeLongTalk(world: TalkWorld, count: number, last: string): Promise<readonly Run[]> {
  const authors = await Promise.all(Array.from({ length: AUTHORS }, () => createAuthor(world)));
  const said: Ref[] = [];
  for (let i = 0; i < count; i += 1) {
    const author = authors[Math.floor(i / STRETCH) % AUTHORS]!;
    const ms = Math.floor(world.nowMs - SPAN_MS + (SPAN_MS * i) / count);
    const content = i === count - 1 ? text(last) : contentOf(i, said);
    said.push(refOf(await write(author, content, ms)));
    if (i % ACT_EVERY === 0 && i < count - 1) await write(author, actOn(i, said), ms + 1);
  }
  return authors.flatMap(runsOf);
}

async function createAuthor({ crypto, random, namespace }: TalkWorld): Promise<Author> {
  const identity = await createGhostIdentity({ crypto, random });
  const peer = await openSession(identity, random, crypto);
  const { peerId, sessionNonce: nonce } = peer;
  const writer = { peerId, identityId: identity.id, key: identity.publicKey, nonce };
  return {
    writer,
    attest: createAttest({ peer, crypto, namespace: Promise.resolve(namespace) }),
    entries: [],
  };
}

async function write({ writer, attest, entries }: Author, content: Content, ms: number): Promise<Entry> {
  const before = entries.at(-1);
  const { peerId, identityId } = writer;
  const { entry } = await signEntry(
    {
      peerId,
      identityId,
      seq: entries.length,
      prev: before?.hash ?? new Uint8Array(HASH_BYTES),
      kind: KIND[content.kind],
      ms,
      n: 0,
      sentMs: ms,
      lifeMs: 0,
      content: encodeContent(content),
    },
    { thread: ROOM_THREAD, attest },
  );
  entries.push(entry);
  return entry;
}

function runsOf({ writer, entries }: Author): readonly Run[] {
  const runs: Run[] = [];
  for (let at = 0; at < entries.length; at += MAX_RUN_ENTRIES) {
    const run = closeRun(writer, entries.slice(at, at + MAX_RUN_ENTRIES));
    if (run) runs.push(run);
  }
  return runs;
}

function refOf({ peerId, seq }: Entry): Ref {
  return { peer: peerIdBytes(peerId), seq };
}

const WORDS =
  'wir treffen uns am Wehr, see you at the weir, नदी के किनारे, عند الضفة, bring the ropes and a stove'.split(
    ' ',
  );
const CODE =
  '```ts\nexport function put(weir: Weir): void {\n  for (const gate of weir.gates) gate.open();\n}\n```';
const LIST =
  '1. ropes\n2. a stove\n   - gas\n   - matches\n3. **two** [maps](https://example.org/maps)\n\n> who drives?\n>> I do';

/** Of ten messages six are short, the others are of every kind. */
function contentOf(i: number, said: readonly Ref[]): Content {
  const earlier = said[Math.max(0, i - 7)];
  switch (i % 10) {
    case 1:
      return text(sentence(i, 60));
    case 3:
      return text(i % 20 === 3 ? CODE : LIST);
    case 5:
      return earlier ? { ...text(sentence(i, 8)), reply: earlier } : text(sentence(i, 8));
    case 7:
      return otherThan(i);
    default:
      return text(sentence(i, 4 + (i % 9)));
  }
}

function otherThan(i: number): Content {
  const kinds: readonly Content[] = [
    { kind: 'poll', question: sentence(i, 6), options: ['Saturday', 'Sunday', 'neither'], multiple: false },
    { kind: 'link', url: `https://example.org/${i}`, note: sentence(i, 5) },
    {
      ...text(''),
      files: [
        {
          hash: new Uint8Array(HASH_BYTES).fill(i % 251),
          size: 40_000,
          name: `map ${i}.pdf`,
          type: 'application/pdf',
        },
      ],
    },
    text('🛶🔥'),
  ];
  return kinds[Math.floor(i / 10) % kinds.length]!;
}

function actOn(i: number, said: readonly Ref[]): Content {
  const of = said.at(-1)!;
  if (i % 25 === 0) return { kind: 'edit', of, text: `${sentence(i, 9)} (after all)`, mentions: [] };
  return {
    kind: 'react',
    of: said[Math.max(0, said.length - 4)]!,
    emoji: i % 2 === 0 ? '👍' : '🎉',
    on: true,
  };
}

function sentence(i: number, words: number): string {
  return `${i}: ${Array.from({ length: words }, (_, at) => WORDS[(i * 7 + at) % WORDS.length]).join(' ')}`;
}

function text(words: string): Extract<Content, { readonly kind: 'text' }> {
  return { kind: 'text', text: words, mentions: [], files: [] };
}
