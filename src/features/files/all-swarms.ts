// All swarms of a room as one: those that everybody hears of, and those between this person and one other. Which one a file
// belongs to is known by its id.

import { untracked } from '@preact/signals-core';
import { createEmitter, type Unsubscribe } from '../../primitives/events.ts';
import type { Disposable } from '../../primitives/disposable.ts';
import type { IdentityId, PeerId } from '../../primitives/ids.ts';
import { err } from '../../primitives/result.ts';
import type { OfferOnWire } from '../../swarm/protocol.ts';
import { createRoomSwarms, type RoomSwarms, type RoomSwarmsOptions } from '../../swarm/room-swarms.ts';
import type { OfferView } from '../../swarm/swarm-state.ts';
import type { Swarms, SwarmsEvent } from '../../swarm/swarms.ts';
import { createDirectRooms } from './direct-rooms.ts';
import type { FileId } from './api.ts';
import { FILES_SPACE } from './space.ts';

/** With so many people at once: memory. Nothing is heard of files from those who come after. */
const MAX_DIRECT = 64;

/** What the files of a room do with swarms. */
export type FileSwarms = Pick<
  Swarms,
  | 'offers'
  | 'onEvent'
  | 'accept'
  | 'pause'
  | 'resume'
  | 'leave'
  | 'prefer'
  | 'reader'
  | 'said'
  | 'snapshot'
  | 'chunkMap'
  | 'shares'
>;

export class AllSwarms implements FileSwarms, Disposable {
  /** Those that everybody hears of. */
  readonly open: Swarms;
  readonly #options: Omit<RoomSwarmsOptions, 'space'>;
  readonly #ends = new Set<Disposable>();
  readonly #rooms: ReturnType<typeof createDirectRooms>;
  readonly #direct = new Map<IdentityId, Swarms>();
  readonly #made = new Map<IdentityId, RoomSwarms>();
  readonly #homes = new Map<FileId, IdentityId>();
  readonly #events = createEmitter<SwarmsEvent>();

  constructor(options: Omit<RoomSwarmsOptions, 'space'>) {
    this.#options = options;
    this.#rooms = createDirectRooms({
      room: options.room,
      onOffer: (person, hear) => {
        if (this.#direct.has(person)) return;
        const swarms = this.#with(person);
        if (swarms) hear(swarms);
      },
    });
    this.#ends.add(this.#rooms);
    this.open = this.#follow(createRoomSwarms({ ...options, space: FILES_SPACE }), undefined);
  }

  get offers(): readonly OfferView[] {
    if (this.#direct.size === 0) return this.open.offers;
    // Of two with one id the first keeps it: an author can offer twice under one key, to all and to one.
    const direct = Array.from(this.#direct, ([person, { offers }]) =>
      offers.filter(({ id }) => this.#homes.get(id) === person),
    );
    return [...this.open.offers.filter(({ id }) => !this.#homes.has(id)), ...direct.flat()];
  }

  /** With whom alone it is shared; undefined for what everybody hears of. */
  withWhom(id: FileId): IdentityId | undefined {
    return this.#homes.get(id);
  }

  /** `to`: with that person alone. */
  offerAll(
    files: Parameters<Swarms['offerAll']>[0],
    to: IdentityId | undefined,
  ): ReturnType<Swarms['offerAll']> {
    const swarms = to === undefined ? this.open : this.#with(to);
    const results = swarms?.offerAll(files) ?? [];
    for (const result of results) if (result.ok && to !== undefined) this.#homes.set(result.value, to);
    return results;
  }

  /** What `author` once offered, from what was kept; `person`: to this side alone, and it stays between the two. */
  recall(author: PeerId, offered: OfferOnWire, person: IdentityId | undefined): ReturnType<Swarms['recall']> {
    if (person === undefined) return this.open.recall(author, offered);
    const recalled = this.#with(person)?.recall(author, offered);
    if (!recalled?.ok || this.open.said(recalled.value)) return err({ code: 'unknown' });
    if (!this.#homes.has(recalled.value)) this.#homes.set(recalled.value, person);
    return recalled;
  }

  onEvent(listener: (event: SwarmsEvent) => void): Unsubscribe {
    return this.#events.on(listener);
  }

  accept(id: FileId): ReturnType<Swarms['accept']> {
    return this.#of(id).accept(id);
  }

  pause(id: FileId): void {
    this.#of(id).pause(id);
  }

  resume(id: FileId): void {
    this.#of(id).resume(id);
  }

  leave(id: FileId, options?: { readonly discard: boolean }): void {
    this.#of(id).leave(id, options);
    this.#forget(id);
  }

  prefer(id: FileId, preference: Parameters<Swarms['prefer']>[1]): void {
    this.#of(id).prefer(id, preference);
  }

  reader(id: FileId): ReturnType<Swarms['reader']> {
    return this.#of(id).reader(id);
  }

  said(id: FileId): ReturnType<Swarms['said']> {
    return this.#of(id).said(id);
  }

  snapshot(id: FileId): ReturnType<Swarms['snapshot']> {
    return this.#of(id).snapshot(id);
  }

  chunkMap(id: FileId, bucketCount: number): ReturnType<Swarms['chunkMap']> {
    return this.#of(id).chunkMap(id, bucketCount);
  }

  shares(id: FileId, bucketCount: number): ReturnType<Swarms['shares']> {
    return this.#of(id).shares(id, bucketCount);
  }

  dispose(): void {
    for (const end of this.#ends) end.dispose();
  }

  #of(id: FileId): Swarms {
    const person = this.#homes.get(id);
    return (person !== undefined && this.#direct.get(person)) || this.open;
  }

  #forget(id: FileId): void {
    if (this.#homes.has(id) && !this.#of(id).said(id)) this.#homes.delete(id);
  }

  #with(person: IdentityId): Swarms | undefined {
    const known = this.#direct.get(person);
    if (known) return known;
    if (this.#direct.size >= MAX_DIRECT && !this.#freeOne()) return undefined;
    const room = this.#rooms.with(person);
    const made = untracked(() => createRoomSwarms({ ...this.#options, room }));
    const swarms = untracked(() => this.#follow(made, person));
    this.#direct.set(person, swarms);
    this.#made.set(person, made);
    return swarms;
  }

  /** Of somebody who is gone, with whom nothing is shared any more. */
  #freeOne(): boolean {
    const here = new Set(this.#options.room.peers.peek().map(({ identityId }) => identityId));
    for (const [person, { offers }] of this.#direct) {
      const made = this.#made.get(person);
      if (here.has(person) || offers.length > 0 || !made) continue;
      made.dispose();
      this.#ends.delete(made);
      this.#direct.delete(person);
      this.#made.delete(person);
      return true;
    }
    return false;
  }

  #follow(made: RoomSwarms, person: IdentityId | undefined): Swarms {
    this.#ends.add(made);
    made.swarms.onEvent((event) => {
      const id = event.type === 'offered' ? event.offer.id : event.id;
      const isNew = person !== undefined && !this.#homes.has(id) && !this.open.said(id);
      if (isNew && made.swarms.said(id)) this.#homes.set(id, person);
      if (this.#homes.get(id) === person) this.#events.emit(event);
      this.#forget(id);
    });
    return made.swarms;
  }
}
