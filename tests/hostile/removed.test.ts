// Somebody who was removed, keeps every key and secret, and has nothing of ours between it and what it sends: it reads
// nothing, is heard by nobody, and is passed on by nobody, whichever epoch it knocks in and whoever helps it.

import { describe, expect, test, vi } from 'vitest';
import { peerTransportId } from '../../src/discovery/namespace.ts';
import { encodeMeetingMessage, MEETING_PROTOCOL } from '../../src/discovery/protocol.ts';
import { decodeEnvelope, encodeEnvelope } from '../../src/mesh/envelope.ts';
import { encodeGossipMessage, GOSSIP_PROTOCOL, signedBytes } from '../../src/mesh/gossip/gossip-message.ts';
import { encodeMembersMessage, MEMBERS_PROTOCOL } from '../../src/mesh/membership-protocol.ts';
import { decodeMeshMessage, encodeMeshMessage } from '../../src/mesh/protocol.ts';
import {
  encodeRelayBody,
  encodeRelayMessage,
  RELAY_PROTOCOL,
  RELAY_PURPOSE,
} from '../../src/mesh/relay/protocol.ts';
import { encodeSequenced } from '../../src/mesh/sequenced.ts';
import { decodeUtf8 } from '../../src/primitives/bytes.ts';
import { encodeMessage } from '../../src/primitives/codec.ts';
import { decodeDoorMessage, encodeDoorMessage } from '../../src/room/charter-protocol.ts';
import { createEpochs } from '../../src/room/epochs.ts';
import { decodeKept } from '../../src/room/kept-authority.ts';
import { createRoomEntries } from '../../src/room/room-entries.ts';
import { deriveRoomKeys } from '../../src/room/room-keys.ts';
import { establishSecureLink } from '../../src/secure/establish.ts';
import { openSession, type LocalIdentity, type LocalPeer } from '../../src/secure/identity.ts';
import { sealBox } from '../../src/secure/sealed-box.ts';
import type { HandshakeContext, SecureLink } from '../../src/secure/secure-link.ts';
import { clientIdOf } from '../../src/sync/client-id.ts';
import { PARTS_PROTOCOL, PULL, STATE, SYNC_PROTOCOL, UPDATE } from '../../src/sync/exchange/protocol.ts';
import { createFakeCrypto } from '../support/fake-crypto.ts';
import { hostileUpdate, text } from '../support/hostile-updates.ts';
import { makeHouse, makeIdentity, standingOf } from '../support/make-house.ts';
import { allSeeAll, createSimWorld, type SimRoom } from '../support/make-room.ts';
import { dialBare } from '../support/mallory.ts';
import { createMemoryTransport } from '../support/memory-transport.ts';
import { plainTalk, type PlainMessage } from '../support/plain-talk.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { KEY, shareIn } from '../support/shared-room.ts';

vi.setConfig({ testTimeout: 30_000 });

const random = createSeededRandom(77);
const crypto = createFakeCrypto(random);
const SECRET = 'the plan is hidden';
const chat = (words: string): PlainMessage => ({
  type: 'text',
  id: random.bytes(16),
  text: words,
  sentMs: 0,
});

/** In epoch 1 everybody is in; in epoch 2 Mallory is out. What she knew in between she still knows. */
async function scene() {
  const world = createSimWorld(31);
  const { house, guests } = await makeHouse(world, ['Ann', 'Ben', 'Eve', 'Mallory']);
  const [ann, ben, eve, mallory] = guests as unknown as readonly [SimRoom, SimRoom, SimRoom, SimRoom];
  const honest = [house.owner, ann, ben, eve];
  const docs = honest.map((room) => shareIn(room, world));
  const notes = docs.map((each) => each.open(KEY, { space: KEY }));
  const heard: string[] = [];
  for (const room of honest)
    room.channel(plainTalk).onMessage(({ from, message }) => {
      if (message.type === 'text') heard.push(`${room.name} heard ${message.text} of ${from}`);
    });
  await house.owner.authority.lock(true);
  await house.until(() => [...honest, mallory].every((room) => epochOf(room) === 1));
  await world.clock.advance(2_000);
  const keptByMallory = mallory.authority.kept.value;
  const put = async () => {
    await house.owner.authority.remove(mallory.self.identityId);
    await house.until(() => allSeeAll(honest) && honest.every((room) => epochOf(room) === 2));
    await house.until(() => standingOf(mallory) === 'removed');
    notes[0]?.text('t').insert(0, SECRET);
    await world.clock.advance(2_000);
  };
  return { world, house, ann, ben, eve, mallory, honest, docs, notes, heard, keptByMallory, put };
}
type Scene = Awaited<ReturnType<typeof scene>>;

const epochOf = ({ authority }: SimRoom) => authority.charter.value.epoch;

/** The current context first, then those before, the words alone last. */
async function contextsOf(
  { world }: Scene,
  kept: Uint8Array | undefined,
): Promise<readonly HandshakeContext[]> {
  const epochs = createEpochs(await deriveRoomKeys(crypto, world.code), crypto);
  for (const secret of decodeKept(kept ?? new Uint8Array())?.secrets ?? [])
    epochs.use(await epochs.hold(secret));
  return epochs.contexts;
}

interface Raw {
  readonly peer: LocalPeer;
  readonly link: SecureLink;
  readonly heard: Uint8Array[];
  readonly say: (protocol: { readonly id: string; readonly version: number }, body: Uint8Array) => void;
}

/** One more session of somebody, linked in a context by nothing but bytes; undefined when no link came of it. */
async function linkAs(
  { world }: Scene,
  victim: SimRoom,
  identity: LocalIdentity,
  context: HandshakeContext | undefined,
): Promise<Raw> {
  const peer = await openSession(identity, random, crypto);
  const bare = await dialBare({ ...world, context: context! }, victim, peer.peerId);
  const given = { crypto, random, peer, clock: world.clock, contexts: [context!], capabilities: [] };
  const proving = establishSecureLink(bare, given);
  await world.clock.advance(500);
  const proven = await proving;
  if (!proven.ok) throw new Error(proven.error.code);
  const link = proven.value;
  const heard: Uint8Array[] = [];
  link.onMessage(({ payload }) => heard.push(payload));
  const hello = { type: 'HELLO', lost: 0, delivery: { stream: 1, base: 0 }, links: 0 } as const;
  link.send('control', encodeMeshMessage(hello));
  link.send('control', encodeMeshMessage({ type: 'USE', generation: 2 ** 50 }));
  await world.clock.advance(500);
  let sequence = 0;
  return {
    peer,
    link,
    heard,
    say({ id, version }, body) {
      link.send(
        'control',
        encodeSequenced({ stream: 1, sequence: sequence++, payload: encodeEnvelope(id, version, body) }),
      );
    },
  };
}

/** Everything that a member may say, in the name of `as`. */
async function sayEverything({ world, ann }: Scene, { say, link, heard }: Raw, as: LocalPeer): Promise<void> {
  const { namespace } = await deriveRoomKeys(crypto, world.code);
  const transportIds = () => [peerTransportId(as.peerId)];
  const entry = await createRoomEntries({
    peer: as,
    crypto,
    clock: world.clock,
    namespace,
    transportIds,
  }).issue();
  const words = encodeMessage({ ...chat('said by Mallory') });
  const broadcast = {
    key: as.identity.publicKey,
    nonce: as.sessionNonce,
    sequence: 2 ** 50,
    protocol: plainTalk.id,
    version: plainTalk.version,
    payload: words,
  };
  const signature = await as.identity.sign(signedBytes(broadcast, namespace));
  for (const hops of [1, 2])
    say(GOSSIP_PROTOCOL, encodeGossipMessage({ type: 'GOSSIP', ...broadcast, signature, hops, ageMs: 0 }));
  say(MEMBERS_PROTOCOL, encodeMembersMessage({ type: 'ANNOUNCE', entry, links: 4, card: new Uint8Array() }));
  say(MEETING_PROTOCOL, encodeMeetingMessage({ type: 'CHECK_IN', broker: 'broker', entry, holds: 0 }));
  link.send('control', encodeMeshMessage({ type: 'KNOWN_PEERS', entries: [entry] }));
  say(SYNC_PROTOCOL, encodeMessage([STATE, KEY, Uint8Array.of(1, 5, 9), 0]));
  say(SYNC_PROTOCOL, encodeMessage([PULL, KEY, Uint8Array.of(0), 7]));
  const client = clientIdOf(as.peerId, 0);
  const update = hostileUpdate([{ client, clock: 0, structs: [text('t:t', 'said by Mallory')] }]);
  say(SYNC_PROTOCOL, encodeMessage([UPDATE, KEY, update]));
  const recipient = await sessionKeyOf(heard, namespace);
  if (recipient) {
    const body = encodeRelayBody({
      kind: 'message',
      count: 2 ** 50,
      entry,
      content: encodeSequenced({
        stream: 9,
        sequence: 0,
        payload: encodeEnvelope(plainTalk.id, 1, words),
      }),
    });
    const address = { purpose: RELAY_PURPOSE, namespace, from: as.peerId, to: ann.self.peerId };
    const sealed = await sealBox(body, address, { sender: as.sessionKey, recipient }, crypto);
    const ends = { to: ann.self.peerId, from: as.peerId, id: random.bytes(8), hops: 3 };
    if (sealed.ok) say(RELAY_PROTOCOL, encodeRelayMessage({ type: 'RELAY', ...ends, sealed: sealed.value }));
  }
  await world.clock.advance(5_000);
}

/** As the victim's greeting told it. */
async function sessionKeyOf(
  heard: readonly Uint8Array[],
  namespace: Uint8Array,
): Promise<Uint8Array<ArrayBuffer> | undefined> {
  const messages = heard
    .map((frame) => decodeEnvelope(frame))
    .map((each) => each && decodeMeshMessage(each.payload));
  const hello = messages.find((each) => each?.ok && each.value.type === 'HELLO');
  const encoded = hello?.ok && hello.value.type === 'HELLO' ? hello.value.entry : undefined;
  const { clock } = createSimWorld(1);
  const peer = await openSession(await makeIdentity(1), random, crypto);
  const entries = createRoomEntries({ peer, crypto, clock, namespace, transportIds: () => [] });
  return encoded && (await entries.open(encoded))?.sessionKey;
}

const isInside = (text: string) => text.includes(SECRET) || /Olga|Ann|Ben|Eve/.test(text);
const asText = (payload: Uint8Array) => Buffer.from(payload).toString('latin1') + (decodeUtf8(payload) ?? '');

function expectUnheard({ heard, notes, honest }: Scene): void {
  expect(heard.filter((line) => line.includes('Mallory'))).toEqual([]);
  expect(notes.map((doc) => doc.text('t').toString())).toEqual(honest.map(() => SECRET));
  expect(allSeeAll(honest)).toBe(true);
}

test('a link from before ends with the removal, and not a byte comes over it then', async () => {
  const made = await scene();
  const [context] = await contextsOf(made, made.keptByMallory);
  const raw = await linkAs(made, made.ann, made.mallory.identity, context);
  expect(raw.link.isOpen).toBe(true);
  await made.put();
  expect(raw.link.isOpen).toBe(false);
  const after = raw.heard.length;
  made.ann.channel(plainTalk).broadcast(chat('not for Mallory'));
  await made.world.clock.advance(10_000);
  expect(raw.heard.length).toBe(after);
  expect(raw.heard.some((payload) => asText(payload).includes(SECRET))).toBe(false);
});

describe('in every epoch that it knows', () => {
  test.each([
    ['itself', true],
    ['somebody new', false],
  ])('as %s it is told nothing of the room, and heard by nobody', async (_, isItself) => {
    const made = await scene();
    await made.put();
    const contexts = await contextsOf(made, made.keptByMallory);
    expect(contexts).toHaveLength(2);
    for (const context of contexts) {
      const identity = isItself ? made.mallory.identity : await makeIdentity(4_711);
      const raw = await linkAs(made, made.ann, identity, context);
      await sayEverything(made, raw, raw.peer);
      expect(raw.link.isOpen).toBe(false);
      const said = raw.heard.map((payload) => decodeDoorMessage(payload)?.type ?? 'something else');
      expect(said.filter((type) => type !== 'HERE' && type !== 'STATE' && type !== 'KNOCK')).toEqual([]);
      expect(raw.heard.filter((payload) => asText(payload).includes(SECRET))).toEqual([]);
    }
    expectUnheard(made);
  });

  test('and with every word that is said at a door it learns no secret', async () => {
    const made = await scene();
    await made.put();
    for (const context of await contextsOf(made, made.keptByMallory)) {
      const peer = await openSession(made.mallory.identity, random, crypto);
      const bare = await dialBare({ ...made.world, context }, made.ann, peer.peerId);
      const given = { crypto, random, peer, clock: made.world.clock, contexts: [context], capabilities: [] };
      const proving = establishSecureLink(bare, given);
      await made.world.clock.advance(500);
      const proven = await proving;
      if (!proven.ok) throw new Error(proven.error.code);
      const heard: Uint8Array[] = [];
      proven.value.onMessage(({ payload }) => heard.push(payload));
      const here = { type: 'HERE', serial: 0, hash: new Uint8Array(32), hasSecret: false } as const;
      for (const message of [
        here,
        { ...here, serial: 2 ** 40, hasSecret: true },
        { type: 'KNOCK', name: 'M' },
        { type: 'ADMITTED' },
      ] as const)
        proven.value.send('control', encodeDoorMessage(message));
      await made.world.clock.advance(5_000);
      const said = heard.map((payload) => decodeDoorMessage(payload));
      expect(said.map((message) => message?.type)).not.toContain('ADMITTED');
      expect(said).toContainEqual(expect.objectContaining({ type: 'STATE', state: 'removed' }));
    }
    expectUnheard(made);
  });
});

test('[E4] with the secret of now, which a friend gave away, it is turned away without a word', async () => {
  const made = await scene();
  await made.put();
  const [now] = await contextsOf(made, made.eve.authority.kept.value);
  for (const identity of [made.mallory.identity, await makeIdentity(4_712)]) {
    const raw = await linkAs(made, made.ann, identity, now);
    await sayEverything(made, raw, raw.peer);
    expect([raw.link.isOpen, raw.heard]).toEqual([false, []]);
  }
  expectUnheard(made);
});

test('[E4] a friend who passes on what it says is not believed, and what it says goes no further', async () => {
  const made = await scene();
  await made.put();
  const [now] = await contextsOf(made, made.eve.authority.kept.value);
  const friend = await linkAs(made, made.ann, made.eve.identity, now);
  const mallory = await openSession(made.mallory.identity, random, crypto);
  let dialled = 0;
  const claiming = createMemoryTransport(made.world.network, 'broker').claim(peerTransportId(mallory.peerId));
  await made.world.clock.advance(200);
  const claimed = await claiming;
  if (claimed.ok) claimed.value.onLink(() => (dialled += 1));
  expect(friend.heard.length).toBeGreaterThan(0);
  await sayEverything(made, friend, mallory);
  await made.world.clock.advance(30_000);
  expect(dialled).toBe(0);
  expectUnheard(made);
});

test('[E4] what it asks for over bulk without having a link is nobody’s to answer', async () => {
  const made = await scene();
  await made.put();
  const [, words] = await contextsOf(made, made.keptByMallory);
  const raw = await linkAs(made, made.ann, made.mallory.identity, words);
  raw.link.send('bulk', encodeEnvelope(PARTS_PROTOCOL.id, 1, encodeMessage([7, 0, 1, 0, new Uint8Array(9)])));
  raw.link.send('realtime', encodeEnvelope('presence', 1, encodeMessage({ sequence: 1, state: '{"x":1}' })));
  await made.world.clock.advance(5_000);
  expect(made.docs.map(({ presence }) => presence.states.value.has(raw.peer.peerId))).toEqual(
    made.honest.map(() => false),
  );
  expect(raw.heard.filter((payload) => isInside(asText(payload)))).toEqual([]);
  expectUnheard(made);
});
