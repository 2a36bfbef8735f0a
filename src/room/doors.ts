// Links that lead no further than the door: the two are in different epochs. Whoever is ahead lets in who is admitted and
// passes on the knocks of others; whoever is behind waits (PROTOCOL [E5], [K1]). Nothing of the room is heard here.

import { signal, type ReadonlySignal } from '@preact/signals-core';
import { equalBytes, type Bytes } from '../primitives/bytes.ts';
import type { Cancel, Clock } from '../primitives/clock.ts';
import type { Disposable } from '../primitives/disposable.ts';
import type { IdentityId } from '../primitives/ids.ts';
import type { SecureLink } from '../secure/secure-link.ts';
import { isAdmitted, isClosed, isMember, isRemoved, type Charter } from './charter.ts';
import type { CharterKeeper } from './charter-keeper.ts';
import { encodeProof } from './charter-proof.ts';
import { decodeDoorMessage, encodeDoorMessage, type DoorMessage } from './charter-protocol.ts';
import { cleanName } from './display-name.ts';
import type { Epochs } from './epochs.ts';
import type { Knocks } from './knocks.ts';

/** What the other side of a door says. */
type DoorWord = 'waiting' | 'locked' | 'refused' | 'removed';
/** `other-owner`: those inside follow another owner than the link of this peer names. */
export type DoorState = DoorWord | 'other-owner';

export interface DoorsOptions {
  readonly keeper: CharterKeeper;
  readonly epochs: () => Epochs | undefined;
  readonly knocks: Pick<Knocks, 'onArrived' | 'onGone' | 'isRefused'>;
  readonly clock: Clock;
  readonly self: IdentityId;
  /** One's own name, as it is told at a door. */
  readonly name: () => string;
  readonly takeSecret: (secret: Uint8Array) => Promise<boolean>;
  /** In the room's epoch now. */
  readonly onAdmitted: () => void;
  readonly onChange: () => void;
}

export interface Doors extends Disposable {
  /** What was said to this peer, when it is the one that waits. */
  readonly state: ReadonlySignal<DoorState | undefined>;
  /** This peer stands at a door, or may: what it finds elsewhere is no empty room. */
  readonly isAtDoor: boolean;
  /** `isWordsOnly`: the other side proved that it knows the words, and nothing else. */
  take(link: SecureLink, isWordsOnly: boolean): void;
  /** Charter, secret or refusals changed. */
  review(): void;
  /** Let in elsewhere. */
  forgetState(): void;
  /** Whoever said that there is another owner may have lied, and be gone. */
  onRetry(): void;
}

/** Standing at the same time; each costs a connection. */
export const MAX_DOORS = 16;
/** For the first word, and for last words to leave. */
const FIRST_WORD_MS = 10_000;
const LINGER_MS = 2_000;
/** Messages on one door: a handful is honest. */
const MAX_MESSAGES = 16;

interface Door {
  readonly link: SecureLink;
  readonly isWordsOnly: boolean;
  messages: number;
  /** As the other side gave it when it knocked. */
  guest: string | undefined;
  said: DoorWord | 'admitted' | undefined;
  hasKnocked: boolean;
  cancel: Cancel;
}

export function createDoors(options: DoorsOptions): Doors {
  return new RoomDoors(options);
}

class RoomDoors implements Doors {
  readonly state = signal<DoorState | undefined>(undefined);
  readonly #options: DoorsOptions;
  readonly #doors = new Map<SecureLink, Door>();

  constructor(options: DoorsOptions) {
    this.#options = options;
  }

  get isAtDoor(): boolean {
    const isNew = (this.#charter?.serial ?? 0) === 0;
    return Array.from(this.#doors.values()).some(
      ({ hasKnocked, messages }) => hasKnocked || (isNew && messages === 0),
    );
  }

  take(link: SecureLink, isWordsOnly: boolean): void {
    for (const other of this.#doors.keys())
      if (other.remote.peerId === link.remote.peerId) other.close('replaced');
    if (this.#doors.size >= MAX_DOORS) return link.close('too many doors');
    const cancel = this.#options.clock.schedule(FIRST_WORD_MS, () => link.close('no word'));
    const unknown = { guest: undefined, said: undefined };
    const door: Door = { link, isWordsOnly, messages: 0, hasKnocked: false, cancel, ...unknown };
    this.#doors.set(link, door);
    link.onClosed(() => this.#onClosed(door));
    link.onMessage(({ channel, payload }) => channel === 'control' && this.#receive(door, payload));
    const { serial = 0, hash = new Uint8Array(32), root } = this.#charter ?? {};
    const hasSecret = this.#hasSecret;
    this.#say(door, { type: 'HERE', serial, hash, hasSecret, ...(root === undefined ? {} : { root }) });
  }

  review(): void {
    for (const door of this.#doors.values()) if (door.guest !== undefined) this.#decide(door);
  }

  forgetState(): void {
    this.state.value = undefined;
  }

  onRetry(): void {
    if (this.state.value === 'other-owner') this.state.value = undefined;
  }

  dispose(): void {
    for (const { link, cancel } of this.#doors.values()) {
      cancel();
      link.close('left');
    }
  }

  get #charter(): Charter | undefined {
    return this.#options.keeper.charter.value;
  }

  get #secret(): Bytes | undefined {
    return this.#options.epochs()?.secretOf(this.#charter?.rules.epochHash);
  }

  /** What there is to have: epoch 0 has no secret. */
  get #hasSecret(): boolean {
    return this.#charter?.rules.epochHash === undefined || this.#secret !== undefined;
  }

  #say({ link }: Door, message: DoorMessage): void {
    link.send('control', encodeDoorMessage(message));
  }

  #receive(door: Door, payload: Uint8Array): void {
    const message = decodeDoorMessage(payload);
    door.messages += 1;
    if (!message || door.messages > MAX_MESSAGES) return door.link.close('not honest');
    door.cancel();
    switch (message.type) {
      case 'HERE':
        return this.#onHere(door, message);
      case 'KNOCK':
        return void this.#onKnock(door, message);
      case 'STATE':
        return void this.#onState(door, message);
      default:
        return door.hasKnocked ? void this.#onAdmitted(door, message) : undefined;
    }
  }

  #onHere(door: Door, theirs: Extract<DoorMessage, { readonly type: 'HERE' }>): void {
    const mine = this.#charter;
    if (mine && theirs.root !== undefined && theirs.root !== mine.root)
      return this.#onOtherOwner(door, theirs.root);
    if (mine && isRemoved(mine, door.link.remote.identityId)) return this.#conclude(door, 'removed');
    // Knowing everything does not make a member.
    if (mine && !isMember(mine, this.#options.self)) return this.#knock(door);
    const isSame = mine !== undefined && equalBytes(mine.hash, theirs.hash);
    const isBehind = isSame ? !this.#hasSecret && theirs.hasSecret : theirs.serial >= (mine?.serial ?? 0);
    if (isBehind) this.#knock(door);
    // Neither has what the other lacks: the next link will be a better one.
    else if (isSame && this.#hasSecret === theirs.hasSecret) this.#closeSoon(door, 'same');
  }

  /** Whoever has never been inside hears it as the reason; what an honest door says goes before. */
  #onOtherOwner(door: Door, root: string): void {
    void this.#options.keeper.onRoot(root);
    door.link.close('another owner');
    if (this.#charter?.serial === 0) this.state.value ??= 'other-owner';
    this.#options.onChange();
  }

  #knock(door: Door): void {
    const mine = this.#charter;
    const mayShow = mine && (!door.isWordsOnly || isAdmitted(mine, door.link.remote.identityId));
    const proof = mayShow ? encodeProof(mine) : undefined;
    door.hasKnocked = true;
    this.#say(door, { type: 'KNOCK', name: this.#options.name(), ...(proof ? { proof } : {}) });
  }

  async #onKnock(
    door: Door,
    { name, proof }: Extract<DoorMessage, { readonly type: 'KNOCK' }>,
  ): Promise<void> {
    const verdict = proof ? await this.#options.keeper.offer(proof) : undefined;
    if (verdict === 'invalid') return door.link.close('not honest');
    // Who seemed behind is ahead: two charters of the same serial.
    if (verdict === 'adopted') return door.hasKnocked ? undefined : this.#knock(door);
    door.guest = cleanName(name);
    this.#decide(door);
  }

  /** As the one who is ahead. */
  #decide(door: Door): void {
    const charter = this.#charter;
    const { identityId } = door.link.remote;
    if (!charter || !door.link.isOpen) return;
    if (isRemoved(charter, identityId)) return this.#conclude(door, 'removed');
    if (!isClosed(charter.rules) || isAdmitted(charter, identityId)) return this.#admit(door, charter);
    if (charter.rules.isLocked) return this.#conclude(door, 'locked');
    if (this.#options.knocks.isRefused(identityId)) return this.#conclude(door, 'refused');
    if (door.said === 'waiting') return;
    this.#tellState(door, 'waiting');
    const { identityKey } = door.link.remote;
    this.#options.knocks.onArrived({ identity: identityId, key: identityKey, name: door.guest ?? '' });
  }

  #admit(door: Door, charter: Charter): void {
    // Until the secret is here there is nothing to hand over.
    if (!this.#hasSecret || door.said === 'admitted') return;
    door.said = 'admitted';
    const proof = encodeProof(charter);
    const secret = this.#secret;
    this.#say(door, { type: 'ADMITTED', ...(proof ? { proof } : {}), ...(secret ? { secret } : {}) });
    this.#closeSoon(door, 'admitted');
  }

  #conclude(door: Door, state: DoorWord): void {
    this.#tellState(door, state);
    this.#closeSoon(door, state);
  }

  #tellState(door: Door, state: DoorWord): void {
    if (door.said === state) return;
    door.said = state;
    const proof = state === 'removed' && this.#charter ? encodeProof(this.#charter) : undefined;
    this.#say(door, { type: 'STATE', state, ...(proof ? { proof } : {}) });
  }

  /** That one was removed counts when it is signed, wherever one stands. */
  async #onState(door: Door, message: Extract<DoorMessage, { readonly type: 'STATE' }>): Promise<void> {
    const { state, proof } = message;
    if (proof && (await this.#options.keeper.offer(proof)) === 'invalid')
      return door.link.close('not honest');
    if (!door.hasKnocked) return;
    this.state.value = state;
    this.#options.onChange();
  }

  async #onAdmitted(
    door: Door,
    { proof, secret }: Extract<DoorMessage, { readonly type: 'ADMITTED' }>,
  ): Promise<void> {
    const verdict = proof ? await this.#options.keeper.offer(proof) : undefined;
    if (verdict === 'invalid') return door.link.close('not honest');
    if (secret) await this.#options.takeSecret(secret);
    if (!this.#hasSecret || (verdict !== 'adopted' && verdict !== 'known')) return;
    door.link.close('admitted');
    this.state.value = undefined;
    this.#options.onAdmitted();
    this.#options.onChange();
  }

  #closeSoon(door: Door, detail: string): void {
    door.cancel();
    door.cancel = this.#options.clock.schedule(LINGER_MS, () => door.link.close(detail));
  }

  #onClosed(door: Door): void {
    door.cancel();
    this.#doors.delete(door.link);
    if (door.guest !== undefined) this.#leave(door.link.remote.identityId);
    const isWaiting = Array.from(this.#doors.values()).some(({ hasKnocked }) => hasKnocked);
    if (this.state.value !== 'waiting' || isWaiting) return;
    this.state.value = undefined;
    this.#options.onChange();
  }

  #leave(identity: IdentityId): void {
    const isStillHere = Array.from(this.#doors.values()).some(
      ({ link }) => link.remote.identityId === identity,
    );
    if (!isStillHere) this.#options.knocks.onGone(identity);
  }
}
