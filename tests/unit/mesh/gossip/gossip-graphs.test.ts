// Random graphs that change while peers broadcast. Whoever is there and connected gets every message, once, whatever
// comes and goes; and when it has become quiet the tree stands again.

import { describe, expect, test } from 'vitest';
import { encodeUtf8 } from '../../../../src/primitives/bytes.ts';
import type { PeerId } from '../../../../src/primitives/ids.ts';
import { randomInteger } from '../../../../src/primitives/random.ts';
import { createGossipNetwork, textsOf } from '../../../support/gossip-network.ts';
import { createSeededRandom } from '../../../support/seeded-random.ts';
import { createSimClock } from '../../../support/sim-clock.ts';

const SEEDS = Array.from({ length: Number(process.env['KITH_GOSSIP_RUNS'] ?? 8) }, (_, index) => index + 1);
const MAX_DEGREE = 8;
/** A crashed neighbour is noticed after this. */
const NOTICE_MS = 5_000;

interface Said {
  readonly text: string;
  readonly author: PeerId;
  /** Who was there when it was said. */
  readonly audience: readonly PeerId[];
}

/** A graph of `size` peers that stays connected, whatever is done to it. */
async function createGraph(seed: number, size: number) {
  const random = createSeededRandom(seed);
  const clock = createSimClock();
  const network = createGossipNetwork({ clock, random, fromMs: 5, toMs: 60 });
  const live: PeerId[] = [];
  const spokeAtMs = new Map<PeerId, number>();
  let made = 0;
  const draw = <T>(list: readonly T[]) => list[randomInteger(random, list.length)]!;
  const neighbours = (peer: PeerId) => network.neighboursOf(peer).filter((each) => live.includes(each));
  const mayLink = (a: PeerId, b: PeerId) =>
    a !== b &&
    !neighbours(a).includes(b) &&
    network.neighboursOf(a).length < MAX_DEGREE &&
    network.neighboursOf(b).length < MAX_DEGREE;

  function isConnectedWithout(peer: PeerId | undefined, cut: readonly PeerId[] = []): boolean {
    const others = live.filter((each) => each !== peer);
    const reached = new Set(others.slice(0, 1));
    for (const at of reached) {
      for (const next of neighbours(at)) {
        if (next !== peer && !(cut.includes(at) && cut.includes(next))) reached.add(next);
      }
    }
    return reached.size === others.length;
  }

  function linkSomebody(): void {
    const [a, b] = [draw(live), draw(live)];
    if (mayLink(a, b)) network.link(a, b);
  }

  function cutSomebody(): void {
    const a = draw(live);
    const b = draw(neighbours(a));
    if (isConnectedWithout(undefined, [a, b])) network.cut(a, b);
  }

  function crashSomebody(): void {
    const peer = draw(live);
    // Nobody has to hand on what its author did not live to hand over.
    const hasJustSpoken = clock.nowMs() - (spokeAtMs.get(peer) ?? 0) < 2_000;
    if (hasJustSpoken || live.length < 4 || !isConnectedWithout(peer)) return;
    live.splice(live.indexOf(peer), 1);
    network.crash(peer, NOTICE_MS);
  }

  async function join(): Promise<void> {
    made += 1;
    const { peerId } = await network.add(seed * 1_000 + made);
    const open = live.filter((each) => network.neighboursOf(each).length < MAX_DEGREE);
    if (live.length > 0 && open.length === 0) return;
    if (open.length > 0) network.link(peerId, draw(open));
    live.push(peerId);
    for (let i = 0; i < 2; i += 1) {
      const other = draw(live);
      if (mayLink(peerId, other)) network.link(peerId, other);
    }
  }

  while (live.length < size) await join();
  await clock.advance(2_000);
  const actions = [linkSomebody, cutSomebody, crashSomebody, join];
  const say = (author: PeerId, text: string) => {
    spokeAtMs.set(author, clock.nowMs());
    return network.nodes.get(author)!.gossip.broadcast('chat', 1, encodeUtf8(text));
  };
  return { clock, network, live, draw, say, change: async () => draw(actions)() };
}

async function run(seed: number) {
  const graph = await createGraph(seed, 6 + (seed % 5) * 4);
  const { clock, live, draw, say, change } = graph;
  const said: Said[] = [];
  function speak(size: number): Said {
    const author = draw(live);
    const text = `${said.length}`.padEnd(size);
    if (!say(author, text)) throw new Error('refused');
    const message = { text, author, audience: live.filter((each) => each !== author) };
    said.push(message);
    return message;
  }
  for (let round = 0; round < 40; round += 1) {
    if (round % 3 === 0) await change();
    // Some go beside the tree, some do not.
    speak(round % 2 === 0 ? 10 : 3_000);
    await clock.advance(200);
  }
  await clock.advance(15_000);
  return { ...graph, said, speak };
}

describe('whoever is there and connected', () => {
  test.each(SEEDS)(
    'gets every message once, and the tree heals (seed %i)',
    async (seed) => {
      const { clock, network, live, said, speak } = await run(seed);
      const lost = said.flatMap(({ text, audience }) =>
        audience
          .filter((peer) => live.includes(peer) && !textsOf(network.nodes.get(peer)!).includes(text))
          .map((peer) => `${text.trim()} at ${peer}`),
      );
      const doubles = live.flatMap((peer) => {
        const texts = textsOf(network.nodes.get(peer)!);
        return texts.length === new Set(texts).size ? [] : [peer];
      });
      expect({ lost, doubles }).toEqual({ lost: [], doubles: [] });
      expect(live.flatMap((peer) => network.nodes.get(peer)!.blamed)).toEqual([]);

      // Two to prune what the changes left, then one copy a peer.
      for (let i = 0; i < 2; i += 1) {
        speak(3_000);
        await clock.advance(3_000);
      }
      const before = network.traffic.GOSSIP;
      const last = speak(3_000);
      await clock.advance(3_000);
      expect(last.audience.filter((peer) => !textsOf(network.nodes.get(peer)!).includes(last.text))).toEqual(
        [],
      );
      expect(network.traffic.GOSSIP - before).toBeLessThanOrEqual(1.5 * last.audience.length);
    },
    60_000,
  );
});
