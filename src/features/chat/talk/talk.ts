// What a thread's entries say, as rows: messages with all that was done about them, and notices where everybody should
// know something about the talk itself. Made anew only where something changed.

import { signal } from '@preact/signals-core';
import type { IdentityId } from '../../../primitives/ids.ts';
import type { EntryId, Message, Notice, Row } from '../api.ts';
import type { ChatWorld } from '../chat-world.ts';
import { decodeContent, type Content, type MessageContent } from '../log/content.ts';
import { comparePlaces, isMessageKind, KIND, type Entry } from '../log/entry.ts';
import type { Change, ThreadLog } from '../log/thread-log.ts';
import { claimedMs, idOfRef, isDeleted, pinOf, viewMessage, type Act } from './message-view.ts';
import { hiddenAmong } from './visible.ts';

export interface TalkOptions {
  readonly log: ThreadLog;
  readonly self: IdentityId;
  readonly wallTimeMs: () => number;
  /** Whether that person decides after how long messages vanish. */
  readonly mayRule: (identity: IdentityId) => boolean;
  readonly regardOf: ChatWorld['regardOf'];
}

export interface Shown {
  readonly rows: readonly Row[];
  /** Newest pin last. */
  readonly pinned: readonly Message[];
  /** After how long messages vanish from now on; 0: they stay. */
  readonly timerMs: number;
}

export const MAX_PINNED = 50;
/** Longer than anything honest is on its way: after an outage of 90 s it comes live still. */
const LATE_MS = 120_000;

interface Said {
  readonly entry: Entry;
  content: MessageContent | undefined;
  /** Says nothing that this version understands. */
  readonly isBlank: boolean;
  view: Message | undefined;
}

export class Talk {
  readonly #options: TalkOptions;
  readonly #said = new Map<EntryId, Said>();
  /** By what they are about, which may not be here yet. */
  readonly #acts = new Map<EntryId, readonly Act[]>();
  readonly #timers = new Map<EntryId, number>();
  /** When what belongs further up came, time of day here. */
  readonly #late = new Map<EntryId, number>();
  /** Everybody who did something about a message. */
  readonly #actors = signal<ReadonlySet<IdentityId>>(new Set());
  /** Those of them whose doings count for nothing here. */
  #hidden: ReadonlySet<IdentityId> = new Set();

  constructor(options: TalkOptions) {
    this.#options = options;
  }

  message(id: EntryId): Message | undefined {
    const said = this.#said.get(id);
    return said && !said.isBlank ? this.#viewOf(said) : undefined;
  }

  /** `said`: just now, by their authors. What belongs far above all that was said before is marked. */
  noteLive(said: readonly Entry[]): void {
    const newest = this.#options.log.order.at(-1);
    for (const { id, ms } of said)
      if (newest && newest.ms - ms > LATE_MS) this.#late.set(id, this.#options.wallTimeMs());
  }

  /** What is gone for good with a message is dropped with it. */
  apply({ added, filled, removed }: Change): void {
    for (const entry of removed) this.#remove(entry);
    for (const entry of [...added, ...filled]) this.#read(entry);
    this.#noteActors(added);
  }

  /** Whether there is a good reason that an entry says nothing here. */
  isRightlyEmpty(entry: Entry): boolean {
    return this.#isOver(entry) || isDeleted({ entry, acts: this.#actsOn(entry.id) });
  }

  /** Drops what is over; returns when the next one will be, as a time of day. */
  expire(): number | undefined {
    let nextMs = Infinity;
    for (const said of this.#said.values()) {
      const { lifeMs, ms } = said.entry;
      if (lifeMs === 0 || !said.content) continue;
      if (this.#isOver(said.entry)) this.#purge(said);
      else nextMs = Math.min(nextMs, ms + lifeMs);
    }
    return Number.isFinite(nextMs) ? nextMs : undefined;
  }

  /** `notices`: what stands after an entry, '' before all. Reads signals: who is heard and who may rule changes it. */
  show(notices: ReadonlyMap<EntryId, readonly Notice[]>): Shown {
    this.#hide(hiddenAmong(this.#actors.value, this.#options.regardOf));
    const rows: Row[] = [...(notices.get('') ?? [])];
    const pins: { readonly entry: Entry; readonly message: Message }[] = [];
    let timerMs = 0;
    for (const entry of this.#options.log.order) {
      const said = this.#said.get(entry.id);
      const timer = this.#timerIn(entry);
      if (said && !said.isBlank) {
        const view = this.#viewOf(said);
        rows.push(view);
        const pin = view.isPinned ? pinOf({ acts: this.#shownActsOn(entry.id) }) : undefined;
        if (pin) pins.push({ entry: pin.entry, message: view });
      } else if (timer) {
        timerMs = timer.ms;
        rows.push(timer);
      }
      const after = notices.get(entry.id);
      if (after) rows.push(...after);
    }
    pins.sort((one, other) => comparePlaces(one.entry, other.entry));
    return { rows, pinned: pins.slice(-MAX_PINNED).map(({ message }) => message), timerMs };
  }

  #read(entry: Entry): void {
    const { id, kind, content: encoded } = entry;
    const content = encoded && decodeContent(kind, encoded);
    if (isMessageKind(kind)) return this.#readMessage(entry, content);
    if (!content) return;
    if (content.kind === 'timer') this.#timers.set(id, content.ms);
    else if (kind !== KIND.timer) this.#readAct(entry, content);
  }

  #readMessage(entry: Entry, content: Content | undefined): void {
    const isBlank = entry.content !== undefined && content === undefined;
    const said: Said = { entry, content: content as MessageContent | undefined, isBlank, view: undefined };
    this.#said.set(entry.id, said);
    if (this.isRightlyEmpty(entry)) this.#purge(said);
  }

  #readAct(entry: Entry, content: Content): void {
    if (!('of' in content)) return;
    const target = idOfRef(content.of);
    const acts = this.#actsOn(target).filter((act) => act.entry.id !== entry.id);
    const at = acts.findLastIndex((act) => comparePlaces(act.entry, entry) < 0) + 1;
    this.#acts.set(target, [...acts.slice(0, at), { entry, content }, ...acts.slice(at)]);
    this.#touch(target);
  }

  #remove(entry: Entry): void {
    this.#said.delete(entry.id);
    this.#timers.delete(entry.id);
    this.#late.delete(entry.id);
    if (isMessageKind(entry.kind)) return;
    const content = entry.content && decodeContent(entry.kind, entry.content);
    if (!content || !('of' in content)) return;
    const target = idOfRef(content.of);
    const left = this.#actsOn(target).filter((act) => act.entry.id !== entry.id);
    if (left.length > 0) this.#acts.set(target, left);
    else this.#acts.delete(target);
    this.#touch(target);
  }

  /** It has to be looked at anew. */
  #touch(id: EntryId): void {
    const said = this.#said.get(id);
    if (!said) return;
    said.view = undefined;
    if (this.isRightlyEmpty(said.entry)) this.#purge(said);
  }

  /** What it said goes, with all that it was changed to. */
  #purge(said: Said): void {
    const { log } = this.#options;
    const { id } = said.entry;
    log.dropContent(said.entry);
    said.content = undefined;
    said.view = undefined;
    const isEdit = ({ content }: Act) => content.kind === 'edit';
    for (const { entry } of this.#actsOn(id).filter(isEdit)) log.dropContent(entry);
    const left = this.#actsOn(id).filter((act) => !isEdit(act));
    if (left.length > 0) this.#acts.set(id, left);
    else this.#acts.delete(id);
  }

  #viewOf(said: Said): Message {
    const { entry, content } = said;
    said.view ??= viewMessage({
      entry,
      content,
      acts: this.#shownActsOn(entry.id),
      isSelf: entry.identityId === this.#options.self,
      isExpired: this.#isOver(entry),
      cameAtMs: this.#late.get(entry.id),
    });
    return said.view;
  }

  #timerIn(entry: Entry): Extract<Notice, { what: 'timer' }> | undefined {
    const ms = this.#timers.get(entry.id);
    const { id, identityId } = entry;
    if (ms === undefined || !this.#options.mayRule(identityId)) return undefined;
    return { kind: 'notice', id, atMs: claimedMs(entry), what: 'timer', by: identityId, ms };
  }

  #noteActors(added: readonly Entry[]): void {
    const known = this.#actors.peek();
    const fresh = added.filter(({ kind, identityId }) => !isMessageKind(kind) && !known.has(identityId));
    if (fresh.length > 0)
      this.#actors.value = new Set([...known, ...fresh.map(({ identityId }) => identityId)]);
  }

  /** What these people did is as if it had not been done; they are no authors of what it was done about. */
  #hide(hidden: ReadonlySet<IdentityId>): void {
    const changed = new Set(
      [...hidden, ...this.#hidden].filter((each) => hidden.has(each) !== this.#hidden.has(each)),
    );
    this.#hidden = hidden;
    if (changed.size === 0) return;
    for (const [id, acts] of this.#acts) {
      const said = acts.some(({ entry }) => changed.has(entry.identityId)) ? this.#said.get(id) : undefined;
      if (said) said.view = undefined;
    }
  }

  #shownActsOn(id: EntryId): readonly Act[] {
    const acts = this.#actsOn(id);
    return this.#hidden.size === 0 ? acts : acts.filter(({ entry }) => !this.#hidden.has(entry.identityId));
  }

  #actsOn(id: EntryId): readonly Act[] {
    return this.#acts.get(id) ?? [];
  }

  #isOver({ lifeMs, ms }: Entry): boolean {
    return lifeMs > 0 && ms + lifeMs <= this.#options.wallTimeMs();
  }
}
