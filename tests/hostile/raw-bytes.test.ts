// Any bytes, on any channel, at any time, from a member who proved herself and from a stranger who did not: dropped,
// counted, and at worst that one link ends. The room goes on, throws nothing and does not grow.

import { describe, expect, test, vi } from 'vitest';
import type { PeerSnapshot } from '../../src/mesh/mesh-peer.ts';
import { encodeMeshMessage } from '../../src/mesh/protocol.ts';
import { encodeMessage } from '../../src/primitives/codec.ts';
import { randomInteger, type RandomSource } from '../../src/primitives/random.ts';
import { encodeHello, FRAME, frameOf } from '../../src/secure/protocol.ts';
import type { SecureLink } from '../../src/secure/secure-link.ts';
import { CHANNELS, type CloseReason } from '../../src/transport/transport.ts';
import { mutateBytes, pick, randomBytes } from '../support/fuzz/mutations.ts';
import { heldBytes } from '../support/held-bytes.ts';
import { createHostileTalk, isFarewell, type HostileTalk } from '../support/hostile-frames.ts';
import { makeMesh } from '../support/make-mesh.ts';
import type { SimRoom } from '../support/make-room.ts';
import { dialBare, linkRaw, malloryScene } from '../support/mallory.ts';
import { plainTalk } from '../support/plain-talk.ts';
import { makePerson } from '../support/secure-pair.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { seedsToRun } from '../support/seeds.ts';

/** Other conversations: `KITH_FUZZ_SEED=77 npx vitest run --project pure tests/hostile/raw-bytes.test.ts`. */
const SEED = Number(process.env['KITH_FUZZ_SEED'] ?? 1);
const SEEDS = seedsToRun(Array.from({ length: 4 }, (_, index) => SEED + index));
const FRAMES = 300;

vi.setConfig({ testTimeout: 120_000 });

type Scene = Awaited<ReturnType<typeof malloryScene>>;

/** Whether the others still hear each other, and see nobody who is not there. */
async function expectUnharmed({ clock, ada, bob }: Scene): Promise<void> {
  const heard: unknown[] = [];
  const stop = bob.channel(plainTalk).onMessage(({ message }) => heard.push(message));
  const said = { type: 'text', id: new Uint8Array(16).fill(7), text: 'still here', sentMs: 0 } as const;
  ada.channel(plainTalk).broadcast(said);
  await clock.until(() => heard.length > 0, 5_000);
  stop();
  expect(heard).toEqual([said]);
  expect([namesOf(ada).includes('Bob'), namesOf(bob).includes('Ada')]).toEqual([true, true]);
}

function namesOf({ sees }: SimRoom): readonly string[] {
  return sees;
}

/** Says up to `frames` things over a link, with pauses; how many were said before it ended. */
async function talkTo(
  { clock }: Scene,
  link: SecureLink,
  {
    talk,
    random,
    frames,
  }: { readonly talk: HostileTalk; readonly random: RandomSource; readonly frames: number },
): Promise<number> {
  let said = 0;
  for (; said < frames && link.isOpen; said += 1) {
    const { channel, payload } = talk.next();
    link.send(channel, payload);
    if (randomInteger(random, 8) === 0) await clock.advance(randomInteger(random, 400));
  }
  await clock.advance(1_000);
  return said;
}

/** How the link ended, as she hears it. */
function endOf(link: Pick<SecureLink, 'onClosed'>): { readonly reason: () => CloseReason | undefined } {
  let reason: CloseReason | undefined;
  link.onClosed((given) => (reason = given));
  return { reason: () => reason };
}

/** Let go with a goodbye that says why. */
const REFUSED: CloseReason = { kind: 'left', detail: 'refused' };
/** Among much else she says farewell herself, by chance. */
const ENDS: readonly CloseReason[] = ['refused', 'left', 'released'].map((detail) => ({
  kind: 'left',
  detail,
}));

const GREETING = [
  encodeMeshMessage({ type: 'HELLO', lost: 0, delivery: { stream: 1, base: 0 } }),
  encodeMeshMessage({ type: 'USE', generation: 2 ** 50 }),
];

describe(`a proven member, seed ${SEED}`, () => {
  test.each(SEEDS)('who talks nonsense from the first byte on harms nobody (%i)', async (seed) => {
    const scene = await malloryScene();
    const random = createSeededRandom(seed);
    const { link } = await linkRaw(scene.meshWorld, scene.ada, 5_000 + seed);
    const end = endOf(link);
    const talk = createHostileTalk(random, 'rude');
    expect(await talkTo(scene, link, { talk, random, frames: FRAMES })).toBeLessThan(FRAMES);
    expect(ENDS).toContainEqual(end.reason());
    await expectUnharmed(scene);
  });

  test.each(SEEDS)('who does so once her link is in use harms nobody (%i)', async (seed) => {
    const scene = await malloryScene();
    const random = createSeededRandom(100 + seed);
    const { link } = await linkRaw(scene.meshWorld, scene.ada, 5_000 + seed);
    for (const frame of GREETING) link.send('control', frame);
    await scene.clock.advance(200);
    const end = endOf(link);
    const talk = createHostileTalk(random, 'rude');
    expect(await talkTo(scene, link, { talk, random, frames: FRAMES })).toBeLessThan(FRAMES);
    expect(ENDS).toContainEqual(end.reason());
    await expectUnharmed(scene);
  });

  test.each(SEEDS)('who keeps to every form and means no word of it harms nobody (%i)', async (seed) => {
    const scene = await malloryScene();
    const random = createSeededRandom(seed);
    const { link } = await linkRaw(scene.meshWorld, scene.ada, 5_000 + seed);
    for (const frame of GREETING) link.send('control', frame);
    await scene.clock.advance(200);
    const talk = createHostileTalk(random, 'subtle', [
      encodeMeshMessage({ type: 'ACK', stream: 1, next: 2 ** 32 - 1 }),
      encodeMeshMessage({ type: 'STREAM', stream: 1, base: 2 ** 32 - 1, heard: { stream: 1, next: 9 } }),
    ]);
    await talkTo(scene, link, { talk, random, frames: FRAMES });
    await expectUnharmed(scene);
  });
});

describe(`what is made of it, seed ${SEED}`, () => {
  test.each(SEEDS)(
    'what is malformed is counted, costs points, and below the floor ends the link with that reason (%i)',
    async (seed) => {
      const scene = await malloryScene();
      const { clock, meshWorld } = scene;
      const random = createSeededRandom(200 + seed);
      const victim = await makeMesh(meshWorld, { seed: 8_000 + seed });
      const { link, peerId } = await linkRaw(meshWorld, { self: victim }, 5_000 + seed);
      const end = endOf(link);
      for (const frame of GREETING) link.send('control', frame);
      await clock.advance(200);
      const talk = createHostileTalk(random, 'rude');
      const seen: PeerSnapshot[] = [];
      for (let said = 0; said < FRAMES && link.isOpen; said += 1) {
        const { channel, payload } = talk.next();
        if (isFarewell(payload)) continue;
        link.send(channel, payload);
        await clock.advance(20);
        const facts = victim.mesh.snapshot(peerId);
        if (facts) seen.push(facts);
      }
      expectCounted(seen);
      expect(end.reason()).toEqual(REFUSED);
      const errors = victim.events.flatMap((event) => (event.type === 'failed' ? [event] : []));
      expect(errors.length).toBeGreaterThan(5);
      expect(victim.mesh.linked).toEqual([]);
    },
  );
});

/** Every malformed message counts one and costs points; nothing else of what she says costs as much. */
function expectCounted(seen: readonly PeerSnapshot[]): void {
  const steps = seen.slice(1).map((now, index) => {
    const before = seen[index] ?? now;
    return { counted: now.malformed - before.malformed, points: now.score - before.score };
  });
  expect(steps.some(({ counted }) => counted > 0)).toBe(true);
  for (const { counted, points } of steps) expect(points < -5).toBe(counted > 0);
}

describe(`a stranger, seed ${SEED}`, () => {
  test.each(SEEDS)('who proves nothing gets no further (%i)', async (seed) => {
    const scene = await malloryScene();
    const random = createSeededRandom(seed);
    const { peer } = await makePerson(6_000 + seed);
    const known = [
      encodeHello({
        version: 1,
        tag: random.bytes(32),
        ephemeral: peer.sessionKey.publicKey,
        nonce: random.bytes(32),
      }),
      frameOf(FRAME.proof, random.bytes(450)),
      frameOf(FRAME.ready, random.bytes(16)),
      frameOf(FRAME.refusal, encodeMessage({ code: 'version' })),
      frameOf(FRAME.data, random.bytes(100)),
    ];
    const ends: ReturnType<typeof endOf>[] = [];
    for (let round = 0; round < 12; round += 1) {
      const link = await dialBare(
        scene.meshWorld,
        scene.ada,
        (await makePerson(7_000 + 50 * seed + round)).peer.peerId,
      );
      link.onFrame(() => undefined);
      ends.push(endOf(link));
      for (let i = randomInteger(random, 5); i >= 0 && link.isOpen; i -= 1) {
        const isNoise = randomInteger(random, 3) === 0;
        link.send(
          pick(random, CHANNELS),
          isNoise
            ? randomBytes(random, 60_000)
            : mutateBytes(pick(random, known), random, known).slice(0, 60_000),
        );
      }
      await scene.clock.advance(randomInteger(random, 12_000));
    }
    await scene.clock.advance(15_000);
    // The handshake's own words, or silence within its ten seconds: never a link that stays.
    for (const { reason } of ends) expect([reason()?.kind, reason()?.detail === '']).toEqual(['left', false]);
    expect(scene.ada.peers.value.map(({ name }) => name)).toEqual(['Bob']);
    await expectUnharmed(scene);
  });
});

describe('memory', () => {
  test('does not grow with what a member sends, nor with how often she comes back', async () => {
    const scene = await malloryScene();
    const random = createSeededRandom(SEED);
    const visit = async (seed: number) => {
      const { link } = await linkRaw(scene.meshWorld, scene.ada, seed);
      const talk = createHostileTalk(random, seed % 2 === 0 ? 'rude' : 'subtle', GREETING);
      await talkTo(scene, link, { talk, random, frames: FRAMES });
      link.close('enough');
      await scene.clock.advance(1_000);
    };
    for (let seed = 9_000; seed < 9_006; seed += 1) await visit(seed);
    const before = heldBytes();
    for (let seed = 9_006; seed < 9_022; seed += 1) await visit(seed);
    const grown = heldBytes() - before;
    // Refused and departed peers are remembered, a few hundred bytes each; the log of the test keeps every line.
    expect(grown).toBeLessThan(8 * 1024 * 1024);
    await expectUnharmed(scene);
  });
});
