// Opens a room's shared documents, with a worker to examine what others send. A chunk of its own: Yjs comes with it.

import type { Room } from '../room/room.ts';
import { createSharedDocs, type SharedDocsOptions } from '../sync/create-shared-docs.ts';
import type { SharedDocs } from '../sync/shared-docs.ts';
import { createWorkerChecker } from '../sync/update/worker-checker.ts';

export type DocsWorld = Pick<SharedDocsOptions, 'clock' | 'random' | 'log' | 'visit' | 'comparePeriodMs'>;

export function openDocs(world: DocsWorld, room: Room): SharedDocs {
  return createSharedDocs({
    ...world,
    room,
    mayWrite: (identity, space) => room.authority.mayWrite(identity, space),
    checker: createWorkerChecker(world.clock),
  });
}
