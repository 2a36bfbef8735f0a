// The life of a room in simulation: an owner, people who come, write, crash, return and go, somebody who lies about whom it
// knows, people who are removed and try to come back. Keeps account of what everybody must have in the end.

import { rootOf } from '../../src/room/charter.ts';
import type { IdentityId } from '../../src/primitives/ids.ts';
import { randomInteger } from '../../src/primitives/random.ts';
import type { LocalIdentity } from '../../src/secure/identity.ts';
import { makeLyingRoom } from './lying-room.ts';
import { makeIdentity, standingOf } from './make-house.ts';
import { createSimWorld, type MakeRoomOptions, type SimRoom, type SimWorld } from './make-room.ts';
import { createMemoryTransport } from './memory-transport.ts';
import { createSeededRandom } from './seeded-random.ts';
import { KEY, shareIn, type SharingRoom } from './shared-room.ts';
import { createSimWebrtcTransport } from './sim-webrtc.ts';

export interface Life {
  readonly world: SimWorld;
  /** As the link names the owner. */
  readonly root: string;
  readonly dice: (bound: number) => number;
  /** Those who belong and whose page runs. The owner among them. */
  readonly here: SharingRoom[];
  /** Pages of people who were removed, as whoever they come back. */
  readonly out: SharingRoom[];
  /** Whom the owner lets in. */
  readonly guests: Set<IdentityId>;
  /** What everybody must have in the end, each under a name of its own, and when it was written. */
  readonly items: Map<string, number>;
  /** What went with its only holder, though that one had company for long enough. */
  readonly lost: string[];
  readonly log: string[];
  readonly owner: LocalIdentity;
  made: number;
}

export const BROKERS = ['north', 'south'];
/** What somebody wrote reaches the others within this, or is compared with theirs. */
const SETTLED_MS = 40_000;
/** A heartbeat that costs a simulation of hours little; links are watched by the simulated network itself. */
const PING_MS = 20_000;

/** A room of so many; the first one in is its router, and a liar. */
export async function beginLife(seed: number, size: number): Promise<Life> {
  const world = createSimWorld(seed);
  const random = createSeededRandom(seed * 131 + 7);
  const owner = await makeIdentity(seed * 77);
  const life: Life = {
    world,
    owner,
    root: rootOf(owner.id),
    dice: (bound) => randomInteger(random, Math.max(1, bound)),
    here: [],
    out: [],
    guests: new Set(),
    items: new Map(),
    lost: [],
    log: [],
    made: 0,
  };
  if (size > 2) life.here.push(await enterLiar(life));
  await world.clock.advance(3_000);
  await enter(life, 'Olga', { identity: owner });
  while (life.here.length < size) {
    await enter(life, `Guest ${(life.made += 1)}`);
    await world.clock.advance(life.dice(500));
  }
  return life;
}

/** One more page; by the link. */
export async function enter(life: Life, name: string, options: MakeRoomOptions = {}): Promise<SharingRoom> {
  const joined = share(life, await life.world.makeRoom(name, optionsOf(life, name, options)));
  life.here.push(joined);
  life.guests.add(joined.room.identity.id);
  return joined;
}

async function enterLiar(life: Life): Promise<SharingRoom> {
  const liar = await makeLyingRoom(life.world, 'Liar', () => [], optionsOf(life, 'Liar', {}));
  life.guests.add(liar.identity.id);
  return share(life, liar);
}

function optionsOf({ world, root }: Life, name: string, options: MakeRoomOptions): MakeRoomOptions {
  const { network } = world;
  const machine = network.createMachine(name);
  const overrides: MakeRoomOptions['overrides'] = {
    pingPeriodMs: PING_MS,
    transports: BROKERS.map((label) => createMemoryTransport(network, label, machine)),
    transportOver: (signaling) => createSimWebrtcTransport({ network, signaling, machine }),
    ...options.overrides,
  };
  return { owner: root, ...options, machine, overrides };
}

function share({ world }: Life, room: SimRoom): SharingRoom {
  const docs = shareIn(room, world);
  return { room, docs, doc: docs.open(KEY, { space: KEY }) };
}

export function ownerOf({ here, owner }: Life): SharingRoom {
  const found = here.find(({ room }) => room.identity.id === owner.id);
  if (!found) throw new Error('the owner is always there');
  return found;
}

/** Somebody but the owner, who can be spared. */
export function pick(life: Life): SharingRoom | undefined {
  const others = life.here.filter((each) => each !== ownerOf(life));
  return life.here.length > 2 ? others[life.dice(others.length)] : undefined;
}

/** Each thing once, under a name that nobody else gives. */
export function write(life: Life, by = life.here[life.dice(life.here.length)]): void {
  if (!by) return;
  const name = `${by.room.name}, ${(life.made += 1)}`;
  const { doc } = by;
  const at = life.dice(doc.text('text').length + 1);
  [
    () => doc.list('list').push(name),
    () => doc.list('list').insert(life.dice(doc.list('list').length + 1), [name]),
    () => doc.transact(() => (doc.list('list').push(name), doc.text('text').insert(at, `${name};`))),
  ][life.dice(3)]?.();
  doc.map('map').set(name, 1);
  life.items.set(name, life.world.clock.nowMs());
}

/** Takes a page out of those that count; what only it has goes with it, unless it should have reached somebody. */
export async function lose(life: Life, person: SharingRoom): Promise<void> {
  const { clock } = life.world;
  const isOnlyHere = (name: string) =>
    has(person, name) && !life.here.some((other) => other !== person && has(other, name));
  const only = () => Array.from(life.items.keys()).filter(isOnlyHere);
  if (only().length > 0 && hasCompany(life, person)) await clock.advance(SETTLED_MS);
  for (const name of only()) {
    const isOld = clock.nowMs() - (life.items.get(name) ?? 0) >= SETTLED_MS;
    if (isOld && hasCompany(life, person)) life.lost.push(`${name}, with ${person.room.name}`);
    life.items.delete(name);
  }
  life.here.splice(life.here.indexOf(person), 1);
}

export function has({ doc }: SharingRoom, name: string): boolean {
  return doc.map('map').has(name);
}

function hasCompany({ here }: Life, { room }: SharingRoom): boolean {
  return here.some((other) => other.room !== room && room.sees.includes(other.room.name));
}

/** Without a goodbye, and back as the same person with a new page. */
export async function crashAndReturn(life: Life, person: SharingRoom): Promise<void> {
  const { room, docs } = person;
  const isOwner = room.identity.id === life.owner.id;
  const kept = isOwner || life.dice(2) === 0 ? room.authority.kept.value : undefined;
  await lose(life, person);
  life.world.network.crash(room.machine);
  docs.dispose();
  await enter(life, room.name, { identity: room.identity, overrides: { kept } });
  await life.world.clock.advance(life.dice(5_000));
}

/** Out, with the page it has. */
export async function remove(life: Life, person: SharingRoom): Promise<void> {
  const { id } = person.room.identity;
  await lose(life, person);
  life.guests.delete(id);
  life.out.push(person);
  await ownerOf(life).room.authority.remove(id);
}

/** Somebody removed is there again: as itself, as somebody new by the link, and by the words alone. */
export async function comeBack(life: Life, { room }: SharingRoom): Promise<void> {
  const byWords = optionsOf(life, 'Stranger', {});
  delete (byWords as { owner?: string }).owner;
  for (const [as, options] of [
    [room.name, optionsOf(life, room.name, { identity: room.identity })],
    ['Nobody', optionsOf(life, 'Nobody', {})],
    ['Stranger', byWords],
  ] as const)
    life.out.push(share(life, await life.world.makeRoom(`${as}, again`, options)));
}

/** The owner lets in whoever is no stranger. */
export async function letIn(life: Life): Promise<void> {
  const { authority } = ownerOf(life).room;
  for (const { identityId } of authority.knocks.value)
    if (life.guests.has(identityId)) await authority.accept(identityId);
}

/** Who introduces newcomers, by its own notes. */
export function routersOf({ here }: Life): readonly SharingRoom[] {
  const kindOf = ({ log }: SimRoom) => log.findLast(({ message }) => message === 'election')?.facts?.['to'];
  return here.filter(({ room }) => kindOf(room) === 'leading');
}

/** For the message of a failure. */
export function story({ log, here, out }: Life): readonly string[] {
  const lineOf = ({ room, doc }: SharingRoom) => {
    const { epoch, removed, isLocked, doesKnock } = room.authority.charter.value;
    const rules = `epoch ${epoch}, ${removed.length} removed${isLocked ? ', locked' : ''}${doesKnock ? ', knock' : ''}`;
    return `${room.name}: ${standingOf(room)}, ${rules}, ${doc.list('list').length} items, sees ${room.sees.join()}`;
  };
  return [...log, '---', ...here.map(lineOf), '--- out', ...out.map(lineOf)];
}
