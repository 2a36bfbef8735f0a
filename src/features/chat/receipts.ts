// Under which of somebody's messages a receipt stands: once below several that reached the same people, and below each
// one that has not reached everybody yet. Pure.

import type { Reach } from './delivery.ts';
import type { ChatEntry } from './model.ts';

/** The receipts of a group's entries, by key; the others stand above one that speaks for them. */
export function receiptsOf(
  entries: readonly Pick<ChatEntry, 'key'>[],
  reach: ReadonlyMap<string, Reach>,
): ReadonlyMap<string, Reach> {
  const receipts = new Map<string, Reach>();
  for (const [index, { key }] of entries.entries()) {
    const own = reach.get(key);
    const next = reach.get(entries[index + 1]?.key ?? '');
    if (own && !(next && saysTheSame(own, next))) receipts.set(key, own);
  }
  return receipts;
}

function saysTheSame(a: Reach, b: Reach): boolean {
  const isForTheSame =
    a.to.size === b.to.size && Array.from(a.to).every((identityId) => b.to.has(identityId));
  return isForTheSame && isComplete(a) && isComplete(b);
}

function isComplete({ to, reached }: Reach): boolean {
  return reached.size === to.size;
}
