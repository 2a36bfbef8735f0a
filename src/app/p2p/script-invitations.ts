// The invitations that scripts made in one visit, each once. An answer to one comes from the script, or from another tab
// of this browser in which somebody opened its link.

import { computed, signal, type ReadonlySignal } from '@preact/signals-core';
import type { GuestWorld } from '../../room/invite/guest.ts';
import { MAX_WAITING } from '../../room/invite/invitation-state.ts';
import {
  createInviter,
  type AnswerError,
  type Inviter,
  type InviterState,
} from '../../room/invite/inviter.ts';
import type { RoomCode } from '../../room/room-code.ts';
import type { Answer } from '../../signaling/invitation.ts';
import { parseMeetingText } from '../../signaling/invitation-text.ts';
import type { HandOver, WaitingTab } from '../invite/hand-over.ts';
import { isOwnInvitation } from '../invite/take-answer.ts';
import { visitOf, type Visit } from '../session.ts';
import type { Shell } from '../shell.tsx';

/** One invitation: scripts are given each once, and see no other take its place. */
export interface ScriptInvitation {
  readonly inviter: Inviter;
  /** Undefined once it was ended. */
  readonly state: ReadonlySignal<InviterState | undefined>;
  /** The script has it. */
  isGiven: boolean;
}

export interface ScriptInvitations {
  /** Withdraws the oldest where too many wait. */
  invite(visit: Visit, world: GuestWorld): ScriptInvitation;
  /** Withdraws it where it waits. */
  end(one: ScriptInvitation): void;
  /** Why none of them took it; undefined once one did. */
  take(answer: Answer): Promise<AnswerError['code'] | undefined>;
}

interface Inviting extends ScriptInvitation {
  end(): void;
}

/** `handOver`: undefined where tabs cannot speak with each other. */
export function createScriptInvitations(
  session: Pick<Shell['session'], 'state'>,
  handOver: HandOver | undefined,
): ScriptInvitations {
  /** Those that wait, and some that are over. */
  const all: Inviting[] = [];
  let stopWaiting: (() => void) | undefined;

  function end(one: ScriptInvitation): void {
    const at = all.findIndex((each) => each === one);
    const [ended] = at < 0 ? [] : all.splice(at, 1);
    ended?.end();
    if (all.length > 0) return;
    stopWaiting?.();
    stopWaiting = undefined;
  }

  const tab: WaitingTab = {
    isOwn: (text) => all.some(({ inviter }) => isOwnInvitation(inviter, text)),
    async take(text) {
      const parsed = parseMeetingText(text);
      if (!parsed.ok || parsed.value.kind !== 'answer') return undefined;
      const answer = parsed.value;
      const asked = all.map(async ({ inviter }) => ((await inviter.isFor(answer)) ? inviter : undefined));
      const inviter = (await Promise.all(asked)).find((each) => each !== undefined);
      return inviter && { ended: letIn(inviter, answer) };
    },
  };

  return {
    invite(visit, world) {
      for (let oldest = all[0]; oldest && all.length >= MAX_WAITING; oldest = all[0])
        end(all.find(isOver) ?? oldest);
      const one: Inviting = inviteDuring(visit, world, { session, onEnd: () => end(one) });
      all.push(one);
      stopWaiting ??= handOver?.wait(tab);
      return one;
    },
    end,
    async take(answer) {
      for (const { inviter } of Array.from(all)) {
        const taken = await inviter.take(answer);
        if (taken.ok) return undefined;
        if (taken.error.code !== 'other') return taken.error.code;
      }
      return 'other';
    },
  };
}

/** Why whoever answered is not in; undefined once they are. */
async function letIn(inviter: Inviter, answer: Answer): Promise<string | undefined> {
  const taken = await inviter.take(answer);
  if (!taken.ok) return taken.error.code;
  return (await taken.value.isIn) ? undefined : 'not-in';
}

interface Visiting {
  readonly session: Pick<Shell['session'], 'state'>;
  /** Called with the visit's end. */
  readonly onEnd: () => void;
}

/** Until the visit ends: then what waits for an answer is withdrawn. */
function inviteDuring(visit: Visit, world: GuestWorld, { session, onEnd }: Visiting): Inviting {
  const { room, handed, pastInvitations: past } = visit;
  const address = { code: room.code as RoomCode, owner: room.owner };
  const inviter = createInviter({ ...world, address, handed, past, isProven: false, isSingle: true });
  const over = signal(false);
  const stop = session.state.subscribe((state) => {
    if (visitOf(state) !== visit) onEnd();
  });
  return {
    inviter,
    state: computed(() => (over.value ? undefined : inviter.state.value)),
    isGiven: false,
    end() {
      queueMicrotask(() => stop());
      inviter.dispose();
      over.value = true;
    },
  };
}

/** Whether it was answered, or its time is over. */
function isOver({ state, isGiven }: ScriptInvitation): boolean {
  return isGiven && state.peek()?.kind !== 'shown';
}
