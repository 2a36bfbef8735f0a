// What is here as a whole: its bytes, which of it would be gone with the page, and who else here has that.

import type { OfferView, SwarmState } from '../../swarm/swarm-state.ts';
import { joinHoldings, type Holding } from '../holding.ts';
import type { Entries } from './entries.ts';
import type { FilePeople } from './people.ts';
import { wholeHolders } from './rows.ts';

/** One's own, and what came and lies in this page alone: not what was written somewhere or is kept with its room. */
export function holdingOf(offers: readonly OfferView[], entries: Entries, people: FilePeople): Holding {
  const held = offers.filter(({ id, from }) => {
    const state = entries.get(id)?.state;
    if (from === undefined) return state !== undefined && state.kind !== 'failed';
    // What is not shown, of the blocked, is missed by nobody.
    return state?.kind === 'complete' && state.file?.kind === 'blob' && people.ofPeer(from) !== undefined;
  });
  return joinHoldings(
    held.map((offer) => {
      const wholly = wholeHolders(offer, people);
      return { kind: 'something', wholly, isLast: wholly.size === 0, about: 'files' };
    }),
  );
}

/** The bytes, where they are here as a whole and can be read. */
export async function blobOf(state: SwarmState | undefined): Promise<Blob | undefined> {
  const file = state?.kind === 'complete' ? state.file : undefined;
  if (file?.kind === 'blob') return file.blob;
  try {
    return await file?.blob?.();
  } catch {
    return undefined;
  }
}
