// The rules of a room for views: set by hand, and what was asked of them is written down.

import { signal, type Signal } from '@preact/signals-core';
import type { IdentityId } from '../../src/primitives/ids.ts';
import { err, ok } from '../../src/primitives/result.ts';
import type {
  ActResult,
  Authority,
  AuthorityError,
  CharterView,
  Knock,
} from '../../src/room/authority-port.ts';

export interface FakeAuthority {
  readonly port: Authority;
  readonly charter: Signal<CharterView>;
  readonly knocks: Signal<readonly Knock[]>;
  /** Such as `lock true`. */
  readonly acts: string[];
  /** Everything asked from now on is refused for this. */
  refuseAll(reason: AuthorityError): void;
}

export const OPEN_CHARTER: CharterView = {
  owners: ['identity-self' as IdentityId],
  me: 'owner',
  title: undefined,
  isLocked: false,
  doesKnock: false,
  writers: new Map(),
  slowModeSeconds: 0,
  history: 'all',
  epoch: 0,
  removed: [],
  trust: 'link',
  isDisputed: false,
};

export function createFakeAuthority(rules: Partial<CharterView> = {}): FakeAuthority {
  const charter = signal<CharterView>({ ...OPEN_CHARTER, ...rules });
  const knocks = signal<readonly Knock[]>([]);
  const acts: string[] = [];
  let refusal: AuthorityError | undefined;

  async function did(...words: readonly unknown[]): ActResult {
    acts.push(words.map(String).join(' '));
    return refusal ? err(refusal) : ok();
  }

  const port: Authority = {
    charter,
    knocks,
    kept: signal(undefined),
    mayWrite: () => true,
    lock: (isLocked) => did('lock', isLocked),
    setKnock: (doesKnock) => did('knock', doesKnock),
    setWriters: (space, writers) => did('writers', space, writers),
    setSlowMode: (seconds) => did('slow', seconds),
    setTitle: (title) => did('title', title),
    setHistory: (history) => did('history', history),
    remove: (identity) => did('remove', identity),
    readmit: (identity) => did('readmit', identity),
    addOwner: (identity) => did('addOwner', identity),
    dropOwner: (identity) => did('dropOwner', identity),
    handOver: (identity) => did('handOver', identity),
    accept: (identity) => did('accept', identity),
    refuse: (identity) => did('refuse', identity),
  };
  return { port, charter, knocks, acts, refuseAll: (reason) => void (refusal = reason) };
}
