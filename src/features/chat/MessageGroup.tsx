// What one person said in a row: bead, name, time, and a thread in their dye down the side.

import { Bead } from '../../ui/Bead.tsx';
import { classList } from '../../ui/class-list.ts';
import { formatTime } from '../../ui/format.ts';
import { Icon } from '../../ui/Icon.tsx';
import { useLocale, useSay } from '../../ui/locale.tsx';
import { sayMark } from '../../ui/mark-words.ts';
import type { ChatModel, Reach } from './api.ts';
import type { ChatEntry, ChatGroup } from './grouping.ts';
import { splitLinks } from './view/linked-text.ts';
import type { Author } from './authors.ts';
import { receiptsOf } from './receipts.ts';
import { chatWords } from './words.ts';

export interface MessageGroupProps {
  readonly group: ChatGroup;
  readonly model: Pick<ChatModel, 'authors' | 'room'>;
}

export function MessageGroup({ group, model }: MessageGroupProps) {
  const locale = useLocale();
  const { identityId, isSelf, entries } = group;
  const author = model.authors.value.get(identityId);
  const receipts = receiptsOf(entries, reachesOf(entries, model));
  return (
    <article data-dye={author?.mark.dye} class="flex gap-3.5 max-md:gap-3">
      <div class="flex flex-col items-center">
        {author ? (
          <Bead mark={author.mark} rank={author.rank} size={36} />
        ) : (
          <Bead state="open-seat" size={36} />
        )}
        <span class={classList('flex-1 border-dye', threadOf(author?.rank))} aria-hidden="true" />
      </div>
      <div class="min-w-0 flex-1 pb-1">
        <h4 class="flex items-baseline gap-2 text-ui">
          <AuthorName author={author} isSelf={isSelf} />
          <time
            class="text-small font-normal text-ink-3"
            dateTime={new Date(group.startedAtMs).toISOString()}
          >
            {formatTime(locale, group.startedAtMs)}
          </time>
        </h4>
        {entries.map((entry) => (
          <Message key={entry.key} entry={entry} reach={receipts.get(entry.key)} />
        ))}
      </div>
    </article>
  );
}

function reachesOf(
  entries: readonly ChatEntry[],
  { room }: Pick<ChatModel, 'room'>,
): ReadonlyMap<string, Reach> {
  const reaches = entries.map(({ key }) => [key, room.reach(key).value] as const);
  return new Map(reaches.filter((each): each is [string, Reach] => each[1] !== undefined));
}

/** The thread of one dye a second time has two plies, a third time it is dotted. */
function threadOf(rank = 0): string {
  if (rank === 0) return 'border-s-2';
  return rank === 1 ? 'w-1.25 border-x-[1.5px]' : 'border-s-3 border-dotted';
}

function AuthorName(props: { readonly author: Author | undefined; readonly isSelf: boolean }) {
  const say = useSay();
  const locale = useLocale();
  const { author, isSelf } = props;
  const named = author && (author.name || sayMark(locale, author.mark));
  const name = isSelf ? say(chatWords.you) : (named ?? '…');
  return (
    <b dir="auto" class="min-w-0 truncate text-dye-ink">
      {name}
    </b>
  );
}

function Message({ entry, reach }: { readonly entry: ChatEntry; readonly reach: Reach | undefined }) {
  return (
    <div class="mt-1">
      <p dir="auto" class="text-base wrap-anywhere whitespace-pre-wrap select-text max-md:text-[1rem]">
        {splitLinks(entry.text).map((part, index) =>
          part.kind === 'text' ? part.text : <OutsideLink key={index} {...part} />,
        )}
      </p>
      {reach ? <Receipt reach={reach} /> : null}
    </div>
  );
}

/** Shows where it really leads; the other site learns neither where it was found nor gets a hand on this page. */
function OutsideLink({
  href,
  text,
  host,
}: {
  readonly href: string;
  readonly text: string;
  readonly host: string;
}) {
  const say = useSay();
  const isPlain = text.toLowerCase().includes(`//${host}`);
  return (
    <a
      href={href}
      target="_blank"
      rel="noopener noreferrer"
      title={say(chatWords.opens, { host })}
      class="underline underline-offset-3 hover:decoration-2"
    >
      {text}
      {isPlain ? null : <span class="text-ink-3"> ({host})</span>}
      <span class="ms-0.5 inline-block align-[-2px] text-ink-3">
        <Icon name="external" size={14} />
      </span>
    </a>
  );
}

/** Filled for whom it reached, a ring for whom not yet, and the same as a sentence. */
function Receipt({ reach }: { readonly reach: Reach }) {
  const say = useSay();
  const n = reach.to.size;
  const reached = reach.reached.size;
  const sentence =
    n === 0
      ? say(chatWords.nobodyHere)
      : reached === n
        ? say(chatWords.reachedAll, { n })
        : say(chatWords.reachedSome, { reached, n });
  return (
    <p class="mt-0.5 flex items-center gap-1.5 text-micro text-ink-3">
      <Icon name={n > 0 && reached === n ? 'check' : 'clock'} size={14} />
      {sentence}
    </p>
  );
}
