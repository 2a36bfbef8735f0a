// Random histories of shared documents: 2 to 20 people in full and partial meshes who edit, undo, crash, come back, and
// lose sight of each other; in the end all documents are equal, and nothing is lost that anybody had who stayed. More of them: `KITH_SEEDS=1-50`, or `random`.

import { expect, test, vi } from 'vitest';
import { randomInteger } from '../../src/primitives/random.ts';
import type { SharedDoc } from '../../src/sync/shared-docs.ts';
import { createSimWorld, type MakeRoomOptions, type SimWorld } from '../support/make-room.ts';
import { createMemoryTransport } from '../support/memory-transport.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { seedsToRun } from '../support/seeds.ts';
import { allAgree, contentOf, joinAndShare, type SharingRoom } from '../support/shared-room.ts';
import { createSimWebrtcTransport } from '../support/sim-webrtc.ts';

vi.setConfig({ testTimeout: 600_000 });

const SEEDS = seedsToRun([1, 2, 3, 4]);
const PARTIAL = { fullMembers: 4, minLinks: 2, targetLinks: 3, maxLinks: 4 };

type Dice = (bound: number) => number;

interface Party {
  readonly world: SimWorld;
  readonly dice: Dice;
  readonly topology: MakeRoomOptions['overrides'];
  readonly here: SharingRoom[];
  /** Said once each, under names of their own, and never taken back. */
  readonly said: Set<string>;
  made: number;
}

function join({ world, dice, topology, here }: Party, name: string): Promise<void> {
  const { network } = world;
  const machine = network.createMachine(name);
  const overrides: MakeRoomOptions['overrides'] = {
    ...topology,
    transports: [createMemoryTransport(network, 'broker', machine)],
    transportOver: (signaling) => createSimWebrtcTransport({ network, signaling, machine }),
  };
  return joinAndShare(world, name, { isPlain: true, overrides, machine }).then((joined) => {
    // Some have the undo stack from the start, others never ask for it.
    if (dice(2) === 0) void joined.doc.undo;
    here.push(joined);
  });
}

function edit(doc: SharedDoc, dice: Dice): void {
  const [text, list, map] = [doc.text('text'), doc.list('list'), doc.map('map')];
  const word = ['x', 'hello', '🎉', '\n'][dice(4)] ?? '';
  const at = dice(text.length + 1);
  const index = dice(list.length + 1);
  const edits = [
    () => text.insert(at, word),
    () => text.insert(at, word),
    () => text.delete(at, Math.min(text.length - at, 1 + dice(6))),
    () => text.applyDelta([{ retain: at }, { insert: word }]),
    () => list.insert(index, [dice(100), { word }]),
    () => list.delete(index, Math.min(list.length - index, 2)),
    () => map.set(`k${dice(6)}`, { value: dice(1_000), word }),
    () => map.delete(`k${dice(6)}`),
    () => doc.transact(() => (text.insert(0, word), list.push(word), map.set('both', word))),
    () => doc.undo.undo(),
    () => doc.undo.redo(),
  ];
  edits[dice(edits.length)]?.();
}

function say({ world, said, dice, here }: Party): void {
  const someone = here[dice(here.length)];
  const name = `${someone?.room.name} at ${world.clock.nowMs()}`;
  someone?.doc.map('said').set(name, true);
  if (someone) said.add(name);
}

/** What its author undid is not lost. */
function takeBack({ said }: Party, { room, doc }: SharingRoom): void {
  for (const name of said)
    if (name.startsWith(`${room.name} `) && !doc.map('said').has(name)) said.delete(name);
}

/** Whoever goes takes along what nobody else has yet. */
function takeOut({ here, said }: Party, someone: SharingRoom): void {
  here.splice(here.indexOf(someone), 1);
  for (const name of said) if (!here.some(({ doc }) => doc.map('said').has(name))) said.delete(name);
}

/** Something happens to the room, now and then. */
async function disturb(party: Party): Promise<void> {
  const { world, dice, here } = party;
  const someone = here[dice(here.length)];
  if (!someone) return;
  switch (dice(6)) {
    case 0:
      return join(party, `Late ${(party.made += 1)}`);
    case 1:
      if (here.length < 4) return;
      takeOut(party, someone);
      world.network.crash(someone.room.machine);
      return someone.docs.dispose();
    case 2:
      if (here.length < 4) return;
      takeOut(party, someone);
      someone.docs.dispose();
      return someone.room.leave();
    case 3:
      return world.network.partition(here.filter(() => dice(2) === 0).map(({ room }) => room.machine));
    default:
      return world.network.heal();
  }
}

async function live(party: Party, rounds: number): Promise<void> {
  const { world, dice, here } = party;
  for (let round = 0; round < rounds; round += 1) {
    for (let left = dice(4); left > 0; left -= 1) {
      const someone = here[dice(here.length)];
      if (!someone) continue;
      edit(someone.doc, dice);
      takeBack(party, someone);
    }
    if (dice(5) === 0) say(party);
    await world.clock.advance([5, 40, 200, 2_000][dice(4)] ?? 5);
    if (dice(40) === 0) await disturb(party);
  }
}

/** What is different, for the message of a failure. */
function differences(rooms: readonly SharingRoom[]): string {
  return Array.from(new Set(rooms.map(({ doc }) => contentOf(doc)))).join('\n');
}

test.each(SEEDS)('everybody has the same in the end, and nothing is lost, seed %i', async (seed) => {
  const random = createSeededRandom(seed * 31);
  const dice: Dice = (bound) => randomInteger(random, bound);
  const isPartial = seed % 2 === 0;
  const topology = isPartial ? { topology: PARTIAL } : {};
  const party: Party = { world: createSimWorld(seed), dice, topology, here: [], said: new Set(), made: 0 };
  const { world, here } = party;
  const count = isPartial ? 6 + dice(15) : 2 + dice(9);
  for (let i = 0; i < count; i += 1) await join(party, `Person ${i}`);
  await world.clock.until(() => here.every(({ room }) => room.state.value.kind === 'open'), 60_000);
  await live(party, 250);
  world.network.heal();
  const areAllHere = () => here.every(({ room }) => room.sees.length === here.length - 1);
  await world.clock.until(areAllHere, 600_000, 1_000);
  await world.clock.until(() => allAgree(here), 120_000, 250).catch(() => undefined);
  expect(allAgree(here), differences(here)).toBe(true);
  for (const { room, doc } of here)
    expect([room.name, Array.from(party.said).filter((name) => !doc.map('said').has(name))]).toEqual([
      room.name,
      [],
    ]);
  expect(party.said.size).toBeGreaterThan(10);
  expect(here.map(({ docs }) => docs.facts.value.pendingUpdates)).toEqual(here.map(() => 0));
  expect(contentOf(here[0]!.doc).length).toBeGreaterThan(40);
});
