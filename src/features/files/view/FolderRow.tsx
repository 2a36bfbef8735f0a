// A shared folder as one row that sums its files and unfolds into them.

import { useId, useState } from 'preact/hooks';
import { canPickFolder } from '../../../platform/files/chosen-places.ts';
import { Button } from '../../../ui/Button.tsx';
import { classList } from '../../../ui/class-list.ts';
import { formatBytes } from '../../../ui/format.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { Menu } from '../../../ui/Menu.tsx';
import type { Words } from '../../../ui/words.ts';
import type { FileRow } from '../api.ts';
import { ACTION_ICONS, BACKWARD } from './ActionButtons.tsx';
import { actionWords, fileWords } from './file-words.ts';
import { FileRowView, ROW_CLASS, StandingText } from './FileRowView.tsx';
import { useFiles } from './files-face.tsx';
import { folderActionsOf, standingOfFolder, type FolderAction } from './folder-standing.ts';
import { folderWords } from './folder-words.ts';
import { sumFolder, type FolderItem, type FolderSum } from './grouping.ts';
import { nameOf, type Action } from './row-state.ts';
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
  const standing = standingOfFolder(tongue, folder.rows, sum);
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
              {size} · <span class={standing.isTrouble ? 'text-danger' : undefined}>{standing.short}</span>
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
          <FolderActions name={folder.name} rows={folder.rows} sum={sum} />
        </span>
      </div>
      {isOpen ? <Files id={id} folder={folder} /> : null}
    </>
  );
}

/** One thing for all of its files: whatever brings the folder on, and the rest of it in a menu. */
export function FolderActions({ name, rows, sum }: FolderActionsProps) {
  const { act, tongue } = useFiles();
  const { say } = tongue;
  const { first, others } = folderActionsOf(rows, sum, { canChoose: canPickFolder() });
  const run = ({ action, ids }: FolderAction) => {
    const taking = new Set(ids);
    act(
      rows.filter(({ id }) => taking.has(id)),
      action,
    );
  };
  const sayAction = (action: Action) => say(ALL_OF_THEM.get(action) ?? actionWords[action]);
  return (
    <>
      {first ? (
        <Button
          size="small"
          kind={first.action === 'pause' || BACKWARD.has(first.action) ? 'soft' : 'default'}
          label={say(actionWords.named, { action: sayAction(first.action), name })}
          onClick={() => run(first)}
        >
          {sayAction(first.action)}
        </Button>
      ) : null}
      {others.length > 0 ? (
        <Menu
          label={say(fileWords.moreFor, { name })}
          size="small"
          align="end"
          items={others.map((each) => ({
            id: each.action,
            label: sayAction(each.action),
            icon: ACTION_ICONS[each.action],
            isDangerous: BACKWARD.has(each.action),
            onSelect: () => run(each),
          }))}
        />
      ) : null}
    </>
  );
}

interface FolderActionsProps {
  readonly name: string;
  readonly rows: readonly FileRow[];
  readonly sum: FolderSum;
}

/** What is called otherwise where it is for several. */
const ALL_OF_THEM: ReadonlyMap<Action, Words> = new Map<Action, Words>([
  ['get', spaceWords.getAll],
  ['getTo', spaceWords.getAllTo],
]);

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
