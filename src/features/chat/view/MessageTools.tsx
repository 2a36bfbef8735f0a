// What can be done with a message: three buttons beside it while a pointer or the focus is on it, a menu of everything.
// One of all messages' menu buttons is a tab stop; the arrow keys lead from one to the next.

import { useRef, useState } from 'preact/hooks';
import { writeClipboardText } from '../../../platform/clipboard.ts';
import { ConfirmDialog } from '../../../ui/ConfirmDialog.tsx';
import { formatTime } from '../../../ui/format.ts';
import { Icon } from '../../../ui/Icon.tsx';
import type { IconName } from '../../../ui/icon-shapes.ts';
import { announce } from '../../../ui/live-region.ts';
import { useLocale, useSay, type Say } from '../../../ui/locale.tsx';
import { MenuSurface, type MenuItem } from '../../../ui/Menu.tsx';
import type { EntryId, Message } from '../api.ts';
import { EmojiPopover } from './emoji/EmojiPopover.tsx';
import { isHeard } from './mentionables.ts';
import { useNames } from './names.ts';
import { useTalk, type TalkFace } from './talk-face.ts';
import { talkWords } from './talk-words.ts';

export interface MessageToolsProps {
  readonly message: Message;
  readonly isActive: boolean;
  readonly isMenuOpen: boolean;
  readonly onMenu: (isOpen: boolean) => void;
}

const bar =
  'absolute end-1 -top-4 z-sticky flex rounded-control border border-line bg-raised opacity-0 ' +
  'group-hover/message:opacity-100 focus-within:opacity-100 has-[[aria-expanded=true]]:opacity-100 ';

export function MessageTools({ message, isActive, isMenuOpen, onMenu }: MessageToolsProps) {
  const say = useSay();
  const locale = useLocale();
  const face = useTalk();
  const nameOf = useNames(face.model);
  const [isPicking, setPicking] = useState(false);
  const [isDeleting, setDeleting] = useState(false);
  const anchor = useRef<HTMLButtonElement>(null);
  const name = nameOf(message.author, message.isSelf);
  const isThere = message.body.kind !== 'deleted' && message.body.kind !== 'expired';
  if (!isThere) return null;
  const items = itemsFor({
    message,
    face,
    say,
    name,
    react: () => setPicking(true),
    remove: () => setDeleting(true),
  });
  const id = `menu-${message.id}`;
  const label = say(talkWords.actions, { name, time: formatTime(locale, message.atMs) });
  const react = (emoji: string) => face.act({ kind: 'react', of: message.id, emoji, on: true });
  return (
    <div class={bar}>
      <Tool icon="smile" label={say(talkWords.react)} onClick={() => setPicking(true)} />
      <Tool icon="reply" label={say(talkWords.reply)} onClick={() => reply(face, message)} />
      <button
        ref={anchor}
        type="button"
        data-tools={message.id}
        aria-label={label}
        aria-describedby={wordsId(message.id)}
        aria-haspopup="menu"
        aria-expanded={isMenuOpen || isPicking}
        tabIndex={isActive ? 0 : -1}
        class="grid size-8 place-items-center rounded-control text-ink-2 hover:bg-hover touch:size-11"
        onClick={() => onMenu(true)}
      >
        <Icon name="more" size={18} />
      </button>
      {isMenuOpen ? (
        <MenuSurface
          id={id}
          label={label}
          items={items}
          anchor={anchor}
          align="end"
          onClose={() => onMenu(false)}
        />
      ) : null}
      {isDeleting ? (
        <ConfirmDialog
          title={say(talkWords.removeTitle)}
          confirmLabel={say(talkWords.remove)}
          isDangerous
          onConfirm={() => {
            setDeleting(false);
            face.act({ kind: 'delete', of: message.id });
          }}
          onCancel={() => setDeleting(false)}
        >
          {say(talkWords.removeText)}
        </ConfirmDialog>
      ) : null}
      {isPicking ? <EmojiPopover anchor={anchor} onClose={() => setPicking(false)} onPick={react} /> : null}
    </div>
  );
}

/** Of the element with what the message says: who goes from message to message by keys hears it. */
export function wordsId(id: EntryId): string {
  return `words-${id}`;
}

interface ToolProps {
  readonly icon: IconName;
  readonly label: string;
  readonly onClick: () => void;
}

/** For pointers; the menu beside it holds the same for keys. */
function Tool({ icon, label, onClick }: ToolProps) {
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={label}
      title={label}
      class="grid size-8 place-items-center rounded-control text-ink-2 hover:bg-hover touch:hidden"
      onClick={onClick}
    >
      <Icon name={icon} size={18} />
    </button>
  );
}

function reply({ composing }: TalkFace, message: Message): void {
  composing.value = { kind: 'reply', to: message };
}

interface ItemsFor {
  readonly message: Message;
  readonly face: TalkFace;
  readonly say: Say;
  readonly name: string;
  readonly react: () => void;
  readonly remove: () => void;
}

function itemsFor({ message, face, say, name, react, remove }: ItemsFor): readonly MenuItem[] {
  const { id, isSelf, isPinned, body, author } = message;
  const item = (key: string, label: string, icon: IconName, onSelect: () => void) => ({
    id: key,
    label,
    icon,
    onSelect,
  });
  const text = textOf(message);
  const items: MenuItem[] = [
    item('reply', say(talkWords.reply), 'reply', () => reply(face, message)),
    item('react', say(talkWords.react), 'smile', react),
  ];
  if (text !== '') items.push(item('copy', say(talkWords.copyText), 'copy', () => void copy(text, say)));
  if (isSelf && body.kind === 'text')
    items.push(item('edit', say(talkWords.edit), 'pencil', () => edit(face, message)));
  const pinLabel = say(isPinned ? talkWords.unpin : talkWords.pin);
  items.push(item('pin', pinLabel, 'pin', () => face.act({ kind: 'pin', of: id, on: !isPinned })));
  if (!isSelf && face.thread.id === 'room' && isHeard(face.model.regardOf(author)))
    items.push(item('direct', say(talkWords.writeOnly, { name }), 'chat', () => face.openDirect(author)));
  if (isSelf)
    items.push({
      ...item('delete', say(talkWords.remove), 'trash', remove),
      isDangerous: true,
    });
  return items;
}

function edit({ composing }: TalkFace, message: Message): void {
  composing.value = { kind: 'edit', of: message };
}

function textOf({ body }: Message): string {
  if (body.kind === 'text') return body.text;
  if (body.kind === 'link') return body.url;
  return body.kind === 'poll' ? [body.question, ...body.options].join('\n') : '';
}

async function copy(text: string, say: Say): Promise<void> {
  const copied = await writeClipboardText(text);
  announce(say(copied.ok ? talkWords.copied : talkWords.notCopied));
}
