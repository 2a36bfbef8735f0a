// A few people side by side, overlapping; the rest as a number. Said as one phrase.

import type { Mark } from '../primitives/mark.ts';
import { Bead } from './Bead.tsx';
import { classList } from './class-list.ts';
import { kitWords } from './kit-words.ts';
import { useSay } from './locale.tsx';
import { VisuallyHidden } from './VisuallyHidden.tsx';

export interface BeadStackPerson {
  readonly id: string;
  readonly name: string;
  readonly mark: Mark;
  /** Place among those of the same dye. */
  readonly rank?: number | undefined;
}

export interface BeadStackProps {
  readonly people: readonly BeadStackPerson[];
  readonly size?: number | undefined;
  /** Beads drawn before the number; 3 unless told. */
  readonly most?: number | undefined;
}

export function BeadStack({ people, size = 22, most = 3 }: BeadStackProps) {
  const say = useSay();
  const shown = people.slice(0, most);
  const hidden = people.length - shown.length;
  const names = shown.map((person) => person.name).join(', ');
  const label = hidden === 0 ? names : `${names} ${say(kitWords.moreOthers, { n: hidden })}`;
  return (
    <span class="inline-flex items-center">
      <VisuallyHidden>{label}</VisuallyHidden>
      {shown.map((person, index) => (
        <span
          key={person.id}
          class={classList('flex rounded-full ring-2 ring-(--ground,var(--canvas))', index > 0 && '-ms-1.5')}
        >
          <Bead mark={person.mark} rank={person.rank} size={size} />
        </span>
      ))}
      {hidden === 0 ? null : (
        <span class="ms-1.5 text-small text-ink-3" aria-hidden="true">
          +{hidden}
        </span>
      )}
    </span>
  );
}
