// What the talk of a conversation offers to whatever shows it: threads of rows, actions on them, attachments. Types and
// limits only; model.ts makes it.

import type { ReadonlySignal } from '@preact/signals-core';
import type { Bytes } from '../../primitives/bytes.ts';
import type { Disposable } from '../../primitives/disposable.ts';
import type { IdentityId, PeerId } from '../../primitives/ids.ts';
import type { Result } from '../../primitives/result.ts';
import type { RosterPeer } from '../../room/room.ts';
import type { SharedRef } from '../file-sharing.ts';
import type { Holding } from '../holding.ts';
import type { Author } from './authors.ts';
import type { Pace } from './pace.ts';

/** Of one message or act: `{peer id}/{sequence number}`; the same on every device. */
export type EntryId = string;

/** What everybody hears, or what is between this person and one other. */
export type ThreadId = 'room' | IdentityId;

/** A small file or picture, known by what it contains. */
export interface Attachment {
  /** SHA-256 in base64url. */
  readonly hash: string;
  readonly size: number;
  /** As its sender calls it: not cleaned for showing. */
  readonly name: string;
  /** Media type as its sender says; may be a lie. */
  readonly type: string;
}

export type Body =
  | {
      readonly kind: 'text';
      readonly text: string;
      readonly attachments: readonly Attachment[];
      /** Offered in the room's files; what is said of them here is their author's word. */
      readonly shared?: readonly SharedRef[];
    }
  | {
      readonly kind: 'poll';
      readonly question: string;
      readonly options: readonly string[];
      readonly multiple: boolean;
      /** For each option, who chose it. */
      readonly votes: readonly (readonly IdentityId[])[];
    }
  | {
      readonly kind: 'voice';
      readonly attachment: Attachment;
      readonly durationMs: number;
      /** Loudness from 0 to 255, evenly over the duration. */
      readonly peaks: readonly number[];
    }
  /** `url` is http or https; nothing is fetched before its person wants that. */
  | { readonly kind: 'link'; readonly url: string; readonly note: string }
  /** `deleted`: by its author; `expired`: its time is over. */
  | { readonly kind: 'deleted' | 'expired' };

export interface Reaction {
  readonly emoji: string;
  readonly by: readonly IdentityId[];
}

/** Objects stay the same while nothing about the message changes. */
export interface Message {
  readonly kind: 'message';
  readonly id: EntryId;
  /** Proven. */
  readonly author: IdentityId;
  readonly peerId: PeerId;
  readonly isSelf: boolean;
  /** Time of day when it was written, as its author says: a claim; milliseconds since 1970. */
  readonly atMs: number;
  /** Time of day here when it came, if that was long after what stands below it was said. */
  readonly cameAtMs?: number;
  readonly body: Body;
  readonly replyTo?: EntryId;
  readonly mentions: readonly IdentityId[];
  readonly editedAtMs?: number;
  readonly reactions: readonly Reaction[];
  readonly isPinned: boolean;
  /** Time of day here at which it vanishes. */
  readonly expiresAtMs?: number;
}

/** Something that everybody should know about the talk itself. */
export type Notice = {
  readonly kind: 'notice';
  readonly id: string;
  readonly atMs: number;
} &
  /** `count` entries of that person are missing here, and are being asked for. */
  (
    | { readonly what: 'gap'; readonly by: IdentityId; readonly count: number }
    /** That person's instance said two different things at once: nothing of it counts from here on. */
    | { readonly what: 'fork'; readonly by: IdentityId }
    /** That person passed on `count` things that their author never wrote; they were dropped. */
    | { readonly what: 'forged'; readonly by: IdentityId; readonly count: number }
    /** Messages vanish after so long from here on; 0: they stay. */
    | { readonly what: 'timer'; readonly by: IdentityId; readonly ms: number }
  );

export type Row = Message | Notice;

/** How far a message of one's own got. Nobody was there when `to` is empty: it waits here. */
export interface Reach {
  /** Those who were there, and whoever came later and has it. */
  readonly to: ReadonlySet<IdentityId>;
  readonly reached: ReadonlySet<IdentityId>;
  /** Without those who do not tell. */
  readonly read: ReadonlySet<IdentityId>;
}

export type NewContent =
  | {
      readonly kind: 'text';
      /** May be empty beside an attachment. */
      readonly text: string;
      readonly replyTo?: EntryId | undefined;
      readonly mentions?: readonly IdentityId[] | undefined;
      readonly attachments?: readonly Attachment[] | undefined;
      readonly shared?: readonly SharedRef[] | undefined;
    }
  | {
      readonly kind: 'voice';
      readonly attachment: Attachment;
      readonly durationMs: number;
      readonly peaks: readonly number[];
      readonly replyTo?: EntryId | undefined;
    }
  | {
      readonly kind: 'poll';
      readonly question: string;
      readonly options: readonly string[];
      readonly multiple: boolean;
    }
  | { readonly kind: 'link'; readonly url: string; readonly note: string }
  /** Of one's own message. */
  | {
      readonly kind: 'edit';
      readonly of: EntryId;
      readonly text: string;
      readonly mentions?: readonly IdentityId[] | undefined;
    }
  /** Of one's own message, for everybody. */
  | { readonly kind: 'delete'; readonly of: EntryId }
  | { readonly kind: 'react'; readonly of: EntryId; readonly emoji: string; readonly on: boolean }
  | { readonly kind: 'pin'; readonly of: EntryId; readonly on: boolean }
  /** Places in the list of options; replaces an earlier vote, none takes it back. */
  | { readonly kind: 'vote'; readonly of: EntryId; readonly choices: readonly number[] };

export type SendError =
  | 'empty'
  | 'too-long'
  /** A field is not what it should be: no such option, no web address, too many attachments. */
  | 'malformed'
  /** Slow mode, or more than {@link MAX_SENT_IN_PACE} within {@link PACE_MS}. */
  | 'too-fast'
  /** The owners of the room do not let this person write, or decide this. */
  | 'not-allowed'
  | 'unknown-message'
  | 'not-yours'
  | 'left';

export interface Thread {
  readonly id: ThreadId;
  /** Oldest first, in the same order everywhere. */
  readonly rows: ReadonlySignal<readonly Row[]>;
  /** Messages of others that came while nobody looked. */
  readonly unread: ReadonlySignal<number>;
  /** Where reading goes on; stays while somebody looks, until they look away. */
  readonly firstUnread: ReadonlySignal<EntryId | undefined>;
  /** Newest pin last. */
  readonly pinned: ReadonlySignal<readonly Message[]>;
  /** Instances at which somebody is writing now. */
  readonly typing: ReadonlySignal<readonly RosterPeer[]>;
  readonly draft: ReadonlySignal<string>;
  /** How far a message of one's own got; undefined for those of others. */
  reach(id: EntryId): ReadonlySignal<Reach | undefined>;
  setDraft(text: string): void;
  /** Puts text that came from elsewhere on a line of its own; nobody is told that somebody writes. */
  addToDraft(text: string): void;
  /** Stands in `rows` when it resolves; does not touch the draft. */
  send(content: NewContent): Promise<Result<EntryId, SendError>>;
  /** Tells whether a person looks at the thread. */
  setLooking(isLooking: boolean): void;
  /** Tells whether the newest rows are in sight; they are unless told. */
  setAtEnd(isAtEnd: boolean): void;
  /** Newest first, at most {@link MAX_HITS}; letters match whatever their case and accents. */
  search(query: string): readonly EntryId[];
  /** Makes a part of what is said ready to be searched; whether some is left. */
  prepareSearch(): boolean;
}

export type BlobState =
  /** Nobody who is here has it, as far as is known; it is asked for when somebody comes. */
  | { readonly kind: 'missing' }
  | { readonly kind: 'coming'; readonly got: number; readonly of: number }
  | { readonly kind: 'here'; readonly bytes: Bytes };

export type AddError = 'too-large' | 'full';

export interface Attachments {
  /** Holds the bytes for whoever the message with it goes to. */
  add(
    bytes: Uint8Array,
    facts: { readonly name: string; readonly type: string },
  ): Promise<Result<Attachment, AddError>>;
  /** What is here of it; the first call has it fetched. */
  get(attachment: Attachment): ReadonlySignal<BlobState>;
}

export interface ChatModel extends Disposable {
  readonly room: Thread;
  /** With other people, in the order in which they began. */
  readonly direct: ReadonlySignal<readonly Thread[]>;
  /** The thread with that person; a new one is empty and nobody is told of it. */
  openDirect(person: IdentityId): Thread;
  /** Names and marks of everybody who wrote. */
  readonly authors: ReadonlySignal<ReadonlyMap<IdentityId, Author>>;
  /** Other instances that are here. */
  readonly peers: ReadonlySignal<readonly RosterPeer[]>;
  readonly isAlone: ReadonlySignal<boolean>;
  /** Unread of all threads together. */
  readonly unread: ReadonlySignal<number>;
  /** Who else holds what is held here. */
  readonly holding: ReadonlySignal<Holding>;
  /** Whether this person may write in the room now. */
  readonly pace: Pick<Pace, 'mayWrite' | 'waitMs'>;
  readonly blobs: Attachments;
  /** After how long messages of the room vanish; 0: they stay. */
  readonly timerMs: ReadonlySignal<number>;
  /** Whether this person may say so. */
  readonly maySetTimer: ReadonlySignal<boolean>;
  setTimer(ms: number): Promise<Result<EntryId, SendError>>;
  /** Somebody's clock, here or there, is more than a day off: what they say is not taken. */
  readonly isClockOff: ReadonlySignal<boolean>;
  /** Whether others are told what this person has read. */
  setReadReceipts(areOn: boolean): void;
}

/** UTF-16 units of one message: a long letter, and still one frame in any script. */
export const MAX_TEXT_LENGTH = 10_000;
export const MAX_MENTIONS = 20;
export const MAX_ATTACHMENTS = 10;
export const MAX_POLL_OPTIONS = 10;
/** UTF-16 units of a poll's question and each of its options. */
export const MAX_POLL_TEXT_LENGTH = 500;
/** UTF-16 units; browsers cut longer addresses. */
export const MAX_URL_LENGTH = 2_000;
/** Loudness values of a voice note: what fits on a phone. */
export const MAX_PEAKS = 64;
/** A voice note of ten minutes at 24 kbit/s fits. */
export const MAX_ATTACHMENT_BYTES = 2 * 1024 * 1024;
export const MAX_VOICE_MS = 10 * 60_000;
/** Four weeks. */
export const MAX_TIMER_MS = 28 * 86_400_000;
export const MAX_HITS = 200;
/** Nobody types faster for long; a flood is held at its source. */
export const MAX_SENT_IN_PACE = 30;
export const PACE_MS = 10_000;
