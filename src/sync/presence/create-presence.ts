// Presence over a channel: one's own state goes out when it changes and every now and then, what the others say is
// theirs for as long as they are here and heard of.

import { signal, type ReadonlySignal } from '@preact/signals-core';
import { scheduleEvery, type Cancel, type Clock } from '../../primitives/clock.ts';
import { createDisposables, type Disposable } from '../../primitives/disposable.ts';
import { createEmitter } from '../../primitives/events.ts';
import type { IdentityId, PeerId } from '../../primitives/ids.ts';
import type { Channel, Received, RoomContext } from '../../room/room.ts';
import { copyJson, type Json } from '../json.ts';
import type { Presence, PresenceField, PresenceState, SaidField } from '../shared-docs.ts';
import { MAX_STATE_LENGTH, readState, type PresenceMessage } from './protocol.ts';
import { MomentaryField, type StateChange } from './momentary-field.ts';

export interface PresenceOptions {
  readonly channel: Channel<PresenceMessage>;
  readonly room: Pick<RoomContext, 'self' | 'peers'>;
  readonly clock: Clock;
  /** Reads signals. */
  readonly mayWrite: (identity: IdentityId, space: string) => boolean;
}

/** Between two states: a cursor moves smoothly at 20 a second. */
const PERIOD_MS = 50;
/** A change that got lost is made good so long after the last one. */
const REPEAT_MS = 300;
const HEARTBEAT_MS = 15_000;
/** Three heartbeats. */
const FORGOTTEN_MS = 50_000;
const MAX_PEERS = 1_024;

interface Heard {
  readonly sequence: number;
  /** Anything. */
  readonly atMs: number;
  /** What was not heard before. */
  readonly newsAtMs: number;
}

export interface RoomPresence extends Presence, Disposable {
  /** Somebody new has to be told. */
  onLinked(peer: PeerId): void;
  /** It left. */
  forget(peer: PeerId): void;
}

export function createPresence(options: PresenceOptions): RoomPresence {
  return new ChannelPresence(options);
}

class ChannelPresence implements RoomPresence {
  readonly #options: PresenceOptions;
  readonly #disposables = createDisposables();
  readonly #states = signal<ReadonlyMap<PeerId, PresenceState>>(new Map());
  readonly #own = signal<PresenceState>({});
  readonly #heard = new Map<PeerId, Heard>();
  readonly #changes = createEmitter<StateChange>();
  readonly #fields = new Map<string, MomentaryField<Json>>();
  #sequence = 0;
  #isChanged = false;
  #cancel: Cancel | undefined;
  #cancelRepeat: Cancel | undefined;

  constructor(options: PresenceOptions) {
    this.#options = options;
    const { channel, clock } = options;
    this.#disposables.add(channel.onMessage((received) => this.#onMessage(received)));
    this.#disposables.add(scheduleEvery(clock, HEARTBEAT_MS, () => this.#onHeartbeat()));
    this.#disposables.add(() => this.#cancel?.());
    this.#disposables.add(() => this.#cancelRepeat?.());
  }

  get states(): ReadonlySignal<ReadonlyMap<PeerId, PresenceState>> {
    return this.#states;
  }

  get own(): ReadonlySignal<PresenceState> {
    return this.#own;
  }

  set(field: string, value: Json | undefined): void {
    const { [field]: before, ...rest } = this.#own.peek();
    const next = value === undefined ? rest : { ...rest, [field]: copyJson(value) };
    const isSame = JSON.stringify(before) === JSON.stringify(value);
    if (!isSame) this.#become(next);
  }

  field<T extends Json>(declared: PresenceField<T>): SaidField<T> {
    const known = this.#fields.get(declared.name) as MomentaryField<T> | undefined;
    return known ?? this.#openField(declared);
  }

  onLinked(peer: PeerId): void {
    if (this.#isWorthTelling) this.#options.channel.send(peer, this.#message());
  }

  forget(peer: PeerId): void {
    this.#heard.delete(peer);
    this.#drop([peer]);
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  #openField<T extends Json>(declared: PresenceField<T>): MomentaryField<T> {
    const { room, clock, mayWrite } = this.#options;
    const { name } = declared;
    const field = new MomentaryField(declared, {
      room,
      clock,
      mayWrite,
      known: Array.from(this.#states.peek(), ([peer, state]) => {
        return { peer, state, atMs: this.#heard.get(peer)?.newsAtMs ?? -Infinity };
      }),
      onChange: (listener) => this.#changes.on(listener),
      set: (value) => this.set(name, value),
      // A new number: whoever hears it knows that it still holds.
      repeat: () => this.#become(this.#own.peek()),
    });
    this.#fields.set(name, field as unknown as MomentaryField<Json>);
    this.#disposables.add(() => field.dispose());
    return field;
  }

  #become(next: PresenceState): void {
    if (JSON.stringify(next).length > MAX_STATE_LENGTH)
      throw new RangeError('presence has at most 2,000 characters');
    this.#own.value = next;
    this.#isChanged = true;
    if (!this.#cancel) this.#flush();
  }

  /** Nobody waits for the state of somebody who never had one. */
  get #isWorthTelling(): boolean {
    return this.#sequence > 0;
  }

  #message(): PresenceMessage {
    return { sequence: this.#sequence, state: JSON.stringify(this.#own.peek()) };
  }

  #flush(): void {
    this.#cancel = undefined;
    if (!this.#isChanged) return;
    const { channel, clock } = this.#options;
    this.#isChanged = false;
    this.#sequence += 1;
    channel.broadcast(this.#message());
    this.#cancel = clock.schedule(PERIOD_MS, () => this.#flush());
    this.#cancelRepeat?.();
    this.#cancelRepeat = clock.schedule(REPEAT_MS, () => void channel.broadcast(this.#message()));
  }

  #onHeartbeat(): void {
    const { channel, clock } = this.#options;
    if (this.#isWorthTelling) channel.broadcast(this.#message());
    const sinceMs = clock.nowMs() - FORGOTTEN_MS;
    const silent = Array.from(this.#heard).flatMap(([peer, { atMs }]) => (atMs < sinceMs ? [peer] : []));
    for (const peer of silent) this.#heard.delete(peer);
    this.#drop(silent);
  }

  #onMessage({ from, message }: Received<PresenceMessage>): void {
    const before = this.#heard.get(from);
    const { sequence } = message;
    if (before ? sequence < before.sequence : this.#heard.size >= MAX_PEERS) return;
    const isNew = sequence !== before?.sequence;
    const atMs = this.#options.clock.nowMs();
    this.#heard.set(from, { sequence, atMs, newsAtMs: isNew ? atMs : before.newsAtMs });
    const state = isNew ? readState(message.state) : undefined;
    if (!state) return;
    this.#states.value = new Map(this.#states.peek()).set(from, state);
    this.#changes.emit({ peer: from, state, atMs });
  }

  #drop(peers: readonly PeerId[]): void {
    const states = new Map(this.#states.peek());
    const dropped = peers.filter((peer) => states.delete(peer));
    if (dropped.length > 0) this.#states.value = states;
    for (const peer of dropped) this.#changes.emit({ peer, state: undefined, atMs: -Infinity });
  }
}
