// What the room allows and who in it is verified: a chip in the bar, and the dialog behind it.

import {
  isHere,
  listPeople,
  RoomDialog,
  useVerifiedCount,
  Verifications,
} from '../../features/people/index.ts';
import type { CharterView } from '../../room/authority-port.ts';
import { Chip } from '../../ui/Chip.tsx';
import type { IconName } from '../../ui/icon-shapes.ts';
import { useSay } from '../../ui/locale.tsx';
import type { Words } from '../../ui/words.ts';
import { P2P_SPACE } from '../p2p/messages.ts';
import type { Visit } from '../session.ts';
import { useShell } from '../shell.tsx';
import { rulesWords } from './rules-words.ts';

/** Nothing in a pair: nobody owns it, and nobody comes in. */
export function RulesChip({ visit }: { readonly visit: Visit }) {
  const say = useSay();
  const { overlay } = useShell();
  const { kind, authority, members, self } = visit.room;
  const verified = useVerifiedCount(visit.company, listPeople(members.value, self).filter(isHere));
  if (kind === 'pair') return null;
  const [icon, words] = entryOf(authority.charter.value);
  return (
    <Chip icon={icon} onClick={() => overlay.show({ kind: 'rules' })}>
      {verified === undefined ? say(words) : `${say(words)} · ${verified}`}
    </Chip>
  );
}

function entryOf({ isLocked, doesKnock }: CharterView): readonly [IconName, Words] {
  if (isLocked) return ['lock', rulesWords.locked];
  return doesKnock ? ['hand', rulesWords.knock] : ['unlock', rulesWords.open];
}

export interface RulesDialogProps {
  readonly visit: Visit;
  readonly onClose: () => void;
}

export function RulesDialog({ visit, onClose }: RulesDialogProps) {
  const say = useSay();
  const { overlay } = useShell();
  const spaces = visit.spaces
    .filter(({ feature }) => feature.hasWriters)
    .map(({ feature }) => ({ id: feature.id, title: say(feature.title) }));
  spaces.push({ id: P2P_SPACE, title: say(rulesWords.scripts) });
  const { company, room } = visit;
  return (
    <RoomDialog room={room} spaces={spaces} onClose={onClose}>
      {company ? (
        <Verifications
          company={company}
          room={room}
          onVerify={(identityId) => overlay.show({ kind: 'verify', identityId })}
        />
      ) : null}
    </RoomDialog>
  );
}
