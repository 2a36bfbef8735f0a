// Meeting without a server, as scripts do it: the same invitations and answers as in the dialog.

import { formatRoomAddress } from '../../room/room-link.ts';
import { createHandedLinks } from '../../room/invite/handed-links.ts';
import { replyTo, type Reply } from '../../room/invite/guest.ts';
import { createInviter, type Inviter } from '../../room/invite/inviter.ts';
import type { RoomCode } from '../../room/room-code.ts';
import type { Room } from '../../room/room.ts';
import {
  formatMeetingLink,
  formatMeetingText,
  parseMeetingText,
  type MeetingKind,
} from '../../signaling/invitation-text.ts';
import { qrPathOf } from '../../ui/qr-path.ts';
import { visitOf } from '../session.ts';
import type { Shell } from '../shell.tsx';
import type { P2pInvitation, P2pPassed } from './api.ts';
import { entryRefused } from './entering.ts';
import { ConnectionError, SecurityError } from './errors.ts';

export interface ByHand {
  createInvitation(): Promise<P2pInvitation>;
  acceptInvitation(text: string): Promise<{ readonly reply: P2pPassed; readonly connected: Promise<Room> }>;
  completeInvitation(reply: string): Promise<void>;
}

type ByHandShell = Pick<Shell, 'meetByHand' | 'network' | 'navigation' | 'session'>;

export function createByHand(shell: ByHandShell): ByHand {
  let inviting: { readonly room: Room; readonly inviter: Inviter } | undefined;

  async function inviterHere(): Promise<Inviter> {
    const visit = visitOf(shell.session.state.value);
    if (!visit) throw new ConnectionError('no-room', 'there is no room: createRoom() or joinRoom() first');
    if (inviting?.room === visit.room) return inviting.inviter;
    inviting?.inviter.dispose();
    const { room, handed, pastInvitations: past } = visit;
    const address = { code: room.code as RoomCode, owner: room.owner };
    const inviter = createInviter({ ...(await worldOf(shell)), address, handed, past, isProven: false });
    inviting = { room, inviter };
    return inviter;
  }

  return {
    async createInvitation() {
      const inviter = await inviterHere();
      const state = await settled(inviter);
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
      if (!reply.ok) throw new ConnectionError('invalid-invitation', `not answered: ${reply.error.code}`);
      return {
        reply: passed(shell, 'answer', reply.value.bytes),
        connected: comeIn(shell, reply.value.connected),
      };
    },
    async completeInvitation(reply) {
      const parsed = read(reply);
      if (!parsed.ok || parsed.value.kind !== 'answer')
        throw new ConnectionError(
          'invalid-reply',
          `no answer: ${parsed.ok ? 'an invitation' : parsed.error.code}`,
        );
      const taken = await (await inviterHere()).take(parsed.value);
      if (!taken.ok) throw new ConnectionError(taken.error.code, `not connected: ${taken.error.code}`);
    },
  };
}

/** Scripts hand over whatever they like. */
function read(text: unknown) {
  return parseMeetingText(typeof text === 'string' ? text : '');
}

async function worldOf({ meetByHand }: ByHandShell) {
  const world = await meetByHand();
  if (!world) throw new SecurityError('identity-locked', 'the passphrase has to be typed first');
  return world;
}

async function comeIn({ navigation, session }: ByHandShell, connected: Reply['connected']): Promise<Room> {
  const welcomed = await connected;
  if (!welcomed.ok) throw new ConnectionError(welcomed.error.code, `not connected: ${welcomed.error.code}`);
  const { address, link } = welcomed.value;
  const handed = createHandedLinks();
  handed.hand(link);
  navigation.go({ kind: 'room', code: formatRoomAddress(address), space: undefined });
  const visit = await session.join(address, 'invited', handed);
  if (!visit.ok) throw entryRefused(visit.error);
  return visit.value.room;
}

/** Once it is made, or cannot be. */
function settled(inviter: Inviter) {
  return new Promise<Inviter['state']['value']>((resolve) => {
    let stop = () => {};
    stop = inviter.state.subscribe((state) => {
      if (state.kind === 'making') return;
      queueMicrotask(() => stop());
      resolve(state);
    });
  });
}

function passed({ network }: ByHandShell, kind: MeetingKind, bytes: Uint8Array): P2pPassed {
  const page = network.linkPage.value;
  const url = page === undefined ? formatMeetingText(kind, bytes) : formatMeetingLink(page, kind, bytes);
  const code = qrPathOf(url);
  const { size, path } = code.ok ? code.value : { size: 1, path: '' };
  const qr = `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}"><rect width="100%" height="100%" fill="#fff"/><path d="${path}"/></svg>`;
  return { url, qr };
}
