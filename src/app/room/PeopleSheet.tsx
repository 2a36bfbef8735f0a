// The people of a room as a sheet: where there is no place for their panel.

import { PeoplePanel } from '../../features/people/index.ts';
import { Dialog } from '../../ui/Dialog.tsx';
import { useSay } from '../../ui/locale.tsx';
import type { Visit } from '../session.ts';
import { useSpaceTitle, useVerify, writingIn } from './RoomScreen.tsx';
import { roomWords } from './words.ts';

export function PeopleSheet({ visit, onClose }: { readonly visit: Visit; readonly onClose: () => void }) {
  const say = useSay();
  return (
    <Dialog title={say(roomWords.people)} bare size="small" onClose={onClose}>
      <div class="py-3 [--ground:var(--raised)]">
        <PeoplePanel
          room={visit.room}
          company={visit.company}
          onVerify={useVerify()}
          spaceTitle={useSpaceTitle(visit)}
          writing={writingIn(visit)}
        />
      </div>
    </Dialog>
  );
}
