// Meeting without a server, as scripts do it: the same invitations and answers as in the dialog.

import { computed, signal, type ReadonlySignal } from '@preact/signals-core';
import { formatRoomAddress } from '../../room/room-link.ts';
import { createHandedLinks } from '../../room/invite/handed-links.ts';
import { replyTo, type GuestWorld, type Reply } from '../../room/invite/guest.ts';
import { MAX_WAITING } from '../../room/invite/invitation-state.ts';
import {
  createInviter,
  type AnswerError,
  type Inviter,
  type InviterState,
} from '../../room/invite/inviter.ts';
import type { RoomCode } from '../../room/room-code.ts';
import type { Room } from '../../room/room.ts';
import type { Answer } from '../../signaling/invitation.ts';
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

/** One invitation: scripts are given each once, and see no other take its place. */
interface Inviting {
  readonly inviter: Inviter;
  /** Undefined once it was ended. */
  readonly state: ReadonlySignal<InviterState | undefined>;
  /** The script has it. */
  isGiven: boolean;
  /** Withdraws it where it waits. */
  end(): void;
}

export function createByHand(shell: ByHandShell): ByHand {
  /** Of this visit; those that wait, and some that are over. */
  const inviting: Inviting[] = [];

  function end(one: Inviting | undefined): void {
    if (one && inviting.includes(one)) inviting.splice(inviting.indexOf(one), 1);
    one?.end();
  }

  async function inviteHere(): Promise<Inviting> {
    const visit = visitHere(shell);
    if (!visit) throw noRoom();
    const world = await worldOf(shell);
    if (visitHere(shell) !== visit) throw noRoom();
    while (inviting.length >= MAX_WAITING) end(inviting.find(isOver) ?? inviting[0]);
    const one: Inviting = invite(shell, visit, { world, onEnd: () => end(one) });
    inviting.push(one);
    return one;
  }

  return {
    async createInvitation() {
      const one = await inviteHere();
      const state = await settled(one);
      if (!state) throw visitHere(shell) ? withdrawn() : noRoom();
      if (state.kind !== 'shown') {
        end(one);
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
      const parsed = read(reply);
      if (!parsed.ok || parsed.value.kind !== 'answer')
        throw new ConnectionError(
          'invalid-reply',
          `no answer: ${parsed.ok ? 'an invitation' : parsed.error.code}`,
        );
      if (!visitHere(shell)) throw noRoom();
      const code = await takeByOne(inviting, parsed.value);
      if (code) throw new ConnectionError(code, `not connected: ${code}`);
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

function withdrawn(): ConnectionError {
  return new ConnectionError('withdrawn', `more than ${MAX_WAITING} invitations: the oldest is withdrawn`);
}

interface InviteOptions {
  readonly world: GuestWorld;
  /** Called with the visit's end. */
  readonly onEnd: () => void;
}

/** Until the visit ends: then what waits for an answer is withdrawn. */
function invite(shell: ByHandShell, visit: Visit, { world, onEnd }: InviteOptions): Inviting {
  const { room, handed, pastInvitations: past } = visit;
  const address = { code: room.code as RoomCode, owner: room.owner };
  const inviter = createInviter({ ...world, address, handed, past, isProven: false, isSingle: true });
  const over = signal(false);
  const stop = shell.session.state.subscribe((state) => {
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
function isOver({ state, isGiven }: Inviting): boolean {
  return isGiven && state.peek()?.kind !== 'shown';
}

/** Why none of them took it; undefined once one did. */
async function takeByOne(all: readonly Inviting[], answer: Answer): Promise<AnswerError['code'] | undefined> {
  for (const { inviter } of Array.from(all)) {
    const taken = await inviter.take(answer);
    if (taken.ok) return undefined;
    if (taken.error.code !== 'other') return taken.error.code;
  }
  return 'other';
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
