// The contract of a feature folder; README.md beside this file explains it.

import type { ReadonlySignal } from '@preact/signals-core';
import type { ComponentType } from 'preact';
import type { Clock } from '../primitives/clock.ts';
import type { Disposable } from '../primitives/disposable.ts';
import type { IdentityId } from '../primitives/ids.ts';
import type { Log } from '../primitives/log.ts';
import type { Mark } from '../primitives/mark.ts';
import type { RandomSource } from '../primitives/random.ts';
import type { RoomContext } from '../room/room.ts';
import type { Regard, Standing } from '../room/standing.ts';
import type { SharedDocs } from '../sync/shared-docs.ts';
import type { IconName } from '../ui/icon-shapes.ts';
import type { Words } from '../ui/words.ts';
import type { FileSharing, SharedRef } from './file-sharing.ts';
import type { Holding } from './holding.ts';
import type { Keepable, KeepingPlace, TranscriptLine } from './keepable.ts';
import type { FollowNews } from './news.ts';

/** What a feature gets when a room is joined. */
export interface FeatureContext {
  readonly room: RoomContext;
  /** Documents and presence that everybody in the conversation shares. Open what is needed when the model is made. */
  readonly docs: SharedDocs;
  readonly clock: Clock;
  /** Time of day in milliseconds since 1970, to be shown; never to be trusted across peers. */
  readonly wallTimeMs: () => number;
  readonly random: RandomSource;
  readonly log: Log;
  /**
   * How far this person wants to hear of somebody; signal-backed. Nothing of who is blocked is shown, nothing of who is
   * waiting until it is decided about them; who is muted makes no sound and no number.
   */
  readonly regardOf: (identity: IdentityId) => Regard;
  /** Who somebody met here is to this person; signal-backed. */
  readonly standingOf?: ((identity: IdentityId) => Standing | undefined) | undefined;
  /** What somebody was called when this person met them last, here or elsewhere; signal-backed. */
  readonly nameOf?: ((identity: IdentityId) => string | undefined) | undefined;
  /** How much of what is shared may lie in memory; signal-backed. Unless told, what the feature finds right. */
  readonly memoryBytes?: (() => number) | undefined;
  /** Told how much of it does, of the page as a whole, whenever that changes. */
  readonly tellMemoryUse?: ((usedBytes: number) => void) | undefined;
  /** What this person lets others know of what they do here; signal-backed. Unless told, all of it. */
  readonly tells?: (() => Tells) | undefined;
}

export interface Tells {
  /** What they have read. */
  readonly read: boolean;
  /** That they are writing. */
  readonly writing: boolean;
}

/** Who wrote something: a name, and the mark that stands in when there is none. */
export interface Named {
  readonly name: string;
  readonly mark: Mark;
}

export interface FileCardProps<M> {
  readonly model: M;
  readonly file: SharedRef;
  readonly onShow: () => void;
}

export interface Feature<M extends Disposable = Disposable> {
  /** Also the last part of the address and the id of the space. */
  readonly id: string;
  readonly title: Words;
  readonly icon: IconName;
  /** Signals and actions; no DOM; made at join (cheap), disposed at leave. */
  createModel(context: FeatureContext): M;
  /** Its protocol names its space, so that owners can say who may write there. */
  readonly hasWriters?: true;
  /** How much came while nobody looked; a number in the rail. */
  unread?(model: M): ReadonlySignal<number>;
  /** How far what comes has come, all together, 0 to 1: for the title. Undefined when nothing does. */
  progress?(model: M): ReadonlySignal<number | undefined>;
  /** Tells what is new to whoever does not look; what others say or give is of {@link unread}. Load it late. */
  news?(model: M): Promise<FollowNews>;
  /** Brings what some {@link news} belong to (their `thread`) to the front of the space, on screen or not. */
  showThread?(model: M, thread: string): void;
  /** What it keeps in memory only, and who else in the room holds it. */
  holding?(model: M): ReadonlySignal<Holding>;
  /** Part of something has come and lies in this page alone, so that it would begin anew; others may have it or not. */
  unfinished?(model: M): ReadonlySignal<boolean>;
  /** Puts text that another app shared where its person looks it over before sending; nothing leaves by itself. */
  takeText?(model: M, text: string): void;
  /** The files of it, for other spaces and for scripts. */
  sharing?(model: M): FileSharing;
  /** One of its files in another space; `onShow`: its person wants to see it in its own. */
  readonly FileCard?: ComponentType<FileCardProps<M>>;
  /** What of it can be kept on this device, besides shared documents; asked for when a room is kept. Load it late. */
  keep?(model: M, place: KeepingPlace): Promise<Keepable>;
  /** What is written into a file that the room's person saves, oldest first. Load it late. */
  transcribe?(model: M, nameOf: (author: Named | undefined) => string): Promise<readonly TranscriptLine[]>;
  /** Renders the model; no network, no storage. */
  readonly View: ComponentType<{ readonly model: M }>;
}

/** Forgets the model's type: a model only ever meets the feature that made it. */
export function defineFeature<M extends Disposable>(feature: Feature<M>): Feature {
  return feature as unknown as Feature;
}
