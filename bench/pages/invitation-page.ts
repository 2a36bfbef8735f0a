// One of the two pages of the benches of invitations: invites, answers and completes when told to. Driven from outside by
// `bench`; what goes between the pages is the text that people would carry.

import { createSystemClock } from '../../src/platform/system-clock.ts';
import { createWebCrypto } from '../../src/platform/web-crypto.ts';
import { createWebRandom } from '../../src/platform/web-random.ts';
import { createHandedLinks } from '../../src/room/invite/handed-links.ts';
import { replyTo, type Reply } from '../../src/room/invite/guest.ts';
import { createInviter, type Inviter } from '../../src/room/invite/inviter.ts';
import { createRoomCode } from '../../src/room/room-code.ts';
import { createGhostIdentity, openSession } from '../../src/secure/identity.ts';
import { formatMeetingText, parseMeetingText } from '../../src/signaling/invitation-text.ts';
import { createInvitationTransport } from '../../src/transport/invitation-transport.ts';

/** By the time of day, milliseconds. */
export interface Ends {
  /** When DTLS was through. */
  readonly connectedAtMs: number;
  /** When the link was the room's. */
  readonly openAtMs: number;
}

const clock = createSystemClock();
const random = createWebRandom();
const crypto = createWebCrypto(globalThis.crypto.subtle);
const peer = createGhostIdentity({ crypto, random }).then((ghost) => openSession(ghost, random, crypto));
let connectedAtMs = Number.NaN;
let inviter: Inviter | undefined;
let reply: Reply | undefined;
let answered: Promise<Ends> | undefined;

/** The clocks of two browsers on one machine differ by less than a millisecond. */
const nowMs = () => performance.timeOrigin + performance.now();

function watched(configuration: RTCConfiguration): RTCPeerConnection {
  const connection = new RTCPeerConnection(configuration);
  connection.addEventListener('connectionstatechange', () => {
    if (connection.connectionState === 'connected') connectedAtMs = nowMs();
  });
  return connection;
}

async function world() {
  const transport = createInvitationTransport({ clock, iceServers: [], createConnection: watched });
  return { crypto, random, clock, peer: await peer, transport, wallTimeMs: () => Date.now() };
}

async function invite(): Promise<string> {
  const address = { code: createRoomCode(random), owner: undefined };
  const made = createInviter({ ...(await world()), address, handed: createHandedLinks(), isProven: false });
  inviter = made;
  const bytes = await new Promise<Uint8Array>((resolve) => {
    made.state.subscribe((state) => state.kind === 'shown' && resolve(state.bytes));
  });
  return formatMeetingText('invitation', bytes);
}

/** What is shown by now; undefined while another one is being made. */
function shown(): string | undefined {
  const state = inviter?.state.value;
  return state?.kind === 'shown' ? formatMeetingText('invitation', state.bytes) : undefined;
}

async function accept(text: string): Promise<string> {
  const parsed = parseMeetingText(text);
  if (!parsed.ok || parsed.value.kind !== 'invitation') throw new Error('no invitation');
  const made = await replyTo(await world(), parsed.value);
  if (!made.ok) throw new Error(made.error.code);
  reply = made.value;
  answered = made.value.connected.then((connected) => {
    if (!connected.ok) throw new Error(connected.error.code);
    return { connectedAtMs, openAtMs: nowMs() };
  });
  answered.catch(() => undefined);
  return formatMeetingText('answer', made.value.bytes);
}

async function complete(text: string): Promise<Ends & { readonly appliedAtMs: number }> {
  const parsed = parseMeetingText(text);
  if (!inviter || !parsed.ok || parsed.value.kind !== 'answer') throw new Error('no answer');
  const appliedAtMs = nowMs();
  const taken = await inviter.take(parsed.value);
  if (!taken.ok) throw new Error(taken.error.code);
  return { appliedAtMs, connectedAtMs, openAtMs: nowMs() };
}

const bench = {
  invite,
  shown,
  accept,
  complete,
  whenAnswered: () => answered ?? Promise.reject(new Error('nothing was answered')),
  end: () => {
    inviter?.dispose();
    reply?.cancel();
  },
};
export type InvitationBench = typeof bench;

Object.assign(globalThis, { bench });
