// Answering one invitation, from the press on the button to the room. Given up at any moment, it lets nobody in later.

import { signal, type ReadonlySignal } from '@preact/signals-core';
import type { Disposable } from '../../primitives/disposable.ts';
import { replyTo, type Reply } from '../../room/invite/guest.ts';
import { createHandedLinks } from '../../room/invite/handed-links.ts';
import type { Welcomed } from '../../room/invite/welcome.ts';
import { formatRoomAddress } from '../../room/room-link.ts';
import type { Invitation } from '../../signaling/invitation.ts';
import type { Shell } from '../shell.tsx';
import type { MeetProblem } from './words.ts';

export type AnsweringStep =
  | { readonly kind: 'asked' | 'making' }
  | { readonly kind: 'answered'; readonly bytes: Uint8Array }
  | { readonly kind: 'failed'; readonly problem: MeetProblem };

/** Disposed, it takes the answer back: nobody is asked for any more, and a link that opens is closed. */
export interface Answering extends Disposable {
  readonly step: ReadonlySignal<AnsweringStep>;
  /** A second answer takes the first one's place; nothing happens while one is being made. */
  answer(invitation: Invitation): Promise<void>;
}

export interface AnsweringWorld extends Pick<Shell, 'meetByHand'> {
  readonly profile: Pick<Shell['profile'], 'state'>;
  readonly navigation: Pick<Shell['navigation'], 'go'>;
  readonly session: Pick<Shell['session'], 'state' | 'join'>;
  readonly overlay: Pick<Shell['overlay'], 'show'>;
  /** Says what went wrong after the screen was left for the room. */
  readonly tell: (problem: MeetProblem) => void;
}

export function createAnswering(world: AnsweringWorld): Answering {
  const { meetByHand, navigation, session } = world;
  const step = signal<AnsweringStep>({ kind: 'asked' });
  let waiting: Reply | undefined;
  let isOver = false;

  function fail(problem: MeetProblem): void {
    if (!isOver) step.value = { kind: 'failed', problem };
  }

  async function enter({ address, link }: Welcomed): Promise<void> {
    const handed = createHandedLinks();
    void handed.hand(link);
    navigation.go({ kind: 'room', code: formatRoomAddress(address), space: undefined }, 'replace');
    const visit = await session.join(address, 'invited', handed);
    if (visit.ok) return;
    link.close('not entered');
    if (visit.error === 'incomplete') world.overlay.show({ kind: 'incomplete' });
    // Whoever overtook it went elsewhere, and knows.
    if (visit.error === 'locked') world.tell('locked');
  }

  async function comeIn(reply: Reply): Promise<void> {
    const connected = await reply.connected;
    if (waiting !== reply) return;
    if (!connected.ok) return fail(connected.error.code);
    // They may be in a room by now that they did not ask to leave.
    if (session.state.peek().kind !== 'home') return reply.cancel();
    waiting = undefined;
    await enter(connected.value);
  }

  return {
    step,
    async answer(invitation) {
      if (isOver || step.peek().kind === 'making') return undefined;
      waiting?.cancel();
      waiting = undefined;
      step.value = { kind: 'making' };
      const guest = await meetByHand();
      if (isOver) return undefined;
      if (!guest) return fail(world.profile.state.peek().kind === 'locked' ? 'locked' : 'incomplete');
      const made = await replyTo(guest, invitation);
      if (!made.ok) return fail(made.error.code);
      if (isOver) return made.value.cancel();
      waiting = made.value;
      step.value = { kind: 'answered', bytes: made.value.bytes };
      return comeIn(made.value);
    },
    dispose() {
      isOver = true;
      waiting?.cancel();
      waiting = undefined;
    },
  };
}
