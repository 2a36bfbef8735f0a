// One device with its store, and a person who enters rooms on it again and again, each time as if the page were new.

import { signal } from '@preact/signals-core';
import { createKeeping, type Keeping } from '../../src/app/keeping/keeping.ts';
import type { HoldLock } from '../../src/app/keeping/keeper-ports.ts';
import * as keepers from '../../src/app/keeping/keeper.ts';
import type { ProfileState } from '../../src/app/profile.ts';
import { createSession, type Session, type Visit } from '../../src/app/session.ts';
import { chat } from '../../src/features/chat/index.ts';
import type { Chat } from '../../src/features/chat/model.ts';
import { createMemoryStore } from '../../src/platform/storage.ts';
import type { RandomSource } from '../../src/primitives/random.ts';
import { ok, type Result } from '../../src/primitives/result.ts';
import type { RoomCode } from '../../src/room/room-code.ts';
import { createGhostIdentity, openSession, type LocalPeer } from '../../src/secure/identity.ts';
import { createDetachedDocs } from './detached-docs.ts';
import { createFakeAuthority } from './fake-authority.ts';
import { createFakeCrypto } from './fake-crypto.ts';
import { createFakeRoom, type FakeRoom } from './fake-room.ts';
import { createFaultyStore, type FaultyStore } from './faulty-store.ts';
import { createSeededRandom } from './seeded-random.ts';
import { createSimClock, settle, type SimClock } from './sim-clock.ts';
import { NO_MESH } from './no-mesh.ts';

export const RIVER = ['slow', 'river', 'window', 'seven', 'other', 'lamp'] as readonly string[] as RoomCode;
export const HARBOUR = ['old', 'harbour', 'seven', 'lamp', 'other', 'slow'] as readonly string[] as RoomCode;

export interface Tab {
  readonly session: Session;
  readonly keeping: Keeping;
  /** The room entered last. */
  readonly room: () => FakeRoom;
  readonly enter: (code?: RoomCode) => Promise<Visit>;
  /** What the talk shows. */
  readonly texts: () => readonly string[];
  readonly say: (text: string) => void;
  /** Runs what is due within `ms`, and everything that follows from it. */
  readonly pass: (ms: number) => Promise<void>;
  /** The keeper, loaded. */
  readonly keeper: () => Promise<keepers.Keeper>;
}

export interface Device {
  readonly store: FaultyStore;
  readonly peer: LocalPeer;
  /** The folders of files that were spared, each time files were forgotten. */
  readonly spared: string[][];
  /** A page that has just been opened; `as` another person than the first. */
  readonly openTab: (as?: LocalPeer) => Promise<Tab>;
}

export async function makeDevice(seed = 1): Promise<Device> {
  const random = createSeededRandom(seed);
  const crypto = createFakeCrypto(random);
  const store = createFaultyStore(createMemoryStore());
  const locks = createLocks();
  const spared: string[][] = [];
  const clock = createSimClock();
  const makePeer = async () => openSession(await createGhostIdentity({ crypto, random }), random, crypto);
  const peer = await makePeer();
  return {
    store,
    peer,
    spared,
    async openTab(as = peer) {
      const { session, last } = openRooms(random);
      const profile = signal<ProfileState>({ kind: 'ready', peer: as, mode: 'device' });
      const keeping = createKeeping({
        store,
        crypto,
        random,
        session,
        profile,
        clock,
        wallTimeMs: () => 1_000,
        holdLock: locks,
        forgetFiles: async (except) => void spared.push([...except]),
        loadKeeper: async () => keepers,
      });
      await settle();
      return tabOf({ session, keeping, clock, last });
    },
  };
}

/** Another person on the same device. */
export async function makeStranger(seed: number): Promise<LocalPeer> {
  return (await makeDevice(seed)).peer;
}

/** What is written in one of them is told apart from what is written in the next. */
let visits = 0;

/** Rooms whose messages have ids of their own, however often they are entered. */
function openRooms(random: RandomSource) {
  let last: FakeRoom | undefined;
  const session = createSession({
    ...createFakeRoom().context,
    random,
    async openRoom(request) {
      visits += 1;
      last = createFakeRoom([], `visit-${visits}`);
      const { room } = last.context;
      const nothing = () => undefined;
      return ok({
        docs: createDetachedDocs('a', { visit: visits }),
        features: [chat],
        room: {
          ...room,
          code: request.code,
          owner: request.owner,
          authority: createFakeAuthority().port,
          brokers: signal([]),
          isIntercepted: signal(false),
          linkFacts: nothing,
          meshSummary: () => NO_MESH,
          retry: nothing,
          tryNow: nothing,
          setName: nothing,
          setStatus: nothing,
          setSpace: nothing,
          setAttention: nothing,
          disconnect: nothing,
          leave: nothing,
          dispose: nothing,
        },
      });
    },
  });
  return { session, last: () => last };
}

interface TabParts {
  readonly session: Session;
  readonly keeping: Keeping;
  readonly clock: SimClock;
  readonly last: () => FakeRoom | undefined;
}

function tabOf({ session, keeping, clock, last }: TabParts): Tab {
  const room = () => last() ?? createFakeRoom();
  const talk = (): Chat | undefined => {
    const state = session.state.value;
    return state.kind === 'home' ? undefined : (state.visit.spaces[0]?.model as Chat);
  };
  return {
    session,
    keeping,
    room,
    async enter(code = RIVER) {
      const visit = must(await session.join({ code, owner: undefined }));
      await settle();
      return visit;
    },
    texts: () =>
      talk()?.room.rows.value.flatMap((row) =>
        row.kind === 'message' && row.body.kind === 'text' ? [row.body.text] : [],
      ) ?? [],
    say(text) {
      // However much is said at once.
      void talk()?.threadOf('room').write({ kind: 'text', text, mentions: [], files: [] });
    },
    async pass(ms) {
      await settle();
      await clock.advance(ms);
      await settle();
    },
    async keeper() {
      const keeper = await keeping.use();
      if (!keeper) throw new Error('nothing may be kept here');
      return keeper;
    },
  };
}

/** Names held by one tab at a time, the others in line. */
function createLocks(): HoldLock {
  const lines = new Map<string, { isOver: boolean; readonly over: Promise<void> }>();
  return async (name, signal, onWait) => {
    const before = lines.get(name);
    const held = new Promise<void>((resolve) => signal.addEventListener('abort', () => resolve()));
    const over = Promise.all([before?.over, held]).then(() => {
      mine.isOver = true;
    });
    const mine = { isOver: false, over };
    lines.set(name, mine);
    if (before && !before.isOver) {
      onWait();
      await before.over;
    }
    return !signal.aborted;
  };
}

export function must<T, E>(result: Result<T, E>): T {
  if (!result.ok) throw new Error(String(result.error));
  return result.value;
}
