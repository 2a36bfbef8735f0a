// What newcomers may be given of what was said before they came: every member passes on what it holds, to whom the room's
// rule lets it, and nobody but whoever passes on decides since when somebody is in.

import { expect, test, vi } from 'vitest';
import { integer, list, record } from '../../src/primitives/schema.ts';
import type { Protocol } from '../../src/room/protocol-definition.ts';
import { agree, makeHouse, type House } from '../support/make-house.ts';
import { forSeeds, type SimRoom } from '../support/make-room.ts';
import { seedsToRun } from '../support/seeds.ts';

vi.setConfig({ testTimeout: 60_000 });

const SEEDS = seedsToRun([1, 2, 3]);
/** A round trip, and what is on its way. */
const SOON_MS = 2_000;

interface Entry {
  readonly number: number;
  /** Of what is caught up on: how long ago whoever passes it on heard it. */
  readonly agoMs: number;
}
type Message = { readonly asks: number; readonly entries: readonly Entry[] };

const integerOf = integer({ min: 0, max: 1_000_000_000 });
const TALK: Protocol<Message> = {
  id: 'log',
  version: 1,
  channel: 'control',
  message: record({
    asks: integerOf,
    entries: list(record({ number: integerOf, agoMs: integerOf }), { maxLength: 100 }),
  }),
  maxBytes: 8_192,
  rate: { perSecond: 10, burst: 50 },
};

/** The smallest log that keeps to the rule. */
function keepLog(room: SimRoom, { world }: House, held = new Map<number, number>()) {
  const channel = room.channel(TALK);
  const hold = ({ number, agoMs }: Entry) => {
    if (!held.has(number)) held.set(number, world.clock.nowMs() - agoMs);
  };
  channel.onMessage(({ from, identityId, message }) => {
    for (const entry of message.entries) hold(entry);
    if (message.asks === 0) return;
    const sinceMs = room.historyPolicy() === 'all' ? -Infinity : (room.admittedAtMs(identityId) ?? Infinity);
    const entries = Array.from(held, ([number, atMs]) => ({ number, atMs }))
      .filter(({ atMs }) => atMs >= sinceMs)
      .map(({ number, atMs }) => ({ number, agoMs: Math.ceil(world.clock.nowMs() - atMs) }));
    channel.send(from, { asks: 0, entries });
  });
  return {
    held,
    say(number: number): void {
      hold({ number, agoMs: 0 });
      channel.broadcast({ asks: 0, entries: [{ number, agoMs: 0 }] });
    },
    async read(): Promise<string> {
      channel.broadcast({ asks: 1, entries: [] });
      await world.clock.advance(SOON_MS);
      return Array.from(held.keys())
        .toSorted((a, b) => a - b)
        .join();
    },
  };
}

async function join(house: House, name: string, options: Parameters<House['join']>[1] = {}) {
  const room = await house.join(name, options);
  await house.until(() => room.sees.includes('Olga') && room.sees.includes('Ann'));
  await house.until(() => agree([house.owner, room]));
  return { room, log: keepLog(room, house) };
}

test('where all is passed on, a newcomer reads what was said before', () =>
  forSeeds(SEEDS, async (world) => {
    const { house, guests } = await makeHouse(world, ['Ann']);
    const [olga, ann] = [keepLog(house.owner, house), keepLog(guests[0], house)];
    olga.say(1);
    ann.say(2);
    await world.clock.advance(60_000);
    const ben = await join(house, 'Ben');
    expect([ben.room.historyPolicy(), await ben.log.read()]).toEqual(['all', '1,2']);
  }));

test('[C7] where it is not, a newcomer gets nothing of before, not even by way of somebody who caught up', () =>
  forSeeds(SEEDS, async (world) => {
    const { house, guests } = await makeHouse(world, ['Ann']);
    const [ann] = guests;
    await house.owner.authority.setHistory('since-joined');
    await house.until(() => agree([house.owner, ann]));
    const [olgaLog] = [keepLog(house.owner, house), keepLog(ann, house)];
    olgaLog.say(1);
    await world.clock.advance(60_000);
    const ben = await join(house, 'Ben');
    olgaLog.say(2);
    expect([ben.room.historyPolicy(), await ben.log.read()]).toEqual(['since-joined', '2']);

    // Ann comes back by another tab and catches up on what she was there for; Ben asks her and all others again.
    const tab = await join(house, 'Ann', { identity: ann.identity });
    expect(await tab.log.read()).toBe('1,2');
    expect(await ben.log.read()).toBe('2');
  }));

test('[C7] whoever was away gets what they missed; whoever was removed and let in again is new', () =>
  forSeeds(SEEDS, async (world) => {
    const { house, guests } = await makeHouse(world, ['Ann', 'Ben']);
    const [ann, ben] = guests;
    await house.owner.authority.setHistory('since-joined');
    await house.until(() => agree([house.owner, ann, ben]));
    const olga = keepLog(house.owner, house);
    keepLog(ann, house);
    olga.say(1);
    ben.leave();
    await world.clock.advance(200_000);
    olga.say(2);
    const back = await join(house, 'Ben', { identity: ben.identity });
    expect(await back.log.read()).toBe('1,2');

    await house.owner.authority.remove(ben.self.identityId);
    await world.clock.advance(20_000);
    olga.say(3);
    await house.owner.authority.readmit(ben.self.identityId);
    await world.clock.advance(20_000);
    const again = await join(house, 'Ben', { identity: ben.identity });
    olga.say(4);
    expect(await again.log.read()).toBe('4');
  }));

test('[C7] whoever keeps the room gives after a reload as before, to those it had seen and to newcomers', () =>
  forSeeds(SEEDS, async (world) => {
    const overrides = { wallTimeMs: () => 1_700_000_000_000 + world.clock.nowMs() };
    const { house, guests } = await makeHouse(world, ['Ann', 'Ben'], { overrides });
    const [ann, ben] = guests;
    await house.owner.authority.setHistory('since-joined');
    await house.until(() => agree([house.owner, ann, ben]));
    const before = keepLog(ann, house);
    before.say(1);
    await world.clock.advance(60_000);
    ben.leave();
    house.owner.leave();
    await world.clock.advance(60_000);
    before.say(2);
    const kept = ann.authority.kept.value;
    ann.leave();
    await world.clock.advance(60_000);

    const again = await house.join('Ann', { identity: ann.identity, overrides: { ...overrides, kept } });
    keepLog(again, house, before.held);
    await house.until(() => again.state.value.kind === 'open');
    const back = await house.join('Ben', { identity: ben.identity });
    const late = await house.join('Zoe');
    await house.until(() => [back, late].every((room) => room.sees.includes('Ann')));
    await house.until(() => agree([again, back, late]));
    expect(await keepLog(back, house).read()).toBe('1,2');
    expect(await keepLog(late, house).read()).toBe('');
  }));

test('[C7] owners are no newcomers, and those never seen were never let in', () =>
  forSeeds(SEEDS.slice(0, 1), async (world) => {
    const { house, guests } = await makeHouse(world, ['Ann']);
    const [ann] = guests;
    expect(ann.admittedAtMs(house.owner.self.identityId)).toBe(-Infinity);
    expect(ann.admittedAtMs(ann.self.identityId)).toBe(-Infinity);
    const stranger = await world.makeRoom('Far', { brokers: ['elsewhere'] });
    expect(ann.admittedAtMs(stranger.self.identityId)).toBeUndefined();
    const sinceMs = house.owner.admittedAtMs(ann.self.identityId) ?? Infinity;
    expect(sinceMs).toBeLessThanOrEqual(world.clock.nowMs());
    expect(sinceMs).toBeGreaterThan(0);
  }));
