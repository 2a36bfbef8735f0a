// The talk as a file that outlives it: plain text, a page without scripts, or JSON. Pure.

import type { IdentityId } from '../../../../primitives/ids.ts';
import { formatDay, formatTime } from '../../../../ui/format.ts';
import { directionOf, say, type Locale } from '../../../../ui/words.ts';
import type { Attachment, Body, Message, Row } from '../../api.ts';
import { filesIn } from '../../talk/search.ts';
import { cleanFileName } from '../attachments/media.ts';
import { talkWords } from '../talk-words.ts';

export type TranscriptFormat = 'text' | 'html' | 'json';

export interface Transcript {
  readonly title: string;
  readonly rows: readonly Row[];
  readonly locale: Locale;
  readonly nameOf: (id: IdentityId, isSelf?: boolean) => string;
}

export function writeTranscript(transcript: Transcript, format: TranscriptFormat): string {
  if (format === 'json') return writeJson(transcript);
  return format === 'html' ? writeHtml(transcript) : writeText(transcript);
}

function messagesOf({ rows }: Transcript): readonly Message[] {
  return rows.filter((row): row is Message => row.kind === 'message');
}

function writeText(transcript: Transcript): string {
  const { title, locale, nameOf } = transcript;
  const lines = [title];
  let day = '';
  for (const message of messagesOf(transcript)) {
    const itsDay = formatDay(locale, message.atMs);
    if (itsDay !== day) lines.push('', itsDay);
    day = itsDay;
    const head = `[${formatTime(locale, message.atMs)}] ${nameOf(message.author, message.isSelf)}: `;
    const words = [bodyText(message.body, transcript), ...reactionsTo(message, transcript)];
    lines.push(indent(head + words.join('\n')));
  }
  return `${lines.join('\n')}\n`;
}

function reactionsTo({ reactions }: Message, { nameOf }: Transcript): readonly string[] {
  return reactions.map(({ emoji, by }) => `${emoji} ${by.map((id) => nameOf(id)).join(', ')}`);
}

/** Further lines stand below the first, so that nobody can write a line that looks like another's. */
function indent(text: string): string {
  return text.split(/\r\n|[\n\v\f\r\u0085\u2028\u2029]/).join('\n    ');
}

function bodyText(body: Body, { locale, nameOf }: Transcript): string {
  const fileLine = ({ name }: Pick<Attachment, 'name'>) =>
    say(locale, talkWords.fileNamed, { name: cleanFileName(name) });
  switch (body.kind) {
    case 'text':
      return [body.text, ...filesIn(body).map(fileLine)].filter((part) => part !== '').join('\n');
    case 'poll': {
      const choices = body.options.map((option, index) => {
        const by = (body.votes[index] ?? []).map((id) => nameOf(id)).join(', ');
        return `- ${option}${by === '' ? '' : ` (${by})`}`;
      });
      return [say(locale, talkWords.poll, { question: body.question }), ...choices].join('\n');
    }
    case 'link':
      return [body.note, body.url].filter((part) => part !== '').join('\n');
    case 'voice':
      return say(locale, talkWords.voice);
    default:
      return say(locale, talkWords[body.kind]);
  }
}

function writeHtml(transcript: Transcript): string {
  const { title, locale, nameOf } = transcript;
  const parts: string[] = [];
  let day = '';
  for (const message of messagesOf(transcript)) {
    const itsDay = formatDay(locale, message.atMs);
    if (itsDay !== day) parts.push(`<h2>${escape(itsDay)}</h2>`);
    day = itsDay;
    const name = escape(nameOf(message.author, message.isSelf));
    const at = `<time datetime="${new Date(message.atMs).toISOString()}">${escape(formatTime(locale, message.atMs))}</time>`;
    const words = escape(bodyText(message.body, transcript));
    const reactions = reactionsTo(message, transcript).map((each) => `<p dir="auto">${escape(each)}</p>`);
    parts.push(
      `<article><h3><bdi>${name}</bdi> ${at}</h3><p dir="auto">${words}</p>${reactions.join('')}</article>`,
    );
  }
  return (
    `<!doctype html>\n<html lang="${locale}" dir="${directionOf(locale)}">\n<meta charset="utf-8">\n` +
    // Nothing in it is ever run or fetched, whatever somebody wrote.
    `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">\n` +
    `<title>${escape(title)}</title>\n<style>${STYLE}</style>\n<h1>${escape(title)}</h1>\n${parts.join('\n')}\n</html>\n`
  );
}

const STYLE =
  'body{font:16px/1.5 system-ui,sans-serif;max-width:45rem;margin:2rem auto;padding:0 1rem;overflow-wrap:anywhere}' +
  'h2{font-size:1rem;margin:2rem 0 0}h3{font-size:1rem;margin:1rem 0 0}time{font-weight:400;opacity:.7}' +
  'p{margin:0;white-space:pre-wrap}:root{color-scheme:light dark}';

const ESCAPES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escape(text: string): string {
  return text.replaceAll(/[&<>"']/g, (character) => ESCAPES[character] ?? character);
}

function writeJson(transcript: Transcript): string {
  const { title, nameOf } = transcript;
  const messages = messagesOf(transcript).map(({ id, author, isSelf, atMs, body, replyTo, reactions }) => ({
    id,
    author,
    name: nameOf(author, isSelf),
    at: new Date(atMs).toISOString(),
    ...(replyTo === undefined ? {} : { replyTo }),
    ...withCleanNames(body),
    reactions,
  }));
  return `${JSON.stringify({ title, messages }, undefined, 2)}\n`;
}

function withCleanNames(body: Body): Body {
  const clean = <F extends Pick<Attachment, 'name'>>(file: F): F => ({
    ...file,
    name: cleanFileName(file.name),
  });
  if (body.kind === 'text')
    return {
      ...body,
      attachments: body.attachments.map(clean),
      ...(body.shared ? { shared: body.shared.map(clean) } : {}),
    };
  return body.kind === 'voice' ? { ...body, attachment: clean(body.attachment) } : body;
}
