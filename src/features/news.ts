// What a feature hands out for whoever does not look: that somebody said something just now.

import type { Unsubscribe } from '../primitives/events.ts';
import type { IdentityId } from '../primitives/ids.ts';
import type { Mark } from '../primitives/mark.ts';
import type { Say } from '../ui/locale.tsx';

/** One thing that somebody else said a moment ago, or several of a kind at once, and that nobody here has looked at. */
export interface News {
  /** What belongs together: news of one thread stand in one notification. */
  readonly thread: string;
  /** Of its author; '' when they gave none. */
  readonly name: string;
  /** The name alone could be taken for another person's here: the mark is said beside it. */
  readonly isConfusable: boolean;
  /** Undefined for a moment, when the news overtakes its author's profile. */
  readonly mark: Mark | undefined;
  /** Names this person, or answers them. */
  readonly isMention: boolean;
  /** Said to this person alone. */
  readonly isDirect: boolean;
  /** So many at once; one, unless told. */
  readonly count?: number;
  /** What stands above it, of `n` that are new in the room; unless told, that they are messages. */
  readonly title?: (say: Say, values: { readonly n: number; readonly room: string }) => string;
  /** Its beginning on one line, clean and short; written by others, so only ever text. */
  readonly preview: (say: Say) => string;
}

export interface NewsListener {
  /** Whether this person wants to be told of what somebody says. */
  readonly isHeard: (author: IdentityId) => boolean;
  readonly tell: (news: News) => void;
}

export type FollowNews = (listener: NewsListener) => Unsubscribe;
