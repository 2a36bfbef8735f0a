// Examining updates that others sent without the page waiting for it: a port, here in process; in a worker beside it.

import type { Bytes } from '../../primitives/bytes.ts';
import type { Disposable } from '../../primitives/disposable.ts';
import { err, type Result } from '../../primitives/result.ts';
import { examineUpdate, type ExaminedUpdate, type Examination } from './examine.ts';

/** `slow`: it was ended because it took longer than anything honest does. */
export type CheckFailure = 'malformed' | 'slow';

export interface UpdateChecker extends Disposable {
  /** `known`: what the document knows of those clients that it knows. Never rejects. */
  check(
    update: Bytes,
    known: ReadonlyMap<number, number>,
    examination: Examination,
  ): Promise<Result<ExaminedUpdate, CheckFailure>>;
}

export function createLocalChecker(): UpdateChecker {
  return {
    check(update, known, examination) {
      const examined = examineUpdate(update, (client) => known.get(client) ?? 0, examination);
      return Promise.resolve(examined.ok ? examined : err('malformed'));
    },
    dispose: () => undefined,
  };
}
