// People at one table on a simulated network, who meet by an invitation there and an answer back.

import { expect } from 'vitest';
import type { Bytes } from '../../src/primitives/bytes.ts';
import { createHandedLinks, type HandedLinks } from '../../src/room/invite/handed-links.ts';
import { replyTo, type GuestWorld } from '../../src/room/invite/guest.ts';
import { createInviter, type Inviter } from '../../src/room/invite/inviter.ts';
import type { PastInvitations } from '../../src/room/invite/past-invitations.ts';
import type { Welcomed } from '../../src/room/invite/welcome.ts';
import { createGhostIdentity, openSession } from '../../src/secure/identity.ts';
import { decodeInvitation, type Answer, type Invitation } from '../../src/signaling/invitation.ts';
import { createFakeCrypto } from './fake-crypto.ts';
import type { SimRoom, SimWorld } from './make-room.ts';
import { createNodeCrypto } from './node-crypto.ts';
import { createSeededRandom } from './seeded-random.ts';
import { createSimInvitations } from './sim-invitations.ts';
import type { SimMachine } from './sim-network.ts';
import { createSimWebrtcTransport } from './sim-webrtc.ts';

export interface Person {
  readonly name: string;
  readonly machine: SimMachine;
  readonly world: GuestWorld;
  readonly handed: HandedLinks;
  room?: SimRoom;
}

export function createTable(world: SimWorld) {
  const { clock, network, seed } = world;
  const invitations = createSimInvitations(network);

  /** `isReal`: with keys that are points of the curve, as an invitation that names its inviter needs them. */
  async function sit(name: string, { isReal } = { isReal: false }): Promise<Person> {
    const random = createSeededRandom(seed * 1_009 + name.length + (name.codePointAt(0) ?? 0));
    const crypto = isReal ? createNodeCrypto() : createFakeCrypto(random);
    const peer = await openSession(await createGhostIdentity({ crypto, random }), random, crypto);
    const machine = network.createMachine(name);
    const transport = invitations.transportOf(machine);
    const guest = {
      crypto,
      random,
      peer,
      clock,
      transport,
      wallTimeMs: () => clock.nowMs() + Date.UTC(2026, 5, 1),
    };
    return { name, machine, handed: createHandedLinks(), world: guest };
  }

  /** By default without any broker. */
  async function enter(
    person: Person,
    isLocalEnough = true,
    brokers: readonly string[] = [],
  ): Promise<SimRoom> {
    const { machine, handed, name } = person;
    const { crypto, random, peer } = person.world;
    person.room = await world.makeRoom(name, {
      machine,
      brokers,
      overrides: {
        crypto,
        random,
        peer,
        handed,
        isLocalEnough,
        transportOver: (signaling) => createSimWebrtcTransport({ network, machine, signaling }),
      },
    });
    return person.room;
  }

  const invite = (person: Person, isProven = false, past?: PastInvitations): Inviter =>
    createInviter({
      ...person.world,
      handed: person.handed,
      isProven,
      past,
      address: { code: world.code, owner: undefined },
    });

  return { sit, enter, invite, invitations };
}

/** With an invitation to give away. */
export async function untilShown(world: SimWorld, inviter: Inviter): Promise<Inviter> {
  await world.clock.until(() => inviter.state.value.kind === 'shown', 2_000);
  return inviter;
}

export function shownBy(inviter: Inviter): Bytes {
  const state = inviter.state.value;
  if (state.kind !== 'shown') throw new Error(state.kind);
  return state.bytes;
}

export function invitationIn(bytes: Uint8Array): Invitation {
  const decoded = decodeInvitation(bytes);
  if (!decoded.ok || decoded.value.kind !== 'invitation') throw new Error('no invitation');
  return decoded.value;
}

export function answerIn(bytes: Uint8Array): Answer {
  const decoded = decodeInvitation(bytes);
  if (!decoded.ok || decoded.value.kind !== 'answer') throw new Error('no answer');
  return decoded.value;
}

export async function answered(guest: Person, bytes: Uint8Array) {
  const reply = await replyTo(guest.world, invitationIn(bytes));
  if (!reply.ok) throw new Error(reply.error.code);
  return { answer: answerIn(reply.value.bytes), connected: reply.value.connected };
}

/** The two steps, with what a person takes between them. */
export async function bringIn(
  world: SimWorld,
  inviter: Inviter,
  guest: Person,
  humanMs = 20_000,
): Promise<Welcomed & { readonly isIn: Promise<boolean> }> {
  await world.clock.until(() => inviter.state.value.kind === 'shown', 2_000);
  const { answer, connected } = await answered(guest, shownBy(inviter));
  await world.clock.advance(humanMs);
  let taken: Awaited<ReturnType<Inviter['take']>> | undefined;
  let welcomed: Welcomed | undefined;
  void inviter.take(answer).then((result) => (taken = result));
  void connected.then((result) => result.ok && (welcomed = result.value));
  await world.clock.until(() => welcomed !== undefined && taken !== undefined, 5_000, 10);
  expect(taken).toMatchObject({ ok: true, value: { identityId: guest.world.peer.identity.id } });
  return { ...welcomed!, isIn: taken?.ok ? taken.value.isIn : Promise.resolve(false) };
}
