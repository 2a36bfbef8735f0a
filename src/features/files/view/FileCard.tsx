// A file or folder where a message names it: the same rows as in the files space, so there is nothing here to be otherwise.

import type { ComponentChildren } from 'preact';
import { useMemo } from 'preact/hooks';
import { cleanFileName } from '../../../swarm/file-name.ts';
import { Button } from '../../../ui/Button.tsx';
import { formatBytes } from '../../../ui/format.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { useLocale, useSay } from '../../../ui/locale.tsx';
import { ProgressBar } from '../../../ui/ProgressBar.tsx';
import type { FileCardProps } from '../../feature.ts';
import type { SharedRef } from '../../file-sharing.ts';
import type { FileId, FileRow, FilesModel, Found } from '../api.ts';
import { CardActions } from './ActionButtons.tsx';
import { actionWords, cardWords, fileWords } from './file-words.ts';
import { iconOf } from './file-kind.ts';
import { FileName } from './FileName.tsx';
import { durationParts } from './figures.ts';
import { factsIn, FilesFaceProvider, useFiles, type FilesFace } from './files-face.tsx';
import { standingOfFolder } from './folder-standing.ts';
import { folderWords } from './folder-words.ts';
import { FolderActions } from './FolderRow.tsx';
import { sumFolder } from './grouping.ts';
import { Look } from './Look.tsx';
import { PlaceRefused } from './Problems.tsx';
import { nameOf, sayOrigin, standingOf, type Standing } from './row-state.ts';
import { Tick } from './Tick.tsx';
import { useActions } from './use-actions.tsx';

export function FileCard({ model, file, onShow }: FileCardProps<FilesModel>) {
  const say = useSay();
  const locale = useLocale();
  const tongue = useMemo(() => ({ say, locale }), [say, locale]);
  const { act, savedAs, dialogs, isPlaceRefused, forgetRefusal } = useActions(model, tongue);
  const choose = (id: FileId | undefined) => {
    model.chosen.value = id;
    onShow();
  };
  const factsOf = (row: FileRow) => factsIn(model, row);
  const face: FilesFace = { model, tongue, act, savedAs, factsOf, choose };
  return (
    <FilesFaceProvider value={face}>
      <FoundFile file={file} found={model.find(file)} />
      {isPlaceRefused ? <PlaceRefused onDismiss={forgetRefusal} /> : null}
      {dialogs}
    </FilesFaceProvider>
  );
}

function FoundFile({ file, found }: { readonly file: SharedRef; readonly found: Found }) {
  if (found.kind === 'file') return <OneFile row={found.row} />;
  if (found.kind === 'folder') return <OneFolder name={found.name} rows={found.rows} />;
  return <Absent file={file} declined={found.kind === 'declined' ? found.id : undefined} />;
}

function OneFile({ row }: { readonly row: FileRow }) {
  const { tongue, savedAs, choose } = useFiles();
  const standing = standingOf(tongue, row, savedAs(row.id));
  const isUnderWay = !row.isOwn && UNDER_WAY.has(row.state.kind);
  return (
    <Card
      picture={<Look row={row} size={22} />}
      name={row.name}
      origin={sayOrigin(tongue, row)}
      standing={standing}
      timeLeftMs={row.state.kind === 'fetching' ? row.timeLeftMs : undefined}
      share={isUnderWay ? row.done : undefined}
      onShow={() => choose(row.id)}
    >
      <CardActions row={row} />
    </Card>
  );
}

const UNDER_WAY: ReadonlySet<FileRow['state']['kind']> = new Set([
  'opening',
  'fetching',
  'paused',
  'stuck',
  'finishing',
]);

function OneFolder({ name, rows }: { readonly name: string; readonly rows: readonly FileRow[] }) {
  const { tongue, choose } = useFiles();
  const { say, locale } = tongue;
  const sum = sumFolder(rows);
  const [first] = rows;
  if (!first) return null;
  const from = first.isOwn
    ? say(fileWords.fromYou)
    : say(fileWords.from, { name: nameOf(tongue, first.from) });
  const count = say(folderWords.files, { n: rows.length });
  return (
    <Card
      picture={<Icon name="folder" size={22} />}
      name={name}
      origin={`${count} · ${formatBytes(locale, sum.sizeBytes)} · ${from}`}
      standing={standingOfFolder(tongue, rows, sum)}
      timeLeftMs={undefined}
      share={!first.isOwn && sum.running.length + sum.paused.length > 0 ? sum.done : undefined}
      onShow={() => choose(first.id)}
    >
      <span class="flex shrink-0 items-center gap-1">
        <FolderActions name={name} rows={rows} sum={sum} />
      </span>
    </Card>
  );
}

interface AbsentProps {
  readonly file: SharedRef;
  readonly declined: FileId | undefined;
}

/** What the message says is all there is to go by. */
function Absent({ file, declined }: AbsentProps) {
  const { model, tongue, choose } = useFiles();
  const { say, locale } = tongue;
  const name = cleanFileName(file.name);
  const text = say(declined === undefined ? cardWords.gone : cardWords.declined);
  return (
    <Card
      picture={
        <Icon name={file.count === undefined ? iconOf({ name, mimeType: file.type }) : 'folder'} size={22} />
      }
      name={name}
      origin={formatBytes(locale, file.sizeBytes)}
      standing={{ text, short: text, isDone: false, isTrouble: false }}
      timeLeftMs={undefined}
      share={undefined}
      onShow={() => choose(undefined)}
    >
      {declined === undefined ? null : (
        <Button
          size="small"
          label={say(actionWords.named, { action: say(actionWords.get), name })}
          onClick={() => model.get(declined)}
        >
          {say(actionWords.get)}
        </Button>
      )}
    </Card>
  );
}

interface CardProps {
  readonly picture: ComponentChildren;
  readonly name: string;
  readonly origin: string;
  readonly standing: Standing;
  readonly timeLeftMs: number | undefined;
  /** 0 to 1, of what is on its way; undefined when nothing is. */
  readonly share: number | undefined;
  readonly onShow: () => void;
  readonly children: ComponentChildren;
}

function Card({ picture, name, origin, standing, timeLeftMs, share, onShow, children }: CardProps) {
  const { say, locale } = useFiles().tongue;
  const { lead, text, isDone, isTrouble } = standing;
  const time = timeLeftMs === undefined ? '' : durationParts(locale, timeLeftMs).map((part) => part.text);
  const left = time === '' ? '' : ` · ${say(cardWords.timeLeft, { time: time.join('') })}`;
  return (
    <div class="grid grid-cols-[minmax(0,1fr)] gap-2 rounded-[10px] border border-line py-2 ps-3.5 pe-2.5 text-ui">
      <div class="flex items-center gap-3">
        <span class="shrink-0 text-ink-2">{picture}</span>
        <button
          type="button"
          aria-label={`${name}, ${origin}, ${standing.spoken ?? standing.short}. ${say(cardWords.show)}`}
          class="min-w-0 flex-1 rounded-control py-0.5 text-start hover:bg-hover"
          onClick={onShow}
        >
          <b class="block">
            <FileName name={name} />
          </b>
          <span class="block truncate text-small text-ink-3">{origin}</span>
          <span class={isTrouble ? 'block text-small text-danger' : 'block text-small text-ink-2'}>
            {isDone ? <Tick isInline /> : null}
            {lead === undefined ? null : <b class="text-ink">{lead} </b>}
            {text}
            {left}
          </span>
        </button>
        {children}
      </div>
      {share === undefined ? null : <ProgressBar hideLabel label={name} share={share} />}
    </div>
  );
}
