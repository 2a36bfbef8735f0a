// The rows as they stand in the list: single files, and the files of one shared folder as a group that sums them. Pure.

import type { SwarmFailure } from '../../../swarm/swarm-state.ts';
import type { FileId, FilePerson, FileRow } from '../api.ts';

export interface FolderItem {
  readonly kind: 'folder';
  readonly key: string;
  readonly name: string;
  readonly from: FilePerson;
  readonly rows: readonly FileRow[];
}

export interface FileItem {
  readonly kind: 'file';
  readonly key: string;
  readonly row: FileRow;
}

export type ListItem = FileItem | FolderItem;

/** In the order of the rows; a folder stands where its first file does. */
export function groupRows(rows: readonly FileRow[]): readonly ListItem[] {
  const items: ListItem[] = [];
  const folders = new Map<string, FileRow[]>();
  for (const row of rows) {
    const name = row.folders[0];
    if (name === undefined) {
      items.push({ kind: 'file', key: row.id, row });
      continue;
    }
    const key = `${row.from.identityId}/${name}`;
    const known = folders.get(key);
    if (known) known.push(row);
    else {
      const inIt = [row];
      folders.set(key, inIt);
      items.push({ kind: 'folder', key, name, from: row.from, rows: inIt });
    }
  }
  return items;
}

export interface FolderSum {
  readonly sizeBytes: number;
  /** 0 to 1. */
  readonly done: number;
  readonly here: number;
  readonly downRate: number;
  /** Files that each of these can be done with. */
  readonly offered: readonly FileId[];
  readonly retriable: readonly FileId[];
  /** Can be paused: what comes or waits for somebody, and of one's own what others can have. */
  readonly running: readonly FileId[];
  readonly paused: readonly FileId[];
  /** So many come, or are about to. */
  readonly moving: number;
  readonly stuck: readonly { readonly waitsFor: FilePerson | undefined }[];
  readonly failed: readonly { readonly row: FileRow; readonly failure: SwarmFailure }[];
}

export function sumFolder(rows: readonly FileRow[]): FolderSum {
  const sizeBytes = rows.reduce((sum, row) => sum + row.sizeBytes, 0);
  const haveBytes = rows.reduce((sum, row) => sum + haveOf(row), 0);
  const idsOf = (...kinds: readonly FileRow['state']['kind'][]) =>
    rows.filter(({ state, isOwn }) => !isOwn && kinds.includes(state.kind)).map(({ id }) => id);
  const failed = rows.flatMap((row) =>
    row.state.kind === 'failed' ? [{ row, failure: row.state.failure }] : [],
  );
  return {
    sizeBytes,
    done: sizeBytes === 0 ? 1 : haveBytes / sizeBytes,
    here: rows.filter((row) => isHere(row)).length,
    downRate: rows.reduce((sum, row) => sum + row.downRate, 0),
    offered: idsOf('offered'),
    retriable: failed.filter(({ failure }) => failure.code !== 'contradiction').map(({ row }) => row.id),
    running: [...idsOf('opening', 'fetching', 'stuck'), ...rows.filter(isGiven).map(({ id }) => id)],
    paused: rows.filter(({ state }) => state.kind === 'paused').map(({ id }) => id),
    moving: idsOf('opening', 'fetching').length,
    stuck: rows.flatMap(({ state }) => (state.kind === 'stuck' ? [state] : [])),
    failed,
  };
}

/** One's own that others can have. */
function isGiven({ isOwn, state, done }: FileRow): boolean {
  return isOwn && done >= 1 && state.kind !== 'paused' && state.kind !== 'failed';
}

function haveOf(row: FileRow): number {
  return isHere(row) ? row.sizeBytes : row.haveBytes;
}

export function isHere(row: FileRow): boolean {
  return row.isOwn || row.state.kind === 'complete';
}

/** The file that stands large: the one its person chose, else the one that has been coming longest. */
export function focusOf(rows: readonly FileRow[], chosen: FileId | undefined): FileRow | undefined {
  const picked = rows.find(({ id }) => id === chosen);
  if (picked) return picked;
  const coming = rows.filter(({ isOwn, state }) => !isOwn && state.kind === 'fetching');
  return coming.findLast(({ sourceCount }) => sourceCount > 0) ?? coming.at(-1);
}
