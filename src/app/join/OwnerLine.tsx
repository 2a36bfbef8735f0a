// Whose room it is, as far as this page knows before it connects.

import type { RoomAddress } from '../../room/room-link.ts';
import { ownerOf } from '../../room/room-link.ts';
import { Bead } from '../../ui/Bead.tsx';
import { useLocale, useSay } from '../../ui/locale.tsx';
import { sayMark } from '../../ui/mark-words.ts';
import { useShell } from '../shell.tsx';
import { joinWords } from './words.ts';

export function OwnerLine({ link }: { readonly link: RoomAddress }) {
  const say = useSay();
  const locale = useLocale();
  const { joinMemory, profile } = useShell();
  const { owner } = link;
  const own = profile.state.value;
  if (owner === undefined) return <p class={line}>{say(joinWords.ownerUnknown)}</p>;
  if (own.kind === 'ready' && ownerOf(own.peer.identity.id) === owner)
    return <p class={line}>{say(joinWords.ownerYou)}</p>;
  const known = joinMemory.owners.get(owner);
  if (!known) return <p class={line}>{say(joinWords.ownerKnown)}</p>;
  return (
    <p class={`flex items-center gap-3 ${line}`}>
      <Bead mark={known.mark} size={28} />
      <span>{say(joinWords.ownerMet, { name: known.name || sayMark(locale, known.mark) })}</span>
    </p>
  );
}

const line = 'mt-3 text-small text-ink-2';
