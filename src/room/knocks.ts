// Who stands at a door of the room: those at this peer's own, told to the owners, and for owners those at all doors
// (PROTOCOL [K2]). What a knock leads to is decided by people.

import { signal, type ReadonlySignal } from '@preact/signals-core';
import type { Bytes } from '../primitives/bytes.ts';
import { scheduleEvery, type Clock } from '../primitives/clock.ts';
import { createDisposables, type Disposable } from '../primitives/disposable.ts';
import type { IdentityId, PeerId } from '../primitives/ids.ts';
import type { Mark } from '../primitives/mark.ts';
import type { Knock } from './authority-port.ts';
import { identityBytes, idOf } from './charter.ts';
import type { KnockMessage } from './charter-protocol.ts';
import { cleanName } from './display-name.ts';
import type { Channel, Received } from './room.ts';

export interface AtTheDoor {
  readonly identity: IdentityId;
  /** Raw signing key. */
  readonly key: Bytes;
  readonly name: string;
}

export interface KnocksOptions {
  readonly channel: Channel<KnockMessage>;
  readonly clock: Clock;
  readonly isOwner: (identity: IdentityId) => boolean;
  readonly self: IdentityId;
  /** Let in, or out for good: no news for anybody. */
  readonly isDecided: (identity: IdentityId) => boolean;
  readonly identityOf: (key: Uint8Array) => Promise<IdentityId>;
  readonly markOf: (key: Uint8Array) => Promise<Mark>;
  /** Somebody was refused. */
  readonly onRefused: () => void;
}

export interface Knocks extends Disposable {
  /** What this peer shows if it is an owner. */
  readonly waiting: ReadonlySignal<readonly Knock[]>;
  /** At this peer's own door. */
  onArrived(guest: AtTheDoor): void;
  onGone(identity: IdentityId): void;
  isRefused(identity: IdentityId): boolean;
  refuse(identity: IdentityId): void;
  /** The charter changed, or an owner came. */
  review(): void;
}

/** How often a knock is repeated, for owners who came meanwhile. */
const REPEAT_MS = 20_000;
/** A knock that nobody repeats is over. */
const FORGET_MS = 60_000;
const REFUSED_MS = 10 * 60_000;
/** Shown at the same time, and of one member's door. */
export const MAX_KNOCKS = 16;
const MAX_KNOCKS_VIA = 4;
const MAX_REFUSED = 256;

interface Heard {
  readonly knock: Knock;
  /** Undefined: at this peer's own door. */
  readonly via: PeerId | undefined;
  readonly atMs: number;
}

export function createKnocks(options: KnocksOptions): Knocks {
  return new DoorKnocks(options);
}

class DoorKnocks implements Knocks {
  readonly waiting = signal<readonly Knock[]>([]);
  readonly #options: KnocksOptions;
  readonly #disposables = createDisposables();
  readonly #own = new Map<IdentityId, AtTheDoor>();
  readonly #heard = new Map<IdentityId, Heard>();
  readonly #refused = new Map<IdentityId, number>();

  constructor(options: KnocksOptions) {
    this.#options = options;
    this.#disposables.add(options.channel.onMessage((received) => this.#receive(received)));
    this.#disposables.add(scheduleEvery(options.clock, REPEAT_MS, () => this.#repeat()));
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  onArrived(guest: AtTheDoor): void {
    this.#own.set(guest.identity, guest);
    this.#tell(guest);
  }

  onGone(identity: IdentityId): void {
    if (!this.#own.delete(identity)) return;
    this.#forget(identity, undefined);
    this.#options.channel.broadcast({ type: 'GONE', identity: identityBytes(identity) });
  }

  isRefused(identity: IdentityId): boolean {
    const atMs = this.#refused.get(identity);
    return atMs !== undefined && this.#nowMs - atMs < REFUSED_MS;
  }

  refuse(identity: IdentityId): void {
    this.#options.channel.broadcast({ type: 'REFUSED', identity: identityBytes(identity) });
    this.#onRefused(identity);
  }

  review(): void {
    for (const guest of this.#own.values()) this.#tell(guest);
    this.#publish();
  }

  get #nowMs(): number {
    return this.#options.clock.nowMs();
  }

  #repeat(): void {
    for (const guest of this.#own.values()) this.#tell(guest);
    for (const [identity, { atMs }] of Array.from(this.#heard))
      if (this.#nowMs - atMs >= FORGET_MS) this.#heard.delete(identity);
    this.#publish();
  }

  #tell({ identity, key, name }: AtTheDoor): void {
    if (this.#options.isDecided(identity) || this.isRefused(identity)) return;
    void this.#hear({ identity, key, name }, undefined);
    this.#options.channel.broadcast({ type: 'KNOCK', key, name });
  }

  #receive({ from, identityId, message }: Received<KnockMessage>): void {
    if (message.type === 'REFUSED') {
      if (this.#options.isOwner(identityId)) this.#onRefused(idOf(message.identity));
    } else if (message.type === 'GONE') this.#forget(idOf(message.identity), from);
    else void this.#onKnock(message.key, message.name, from);
  }

  async #onKnock(key: Bytes, name: string, via: PeerId): Promise<void> {
    if (!this.#options.isOwner(this.#options.self)) return;
    await this.#hear({ identity: await this.#options.identityOf(key), key, name: cleanName(name) }, via);
  }

  async #hear({ identity, key, name }: AtTheDoor, via: PeerId | undefined): Promise<void> {
    if (!this.#options.isOwner(this.#options.self)) return;
    const others = Array.from(this.#heard.values()).filter(({ knock }) => knock.identityId !== identity);
    const ofVia = others.filter((each) => each.via === via);
    if (others.length >= MAX_KNOCKS || ofVia.length >= MAX_KNOCKS_VIA) return;
    const mark = await this.#options.markOf(key);
    this.#heard.set(identity, { knock: { identityId: identity, name, mark }, via, atMs: this.#nowMs });
    this.#publish();
  }

  /** Who told of somebody is believed that it went. */
  #forget(identity: IdentityId, via: PeerId | undefined): void {
    if (this.#heard.get(identity)?.via === via) this.#heard.delete(identity);
    this.#publish();
  }

  #onRefused(identity: IdentityId): void {
    const [oldest] = this.#refused.keys();
    if (this.#refused.size >= MAX_REFUSED && oldest) this.#refused.delete(oldest);
    this.#refused.set(identity, this.#nowMs);
    this.#heard.delete(identity);
    this.#publish();
    this.#options.onRefused();
  }

  #publish(): void {
    const { isOwner, isDecided, self } = this.#options;
    const knocks = isOwner(self) ? Array.from(this.#heard.values(), ({ knock }) => knock) : [];
    const open = knocks.filter(({ identityId }) => !isDecided(identityId) && !this.isRefused(identityId));
    const isSame = open.map(keyOf).join() === this.waiting.value.map(keyOf).join();
    if (!isSame) this.waiting.value = open;
  }
}

function keyOf({ identityId, name }: Knock): string {
  return `${identityId} ${name}`;
}
