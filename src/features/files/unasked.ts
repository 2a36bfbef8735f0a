// Files that are taken without a press, because their person said so of somebody whose key they have compared.

import { signal, type ReadonlySignal } from '@preact/signals-core';
import type { IdentityId } from '../../primitives/ids.ts';
import type { FileId, FileRow } from './api.ts';

/** In one stay: the verified may be wrong about what fits on somebody else's disk. What is more waits to be asked for. */
const MAX_UNASKED_BYTES = 2 * 2 ** 30;

export interface Unasked {
  readonly people: ReadonlySignal<ReadonlySet<IdentityId>>;
  set(identity: IdentityId, isOn: boolean): void;
  /** What is to be taken now. Each file once: what was removed or stopped stays so. */
  choose(rows: readonly FileRow[]): readonly FileId[];
}

export function createUnasked(isVerified: (identity: IdentityId) => boolean): Unasked {
  const people = signal<ReadonlySet<IdentityId>>(new Set());
  const taken = new Set<FileId>();
  let takenBytes = 0;

  return {
    people,
    set(identity, isOn) {
      const next = new Set(people.peek());
      if (isOn && isVerified(identity)) next.add(identity);
      else next.delete(identity);
      people.value = next;
    },
    choose(rows) {
      if (people.peek().size === 0) return [];
      const chosen = rows.filter(({ id, isOwn, from, state, sizeBytes }) => {
        const isWanted = !isOwn && state.kind === 'offered' && people.peek().has(from.identityId);
        // Who shows another name now, or was found out, is asked about again.
        if (!isWanted || taken.has(id) || !isVerified(from.identityId)) return false;
        if (takenBytes + sizeBytes > MAX_UNASKED_BYTES) return false;
        taken.add(id);
        takenBytes += sizeBytes;
        return true;
      });
      return chosen.map(({ id }) => id);
    },
  };
}
