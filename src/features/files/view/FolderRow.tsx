// A shared folder as one row that sums its files and unfolds into them.

import { useId, useState } from 'preact/hooks';
import { canPickFolder } from '../../../platform/files/chosen-places.ts';
import { Button } from '../../../ui/Button.tsx';
import { classList } from '../../../ui/class-list.ts';
import { formatBytes } from '../../../ui/format.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import type { FileRow } from '../api.ts';
import { actionWords, fileWords, folderWords, stateWords } from './file-words.ts';
import { FileRowView, ROW_CLASS, StandingText } from './FileRowView.tsx';
import { useFiles } from './files-face.tsx';
import { formatRate, percent } from './figures.ts';
import { sumFolder, type FolderItem, type FolderSum } from './grouping.ts';
import { nameOf, type Action, type Standing, type Tongue } from './row-state.ts';
import { SmallWeave } from './SmallWeave.tsx';
import { spaceWords } from './space-words.ts';

/** Files of a folder shown at once, and more with each press. */
const STEP = 100;

export function FolderRow({ folder }: { readonly folder: FolderItem }) {
  const { tongue } = useFiles();
  const { say, locale } = tongue;
  const id = useId();
  const [isOpen, setOpen] = useState(false);
  const sum = sumFolder(folder.rows);
  const standing = standingOfFolder(tongue, folder, sum);
  const isOwn = folder.rows[0]?.isOwn === true;
  const from = isOwn ? say(fileWords.fromYou) : say(fileWords.from, { name: nameOf(tongue, folder.from) });
  const count = say(folderWords.files, { n: folder.rows.length });
  const size = formatBytes(locale, sum.sizeBytes);
  return (
    <>
      <div class={ROW_CLASS}>
        <span class="text-ink-2">
          <Icon name="folder" size={22} />
        </span>
        <button
          type="button"
          aria-expanded={isOpen}
          aria-controls={isOpen ? id : undefined}
          class="flex min-w-0 items-center gap-2 rounded-control py-2 text-start hover:bg-hover max-md:flex-1"
          onClick={() => setOpen(!isOpen)}
        >
          <span class="min-w-0">
            <bdi class="block truncate text-base leading-5 font-semibold">{folder.name}</bdi>
            <span class="block truncate text-small text-ink-3 max-md:hidden">
              {count} · {size} · {from}
            </span>
            <span class="block truncate text-small text-ink-3 md:hidden">
              {size} · {standing.short}
            </span>
          </span>
          <span
            class={classList('flex text-ink-3 transition-transform duration-quick', isOpen && 'rotate-180')}
          >
            <Icon name="down" size={16} />
          </span>
        </button>
        <span class="hidden lg:block">
          <SmallWeave rows={folder.rows} />
        </span>
        <StandingText standing={standing} />
        <span class="flex shrink-0 items-center justify-end gap-1">
          <FolderActions folder={folder} sum={sum} />
        </span>
      </div>
      {isOpen ? <Files id={id} folder={folder} /> : null}
    </>
  );
}

export function standingOfFolder(
  { say, locale }: Tongue,
  { rows }: Pick<FolderItem, 'rows'>,
  sum: FolderSum,
): Standing {
  const share = percent(locale, sum.done);
  const isDone = sum.here === rows.length && rows[0]?.isOwn !== true;
  const text = (() => {
    if (sum.coming.length > 0)
      return say(stateWords.fetching, { share, rate: formatRate(locale, sum.downRate) });
    if (sum.paused.length > 0) return say(stateWords.paused, { share });
    if (sum.offered.length === rows.length) return say(stateWords.offered);
    if (rows[0]?.isOwn === true) {
      const others = rows[0].othersCount;
      const whole = Math.min(...rows.map(({ wholeCount }) => wholeCount));
      return others === 0 ? say(stateWords.nobodyYet) : say(stateWords.have, { whole, n: others });
    }
    return say(stateWords.filesHere, { here: sum.here, n: rows.length });
  })();
  return { text, short: text, isDone, isTrouble: false };
}

/** One thing for all of its files: whatever brings the folder on, and letting go of it. */
export function FolderActions({
  folder: { name, rows },
  sum,
}: {
  readonly folder: Pick<FolderItem, 'name' | 'rows'>;
  readonly sum: FolderSum;
}) {
  const { act, tongue } = useFiles();
  const { say } = tongue;
  const isWhole = sum.here === rows.length && rows[0]?.isOwn === false;
  const [action, ids] =
    sum.coming.length > 0
      ? (['pause', sum.coming] as const)
      : sum.paused.length > 0
        ? (['resume', sum.paused] as const)
        : isWhole
          ? (['saveAll', rows.map(({ id }) => id)] as const)
          : (['get', sum.offered] as const);
  const label = say(action === 'get' ? spaceWords.getAll : actionWords[action]);
  const away = awayOf(rows, sum);
  return (
    <>
      {ids.length > 0 ? (
        <Button
          size="small"
          kind={action === 'pause' ? 'soft' : 'default'}
          label={say(actionWords.named, { action: label, name })}
          onClick={() => {
            const taking = new Set(ids);
            act(
              rows.filter(({ id }) => taking.has(id)),
              action,
            );
          }}
        >
          {label}
        </Button>
      ) : null}
      <Menu
        label={say(fileWords.moreFor, { name })}
        size="small"
        align="end"
        items={[
          ...(canPickFolder() && sum.offered.length > 0
            ? [
                {
                  id: 'getTo',
                  label: say(spaceWords.getAllTo),
                  icon: 'save' as const,
                  onSelect: () =>
                    act(
                      rows.filter((row) => sum.offered.includes(row.id)),
                      'getTo',
                    ),
                },
              ]
            : []),
          {
            id: away,
            label: say(actionWords[away]),
            icon: 'x',
            isDangerous: true,
            onSelect: () => act(rows, away),
          },
        ]}
      />
    </>
  );
}

/** How the whole folder is let go of. */
function awayOf(rows: readonly FileRow[], sum: FolderSum): Action {
  if (rows.some(({ isOwn }) => isOwn)) return 'takeBack';
  if (sum.offered.length === rows.length) return 'decline';
  return sum.here === rows.length ? 'remove' : 'stop';
}

function Files({ id, folder }: { readonly id: string; readonly folder: FolderItem }) {
  const { say } = useFiles().tongue;
  const [most, setMost] = useState(STEP);
  const hidden = folder.rows.length - most;
  return (
    <div id={id} class="md:ps-6">
      <ul aria-label={say(folderWords.unfold, { name: folder.name })}>
        {folder.rows.slice(0, most).map((row) => (
          <li key={row.id}>
            <FileRowView row={row} />
          </li>
        ))}
      </ul>
      {hidden > 0 ? (
        <div class="py-2">
          <Button size="small" kind="soft" onClick={() => setMost(most + STEP)}>
            {say(spaceWords.showMore, { n: Math.min(STEP, hidden) })}
          </Button>
        </div>
      ) : null}
    </div>
  );
}
