// The talk on screen: days, groups of messages, notices; only what is near the window is drawn. The arrow keys lead from
// message to message.

import { useEffect, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { Button } from '../../../ui/Button.tsx';
import { EmptyState } from '../../../ui/EmptyState.tsx';
import { useLocale, useSay } from '../../../ui/locale.tsx';
import type { Locale } from '../../../ui/words.ts';
import { useRoomFace } from '../../room-face.tsx';
import type { EntryId, Message, Row } from '../api.ts';
import { briefOf, filesOf } from './brief.ts';
import { useNames } from './names.ts';
import { findMessage } from './ReplyQuote.tsx';
import { createLayOut, estimateHeight, indexOfMessage, type TalkRow } from './rows.ts';
import { useTalk } from './talk-face.ts';
import { TalkRowView } from './TalkRowView.tsx';
import { talkWords } from './talk-words.ts';
import { useNewBelow } from './use-new-below.ts';
import { useVirtualRows } from './use-virtual-rows.ts';

/** How long what was jumped to stays marked. */
const FOUND_MS = 2_500;

export function Talk() {
  const say = useSay();
  const { thread, active, found } = useTalk();
  const all = thread.rows.value;
  const firstUnread = thread.firstUnread.value;
  const [layOut] = useState(createLayOut);
  const [isAway, setAway] = useState(false);
  const below = useNewBelow(all, isAway);
  const newFrom = below.first ?? firstUnread;
  const rows = useMemo(() => layOut(all, newFrom), [layOut, all, newFrom]);
  const standing = useStanding(rows);
  const unreadIndex = rows.findIndex((row) => row.kind === 'new');
  const list = useVirtualRows({
    count: rows.length,
    of: rows,
    keyOf: (index) => rows[index]?.key ?? index.toString(),
    estimate: (index) => estimateHeight(rows[index]),
    keep: active.value === undefined ? undefined : indexOfMessage(rows, active.value),
    start: unreadIndex < 0 ? undefined : unreadIndex,
  });
  useEffect(() => {
    setAway(list.isAway);
    thread.setAtEnd(!list.isAway);
  }, [thread, list.isAway]);
  useJump(rows, list.toIndex);
  useFollowOwn(all, list.toEnd);
  const isUnreadAbove = unreadIndex >= 0 && list.isAbove(unreadIndex);
  return (
    <div class="relative flex min-h-0 flex-1 flex-col">
      {/* Buttons inside are what has the focus; the arrow keys between them are heard here. */}
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions */}
      <div
        ref={list.ref}
        class="min-h-0 flex-1 overflow-y-auto [overflow-anchor:none] focus-visible:-outline-offset-4"
        // A scrolling region must be reachable by keys.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
        tabIndex={rows.length === 0 ? undefined : 0}
        aria-label={rows.length === 0 ? undefined : say(talkWords.log)}
        role={rows.length === 0 ? undefined : 'region'}
        onKeyDown={moveToMessage}
        onFocusIn={(event) => {
          const id = event.target instanceof HTMLElement ? event.target.dataset['tools'] : undefined;
          if (id !== undefined) active.value = id;
        }}
      >
        <div class="mx-auto flex min-h-full max-w-198 flex-col justify-end px-6 max-md:px-4">
          {rows.length === 0 ? <Empty /> : null}
          <div
            role="log"
            // What is new is told below, once; what scrolls into the list is not new.
            aria-live="off"
            aria-label={say(talkWords.log)}
            class="relative shrink-0"
            style={{ height: rows.length === 0 ? undefined : `${list.heightPx}px` }}
          >
            {list.items.map(({ key, index, start }) => {
              const row = rows[index];
              return row === undefined ? null : (
                <div
                  key={key}
                  ref={list.measure}
                  data-index={index}
                  class="absolute inset-x-0 top-0"
                  style={{ transform: `translateY(${start}px)` }}
                >
                  <TalkRowView
                    row={row}
                    isContinued={isContinued(rows[index + 1])}
                    active={holds(row, standing) ? standing : undefined}
                    found={holds(row, found.value) ? found.value : undefined}
                  />
                </div>
              );
            })}
          </div>
        </div>
      </div>
      <div class="pointer-events-none absolute inset-x-0 bottom-2 flex justify-center gap-2">
        {isUnreadAbove ? (
          <JumpButton
            icon="au"
            text={say(talkWords.toUnread, { n: countFrom(rows, unreadIndex) })}
            onClick={() => list.toIndex(unreadIndex, 'start')}
          />
        ) : null}
        {list.isAway ? (
          <JumpButton
            icon="ad"
            text={below.count === 0 ? say(talkWords.toNewest) : say(talkWords.newBelow, { n: below.count })}
            onClick={list.toEnd}
          />
        ) : null}
      </div>
      <NewMessages />
    </div>
  );
}

interface JumpButtonProps {
  readonly icon: 'au' | 'ad';
  readonly text: string;
  readonly onClick: () => void;
}

function JumpButton({ icon, text, onClick }: JumpButtonProps) {
  return (
    <span class="pointer-events-auto rounded-control bg-raised shadow-raised">
      <Button size="small" icon={icon} onClick={onClick}>
        {text}
      </Button>
    </span>
  );
}

/** Nobody: what the room says to that. Somebody, but silence: what writing does. */
function Empty() {
  const say = useSay();
  const { Alone } = useRoomFace();
  const { model, thread } = useTalk();
  const nameOf = useNames(model);
  if (thread.id !== 'room') {
    const name = nameOf(thread.id);
    return (
      <EmptyState
        icon="chat"
        title={say(talkWords.quietTitle)}
        text={say(talkWords.quietDirect, { name })}
        centered
      />
    );
  }
  if (model.isAlone.value) return <Alone />;
  return (
    <EmptyState icon="chat" title={say(talkWords.quietTitle)} text={say(talkWords.quietText)} centered />
  );
}

function isContinued(next: TalkRow | undefined): boolean {
  return next?.kind === 'group' && next.continues;
}

function holds(row: TalkRow, id: EntryId | undefined): boolean {
  return id !== undefined && row.kind === 'group' && row.messages.some((message) => message.id === id);
}

function countFrom(rows: readonly TalkRow[], index: number): number {
  const others = rows.slice(index).filter((row) => row.kind === 'group' && !row.isSelf);
  return others.reduce((sum, row) => sum + (row.kind === 'group' ? row.messages.length : 0), 0);
}

/** The message that is a tab stop: where the arrow keys stand, or else the last one. */
function useStanding(rows: readonly TalkRow[]): EntryId | undefined {
  const { active } = useTalk();
  const chosen = active.value;
  const all = useMemo(() => rows.flatMap((row) => (row.kind === 'group' ? row.messages : [])), [rows]);
  const canStand = ({ body }: Message) => body.kind !== 'deleted' && body.kind !== 'expired';
  const isThere = chosen !== undefined && all.some((each) => each.id === chosen && canStand(each));
  return isThere ? chosen : all.findLast(canStand)?.id;
}

/** Whoever writes sees what they wrote, however far up they were reading. */
function useFollowOwn(rows: readonly Row[], toEnd: () => void): void {
  const last = rows.at(-1);
  const own = last?.kind === 'message' && last.isSelf ? last.id : undefined;
  const before = useRef(own);
  useLayoutEffect(() => {
    if (own !== undefined && own !== before.current) toEnd();
    before.current = own;
  }, [own]);
}

/** Lends `jump.to` to whatever leads to a message: a quote, a hit, a pin. */
function useJump(rows: readonly TalkRow[], toIndex: (index: number) => void): void {
  const { jump, found } = useTalk();
  const fading = useRef<number | undefined>(undefined);
  jump.to = (id, onThere) => {
    const index = indexOfMessage(rows, id);
    if (index < 0) return;
    toIndex(index);
    found.value = id;
    window.clearTimeout(fading.current);
    fading.current = window.setTimeout(() => {
      found.value = undefined;
    }, FOUND_MS);
    bringIntoView(id, FRAMES_TO_DRAW, onThere);
  };
  useEffect(() => () => window.clearTimeout(fading.current), []);
}

/** A jump over thousands of rows is drawn, measured and corrected within so many frames. */
const FRAMES_TO_DRAW = 30;

/** A long group is taller than the window: the message itself comes into it, once it is drawn. */
function bringIntoView(id: EntryId, framesLeft: number, onThere?: (message: Element) => void): void {
  requestAnimationFrame(() => {
    const message = document.querySelector(`[data-message="${CSS.escape(id)}"]`);
    if (message) {
      message.scrollIntoView({ block: 'nearest' });
      onThere?.(message);
    } else if (framesLeft > 0) bringIntoView(id, framesLeft - 1, onThere);
  });
}

/** From one message's menu button to the next. */
function moveToMessage(event: KeyboardEvent): void {
  const list = event.currentTarget;
  const at = event.target;
  if (!(list instanceof HTMLElement) || !(at instanceof HTMLElement) || !at.matches('[data-tools]')) return;
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  const buttons = Array.from(list.querySelectorAll<HTMLElement>('[data-tools]'));
  const next = buttons[buttons.indexOf(at) + step];
  event.preventDefault();
  next?.focus();
  next?.closest('[data-message]')?.scrollIntoView({ block: 'nearest' });
}

/** Kept at most, to be read out one after the other. */
const MOST_SPOKEN = 5;
const SPOKEN_LENGTH = 300;

/** What others say while the talk is on screen, for those who hear it: each once, and nothing of what was there before. */
function NewMessages() {
  const { thread, model } = useTalk();
  const nameOf = useNames(model);
  const say = useSay();
  const locale = useLocale();
  const rows = thread.rows.value;
  const [spoken, setSpoken] = useState<readonly EntryId[]>([]);
  const known = useRef<ReadonlySet<EntryId> | undefined>(undefined);
  useEffect(() => {
    const last = rows.slice(-50).filter((row): row is Message => row.kind === 'message');
    const before = known.current;
    known.current = new Set(rows.map(({ id }) => id));
    if (!before) return;
    const fresh = last.filter((message) => !message.isSelf && !before.has(message.id));
    if (fresh.length > 0)
      setSpoken((earlier) => [...earlier, ...fresh.map(({ id }) => id)].slice(-MOST_SPOKEN));
  }, [rows]);
  return (
    <div class="sr-only" aria-live="polite" aria-relevant="additions">
      {spoken.map((id) => {
        // As it is now: what was deleted or has vanished is not left standing here.
        const message = findMessage(rows, id);
        const text = message && spokenText(locale, message);
        return text ? <p key={id}>{say(talkWords.said, { name: nameOf(message.author), text })}</p> : null;
      })}
    </div>
  );
}

/** '' once nothing of it is left. */
function spokenText(locale: Locale, { body }: Message): string {
  if (body.kind === 'deleted' || body.kind === 'expired') return '';
  if (body.kind !== 'text') return briefOf(locale, body);
  return `${body.text.slice(0, SPOKEN_LENGTH).toWellFormed()} ${filesOf(locale, body)}`.trim();
}
