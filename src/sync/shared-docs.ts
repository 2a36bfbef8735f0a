// Shared state as features see it: documents by key that everybody in a conversation ends up agreeing on, and what each
// is doing right now. What replicates them is behind this; who may write is decided by the conversation.

import type { ReadonlySignal } from '@preact/signals-core';
import type { Bytes } from '../primitives/bytes.ts';
import type { Disposable } from '../primitives/disposable.ts';
import type { Unsubscribe } from '../primitives/events.ts';
import type { IdentityId, PeerId } from '../primitives/ids.ts';
import type { Result } from '../primitives/result.ts';
import type { Schema } from '../primitives/schema.ts';
import type { Json } from './json.ts';

export interface SharedDocs extends Disposable {
  /**
   * One per key; asking again gives the same. `space` decides who may write. Throws a RangeError for a key of no or more
   * than 64 characters, and for the 65th document.
   */
  open(key: string, options: { readonly space: string }): SharedDoc;
  readonly presence: Presence;
  readonly facts: ReadonlySignal<SyncFacts>;
  /** What is held here in all documents, and by whom else, as far as others who are linked have said. */
  readonly holding: ReadonlySignal<DocsHolding>;
  /** What was not taken, from others or oneself; told once each. */
  onRefused(listener: (refusal: Refusal) => void): Unsubscribe;
}

export type DocsHolding =
  | { readonly kind: 'nothing' }
  | {
      readonly kind: 'something';
      /** Other people who hold all of it. */
      readonly wholly: ReadonlySet<IdentityId>;
      /** Whether there is a document of which nobody else has all. */
      readonly isLast: boolean;
    };

/** For diagnostics and metrics. */
export interface SyncFacts {
  readonly documents: number;
  /** About as many bytes as all documents take as updates. */
  readonly stateBytes: number;
  /** Updates held back because something before them is missing. */
  readonly pendingUpdates: number;
  /** Changes of others that met one made here which their author had not seen, in this stay. */
  readonly conflicts: number;
  /** Local clock, when a document was last compared with a member's; undefined when never. */
  readonly lastSyncMs: number | undefined;
}

export interface Refusal {
  /** The document; '' where no document was named. */
  readonly key: string;
  /** Undefined when it was this person's own. */
  readonly from: PeerId | undefined;
  readonly code: RefusalCode;
}

/**
 * `malformed`: no update, or one that no honest peer makes. `foreign`: it speaks for somebody else. `not-a-writer`:
 * its sender may not write in that space. `too-large`: over a budget of one update. `document-full`: the document has
 * reached its budget. `slow`: the reader took too long and was ended. `other-kind`: a name that is used here for
 * another kind; what was written is kept apart.
 */
export type RefusalCode =
  | 'malformed'
  | 'foreign'
  | 'not-a-writer'
  | 'too-large'
  | 'document-full'
  | 'slow'
  | 'other-kind';

/** Whose a change was: made here (undo included), by a peer, or taken back from what was kept. */
export type ChangeOrigin = 'self' | 'peer' | 'restored';

export interface SharedDoc {
  readonly key: string;
  readonly space: string;
  /**
   * A name is of one kind for good: asking for it as another kind throws. At most 64 characters. The same object each
   * time.
   */
  map<T extends Json = Json>(name: string): SharedMap<T>;
  list<T extends Json = Json>(name: string): SharedList<T>;
  text(name: string): SharedText;
  /** One change for everybody, however many parts it has. What the writers' rule forbids leaves all as it is. */
  transact<T>(change: () => T): T;
  /** Only this person's own changes. */
  readonly undo: UndoStack;
  /** Compared with at least one member, or alone. */
  readonly isSynced: ReadonlySignal<boolean>;
  /** False: changes made here have no effect and are reported as refused. */
  readonly mayWrite: ReadonlySignal<boolean>;
  /** Everything as one update (Yjs, version 1), to be kept or exported. */
  snapshot(): Bytes;
  /** Merges what was kept, as one update or several: nothing is lost, whatever has been changed since. */
  restore(update: Uint8Array): Result<void, Refusal>;
  /** Each change as an update, right after it was made; together with a snapshot from before they are everything. */
  onUpdate(listener: (update: Bytes, origin: ChangeOrigin) => void): Unsubscribe;
}

export interface SharedMap<T extends Json = Json> {
  get(key: string): T | undefined;
  has(key: string): boolean;
  set(key: string, value: T): void;
  delete(key: string): void;
  keys(): readonly string[];
  entries(): readonly (readonly [string, T])[];
  readonly size: number;
  toJSON(): Readonly<Record<string, T>>;
  /** With the keys that changed, once a transaction. */
  observe(listener: (keys: ReadonlySet<string>, origin: ChangeOrigin) => void): Unsubscribe;
}

export interface SharedList<T extends Json = Json> {
  get(index: number): T | undefined;
  readonly length: number;
  /** `index` from 0 to `length`; what is beyond throws a RangeError. */
  insert(index: number, values: readonly T[]): void;
  push(...values: readonly T[]): void;
  delete(index: number, count?: number): void;
  toJSON(): readonly T[];
  observe(listener: (delta: Delta<readonly T[]>, origin: ChangeOrigin) => void): Unsubscribe;
}

/** Positions and lengths are in UTF-16 units. */
export interface SharedText {
  readonly length: number;
  toString(): string;
  insert(index: number, text: string): void;
  delete(index: number, count: number): void;
  applyDelta(delta: Delta<string>): void;
  observe(listener: (delta: Delta<string>, origin: ChangeOrigin) => void): Unsubscribe;
  /**
   * A position that moves with the text around it, to be told to others; `stickTo` is the side it stays at when
   * something is inserted right there. At most 120 characters.
   */
  anchor(index: number, stickTo?: 'before' | 'after'): string;
  /** Where an anchor is now; undefined when it is none of this text, or of a part not known yet. */
  indexOf(anchor: string): number | undefined;
}

/** A change from its start to its end; what is not named stays. */
export type Delta<I> = readonly DeltaStep<I>[];

export type DeltaStep<I> = { readonly retain: number } | { readonly insert: I } | { readonly delete: number };

export interface UndoStack {
  readonly canUndo: ReadonlySignal<boolean>;
  readonly canRedo: ReadonlySignal<boolean>;
  undo(): void;
  redo(): void;
  /** What comes next is a step of its own; else what is changed within half a second is one. */
  endStep(): void;
}

/**
 * What members show of themselves while they do it: typing, cursors. A state belongs to the proven sender, holds for as
 * long as it is here, and is kept nowhere. It reaches linked members, newest first, and may skip states. What has to
 * reach everybody (name, space, away) is in the roster instead.
 */
export interface Presence {
  /** Of the others, by peer; fields as last heard. */
  readonly states: ReadonlySignal<ReadonlyMap<PeerId, PresenceState>>;
  /** One's own. */
  readonly own: ReadonlySignal<PresenceState>;
  /** Sets one field, or takes it away with undefined. Everything together has at most 2,000 characters of JSON. */
  set(field: string, value: Json | undefined): void;
  /** A field with a type, of those who are here. Declared once: the same object each time for one name. */
  field<T extends Json>(declared: PresenceField<T>): SaidField<T>;
}

/** What is said of a moment, and over when it is not said again. */
export interface PresenceField<T extends Json> {
  /** Begins with the feature's id, unless all share it. */
  readonly name: string;
  /** What does not hold against it counts as not said. */
  readonly value: Schema<T>;
  /**
   * So long after it was said last it is over; half as long again after it was heard last for those to whom the word of
   * that got lost.
   */
  readonly holdsMs: number;
  /** The space that it is about: of those who may not write there it is not heard. */
  readonly spaceOf?: (value: T) => string;
}

export interface SaidField<T extends Json> {
  /** Says it, or says it again: as often as one likes, it is sent no more often than needed. */
  say(value: T): void;
  /** It is over before its time. */
  takeBack(): void;
  /**
   * By person, others only: the newest of what their instances say. Nobody is in it who left, whose link is interrupted,
   * or who is this person elsewhere.
   */
  readonly said: ReadonlySignal<ReadonlyMap<IdentityId, T>>;
}

export type PresenceState = Readonly<Record<string, Json>>;
