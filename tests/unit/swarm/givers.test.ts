// Who gave which part of a file, and who holds which.

import { describe, expect, it } from 'vitest';
import type { PeerId } from '../../../src/primitives/ids.ts';
import { Givers } from '../../../src/swarm/givers.ts';
import { stageSwarm } from '../../support/swarm-scene.ts';

const peer = (at: number) => `peer ${at}` as PeerId;
const CHUNKS = 32;

describe('givers of chunks', () => {
  it('names whoever gave most of a range, and nobody where nobody did', () => {
    const givers = new Givers(10);
    for (const [index, by] of [1, 1, 2, 2, 2].entries()) givers.note(index, peer(by));
    expect(givers.mostOf({ from: 0, to: 2 })).toBe(peer(1));
    expect(givers.mostOf({ from: 0, to: 5 })).toBe(peer(2));
    expect(givers.mostOf({ from: 5, to: 10 })).toBeUndefined();
    expect(new Givers(0).mostOf({ from: 0, to: 0 })).toBeUndefined();
  });

  it('tells 255 apart, and takes no more notice of chunks that are none', () => {
    const givers = new Givers(300);
    for (let index = 0; index < 300; index += 1) givers.note(index, peer(index));
    expect(givers.mostOf({ from: 254, to: 255 })).toBe(peer(254));
    expect(givers.mostOf({ from: 255, to: 300 })).toBeUndefined();
    givers.note(300, peer(0));
    givers.note(-1, peer(0));
    expect(givers.mostOf({ from: 1, to: 2 })).toBe(peer(1));
  });
});

describe('the picture of a swarm', () => {
  it("shows who gave what: the seeder and the others, of one's own nobody", async () => {
    const scene = await stageSwarm({ leechers: 2, sizeBytes: CHUNKS * 65_536 });
    await scene.untilWhole(scene.leechers);
    const [one, two] = scene.leechers;
    const givers = new Set(one!.swarms.chunkMap(scene.id, CHUNKS).map(({ giver }) => giver));
    expect(givers).toEqual(new Set([scene.seeder.id, two!.id]));
    const own = scene.seeder.swarms.chunkMap(scene.id, CHUNKS).map(({ giver }) => giver);
    expect(own).toEqual(own.map(() => undefined));
  });

  it('shows which stretches a partner holds, and all of it for whoever deals', async () => {
    const scene = await stageSwarm({ leechers: 2, sizeBytes: CHUNKS * 65_536 });
    const [one, two] = scene.leechers;
    const half = () =>
      (one!.swarms.shares(scene.id, 4).get(two!.id) ?? []).reduce((sum, each) => sum + each, 0);
    await scene.net.clock.until(() => half() > 1 && half() < 4, 60_000, 10);
    expect(one!.swarms.shares(scene.id, 4).get(scene.seeder.id)).toEqual([1, 1, 1, 1]);
    await scene.untilWhole(scene.leechers);
    await scene.net.clock.advance(1_000);
    expect(half()).toBe(4);
    expect(one!.swarms.shares('nothing', 4)).toEqual(new Map());
  });

  it('remembers over a broken link who has it all, until they leave it or the room', async () => {
    const scene = await stageSwarm({ leechers: 2, sizeBytes: CHUNKS * 65_536 });
    const [one, two] = scene.leechers;
    const whole = (at = scene.seeder) => {
      const offer = at.swarms.offers.find(({ id }) => id === scene.id);
      return new Set(Array.from(offer?.holders ?? []).flatMap(([id, isWhole]) => (isWhole ? [id] : [])));
    };
    await scene.untilWhole(scene.leechers);
    await scene.net.clock.advance(1_000);
    expect(whole()).toEqual(new Set([one!.id, two!.id]));
    expect(whole(one)).toEqual(new Set([scene.seeder.id, two!.id]));
    expect(whole(two)).toEqual(new Set([scene.seeder.id, one!.id]));
    scene.net.unlink(scene.seeder, one!);
    scene.net.link(scene.seeder, one!);
    await scene.net.clock.advance(1_000);
    expect(whole()).toEqual(new Set([one!.id, two!.id]));
    one!.swarms.leave(scene.id, { discard: true });
    two!.swarms.leave(scene.id, { discard: true });
    await scene.net.clock.advance(1_000);
    expect(whole()).toEqual(new Set([one!.id]));
    scene.net.remove(one!);
    expect(whole()).toEqual(new Set());
  });
});
