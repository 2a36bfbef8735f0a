// What the files space shows and does, as its view sees it. A file is one row; several of one folder share a group.

import type { ReadonlySignal, Signal } from '@preact/signals-core';
import type { ChosenFile } from '../../platform/files/dropped-files.ts';
import type { Playing } from '../../platform/files/media-stream.ts';
import type { Disposable } from '../../primitives/disposable.ts';
import type { Bytes } from '../../primitives/bytes.ts';
import type { IdentityId } from '../../primitives/ids.ts';
import type { Mark } from '../../primitives/mark.ts';
import type { StoredFile } from '../../swarm/chunk-store.ts';
import type { ChosenSpot } from '../../swarm/store/placed-stores.ts';
import type { SwarmFailure } from '../../swarm/swarm-state.ts';
import type { SharedRef } from '../file-sharing.ts';
import type { Holding } from '../holding.ts';
import type { SavedAs, SaveOutcome } from './files-world.ts';

export type { ChosenFile } from '../../platform/files/dropped-files.ts';

/** Names a row in every call; not to be shown. */
export type FileId = string;

/** Somebody who offers or holds a file, as they are called now or were when they left. */
export interface FilePerson {
  readonly identityId: IdentityId;
  readonly name: string;
  readonly mark: Mark;
  readonly isSelf: boolean;
}

export type FileState =
  | { readonly kind: 'offered' | 'paused' | 'finishing' }
  /** `heldBy`: what it waits for where its place takes nothing for now, though more could come. */
  | { readonly kind: 'fetching'; readonly heldBy?: 'disk' | 'download' }
  /** About to begin; `waits`: until others are through, or until there is room for one more at all. */
  | { readonly kind: 'opening'; readonly waits?: 'turn' | 'room' }
  /** Nobody here has `missingChunks` of it; it goes on when one of `waitsFor` (who held it) is back. */
  | {
      readonly kind: 'stuck';
      readonly missingChunks: number;
      readonly waitsFor: FilePerson | undefined;
    }
  | { readonly kind: 'complete'; readonly file: StoredFile | undefined }
  | { readonly kind: 'failed'; readonly failure: SwarmFailure };

/** One person's part in a file. */
export interface FileHolder {
  readonly person: FilePerson;
  /** 0 to 1. */
  readonly share: number;
  /** Bytes a second towards us, and from us. */
  readonly downRate: number;
  readonly upRate: number;
  /** Stretches of the file that they have, 0 to 1 each, for a bar. */
  readonly bar: readonly number[];
}

export interface FileRow {
  readonly id: FileId;
  /** Cleaned: safe to show and to save under. */
  readonly name: string;
  /** Cleaned, from the outermost; none for a single file. */
  readonly folders: readonly string[];
  readonly sizeBytes: number;
  /** A hint for the icon. */
  readonly mimeType: string;
  /** A small picture that came with the offer; not looked at yet. */
  readonly look: Bytes | undefined;
  readonly from: FilePerson;
  readonly isOwn: boolean;
  /** Shared with this person alone; undefined for what everybody hears of. */
  readonly only: FilePerson | undefined;
  /** Whoever offered it gives it no more; others may. */
  readonly isWithdrawn: boolean;
  readonly state: FileState;
  /** 0 to 1: of {@link haveBytes}; for one's own, of what is hashed. */
  readonly done: number;
  /** Also what was kept from an earlier time and is still to be checked. */
  readonly haveBytes: number;
  /** Bytes a second. */
  readonly downRate: number;
  readonly upRate: number;
  readonly timeLeftMs: number | undefined;
  /** Partners that something comes from now. */
  readonly sourceCount: number;
  /** People that something goes to now. */
  readonly takerCount: number;
  /** How many other people have all of it, of how many are here. */
  readonly wholeCount: number;
  readonly othersCount: number;
}

/** One stitch of a file's weave. */
export interface Stitch {
  /** `unheld`: nobody here has some of it, and it waits for that. */
  readonly kind: 'missing' | 'unheld' | 'coming' | 'here';
  /** Who gave most of it; undefined for one's own, and where it was kept from before. */
  readonly from: FilePerson | undefined;
}

/** Why something was not done, for a sentence. */
export type FilesProblem =
  | { readonly code: 'too-large'; readonly names: readonly string[] }
  | { readonly code: 'too-many'; readonly count: number }
  | { readonly code: 'may-not-write' };

/** `gone`: what was to be given on is not here any more, or cannot be opened. */
export type ForwardProblem = FilesProblem | { readonly code: 'gone' };

/** Where a file or folder that a message names stands. `declined`: its person did not want it. */
export type Found =
  | { readonly kind: 'file'; readonly row: FileRow }
  | { readonly kind: 'folder'; readonly name: string; readonly rows: readonly FileRow[] }
  | { readonly kind: 'declined'; readonly id: FileId }
  | { readonly kind: 'gone' };

/** What was offered, in the order in which it was chosen, and why the rest was not. */
export interface Offering {
  readonly ids: readonly FileId[];
  /** As chosen; as many. */
  readonly offered: readonly ChosenFile[];
  readonly problems: readonly FilesProblem[];
}

/** What would become of files that somebody chose. */
export interface Foreseen {
  /** So many would be offered. */
  readonly count: number;
  readonly problems: readonly FilesProblem[];
}

export interface FilesModel extends Disposable {
  /** Newest first. Rates and shares move twice a second while {@link watch}ed or something comes. */
  readonly rows: ReadonlySignal<readonly FileRow[]>;
  /** Offers of others that nobody looked at. */
  readonly unread: ReadonlySignal<number>;
  readonly holding: ReadonlySignal<Holding>;
  /** Part of some file has come, and not all of it. */
  readonly unfinished: ReadonlySignal<boolean>;
  /** How far what comes now has come, all together, 0 to 1: for the title. Undefined when nothing does. */
  readonly progress: ReadonlySignal<number | undefined>;
  /** People whose files are taken without a press. */
  readonly takingFrom: ReadonlySignal<ReadonlySet<IdentityId>>;
  /** Stands large in the space, because its person asked for it. */
  readonly chosen: Signal<FileId | undefined>;
  /** Put somewhere of their own by their person since they came, or handed to the browser for that. */
  readonly saved: Signal<ReadonlyMap<FileId, SavedAs>>;
  /** Somebody looks at the space until the returned function is called. */
  watch(): () => void;
  readonly isWatched: boolean;
  /** Everything is seen. */
  markSeen(): void;
  offer(files: readonly ChosenFile[]): readonly FilesProblem[];
  /** What {@link offer} would do now; nothing is offered. */
  foresee(files: readonly ChosenFile[]): Foreseen;
  /** The same, told by which rows it became; `to`: to that person alone. */
  share(files: readonly ChosenFile[], to?: IdentityId): Offering;
  /** Accepts, or tries again what failed. */
  get(id: FileId): void;
  getAll(): void;
  /** The same to a place that its person chose. */
  getTo(ids: readonly FileId[], spot: ChosenSpot): void;
  pause(id: FileId): void;
  resume(id: FileId): void;
  /** Stops and forgets what came; one's own is taken back. What is complete is removed from memory. */
  remove(id: FileId): void;
  /** Takes what somebody verified offers and will offer, for this stay; of others nothing happens. */
  takeFrom(identity: IdentityId, isOn: boolean): void;
  /** This person has compared words with them; signal-backed. */
  isVerified(identity: IdentityId): boolean;
  /**
   * Offers what is here as a whole in one's own name: for those who come when its giver is gone. Nothing happens where it
   * is shared with one person alone, unless it is for one person again: `to`. What was given on there before is not again.
   */
  forward(id: FileId, to?: IdentityId): Promise<readonly ForwardProblem[]>;
  /** Other people who are here and could be given something alone. */
  readonly others: ReadonlySignal<readonly FilePerson[]>;
  /** Those that are here as a whole, as one archive. In answer to a press. */
  saveAll(ids: readonly FileId[], archiveName: string): Promise<SaveOutcome>;
  /** 64 hexadecimal digits each: what these are of, as soon as all is read, or what is known after a moment. */
  rootsOf(ids: readonly FileId[]): Promise<readonly (string | undefined)[]>;
  /** What a message names; signal-backed. */
  find(ref: SharedRef): Found;
  /** Who has what, oneself included; computed when asked. */
  holders(id: FileId): readonly FileHolder[];
  /** The file in at most `count` stitches. */
  weave(id: FileId, count: number): readonly Stitch[];
  /** An address to play a sound or film from while it arrives, as of such a type; undefined where that cannot be. */
  play(id: FileId, mimeType: string): Promise<Playing | undefined>;
  /** The bytes, where they are here as a whole. */
  blob(id: FileId): Promise<Blob | undefined>;
}
