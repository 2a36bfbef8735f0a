// Links whose descriptions a person carries, in real engines: from bytes and back, whoever begins.

import { expect, test, vi } from 'vitest';
import { createSystemClock } from '../../src/platform/system-clock.ts';
import { createWebCrypto } from '../../src/platform/web-crypto.ts';
import { createWebRandom } from '../../src/platform/web-random.ts';
import { createHandedLinks } from '../../src/room/invite/handed-links.ts';
import { replyTo } from '../../src/room/invite/guest.ts';
import { createInviter } from '../../src/room/invite/inviter.ts';
import { createRoomCode } from '../../src/room/room-code.ts';
import { createGhostIdentity, openSession } from '../../src/secure/identity.ts';
import { formatMeetingLink, parseMeetingText } from '../../src/signaling/invitation-text.ts';
import {
  decodeDescription,
  encodeDescription,
  packDescription,
  unpackDescription,
} from '../../src/signaling/packed-description.ts';
import { createInvitationTransport } from '../../src/transport/invitation-transport.ts';
import { RECHECK_MS } from '../../src/transport/kept-checks.ts';
import type { Link } from '../../src/transport/transport.ts';
import { passRealTime } from '../support/real-harness.ts';
import { collect, payloads } from './transport-bench.ts';

/** What engines wrote, by file name. */
const RECORDED = Object.entries(
  import.meta.glob<string>('../fixtures/descriptions/*.sdp', {
    query: '?raw',
    import: 'default',
    eager: true,
  }),
).map(([path, sdp]) => [path.split('/').at(-1) ?? '', sdp] as const);

const clock = createSystemClock();
const random = createWebRandom();
const crypto = createWebCrypto(globalThis.crypto.subtle);
/** What the issue asks for, once the answer is applied. */
const OPEN_WITHIN_MS = 1_000;
/** RFC 863: nobody answers there. */
const DISCARD_PORT = 9;

async function makePerson() {
  const peer = await openSession(await createGhostIdentity({ crypto, random }), random, crypto);
  const transport = createInvitationTransport({ clock, iceServers: [] });
  return { crypto, random, clock, peer, transport, wallTimeMs: () => clock.nowMs() };
}

test('[O1] [O5] an invitation and an answer as links of text make a link of the room in this engine', async () => {
  const [ada, ben] = [await makePerson(), await makePerson()];
  const handed = createHandedLinks();
  const inRoom: Link[] = [];
  handed.onLink((link) => Promise.resolve(inRoom.push(link) > 0));
  const address = { code: createRoomCode(random), owner: undefined };
  const inviter = createInviter({ ...ada, handed, isProven: true, address });
  await passRealTime.until(() => inviter.state.value.kind === 'shown');
  const shown = inviter.state.value;
  if (shown.kind !== 'shown') throw new Error(shown.kind);
  const sent = formatMeetingLink('https://kith.example/', 'invitation', shown.bytes);
  expect(sent.length).toBeLessThanOrEqual(350);
  const invitation = parseMeetingText(sent);
  if (!invitation.ok || invitation.value.kind !== 'invitation') throw new Error('no invitation');
  const reply = await replyTo(ben, invitation.value);
  if (!reply.ok) throw new Error(reply.error.code);
  const answer = parseMeetingText(formatMeetingLink('https://kith.example/', 'answer', reply.value.bytes));
  if (!answer.ok || answer.value.kind !== 'answer') throw new Error('no answer');
  const appliedAtMs = performance.now();
  const [taken, welcomed] = await Promise.all([inviter.take(answer.value), reply.value.connected]);
  expect(performance.now() - appliedAtMs).toBeLessThan(OPEN_WITHIN_MS);
  expect(taken).toMatchObject({ ok: true, value: { identityId: ben.peer.identity.id } });
  if (!welcomed.ok) throw new Error(welcomed.error.code);
  expect(welcomed.value).toMatchObject({ address, host: ada.peer.identity.id });
  const [theirs] = inRoom;
  const heard = collect(welcomed.value.link);
  theirs?.send('bulk', Uint8Array.of(7));
  await passRealTime.until(() => payloads(heard, 'bulk').includes(7));
  expect([welcomed.value.link.role, theirs?.role]).toEqual(['dialer', 'listener']);
  inviter.dispose();
});

/** Counts what is added while the answer is under way. */
function createCountingGuest() {
  let rechecks = 0;
  const createConnection = (configuration: RTCConfiguration) => {
    const connection = new RTCPeerConnection(configuration);
    const add: (candidate?: RTCIceCandidateInit | null) => Promise<void> =
      connection.addIceCandidate.bind(connection);
    connection.addIceCandidate = (candidate?: RTCIceCandidateInit | null) => {
      rechecks += 1;
      return add(candidate);
    };
    return connection;
  };
  const transport = createInvitationTransport({ clock, iceServers: [], createConnection });
  return { transport, rechecks: () => rechecks };
}

test(
  '[O7] an answer that is applied 20 s later still links, though nobody answered its checks meanwhile',
  { timeout: 60_000 },
  async () => {
    const host = createInvitationTransport({ clock, iceServers: [] });
    const guest = createCountingGuest();
    const offered = await host.offer();
    if (!offered.ok) throw new Error(offered.error.code);
    // As behind a wall that lets nobody in before the inviter asks itself.
    const candidates = offered.value.description.candidates.map((each) => ({ ...each, port: DISCARD_PORT }));
    const answered = await guest.transport.answer({ ...offered.value.description, candidates }, 60_000);
    if (!answered.ok) throw new Error(answered.error.code);
    // Twice as long as an engine that gives up does (kept-checks.ts).
    await vi.waitUntil(() => guest.rechecks() * RECHECK_MS >= 20_000, { timeout: 40_000, interval: 50 });
    const appliedAtMs = performance.now();
    const links = await Promise.all([
      offered.value.complete(answered.value.description),
      answered.value.opened,
    ]);
    expect(links.map(({ ok }) => ok)).toEqual([true, true]);
    expect(performance.now() - appliedAtMs).toBeLessThan(OPEN_WITHIN_MS);
    for (const link of links) if (link.ok) link.value.close('done');
  },
);

test('[O1] this engine takes what comes back of every recorded description, with each of its ways', async () => {
  expect(RECORDED.length).toBeGreaterThan(16);
  for (const [name, sdp] of RECORDED) {
    const packed = packDescription(sdp);
    if (!packed.ok) throw new Error(`${name}: ${packed.error.detail}`);
    const read = decodeDescription(encodeDescription(packed.value));
    if (!read) throw new Error(name);
    // With no ways of its own it sends nothing to those addresses.
    const connection = new RTCPeerConnection({ iceTransportPolicy: 'relay' });
    if (read.type === 'answer') {
      connection.createDataChannel('any');
      await connection.setLocalDescription(await connection.createOffer());
    }
    await connection.setRemoteDescription({ type: read.type, sdp: unpackDescription(read) });
    const taken = connection.remoteDescription?.sdp ?? '';
    expect(taken, name).toContain(`a=ice-ufrag:${read.credentials.ufrag}\r\n`);
    for (const { type, port } of read.candidates) expect(taken, name).toMatch(` ${port} typ ${type}`);
    connection.close();
  }
});
