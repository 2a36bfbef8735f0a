// Entries that no honest instance writes, rightly signed by whoever writes them.

import { encodeContent, type Content } from '../../src/features/chat/log/content.ts';
import { KIND, ROOM_THREAD, type Entry } from '../../src/features/chat/log/entry.ts';
import { closeRun, signEntry, type Run } from '../../src/features/chat/log/run.ts';
import { peerIdBytes } from '../../src/primitives/ids.ts';
import type { ChatNode } from './chat-net.ts';

/** An entry of her own chain with whatever she likes in it, rightly signed. */
export async function craft(
  { room, peerId, identity }: ChatNode,
  content: Content | Uint8Array<ArrayBuffer>,
  at: Partial<Pick<Entry, 'seq' | 'prev' | 'ms' | 'kind' | 'sentMs'>>,
): Promise<{ readonly entry: Entry; readonly run: Run }> {
  const isBytes = content instanceof Uint8Array;
  const ms = at.ms ?? 1_763_000_001_000;
  const draft = {
    peerId,
    identityId: identity.id,
    seq: 0,
    prev: new Uint8Array(32),
    kind: isBytes ? KIND.text : KIND[content.kind],
    n: 0,
    sentMs: ms,
    lifeMs: 0,
    ...at,
    ms,
    content: isBytes ? content : encodeContent(content),
  };
  const { entry, attestation } = await signEntry(draft, { thread: ROOM_THREAD, attest: room.attest });
  return { entry, run: closeRun(attestation, [entry])! };
}

/** As an entry names another. */
export const refTo = (id: string) => {
  const [peer = '', seq = ''] = id.split('/');
  return { peer: peerIdBytes(peer as ChatNode['peerId']), seq: Number(seq) };
};
