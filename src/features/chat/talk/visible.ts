// Rows without those of people whom this person does not want to hear of. Pure.

import type { IdentityId } from '../../../primitives/ids.ts';
import type { Row } from '../api.ts';
import type { ChatWorld } from '../chat-world.ts';

type RegardOf = ChatWorld['regardOf'];

const HIDDEN: ReadonlySet<string> = new Set(['blocked', 'waiting']);

export function visibleRows<R extends Row>(rows: readonly R[], regardOf: RegardOf): readonly R[] {
  if (!regardOf) return rows;
  const hidden = hiddenAmong(new Set(rows.map(personOf)), regardOf);
  return hidden.size === 0 ? rows : rows.filter((row) => !hidden.has(personOf(row)));
}

/** Those of whom nothing is shown: neither what they said nor what they did about what others said. */
export function hiddenAmong(people: Iterable<IdentityId>, regardOf: RegardOf): ReadonlySet<IdentityId> {
  return new Set(Array.from(people).filter((person) => isHidden(person, regardOf)));
}

export function isHidden(person: IdentityId, regardOf: RegardOf): boolean {
  return regardOf !== undefined && HIDDEN.has(regardOf(person));
}

function personOf(row: Row): IdentityId {
  return row.kind === 'message' ? row.author : row.by;
}
