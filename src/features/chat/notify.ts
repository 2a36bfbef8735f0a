// Tells of messages that came while nobody looked at their thread. What counts as such is the model's `unread`; this only
// finds out which they are.

import { effect, untracked } from '@preact/signals-core';
import { createDisposables } from '../../primitives/disposable.ts';
import type { Unsubscribe } from '../../primitives/events.ts';
import type { IdentityId } from '../../primitives/ids.ts';
import { cleanStatus } from '../../room/display-name.ts';
import type { Say } from '../../ui/locale.tsx';
import type { News, NewsListener } from '../news.ts';
import type { ChatModel, Message, Row, Thread } from './api.ts';
import { confusableAmong } from './told-apart.ts';
import { filesIn } from './talk/search.ts';
import { readSafeLink } from './view/safe-link.ts';
import { talkWords } from './view/talk-words.ts';

interface Talks extends Pick<ChatModel, 'room' | 'direct' | 'authors'> {
  /** Who hears of it. */
  readonly self: IdentityId;
}

/** Of a flood only the newest are told: the number beside them says how many there are. */
const MAX_WAITING = 20;
/** Of a message only its beginning is looked at: the rest does not fit into a notification. */
const MAX_READ_LENGTH = 400;

export function followTalk(model: Talks, listener: NewsListener): Unsubscribe {
  const disposables = createDisposables();
  const followed = new Map<Thread['id'], Unsubscribe>();
  const follow = (thread: Thread) => {
    if (!followed.has(thread.id)) followed.set(thread.id, followThread(model, thread, listener));
  };
  follow(model.room);
  disposables.add(
    effect(() => {
      const threads = model.direct.value;
      untracked(() => {
        for (const thread of threads) follow(thread);
      });
    }),
  );
  disposables.add(() => {
    for (const stop of followed.values()) stop();
  });
  return () => disposables.dispose();
}

/** The model counts a message, then shows it: it is told when both are done. */
function followThread(model: Talks, thread: Thread, listener: NewsListener): Unsubscribe {
  // A thread that begins with its first message has that one to tell; the room's was there before.
  let rows: readonly Row[] = thread.id === 'room' ? thread.rows.peek() : [];
  let unread = thread.id === 'room' ? thread.unread.peek() : 0;
  let waiting: readonly Message[] = [];
  let owed = 0;
  return effect(() => {
    const [nowRows, nowUnread] = [thread.rows.value, thread.unread.value];
    untracked(() => {
      owed = nowUnread === 0 ? 0 : Math.max(0, owed + nowUnread - unread);
      const came = arrivedSince(rows, nowRows).filter(({ author }) => listener.isHeard(author));
      waiting = [...waiting, ...came].slice(-MAX_WAITING);
      [rows, unread] = [nowRows, nowUnread];
      const told = owed === 0 ? [] : waiting.slice(-owed);
      // What came and was looked at is no news later.
      if (told.length > 0 || nowUnread === 0) waiting = [];
      owed -= told.length;
      for (const message of told) listener.tell(newsOf(model, thread, message));
    });
  });
}

/** Messages of others that are in `after` and were not in `before`; both in one order, mostly with one beginning. */
export function arrivedSince(before: readonly Row[], after: readonly Row[]): readonly Message[] {
  let start = 0;
  while (start < before.length && before[start] === after[start]) start += 1;
  let [end, endBefore] = [after.length, before.length];
  while (end > start && endBefore > start && after[end - 1] === before[endBefore - 1]) {
    end -= 1;
    endBefore -= 1;
  }
  const known = new Set(before.slice(start, endBefore).map(({ id }) => id));
  return after
    .slice(start, end)
    .filter((row): row is Message => row.kind === 'message' && !row.isSelf && !known.has(row.id));
}

function newsOf(model: Talks, thread: Thread, message: Message): News {
  const author = model.authors.peek().get(message.author);
  const answered = thread.rows.peek().find(({ id }) => id === message.replyTo);
  return {
    thread: thread.id,
    name: author?.name ?? '',
    isConfusable: confusableAmong(model.authors.peek()).has(message.author),
    mark: author?.mark,
    isMention: message.mentions.includes(model.self) || (answered?.kind === 'message' && answered.isSelf),
    isDirect: thread.id !== 'room',
    preview: (say) => previewOf(message, say),
  };
}

function previewOf({ body }: Message, say: Say): string {
  switch (body.kind) {
    case 'text': {
      const line = firstLine(body.text);
      const [file] = filesIn(body);
      return line === '' && file ? say(talkWords.fileNamed, { name: firstLine(file.name) }) : line;
    }
    case 'poll':
      return say(talkWords.poll, { question: firstLine(body.question) });
    case 'voice':
      return say(talkWords.voice);
    case 'link':
      return say(talkWords.link, { host: readSafeLink(body.url)?.host ?? '' });
    default:
      return '';
  }
}

/** Without what turns lines around, hides or runs over. */
function firstLine(text: string): string {
  const lines = text.slice(0, MAX_READ_LENGTH).split(/[\r\n\u2028\u2029]+/);
  return lines.map(cleanStatus).find((line) => line !== '') ?? '';
}
