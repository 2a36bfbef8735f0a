// What a linked peer may send that no honest one does: counted, told, and in the end refused; never an exception.

import { describe, expect, test, vi } from 'vitest';
import { encodeEnvelope } from '../../../src/mesh/envelope.ts';
import type { MeshEvent, ProtocolAddress } from '../../../src/mesh/mesh-ports.ts';
import { encodeMeshMessage } from '../../../src/mesh/protocol.ts';
import { encodeSequenced } from '../../../src/mesh/sequenced.ts';
import type { TransportId } from '../../../src/primitives/ids.ts';
import { randomInteger } from '../../../src/primitives/random.ts';
import { err } from '../../../src/primitives/result.ts';
import {
  CHANNELS,
  type ChannelName,
  type DialError,
  type Endpoint,
} from '../../../src/transport/transport.ts';
import { establishSecureLink } from '../../../src/secure/establish.ts';
import type { SecureLink } from '../../../src/secure/secure-link.ts';
import { createFakeCrypto } from '../../support/fake-crypto.ts';
import {
  createMeshWorld,
  linkMeshes,
  makeMesh,
  makeMeshes,
  type MeshWorld,
  type SimMesh,
} from '../../support/make-mesh.ts';
import { linkRaw } from '../../support/mallory.ts';
import { createMemoryTransport } from '../../support/memory-transport.ts';
import { makeContext } from '../../support/secure-pair.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';

// Real handshakes and sealing take their time on a busy machine.
vi.setConfig({ testTimeout: 30_000 });

const TALK: ProtocolAddress = { id: 'talk', version: 1, channel: 'control' };
/** What a link costs that holds nothing, as measured (docs/BENCHMARKS.md, memory). */
const LINK_ITSELF_BYTES = 84_000;
const talk = encodeEnvelope('talk', 1, Uint8Array.of(1));

/** Ada and Mallory are linked; Mallory puts frames onto the link as she likes. */
async function scene() {
  const world = createMeshWorld();
  const [ada, mallory] = (await makeMeshes(world, 2)) as [SimMesh, SimMesh];
  await linkMeshes(world, mallory, ada);
  const heard: number[] = [];
  ada.mesh.handle('talk', ({ payload }) => heard.push(payload[0] ?? -1));
  const put = async (channel: ChannelName, frame: Uint8Array) => {
    mallory.links[0]?.link.send(channel, frame);
    await world.clock.advance(100);
  };
  const facts = () => ada.mesh.snapshot(mallory.peerId);
  return { ...world, ada, mallory, heard, put, facts };
}

function errorsOf({ events }: SimMesh) {
  return events.flatMap((event: MeshEvent) => (event.type === 'failed' ? [event] : []));
}

describe('a frame on a link', () => {
  test.each<[string, ChannelName, Uint8Array]>([
    ['that is nothing', 'control', Uint8Array.of(0xff)],
    ['of a protocol without a sequence number on control', 'control', talk],
    ['with a sequence number on bulk', 'bulk', encodeSequenced({ stream: 1, sequence: 0, payload: talk })],
    ['with half a sequence number', 'control', Uint8Array.of(0, 1, 2, 3)],
    ['of the mesh that is no message', 'control', encodeEnvelope('mesh', 1, Uint8Array.of(0xff))],
    [
      'that acknowledges what was never sent, of whatever stream that is ours',
      'control',
      encodeEnvelope('mesh', 1, Uint8Array.of(0xa0)),
    ],
  ])('%s is a misdeed, told with its category, and heard by nobody', async (_, channel, frame) => {
    const { ada, mallory, heard, put, facts } = await scene();
    await put(channel, frame);
    expect([heard, facts()?.malformed, facts()?.state.kind]).toEqual([[], 1, 'linked']);
    expect(facts()?.lastError?.category).toBe('protocol');
    expect(errorsOf(ada).at(-1)).toMatchObject({ peerId: mallory.peerId, error: { category: 'protocol' } });
  });

  test('of the mesh inside a sequenced one is a misdeed', async () => {
    const { ada, mallory, put, facts } = await scene();
    const hello = mallory.told.length;
    const stream = streamOf(ada);
    const payload = encodeMeshMessage({ type: 'PING', number: 7 });
    await put('control', encodeSequenced({ stream, sequence: 0, payload }));
    expect(facts()?.malformed).toBe(1);
    expect(
      mallory.told.slice(hello).some(({ message }) => message.type === 'PONG' && message.number === 7),
    ).toBe(false);
  });

  test('of an unknown stream, or out of turn, is ignored', async () => {
    const { ada, heard, put, facts } = await scene();
    await put('control', encodeSequenced({ stream: streamOf(ada) ^ 1, sequence: 0, payload: talk }));
    await put('control', encodeSequenced({ stream: streamOf(ada), sequence: 5, payload: talk }));
    expect([heard, facts()?.malformed]).toEqual([[], 0]);
  });

  test('on a link that is not in use is ignored: it comes again on the one that is', async () => {
    const { ada, mallory, heard, facts, ...world } = await scene();
    const other = await secondLink(world, mallory, ada);
    other.send('control', encodeSequenced({ stream: streamOf(ada), sequence: 0, payload: talk }));
    await world.clock.advance(200);
    expect([heard, facts()?.malformed]).toEqual([[], 0]);
    mallory.mesh.send(ada.peerId, TALK, Uint8Array.of(7));
    await world.clock.advance(200);
    expect(heard).toEqual([7]);
  });

  test('acknowledging what was never sent is a misdeed', async () => {
    const { ada, mallory, put, facts } = await scene();
    const stream = streamOf(mallory);
    await put('control', encodeMeshMessage({ type: 'ACK', stream, next: 1_000 }));
    expect(facts()?.malformed).toBe(1);
    await put('control', encodeMeshMessage({ type: 'ACK', stream: (stream ^ 1) >>> 0, next: 1_000 }));
    expect([facts()?.malformed, ada.mesh.linked]).toEqual([1, [mallory.peerId]]);
  });

  test('[T6] that is malformed leads to refusal the ninth time in a row; the peer is told, and kept out', async () => {
    const { clock, ada, mallory, put } = await scene();
    for (let i = 0; i < 8; i += 1) await put('control', Uint8Array.of(0xff));
    expect(ada.mesh.linked).toEqual([mallory.peerId]);
    await put('control', Uint8Array.of(0xff));
    await put('control', Uint8Array.of(0xff));
    expect([ada.mesh.linked, mallory.mesh.linked]).toEqual([[], []]);
    const meeting = mallory.meet(ada.address);
    await clock.advance(10_000);
    await meeting;
    expect(ada.mesh.linked).toEqual([]);
  });

  test('of random bytes is never an exception', async () => {
    const { clock, mallory, heard } = await scene();
    const random = createSeededRandom(11);
    for (let i = 0; i < 400; i += 1) {
      const frame = random.bytes(randomInteger(random, 40));
      mallory.links[0]?.link.send((['control', 'bulk', 'realtime'] as const)[i % 3] ?? 'bulk', frame);
    }
    await clock.advance(1_000);
    expect(heard).toEqual([]);
  });
});

/** One more proven link, past the dialer’s own mesh. */
async function secondLink(world: MeshWorld, from: SimMesh, to: SimMesh): Promise<SecureLink> {
  const { clock, network, context } = world;
  const random = createSeededRandom(77);
  const claiming = createMemoryTransport(network, 'broker', from.machine).claim('kith-second' as TransportId);
  await clock.advance(200);
  const claimed = await claiming;
  if (!claimed.ok) throw new Error(claimed.error.code);
  const dialling = claimed.value.dial(to.address);
  await clock.advance(500);
  const dialled = await dialling;
  if (!dialled.ok) throw new Error(dialled.error.code);
  const crypto = createFakeCrypto(random);
  const terms = { crypto, clock, random, peer: from.peer, contexts: [context], capabilities: [] };
  const proving = establishSecureLink(dialled.value, terms);
  await clock.advance(500);
  const proven = await proving;
  if (!proven.ok) throw new Error(proven.error.code);
  return proven.value;
}

/** The stream that a mesh said it would send by. */
function streamOf(listener: SimMesh): number {
  const hello = listener.told.find(({ message }) => message.type === 'HELLO')?.message;
  if (hello?.type !== 'HELLO' || !hello.delivery) throw new Error('no hello');
  return hello.delivery.stream;
}

describe('a flood', () => {
  test('[D1] of messages beyond the rate is cut, and lowers the score', async () => {
    const { ada, heard, ...world } = await scene();
    const { link, peerId } = await linkRaw(world, { self: ada }, 666);
    // No mesh of ours is at the other end: that would hold itself to the rate.
    link.send('control', encodeMeshMessage({ type: 'HELLO', lost: 0, delivery: { stream: 1, base: 0 } }));
    link.send('control', encodeMeshMessage({ type: 'USE', generation: 2 ** 50 }));
    for (let sequence = 0; sequence < 30_000; sequence += 1) {
      link.send('control', encodeSequenced({ stream: 1, sequence, payload: talk }));
      if (sequence % 100 === 99) await world.clock.advance(20);
    }
    const facts = () => ada.mesh.snapshot(peerId);
    expect(heard.length).toBeGreaterThanOrEqual(4_000 + 1_500 * 5);
    expect(heard.length).toBeLessThanOrEqual(4_000 + 1_500 * 7);
    expect(facts()?.overRate).toBeGreaterThan(1_000);
    expect(facts()?.score).toBeLessThan(0);
    expect(facts()?.lastError).toMatchObject({ category: 'limit' });
  });

  test('of sends without an answer is refused beyond 1 MiB, and memory stays bounded', async () => {
    const { ada, mallory } = await scene();
    mallory.links[0]?.interrupt(true);
    let accepted = 0;
    while (mallory.mesh.send(ada.peerId, TALK, new Uint8Array(10_000)) && accepted < 10_000) accepted += 1;
    expect(accepted).toBeLessThan(105);
    const { unacknowledgedBytes = 0 } = mallory.mesh.snapshot(ada.peerId) ?? {};
    expect(unacknowledgedBytes).toBeLessThanOrEqual(1024 * 1024);
    expect(unacknowledgedBytes).toBeGreaterThan(1_000_000);
  });

  test.each([60_000, 2_000])(
    '[L5] [D4] of sends of %i bytes on every channel holds less than 2 MB with all queues full',
    async (bytes) => {
      const { ada, mallory } = await scene();
      const send = (channel: ChannelName) =>
        mallory.mesh.send(ada.peerId, { ...TALK, channel }, new Uint8Array(bytes));
      for (const channel of CHANNELS) while (send(channel));
      const link = mallory.links[0]!.link;
      const inLink = CHANNELS.reduce((sum, channel) => sum + link.bufferedBytes(channel), 0);
      const { unacknowledgedBytes = 0 } = mallory.mesh.snapshot(ada.peerId) ?? {};
      expect(inLink + unacknowledgedBytes).toBeLessThan(2_000_000 - LINK_ITSELF_BYTES);
      expect(inLink).toBeGreaterThan(600_000);
      expect(unacknowledgedBytes).toBeGreaterThan(950_000);
    },
  );
});

/** Whoever is dialled from it cannot be reached, for this reason. */
function endpointThatIs(code: DialError['code']): Endpoint {
  return {
    id: code as TransportId,
    state: { kind: 'open' },
    dial: () => Promise.resolve(err({ code, detail: '' })),
    onState: () => () => undefined,
    onLink: () => () => undefined,
    tryNow: () => undefined,
    close: () => undefined,
  };
}

describe('errors have a category', () => {
  test('security: somebody of another room', async () => {
    const world = createMeshWorld();
    const ada = await makeMesh(world, { seed: 1 });
    const stranger = await makeMesh({ ...world, context: makeContext(99) }, { seed: 2 });
    const meeting = stranger.meet(ada.address);
    await world.clock.advance(12_000);
    await meeting;
    expect(errorsOf(ada)).toMatchObject([{ peerId: undefined, error: { category: 'security' } }]);
    // There is no snapshot of somebody who proved nothing: the mesh itself keeps it.
    expect([ada.mesh.snapshots(), ada.mesh.lastError]).toEqual([[], errorsOf(ada)[0]?.error]);
  });

  test('connection: a link that was lost, and a dial that led nowhere', async () => {
    const { clock, network, ada, mallory } = await scene();
    network.crash(mallory.machine);
    await clock.advance(60_000);
    const details = errorsOf(ada).filter(({ error }) => error.category === 'connection');
    expect(details.map(({ error }) => error.detail)).toEqual(expect.arrayContaining(['silent', 'timeout']));
    expect(ada.mesh.snapshot(mallory.peerId)?.lastError?.category).toBe('connection');
  });

  test('limit: whoever is dialled takes nothing more, though another way led nowhere', async () => {
    const world = createMeshWorld();
    const [ada, ben] = [await makeMesh(world, { seed: 1 }), await makeMesh(world, { seed: 2 })];
    ada.mesh.addEndpoint(endpointThatIs('busy'), { isNear: true });
    ada.mesh.addEndpoint(endpointThatIs('timeout'), { isNear: true });
    world.network.crash(ben.machine);
    ada.mesh.learn([ben.known], { isEager: true });
    await world.clock.advance(30_000);
    expect(errorsOf(ada)[0]).toMatchObject({
      peerId: ben.peerId,
      error: { category: 'limit', detail: 'busy' },
    });
  });
});
