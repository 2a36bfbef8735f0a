// Which receipt speaks for which message: under several of one's own that reached the same people, one stands. Pure.

import type { Reach } from '../api.ts';

/** Whether the receipt of a later message says all there is to say of an earlier one. */
export function speaksFor(later: Reach, earlier: Reach): boolean {
  return (
    isComplete(later) &&
    isComplete(earlier) &&
    isEqual(later.to, earlier.to) &&
    isEqual(later.read, earlier.read)
  );
}

function isComplete({ to, reached }: Reach): boolean {
  return reached.size === to.size;
}

function isEqual(one: ReadonlySet<string>, other: ReadonlySet<string>): boolean {
  return one.size === other.size && Array.from(one).every((id) => other.has(id));
}
