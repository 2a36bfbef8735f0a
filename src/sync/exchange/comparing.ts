// Which of two that hold a document lacks something the other has.

export interface DocumentState {
  /** Of each client, the first clock that is not known. */
  readonly clients: ReadonlyMap<number, number>;
  readonly deletions: number;
}

export interface Difference {
  readonly weLack: boolean;
  readonly theyLack: boolean;
}

/**
 * Deletions do not show in the vectors. Where these are the same and those are not, either may have more; where one
 * lacks what was written, it asks for that first, and deletions come with it.
 */
export function compareStates(ours: DocumentState, theirs: DocumentState): Difference {
  const weLack = hasMore(theirs.clients, ours.clients);
  const theyLack = hasMore(ours.clients, theirs.clients);
  const isOnlyDeleted = !weLack && !theyLack && ours.deletions !== theirs.deletions;
  return { weLack: weLack || isOnlyDeleted, theyLack: theyLack || isOnlyDeleted };
}

/** Whether there is a client of whom `one` knows more. */
export function hasMore(one: ReadonlyMap<number, number>, other: ReadonlyMap<number, number>): boolean {
  for (const [client, clock] of one) if (clock > (other.get(client) ?? 0)) return true;
  return false;
}
