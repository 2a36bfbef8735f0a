// What pressing an action does: the model's part, saving, looking at a file, and asking before bytes are thrown away.

import type { ComponentChild } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { pickFile, pickFolder, type PickFailure } from '../../../platform/files/chosen-places.ts';
import { saveFile } from '../../../platform/save-file.ts';
import { ok, type Result } from '../../../primitives/result.ts';
import type { ChosenSpot } from '../../../swarm/store/placed-stores.ts';
import { safeBlobType } from '../../../swarm/store/safe-type.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { lazy } from '../../../ui/lazy.tsx';
import { announce } from '../../../ui/live-region.ts';
import { useRoomFace } from '../../room-face.tsx';
import type { FileId, FileRow, FilesModel } from '../api.ts';
import type { SavedAs, SaveOutcome } from '../files-world.ts';
import { actionWords, confirmWords, newsWords } from './file-words.ts';
import { percent } from './figures.ts';
import { ForwardFailed, GiveTo, UNREADABLE, type FailedForward } from './GiveTo.tsx';
import { sumFolder } from './grouping.ts';
import type { Action, Tongue } from './row-state.ts';
import { spaceWords } from './space-words.ts';

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
  const { title } = useRoomFace();
  const saved = model.saved.value;
  const note = (ids: readonly FileId[], outcome: SaveOutcome) => {
    if (outcome !== 'saved' && outcome !== 'handed') return;
    model.saved.value = new Map([...model.saved.peek(), ...ids.map((id) => [id, outcome] as const)]);
  };
  const [shown, setShown] = useState<FileRow>();
  const [given, setGiven] = useState<FileRow>();
  const [asked, setAsked] = useState<{ readonly rows: readonly FileRow[]; readonly action: Action }>();
  const [failed, setFailed] = useState<FailedForward>();
  const [isPlaceRefused, setRefused] = useState(false);
  const savedAs = (id: FileId) => saved.get(id);
  const save = async (row: FileRow) => {
    const outcome = await saveRow(model, row);
    note([row.id], outcome);
    if (outcome === 'failed') announce(tongue.say(newsWords.notSaved, { name: row.name }));
  };
  const saveAll = async (rows: readonly FileRow[]) => {
    const name = archiveNameOf(rows, tongue, title);
    const ids = rows.map(({ id }) => id);
    const outcome = await model.saveAll(ids, `${name}.zip`);
    note(ids, outcome);
    if (outcome === 'failed') announce(tongue.say(newsWords.notSaved, { name }));
  };
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
    else if (action === 'saveAll') void saveAll(rows);
    else if (action === 'save') void (row && save(row));
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
          play={() => model.play(shown.id)}
          onSave={() => void latest.current(shown)}
          onClose={() => setShown(undefined)}
        />
      ) : null}
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

/** After the folder, if all are of one. */
function archiveNameOf(rows: readonly FileRow[], { say }: Tongue, room: string): string {
  const folder = rows[0]?.folders[0];
  const isOne = folder !== undefined && rows.every(({ folders }) => folders[0] === folder);
  return isOne ? folder : say(spaceWords.archiveName, { room });
}

/** Whether bytes would be gone that perhaps only lie here; one's own file stays where it is. */
function throwsAway(row: FileRow, action: Action, savedAs: SavedAs | undefined): boolean {
  if (row.isOwn || savedAs === 'saved' || (action !== 'stop' && action !== 'remove')) return false;
  if (row.state.kind === 'complete') return row.state.file?.kind !== 'written';
  return row.haveBytes > 0;
}

async function saveRow(model: FilesModel, row: FileRow): Promise<SaveOutcome> {
  const blob = await model.blob(row.id).catch(() => undefined);
  if (!blob) return 'failed';
  // Without copying: what a browser would run is not told as such.
  const safe = blob.slice(0, blob.size, safeBlobType(row.mimeType));
  const result = await saveFile({ blob: safe, name: row.name });
  if (result.ok) return result.value === 'saved' ? 'saved' : 'handed';
  return result.error.code === 'cancelled' ? 'kept' : 'failed';
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
