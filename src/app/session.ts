// What the person is doing: at home, on the way into a room, or in it. Makes the features' models at the door and
// disposes them on leaving. Knows nothing of brokers, keys or screens.

import { computed, effect, signal, type ReadonlySignal, type Signal } from '@preact/signals-core';
import type { Clock } from '../primitives/clock.ts';
import { createDisposables, type Disposable } from '../primitives/disposable.ts';
import type { Log } from '../primitives/log.ts';
import type { RandomSource } from '../primitives/random.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import type { Feature, FeatureContext } from '../features/feature.ts';
import type { FileSharing } from '../features/file-sharing.ts';
import { joinHoldings, type Holding } from '../features/holding.ts';
import { createHandedLinks, type HandedLinks } from '../room/invite/handed-links.ts';
import { createPastInvitations, type PastInvitations } from '../room/invite/past-invitations.ts';
import { createRoomCode, type RoomCode } from '../room/room-code.ts';
import { formatRoomAddress, type RoomAddress } from '../room/room-link.ts';
import type { Company } from '../room/company.ts';
import type { Room } from '../room/room.ts';
import type { SharedDocs } from '../sync/shared-docs.ts';
import { watchDocs, type WatchedDocs } from '../sync/watched-docs.ts';

/** A feature at work in this room. */
export interface Space {
  readonly feature: Feature;
  readonly model: Disposable;
}

/** One stay in one room. */
export interface Visit extends Disposable {
  readonly room: Room;
  /** Documents that everybody here shares. */
  readonly docs: WatchedDocs;
  /** The people here as this person knows them. */
  readonly company: Company | undefined;
  /** The part of the room's link after `/r/`. */
  readonly address: string;
  /** As its owners named the room, else its first two words; signal-backed. */
  readonly title: string;
  readonly entry: Entry;
  readonly spaces: readonly Space[];
  /** The files of the room, where a space is for them. */
  readonly files: FileSharing | undefined;
  /** Id of the space in view. */
  readonly space: ReadonlySignal<string>;
  /** Messages nobody has looked at yet, by space id. */
  readonly unread: ReadonlySignal<ReadonlyMap<string, number>>;
  /** How far what comes has come, 0 to 1; undefined when nothing does. */
  readonly progress: ReadonlySignal<number | undefined>;
  /** Takes links that came about by an invitation from hand to hand. */
  readonly handed: HandedLinks;
  /** Of the invitations that were shown here, what became of them. */
  readonly pastInvitations: PastInvitations;
  /** Whether its person wants neither sound nor number of it; the same in every stay while the page is open. */
  readonly isMuted: Signal<boolean>;
  /** What is held here, and by whom else. */
  readonly holding: ReadonlySignal<Holding>;
  /** Part of something has come and lies in this page alone. */
  readonly isUnfinished: ReadonlySignal<boolean>;
  /** Moves to another space; the others see it. */
  show(space: string): void;
}

/** How somebody came into a room; `returned`: they were in it before the page was loaded anew. */
export type Entry = 'started' | 'invited' | 'returned';

export type SessionState =
  | { readonly kind: 'home' }
  /** Connecting because the person pressed Join; the room's own state says how far it is. */
  | { readonly kind: 'joining'; readonly visit: Visit }
  | { readonly kind: 'room'; readonly visit: Visit };

export interface Session extends Disposable {
  readonly state: ReadonlySignal<SessionState>;
  /** Makes a room and is in it at once: a room works before anybody comes. */
  start(): Promise<Result<Visit, EnterError>>;
  /** `handed`: with the link that led here, when there is one already. */
  join(
    address: RoomAddress,
    entry?: Exclude<Entry, 'started'>,
    handed?: HandedLinks,
  ): Promise<Result<Visit, EnterError>>;
  /** Enters a room that is kept on this device: it can be used at once, whoever is there. */
  reopen(address: RoomAddress): Promise<Result<Visit, EnterError>>;
  /** Says goodbye and goes home. */
  leave(): void;
}

export interface SessionWorld {
  readonly clock: Clock;
  readonly wallTimeMs: () => number;
  readonly random: RandomSource;
  readonly log: Log;
  /** What is kept on this device of the room with these words, for those who enter it. */
  readonly keptState?: ((code: RoomCode) => Promise<Uint8Array | undefined>) | undefined;
  /** What this person lets others know of what they do; signal-backed. */
  readonly tells?: FeatureContext['tells'];
  /** How much of what is shared may lie in memory; signal-backed. */
  readonly memoryBytes?: FeatureContext['memoryBytes'];
  readonly tellMemoryUse?: FeatureContext['tellMemoryUse'];
  /** Opens a room as this person. */
  readonly openRoom: (request: RoomRequest) => Promise<Result<OpenedRoom, EnterError>>;
}

export interface OpenedRoom {
  readonly room: Room;
  /** What everybody in it shares. */
  readonly docs: SharedDocs;
  /** What can be done in it, in the order of navigation; it comes with the room, as nothing before needs it. */
  readonly features: readonly Feature[];
  /** The people in it as this person knows them; without it nobody is known. */
  readonly company?: Company | undefined;
}

/**
 * `locked`: nobody is known here until the passphrase is typed. `incomplete`: this copy of the page was cut short.
 * `overtaken`: the person went elsewhere meanwhile.
 */
export type EnterError = 'locked' | 'incomplete' | 'overtaken';

export interface RoomRequest {
  readonly code: RoomCode;
  /** Undefined for a room of this person's own, and for one joined by words alone. */
  readonly owner: string | undefined;
  readonly isOwn: boolean;
  /** By default no link comes this way. */
  readonly handed?: HandedLinks | undefined;
  /** What is kept on this device of who may do what; see `authority.kept`. */
  readonly kept?: Uint8Array | undefined;
}

export function createSession(world: SessionWorld): Session {
  const state = signal<SessionState>({ kind: 'home' });
  let stopWatching = () => {};
  let entered = 0;
  const muted = new Map<string, Signal<boolean>>();

  function isMutedIn({ code, self }: Room): Signal<boolean> {
    const place = code.join('-') || self.identityId;
    const known = muted.get(place) ?? signal(false);
    muted.set(place, known);
    return known;
  }

  async function enter(
    request: RoomRequest,
    entry: Entry,
    at: 'joining' | 'room',
  ): Promise<Result<Visit, EnterError>> {
    leave();
    const attempt = entered;
    const kept = request.isOwn ? undefined : await world.keptState?.(request.code);
    const { handed = createHandedLinks() } = request;
    const opened = await world.openRoom({ ...request, kept, handed });
    if (!opened.ok) return opened;
    const { room, docs } = opened.value;
    if (attempt !== entered) {
      opened.value.company?.dispose();
      docs.dispose();
      room.leave();
      return err('overtaken');
    }
    const facts = { entry, handed, pastInvitations: createPastInvitations(), isMuted: isMutedIn(room) };
    const visit = createVisit(world, opened.value, facts);
    state.value = { kind: at, visit };
    stopWatching = effect(() => {
      if (state.value.kind === 'joining' && room.state.value.kind === 'open')
        state.value = { kind: 'room', visit };
    });
    return ok(visit);
  }

  function leave(): void {
    entered += 1;
    stopWatching();
    stopWatching = () => {};
    const left = visitOf(state.value);
    state.value = { kind: 'home' };
    left?.dispose();
  }

  return {
    state,
    start: () =>
      enter({ code: createRoomCode(world.random), owner: undefined, isOwn: true }, 'started', 'room'),
    join: ({ code, owner }, entry = 'invited', handed = createHandedLinks()) =>
      enter({ code, owner, isOwn: false, handed }, entry, 'joining'),
    reopen: ({ code, owner }) => enter({ code, owner, isOwn: false }, 'returned', 'room'),
    leave,
    dispose: leave,
  };
}

export function visitOf(state: SessionState): Visit | undefined {
  return state.kind === 'home' ? undefined : state.visit;
}

function sharingIn(spaces: readonly Space[]): FileSharing | undefined {
  for (const { feature, model } of spaces) {
    const sharing = feature.sharing?.(model);
    if (sharing) return sharing;
  }
  return undefined;
}

function createVisit(
  world: SessionWorld,
  opened: OpenedRoom,
  facts: Pick<Visit, 'entry' | 'handed' | 'pastInvitations' | 'isMuted'>,
): Visit {
  const disposables = createDisposables();
  const { clock, random, log, wallTimeMs, tells, memoryBytes, tellMemoryUse } = world;
  const { room, company, features } = opened;
  const docs = watchDocs(opened.docs);
  disposables.add(() => room.leave());
  disposables.add(() => facts.handed.dispose());
  disposables.add(() => docs.dispose());
  disposables.add(() => company?.dispose());
  const regardOf: FeatureContext['regardOf'] = (identity) => company?.regardOf(identity) ?? 'open';
  const standingOf: FeatureContext['standingOf'] = (identity) =>
    company?.familiars.value.get(identity)?.standing;
  const nameOf: FeatureContext['nameOf'] = (identity) => company?.book.people.value.get(identity)?.name;
  const people = { regardOf, standingOf, nameOf };
  const spaces = features.map((feature) => {
    const own = { room, docs, clock, wallTimeMs, random, log, tells, memoryBytes, tellMemoryUse };
    const model = feature.createModel({ ...own, ...people });
    disposables.add(() => model.dispose());
    return { feature, model };
  });
  const space = signal(spaces[0]?.feature.id ?? '');
  disposables.add(effect(() => room.setSpace(space.value)));
  return {
    room,
    docs,
    company,
    address: formatRoomAddress({ code: room.code as RoomCode, owner: room.owner }),
    get title() {
      return room.authority.charter.value.title ?? titleOf(room.code);
    },
    ...facts,
    spaces,
    files: sharingIn(spaces),
    space,
    unread: computed(() => countUnread(spaces)),
    progress: computed(() => progressOf(spaces)),
    holding: computed(() => joinHoldings([...spaces.flatMap(holdingIn), docs.holding.value])),
    isUnfinished: computed(() =>
      spaces.some(({ feature, model }) => feature.unfinished?.(model).value === true),
    ),
    show(id) {
      if (spaces.some((each) => each.feature.id === id)) space.value = id;
    },
    dispose: () => disposables.dispose(),
  };
}

/** `slow river …` becomes "Slow River". */
export function titleOf(code: readonly string[]): string {
  return code
    .slice(0, 2)
    .map((word) => word.charAt(0).toUpperCase() + word.slice(1))
    .join(' ');
}

function holdingIn({ feature, model }: Space): readonly Holding[] {
  const holding = feature.holding?.(model);
  return holding ? [holding.value] : [];
}

function countUnread(spaces: readonly Space[]): ReadonlyMap<string, number> {
  const counts = spaces.map(
    ({ feature, model }) => [feature.id, feature.unread?.(model).value ?? 0] as const,
  );
  return new Map(counts.filter(([, count]) => count > 0));
}

/** Of the first that tells of any. */
function progressOf(spaces: readonly Space[]): number | undefined {
  const told = spaces.map(({ feature, model }) => feature.progress?.(model).value);
  return told.find((each) => each !== undefined);
}
