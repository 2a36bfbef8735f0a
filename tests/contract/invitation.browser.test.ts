// Links whose descriptions a person carries, in real engines: from bytes and back, whoever begins.

import { expect, test } from 'vitest';
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
