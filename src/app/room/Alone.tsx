// What an empty room shows: the invitation to the one who started it, and to the others why nobody is here.

import { Button } from '../../ui/Button.tsx';
import { useSay } from '../../ui/locale.tsx';
import { SpokenWords } from '../join/JoinScreen.tsx';
import { visitOf, type Visit } from '../session.ts';
import { useShell } from '../shell.tsx';
import { alonenessOf, type Aloneness } from './alone.ts';
import { Invitation } from './Invitation.tsx';
import { useRoomTrouble } from './use-room-trouble.ts';
import { aloneWords, backHome, inviteByHand } from './words.ts';

export function Alone() {
  const visit = visitOf(useShell().session.state.value);
  return visit ? <AloneIn visit={visit} /> : null;
}

function AloneIn({ visit }: { readonly visit: Visit }) {
  const say = useSay();
  const aloneness = alonenessOf(useRoomTrouble(visit), visit.entry);
  const { title, text } = aloneWords[aloneness];
  return (
    <div class="my-auto grid gap-6 py-6">
      <div>
        <h3 class="font-display text-title">{say(title)}</h3>
        <p class="mt-1 max-w-140 text-base text-ink-2">{say(text)}</p>
      </div>
      <WayOn visit={visit} aloneness={aloneness} />
    </div>
  );
}

/** No link is handed on that would lead to nobody. */
function WayOn({ visit, aloneness }: { readonly visit: Visit; readonly aloneness: Aloneness }) {
  const say = useSay();
  const { overlay } = useShell();
  if (aloneness === 'unreachable') return null;
  if (aloneness === 'by-hand') return <InviteByHand />;
  if (aloneness !== 'invited')
    return (
      <>
        <Invitation visit={visit} />
        {aloneness === 'later' ? <InviteByHand /> : null}
      </>
    );
  return (
    <>
      <SpokenWords words={visit.room.code} />
      <div>
        <Button
          icon="left"
          hasPopup="dialog"
          onClick={() => overlay.show({ kind: 'leave', goal: { kind: 'home' } })}
        >
          {say(backHome)}
        </Button>
      </div>
    </>
  );
}

/** The dialog opens where it helps, as no broker answers. */
function InviteByHand() {
  const say = useSay();
  const { overlay } = useShell();
  return (
    <div>
      <Button icon="useradd" hasPopup="dialog" onClick={() => overlay.show({ kind: 'invite' })}>
        {say(inviteByHand)}
      </Button>
    </div>
  );
}
