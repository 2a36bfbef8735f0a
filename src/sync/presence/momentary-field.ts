// One typed field of presence: what this person says of a moment, and what the others do. It holds only as long as it is
// said again, so that nothing that is lost on the way leaves it standing.

import { computed, signal, type ReadonlySignal } from '@preact/signals-core';
import type { Cancel, Clock } from '../../primitives/clock.ts';
import { createDisposables, type Disposable } from '../../primitives/disposable.ts';
import type { Unsubscribe } from '../../primitives/events.ts';
import type { IdentityId, PeerId } from '../../primitives/ids.ts';
import type { RoomContext, RosterPeer } from '../../room/room.ts';
import type { Json } from '../json.ts';
import type { PresenceField, PresenceState, SaidField } from '../shared-docs.ts';

/** Somebody showed something new, or said the same again; undefined: nothing is known of them any more. */
export interface StateChange {
  readonly peer: PeerId;
  readonly state: PresenceState | undefined;
  /** When it was heard. */
  readonly atMs: number;
}

export interface MomentaryFieldOptions {
  readonly room: Pick<RoomContext, 'self' | 'peers'>;
  readonly clock: Clock;
  readonly mayWrite: (identity: IdentityId, space: string) => boolean;
  /** What was heard before this field was asked for. */
  readonly known: readonly StateChange[];
  readonly onChange: (listener: (change: StateChange) => void) => Unsubscribe;
  /** Of one's own state. */
  readonly set: (value: Json | undefined) => void;
  /** Tells it again although nothing of it changed. */
  readonly repeat: () => void;
}

interface Heard<T> {
  readonly value: T;
  readonly atMs: number;
}

export class MomentaryField<T extends Json> implements SaidField<T>, Disposable {
  readonly said: ReadonlySignal<ReadonlyMap<IdentityId, T>>;
  readonly #declared: PresenceField<T>;
  readonly #options: MomentaryFieldOptions;
  readonly #disposables = createDisposables();
  readonly #heard = signal<ReadonlyMap<PeerId, Heard<T>>>(new Map());
  #toldMs = -Infinity;
  #own: string | undefined;
  #cancelOwn: Cancel | undefined;
  #cancelHeard: Cancel | undefined;

  constructor(declared: PresenceField<T>, options: MomentaryFieldOptions) {
    this.#declared = declared;
    this.#options = options;
    this.said = computed(() => this.#byPerson());
    this.#disposables.add(options.onChange((change) => this.#onState(change)));
    this.#disposables.add(() => this.#cancelOwn?.());
    this.#disposables.add(() => this.#cancelHeard?.());
    for (const change of options.known) this.#onState(change);
  }

  say(value: T): void {
    const { room, clock, set, repeat } = this.#options;
    if (!this.#mayBeSaid(room.self.identityId, value)) return;
    const { holdsMs } = this.#declared;
    const encoded = JSON.stringify(value);
    const isSame = encoded === this.#own;
    this.#own = encoded;
    this.#cancelOwn?.();
    this.#cancelOwn = clock.schedule(holdsMs, () => this.takeBack());
    // Twice within its time, so that one that gets lost ends nothing.
    if (isSame && clock.nowMs() - this.#toldMs < holdsMs / 2) return;
    this.#toldMs = clock.nowMs();
    if (isSame) repeat();
    else set(value);
  }

  takeBack(): void {
    this.#cancelOwn?.();
    this.#own = undefined;
    this.#options.set(undefined);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #onState({ peer, state, atMs }: StateChange): void {
    const heard = new Map(this.#heard.peek());
    const wasHeard = heard.delete(peer);
    const { name, value: schema } = this.#declared;
    const given = state && Object.hasOwn(state, name) ? schema.parse(state[name]) : undefined;
    if (given?.ok) heard.set(peer, { value: given.value, atMs });
    else if (!wasHeard) return;
    this.#heard.value = heard;
    this.#expire();
  }

  /** Takes away what nobody said again, and waits for the next. */
  #expire(): void {
    this.#cancelHeard?.();
    const { clock } = this.#options;
    // What is said again is told again after half the time: by then it may hold for all of it.
    const shownMs = this.#declared.holdsMs * 1.5;
    const nowMs = clock.nowMs();
    const fresh = Array.from(this.#heard.peek()).filter(([, { atMs }]) => nowMs - atMs < shownMs);
    if (fresh.length < this.#heard.peek().size) this.#heard.value = new Map(fresh);
    const nextMs = Math.min(...fresh.map(([, { atMs }]) => atMs + shownMs - nowMs));
    this.#cancelHeard = Number.isFinite(nextMs) ? clock.schedule(nextMs, () => this.#expire()) : undefined;
  }

  #byPerson(): ReadonlyMap<IdentityId, T> {
    const { room } = this.#options;
    const heard = this.#heard.value;
    const newest = new Map<IdentityId, Heard<T>>();
    for (const { peerId, identityId, link } of room.peers.value) {
      const given = heard.get(peerId);
      const counts = given && isWithUs(link) && identityId !== room.self.identityId;
      if (!counts || !this.#mayBeSaid(identityId, given.value)) continue;
      if (given.atMs >= (newest.get(identityId)?.atMs ?? -Infinity)) newest.set(identityId, given);
    }
    return new Map(Array.from(newest, ([identityId, { value }]) => [identityId, value]));
  }

  #mayBeSaid(identity: IdentityId, value: T): boolean {
    const space = this.#declared.spaceOf?.(value);
    return space === undefined || this.#options.mayWrite(identity, space);
  }
}

function isWithUs({ kind }: RosterPeer['link']): boolean {
  return kind !== 'gone' && kind !== 'reconnecting';
}
