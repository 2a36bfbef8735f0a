// Says once, to those who hear the page, that a file is done or will not come.

import { useEffect, useRef } from 'preact/hooks';
import { announce } from '../../../ui/live-region.ts';
import type { FileId, FileRow, FileState } from '../api.ts';
import { newsWords } from './file-words.ts';
import { sayFailure, type Tongue } from './row-state.ts';

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
  const [first] = done;
  if (first && done.length === 1) sentences.push(tongue.say(newsWords.done, { name: first.name }));
  else if (first) sentences.push(tongue.say(newsWords.manyDone, { n: done.length }));
  return sentences.length === 0 ? undefined : sentences.join(' ');
}
