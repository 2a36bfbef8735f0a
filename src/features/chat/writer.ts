// This instance's own chain in a thread: one entry after the other, each signed with the hash of the one before.

import type { Attest } from '../../room/attest.ts';
import type { RoomSelf } from '../../room/room.ts';
import { encodeContent, type Content } from './log/content.ts';
import { HASH_BYTES, KIND } from './log/entry.ts';
import type { HybridClock } from './log/hybrid-clock.ts';
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
}

/** `lifeMs`: for how long it is held; 0: as long as the thread. */
export type Write = (content: Content, lifeMs: number) => Promise<Written>;

/** `take` is called in the order of the chain, and waited for. */
export function createWriter(options: WriterOptions, take: (written: Written) => Promise<void>): Write {
  const { self, attest, thread, clock, wallTimeMs } = options;
  let next = { seq: 0, prev: new Uint8Array(HASH_BYTES) };
  let last: Promise<unknown> = Promise.resolve();
  let underWay = 0;
  let known: Bytes | undefined;
  void thread.then((name) => {
    known = name;
  });

  async function write(content: Content, lifeMs: number): Promise<Written> {
    const name = known ?? (await thread);
    const { ms, n } = clock.next();
    const sentMs = Math.max(0, Math.min(ms, Math.floor(wallTimeMs())));
    const said = { kind: KIND[content.kind], ms, n, sentMs, lifeMs, content: encodeContent(content) };
    const { peerId, identityId } = self;
    const { entry, attestation } = await signEntry(
      { peerId, identityId, ...next, ...said },
      { thread: name, attest },
    );
    const writer = { peerId, identityId, key: attestation.key, nonce: attestation.nonce };
    const run = closeRun(writer, [entry]);
    if (!run) throw new Error('what was signed has no signature');
    next = { seq: entry.seq + 1, prev: entry.hash };
    const written = { opened: { writer, entries: [entry] }, run };
    await take(written);
    return written;
  }

  return (content, lifeMs) => {
    // Without anybody to wait for it begins at once: whoever called draws next.
    const done = underWay === 0 ? write(content, lifeMs) : last.then(() => write(content, lifeMs));
    underWay += 1;
    last = done
      .catch(() => undefined)
      .then(() => {
        underWay -= 1;
      });
    return done;
  };
}
