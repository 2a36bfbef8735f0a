// One message: what it says, what others made of it, how far it got, and what can be done with it.

import { Component } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { classList } from '../../../ui/class-list.ts';
import { formatTime } from '../../../ui/format.ts';
import { Icon } from '../../../ui/Icon.tsx';
import { useLocale, useSay } from '../../../ui/locale.tsx';
import type { EntryId, Message } from '../api.ts';
import { MessageBody } from './MessageBody.tsx';
import { MessageTools, wordsId } from './MessageTools.tsx';
import { Reactions } from './Reactions.tsx';
import { Receipt } from './Receipt.tsx';
import { talkWords } from './talk-words.ts';
import { useLongPress } from './use-long-press.ts';

export interface MessageViewProps {
  readonly message: Message;
  /** The next of one's own in the group: its receipt may speak for this one. */
  readonly nextOwn: EntryId | undefined;
  readonly isActive: boolean;
  readonly isFound: boolean;
}

/** Drawn again only when something about it has changed: the next message of the same person draws itself alone. */
export class MessageView extends Component<MessageViewProps> {
  override shouldComponentUpdate(next: MessageViewProps): boolean {
    const { message, nextOwn, isActive, isFound } = this.props;
    return (
      message !== next.message ||
      nextOwn !== next.nextOwn ||
      isActive !== next.isActive ||
      isFound !== next.isFound
    );
  }

  override render() {
    return <DrawnMessage {...this.props} />;
  }
}

function DrawnMessage({ message, nextOwn, isActive, isFound }: MessageViewProps) {
  const [isMenuOpen, setMenuOpen] = useState(false);
  const place = useRef<HTMLDivElement>(null);
  const press = useLongPress(() => setMenuOpen(true));
  const isThere = message.body.kind !== 'deleted' && message.body.kind !== 'expired';
  return (
    <div
      ref={place}
      data-message={message.id}
      class={classList(
        'group/message relative -mx-2 mt-1 rounded-control px-2 transition-colors duration-move first-of-type:mt-0',
        isFound && 'bg-you-wash',
      )}
      {...press}
    >
      <div id={wordsId(message.id)}>
        <MessageBody message={message} />
      </div>
      <Marks message={message} />
      {isThere ? <Reactions message={message} /> : null}
      {message.isSelf ? <Receipt id={message.id} next={nextOwn} /> : null}
      <MessageTools message={message} isActive={isActive} isMenuOpen={isMenuOpen} onMenu={setMenuOpen} />
    </div>
  );
}

/** Come late, edited, pinned, about to vanish: small, below the text. */
function Marks({ message }: { readonly message: Message }) {
  const say = useSay();
  const locale = useLocale();
  const { cameAtMs, editedAtMs, expiresAtMs, isPinned } = message;
  if ((cameAtMs ?? editedAtMs ?? expiresAtMs) === undefined && !isPinned) return null;
  return (
    <p class="mt-0.5 flex flex-wrap items-center gap-x-3 text-micro text-ink-3">
      {isPinned ? (
        <span class="inline-flex items-center gap-1">
          <Icon name="pin" size={14} />
          {say(talkWords.pinnedMark)}
        </span>
      ) : null}
      {cameAtMs === undefined ? null : (
        <span>{say(talkWords.cameAt, { time: formatTime(locale, cameAtMs) })}</span>
      )}
      {editedAtMs === undefined ? null : (
        <span title={say(talkWords.editedAt, { time: formatTime(locale, editedAtMs) })}>
          {say(talkWords.edited)}
        </span>
      )}
      {expiresAtMs === undefined ? null : (
        <span class="inline-flex items-center gap-1">
          <Icon name="clock" size={14} />
          {say(talkWords.vanishesAt, { time: formatTime(locale, expiresAtMs) })}
        </span>
      )}
    </p>
  );
}
