// Says once, to those who hear the page, that a file is done or will not come.

import { useEffect, useRef } from 'preact/hooks';
import { announce } from '../../../ui/live-region.ts';
import type { Words } from '../../../ui/words.ts';
import type { FileId, FileRow, FileState } from '../api.ts';
import { newsWords } from './file-words.ts';
import { sayFailure, writtenAs, type Tongue } from './row-state.ts';

type Kinds = ReadonlyMap<FileId, FileState['kind']>;

export function useFileNews(rows: readonly FileRow[], tongue: Tongue): void {
  const before = useRef<Kinds | undefined>(undefined);
  useEffect(() => {
    const news = before.current && sayNews(rows, before.current, tongue);
    before.current = new Map(rows.map(({ id, state }) => [id, state.kind]));
    if (news !== undefined) announce(news);
  }, [rows, tongue]);
}

/** What has come to an end since `before`; undefined for nothing. */
export function sayNews(rows: readonly FileRow[], before: Kinds, tongue: Tongue): string | undefined {
  const ended = rows.filter(({ id, state, isOwn }) => {
    const known = before.get(id);
    return known !== undefined && known !== state.kind && !(isOwn && state.kind === 'complete');
  });
  const done = ended.filter(({ state }) => state.kind === 'complete');
  const sentences = ended.flatMap((row) =>
    row.state.kind === 'failed'
      ? [tongue.say(newsWords.failed, { name: row.name, why: sayFailure(tongue, row, row.state.failure) })]
      : [],
  );
  const isHanded = ({ state }: FileRow) => state.kind === 'complete' && writtenAs(state) === 'handed';
  const here = done.filter((row) => !isHanded(row));
  sentences.push(...sayDone(here, newsWords.done, newsWords.manyDone));
  sentences.push(...sayDone(done.filter(isHanded), newsWords.handed, newsWords.manyHanded));
  return sentences.length === 0 ? undefined : sentences.join(' ');

  function sayDone(rowsDone: readonly FileRow[], one: Words, many: Words): readonly string[] {
    const [first] = rowsDone;
    if (!first) return [];
    return [
      rowsDone.length === 1
        ? tongue.say(one, { name: first.name })
        : tongue.say(many, { n: rowsDone.length }),
    ];
  }
}
