// Counts where a change of somebody else met one made here that its author had not seen: the same key of a map, or the
// same spot of a list or text. Which of them comes first the algorithm has decided by then; this only looks.

import * as Y from 'yjs';

/** What stands between two places in a list is looked at so far. */
const MAX_STEPS = 64;

/** In a transaction of others, before Yjs joins what it can. `own`: the client whose changes are made here. */
export function countConflicts(transaction: Y.Transaction, own: number): number {
  const { doc, beforeState, afterState } = transaction;
  let count = 0;
  for (const [client, end] of afterState) {
    const from = beforeState.get(client) ?? 0;
    // Nobody meets themselves.
    if (client === own || from >= end) continue;
    const structs = doc.store.clients.get(client) ?? [];
    for (let index = structs.length - 1; index >= 0; index -= 1) {
      const struct = structs[index];
      if (!struct || struct.id.clock < from) break;
      if (struct instanceof Y.Item && hasMet(struct, own)) count += 1;
    }
  }
  return count;
}

/** Whether something made here stands where its author saw nothing. */
function hasMet(item: Y.Item, own: number): boolean {
  if (hasOwn(item.left, item.origin, own, 'left')) return true;
  // Nothing follows in a map when it is written; what does was written elsewhere.
  return hasOwn(item.right, item.parentSub === null ? item.rightOrigin : null, own, 'right');
}

/** Whether something of `own` stands between here and `end`; null: on this side there is nothing as far as its author knew. */
function hasOwn(from: Y.Item | null, end: Y.ID | null, own: number, side: 'left' | 'right'): boolean {
  let item = from;
  for (let step = 0; item !== null && step < MAX_STEPS; step += 1) {
    if (end !== null && holds(item, end)) return false;
    if (item.id.client === own) return true;
    item = item[side];
  }
  return false;
}

function holds({ id, length }: Y.Item, { client, clock }: Y.ID): boolean {
  return id.client === client && clock >= id.clock && clock < id.clock + length;
}
