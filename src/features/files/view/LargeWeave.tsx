// The weave of the file in focus, as many stitches as fit, with its counts in words below.

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { formatNumber } from '../../../ui/format.ts';
import type { FileRow, Stitch } from '../api.ts';
import { weaveWords } from './file-words.ts';
import { useFiles } from './files-face.tsx';
import { nameOf } from './row-state.ts';
import { countStitches, LARGE, MOST_STITCHES, weaveShape, type WeaveCount } from './weave-shape.ts';
import { givenBy, Weave } from './Weave.tsx';

const NARROW_PX = 480;
const ROWS = { narrow: 12, wide: 10 } as const;
/** Before the place is measured. */
const USUAL_COLUMNS = 55;
/** More people than these gave so little that they stand together. */
const MOST_GIVERS = 6;

export function LargeWeave({ row }: { readonly row: FileRow }) {
  const { model, tongue } = useFiles();
  const { say, locale } = tongue;
  const place = useRef<HTMLDivElement>(null);
  const columns = useColumns(place);
  const rows = columns * LARGE.cell < NARROW_PX ? ROWS.narrow : ROWS.wide;
  const count = Math.min(MOST_STITCHES, columns * rows);
  const stitches = givenBy(model.weave(row.id, count), row.isOwn ? row.from : undefined);
  const counted = countStitches(stitches);
  const parts = [
    ...counted.here.map(({ from, count: n }) =>
      from
        ? say(weaveWords.gave, { n, name: nameOf(tongue, from) })
        : say(weaveWords.counted, { n, what: say(weaveWords.here) }),
    ),
    ...(counted.coming > 0
      ? [say(weaveWords.counted, { n: counted.coming, what: say(weaveWords.coming) })]
      : []),
    ...(counted.missing > 0
      ? [say(weaveWords.counted, { n: counted.missing, what: say(weaveWords.missing) })]
      : []),
    ...(counted.unheld > 0
      ? [say(weaveWords.counted, { n: counted.unheld, what: say(weaveWords.unheld) })]
      : []),
  ];
  return (
    <div ref={place} class="min-w-0">
      <Weave
        shape={weaveShape(stitches, columns, LARGE)}
        label={say(weaveWords.whole, {
          n: stitches.length,
          parts: parts.join(locale === 'ar' ? '، ' : ', '),
        })}
      />
      <Legend counted={counted} />
    </div>
  );
}

/** For those who see it; the weave's own name says the same. */
function Legend({ counted }: { readonly counted: WeaveCount }) {
  const { tongue } = useFiles();
  const { say, locale } = tongue;
  const number = (n: number) => formatNumber(locale, n);
  const givers = counted.here.slice(0, MOST_GIVERS);
  const entry = 'inline-flex items-center gap-1.75';
  return (
    <p aria-hidden="true" class="mt-3 flex flex-wrap gap-x-4.5 gap-y-1 text-small text-ink-2 max-md:hidden">
      {givers.map(({ from, count }) => (
        <span key={from?.identityId ?? ''} class={entry} data-dye={from?.mark.dye}>
          <i class={from ? GIVEN : OWN} />
          <span>
            {nameOrHere(from)} {number(count)}
          </span>
        </span>
      ))}
      {counted.coming > 0 ? (
        <span class={entry}>
          <i class="size-2.5 rounded-cell border-[1.5px] border-line-2" />
          {say(weaveWords.coming)} {number(counted.coming)}
        </span>
      ) : null}
      {counted.missing > 0 ? (
        <span class={entry}>
          <i class="size-1.25 rounded-full bg-line-2 forced-color-adjust-none" />
          {say(weaveWords.missing)} {number(counted.missing)}
        </span>
      ) : null}
      {counted.unheld > 0 ? (
        <span class={entry}>
          <i class="font-bold text-caution not-italic">×</i>
          {say(weaveWords.unheld)} {number(counted.unheld)}
        </span>
      ) : null}
    </p>
  );

  function nameOrHere(from: Stitch['from']) {
    return from ? <bdi>{nameOf(tongue, from)}</bdi> : say(weaveWords.here);
  }
}

const GIVEN = 'h-1.5 w-3 rounded-cell bg-dye forced-color-adjust-none';
const OWN = 'h-1.5 w-3 rounded-cell bg-you forced-color-adjust-none';

/** As many as are drawn at their own size in the width there is. */
function useColumns(place: { readonly current: HTMLElement | null }): number {
  const [columns, setColumns] = useState(USUAL_COLUMNS);
  useLayoutEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    const measure = () => {
      if (element.clientWidth > 0) setColumns(Math.max(10, Math.floor(element.clientWidth / LARGE.cell)));
    };
    measure();
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    return () => sizes.disconnect();
  }, []);
  return columns;
}
