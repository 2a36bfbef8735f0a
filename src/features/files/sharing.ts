// The files of the space for those outside of it, by names that mean the same to everybody in the room.

import { computed } from '@preact/signals-core';
import type { FileSharing, SharedFile, SharedFileState } from '../file-sharing.ts';
import type { FileId, FileRow, FilesModel } from './api.ts';
import { fileIdOf, sharedIdOf } from './shared-id.ts';

export function createSharing(model: FilesModel): FileSharing {
  const rowOf = (id: FileId) => model.rows.peek().find((row) => row.id === id);
  return {
    files: computed(() => model.rows.value.map(sharedFile)),
    share(files) {
      const { ids, problems } = model.share(files.map((file) => ({ file, folders: [] })));
      return { ids: ids.map(sharedIdOf), refused: problems[0]?.code };
    },
    get(shared) {
      const id = fileIdOf(shared);
      if (rowOf(id)?.state.kind === 'paused') model.resume(id);
      else model.get(id);
    },
    blob: async (shared) => model.blob(fileIdOf(shared)),
  };
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
