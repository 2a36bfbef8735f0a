// Doing what an owner decided, and saying why when it did not happen.

import { useState } from 'preact/hooks';
import type { ActResult, AuthorityError } from '../../../room/authority-port.ts';

export interface Acting {
  /** An act is under way: the next waits for it. */
  readonly isBusy: boolean;
  /** Of the last act. */
  readonly refusal: AuthorityError | undefined;
  /** It was read. */
  readonly forget: () => void;
  /** One after another; stops at the first that does not happen. */
  readonly act: (...acts: readonly (() => ActResult)[]) => Promise<boolean>;
}

export function useActing(): Acting {
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<AuthorityError | undefined>();
  return {
    isBusy,
    refusal,
    forget: () => setRefusal(undefined),
    act: async (...acts) => {
      setBusy(true);
      const failure = await firstRefusal(acts);
      setBusy(false);
      setRefusal(failure);
      return failure === undefined;
    },
  };
}

async function firstRefusal(acts: readonly (() => ActResult)[]): Promise<AuthorityError | undefined> {
  for (const act of acts) {
    const done = await act();
    // What is so already needs no words.
    if (!done.ok && done.error !== 'unchanged') return done.error;
  }
  return undefined;
}
