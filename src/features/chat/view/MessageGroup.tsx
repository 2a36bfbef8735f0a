// What one person said in a row: bead, name, time, and a thread in their dye down the side.

import { Bead } from '../../../ui/Bead.tsx';
import { classList } from '../../../ui/class-list.ts';
import { formatTime } from '../../../ui/format.ts';
import { useLocale } from '../../../ui/locale.tsx';
import type { EntryId } from '../api.ts';
import { MessageView } from './MessageView.tsx';
import { useNames } from './names.ts';
import { ReplyQuote } from './ReplyQuote.tsx';
import type { GroupRow } from './rows.ts';
import { useTalk } from './talk-face.ts';

export interface MessageGroupProps {
  readonly group: GroupRow;
  /** Stands above another group that goes on with it. */
  readonly isContinued: boolean;
  /** The message on which the arrow keys stand, when it is one of these. */
  readonly active: EntryId | undefined;
  readonly found: EntryId | undefined;
}

export function MessageGroup({ group, isContinued, active, found }: MessageGroupProps) {
  const { model } = useTalk();
  const author = model.authors.value.get(group.author);
  const quoted = group.messages[0]?.replyTo;
  const thread = (
    <span
      class={classList(
        'flex-1 border-dye',
        threadOf(author?.rank),
        isContinued && '-mb-3',
        group.continues && '-mt-1',
      )}
      aria-hidden="true"
    />
  );
  return (
    <article
      data-dye={author?.mark.dye}
      class={classList('flex gap-3.5 max-md:gap-3', !group.continues && 'pt-4')}
    >
      <div class={classList('flex w-9 shrink-0 flex-col items-center', quoted !== undefined && 'pt-6')}>
        {group.continues ? null : author ? (
          <Bead mark={author.mark} rank={author.rank} size={36} />
        ) : (
          <Bead state="open-seat" size={36} />
        )}
        {thread}
      </div>
      <div class="min-w-0 flex-1 pb-1">
        {quoted === undefined ? null : <ReplyQuote of={quoted} />}
        <Head group={group} />
        {group.messages.map((message, index) => (
          <MessageView
            key={message.id}
            message={message}
            nextOwn={message.isSelf ? group.messages[index + 1]?.id : undefined}
            isActive={message.id === active}
            isFound={message.id === found}
          />
        ))}
      </div>
    </article>
  );
}

/** The thread of one dye a second time has two plies, a third time it is dotted. */
function threadOf(rank = 0): string {
  if (rank === 0) return 'border-s-2';
  return rank === 1 ? 'w-1.25 border-x-[1.5px]' : 'border-s-3 border-dotted';
}

function Head({ group }: { readonly group: GroupRow }) {
  const locale = useLocale();
  const { model } = useTalk();
  const nameOf = useNames(model);
  const atMs = group.messages[0]?.atMs ?? 0;
  return (
    <h3 class={group.continues ? 'sr-only' : 'flex items-baseline gap-2 text-ui'}>
      <b dir="auto" class="min-w-0 truncate text-dye-ink">
        {nameOf(group.author, group.isSelf)}
      </b>
      <time class="text-small font-normal text-ink-3" dateTime={new Date(atMs).toISOString()}>
        {formatTime(locale, atMs)}
      </time>
    </h3>
  );
}
