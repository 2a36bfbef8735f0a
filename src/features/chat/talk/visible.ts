// Rows without those of people whom this person does not want to hear of. Pure.

import type { IdentityId } from '../../../primitives/ids.ts';
import type { Row } from '../api.ts';
import type { ChatWorld } from '../chat-world.ts';

const HIDDEN: ReadonlySet<string> = new Set(['blocked', 'waiting']);

export function visibleRows(rows: readonly Row[], regardOf: ChatWorld['regardOf']): readonly Row[] {
  if (!regardOf) return rows;
  const people = new Set(rows.map(personOf));
  const hidden = new Set(Array.from(people).filter((person) => HIDDEN.has(regardOf(person))));
  return hidden.size === 0 ? rows : rows.filter((row) => !hidden.has(personOf(row)));
}

function personOf(row: Row): IdentityId {
  return row.kind === 'message' ? row.author : row.by;
}
