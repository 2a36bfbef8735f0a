// Files that messages name, among those of the space: by their offer, or by their content where somebody else offers it.

import type { ReadonlySignal } from '@preact/signals-core';
import { formatHex } from '../../primitives/bytes.ts';
import type { Clock } from '../../primitives/clock.ts';
import { MAX_OFFERS } from '../../swarm/limits.ts';
import type { OfferView } from '../../swarm/swarm-state.ts';
import type { Swarms } from '../../swarm/swarms.ts';
import type { SharedRef } from '../file-sharing.ts';
import type { FileId, FileRow, FilesModel, Found } from './api.ts';
import type { Entries } from './entries.ts';
import { fileIdOf } from './shared-id.ts';

export interface FinderParts {
  readonly rows: ReadonlySignal<readonly FileRow[]>;
  readonly swarms: Pick<Swarms, 'offers'>;
  readonly entries: Pick<Entries, 'get'>;
  readonly clock: Clock;
}

export interface Finder extends Pick<FilesModel, 'find' | 'rootsOf'> {
  /** What these are of is remembered when they are no more. */
  note(offers: readonly OfferView[]): void;
}

export function createFinder({ rows, swarms, entries, clock }: FinderParts): Finder {
  const roots = new RootMemory();
  const isDeclined = (id: FileId) => entries.get(id)?.isDismissed === true;
  return {
    note: (offers) => roots.note(offers),
    find: (ref) => findShared(ref, { rows: rows.value, offers: swarms.offers, roots, isDeclined }),
    rootsOf: (ids) =>
      waitForRoots(() => {
        roots.note(swarms.offers);
        return ids.map((id) => roots.get(id));
      }, clock),
  };
}

/** Long enough for some hundred megabytes on a common machine, and short enough before a message goes. */
const MOST_WAIT_MS = 1_500;
const LOOK_MS = 50;

/** Until all are known, or for a moment. */
async function waitForRoots(
  look: () => readonly (string | undefined)[],
  clock: Clock,
): Promise<readonly (string | undefined)[]> {
  const untilMs = clock.nowMs() + MOST_WAIT_MS;
  while (look().includes(undefined) && clock.nowMs() < untilMs)
    await new Promise<void>((resolve) => clock.schedule(LOOK_MS, resolve));
  return look();
}

/** What offers were of, also those that are no more: the longest known are forgotten first. */
class RootMemory {
  readonly #roots = new Map<FileId, string>();

  get(id: FileId): string | undefined {
    return this.#roots.get(id);
  }

  note(offers: readonly OfferView[]): void {
    for (const { id, manifest } of offers)
      if (manifest.root && !this.#roots.has(id)) this.#roots.set(id, formatHex(manifest.root));
    for (const [oldest] of this.#roots) {
      if (this.#roots.size <= MAX_OFFERS) break;
      this.#roots.delete(oldest);
    }
  }
}

interface Findable {
  readonly rows: readonly FileRow[];
  readonly offers: readonly OfferView[];
  readonly roots: Pick<RootMemory, 'get'>;
  readonly isDeclined: (id: FileId) => boolean;
}

/** A name or size in a reference is nothing to go by: anybody may write anything there. */
function findShared(ref: SharedRef, findable: Findable): Found {
  const { rows, offers, isDeclined } = findable;
  const id = fileIdOf(ref.id);
  const row = rows.find((each) => each.id === id) ?? sameContent(ref, findable);
  if (row) return ref.count === undefined ? { kind: 'file', row } : folderOf(row, rows);
  const isOffered = offers.some((offer) => offer.id === id);
  return isOffered && isDeclined(id) ? { kind: 'declined', id } : { kind: 'gone' };
}

function sameContent({ id, root }: SharedRef, { rows, offers, roots }: Findable): FileRow | undefined {
  const wanted = roots.get(fileIdOf(id)) ?? root;
  if (wanted === undefined) return undefined;
  const isSame = ({ manifest }: OfferView) => manifest.root && formatHex(manifest.root) === wanted;
  const ids = new Set(offers.filter(isSame).map((offer) => offer.id));
  return rows.find((row) => ids.has(row.id));
}

/** The files that its offerer shares in the same folder, as in the list (grouping.ts). */
function folderOf(first: FileRow, rows: readonly FileRow[]): Found {
  const [name] = first.folders;
  if (name === undefined) return { kind: 'file', row: first };
  const isIn = ({ folders, from }: FileRow) =>
    folders[0] === name && from.identityId === first.from.identityId;
  return { kind: 'folder', name, rows: rows.filter(isIn) };
}
