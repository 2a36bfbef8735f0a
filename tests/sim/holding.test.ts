// What the badge in a room's bar says is true at all times, also of what only scripts hold: three people, each with a
// session of the app over a simulated network.

import { describe, expect, test, vi } from 'vitest';
import { createSession, type Session, type Visit } from '../../src/app/session.ts';
import { chat } from '../../src/features/chat/index.ts';
import type { ChatModel } from '../../src/features/chat/api.ts';
import { silentLog } from '../../src/primitives/log.ts';
import { ok } from '../../src/primitives/result.ts';
import { createSimWorld, type MakeRoomOptions, type SimRoom, type SimWorld } from '../support/make-room.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { shareIn } from '../support/shared-room.ts';

vi.setConfig({ testTimeout: 60_000 });

const NOTES = 'p2p/notes';

interface Person {
  readonly session: Session;
  readonly visit: Visit;
  readonly room: SimRoom;
  /** Opens the document as a script does. */
  notes(): ReturnType<Visit['docs']['open']>;
  /** How many people hold everything, as the badge says; 0 while there is nothing. */
  readonly holders: number;
  readonly isLast: boolean;
}

async function enter(world: SimWorld, name: string, options: MakeRoomOptions = {}): Promise<Person> {
  const { clock, seed } = world;
  let made: SimRoom | undefined;
  const session = createSession({
    clock,
    wallTimeMs: () => clock.nowMs(),
    random: createSeededRandom(seed),
    log: silentLog,
    async openRoom({ code }) {
      made = await world.makeRoom(name, { isPlain: true, code, ...options });
      return ok({ room: made, docs: shareIn(made, world), features: [chat] });
    },
  });
  const entered = await session.join({ code: world.code, owner: undefined });
  if (!entered.ok || !made) throw new Error('not in the room');
  const [visit, room] = [entered.value, made];
  return {
    session,
    visit,
    room,
    notes: () => visit.docs.open(NOTES, { space: 'p2p' }),
    get holders() {
      const { value } = visit.holding;
      return value.kind === 'nothing' ? 0 : 1 + value.wholly.size;
    },
    get isLast() {
      const { value } = visit.holding;
      return value.kind === 'something' && value.isLast;
    },
  };
}

async function three(seed: number): Promise<readonly [SimWorld, Person, Person, Person]> {
  const world = createSimWorld(seed);
  const ada = await enter(world, 'Ada');
  const bob = await enter(world, 'Bob');
  const cyd = await enter(world, 'Cyd');
  await world.clock.until(() => [ada, bob, cyd].every(({ room }) => room.sees.length === 2), 30_000);
  return [world, ada, bob, cyd];
}

describe('what scripts hold', () => {
  test('counts those who opened it, and nobody else', async () => {
    const [world, ada, bob, cyd] = await three(1);
    expect([ada.holders, bob.holders, cyd.holders]).toEqual([0, 0, 0]);
    ada.notes().map('state').set('k', 1);
    expect([ada.holders, ada.isLast]).toEqual([1, true]);
    await world.clock.advance(5_000);
    expect([ada.holders, ada.isLast]).toEqual([1, true]);
    expect([bob.holders, cyd.holders]).toEqual([0, 0]);
    bob.notes();
    await world.clock.advance(2_000);
    expect([ada.holders, bob.holders, ada.isLast, bob.isLast]).toEqual([2, 2, false, false]);
    cyd.notes();
    await world.clock.advance(2_000);
    expect([ada, bob, cyd].map(({ holders }) => holders)).toEqual([3, 3, 3]);
  });

  test('[Y9] is held by one again with every change, until the others said that they have it', async () => {
    const [world, ada, bob, cyd] = await three(2);
    for (const person of [ada, bob, cyd]) person.notes();
    await world.clock.advance(1_000);
    for (let round = 1; round <= 5; round += 1) {
      bob.notes().map('state').set('k', round);
      expect([bob.holders, bob.isLast]).toEqual([1, true]);
      await world.clock.until(() => [ada, bob, cyd].every(({ holders }) => holders === 3), 2_000);
      expect([bob.isLast, cyd.notes().map('state').get('k')]).toEqual([false, round]);
    }
    cyd.notes().map('state').delete('k');
    expect(cyd.holders).toBe(1);
    await world.clock.until(() => [ada, bob, cyd].every(({ holders }) => holders === 3), 2_000);
  });

  test('[Y9] never counts somebody who lacks a part, while all write', async () => {
    const [world, ...people] = await three(3);
    for (const person of people) person.notes();
    const textOf = (person: Person) => person.notes().text('text').toString();
    let checked = 0;
    for (let i = 0; i < 300; i += 1) {
      const writer = people[i % 3];
      if (i < 240)
        writer
          ?.notes()
          .text('text')
          .insert(0, `${i % 10}`);
      await world.clock.advance(i < 240 ? 37 : 100);
      for (const person of people) {
        const { value } = person.visit.holding;
        const wholly = value.kind === 'something' ? value.wholly : new Set();
        const letters = Array.from(textOf(person));
        for (const other of people.filter(({ room }) => wholly.has(room.self.identityId))) {
          checked += 1;
          const theirs = textOf(other);
          expect(letters.length, `after ${i} letters`).toBeLessThanOrEqual(theirs.length);
        }
      }
    }
    expect(checked).toBeGreaterThan(100);
    expect(people.map(({ holders }) => holders)).toEqual([3, 3, 3]);
  });

  test('is not held by who left or is cut off, and leaving as the last one loses it', async () => {
    const [world, ada, bob, cyd] = await three(4);
    for (const person of [ada, bob, cyd]) person.notes().map('state').set(person.room.name, 1);
    await world.clock.until(() => ada.holders === 3, 5_000);
    cyd.session.leave();
    await world.clock.until(() => ada.holders === 2, 5_000);
    expect(ada.isLast).toBe(false);
    world.network.cut(ada.room.machine, bob.room.machine);
    await world.clock.until(() => ada.holders === 1, 60_000);
    expect(ada.isLast).toBe(true);
    world.network.heal();
    await world.clock.until(() => ada.holders === 2, 120_000);
    bob.session.leave();
    await world.clock.until(() => ada.holders === 1, 5_000);
    expect(ada.isLast).toBe(true);
  });

  test('and what was said in the talk are counted together', async () => {
    const [world, ada, bob, cyd] = await three(5);
    const talk = ada.visit.spaces[0]?.model as ChatModel;
    void talk.room.send({ kind: 'text', text: 'Hello' });
    await world.clock.until(() => ada.isLast, 1_000, 1);
    await world.clock.until(() => ada.holders === 3, 5_000);
    ada.notes().map('state').set('k', 1);
    bob.notes();
    await world.clock.advance(2_000);
    expect(ada.holders).toBe(2);
    cyd.notes();
    await world.clock.until(() => ada.holders === 3, 5_000);
  });

  test('in two tabs of one person is held by that person alone', async () => {
    const world = createSimWorld(6);
    const ada = await enter(world, 'Ada');
    const again = await enter(world, 'Ada', { identity: ada.room.identity });
    await world.clock.until(() => ada.room.sees.length === 1 && again.room.sees.length === 1, 30_000);
    ada.notes().map('state').set('k', 1);
    again.notes();
    await world.clock.advance(2_000);
    expect(again.notes().map('state').get('k')).toBe(1);
    expect([ada.holders, ada.isLast]).toEqual([1, true]);
  });
});
