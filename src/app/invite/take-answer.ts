// What becomes of a text that was put where an answer belongs: pasted, dropped, scanned, or handed over by another tab.

import type { Inviter } from '../../room/invite/inviter.ts';
import type { ProvenPeer } from '../../secure/secure-link.ts';
import type { Answer } from '../../signaling/invitation.ts';
import { parseMeetingText } from '../../signaling/invitation-text.ts';
import type { TakenAnswer } from './hand-over.ts';
import type { MeetProblem } from './words.ts';

export type Taking =
  | { readonly kind: 'waiting' }
  /** `held`: what was given meanwhile, to be given again once this one is through. */
  | { readonly kind: 'connecting'; readonly text: string; readonly held?: string }
  | { readonly kind: 'connected'; readonly guest: ProvenPeer; readonly text: string }
  | { readonly kind: 'refused'; readonly problem: MeetProblem };

/**
 * Undefined when the answer was not for this tab. One that is given while another connects is held, and that is told.
 * `isHanded`: another tab got it, so what is none of ours is its.
 */
export type TakeText = (text: string, isHanded: boolean) => Promise<TakenAnswer | undefined>;

export function createTaker(inviter: Inviter, tell: (taking: Taking) => void): TakeText {
  let connecting: string | undefined;
  const follow = async (text: string, answer: Answer): Promise<MeetProblem | undefined> => {
    const taken = await inviter.take(answer);
    if (connecting === text) connecting = undefined;
    if (!taken.ok) return refuse(taken.error.code);
    tell({ kind: 'connected', guest: taken.value, text });
    // The room proves whoever comes on a link, and may refuse them.
    return (await taken.value.isIn) ? undefined : refuse('not-in');
  };
  const refuse = (problem: MeetProblem) => {
    tell({ kind: 'refused', problem });
    return problem;
  };
  return async (text, isHanded) => {
    if (connecting !== undefined && !isHanded) {
      // Whoever presses twice means the same one.
      if (text !== connecting) tell({ kind: 'connecting', text: connecting, held: text });
      return undefined;
    }
    const parsed = parseMeetingText(text);
    if (!parsed.ok || parsed.value.kind === 'invitation') {
      if (!isHanded) refuse(problemOf(inviter, parsed));
      return undefined;
    }
    const answer = parsed.value;
    if (isHanded && !(await inviter.isFor(answer))) return undefined;
    connecting = text;
    tell({ kind: 'connecting', text });
    return { ended: follow(text, answer) };
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
