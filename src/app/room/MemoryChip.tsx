// That nothing is stored, and how many hold all that was said.

import { Chip } from '../../ui/Chip.tsx';
import { useSay } from '../../ui/locale.tsx';
import type { Visit } from '../session.ts';
import { roomWords } from './words.ts';

export function MemoryChip({ visit }: { readonly visit: Visit }) {
  const say = useSay();
  const holding = visit.holding.value;
  return (
    <Chip icon="clock">
      {holding.kind === 'nothing'
        ? say(roomWords.nothingHeld)
        : say(roomWords.memory, { n: 1 + holding.wholly.size })}
    </Chip>
  );
}
