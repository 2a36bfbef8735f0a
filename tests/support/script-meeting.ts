// Scripts that meet without a server, with a network that does what the test says.

import { signal } from '@preact/signals-core';
import type { HandOver, WaitingTab } from '../../src/app/invite/hand-over.ts';
import { createByHand } from '../../src/app/p2p/by-hand.ts';
import type { SessionState, Visit } from '../../src/app/session.ts';
import { err, ok } from '../../src/primitives/result.ts';
import { createHandedLinks } from '../../src/room/invite/handed-links.ts';
import { createPastInvitations } from '../../src/room/invite/past-invitations.ts';
import { parseRoomCode } from '../../src/room/room-code.ts';
import { answerTag, encodeAnswer } from '../../src/signaling/invitation.ts';
import { formatMeetingText, parseMeetingText } from '../../src/signaling/invitation-text.ts';
import type { InvitationLinkError, InvitationTransport } from '../../src/transport/invitation-transport.ts';
import { describeWith, makeInvited } from './invited-pair.ts';
import type { Person } from './secure-pair.ts';

export const CODE = parseRoomCode('slow river window seven other lamp');

export interface ScriptScene {
  /** Whether this copy knows how to connect. */
  readonly isKnown?: boolean;
  readonly profile?: 'ready' | 'locked';
  /** Why neither an offer nor an answer can be made. */
  readonly failure?: InvitationLinkError['code'];
  /** Who signed the invitation that is accepted. */
  readonly namedBy?: Person;
  /** Where links point. */
  readonly page?: string | undefined;
}

export async function setScriptScene({
  isKnown = true,
  profile = 'ready',
  failure,
  namedBy,
  page,
}: ScriptScene = {}) {
  const invited = await makeInvited(namedBy);
  const state = signal<SessionState>({ kind: 'home' });
  const joined: string[] = [];
  let waiting = 0;
  let offered = 0;
  const refused = failure && err({ code: failure, detail: 'as the test says' });
  const transport: InvitationTransport = {
    answer: (...given) => (refused ? Promise.resolve(refused) : invited.guest.transport.answer(...given)),
    offer() {
      if (refused) return Promise.resolve(refused);
      waiting += 1;
      offered += 1;
      const complete = () => Promise.resolve(err({ code: 'failed', detail: 'no way' } as const));
      return Promise.resolve(
        ok({ description: describeWith('offer', offered), complete, cancel: () => void (waiting -= 1) }),
      );
    },
  };
  const shell = {
    meetByHand: () => Promise.resolve(isKnown ? { ...invited.guest, transport } : undefined),
    network: { meetingPage: signal(page) },
    navigation: { go: () => undefined },
    profile: { state: signal({ kind: profile }) },
    session: {
      state,
      join() {
        joined.push('a room');
        return Promise.resolve(err('incomplete' as const));
      },
    },
  };
  const visit = {
    room: { code: CODE.ok ? CODE.value : [], owner: undefined },
    handed: createHandedLinks(),
    pastInvitations: createPastInvitations(),
  } as unknown as Visit;
  const tabs = new Set<WaitingTab>();
  const handOver = {
    wait(tab: WaitingTab) {
      tabs.add(tab);
      return () => void tabs.delete(tab);
    },
  } as HandOver;
  const byHand = createByHand(shell as unknown as Parameters<typeof createByHand>[0], handOver);
  return { invited, state, joined, visit, byHand, tabs, waiting: () => waiting, offered: () => offered };
}

export async function inRoom(parts?: ScriptScene) {
  const made = await setScriptScene(parts);
  made.state.value = { kind: 'room', visit: made.visit };
  return made;
}

/** An answer to the invitation in `url`, or to one with another secret. */
export async function answerOf(
  made: Awaited<ReturnType<typeof setScriptScene>>,
  url: string,
  secret?: Uint8Array,
): Promise<string> {
  const parsed = parseMeetingText(url);
  if (!parsed.ok || parsed.value.kind !== 'invitation') throw new Error('no invitation');
  const description = describeWith('answer', 9);
  const tag = await answerTag(made.invited.guest.crypto, secret ?? parsed.value.secret, description);
  return formatMeetingText('answer', encodeAnswer({ tag, description }));
}
