// What this person chose about being told: whether the system may, which rooms are muted, whether to leave them alone now.
// Small, as it is there from the start; what watches a room comes with the room.

import { computed, effect, signal, untracked, type ReadonlySignal } from '@preact/signals-core';
import type { ServiceWorkerState } from '../../platform/service-worker.ts';
import { visitOf, type Session, type Visit } from '../session.ts';
import type { Notices, Watched, WatchWorld } from './ports.ts';
import { followQuiet } from './quiet.ts';
import { quietUntilMs } from './quiet-span.ts';

export interface NoticesWorld extends WatchWorld {
  readonly wallTimeMs: () => number;
  readonly session: Pick<Session, 'state'>;
  readonly workerState: ReadonlySignal<ServiceWorkerState>;
  /** What follows a stay until the returned function is called; undefined when this copy of the page is incomplete. */
  readonly loadWatching: () => Promise<{ readonly watchVisit: (watched: Watched) => () => void } | undefined>;
}

export function createNotices(world: NoticesWorld): Notices {
  const { notifications, settings, workerState } = world;
  const granted = signal(notifications.permission);
  notifications.onPermission((permission) => {
    granted.value = permission;
  });
  const permission = computed(() =>
    workerState.value.kind === 'unsupported' ? 'unsupported' : granted.value,
  );
  const quietUntil = followQuiet(world);
  const notices: Notices = {
    permission,
    quietUntil,
    isMuted: (visit) => visit.isMuted.value,
    mute(visit, isMuted) {
      visit.isMuted.value = isMuted;
    },
    beQuiet: (span) => void settings.change({ quietUntilMs: quietUntilMs(span, world.wallTimeMs()) }),
    async setNotifications(areOn) {
      if (areOn && permission.peek() === 'ask') await notifications.ask();
      const hasNotifications = areOn && permission.peek() === 'allowed';
      await settings.change({ hasNotifications });
    },
  };
  followVisits(world, notices);
  return notices;
}

/** For the life of the page. */
function followVisits(world: NoticesWorld, notices: Notices): void {
  const visit = computed(() => visitOf(world.session.state.value));
  effect(() => {
    const current = visit.value;
    return current && untracked(() => follow(world, notices, current));
  });
}

function follow(world: NoticesWorld, notices: Notices, visit: Visit): () => void {
  let isOver = false;
  let stop = () => {};
  void world.loadWatching().then((watching) => {
    if (watching && !isOver) stop = watching.watchVisit({ ...world, notices, visit });
  });
  return () => {
    isOver = true;
    stop();
  };
}
