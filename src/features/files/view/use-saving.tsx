// Saving one file or several where their person wants them. What did not work is said over everything, and may be tried again.

import type { ComponentChild } from 'preact';
import { useState } from 'preact/hooks';
import { saveFile } from '../../../platform/save-file.ts';
import { err } from '../../../primitives/result.ts';
import type { StoreError } from '../../../swarm/chunk-store.ts';
import { safeBlobType } from '../../../swarm/store/safe-type.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { useRoomFace } from '../../room-face.tsx';
import type { FileId, FileRow, FilesModel } from '../api.ts';
import { outcomeOfSaving, type SaveOutcome } from '../files-world.ts';
import { actionWords } from './file-words.ts';
import type { Tongue } from './row-state.ts';
import { savingErrorWords, savingWords } from './saving-words.ts';
import { spaceWords } from './space-words.ts';

export interface Saving {
  /** In answer to a press. */
  readonly save: (row: FileRow) => void;
  /** As one archive. In answer to a press. */
  readonly saveAll: (rows: readonly FileRow[]) => void;
  readonly dialog: ComponentChild;
}

interface FailedSaving {
  readonly name: string;
  readonly code: StoreError['code'];
  readonly again: () => void;
}

export function useSaving(model: FilesModel, tongue: Tongue): Saving {
  const { title } = useRoomFace();
  const [failed, setFailed] = useState<FailedSaving>();
  const run = async (name: string, ids: readonly FileId[], saving: () => Promise<SaveOutcome>) => {
    setFailed(undefined);
    const outcome = await saving();
    if (!outcome.ok)
      return setFailed({ name, code: outcome.error.code, again: () => void run(name, ids, saving) });
    const { value } = outcome;
    if (value === 'kept') return;
    model.saved.value = new Map([...model.saved.peek(), ...ids.map((id) => [id, value] as const)]);
  };
  return {
    save: (row) => void run(row.name, [row.id], () => saveRow(model, row)),
    saveAll(rows) {
      const name = archiveNameOf(rows, tongue, title);
      const ids = rows.map(({ id }) => id);
      void run(name, ids, () => model.saveAll(ids, `${name}.zip`));
    },
    dialog: failed ? (
      <SaveFailed failed={failed} tongue={tongue} onClose={() => setFailed(undefined)} />
    ) : null,
  };
}

interface SaveFailedProps {
  readonly failed: FailedSaving;
  readonly tongue: Tongue;
  readonly onClose: () => void;
}

function SaveFailed({ failed: { name, code, again }, tongue: { say }, onClose }: SaveFailedProps) {
  return (
    <ConfirmDialog
      title={say(savingWords.failed, { name })}
      confirmLabel={say(actionWords.again)}
      cancelLabel={say(actionWords.leaveIt)}
      onConfirm={again}
      onCancel={onClose}
    >
      <p role="alert">{say(savingErrorWords[code])}</p>
    </ConfirmDialog>
  );
}

/** After the folder, if all are of one. */
function archiveNameOf(rows: readonly FileRow[], { say }: Tongue, room: string): string {
  const folder = rows[0]?.folders[0];
  const isOne = folder !== undefined && rows.every(({ folders }) => folders[0] === folder);
  return isOne ? folder : say(spaceWords.archiveName, { room });
}

async function saveRow(model: FilesModel, row: FileRow): Promise<SaveOutcome> {
  const blob = await model.blob(row.id).catch(() => undefined);
  if (!blob) return err({ code: 'missing', detail: 'It cannot be opened.' });
  // Without copying: what a browser would run is not told as such.
  const safe = blob.slice(0, blob.size, safeBlobType(row.mimeType));
  return outcomeOfSaving(await saveFile({ blob: safe, name: row.name }));
}
