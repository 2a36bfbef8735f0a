// Two sides that negotiate anew over carriers that delay, reorder, lose and hold: whatever happens, in the end both
// agree about credentials and media.

import { describe, expect, test } from 'vitest';
import { randomFraction, randomInteger } from '../../../src/primitives/random.ts';
import { createNegotiationWorld, expectAgreement } from '../../support/negotiation-world.ts';
import { seedsToRun } from '../../support/seeds.ts';

describe('[L8] media', () => {
  test.each(['polite', 'impolite'] as const)(
    'offered by the %s side are agreed on over the link',
    async (name) => {
      const world = createNegotiationWorld();
      world[name].negotiator.addMedia();
      await world.clock.advance(1_000);
      expectAgreement(world);
      expect(world[name].sent.map(({ message, carrier }) => [message.type, carrier])).toEqual([
        ['offer', 'link'],
      ]);
    },
  );

  test.each([1, 2, 3, 4, 5, 6, 7, 8])('offered by both at once settle: seed %i', async (seed) => {
    const world = createNegotiationWorld(seed);
    for (const side of [world.polite, world.impolite]) side.negotiator.addMedia();
    await world.clock.advance(2_000);
    expectAgreement(world);
  });
});

describe('[L9] another path', () => {
  test('is offered by the medium and answered by it', async () => {
    const world = createNegotiationWorld();
    world.path.isUp = false;
    expect(world.impolite.renegotiation.restart({ alsoOnLink: false })).toBe(true);
    await world.clock.advance(1_000);
    expectAgreement(world);
    expect(world.impolite.negotiator.agreement).toMatchObject({ local: 'impolite1', remote: 'polite1' });
    expect([world.impolite, world.polite].flatMap(({ sent }) => sent.map(({ carrier }) => carrier))).toEqual([
      'medium',
      'medium',
    ]);
  });

  test('that the medium lost is offered again over the link once it is heard', async () => {
    const world = createNegotiationWorld();
    Object.assign(world.path, { isUp: false, mediumLoss: 1 });
    for (let i = 0; i < 3; i += 1) {
      world.impolite.renegotiation.restart({ alsoOnLink: i === 0 });
      await world.clock.advance(4_000);
    }
    expect(world.polite.negotiator.remoteDescriptions).toBe(0);
    world.heal();
    await world.clock.advance(2_000);
    expectAgreement(world);
    expect(world.impolite.negotiator.agreement.local).toBe('impolite3');
  });

  test('whose answer the medium lost is agreed on once the link is heard', async () => {
    const world = createNegotiationWorld();
    world.path.isUp = false;
    world.impolite.renegotiation.restart({ alsoOnLink: false });
    await world.clock.until(() => world.impolite.sent.length === 1, 500, 1);
    await world.clock.advance(1);
    world.path.mediumLoss = 1;
    await world.clock.advance(2_000);
    world.heal();
    await world.clock.advance(2_000);
    expectAgreement(world);
    expect(world.polite.negotiator.remoteDescriptions).toBe(1);
  });

  test('wanted by both at once settles without waiting for the next try', async () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const world = createNegotiationWorld(seed);
      world.path.isUp = false;
      for (const side of [world.polite, world.impolite]) side.renegotiation.restart({ alsoOnLink: true });
      await world.clock.advance(3_000);
      world.heal();
      await world.clock.advance(2_000);
      expectAgreement(world);
    }
  });

  test('a side whose offer was lost repeats it when the other one offers', async () => {
    const world = createNegotiationWorld();
    Object.assign(world.path, { isUp: false, mediumLoss: 1 });
    world.impolite.renegotiation.restart({ alsoOnLink: false });
    await world.clock.advance(500);
    world.path.mediumLoss = 0;
    world.polite.renegotiation.restart({ alsoOnLink: false });
    await world.clock.advance(1_500);
    expectAgreement(world);
  });

  test('an engine that cannot restart says so, and nothing is sent', async () => {
    const world = createNegotiationWorld();
    world.polite.negotiator.restartIce = () => {
      throw new Error('Not implemented');
    };
    expect(world.polite.renegotiation.restart({ alsoOnLink: true })).toBe(false);
    await world.clock.advance(1_000);
    expect(world.polite.sent).toEqual([]);
  });
});

const SEEDS = seedsToRun(Array.from({ length: 60 }, (_, i) => i + 1));

test.each(SEEDS)('any history ends in agreement: seed %i', async (seed) => {
  const world = createNegotiationWorld(seed);
  const { random, clock, path, polite, impolite } = world;
  for (let step = 0; step < 25; step += 1) {
    const side = randomFraction(random) < 0.5 ? polite : impolite;
    const event = randomInteger(random, 5);
    if (event === 0) side.negotiator.addMedia();
    if (event === 1) path.isUp = false;
    if (event === 2) world.heal();
    if (event === 3) path.mediumLoss = randomFraction(random);
    if (event === 4 && !path.isUp) side.renegotiation.restart({ alsoOnLink: randomFraction(random) < 0.3 });
    await clock.advance(randomFraction(random) ** 2 * 4_000);
  }
  world.heal();
  await clock.advance(60_000);
  expectAgreement(world);
});

describe('candidates', () => {
  const candidate = (round: number, text: string) =>
    ({ type: 'candidate', round, candidate: text, mid: '0', lineIndex: 0 }) as const;

  test('that overtake their description wait for it, and those of an older one are ignored', async () => {
    const world = createNegotiationWorld();
    const { renegotiation, negotiator } = world.polite;
    renegotiation.receive(candidate(1, 'early'), 'medium');
    await world.clock.advance(100);
    expect(negotiator.added).toEqual([]);
    world.impolite.renegotiation.restart({ alsoOnLink: false });
    await world.clock.advance(1_000);
    renegotiation.receive(candidate(0, 'late'), 'medium');
    renegotiation.receive(candidate(1, 'in time'), 'medium');
    await world.clock.advance(100);
    expect(negotiator.added).toEqual(['early', 'in time']);
  });

  test('are taken in bounded number a round', async () => {
    const world = createNegotiationWorld();
    for (let i = 0; i < 200; i += 1) world.polite.renegotiation.receive(candidate(0, `${i}`), 'link');
    await world.clock.advance(1_000);
    expect(world.polite.negotiator.added.length).toBeLessThanOrEqual(64);
  });
});
