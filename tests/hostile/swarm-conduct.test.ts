// One who does wrong, goes and comes back as if nothing had been: what it did stands against it as long as the swarm lasts.

import { describe, expect, it, vi } from 'vitest';
import type { PeerId } from '../../src/primitives/ids.ts';
import { ASK_RATE, HAVE_RATE, MAX_BAD_CHUNKS, MAX_WINDOW_CHUNKS } from '../../src/swarm/limits.ts';
import type { SwarmMessage } from '../../src/swarm/protocol.ts';
import { SwarmCore } from '../../src/swarm/swarm-core.ts';
import { encodeChunkFrame } from '../support/chunk-frames.ts';
import type { NetPeer } from '../support/swarm-net.ts';
import { stageSwarm } from '../support/swarm-scene.ts';

const KIB = 1024;
const MIB = 1024 * KIB;
const CHUNK_BYTES = 64 * KIB;

vi.setConfig({ testTimeout: 60_000 });

/** Somebody who holds all of it, as it says, and whose every chunk is bad. */
async function stageLiar() {
  const scene = await stageSwarm({
    leechers: 1,
    sizeBytes: 8 * MIB,
    peer: (at) => ({ upRate: at === 0 ? MIB / 4 : 4 * MIB }),
  });
  const [victim] = scene.leechers;
  const liar = scene.net.add();
  scene.net.link(liar, victim!);
  const key = Uint8Array.from(scene.id, (letter) => letter.charCodeAt(0));
  await scene.net.clock.advance(300);
  const say = (message: SwarmMessage) => victim!.swarms.onMessage(liar.id, message);
  const give = (index: number, bytes = new Uint8Array(CHUNK_BYTES).fill(7), offset = 0) =>
    victim!.swarms.onFrame(liar.id, encodeChunkFrame({ key, index, offset, bytes }));
  return { scene, victim: victim!, liar, key, say, give };
}

type Stage = Awaited<ReturnType<typeof stageLiar>>;

/** What the victim asked the liar for, from now on. */
function listen(liar: NetPeer): number[] {
  const asked: number[] = [];
  liar.swarms.onMessage = (_: PeerId, message: SwarmMessage) => {
    if (message.type === 'request') asked.push(message.runs[0] ?? 0);
  };
  return asked;
}

const WAYS: readonly [string, (stage: Stage) => Promise<void>][] = [
  [
    'leaves, once it counted,',
    async ({ scene, say, key }) => {
      await scene.net.clock.advance(50);
      say({ type: 'leave', key });
    },
  ],
  ['leaves before it is hashed', async ({ say, key }) => say({ type: 'leave', key })],
  [
    'breaks the link',
    async ({ scene, victim, liar }) => {
      await scene.net.clock.advance(50);
      scene.net.unlink(liar, victim);
      scene.net.link(liar, victim);
    },
  ],
];

describe('[F4] one who gives a bad chunk', () => {
  it.each(WAYS)('and %s is banned and blamed at the second all the same', async (_, goAndComeBack) => {
    const stage = await stageLiar();
    const { scene, victim, liar, key, say, give } = stage;
    const asked = listen(liar);
    let given = 0;
    for (let visits = 0; visits < 6; visits += 1) {
      // What was asked of it the last time is on its way still.
      await scene.net.clock.advance(50);
      asked.length = 0;
      say({ type: 'accept', key, whole: true, answer: true });
      await scene.net.clock.advance(50);
      const index = asked.shift();
      if (index === undefined) break;
      give(index);
      given += 1;
      await goAndComeBack(stage);
    }
    await scene.net.clock.advance(50);
    expect(given).toBe(MAX_BAD_CHUNKS);
    expect(victim.blamed).toEqual([`${liar.id}: swarm: a chunk with another hash`]);
    await scene.untilWhole([victim], 120_000);
    expect(scene.hasFile(victim)).toBe(true);
  });
});

describe('[F5] one who leaves and accepts again', () => {
  it('has no more allowance for what it says than one who stays', async () => {
    const { scene, victim, key, say } = await stageLiar();
    const heard = vi.spyOn(SwarmCore.prototype, 'addHave');
    const before = victim.sent.controlBytes;
    for (let times = 0; times < 1_000; times += 1) {
      say({ type: 'accept', key });
      say({ type: 'have', key, runs: [0, 16] });
      say({ type: 'leave', key });
    }
    const announced = heard.mock.calls.length;
    heard.mockRestore();
    expect(announced).toBeGreaterThan(0);
    expect(announced).toBeLessThanOrEqual(HAVE_RATE.burst);
    // Each answer is a bitfield, a question of leaves or a request.
    expect(victim.sent.controlBytes - before).toBeLessThan(ASK_RATE.burst * KIB);
    await scene.untilWhole([victim], 120_000);
    expect(scene.hasFile(victim)).toBe(true);
  });

  it('nor for chunks that nobody asked for, whole or in parts', async () => {
    for (const partBytes of [CHUNK_BYTES, CHUNK_BYTES / 4]) {
      const { victim, liar, key, say, give } = await stageLiar();
      const part = new Uint8Array(partBytes);
      let sentBytes = 0;
      while (victim.blamed.length === 0 && sentBytes < 64 * MIB) {
        say({ type: 'accept', key });
        // Of a chunk in parts the last never comes.
        for (let times = 0; times < 100; times += 1) give(3, part);
        sentBytes += 100 * partBytes;
        say({ type: 'leave', key });
      }
      expect(victim.blamed).toEqual([`${liar.id}: swarm: chunks that nobody asked for`]);
      expect(sentBytes).toBeLessThanOrEqual(MAX_WINDOW_CHUNKS * CHUNK_BYTES + 100 * partBytes);
    }
  });
});
