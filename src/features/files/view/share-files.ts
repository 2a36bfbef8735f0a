// Offering what was dropped, pasted or chosen, and what to say of it when not all of it can be: before anything is offered.

import { useCallback, useEffect, useState } from 'preact/hooks';
import type { FilesModel, FilesProblem } from '../api.ts';
import {
  NOTHING_LEFT,
  takeDropped,
  type LeftOut,
  type Taken,
} from '../../../platform/files/dropped-files.ts';
import { withLooks } from '../../../platform/files/picture-look.ts';
import { MAX_LOOK_BYTES } from '../../../swarm/manifest.ts';

export type ShareProblem =
  | FilesProblem
  | { readonly code: 'unreadable'; readonly count: number }
  | { readonly code: 'too-deep' | 'cut' | 'empty' };

/** Whether to offer what is left. */
export interface AskedShare {
  readonly problems: readonly ShareProblem[];
  readonly count: number;
  readonly confirm: () => void;
  readonly cancel: () => void;
}

export interface Sharing {
  readonly problems: readonly ShareProblem[];
  readonly asked: AskedShare | undefined;
  readonly offer: (taken: Taken) => void;
  readonly takeIn: (transfer: DataTransfer) => void;
  /** What is read first; undefined for what cannot be. */
  readonly offerRead: (read: () => Promise<File | undefined>) => void;
  readonly dismiss: () => void;
}

export function useSharing(model: FilesModel): Sharing {
  const [problems, setProblems] = useState<readonly ShareProblem[]>([]);
  const [asked, setAsked] = useState<AskedShare>();
  const offer = useCallback(
    ({ files, left }: Taken) => {
      const { count, problems: refused } = model.foresee(files);
      const known = [...refused, ...problemsOf(left)];
      const give = async () => {
        setAsked(undefined);
        const after = model.offer(await withLooks(files, MAX_LOOK_BYTES));
        setProblems(after.filter(({ code }) => known.every((each) => each.code !== code)));
      };
      if (count === 0) setProblems(known.length === 0 && left.emptyFolders > 0 ? [{ code: 'empty' }] : known);
      else if (known.length === 0) void give();
      else
        setAsked({
          count,
          problems: known,
          confirm: () => void give(),
          cancel: () => setAsked(undefined),
        });
    },
    [model],
  );
  const takeIn = useCallback((transfer: DataTransfer) => void takeDropped(transfer).then(offer), [offer]);
  const offerRead = useCallback(
    (read: () => Promise<File | undefined>) =>
      void read().then((file) =>
        offer({
          files: file ? [{ file, folders: [] }] : [],
          left: { ...NOTHING_LEFT, unreadable: file ? 0 : 1 },
        }),
      ),
    [offer],
  );
  usePaste(takeIn);
  return { problems, asked, offer, takeIn, offerRead, dismiss: () => setProblems([]) };
}

function problemsOf({ unreadable, isTooDeep, isTooMany }: LeftOut): readonly ShareProblem[] {
  return [
    ...(unreadable > 0 ? [{ code: 'unreadable', count: unreadable } as const] : []),
    ...(isTooDeep ? [{ code: 'too-deep' } as const] : []),
    ...(isTooMany ? [{ code: 'cut' } as const] : []),
  ];
}

/** Files on the clipboard; text that is pasted into a field stays there. */
function usePaste(onTransfer: (transfer: DataTransfer) => void): void {
  useEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const { clipboardData, target } = event;
      const isField = target instanceof HTMLElement && target.matches('input, textarea, [contenteditable]');
      if (isField || !clipboardData?.types.includes('Files')) return;
      event.preventDefault();
      onTransfer(clipboardData);
    };
    document.addEventListener('paste', paste);
    return () => document.removeEventListener('paste', paste);
  }, [onTransfer]);
}
