// The talk of a conversation: what everybody hears, what is between two, and what both need. Knows no DOM and stores
// nothing.

import { computed, effect, untracked, type ReadonlySignal } from '@preact/signals-core';
import { createDisposables } from '../../primitives/disposable.ts';
import { err, ok } from '../../primitives/result.ts';
import type { FeatureContext } from '../feature.ts';
import { MAX_TIMER_MS, type ChatModel, type Thread } from './api.ts';
import { createAttachmentStore, type AttachmentStore } from './attachments/attachment-store.ts';
import { createAuthors, type Authors } from './authors.ts';
import { createClockWatch } from './clock-watch.ts';
import { createDirectThreads } from './direct.ts';
import { forgetSilent, holdingOf } from './holders.ts';
import { createPace } from './pace.ts';
import { openRoomWay } from './room-way.ts';
import type { LiveThread } from './live-thread.ts';
import { createThread } from './thread.ts';

/** A model, and what keeping it needs. */
export interface Chat extends ChatModel {
  readonly threads: ReadonlySignal<readonly LiveThread[]>;
  readonly blobs: AttachmentStore;
  /** The thread of that id; opened when it is not. */
  threadOf(id: Thread['id']): LiveThread;
  restoreAuthors: Authors['restore'];
}

export function createChatModel(context: FeatureContext): Chat {
  const { room, clock } = context;
  const disposables = createDisposables();
  const authors = createAuthors(room);
  const pace = createPace(clock, room);
  const clockWatch = createClockWatch(clock, room);
  const { note: onAhead } = clockWatch;
  const lifeMs = () => main.timerMs.peek();
  const roomWay = openRoomWay(context, context.docs.presence);
  const main = createThread({
    world: context,
    way: roomWay.way,
    lifeMs,
    takeTurn: () => pace.take(),
    mayWrite: () => pace.mayWrite.peek(),
    slowModeMs: (identity) => room.slowModeMs(identity),
    onAhead,
  });
  disposables.add(roomWay.connect(main));
  disposables.add(forgetSilent(room.peers, main.holders));
  const direct = createDirectThreads({ world: context, lifeMs, onAhead });
  const threads = computed(() => [main, ...direct.threads.value]);
  const blobs = createAttachmentStore(context, threads);
  const maySetTimer = computed(() => room.mayRule(room.self.identityId) && pace.mayWrite.value);
  for (const part of [main, direct, blobs, authors, pace, clockWatch]) disposables.add(() => part.dispose());

  const setReadReceipts = (areOn: boolean) => {
    direct.setReadReceipts(areOn);
    main.setReadReceipts(areOn);
  };
  disposables.add(followTells(context, setReadReceipts));

  return {
    room: main,
    direct: direct.threads,
    openDirect: (person) => direct.open(person),
    authors: authors.known,
    peers: room.peers,
    isAlone: computed(() => room.peers.value.length === 0),
    unread: computed(() => threads.value.reduce((sum, { unread }) => sum + unread.value, 0)),
    holding: computed(() => {
      const peers = room.peers.value;
      return holdingOf(main.log, main.holders.read(), { peers, self: room.self.identityId });
    }),
    pace,
    blobs,
    timerMs: main.timerMs,
    maySetTimer,
    setTimer: (ms) => setTimer(main, ms, maySetTimer.peek()),
    isClockOff: clockWatch.isOff,
    setReadReceipts,
    threads,
    threadOf: (id) => (id === 'room' ? main : direct.open(id)),
    restoreAuthors: (earlier) => authors.restore(earlier),
    dispose: () => disposables.dispose(),
  };
}

function followTells({ tells }: Pick<FeatureContext, 'tells'>, set: (areOn: boolean) => void): () => void {
  return effect(() => {
    const areOn = tells?.().read ?? true;
    untracked(() => set(areOn));
  });
}

async function setTimer(
  thread: LiveThread,
  ms: number,
  isAllowed: boolean,
): ReturnType<ChatModel['setTimer']> {
  if (!isAllowed) return err('not-allowed');
  if (!Number.isInteger(ms) || ms < 0 || ms > MAX_TIMER_MS) return err('malformed');
  const id = await thread.write({ kind: 'timer', ms });
  return id === undefined ? err('left') : ok(id);
}
