// What goes for good when this person leaves now, in words: of the talk, of files, and of what is still on its way.

import { isLinked, listPeople } from '../../features/people/index.ts';
import { aboutOf, type About } from '../../features/holding.ts';
import { useSay } from '../../ui/locale.tsx';
import type { KeptHere } from '../keeping/keeper-ports.ts';
import type { Visit } from '../session.ts';
import { useShell } from '../shell.tsx';
import { leaveWords, lossWords } from './leave-words.ts';
import { isKept, whatIsLost, type Loss } from './what-is-lost.ts';

export type Leavable = Pick<Visit, 'holding' | 'isUnfinished'> & {
  readonly room: Pick<Visit['room'], 'members' | 'self'>;
};

export function LossText({ visit }: { readonly visit: Leavable }) {
  const say = useSay();
  const here = useShell().keeping.here.value;
  const { loss, about } = lossOf(visit, here);
  const isPartLost = visit.isUnfinished.value && !isKept(here);
  const isNothing = loss === 'nothing';
  return (
    <>
      {isNothing && isPartLost ? null : <p>{say(isNothing ? leaveWords.nothing : lossWords[loss][about])}</p>}
      {isPartLost ? <p class={isNothing ? undefined : 'mt-4'}>{say(leaveWords.unfinished)}</p> : null}
    </>
  );
}

export function lossOf(
  { holding, room }: Leavable,
  here: KeptHere,
): { readonly loss: Loss; readonly about: About } {
  const isAlone = !listPeople(room.members.value, room.self).some(isLinked);
  return { loss: whatIsLost(holding.value, isAlone, here), about: aboutOf(holding.value) };
}
