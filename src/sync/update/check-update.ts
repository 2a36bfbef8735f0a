// Decides whether an update makes sense by itself and what it takes to apply it: what must be known before, in which
// order its parts depend on each other, and of which kind of place each is. What only the document knows is left to it.

import { err, ok, type Result } from '../../primitives/result.ts';
import type { Content, Id, ParsedUpdate, Range, Section, Struct } from './parse-update.ts';

/** Something written beside what is not in the update: the document must know it, and as a place of this kind. */
export interface OutsideReference extends Id {
  readonly content: Content;
}

/** References that must be to the same place: a named one (`root`, NUL, `key`), or wherever that other unit is. */
export type SamePlace = readonly [Id, Id | string];

export interface CheckedUpdate {
  /** What is said, one range a client. */
  readonly ranges: readonly Range[];
  /** Of each client everything before `clock` must be known first. */
  readonly needs: readonly Id[];
  readonly deletes: readonly Range[];
  readonly outside: readonly OutsideReference[];
  readonly same: readonly SamePlace[];
  /** Roots that are named, with their prefix. */
  readonly roots: readonly string[];
  /** What depends on others comes after them. */
  readonly ordered: readonly Struct[];
}

/** The first letters of a root's name say of which kind it is, so that nobody can mean another. */
export const ROOT_PREFIXES = { map: 'm:', list: 'l:', text: 't:' } as const;
export type RootKind = keyof typeof ROOT_PREFIXES;

export function rootKindOf(name: string): RootKind | undefined {
  if (name.startsWith(ROOT_PREFIXES.text)) return 'text';
  if (name.startsWith(ROOT_PREFIXES.list)) return 'list';
  return name.startsWith(ROOT_PREFIXES.map) ? 'map' : undefined;
}

/** What is deleted may have been anything. */
export function mayHold(kind: RootKind, content: Content): boolean {
  return content === 'deleted' || (content === 'text') === (kind === 'text');
}

/** Of each client, the first clock that the document does not know. */
export type KnownState = (client: number) => number;

/** What the document knows already is taken from it and not from the update, whatever that says about it. */
export function checkUpdate(update: ParsedUpdate, known: KnownState): Result<CheckedUpdate, string> {
  return new Check(update, known).run();
}

/** Where something stands: at a named place, or wherever a unit outside the update does. */
type Place = string | Id;

interface Progress {
  readonly section: Section;
  /** The first clock of it that is new. */
  readonly newFrom: number;
  readonly places: Place[];
  /** Structs that were passed so far, and the clock that they end at. */
  passed: number;
  end: number;
}

class Check {
  readonly #update: ParsedUpdate;
  readonly #progress: ReadonlyMap<number, Progress>;
  readonly #ordered: Struct[] = [];
  readonly #needs = new Map<number, number>();
  readonly #outside: OutsideReference[] = [];
  readonly #same: SamePlace[] = [];
  readonly #roots = new Set<string>();
  /** The reference that was noted last: a run of letters is at one place. */
  #noted: Id | undefined;
  #notedContent: Content | undefined;

  constructor(update: ParsedUpdate, known: KnownState) {
    this.#update = update;
    this.#progress = new Map(
      update.sections.map((section) => [section.client, begin(section, known(section.client))]),
    );
  }

  run(): Result<CheckedUpdate, string> {
    for (const { client, clock } of this.#update.sections) this.#need(client, clock);
    const failure = this.#passAll();
    if (failure) return err(failure);
    const { deletes } = this.#update;
    for (const { client, end } of deletes) this.#need(client, end);
    return ok({
      ranges: this.#update.sections.map(({ client, clock, end }) => ({ client, clock, end })),
      needs: Array.from(this.#needs, ([client, clock]) => ({ client, clock })),
      deletes,
      outside: this.#outside,
      same: this.#same,
      roots: Array.from(this.#roots),
      ordered: this.#ordered,
    });
  }

  #passAll(): string | undefined {
    const sections = Array.from(this.#progress.values());
    const [first] = sections;
    // What one client wrote is in the order of writing, and waits for nobody: every letter that is typed.
    if (first && sections.length === 1) return this.#passAlone(first);
    // Later clients first, as Yjs takes them: it has the least to compare then.
    for (const progress of sections.sort((a, b) => b.section.client - a.section.client)) {
      const failure = this.#pass(progress);
      if (failure) return failure;
    }
    return undefined;
  }

  #passAlone(progress: Progress): string | undefined {
    for (const struct of progress.section.structs) {
      const failure = this.#take(struct, progress);
      if (failure) return failure;
    }
    return undefined;
  }

  /** All of a section, and before each struct whatever of the others it stands beside. Why not, else. */
  #pass(first: Progress): string | undefined {
    const waiting = [first];
    const isWaiting = new Set(waiting);
    for (let top = waiting.at(-1); top; top = waiting.at(-1)) {
      const struct = top.section.structs[top.passed];
      const blocker = struct && this.#blockerOf(struct);
      if (blocker) {
        if (isWaiting.has(blocker)) return 'a circle';
        waiting.push(blocker);
        isWaiting.add(blocker);
        continue;
      }
      const failure = struct && this.#take(struct, top);
      if (failure) return failure;
      // One step was what those below waited for, perhaps.
      if (struct && waiting.length === 1) continue;
      waiting.pop();
      isWaiting.delete(top);
    }
    return undefined;
  }

  /** Of those in the update: the one of which more must be passed first. */
  #blockerOf({ origin, rightOrigin }: Struct): Progress | undefined {
    for (const reference of [origin, rightOrigin]) {
      const progress = reference && this.#progress.get(reference.client);
      if (!progress || !isIn(reference, progress)) continue;
      if (reference.clock >= progress.end) return progress;
    }
    return undefined;
  }

  /** Why not, or undefined. */
  #take(struct: Struct, progress: Progress): string | undefined {
    const isNew = struct.end > progress.newFrom;
    const place = isNew ? this.#placeOf(struct) : '';
    if (place === undefined) return 'a place of no kind';
    if (isNew && typeof place === 'string' && !fits(place, struct.content)) return 'content of another kind';
    progress.places.push(place);
    progress.passed += 1;
    progress.end = struct.end;
    if (!isNew) return undefined;
    if (struct.clock < progress.newFrom) this.#continue(struct, { place, clock: progress.newFrom - 1 });
    this.#ordered.push(struct);
    return undefined;
  }

  /** The part of a struct that is known and the part that is new must be at one place. */
  #continue(
    { client, content }: Struct,
    { place, clock }: { readonly place: Place; readonly clock: number },
  ): void {
    const last = { client, clock };
    this.#note(last, content);
    this.#same.push([last, place]);
  }

  #placeOf({ origin, rightOrigin, root, key, content }: Struct): Place | undefined {
    if (root !== undefined) return this.#namedPlace(root, key);
    const [left, right] = [
      origin && this.#placeAt(origin, content),
      rightOrigin && this.#placeAt(rightOrigin, content),
    ];
    if (left === undefined || right === undefined || left === right) return left ?? right;
    if (typeof left !== 'string') this.#same.push([left, right]);
    else if (typeof right !== 'string') this.#same.push([right, left]);
    else return undefined;
    return left;
  }

  #namedPlace(root: string, key: string | undefined): Place | undefined {
    const kind = rootKindOf(root);
    if (kind === undefined || (kind === 'map') !== (key !== undefined)) return undefined;
    this.#roots.add(root);
    return placeName(root, key);
  }

  #placeAt(reference: Id, content: Content): Place {
    const progress = this.#progress.get(reference.client);
    if (progress && isIn(reference, progress)) {
      const place = progress.places[indexAt(progress.section.structs, reference.clock)];
      if (place === undefined) throw new Error('passed before what it stands beside');
      if (typeof place !== 'string') this.#note(place, content);
      return place;
    }
    this.#need(reference.client, reference.clock + 1);
    this.#note(reference, content);
    return reference;
  }

  #note(reference: Id, content: Content): void {
    if (content === 'deleted' || (this.#noted === reference && this.#notedContent === content)) return;
    this.#noted = reference;
    this.#notedContent = content;
    this.#outside.push({ client: reference.client, clock: reference.clock, content });
  }

  /** What the update itself says need not be known before. */
  #need(client: number, clock: number): void {
    const section = this.#progress.get(client)?.section;
    const needed = section && clock <= section.end && clock > section.clock ? section.clock : clock;
    if (needed > (this.#needs.get(client) ?? 0)) this.#needs.set(client, needed);
  }
}

/** How a named place is written in {@link SamePlace}. */
export function placeName(root: string, key: string | null | undefined): string {
  return `${root}\0${key ?? ''}`;
}

function begin(section: Section, known: number): Progress {
  // What is missing before it is known by the time it can be applied.
  return { section, newFrom: Math.max(section.clock, known), places: [], passed: 0, end: section.clock };
}

function isIn({ clock }: Id, { section, newFrom }: Progress): boolean {
  return clock >= newFrom && clock < section.end;
}

function fits(place: string, content: Content): boolean {
  const kind = rootKindOf(place);
  return kind !== undefined && mayHold(kind, content);
}

/** The struct that holds `clock`, which is known to be in one. */
function indexAt(structs: readonly Struct[], clock: number): number {
  let [low, high] = [0, structs.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((structs[middle]?.end ?? 0) <= clock) low = middle + 1;
    else high = middle;
  }
  return low;
}
