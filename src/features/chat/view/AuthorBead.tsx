// The bead of somebody the talk knows; an empty place for whoever it does not know yet.

import type { IdentityId } from '../../../primitives/ids.ts';
import { Bead } from '../../../ui/Bead.tsx';
import { useTalk } from './talk-face.ts';

export interface AuthorBeadProps {
  readonly of: IdentityId;
  /** Pixels. */
  readonly size: number;
}

export function AuthorBead({ of, size }: AuthorBeadProps) {
  const author = useTalk().model.authors.value.get(of);
  return author ? (
    <Bead mark={author.mark} rank={author.rank} size={size} />
  ) : (
    <Bead state="open-seat" size={size} />
  );
}
