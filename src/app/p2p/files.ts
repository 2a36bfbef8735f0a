// Files for scripts: those of the room's own space, with what a press there does and no more. What scripts take and offer
// stands on the screen like anything else.

import { effect, untracked } from '@preact/signals-core';
import type { FileSharing, SharedFile, ShareRefusal } from '../../features/file-sharing.ts';
import type { Clock } from '../../primitives/clock.ts';
import type { Disposable } from '../../primitives/disposable.ts';
import { createTokenBucket } from '../../primitives/token-bucket.ts';
import type { P2pFile } from './api.ts';
import { ConnectionError, SecurityError } from './errors.ts';

export interface ScriptFiles extends Disposable {
  readonly all: readonly P2pFile[];
  share(file: File): P2pFile;
  get(id: string): Promise<Blob>;
}

export interface ScriptFilesWorld {
  readonly clock: Clock;
  readonly onFile: (file: P2pFile) => void;
}

/** Each is two messages to everybody: this stays below what others take (swarm/protocol.ts). */
const OFFER_RATE = { perSecond: 1 / 3, burst: 20 };

export function createScriptFiles(
  sharing: FileSharing | undefined,
  { clock, onFile }: ScriptFilesWorld,
): ScriptFiles {
  const allowance = createTokenBucket(OFFER_RATE);
  const waiting = new Set<(error: ConnectionError) => void>();
  const stop = sharing ? tellFiles(sharing, onFile) : () => undefined;

  function here(): FileSharing {
    if (sharing) return sharing;
    throw new ConnectionError('unsupported', 'this room has no files');
  }

  function find(id: string): SharedFile {
    const found = here()
      .files.peek()
      .find((file) => file.id === id);
    if (!found) throw new ConnectionError('unknown-file', 'no file of this id is offered in the room');
    return found;
  }

  return {
    get all() {
      return here().files.peek().map(viewOf);
    },
    share(file) {
      if (!(file instanceof File)) throw new ConnectionError('invalid-file', 'a file is a File');
      if (!allowance.take(clock.nowMs(), 1))
        throw new ConnectionError('rate-limited', 'at most 20 files a minute; try again in a moment');
      const { ids, refused } = here().share([{ file, folders: [] }]);
      const [id] = ids;
      if (id === undefined) throw refusalOf(refused);
      return viewOf(find(id));
    },
    async get(id) {
      const files = here();
      const { state, isOwn } = find(id);
      if (!isOwn && state !== 'complete') {
        files.get(id);
        await whenWhole(files, id, waiting);
      }
      const bytes = await files.blob(id);
      if (!bytes) throw new ConnectionError('file-unreadable', 'the file went to a place that is not read');
      return bytes;
    },
    dispose() {
      stop();
      for (const end of waiting) end(new ConnectionError('left', 'the room was left'));
    },
  };
}

/** What was there before anybody listened is not news. */
function tellFiles({ files }: FileSharing, onFile: (file: P2pFile) => void): () => void {
  let before = new Map(files.peek().map(({ id, state }) => [id, state]));
  return effect(() => {
    const now = files.value;
    untracked(() => {
      const changed = now.filter(({ id, state }) => before.get(id) !== state);
      before = new Map(now.map(({ id, state }) => [id, state]));
      for (const file of changed) onFile(viewOf(file));
    });
  });
}

/** However long that takes: it ends when it is here, failed, was stopped, or the room was left. */
async function whenWhole(
  { files }: FileSharing,
  id: string,
  waiting: Set<(error: ConnectionError) => void>,
): Promise<void> {
  let end = (): void => undefined;
  const whole = new Promise<void>((resolve, reject) => {
    const stop = effect(() => {
      const state = files.value.find((file) => file.id === id)?.state;
      if (state === 'complete') resolve();
      else if (state === undefined || state === 'offered')
        reject(new ConnectionError('file-stopped', 'the file was stopped, or is offered no more'));
      else if (state === 'failed')
        reject(new ConnectionError('file-failed', 'the file did not come; the files of the room say why'));
    });
    waiting.add(reject);
    end = () => {
      waiting.delete(reject);
      stop();
    };
  });
  await whole.finally(end);
}

function refusalOf(refused: ShareRefusal | undefined): ConnectionError | SecurityError {
  if (refused === 'may-not-write')
    return new SecurityError('read-only', 'only some may offer files in this room');
  if (refused === 'too-large') return new ConnectionError('file-too-large', 'a file has at most 16 GiB');
  return new ConnectionError('too-many-files', 'as many files as a room takes are offered here');
}

function viewOf({ id, name, sizeBytes, type, from, isOwn, state, done }: SharedFile): P2pFile {
  return { id, name, size: sizeBytes, type, from, isOwn, state, progress: done };
}
