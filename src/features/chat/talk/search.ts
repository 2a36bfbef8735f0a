// Finding words in messages, whatever their case and marks. What a message reads like folded is remembered for as long as
// the message is. Pure.

import { MAX_HITS, type Hit, type Message, type Row } from '../api.ts';

const folded = new WeakMap<Message, string>();

/** Newest first; a query of blanks finds nothing. */
export function searchRows(rows: readonly Row[], query: string): readonly Hit[] {
  const wanted = fold(query).trim();
  const hits: Hit[] = [];
  if (wanted === '') return hits;
  for (let index = rows.length - 1; index >= 0 && hits.length < MAX_HITS; index -= 1) {
    const row = rows[index];
    if (row?.kind === 'message' && foldedOf(row).includes(wanted))
      hits.push({ id: row.id, ranges: rangesOf(textOf(row), wanted) });
  }
  return hits;
}

/** What of a message is shown as its text. */
export function textOf({ body }: Message): string {
  switch (body.kind) {
    case 'text':
      return [body.text, ...body.attachments.map(({ name }) => name)].join('\n');
    case 'poll':
      return [body.question, ...body.options].join('\n');
    case 'link':
      return [body.note, body.url].join('\n');
    case 'voice':
      return body.attachment.name;
    default:
      return '';
  }
}

/** Without marks and in lower case; not of the same length. */
function fold(text: string): string {
  return text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase();
}

function foldedOf(message: Message): string {
  const known = folded.get(message) ?? fold(textOf(message));
  folded.set(message, known);
  return known;
}

/** Each letter is folded by itself, to know where in the text it stands. */
function rangesOf(text: string, wanted: string): Hit['ranges'] {
  let all = '';
  const places: number[] = [];
  let at = 0;
  for (const letter of text) {
    const each = fold(letter);
    for (let i = 0; i < each.length; i += 1) places.push(at);
    all += each;
    at += letter.length;
  }
  const ranges: (readonly [number, number])[] = [];
  for (let from = all.indexOf(wanted); from >= 0; from = all.indexOf(wanted, from + wanted.length))
    ranges.push([places[from] ?? 0, places[from + wanted.length] ?? text.length]);
  return ranges;
}
