// How far the chains of a thread go, as it is told to others and as two compare it at a glance. Pure.

import { concatBytes, encodeUtf8, type Bytes } from '../../../primitives/bytes.ts';
import { peerIdBytes, type PeerId } from '../../../primitives/ids.ts';
import type { Head } from '../log/chain.ts';
import type { ThreadLog } from '../log/thread-log.ts';
import { shortHash, type WireHead } from './messages.ts';

export function wireHead([author, { base, next, hash, fault }]: readonly [PeerId, Head]): WireHead {
  return {
    peer: peerIdBytes(author),
    base,
    next,
    hash: shortHash(hash),
    fault: fault === undefined ? 0 : fault + 1,
  };
}

/** The same where the same is held; undefined where nothing is. */
export function headsBytes(log: ThreadLog): Bytes | undefined {
  const heads = Array.from(log.heads()).sort(([a], [b]) => (a < b ? -1 : 1));
  if (heads.length === 0) return undefined;
  const gaps = (author: PeerId) => log.chains.get(author)?.gaps.length ?? 0;
  const lines = heads.map(([author, { base, next, hash, fault }]) =>
    concatBytes(encodeUtf8(`${author} ${base} ${next} ${fault ?? ''} ${gaps(author)} `), hash),
  );
  return concatBytes(...lines);
}
