// Every keyboard shortcut there is right now: the same list the page listens with.

import { Dialog } from '../../ui/Dialog.tsx';
import { Kbd } from '../../ui/Kbd.tsx';
import { useSay } from '../../ui/locale.tsx';
import type { Command } from '../commands.ts';
import { readableKeys } from '../shortcuts.ts';
import { useShell } from '../shell.tsx';
import { paletteWords } from './words.ts';

export interface ShortcutSheetProps {
  readonly commands: readonly Command[];
  readonly onClose: () => void;
}

export function ShortcutSheet({ commands, onClose }: ShortcutSheetProps) {
  const say = useSay();
  const { page } = useShell();
  return (
    <Dialog title={say(paletteWords.shortcuts)} size="small" onClose={onClose}>
      <dl class="grid">
        {commands.map((command) =>
          command.keys === undefined ? null : (
            <div
              key={command.id}
              class="flex min-h-11 items-center gap-4 border-b border-line last:border-b-0"
            >
              <dt class="flex-1 text-ui">{command.title}</dt>
              <dd>
                <Kbd keys={readableKeys(command.keys, page.isMac)} />
              </dd>
            </div>
          ),
        )}
      </dl>
    </Dialog>
  );
}
