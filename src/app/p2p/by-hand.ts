// Meeting without a server, as scripts do it: the same invitations and answers as in the dialog.

import { formatRoomAddress } from '../../room/room-link.ts';
import { createHandedLinks } from '../../room/invite/handed-links.ts';
import { replyTo, type Reply } from '../../room/invite/guest.ts';
import { MAX_WAITING } from '../../room/invite/invitation-state.ts';
import type { InviterState } from '../../room/invite/inviter.ts';
import type { Room } from '../../room/room.ts';
import {
  formatMeetingLink,
  formatMeetingText,
  parseMeetingText,
  type MeetingKind,
} from '../../signaling/invitation-text.ts';
import type { HandOver } from '../invite/hand-over.ts';
import { qrPathOf, type QrPath } from '../../ui/qr-path.ts';
import { visitOf, type Visit } from '../session.ts';
import type { Shell } from '../shell.tsx';
import type { P2pInvitation, P2pPassed } from './api.ts';
import { entryRefused } from './entering.ts';
import { ConnectionError } from './errors.ts';
import { createScriptInvitations, type ScriptInvitation } from './script-invitations.ts';

export interface ByHand {
  createInvitation(): Promise<P2pInvitation>;
  acceptInvitation(text: string): Promise<{ readonly reply: P2pPassed; readonly connected: Promise<Room> }>;
  completeInvitation(reply: string | P2pPassed): Promise<void>;
}

type ByHandShell = Pick<Shell, 'meetByHand' | 'network' | 'navigation' | 'profile' | 'session'>;

/** `handOver`: where answers that were opened in another tab come from; none come unless told. */
export function createByHand(shell: ByHandShell, handOver?: HandOver): ByHand {
  const invitations = createScriptInvitations(shell.session, handOver);

  async function inviteHere(): Promise<ScriptInvitation> {
    const visit = visitHere(shell);
    if (!visit) throw noRoom();
    const world = await worldOf(shell);
    if (visitHere(shell) !== visit) throw noRoom();
    return invitations.invite(visit, world);
  }

  return {
    async createInvitation() {
      const one = await inviteHere();
      const state = await settled(one);
      if (!state) throw visitHere(shell) ? withdrawn() : noRoom();
      if (state.kind !== 'shown') {
        invitations.end(one);
        throw new ConnectionError(
          state.kind === 'failed' ? state.code : 'failed',
          'no invitation could be made',
        );
      }
      one.isGiven = true;
      return { ...passed(shell, 'invitation', state.bytes), expires: state.expiresAtMs };
    },
    async acceptInvitation(text) {
      const parsed = read(text);
      if (!parsed.ok || parsed.value.kind !== 'invitation')
        throw new ConnectionError(
          'invalid-invitation',
          `no invitation: ${parsed.ok ? 'an answer' : parsed.error.code}`,
        );
      const reply = await replyTo(await worldOf(shell), parsed.value);
      if (!reply.ok) throw new ConnectionError(reply.error.code, `not answered: ${reply.error.code}`);
      return {
        reply: passed(shell, 'answer', reply.value.bytes),
        connected: comeIn(shell, reply.value),
      };
    },
    async completeInvitation(reply) {
      const parsed = read(isPassed(reply) ? reply.url : reply);
      if (!parsed.ok || parsed.value.kind !== 'answer')
        throw new ConnectionError(
          'invalid-reply',
          `no answer: ${parsed.ok ? 'an invitation' : parsed.error.code}`,
        );
      if (!visitHere(shell)) throw noRoom();
      const code = await invitations.take(parsed.value);
      if (code) throw new ConnectionError(code, `not connected: ${code}`);
    },
  };
}

/** Scripts hand over whatever they like. */
function read(text: unknown) {
  return parseMeetingText(typeof text === 'string' ? text : '');
}

function isPassed(given: unknown): given is Pick<P2pPassed, 'url'> {
  return typeof given === 'object' && given !== null && 'url' in given;
}

async function worldOf({ meetByHand, profile }: ByHandShell) {
  const world = await meetByHand();
  if (!world) throw entryRefused(profile.state.peek().kind === 'locked' ? 'locked' : 'incomplete');
  return world;
}

function visitHere({ session }: ByHandShell): Visit | undefined {
  return visitOf(session.state.peek());
}

function noRoom(): ConnectionError {
  return new ConnectionError('no-room', 'there is no room: createRoom() or joinRoom() first');
}

function withdrawn(): ConnectionError {
  return new ConnectionError('withdrawn', `more than ${MAX_WAITING} invitations: the oldest is withdrawn`);
}

async function comeIn(shell: ByHandShell, reply: Reply): Promise<Room> {
  const { navigation, session } = shell;
  const welcomed = await reply.connected;
  if (!welcomed.ok) throw new ConnectionError(welcomed.error.code, `not connected: ${welcomed.error.code}`);
  const { address, link } = welcomed.value;
  // Minutes have passed since it was asked for.
  if (visitHere(shell)) {
    reply.cancel();
    throw new ConnectionError('in-a-room', 'leaveRoom() first');
  }
  const handed = createHandedLinks();
  void handed.hand(link);
  navigation.go({ kind: 'room', code: formatRoomAddress(address), space: undefined });
  const visit = await session.join(address, 'invited', handed);
  if (!visit.ok) {
    reply.cancel();
    throw entryRefused(visit.error);
  }
  return visit.value.room;
}

/** Once it is made, or cannot be; undefined when the visit ended before. */
function settled(inviting: ScriptInvitation) {
  return new Promise<InviterState | undefined>((resolve) => {
    let stop = () => {};
    stop = inviting.state.subscribe((state) => {
      if (state?.kind === 'making') return;
      queueMicrotask(() => stop());
      resolve(state);
    });
  });
}

function passed({ network }: ByHandShell, kind: MeetingKind, bytes: Uint8Array): P2pPassed {
  const page = network.meetingPage.value;
  const url = page === undefined ? formatMeetingText(kind, bytes) : formatMeetingLink(page, kind, bytes);
  const code = qrPathOf(url);
  return { url, qr: code.ok ? pictureOf(code.value) : undefined };
}

function pictureOf({ size, path }: QrPath): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><rect width="100%" height="100%" fill="#fff"/><path d="${path}"/></svg>`;
}
