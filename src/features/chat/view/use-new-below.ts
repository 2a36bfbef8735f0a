// What came while its person reads further up: where it begins, and how many messages of others it is.

import { useEffect, useRef, useState } from 'preact/hooks';
import type { EntryId, Row } from '../api.ts';

export interface NewBelow {
  /** Stays when the end is reached, so that it is seen there; the next time replaces it. */
  readonly first: EntryId | undefined;
  /** 0 once the end is reached. */
  readonly count: number;
}

const NONE: NewBelow = { first: undefined, count: 0 };

export function useNewBelow(rows: readonly Row[], isAway: boolean): NewBelow {
  const [below, setBelow] = useState(NONE);
  /** What was last when they went away; '' for nothing. What comes late and belongs above it is not below. */
  const last = useRef<string | undefined>(undefined);
  useEffect(() => {
    if (!isAway) {
      last.current = undefined;
      setBelow((before) => (before.count === 0 ? before : { ...before, count: 0 }));
    } else if (last.current === undefined) last.current = rows.at(-1)?.id ?? '';
    else {
      const from = rows.findLastIndex(({ id }) => id === last.current) + 1;
      const fresh = rows.slice(from === 0 ? rows.length : from).filter(isOfOthers);
      const [first] = fresh;
      if (first) setBelow({ first: first.id, count: fresh.length });
    }
  }, [rows, isAway]);
  return below;
}

function isOfOthers(row: Row): boolean {
  return row.kind === 'message' && !row.isSelf && row.body.kind !== 'deleted' && row.body.kind !== 'expired';
}
