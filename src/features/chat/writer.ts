// This instance's own chain in a thread: one entry after the other, each signed with the hash of the one before. It goes
// on over every stay in the same place: two entries at one place in it would be a contradiction.

import { formatBase64url } from '../../primitives/base64url.ts';
import type { Attest } from '../../room/attest.ts';
import type { RoomSelf } from '../../room/room.ts';
import { encodeContent, type Content } from './log/content.ts';
import { HASH_BYTES, KIND, type Entry } from './log/entry.ts';
import type { HybridClock, Stamp } from './log/hybrid-clock.ts';
import { closeRun, signEntry, type OpenedRun, type Run } from './log/run.ts';
import type { Bytes } from '../../primitives/bytes.ts';

export interface Written {
  readonly opened: OpenedRun;
  readonly run: Run;
}

export interface WriterOptions {
  readonly self: Pick<RoomSelf, 'peerId' | 'identityId'>;
  readonly attest: Attest;
  readonly thread: Promise<Bytes>;
  readonly clock: HybridClock;
  readonly wallTimeMs: () => number;
  /** False once the stay is over: what was begun then is not said. */
  readonly isOpen: () => boolean;
}

export interface Writer {
  /** `lifeMs`: for how long it is held; 0: as long as the thread. Undefined when the stay is over. */
  write(content: Content, lifeMs: number): Promise<Written | undefined>;
  /** How many entries the chain has, those of earlier stays included; 0 until that is known. */
  readonly length: number;
}

/** Outlives a stay: whatever was signed, perhaps heard by somebody, is never signed otherwise. */
interface OwnChain {
  next: Pick<Entry, 'seq' | 'prev'>;
  /** Of the last entry: the next one is later, whatever the clock of the device says. */
  stamp: Stamp;
  /** What is being signed, by an earlier stay perhaps. */
  last: Promise<unknown>;
  underWay: number;
}

interface Opened {
  readonly name: Bytes;
  readonly chain: OwnChain;
}

const beginChain = (): OwnChain => ({
  next: { seq: 0, prev: new Uint8Array(HASH_BYTES) },
  stamp: { ms: 0, n: 0 },
  last: Promise.resolve(),
  underWay: 0,
});

/** `take` is called in the order of the chain, and waited for. */
export function createWriter(options: WriterOptions, take: (written: Written) => Promise<void>): Writer {
  const { self, attest, thread, clock, wallTimeMs, isOpen } = options;
  const { peerId, identityId } = self;
  let known: Opened | undefined;
  const opening = thread.then(async (name) => {
    known = { name, chain: await attest.remember(`chat ${formatBase64url(name)}`, beginChain) };
    return known;
  });
  // Whoever writes hears of it.
  opening.catch(() => undefined);

  async function sign(
    content: Content,
    lifeMs: number,
    { name, chain }: Opened,
  ): Promise<Written | undefined> {
    if (!isOpen()) return undefined;
    clock.see(chain.stamp);
    const { ms, n } = clock.next();
    const sentMs = Math.max(0, Math.min(ms, Math.floor(wallTimeMs())));
    const said = { kind: KIND[content.kind], ms, n, sentMs, lifeMs, content: encodeContent(content) };
    const { entry, attestation } = await signEntry(
      { peerId, identityId, ...chain.next, ...said },
      { thread: name, attest },
    );
    const writer = { peerId, identityId, key: attestation.key, nonce: attestation.nonce };
    const run = closeRun(writer, [entry]);
    if (!run) throw new Error('what was signed has no signature');
    // Nobody has seen it: its place is free.
    if (!isOpen()) return undefined;
    chain.next = { seq: entry.seq + 1, prev: entry.hash };
    chain.stamp = { ms, n };
    const written = { opened: { writer, entries: [entry] }, run };
    await take(written);
    return written;
  }

  function inTurn(content: Content, lifeMs: number, opened: Opened): Promise<Written | undefined> {
    const { chain } = opened;
    const begin = () => sign(content, lifeMs, opened);
    // Without anybody to wait for it begins at once: whoever called draws next.
    const done = chain.underWay === 0 ? begin() : chain.last.then(begin);
    chain.underWay += 1;
    chain.last = done
      .catch(() => undefined)
      .then(() => {
        chain.underWay -= 1;
      });
    return done;
  }

  return {
    write: (content, lifeMs) =>
      known ? inTurn(content, lifeMs, known) : opening.then((opened) => inTurn(content, lifeMs, opened)),
    get length() {
      return known?.chain.next.seq ?? 0;
    },
  };
}
