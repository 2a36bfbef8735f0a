// What becomes of a text that was put where an answer belongs: pasted, dropped, scanned, or handed over by another tab.

import type { Inviter } from '../../room/invite/inviter.ts';
import type { ProvenPeer } from '../../secure/secure-link.ts';
import { parseMeetingText } from '../../signaling/invitation-text.ts';
import type { MeetProblem } from './words.ts';

export type Taking =
  | { readonly kind: 'waiting' }
  /** `held`: what was given meanwhile, to be given again once this one is through. */
  | { readonly kind: 'connecting'; readonly text: string; readonly held?: string }
  | { readonly kind: 'connected'; readonly guest: ProvenPeer; readonly text: string }
  | { readonly kind: 'refused'; readonly problem: MeetProblem };

/**
 * Resolves with whether the answer was for this tab. One that is given while another connects is held, and that is told.
 * `isHanded`: another tab got it, so what is none of ours is its.
 */
export type TakeText = (text: string, isHanded: boolean) => Promise<boolean>;

export function createTaker(inviter: Inviter, tell: (taking: Taking) => void): TakeText {
  let connecting: string | undefined;
  const settle = (text: string, taken: Awaited<ReturnType<Inviter['take']>>) => {
    if (connecting === text) connecting = undefined;
    if (!taken.ok) return tell({ kind: 'refused', problem: taken.error.code });
    tell({ kind: 'connected', guest: taken.value, text });
    // The room proves whoever comes on a link, and may refuse them.
    void taken.value.isIn.then((isIn) => !isIn && tell({ kind: 'refused', problem: 'not-in' }));
    return undefined;
  };
  return async (text, isHanded) => {
    if (connecting !== undefined && !isHanded) {
      // Whoever presses twice means the same one.
      if (text !== connecting) tell({ kind: 'connecting', text: connecting, held: text });
      return false;
    }
    const parsed = parseMeetingText(text);
    if (!parsed.ok || parsed.value.kind === 'invitation') {
      if (!isHanded) tell({ kind: 'refused', problem: problemOf(inviter, parsed) });
      return false;
    }
    const answer = parsed.value;
    if (isHanded && !(await inviter.isFor(answer))) return false;
    connecting = text;
    tell({ kind: 'connecting', text });
    // The tab that handed it over does not wait for the link.
    void inviter.take(answer).then((taken) => settle(text, taken));
    return true;
  };
}

/** Whether this text is an invitation that was made here. */
export function isOwnInvitation(inviter: Inviter, text: string): boolean {
  const parsed = parseMeetingText(text);
  return parsed.ok && parsed.value.kind === 'invitation' && inviter.isOwn(parsed.value.secret);
}

function problemOf(inviter: Inviter, parsed: ReturnType<typeof parseMeetingText>): MeetProblem {
  if (!parsed.ok) return parsed.error.code;
  return parsed.value.kind === 'invitation' && inviter.isOwn(parsed.value.secret) ? 'own' : 'is-invitation';
}
