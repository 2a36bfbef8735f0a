// What a neighbour whose link has just come up is told of: what was said in the last seconds. Decides which of it, and
// sends nothing.

import { formatHex } from '../../primitives/bytes.ts';
import type { StoredMessage } from './message-store.ts';

/**
 * Of each author what is young, and nothing from before something that is not: how old a message counts differs by the way
 * it came, so that of two said together the earlier one may count as younger, and a newcomer would be left with gaps.
 */
export function withoutGaps(
  stored: readonly StoredMessage[],
  isYoung: (each: StoredMessage) => boolean,
): readonly StoredMessage[] {
  const lastOld = new Map<string, number>();
  for (const each of stored) {
    if (!isYoung(each)) lastOld.set(authorOf(each), Math.max(lastOldOf(each), each.message.sequence));
  }
  return stored.filter((each) => each.message.sequence > lastOldOf(each));

  function lastOldOf(each: StoredMessage): number {
    return lastOld.get(authorOf(each)) ?? -1;
  }
}

/** Instances are told apart by their nonces. */
function authorOf({ message }: StoredMessage): string {
  return formatHex(message.nonce);
}
