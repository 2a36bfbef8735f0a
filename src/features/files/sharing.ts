// The files of the space for those outside of it, by names that mean the same to everybody in the room.

import { computed } from '@preact/signals-core';
import type { FileSharing, SharedFile, SharedFileState, SharedRef } from '../file-sharing.ts';
import type { ChosenFile, FileId, FileRow, FilesModel } from './api.ts';
import { fileIdOf, sharedIdOf } from './shared-id.ts';

export function createSharing(model: FilesModel): FileSharing {
  const rowOf = (id: FileId) => model.rows.peek().find((row) => row.id === id);
  return {
    files: computed(() => model.rows.value.map(sharedFile)),
    share(files, to) {
      const { ids, offered, problems } = model.share(files, to);
      return { ids: ids.map(sharedIdOf), refs: refsOf(ids, offered), refused: problems[0]?.code };
    },
    async withRoots(refs) {
      const roots = await model.rootsOf(refs.map(({ id }) => fileIdOf(id)));
      return refs.map((ref, at) => ({ ...ref, ...(roots[at] === undefined ? {} : { root: roots[at] }) }));
    },
    get(shared) {
      const id = fileIdOf(shared);
      if (rowOf(id)?.state.kind === 'paused') model.resume(id);
      else model.get(id);
    },
    blob: async (shared) => model.blob(fileIdOf(shared)),
  };
}

/** Single files by themselves, and those of one folder as that. */
function refsOf(ids: readonly FileId[], offered: readonly ChosenFile[]): readonly SharedRef[] {
  const refs = new Map<string, SharedRef>();
  for (const [at, { file, folders }] of offered.entries()) {
    const id = sharedIdOf(ids[at] ?? '');
    const [folder] = folders;
    const { name, type, size: sizeBytes } = file;
    if (folder === undefined) refs.set(id, { id, name, type, sizeBytes });
    else {
      const known = refs.get(`/${folder}`) ?? { id, name: folder, type: '', sizeBytes: 0, count: 0 };
      const { count = 0 } = known;
      refs.set(`/${folder}`, { ...known, sizeBytes: known.sizeBytes + sizeBytes, count: count + 1 });
    }
  }
  return Array.from(refs.values());
}

function sharedFile({ id, name, mimeType, sizeBytes, from, isOwn, state, done }: FileRow): SharedFile {
  return {
    id: sharedIdOf(id),
    name,
    type: mimeType,
    sizeBytes,
    from: from.identityId,
    isOwn,
    state: STATES[state.kind],
    done,
  };
}

const STATES: Readonly<Record<FileRow['state']['kind'], SharedFileState>> = {
  offered: 'offered',
  opening: 'coming',
  fetching: 'coming',
  finishing: 'coming',
  paused: 'paused',
  stuck: 'stuck',
  complete: 'complete',
  failed: 'failed',
};
