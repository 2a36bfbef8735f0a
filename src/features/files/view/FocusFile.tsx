// The file in focus: how far it is in large figures, its weave, and who has what of it.

import { useEffect, useRef } from 'preact/hooks';
import { Button } from '../../../ui/Button.tsx';
import type { Locale } from '../../../ui/words.ts';
import type { FileRow } from '../api.ts';
import { FocusActions } from './ActionButtons.tsx';
import { fileWords } from './file-words.ts';
import { durationParts, percentParts, rateParts, type FigurePart } from './figures.ts';
import { FileName } from './FileName.tsx';
import { useFiles } from './files-face.tsx';
import { HolderList, SourceLine } from './HolderList.tsx';
import { LargeWeave } from './LargeWeave.tsx';
import { Look } from './Look.tsx';
import { sayOrigin, standingOf } from './row-state.ts';

export interface FocusFileProps {
  readonly row: FileRow;
  /** Its person asked for it; it goes back into the list when they ask again. */
  readonly isChosen: boolean;
}

export function FocusFile({ row, isChosen }: FocusFileProps) {
  const { model } = useFiles();
  const holders = model.holders(row.id);
  return (
    <section
      aria-label={row.name}
      class="grid gap-x-10 gap-y-4 border-b border-line pt-6 pb-5.5 max-md:-mx-4 max-md:px-4 max-md:pt-4 max-md:pb-3.5 xl:grid-cols-[minmax(0,2fr)_minmax(17rem,1fr)]"
    >
      <div class="flex min-w-0 flex-col">
        <Head row={row} isChosen={isChosen} />
        <StateLine row={row} />
        <div class="max-md:order-1">
          <Figures row={row} />
        </div>
        <LargeWeave row={row} />
        <div class="order-2 md:hidden">
          <SourceLine holders={holders} isOwn={row.isOwn} />
        </div>
      </div>
      <HolderList holders={holders} />
    </section>
  );
}

function Head({ row, isChosen }: FocusFileProps) {
  const { tongue, choose } = useFiles();
  const { say } = tongue;
  const title = useRef<HTMLHeadingElement>(null);
  useEffect(() => {
    // What was pressed in the list stands here now.
    if (isChosen) title.current?.focus();
  }, [isChosen, row.id]);
  return (
    <header class="flex items-center gap-3 max-md:mb-2.5">
      <span class="text-ink-2">
        <Look row={row} size={24} />
      </span>
      <div class="min-w-0 flex-1">
        <h3 ref={title} tabIndex={-1} class="text-base leading-5 font-semibold outline-none">
          <FileName name={row.name} />
        </h3>
        <p class="truncate text-small text-ink-3">
          {sayOrigin(tongue, row)}
          {row.isOwn ? null : <span class="max-md:hidden"> · {say(fileWords.checkedPieces)}</span>}
        </p>
      </div>
      <FocusActions row={row} />
      {isChosen ? (
        <Button
          kind="quiet"
          icon="down"
          iconOnly
          label={say(fileWords.putBack)}
          onClick={() => choose(undefined)}
        />
      ) : null}
    </header>
  );
}

/** Whatever the figures do not say. */
function StateLine({ row }: { readonly row: FileRow }) {
  const { tongue, savedAs } = useFiles();
  if (row.state.kind === 'fetching' && row.sourceCount > 0) return null;
  const { lead, text, isTrouble } = standingOf(tongue, row, savedAs(row.id));
  return (
    <p
      class={
        isTrouble
          ? 'mt-2 text-small text-danger max-md:mt-0 max-md:mb-2.5'
          : 'mt-2 text-small text-ink-2 max-md:mt-0 max-md:mb-2.5'
      }
    >
      {lead === undefined ? null : <b class="text-ink">{lead} </b>}
      {text}
    </p>
  );
}

function Figures({ row }: { readonly row: FileRow }) {
  const { say, locale } = useFiles().tongue;
  const isMoving = !row.isOwn && row.state.kind === 'fetching';
  const isGoing = row.isOwn && row.takerCount > 0;
  return (
    <dl class="my-3.5 flex flex-wrap gap-x-10 gap-y-2 max-md:my-2.5 max-md:justify-between">
      <Figure name={say(fileWords.done)} parts={percentParts(locale, row.done)} />
      {isMoving ? <Figure name={say(fileWords.speed)} parts={rateParts(locale, row.downRate)} /> : null}
      {isGoing ? <Figure name={say(fileWords.speed)} parts={rateParts(locale, row.upRate)} /> : null}
      {isGoing ? <Figure name={say(fileWords.takers)} parts={countParts(locale, row.takerCount)} /> : null}
      {isMoving && row.timeLeftMs !== undefined ? (
        <Figure name={say(fileWords.left)} parts={durationParts(locale, row.timeLeftMs)} />
      ) : null}
      {isMoving ? (
        <Figure name={say(fileWords.sources)} parts={countParts(locale, row.sourceCount)} isWide />
      ) : null}
    </dl>
  );
}

function countParts(locale: Locale, count: number): readonly FigurePart[] {
  return [{ text: new Intl.NumberFormat(locale).format(count), isUnit: false }];
}

interface FigureProps {
  readonly name: string;
  readonly parts: readonly FigurePart[];
  /** Only where there is room. */
  readonly isWide?: boolean;
}

function Figure({ name, parts, isWide = false }: FigureProps) {
  return (
    <div class={isWide ? 'max-md:hidden' : undefined}>
      <dt class="text-micro text-ink-3">{name}</dt>
      <dd class="font-display text-head font-semibold max-md:text-title">
        {parts.map(({ text, isUnit }) =>
          isUnit ? (
            <span class="font-ui text-base font-normal text-ink-2 max-md:text-ui"> {text.trim()}</span>
          ) : (
            text
          ),
        )}
      </dd>
    </div>
  );
}
