// Tells of files while nobody looks at their space: one is offered, one that was fetched is here, one will not come. Many
// of a kind at once are one news with their number.

import { effect, untracked } from '@preact/signals-core';
import type { Unsubscribe } from '../../primitives/events.ts';
import type { NewsListener } from '../news.ts';
import type { FileId, FileRow, FilesModel, FileState } from './api.ts';
import type { Entries } from './entries.ts';
import { newsTitles } from './news-words.ts';

type Told = keyof typeof newsTitles;

export interface ToldFiles extends Pick<FilesModel, 'rows' | 'isWatched' | 'takingFrom'> {
  readonly insides: { readonly entries: Pick<Entries, 'get'> };
}

/** A file as it was when it was looked at last. */
interface Seen {
  readonly kind: FileState['kind'];
  /** Was seen without all of it, so that it has come since. */
  readonly wasPart: boolean;
}

export function followFiles(model: ToldFiles, { isHeard, tell }: NewsListener): Unsubscribe {
  let before: ReadonlyMap<FileId, Seen> | undefined;

  function tellOf(kind: Told, rows: readonly FileRow[]): void {
    const [first] = rows;
    if (!first) return;
    tell({
      thread: kind,
      name: first.from.name,
      // Nothing here tells two of one name apart.
      isConfusable: true,
      mark: first.from.mark,
      isMention: false,
      isDirect: rows.some(({ only }) => only !== undefined),
      count: rows.length,
      title: (say, values) => say(newsTitles[kind], values),
      preview: () => first.name,
    });
  }

  function follow(rows: readonly FileRow[]): void {
    const known = before;
    before = new Map(rows.map((row) => [row.id, seenOf(row, known?.get(row.id))]));
    if (!known || model.isWatched) return;
    const heard = rows.filter((row) => !row.isOwn && isHeard(row.from.identityId));
    const changed = heard.filter(({ id, state }) => known.get(id)?.kind !== state.kind);
    const taking = model.takingFrom.peek();
    tellOf(
      'offered',
      changed.filter(({ id, state, from }) => {
        const comesByItself = taking.has(from.identityId);
        return state.kind === 'offered' && !known.has(id) && !comesByItself;
      }),
    );
    tellOf(
      'done',
      changed.filter(({ id, state }) => {
        const isKept = model.insides.entries.get(id)?.isKept === true;
        return state.kind === 'complete' && known.has(id) && (!isKept || known.get(id)?.wasPart === true);
      }),
    );
    tellOf(
      'failed',
      changed.filter(({ id, state }) => state.kind === 'failed' && known.has(id)),
    );
  }

  return effect(() => {
    const rows = model.rows.value;
    untracked(() => follow(rows));
  });
}

function seenOf({ state, done }: FileRow, before: Seen | undefined): Seen {
  const isPart = (state.kind === 'fetching' || state.kind === 'stuck') && done < 1;
  return { kind: state.kind, wasPart: isPart || before?.wasPart === true };
}
