// What pressing an action does: the model's part, looking at a file, and asking before bytes are thrown away.

import type { ComponentChild } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { canPlay } from '../../../platform/files/can-play.ts';
import { pickFile, pickFolder, type PickFailure } from '../../../platform/files/chosen-places.ts';
import { ok, type Result } from '../../../primitives/result.ts';
import type { ChosenSpot } from '../../../swarm/store/placed-stores.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { lazy } from '../../../ui/lazy.tsx';
import type { FileId, FileRow, FilesModel } from '../api.ts';
import type { SavedAs } from '../files-world.ts';
import { actionWords, confirmWords } from './file-words.ts';
import { percent } from './figures.ts';
import { ForwardFailed, GiveTo, UNREADABLE, type FailedForward } from './GiveTo.tsx';
import { sumFolder } from './grouping.ts';
import type { Action, Tongue } from './row-state.ts';
import { shownTypeOf } from './shown-type.ts';
import { useSaving } from './use-saving.tsx';

const Preview = lazy(async () => (await import('./Preview.tsx')).Preview);

export interface Actions {
  readonly act: (rows: readonly FileRow[], action: Action) => void;
  readonly savedAs: (id: FileId) => SavedAs | undefined;
  /** What asks or shows, over everything. */
  readonly dialogs: ComponentChild;
  /** The place that was chosen last may not be written to. */
  readonly isPlaceRefused: boolean;
  readonly forgetRefusal: () => void;
}

export function useActions(model: FilesModel, tongue: Tongue): Actions {
  const saved = model.saved.value;
  const [shown, setShown] = useState<FileRow>();
  const [given, setGiven] = useState<FileRow>();
  const [asked, setAsked] = useState<{ readonly rows: readonly FileRow[]; readonly action: Action }>();
  const [failed, setFailed] = useState<FailedForward>();
  const [isPlaceRefused, setRefused] = useState(false);
  const savedAs = (id: FileId) => saved.get(id);
  const { save, saveAll, dialog: saveFailed } = useSaving(model, tongue);
  const getTo = async (rows: readonly FileRow[]) => {
    const spot = await pickSpot(rows);
    if (spot.ok)
      model.getTo(
        rows.map(({ id }) => id),
        spot.value,
      );
    setRefused(!spot.ok && spot.error !== 'cancelled');
  };
  const forward = async (row: FileRow) => {
    setFailed(undefined);
    const problems = await model.forward(row.id).catch(() => UNREADABLE);
    if (problems.length > 0) setFailed({ row, problems });
  };
  const act = (rows: readonly FileRow[], action: Action) => {
    const [row] = rows;
    if (action === 'open' || action === 'play') setShown(row);
    else if (action === 'giveTo') setGiven(row);
    else if (action === 'getTo') void getTo(rows);
    else if (action === 'forward') for (const each of rows) void forward(each);
    else if (action === 'saveAll') saveAll(rows);
    else if (action === 'save' && row) save(row);
    else if (rows.some((each) => throwsAway(each, action, savedAs(each.id)))) setAsked({ rows, action });
    else run(model, rows, action);
  };
  // The dialogs are drawn long after they were asked for; the newest of what they call is wanted.
  const latest = useRef(save);
  latest.current = save;
  const dialogs = (
    <>
      {asked ? (
        <Asking
          rows={asked.rows}
          isHanded={asked.rows.every(({ id }) => savedAs(id) !== undefined)}
          tongue={tongue}
          onCancel={() => setAsked(undefined)}
          onConfirm={() => {
            setAsked(undefined);
            run(model, asked.rows, asked.action);
          }}
        />
      ) : null}
      {failed ? (
        <ForwardFailed
          failed={failed}
          tongue={tongue}
          onAgain={() => void forward(failed.row)}
          onClose={() => setFailed(undefined)}
        />
      ) : null}
      {given ? (
        <GiveTo model={model} row={given} tongue={tongue} onClose={() => setGiven(undefined)} />
      ) : null}
      {shown ? (
        <Preview
          row={shown}
          bytes={() => model.blob(shown.id)}
          play={() => model.play(shown.id, shownTypeOf(shown, canPlay))}
          onSave={() => latest.current(shown)}
          onClose={() => setShown(undefined)}
        />
      ) : null}
      {saveFailed}
    </>
  );
  return { act, savedAs, dialogs, isPlaceRefused, forgetRefusal: () => setRefused(false) };
}

/** One file under the name its person gives it, several in a folder of theirs. In answer to a press. */
async function pickSpot(rows: readonly FileRow[]): Promise<Result<ChosenSpot, PickFailure>> {
  const [row] = rows;
  if (row && rows.length === 1) {
    const file = await pickFile(row.name);
    return file.ok ? ok({ kind: 'file', handle: file.value }) : file;
  }
  const folder = await pickFolder();
  return folder.ok ? ok({ kind: 'folder', handle: folder.value }) : folder;
}

function run(model: FilesModel, rows: readonly FileRow[], action: Action): void {
  for (const { id, from } of rows) {
    if (action === 'always') model.takeFrom(from.identityId, true);
    else if (action === 'get' || action === 'again') model.get(id);
    else if (action === 'pause') model.pause(id);
    else if (action === 'resume') model.resume(id);
    else model.remove(id);
  }
}

/** Whether bytes would be gone that perhaps only lie here; one's own file stays where it is. */
function throwsAway(row: FileRow, action: Action, savedAs: SavedAs | undefined): boolean {
  if (row.isOwn || savedAs === 'saved' || (action !== 'stop' && action !== 'remove')) return false;
  if (row.state.kind === 'complete') return row.state.file?.kind !== 'written';
  return row.haveBytes > 0;
}

interface AskingProps {
  /** One, or those of a folder. */
  readonly rows: readonly FileRow[];
  /** All of them were put or handed somewhere. */
  readonly isHanded: boolean;
  readonly tongue: Tongue;
  readonly onConfirm: () => void;
  readonly onCancel: () => void;
}

function Asking({ rows, isHanded, tongue: { say, locale }, onConfirm, onCancel }: AskingProps) {
  const [row] = rows;
  const isWhole = rows.every(({ state }) => state.kind === 'complete');
  const name = (rows.length > 1 ? row?.folders[0] : row?.name) ?? '';
  return (
    <ConfirmDialog
      title={say(isWhole ? confirmWords.removeTitle : confirmWords.stopTitle, { name })}
      confirmLabel={say(isWhole ? actionWords.remove : actionWords.stop)}
      cancelLabel={say(confirmWords.keep)}
      isDangerous
      onConfirm={onConfirm}
      onCancel={onCancel}
    >
      <p>
        {isWhole
          ? say(isHanded ? confirmWords.removeHandedText : confirmWords.removeText, { name })
          : say(confirmWords.stopText, { name, share: percent(locale, sumFolder(rows).done) })}
      </p>
    </ConfirmDialog>
  );
}
