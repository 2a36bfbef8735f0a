// Members of a room who do not keep to the rules: they know the words, proved themselves and send what they like. It is
// counted, bounded and in the end refused; the others do not notice.

import { encode } from 'cborg';
import { describe, expect, test, vi } from 'vitest';
import { peerTransportId } from '../../src/discovery/namespace.ts';
import { MEETING_PROTOCOL, encodeMeetingMessage } from '../../src/discovery/protocol.ts';
import { MESH_PROTOCOL, type MeshMessage } from '../../src/mesh/protocol.ts';
import type { ProtocolAddress } from '../../src/mesh/mesh-ports.ts';
import { mostLinks } from '../../src/mesh/topology.ts';
import { encodeMessage } from '../../src/primitives/codec.ts';
import { silentLog } from '../../src/primitives/log.ts';
import { createChannels } from '../../src/room/channel.ts';
import { PROFILE_PROTOCOL } from '../../src/room/profile-protocol.ts';
import type { Received } from '../../src/room/room.ts';
import { CONFUSED, MALFORMED } from '../support/hostile-payloads.ts';
import { makeMesh, type SimMesh } from '../support/make-mesh.ts';
import type { SimRoom } from '../support/make-room.ts';
import { introduce, linkMallory, malloryScene } from '../support/mallory.ts';
import { plainTalk, type PlainMessage } from '../support/plain-talk.ts';

vi.setConfig({ testTimeout: 30_000 });

const PROFILE: ProtocolAddress = PROFILE_PROTOCOL;
const MESH: ProtocolAddress = { ...MESH_PROTOCOL, channel: 'control' };
const MEETING: ProtocolAddress = { ...MEETING_PROTOCOL, channel: 'control' };
const EVERY_PROTOCOL = [plainTalk, PROFILE, MEETING, MESH];
const id = new Uint8Array(16);

/** What the chat of a room hears. */
function listen(room: SimRoom): Received<PlainMessage>[] {
  const heard: Received<PlainMessage>[] = [];
  room.channel(plainTalk).onMessage((received) => heard.push(received));
  return heard;
}

function say(text: string): PlainMessage {
  return { type: 'text', id, text, sentMs: 0 };
}

describe('a flood', () => {
  test('of chat is cut to the rate; others are heard as ever, and are sent to', async () => {
    const { clock, ada, bob, mallory, attack, isLinked } = await malloryScene();
    const [heardByAda, heardByBob] = [listen(ada), listen(bob)];
    for (let i = 0; i < 5_000; i += 1) attack(plainTalk, encodeMessage({ ...say(`${i}`) }));
    for (let i = 0; i < 20; i += 1) bob.channel(plainTalk).broadcast(say(`${i}`));
    ada.channel(plainTalk).broadcast(say('still here'));
    await clock.advance(300);
    const from = (peerId: string) => heardByAda.filter((received) => received.from === peerId).length;
    expect(from(bob.self.peerId)).toBe(20);
    expect(from(mallory.peerId)).toBeGreaterThan(0);
    expect(from(mallory.peerId)).toBeLessThanOrEqual(plainTalk.rate.burst + plainTalk.rate.perSecond);
    expect(heardByBob.map(({ message }) => message)).toEqual([say('still here')]);
    expect(isLinked()).toBe(true);
  });

  test('is counted at the peer, and is no misdeed', async () => {
    const { clock, meshWorld } = await malloryScene();
    const [ada, mallory] = [await makeMesh(meshWorld, { seed: 1 }), await makeMesh(meshWorld, { seed: 2 })];
    const { mesh } = ada;
    const overlay = {
      broadcast: () => [],
      handleBroadcasts: () => () => undefined,
      send: mesh.send.bind(mesh),
      handle: mesh.handle.bind(mesh),
      blame: mesh.blame.bind(mesh),
      countDropped: mesh.countDropped.bind(mesh),
    };
    const channels = createChannels({ overlay, clock, log: silentLog });
    let heard = 0;
    channels.open(plainTalk).onMessage(() => (heard += 1));
    const meeting = mallory.meet(ada.address);
    await clock.until(() => ada.mesh.linked.length === 1 && mallory.mesh.linked.length === 1, 5_000);
    await meeting;
    const typing = encodeMessage({ type: 'typing' });
    for (let i = 0; i < 500; i += 1) mallory.mesh.send(ada.peerId, plainTalk, typing);
    await clock.advance(300);
    const counts = ada.mesh.snapshot(mallory.peerId);
    expect(heard).toBeLessThanOrEqual(plainTalk.rate.burst + plainTalk.rate.perSecond);
    expect(counts).toMatchObject({ overRate: 500 - heard, malformed: 0, state: { kind: 'linked' } });
  });

  test.each(['control', 'bulk', 'realtime'] as const)(
    'of pings over %s is not answered without end',
    async (channel) => {
      const { clock, mallory, attack } = await malloryScene();
      const ping: MeshMessage = { type: 'PING', number: 1 };
      for (let i = 0; i < 4_000; i += 1) {
        attack({ ...MESH, channel }, encodeMessage({ ...ping }));
        if (i % 100 === 0) await clock.advance(25);
      }
      await clock.advance(100);
      const answers = mallory.told.filter(({ message }) => message.type === 'PONG').length;
      // A burst of 800, and 400 a second.
      expect(answers).toBeGreaterThan(800);
      expect(answers).toBeLessThan(1_300);
    },
  );

  test('of new names redraws the list a few times, and the last one is seen after all', async () => {
    const { clock, ada, mallory } = await malloryScene();
    let redrawn = 0;
    const stop = ada.peers.subscribe(() => (redrawn += 1));
    for (let i = 0; i < 500; i += 1) introduce(mallory, ada, `Mallory ${i}`);
    await clock.advance(300);
    expect(redrawn).toBeLessThanOrEqual(PROFILE_PROTOCOL.rate.burst + 5);
    stop();
    await clock.advance(2_000);
    introduce(mallory, ada, 'Mallory at last');
    await clock.advance(100);
    expect(ada.sees).toContain('Mallory at last');
  });
});

describe('a message', () => {
  test('that is too long is not heard, and many end the link', async () => {
    const { clock, ada, attack, isLinked } = await malloryScene();
    const heard = listen(ada);
    const long = encodeMessage({ ...say('x'.repeat(plainTalk.maxBytes)) });
    attack(plainTalk, long);
    await clock.advance(200);
    expect(isLinked()).toBe(true);
    for (let i = 0; i < 10; i += 1) attack(plainTalk, long);
    await clock.advance(2_000);
    expect([heard, isLinked()]).toEqual([[], false]);
  });

  test.each([...MALFORMED, ...CONFUSED])(
    '[T6] that is $title is heard by nobody and ends in refusal',
    async ({ bytes }) => {
      const { clock, ada, bob, attack, isLinked } = await malloryScene();
      const heard = listen(ada);
      for (const address of EVERY_PROTOCOL) attack(address, bytes);
      await clock.advance(200);
      expect([heard, ada.sees, isLinked()]).toEqual([[], ['Bob'], true]);
      for (let i = 0; i < 8; i += 1) attack(PROFILE, bytes);
      bob.channel(plainTalk).broadcast(say('hello'));
      await clock.advance(200);
      expect(isLinked()).toBe(false);
      expect(heard.map(({ message }) => message)).toEqual([say('hello')]);
    },
  );

  test.each<[string, object]>([
    ['text is a map with toString', { ...say('x'), text: { toString: 'x' } }],
    ['text is a list', { ...say('x'), text: ['x'] }],
    ['text is bytes', { ...say('x'), text: Uint8Array.of(120) }],
    ['id is text', { ...say('x'), id: '0123456789abcdef' }],
    ['id is a list of numbers', { ...say('x'), id: Array.from(id) }],
    ['time is text', { ...say('x'), sentMs: '0' }],
    ['time is true', { ...say('x'), sentMs: true }],
    ['fields are those of another type', { type: 'ack', text: 'x', sentMs: 0 }],
  ])('whose %s is not heard', async (_, message) => {
    const { clock, ada, attack } = await malloryScene();
    const heard = listen(ada);
    attack(plainTalk, encode(message));
    await clock.advance(200);
    expect(heard).toEqual([]);
  });

  test('of another version is not heard, is told in the log and is no misdeed', async () => {
    const { clock, ada, attack, isLinked } = await malloryScene();
    const heard = listen(ada);
    for (let i = 0; i < 20; i += 1) attack({ ...plainTalk, version: 2 }, encodeMessage({ ...say('later') }));
    await clock.advance(200);
    expect([heard, isLinked()]).toEqual([[], true]);
    expect(ada.log).toContainEqual({
      level: 'warning',
      part: 'channel',
      message: 'another version',
      facts: { id: plainTalk.id, version: 2 },
    });
  });

  test('[T6] of an unknown protocol is ignored', async () => {
    const { clock, attack, isLinked } = await malloryScene();
    for (let i = 0; i < 50; i += 1)
      attack({ id: 'nothing', version: 1, channel: 'control' }, Uint8Array.of(i));
    await clock.advance(200);
    expect(isLinked()).toBe(true);
  });
});

test('[T6] who was refused is kept out when they dial again', async () => {
  const { clock, ada, mallory, attack, isLinked } = await malloryScene();
  for (let i = 0; i < 20; i += 1) attack(PROFILE, Uint8Array.of(0xff));
  await clock.advance(200);
  const again = mallory.meet(peerTransportId(ada.self.peerId));
  await clock.advance(10_000);
  await again;
  expect(isLinked()).toBe(false);
});

describe('posing as somebody else', () => {
  test('is impossible: the sender is the proven end of the link, whatever the message says', async () => {
    const { clock, ada, bob, mallory, attack } = await malloryScene();
    const heard = listen(ada);
    const { peerId, identityId } = bob.self;
    const claims = { from: peerId, sender: peerId, peerId, identityId, origin: identityId, name: 'Bob' };
    attack(plainTalk, encode({ ...say('I am Bob'), ...claims }));
    await clock.advance(200);
    expect(heard).toEqual([
      { from: mallory.peerId, identityId: mallory.peer.identity.id, message: say('I am Bob') },
    ]);
  });

  test('with another’s name still shows one’s own identity', async () => {
    const { clock, ada, bob, mallory, attack } = await malloryScene();
    const { peerId, identityId, mark } = bob.self;
    attack(PROFILE, encode({ name: 'Bob', capabilities: [], peerId, identityId, mark: { ...mark } }));
    await clock.advance(200);
    const posing = ada.peers.value.find((peer) => peer.peerId === mallory.peerId);
    expect(posing).toMatchObject({ name: 'Bob', identityId: mallory.peer.identity.id });
    expect(posing?.mark).toEqual(mallory.peer.identity.mark);
    expect(ada.peers.value.find((peer) => peer.peerId === peerId)?.identityId).toBe(identityId);
  });

  test('[R7] by checking in with another’s entry is a misdeed', async () => {
    const { clock, ada, mallory, attack, isLinked } = await malloryScene();
    const lists = mallory.told.flatMap(({ message }) =>
      message.type === 'KNOWN_PEERS' ? message.entries : [],
    );
    const [entry] = lists;
    if (!entry) throw new Error('Ada introduced nobody');
    const lie = encodeMeetingMessage({ type: 'CHECK_IN', broker: 'broker', entry, holds: 0 });
    for (let i = 0; i < 10; i += 1) attack(MEETING, lie);
    await clock.advance(500);
    expect(isLinked()).toBe(false);
    expect(ada.sees).toEqual(['Bob']);
  });
});

describe('a name', () => {
  test.each<[string, string, string]>([
    ['that turns the line around', '\u202Ebob\u202C', 'bob'],
    ['in isolates', '\u2066\u2067bob\u2069', 'bob'],
    ['with letters that show nothing', 'b\u200Bo\u2060b\u3164\uFEFF', 'bob'],
    ['with tag characters', 'bob\u{E0061}\u{E007F}', 'bob'],
    ['over several lines', 'bob\n\r\u2028says: hello', 'bob says: hello'],
    ['with control characters', '\u0000b\u001B[31mob\u0007', 'b[31mob'],
    ['with a tower of marks', `b${'\u0301'.repeat(200)}ob`, 'b\u0301\u0301\u0301\u0301ob'],
    ['of 256 letters', 'b'.repeat(256), 'b'.repeat(40)],
    ['of nothing', '\u200B\u200B', ''],
  ])('%s is shown harmless', async (_, name, shown) => {
    const { clock, ada, mallory } = await malloryScene();
    introduce(mallory, ada, name);
    await clock.advance(200);
    const listed = ada.peers.value.find(({ peerId }) => peerId === mallory.peerId);
    expect(listed?.name.normalize('NFD')).toBe(shown.normalize('NFD'));
  });

  test('that is too long is not shown at all', async () => {
    const { clock, ada, mallory } = await malloryScene();
    introduce(mallory, ada, 'b'.repeat(257));
    await clock.advance(200);
    expect(ada.sees).toEqual(['Bob']);
  });
});

describe('a crowd of one person', () => {
  test('gets no more places than there are, and puts nobody out', async () => {
    const { clock, meshWorld, ada, bob } = await malloryScene();
    const crowd: SimMesh[] = [];
    for (let seed = 700; seed < 719; seed += 1) crowd.push(await makeMesh(meshWorld, { seed }));
    const meetings = crowd.map((one) => one.meet(peerTransportId(ada.self.peerId)));
    await clock.advance(1_000);
    for (const one of crowd) introduce(one, ada, 'Crowd');
    await clock.advance(10_000);
    await Promise.all(meetings);
    const linked = (room: SimRoom) => room.peers.value.filter(({ link }) => link.kind === 'direct');
    expect(linked(ada).length).toBeLessThanOrEqual(mostLinks('partial'));
    expect(linked(ada).map(({ name }) => name)).toContain('Bob');
    expect(linked(bob).map(({ name }) => name)).toContain('Ada');
  });

  test('that comes and goes leaves nothing behind', async () => {
    const { clock, meshWorld, ada } = await malloryScene();
    for (let seed = 800; seed < 820; seed += 1) {
      const one = await linkMallory(meshWorld, ada, seed);
      introduce(one, ada, 'Crowd');
      await clock.advance(100);
      one.mesh.leave();
      expect(ada.peers.value.length).toBeLessThanOrEqual(22);
    }
    await clock.advance(5_000);
    expect(ada.peers.value.map(({ name }) => name)).toEqual(['Bob']);
  });

  test('is not shown before it says who it is', async () => {
    const { clock, ada } = await malloryScene();
    await clock.advance(30_000);
    expect(ada.sees).toEqual(['Bob']);
  });
});
