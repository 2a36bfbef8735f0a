// What somebody is told of, and how. Pure: a table of facts and choices.

import type { Regard } from '../../room/standing.ts';

export interface NoticeFacts {
  readonly regard: Regard;
  /** Names this person, answers them, or is said to them alone. */
  readonly isForMe: boolean;
  readonly isRoomMuted: boolean;
  /** Do not disturb. */
  readonly isQuiet: boolean;
  /** This person is at another page or device of theirs, in the space where it was said. */
  readonly isSeenElsewhere: boolean;
  /** This page is on screen, if with another space or thread. */
  readonly isInFront: boolean;
}

export interface NoticeChoices {
  readonly hasSound: boolean;
  readonly hasNotifications: boolean;
  readonly mentionsBreakMute: boolean;
}

export interface Notice {
  /** Adds to the number in the title. */
  readonly counts: boolean;
  readonly sounds: boolean;
  /** Is shown by the system. */
  readonly shows: boolean;
}

const NOTHING: Notice = { counts: false, sounds: false, shows: false };

/**
 * Of whom this person does not want to hear, nothing. A muted room is silent but for what is for this person, unless they
 * choose otherwise. Do not disturb leaves the number and nothing else, whoever writes. What is on screen needs no
 * notification beside it, and what is being read elsewhere no sound either.
 */
export function decideNotice(facts: NoticeFacts, choices: NoticeChoices): Notice {
  if (facts.regard !== 'open') return NOTHING;
  if (facts.isRoomMuted && !(facts.isForMe && choices.mentionsBreakMute)) return NOTHING;
  const isSilent = facts.isQuiet || facts.isSeenElsewhere;
  return {
    counts: true,
    sounds: choices.hasSound && !isSilent,
    shows: choices.hasNotifications && !isSilent && !facts.isInFront,
  };
}
