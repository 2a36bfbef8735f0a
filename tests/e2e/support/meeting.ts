// People in one room: what most end-to-end tests begin with.

import type { RoomPage } from '../pages/room-page.ts';
import type { Newcomer, OpenNewcomer, Person } from './test.ts';

export interface Guest extends Person {
  readonly room: RoomPage;
}

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
  const door = await person.home.goToDoor(link);
  return { ...person, room: await door.enter() };
}
