// A room that somebody owns, with guests who came by its link, over a simulated network.

import { rootOf } from '../../src/room/charter.ts';
import { decodeKept } from '../../src/room/kept-authority.ts';
import { createGhostIdentity, type LocalIdentity } from '../../src/secure/identity.ts';
import { createFakeCrypto } from './fake-crypto.ts';
import { allSeeAll, type SimRoom, type SimWorld } from './make-room.ts';
import { createSeededRandom } from './seeded-random.ts';

export interface House {
  readonly world: SimWorld;
  readonly owner: SimRoom;
  /** What the link says of the owner. */
  readonly root: string;
  /** By the link. */
  join(name: string, options?: Parameters<SimWorld['makeRoom']>[1]): Promise<SimRoom>;
  until(condition: () => boolean, limitMs?: number): Promise<void>;
}

/** A room of Olga's with the others in it, who all see each other. */
export async function makeHouse(
  world: SimWorld,
  names: readonly string[],
  options: Parameters<SimWorld['makeRoom']>[1] = {},
): Promise<{ readonly house: House; readonly guests: readonly [SimRoom, SimRoom, SimRoom, ...SimRoom[]] }> {
  const identity = await makeIdentity(world.seed * 77);
  const root = rootOf(identity.id);
  const owner = await world.makeRoom('Olga', { ...options, identity, owner: root });
  const house: House = {
    world,
    owner,
    root,
    join: (name, given = {}) => world.makeRoom(name, { ...options, owner: root, ...given }),
    async until(condition, limitMs = 60_000) {
      await world.clock.until(condition, limitMs);
    },
  };
  await house.until(() => owner.state.value.kind === 'open');
  const guests: SimRoom[] = [];
  for (const name of names) guests.push(await house.join(name));
  await house.until(() => allSeeAll([owner, ...guests]), 120_000);
  return { house, guests: guests as unknown as readonly [SimRoom, SimRoom, SimRoom, ...SimRoom[]] };
}

/** Somebody with keys of their own, the same for the same seed. */
export function makeIdentity(seed: number): Promise<LocalIdentity> {
  const random = createSeededRandom(seed);
  return createGhostIdentity({ crypto: createFakeCrypto(random), random });
}

/** Why it is not in the room, or how far it is. */
export function standingOf({ state }: SimRoom): string {
  return state.value.kind === 'failed' ? state.value.failure.code : state.value.kind;
}

/** Whether all follow the same charter, and have the secret of its epoch. */
export function agree(rooms: readonly SimRoom[]): boolean {
  return new Set(rooms.map(followed)).size === 1;
}

/** The charter and the current secret; who came late has no secrets of before. */
function followed({ authority }: SimRoom): string {
  const kept = decodeKept(authority.kept.value ?? new Uint8Array());
  return `${kept?.root} ${kept?.proof?.join()} ${kept?.secrets.at(-1)?.join()}`;
}
