// What goes into a message besides words: files, a poll, a link for everybody, emoji. On a phone all of it is behind one
// button.

import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { Button } from '../../../ui/Button.tsx';
import { lazy } from '../../../ui/lazy.tsx';
import { useSay } from '../../../ui/locale.tsx';
import { Menu, type MenuItem } from '../../../ui/Menu.tsx';
import type { FileTray } from './composer-state.ts';
import { composeWords } from './compose-words.ts';
import { EmojiPopover } from './emoji/EmojiPopover.tsx';
import type { NewThingProps } from './new-things/index.ts';

const load = () => import('./new-things/index.ts');
const PollDialog = lazy<NewThingProps>(async () => (await load()).PollDialog);
const LinkDialog = lazy<NewThingProps>(async () => (await load()).LinkDialog);

export interface ComposerToolsProps {
  readonly tray: FileTray;
  readonly onEmoji: (emoji: string) => void;
  readonly isEdit: boolean;
  /** What does not fit into the message can be shared all the same. */
  readonly takesLarge: boolean;
  /** The field, between the tools. */
  readonly children: ComponentChildren;
}

export function ComposerTools({ tray, onEmoji, isEdit, takesLarge, children }: ComposerToolsProps) {
  const say = useSay();
  const picker = useRef<HTMLInputElement>(null);
  const emojiButton = useRef<HTMLButtonElement>(null);
  const field = useRef<HTMLDivElement>(null);
  const [open, setOpen] = useState<'emoji' | 'poll' | 'link'>();
  const close = () => setOpen(undefined);
  const files: MenuItem = {
    id: 'file',
    label: say(composeWords.attach),
    icon: 'clip',
    onSelect: () => picker.current?.click(),
  };
  const link: MenuItem = {
    id: 'link',
    label: say(composeWords.shareLink),
    icon: 'link',
    onSelect: () => setOpen('link'),
  };
  const poll: MenuItem = {
    id: 'poll',
    label: say(composeWords.startPoll),
    icon: 'poll',
    onSelect: () => setOpen('poll'),
  };
  const emoji: MenuItem = {
    id: 'emoji',
    label: say(composeWords.emoji),
    icon: 'smile',
    onSelect: () => setOpen('emoji'),
  };
  return (
    <>
      {isEdit ? null : (
        <>
          <span class="max-md:hidden">
            <Menu icon="clip" label={say(composeWords.add)} items={[files, link]} />
          </span>
          <span class="md:hidden">
            <Menu icon="plus" label={say(composeWords.add)} items={[files, link, poll, emoji]} />
          </span>
        </>
      )}
      <div ref={field} class="flex min-w-0 flex-1">
        {children}
      </div>
      {isEdit ? null : (
        <span class="max-md:hidden">
          <Button
            kind="quiet"
            icon="poll"
            iconOnly
            label={say(composeWords.startPoll)}
            onClick={() => setOpen('poll')}
          />
        </span>
      )}
      <span class="max-md:hidden">
        <Button
          buttonRef={emojiButton}
          kind="quiet"
          icon="smile"
          iconOnly
          hasPopup="dialog"
          expanded={open === 'emoji'}
          label={say(composeWords.emoji)}
          onClick={() => setOpen('emoji')}
        />
      </span>
      <input
        ref={picker}
        type="file"
        multiple
        hidden
        aria-label={say(composeWords.attach)}
        onChange={(event) => {
          void tray.add(Array.from(event.currentTarget.files ?? []), takesLarge);
          event.currentTarget.value = '';
        }}
      />
      {open === 'emoji' ? <EmojiPopover anchor={field} onClose={close} onPick={onEmoji} /> : null}
      {open === 'poll' ? <PollDialog onClose={close} /> : null}
      {open === 'link' ? <LinkDialog onClose={close} /> : null}
    </>
  );
}
