// People in one room: what most end-to-end tests begin with.

import type { RoomPage } from '../pages/room-page.ts';
import { expect, type Newcomer, type OpenNewcomer, type Person } from './test.ts';

export interface Guest extends Person {
  readonly room: RoomPage;
}

/** Lost links are dialled at most every 4 s, a dial takes at most 15 s. */
export const LINKED_AGAIN_WITHIN_MS = 30_000;
/** Pages that load at once: more only wait for each other on two cores. */
const AT_ONCE = 2;

/** Two browsers in two processes, in one room, each sure of the other. */
export async function aliceAndBob(
  newcomer: OpenNewcomer,
  forBob: Newcomer = {},
): Promise<readonly [Guest, Guest]> {
  const alice = await startRoom(await newcomer('Alice'));
  const bob = await join(await newcomer('Bob', forBob), alice);
  await alice.room.expectLinkedWith(['Bob']);
  await bob.room.expectLinkedWith(['Alice']);
  return [alice, bob];
}

/** Starts a room and waits in it. */
export async function startRoom(person: Person): Promise<Guest> {
  return { ...person, room: await person.home.startRoom() };
}

/** Comes into the room of somebody who is in it already, by its link. */
export async function join(person: Person, inside: Guest): Promise<Guest> {
  const { link } = await inside.room.readInvitation();
  return joinBy(person, link);
}

/** Comes into a room by its link. */
export async function joinBy(person: Person, link: string): Promise<Guest> {
  const door = await person.home.goToDoor(link);
  return { ...person, room: await door.enter() };
}

/** A room started by the first of these people, all linked with each other, in the order of their names. */
export async function gather<const Names extends readonly [string, ...string[]]>(
  newcomer: OpenNewcomer,
  names: Names,
  optionsOf: (name: Names[number]) => Newcomer = () => ({}),
): Promise<{ readonly [Place in keyof Names]: Guest }> {
  const [host, ...others] = names;
  const first = await startRoom(await newcomer(host, optionsOf(host)));
  const { link } = await first.room.readInvitation();
  const come = async (name: string) => joinBy(await newcomer(name, optionsOf(name)), link);
  const guests = [first];
  for (let i = 0; i < others.length; i += AT_ONCE) {
    guests.push(...(await Promise.all(others.slice(i, i + AT_ONCE).map(come))));
  }
  await expectAllLinked(guests);
  return guests as unknown as { readonly [Place in keyof Names]: Guest };
}

/** Everybody is linked directly with everybody else, and nobody else is in the room. */
export async function expectAllLinked(guests: readonly Guest[]): Promise<void> {
  for (const { room } of guests) {
    await expect(room.state).toHaveText(`${guests.length} people · ${guests.length - 1} direct`, {
      timeout: LINKED_AGAIN_WITHIN_MS,
    });
  }
}
