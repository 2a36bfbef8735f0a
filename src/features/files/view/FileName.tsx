// A file's name on one line. What is cut is its middle: the ending, which says what it is, is always there.

import { partFileName } from './file-kind.ts';

/** `name`: cleaned. */
export function FileName({ name }: { readonly name: string }) {
  const { stem, ending } = partFileName(name);
  return (
    <span dir="auto" class="inline-flex max-w-full align-bottom" title={name}>
      <span class="min-w-0 truncate whitespace-pre">{stem}</span>
      <span class="shrink-0">{ending}</span>
    </span>
  );
}
