// Whose room it is and how that is known, and who was removed from it.

import type { ComponentChildren } from 'preact';
import type { IdentityId } from '../../../primitives/ids.ts';
import type { Authority, CharterView } from '../../../room/authority-port.ts';
import { Button } from '../../../ui/Button.tsx';
import { useSay, type Say } from '../../../ui/locale.tsx';
import { ownersOf, type OwnedRoom } from '../model.ts';
import type { Acting } from './act.ts';
import { PersonLine, SHOWN_ID_LETTERS } from './PersonLine.tsx';
import { ruleWords } from './words.ts';

export type RuledRoom = OwnedRoom & { readonly authority: Authority };

export interface OwnersProps {
  readonly room: RuledRoom;
  readonly acting: Acting;
}

export function Owners({ room, acting }: OwnersProps) {
  const say = useSay();
  const { authority, self } = room;
  const charter = authority.charter.value;
  const owners = ownersOf(room);
  const mayGiveUp = charter.owners.length > 1 && charter.owners.includes(self.identityId);
  return (
    <section>
      <h3 class="text-ui font-semibold">{say(ruleWords.ownersTitle)}</h3>
      <ul>
        {owners.map((identityId) => (
          <Owner key={identityId} identityId={identityId} room={room}>
            {identityId === self.identityId && mayGiveUp ? (
              <Button
                size="small"
                kind="quiet"
                busy={acting.isBusy}
                onClick={() => void acting.act(() => authority.dropOwner(identityId))}
              >
                {say(ruleWords.giveUp)}
              </Button>
            ) : null}
          </Owner>
        ))}
      </ul>
      <p class="mt-1 text-small text-ink-3">{sayTrust(say, owners, charter)}</p>
      {charter.isDisputed ? <p class="mt-1 text-small text-danger">{say(ruleWords.disputed)}</p> : null}
    </section>
  );
}

function sayTrust(say: Say, owners: readonly IdentityId[], { trust }: CharterView): string {
  if (owners.length === 0 || trust === 'unknown') return say(ruleWords.nobodyKnown);
  return say(trust === 'link' ? ruleWords.trustLink : ruleWords.trustFirst);
}

interface OwnerProps extends Pick<OwnersProps, 'room'> {
  readonly identityId: IdentityId;
  readonly children?: ComponentChildren;
}

function Owner({ identityId, room, children }: OwnerProps) {
  return (
    <li class="flex min-h-14 items-center gap-3">
      <PersonLine identityId={identityId} room={room} />
      {children}
    </li>
  );
}

interface RemovedProps {
  readonly authority: Authority;
  readonly acting: Acting;
}

/** Only the fingerprint is known of them: whoever was removed is no member any more. */
export function Removed({ authority, acting }: RemovedProps) {
  const say = useSay();
  const { removed } = authority.charter.value;
  if (removed.length === 0) return null;
  return (
    <section>
      <h3 class="text-ui font-semibold">{say(ruleWords.removed)}</h3>
      <ul>
        {removed.map((identityId) => (
          <li key={identityId} class="flex min-h-11 items-center gap-3">
            <code class="min-w-0 flex-1 truncate text-small">{identityId.slice(0, SHOWN_ID_LETTERS)}</code>
            <Button
              size="small"
              kind="quiet"
              busy={acting.isBusy}
              onClick={() => void acting.act(() => authority.readmit(identityId))}
            >
              {say(ruleWords.letBack)}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
