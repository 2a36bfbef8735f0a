// Find or do anything: typing narrows a list that arrow keys walk. A combobox over a listbox, as ARIA has it.

import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Bead } from '../../ui/Bead.tsx';
import { classList } from '../../ui/class-list.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { Icon } from '../../ui/Icon.tsx';
import { useInitialFocus } from '../../ui/initial-focus.ts';
import { Kbd } from '../../ui/Kbd.tsx';
import { useSay } from '../../ui/locale.tsx';
import { COMMAND_GROUPS, filterCommands, type Command } from '../commands.ts';
import { readableKeys } from '../shortcuts.ts';
import { useShell } from '../shell.tsx';
import { groupWords, paletteWords } from './words.ts';

export interface CommandPaletteProps {
  readonly commands: readonly Command[];
  readonly onClose: () => void;
}

export function CommandPalette({ commands, onClose }: CommandPaletteProps) {
  const say = useSay();
  const [query, setQuery] = useState('');
  const [index, setIndex] = useState(0);
  useInitialFocus('palette-field', true);
  const found = filterCommands(commands, query);
  const at = Math.min(index, Math.max(0, found.length - 1));
  const run = (command: Command | undefined) => {
    if (!command) return;
    onClose();
    command.run();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing) return;
    const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
    if (step !== 0 && found.length > 0) setIndex((at + step + found.length) % found.length);
    else if (event.key === 'Enter') run(found[at]);
    else return;
    event.preventDefault();
  };
  return (
    <Dialog title={say(paletteWords.title)} bare onClose={onClose} size="medium" footer={<Foot />}>
      <div class="flex items-center gap-3 border-b border-line px-5">
        <Icon name="search" size={20} />
        <input
          type="text"
          role="combobox"
          id="palette-field"
          autocomplete="off"
          spellcheck={false}
          maxLength={200}
          aria-label={say(paletteWords.title)}
          aria-expanded="true"
          aria-controls="palette-list"
          aria-activedescendant={found[at] ? `palette-${found[at].id}` : undefined}
          placeholder={say(paletteWords.title)}
          value={query}
          class="h-14 min-w-0 flex-1 border-0 bg-transparent text-lead outline-none"
          onInput={(event) => {
            setQuery(event.currentTarget.value);
            setIndex(0);
          }}
          onKeyDown={onKeyDown}
        />
        <Kbd keys={['Esc']} />
      </div>
      <Found found={found} at={at} onRun={run} />
      {found.length === 0 ? (
        <output class="block px-5 py-6 text-base text-ink-2">{say(paletteWords.nothing, { query })}</output>
      ) : null}
    </Dialog>
  );
}

interface FoundProps {
  readonly found: readonly Command[];
  readonly at: number;
  readonly onRun: (command: Command) => void;
}

function Found({ found, at, onRun }: FoundProps) {
  const say = useSay();
  const current = found[at];
  return (
    // A listbox that a combobox controls: no native element can hold beads and keys.
    // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
    <div id="palette-list" role="listbox" aria-label={say(paletteWords.title)} class="p-2">
      {COMMAND_GROUPS.map((group) => {
        const commands = found.filter((command) => command.group === group);
        if (commands.length === 0) return null;
        return (
          // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
          <div key={group} role="group" aria-labelledby={`palette-group-${group}`}>
            <p id={`palette-group-${group}`} class="px-3 pt-3 pb-1 text-micro font-semibold text-ink-3">
              {say(groupWords[group])}
            </p>
            {commands.map((command) => (
              <Entry key={command.id} command={command} isCurrent={command === current} onRun={onRun} />
            ))}
          </div>
        );
      })}
    </div>
  );
}

interface EntryProps {
  readonly command: Command;
  readonly isCurrent: boolean;
  readonly onRun: (command: Command) => void;
}

function Entry({ command, isCurrent, onRun }: EntryProps) {
  const { page } = useShell();
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    if (isCurrent) ref.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  return (
    // The field above has the keys; options are not focused, aria-activedescendant points at them.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events,jsx-a11y/interactive-supports-focus
    <div
      ref={ref}
      id={`palette-${command.id}`}
      // oxlint-disable-next-line jsx-a11y/prefer-tag-over-role
      role="option"
      aria-selected={isCurrent}
      class={classList(
        'flex min-h-10 cursor-pointer items-center gap-3 rounded-control px-3 text-ui hover:bg-hover touch:min-h-11',
        isCurrent && 'bg-press',
      )}
      onClick={() => onRun(command)}
    >
      <span class="grid w-6 place-items-center text-ink-2">
        {'mark' in command.face ? (
          <Bead mark={command.face.mark} size={24} />
        ) : (
          <Icon name={command.face.icon} size={18} />
        )}
      </span>
      <span dir="auto" class="truncate">
        {command.title}
      </span>
      {command.detail === undefined ? null : (
        <span class="min-w-0 flex-1 truncate text-small text-ink-3">{command.detail}</span>
      )}
      {command.keys === undefined ? null : (
        <span class="ms-auto">
          <Kbd keys={readableKeys(command.keys, page.isMac)} />
        </span>
      )}
    </div>
  );
}

function Foot() {
  const say = useSay();
  return (
    <p class="flex flex-wrap gap-x-5 gap-y-1" aria-hidden="true">
      <span class="flex items-center gap-2">
        <Kbd keys={['↑', '↓']} /> {say(paletteWords.choose)}
      </span>
      <span class="flex items-center gap-2">
        <Kbd keys={['↵']} /> {say(paletteWords.doIt)}
      </span>
      <span class="ms-auto flex items-center gap-2">
        <Kbd keys={['?']} /> {say(paletteWords.allShortcuts)}
      </span>
    </p>
  );
}
