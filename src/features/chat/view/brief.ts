// What a message says in one line: for quotes, pins and what is read out. Pure.

import { visibleLine } from '../../../room/display-name.ts';
import { formatList } from '../../../ui/format.ts';
import { say, type Locale } from '../../../ui/words.ts';
import type { Body } from '../api.ts';
import { filesIn } from '../talk/search.ts';
import { cleanFileName } from './attachments/media.ts';
import { plainTextOf } from './markdown/nodes.ts';
import { readMarkdown } from './markdown/read-markdown.ts';
import { readSafeLink } from './safe-link.ts';
import { talkWords } from './talk-words.ts';

/** UTF-16 units that fit beside a name. */
const BRIEF_LENGTH = 120;

/** Without what hides, turns round or towers: it stands among words of the page. */
export function briefOf(locale: Locale, body: Body): string {
  switch (body.kind) {
    case 'text': {
      const text = visibleLine(plainTextOf(readMarkdown(body.text.slice(0, BRIEF_LENGTH * 4))));
      return text === '' ? filesOf(locale, body) : cut(text);
    }
    case 'poll':
      return say(locale, talkWords.poll, { question: cut(visibleLine(body.question)) });
    case 'voice':
      return say(locale, talkWords.voice);
    case 'link': {
      const host = readSafeLink(body.url)?.host ?? '';
      return cut(visibleLine(body.note)) || say(locale, talkWords.link, { host });
    }
    default:
      return say(locale, talkWords[body.kind]);
  }
}

/** The names of its files, as they are shown. */
export function filesOf(locale: Locale, body: Extract<Body, { kind: 'text' }>): string {
  return formatList(
    locale,
    filesIn(body).map(({ name }) => cleanFileName(name)),
  );
}

function cut(text: string): string {
  return text.slice(0, BRIEF_LENGTH).toWellFormed();
}
