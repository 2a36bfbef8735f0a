// The talk on screen: left aligned for everybody, a thread in the author's dye beside each group, the composer below.

import { useEffect } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { formatDay } from '../../ui/format.ts';
import { useLocale, useSay } from '../../ui/locale.tsx';
import { SpaceHeader } from '../../ui/SpaceHeader.tsx';
import { useRoomFace } from '../room-face.tsx';
import { Composer } from './Composer.tsx';
import { groupByDay, type ChatDay } from './grouping.ts';
import { MessageGroup } from './MessageGroup.tsx';
import type { ChatModel } from './model.ts';
import { useStayAtBottom } from './use-stay-at-bottom.ts';
import { Writing } from './Writing.tsx';
import { chatWords } from './words.ts';

export function ChatView({ model }: { readonly model: ChatModel }) {
  const say = useSay();
  const { isKept } = useRoomFace();
  useLooking(model);
  return (
    <>
      <SpaceHeader
        title={say(chatWords.title)}
        text={say(isKept ? chatWords.kept : chatWords.memoryOnly)}
        kept={isKept}
      />
      <Talk model={model} />
      <div class="mx-auto w-full max-w-198 px-6 pb-4 max-md:px-2.5 max-md:pb-2.5">
        <Writing model={model} />
        {model.pace.mayWrite.value ? (
          <Composer model={model} />
        ) : (
          <p class="rounded-control border border-line px-3.5 py-3 text-ui text-ink-2">
            {say(chatWords.closed)}
          </p>
        )}
      </div>
    </>
  );
}

function Talk({ model }: { readonly model: ChatModel }) {
  const say = useSay();
  const entries = model.entries.value;
  const bottom = useStayAtBottom(entries.length);
  return (
    <div ref={bottom.ref} onScroll={bottom.onScroll} class="min-h-0 flex-1 overflow-y-auto">
      <div class="mx-auto flex min-h-full max-w-198 flex-col justify-end px-6 py-4 max-md:px-4">
        {entries.length === 0 ? <Empty isAlone={model.isAlone.value} /> : null}
        <div role="log" aria-live="polite" aria-label={say(chatWords.log)} class="grid gap-5">
          {groupByDay(entries).map((day) => (
            <Day key={day.dayMs} day={day} model={model} />
          ))}
        </div>
      </div>
      {bottom.isAway ? (
        <div class="sticky bottom-2 flex justify-center">
          <span class="rounded-control bg-raised shadow-raised">
            <Button size="small" icon="ad" onClick={bottom.goDown}>
              {say(chatWords.toNewest)}
            </Button>
          </span>
        </div>
      ) : null}
    </div>
  );
}

function Day({ day, model }: { readonly day: ChatDay; readonly model: ChatModel }) {
  const say = useSay();
  const locale = useLocale();
  const isToday = new Date(day.dayMs).toDateString() === new Date().toDateString();
  return (
    <section class="grid gap-5">
      <h3 class="flex items-center gap-3 font-ui text-small font-normal text-ink-3">
        <span class="h-px flex-1 bg-line" aria-hidden="true" />
        {isToday ? say(chatWords.today) : formatDay(locale, day.dayMs)}
        <span class="h-px flex-1 bg-line" aria-hidden="true" />
      </h3>
      {day.groups.map((group) => (
        <MessageGroup key={group.key} group={group} model={model} />
      ))}
    </section>
  );
}

/** Nobody: what the room says to that. Somebody, but silence: what writing does. */
function Empty({ isAlone }: { readonly isAlone: boolean }) {
  const say = useSay();
  const { Alone } = useRoomFace();
  if (isAlone) return <Alone />;
  return (
    <EmptyState icon="chat" title={say(chatWords.quietTitle)} text={say(chatWords.quietText)} centered />
  );
}

/** While the talk is on screen and the page in front, nothing counts as unread. */
function useLooking(model: ChatModel): void {
  useEffect(() => {
    const look = () => model.setLooking(document.visibilityState === 'visible');
    look();
    document.addEventListener('visibilitychange', look);
    return () => {
      document.removeEventListener('visibilitychange', look);
      model.setLooking(false);
    };
  }, [model]);
}
