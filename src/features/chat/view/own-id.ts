// Who this person is. The talk's model names them only by what they wrote, and last among the authors.

import type { IdentityId } from '../../../primitives/ids.ts';
import type { ChatModel } from '../api.ts';

/** Reads signals: what shows it follows them. */
export function ownIdIn(model: Pick<ChatModel, 'room' | 'direct' | 'authors'>): IdentityId | undefined {
  for (const thread of [model.room, ...model.direct.value]) {
    const own = thread.rows.value.find((row) => row.kind === 'message' && row.isSelf);
    if (own?.kind === 'message') return own.author;
  }
  return Array.from(model.authors.value.keys()).at(-1);
}
