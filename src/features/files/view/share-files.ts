// Offering what was dropped, pasted or chosen, and what to say of it when not all of it could be.

import { useCallback, useState } from 'preact/hooks';
import type { ChosenFile, FilesModel, FilesProblem } from '../api.ts';
import { withLooks } from '../../../platform/files/picture-look.ts';
import { MAX_LOOK_BYTES } from '../../../swarm/manifest.ts';
import { takeDropped } from '../../../platform/files/dropped-files.ts';

export type ShareProblem = FilesProblem | { readonly code: 'unreadable'; readonly count: number };

export interface Sharing {
  readonly problems: readonly ShareProblem[];
  readonly offer: (files: readonly ChosenFile[]) => void;
  readonly takeIn: (transfer: DataTransfer) => void;
  /** What is read first; undefined for what cannot be. */
  readonly offerRead: (read: () => Promise<File | undefined>) => void;
  readonly dismiss: () => void;
}

export function useSharing(model: FilesModel): Sharing {
  const [problems, setProblems] = useState<readonly ShareProblem[]>([]);
  const share = useCallback(
    async (files: readonly ChosenFile[], unreadable: number) => {
      const looked = await withLooks(files, MAX_LOOK_BYTES);
      const refused: readonly ShareProblem[] = files.length > 0 ? model.offer(looked) : [];
      const unread = unreadable > 0 ? [{ code: 'unreadable', count: unreadable } as const] : [];
      setProblems([...refused, ...unread]);
    },
    [model],
  );
  const offer = useCallback((files: readonly ChosenFile[]) => void share(files, 0), [share]);
  const takeIn = useCallback(
    (transfer: DataTransfer) =>
      void takeDropped(transfer).then(({ files, unreadable }) => share(files, unreadable)),
    [share],
  );
  const offerRead = useCallback(
    (read: () => Promise<File | undefined>) =>
      void read().then((file) => share(file ? [{ file, folders: [] }] : [], file ? 0 : 1)),
    [share],
  );
  return { problems, offer, takeIn, offerRead, dismiss: () => setProblems([]) };
}
