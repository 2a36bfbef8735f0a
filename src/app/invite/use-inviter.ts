// One who invites, for as long as it is shown.

import { useEffect, useState } from 'preact/hooks';
import { createInviter, type Inviter } from '../../room/invite/inviter.ts';
import type { RoomCode } from '../../room/room-code.ts';
import type { Visit } from '../session.ts';
import { useShell } from '../shell.tsx';

/**
 * Undefined until it is made; `incomplete`: this copy of the page cannot. What waits for an answer is withdrawn when
 * nobody shows it any more.
 */
export function useInviter(visit: Visit, isProven: boolean): Inviter | 'incomplete' | undefined {
  const { meetByHand } = useShell();
  const [inviter, setInviter] = useState<Inviter | 'incomplete' | undefined>();
  useEffect(() => {
    let isOver = false;
    let made: Inviter | undefined;
    void meetByHand().then((world) => {
      if (isOver) return;
      if (!world) return setInviter('incomplete');
      const { room, handed, pastInvitations: past } = visit;
      const address = { code: room.code as RoomCode, owner: room.owner };
      made = createInviter({ ...world, address, isProven, handed, past });
      setInviter(made);
    });
    return () => {
      isOver = true;
      made?.dispose();
    };
  }, [visit, isProven, meetByHand]);
  return inviter;
}
