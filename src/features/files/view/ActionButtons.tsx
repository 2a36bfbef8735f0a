// What can be done with a file: the likeliest as a button, the rest in a menu.

import { Button, type ButtonKind } from '../../../ui/Button.tsx';
import type { IconName } from '../../../ui/icon-shapes.ts';
import { Menu } from '../../../ui/Menu.tsx';
import type { FileRow } from '../api.ts';
import { actionWords, fileWords } from './file-words.ts';
import { useFiles } from './files-face.tsx';
import { actionsOf, nameOf, type Action, type Tongue } from './row-state.ts';

/** Outlined strongly: what brings the file on. */
const FORWARD: ReadonlySet<Action> = new Set(['get', 'resume', 'again', 'save']);
export const BACKWARD: ReadonlySet<Action> = new Set(['stop', 'remove', 'decline', 'takeBack']);

export const ACTION_ICONS: Readonly<Record<Action, IconName>> = {
  get: 'download',
  getTo: 'save',
  pause: 'pause',
  resume: 'playb',
  stop: 'x',
  open: 'eye',
  save: 'save',
  play: 'playb',
  saveAll: 'save',
  forward: 'upload',
  giveTo: 'users',
  always: 'check',
  remove: 'trash',
  decline: 'x',
  takeBack: 'x',
  again: 'refresh',
};

export interface ActionsProps {
  readonly row: FileRow;
}

/** In a row of the list. */
export function RowActions({ row }: ActionsProps) {
  const { factsOf } = useFiles();
  const [first, ...others] = actionsOf(row, factsOf(row));
  if (first === undefined) return null;
  return (
    <>
      <OneAction row={row} action={first} />
      <span class="flex max-md:hidden">
        {others.length > 0 ? <MoreMenu row={row} actions={others} /> : <span class="w-8" />}
      </span>
    </>
  );
}

/** Where there is room for one button and the menu, on a phone too. */
export function CardActions({ row }: ActionsProps) {
  const { factsOf } = useFiles();
  const [first, ...others] = actionsOf(row, factsOf(row));
  if (first === undefined) return null;
  return (
    <span class="flex shrink-0 items-center gap-1">
      <OneAction row={row} action={first} />
      {others.length > 0 ? <MoreMenu row={row} actions={others} /> : null}
    </span>
  );
}

function OneAction({ row, action }: ActionsProps & { readonly action: Action }) {
  const { act, tongue } = useFiles();
  const said = sayAction(tongue, row, action);
  return (
    <Button
      size="small"
      kind={kindOf(action)}
      label={tongue.say(actionWords.named, { action: said, name: row.name })}
      onClick={() => act([row], action)}
    >
      {said}
    </Button>
  );
}

/** On a phone a file that is done only shows so; all that can be done with it is in the menu. */
export function DoneActions({ row }: ActionsProps) {
  const { factsOf } = useFiles();
  return <MoreMenu row={row} actions={actionsOf(row, factsOf(row))} />;
}

interface MoreMenuProps extends ActionsProps {
  readonly actions: readonly Action[];
}

function MoreMenu({ row, actions }: MoreMenuProps) {
  const { act, tongue } = useFiles();
  const { say } = tongue;
  return (
    <Menu
      label={say(fileWords.moreFor, { name: row.name })}
      size="small"
      align="end"
      items={actions.map((action) => ({
        id: action,
        label: sayAction(tongue, row, action),
        icon: ACTION_ICONS[action],
        isDangerous: BACKWARD.has(action),
        onSelect: () => act([row], action),
      }))}
    />
  );
}

/** Of the file in focus: pausing and stopping as icons while it comes; else the likeliest in words, so that its name stays. */
export function FocusActions({ row }: ActionsProps) {
  const { factsOf } = useFiles();
  const actions = actionsOf(row, factsOf(row));
  if (row.state.kind === 'fetching') return <ComingActions row={row} actions={actions} />;
  const [first, second, ...others] = actions;
  return (
    <span class="flex shrink-0 items-center gap-2">
      {first === undefined ? null : <OneAction row={row} action={first} />}
      {second === undefined ? null : (
        <span class="max-md:hidden">
          <OneAction row={row} action={second} />
        </span>
      )}
      {second === undefined ? null : (
        <span class="md:hidden">
          <MoreMenu row={row} actions={[second, ...others]} />
        </span>
      )}
      {others.length === 0 ? null : (
        <span class="max-md:hidden">
          <MoreMenu row={row} actions={others} />
        </span>
      )}
    </span>
  );
}

function ComingActions({ row, actions }: MoreMenuProps) {
  const { act, tongue } = useFiles();
  return (
    <span class="flex shrink-0 items-center gap-2">
      {actions.map((each) => (
        <Button
          key={each}
          kind="quiet"
          icon={ACTION_ICONS[each]}
          iconOnly
          label={tongue.say(actionWords.named, { action: sayAction(tongue, row, each), name: row.name })}
          onClick={() => act([row], each)}
        />
      ))}
    </span>
  );
}

function sayAction(tongue: Tongue, row: FileRow, action: Action): string {
  return tongue.say(actionWords[action], action === 'always' ? { name: nameOf(tongue, row.from) } : {});
}

function kindOf(action: Action): ButtonKind {
  return FORWARD.has(action) ? 'default' : 'soft';
}
