// Whose an invitation is that is opened where it was made: known as long as its room is stayed in, whether it is still
// shown or not.

import { effect } from '@preact/signals-core';
import { parseMeetingText } from '../signaling/invitation-text.ts';
import type { HandOver } from './invite/hand-over.ts';
import { visitOf, type Session, type Visit } from './session.ts';

export { createHandOver } from './invite/hand-over.ts';

/** `text`: unchecked, with the scheme or the address before it. */
export function isOwnInvitation({ pastInvitations }: Pick<Visit, 'pastInvitations'>, text: string): boolean {
  const parsed = parseMeetingText(text);
  return parsed.ok && parsed.value.kind === 'invitation' && pastInvitations.isOwn(parsed.value.secret);
}

/** Other tabs of this browser that open one of them are told so. */
export function ownUp(session: Pick<Session, 'state'>, handOver: HandOver | undefined): () => void {
  return effect(() => {
    const visit = visitOf(session.state.value);
    if (!visit) return undefined;
    return handOver?.wait({
      take: () => Promise.resolve(undefined),
      isOwn: (text) => isOwnInvitation(visit, text),
    });
  });
}
