// Which threads name which files. Pure.

import type { IdentityId } from '../../../primitives/ids.ts';
import type { Attachment, Row, Thread, ThreadId } from '../api.ts';

export interface Naming {
  readonly thread: ThreadId;
  readonly author: IdentityId;
}

type Talk = Pick<Thread, 'id' | 'rows'>;

/** Every message that names it. */
export function namingOf(threads: readonly Talk[], hash: string): readonly Naming[] {
  return threads.flatMap(({ id: thread, rows }) =>
    rows
      .peek()
      .filter((row) => filesOf(row).some((file) => file.hash === hash))
      .flatMap((row) => (row.kind === 'message' ? [{ thread, author: row.author }] : [])),
  );
}

export function hashesIn(threads: readonly Talk[]): ReadonlySet<string> {
  return new Set(threads.flatMap(({ rows }) => rows.peek().flatMap(filesOf)).map(({ hash }) => hash));
}

function filesOf(row: Row): readonly Attachment[] {
  if (row.kind !== 'message') return [];
  if (row.body.kind === 'text') return row.body.attachments;
  return row.body.kind === 'voice' ? [row.body.attachment] : [];
}
