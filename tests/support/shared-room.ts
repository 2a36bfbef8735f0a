// Simulated rooms with shared documents, and what it means that all agree.

import { createSharedDocs, type SharedDocsOptions } from '../../src/sync/create-shared-docs.ts';
import type { SharedDoc, SharedDocs } from '../../src/sync/shared-docs.ts';
import type { MakeRoomOptions, SimRoom, SimWorld } from './make-room.ts';
import { createSeededRandom } from './seeded-random.ts';

export const KEY = 'notes';

export interface SharingRoom {
  readonly room: SimRoom;
  readonly docs: SharedDocs;
  /** The one that all have open. */
  readonly doc: SharedDoc;
}

export type ShareOptions = MakeRoomOptions & { readonly sharing?: Partial<SharedDocsOptions> };

let visits = 0;

/** One more in the room, with a document open. */
export async function joinAndShare(
  world: SimWorld,
  name: string,
  options: ShareOptions = {},
): Promise<SharingRoom> {
  const room = await world.makeRoom(name, options);
  const docs = shareIn(room, world, options.sharing);
  return { room, docs, doc: docs.open(KEY, { space: KEY }) };
}

export function shareIn(
  room: SimRoom,
  world: SimWorld,
  options: Partial<SharedDocsOptions> = {},
): SharedDocs {
  visits += 1;
  const random = createSeededRandom(world.seed * 7 + visits);
  const log = { write: () => undefined };
  const mayWrite: SharedDocsOptions['mayWrite'] = (identity, space) =>
    room.authority.mayWrite(identity, space);
  return createSharedDocs({ room, clock: world.clock, random, log, visit: 0, mayWrite, ...options });
}

/** What a document says, in whatever order it was written. */
export function contentOf(doc: SharedDoc): string {
  const sorted = Object.entries(doc.map('map').toJSON()).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([sorted, doc.list('list').toJSON(), doc.text('text').toString()]);
}

export function allAgree(rooms: readonly SharingRoom[]): boolean {
  return new Set(rooms.map(({ doc }) => contentOf(doc))).size === 1;
}
