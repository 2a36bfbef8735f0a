// Where what is said here stays: in memory only, and how many hold all of it, or on this device. Opens what can be done
// about it.

import { Chip } from '../../ui/Chip.tsx';
import type { IconName } from '../../ui/icon-shapes.ts';
import { useSay, type Say } from '../../ui/locale.tsx';
import { chipWords } from '../keeping/chip-words.ts';
import type { KeptHere } from '../keeping/keeper-ports.ts';
import type { Visit } from '../session.ts';
import { useShell } from '../shell.tsx';
import { holderCountOf } from './holder-count.ts';
import { roomWords } from './words.ts';

export function MemoryChip({ visit }: { readonly visit: Visit }) {
  const say = useSay();
  const { keeping, overlay } = useShell();
  const here = keeping.here.value;
  return (
    <Chip icon={iconOf(here)} onClick={() => overlay.show({ kind: 'memory' })}>
      {here.kind === 'memory' || here.kind === 'unreadable'
        ? sayMemory(say, visit)
        : say(chipWords[sayKept(here)])}
    </Chip>
  );
}

function sayMemory(say: Say, { room, holding }: Visit): string {
  const { people, isAtLeast } = holderCountOf(holding.value, room.peers.value, room.self.identityId);
  if (people === 0) return say(roomWords.nothingHeld);
  return say(isAtLeast ? roomWords.memoryAtLeast : roomWords.memory, { n: people });
}

function sayKept(here: Exclude<KeptHere, { kind: 'memory' | 'unreadable' }>): keyof typeof chipWords {
  if (here.kind !== 'kept') return here.kind;
  if (here.health === 'saved') return 'kept';
  return here.health === 'saving' ? 'saving' : 'trouble';
}

function iconOf(here: KeptHere): IconName {
  if (here.kind === 'locked') return 'lock';
  if (here.kind !== 'kept') return 'clock';
  return here.health === 'saved' || here.health === 'saving' ? 'save' : 'alert';
}
