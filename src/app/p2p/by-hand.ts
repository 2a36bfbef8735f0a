// Meeting without a server, as scripts do it: the same invitations and answers as in the dialog.

import { computed, signal, type ReadonlySignal } from '@preact/signals-core';
import { formatRoomAddress } from '../../room/room-link.ts';
import { createHandedLinks } from '../../room/invite/handed-links.ts';
import { replyTo, type GuestWorld, type Reply } from '../../room/invite/guest.ts';
import { createInviter, type Inviter, type InviterState } from '../../room/invite/inviter.ts';
import type { RoomCode } from '../../room/room-code.ts';
import type { Room } from '../../room/room.ts';
import {
  formatMeetingLink,
  formatMeetingText,
  parseMeetingText,
  type MeetingKind,
} from '../../signaling/invitation-text.ts';
import { qrPathOf } from '../../ui/qr-path.ts';
import { visitOf, type Visit } from '../session.ts';
import type { Shell } from '../shell.tsx';
import type { P2pInvitation, P2pPassed } from './api.ts';
import { entryRefused } from './entering.ts';
import { ConnectionError } from './errors.ts';

export interface ByHand {
  createInvitation(): Promise<P2pInvitation>;
  acceptInvitation(text: string): Promise<{ readonly reply: P2pPassed; readonly connected: Promise<Room> }>;
  completeInvitation(reply: string): Promise<void>;
}

type ByHandShell = Pick<Shell, 'meetByHand' | 'network' | 'navigation' | 'profile' | 'session'>;

interface Inviting {
  readonly visit: Visit;
  readonly inviter: Inviter;
  /** Undefined once the visit is over. */
  readonly state: ReadonlySignal<InviterState | undefined>;
  readonly isOver: boolean;
}

export function createByHand(shell: ByHandShell): ByHand {
  let inviting: Inviting | undefined;

  async function inviterHere(): Promise<Inviting> {
    const visit = visitHere(shell);
    if (!visit) throw noRoom();
    const world = await worldOf(shell);
    if (visitHere(shell) !== visit) throw noRoom();
    return inviting?.visit === visit && !inviting.isOver
      ? inviting
      : (inviting = invite(shell, visit, world));
  }

  return {
    async createInvitation() {
      const state = await settled(await inviterHere());
      if (!state) throw noRoom();
      if (state.kind !== 'shown')
        throw new ConnectionError(
          state.kind === 'failed' ? state.code : 'failed',
          'no invitation could be made',
        );
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
      const parsed = read(reply);
      if (!parsed.ok || parsed.value.kind !== 'answer')
        throw new ConnectionError(
          'invalid-reply',
          `no answer: ${parsed.ok ? 'an invitation' : parsed.error.code}`,
        );
      const taken = await (await inviterHere()).inviter.take(parsed.value);
      if (!taken.ok) throw new ConnectionError(taken.error.code, `not connected: ${taken.error.code}`);
    },
  };
}

/** Scripts hand over whatever they like. */
function read(text: unknown) {
  return parseMeetingText(typeof text === 'string' ? text : '');
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

/** Until the visit ends: then what waits for an answer is withdrawn. */
function invite(shell: ByHandShell, visit: Visit, world: GuestWorld): Inviting {
  const { room, handed, pastInvitations: past } = visit;
  const address = { code: room.code as RoomCode, owner: room.owner };
  const inviter = createInviter({ ...world, address, handed, past, isProven: false });
  const over = signal(false);
  const stop = shell.session.state.subscribe((state) => {
    if (visitOf(state) === visit) return;
    queueMicrotask(() => stop());
    inviter.dispose();
    over.value = true;
  });
  return {
    visit,
    inviter,
    state: computed(() => (over.value ? undefined : inviter.state.value)),
    get isOver() {
      return over.peek();
    },
  };
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
function settled(inviting: Inviting) {
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
  const { size, path } = code.ok ? code.value : { size: 1, path: '' };
  const qr = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><rect width="100%" height="100%" fill="#fff"/><path d="${path}"/></svg>`;
  return { url, qr };
}
