// Finding words in messages, whatever their case and accents. Each message is folded once, all at the first search or a
// few at a time before it; what it reads like folded is remembered for as long as the message is. Pure.

import { MAX_HITS, type EntryId, type Message, type Row } from '../api.ts';
import { foldText } from './fold.ts';

export interface Search {
  /** Newest first; a query of blanks finds nothing. */
  find(rows: readonly Row[], query: string): readonly EntryId[];
  /** Folds the newest of those that are not folded yet, `count` at most; whether some are left. */
  prepare(rows: readonly Row[], count: number): boolean;
}

export function createSearch(fold: (text: string) => string = foldText): Search {
  const folded = new WeakMap<Message, string>();

  function foldedOf(message: Message): string {
    const known = folded.get(message) ?? fold(textOf(message));
    folded.set(message, known);
    return known;
  }

  return {
    find(rows, query) {
      const wanted = fold(query).trim();
      const hits: EntryId[] = [];
      if (wanted === '') return hits;
      for (let index = rows.length - 1; index >= 0 && hits.length < MAX_HITS; index -= 1) {
        const row = rows[index];
        if (row?.kind === 'message' && foldedOf(row).includes(wanted)) hits.push(row.id);
      }
      return hits;
    },
    prepare(rows, count) {
      let left = count;
      for (let index = rows.length - 1; index >= 0; index -= 1) {
        const row = rows[index];
        if (row?.kind !== 'message' || folded.has(row)) continue;
        if (left === 0) return true;
        foldedOf(row);
        left -= 1;
      }
      return false;
    },
  };
}

/** Small ones and offered ones. */
export function filesIn({
  attachments,
  shared = [],
}: Extract<Message['body'], { readonly kind: 'text' }>): readonly { readonly name: string }[] {
  return [...attachments, ...shared];
}

/** What of a message is shown as its text. */
export function textOf({ body }: Message): string {
  switch (body.kind) {
    case 'text':
      return [body.text, ...filesIn(body).map(({ name }) => name)].join('\n');
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
