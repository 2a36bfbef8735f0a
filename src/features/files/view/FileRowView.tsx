// One file in the list: what it is, its weave, how it stands, and what can be done next.

import { formatBytes } from '../../../ui/format.ts';
import type { FileRow } from '../api.ts';
import { DoneActions, RowActions } from './ActionButtons.tsx';
import { fileWords } from './file-words.ts';
import { FileName } from './FileName.tsx';
import { useFiles } from './files-face.tsx';
import { Look } from './Look.tsx';
import { sayOrigin, standingOf, type Standing } from './row-state.ts';
import { SmallWeave } from './SmallWeave.tsx';
import { Tick } from './Tick.tsx';

/** The columns of every row, so that they stand below each other. */
export const ROW_CLASS =
  'flex min-h-15 items-center gap-3 border-b border-line max-md:-mx-4 max-md:min-h-16 max-md:px-4 ' +
  'md:grid md:grid-cols-[22px_minmax(0,1.1fr)_minmax(0,1fr)_9.5rem] md:gap-4 ' +
  'lg:grid-cols-[22px_minmax(0,1.1fr)_160px_minmax(0,1fr)_9.5rem]';

export function FileRowView({ row }: { readonly row: FileRow }) {
  const { tongue, choose, savedAs } = useFiles();
  const { say, locale } = tongue;
  const standing = standingOf(tongue, row, savedAs(row.id));
  const path = row.folders.slice(1).join(' / ');
  // What stands alone is a sentence, with its end.
  const spoken = (standing.spoken ?? standing.short).replace(/[.।]$/u, '');
  return (
    <div class={ROW_CLASS}>
      <span class="text-ink-2">
        <Look row={row} size={22} />
      </span>
      <button
        type="button"
        aria-label={`${row.name}, ${sayOrigin(tongue, row)}, ${spoken}. ${say(fileWords.showLarge)}`}
        class="min-w-0 rounded-control py-2 text-start hover:bg-hover max-md:flex-1"
        onClick={() => choose(row.id)}
      >
        <span class="block text-base leading-5 font-semibold">
          <FileName name={row.name} />
        </span>
        <span class="block truncate text-small text-ink-3 max-md:hidden">
          {sayOrigin(tongue, row)}
          {path === '' ? null : (
            <>
              {' '}
              · <bdi>{path}</bdi>
            </>
          )}
        </span>
        <span class="block truncate text-small text-ink-3 md:hidden">
          {formatBytes(locale, row.sizeBytes)} ·{' '}
          <span class={standing.isTrouble ? 'text-danger' : undefined}>{standing.short}</span>
        </span>
      </button>
      <span class="hidden lg:block">
        <SmallWeave rows={[row]} />
      </span>
      <StandingText standing={standing} />
      <span class="flex shrink-0 items-center justify-end gap-1">
        {standing.isDone ? (
          <span class="flex items-center gap-2 md:hidden">
            <Tick />
            <DoneActions row={row} />
          </span>
        ) : null}
        <span class={standing.isDone ? 'flex items-center gap-1 max-md:hidden' : 'flex items-center gap-1'}>
          <RowActions row={row} />
        </span>
      </span>
    </div>
  );
}

/** The column of words; on a phone they stand below the name. */
export function StandingText({ standing }: { readonly standing: Standing }) {
  const { lead, text, isDone, isTrouble } = standing;
  return (
    <p
      class={
        isTrouble ? 'py-1 text-small text-danger max-md:hidden' : 'py-1 text-small text-ink-2 max-md:hidden'
      }
    >
      {isDone ? <Tick isInline /> : null}
      {lead === undefined ? null : <b class="text-ink">{lead} </b>}
      {text}
    </p>
  );
}
