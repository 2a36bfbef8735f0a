// Who may do what in a conversation, as features and views see it, and what owners can do about it.

import type { ReadonlySignal } from '@preact/signals-core';
import type { Bytes } from '../primitives/bytes.ts';
import type { IdentityId } from '../primitives/ids.ts';
import type { Mark } from '../primitives/mark.ts';
import type { Result } from '../primitives/result.ts';
import type { ActRefusal } from './charter-acts.ts';
import type { HistoryPolicy, Writers } from './charter.ts';

/** How the owner is known: named by the link, believed when first seen, or nobody said yet. */
export type Trust = 'link' | 'first-use' | 'unknown';

export interface CharterView {
  /** In a new room that nobody ruled yet only this person, if it is theirs. The longest-standing first. */
  readonly owners: readonly IdentityId[];
  /** This person's part. In a pair nobody owns anything. */
  readonly me: 'owner' | 'member';
  /** As names are shown: cleaned, at most 40 graphemes. */
  readonly title: string | undefined;
  /** Nobody new comes in. */
  readonly isLocked: boolean;
  /** Newcomers wait until an owner lets them in. */
  readonly doesKnock: boolean;
  /** Spaces that not everybody may write in; everybody may in the others. */
  readonly writers: ReadonlyMap<string, Writers>;
  /** Between two messages of one member; 0 for none. Owners are not held back. */
  readonly slowModeSeconds: number;
  /** What newcomers are shown of before they came. */
  readonly history: HistoryPolicy;
  readonly epoch: number;
  readonly removed: readonly IdentityId[];
  readonly trust: Trust;
  /** Others here follow somebody else as the owner: their link names another one. */
  readonly isDisputed: boolean;
}

/** Somebody waits at the door. */
export interface Knock {
  readonly identityId: IdentityId;
  /** Cleaned; '' when the person gave none. */
  readonly name: string;
  readonly mark: Mark;
}

/** `unknown-member`: nobody here was ever seen with this identity. `no-owner`: a pair, or a room nobody knows the owner of. */
export type AuthorityError = ActRefusal | 'unknown-member' | 'no-owner';

export type ActResult = Promise<Result<void, AuthorityError>>;

export interface Authority {
  readonly charter: ReadonlySignal<CharterView>;
  /** For owners; empty for all others. */
  readonly knocks: ReadonlySignal<readonly Knock[]>;
  /** Signal-backed: what reads it is told when it changes. */
  mayWrite(identity: IdentityId, space: string): boolean;
  /** Charter and epoch secrets, for a room that is kept: opaque, and secret. Undefined while there is nothing to keep. */
  readonly kept: ReadonlySignal<Bytes | undefined>;

  lock(isLocked: boolean): ActResult;
  setKnock(doesKnock: boolean): ActResult;
  setWriters(space: string, writers: Writers): ActResult;
  /** 0 to 3,600. */
  setSlowMode(seconds: number): ActResult;
  /** At most 80 letters. */
  setTitle(title: string | undefined): ActResult;
  setHistory(history: HistoryPolicy): ActResult;
  /** Out at once, and with every instance; the room knocks from then on. */
  remove(identity: IdentityId): ActResult;
  /** Takes a removal back. */
  readmit(identity: IdentityId): ActResult;
  addOwner(identity: IdentityId): ActResult;
  /** Also oneself, if there is another. */
  dropOwner(identity: IdentityId): ActResult;
  /** Makes somebody the owner in one's own place. */
  handOver(identity: IdentityId): ActResult;
  /** Lets in somebody who knocks. */
  accept(identity: IdentityId): ActResult;
  /** Sends away somebody who knocks, for ten minutes. */
  refuse(identity: IdentityId): ActResult;
}
