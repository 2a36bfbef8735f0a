// One who invites without a server: keeps an invitation ready, takes answers, and hands links over to the room. Knows no
// dialog and no text.

import { signal, type ReadonlySignal } from '@preact/signals-core';
import { equalBytes, type Bytes } from '../../primitives/bytes.ts';
import type { Cancel } from '../../primitives/clock.ts';
import type { Disposable } from '../../primitives/disposable.ts';
import { err, ok, type Result } from '../../primitives/result.ts';
import {
  answerTag,
  encodeInvitation,
  INVITATION_SECRET_BYTES,
  type Answer,
} from '../../signaling/invitation.ts';
import type { InvitationTransport, OfferedLink } from '../../transport/invitation-transport.ts';
import type { ProvenPeer } from '../../secure/secure-link.ts';
import type { RoomAddress } from '../room-link.ts';
import type { HandedLinks } from './handed-links.ts';
import {
  ANSWERABLE_MS,
  nextInvitationMs,
  NO_INVITATIONS,
  SHOWN_MS,
  SINGLE_INVITATION,
  stepInvitations,
  type InvitationEvent,
  type InvitationState,
} from './invitation-state.ts';
import type { InvitationEnd, PastInvitation, PastInvitations } from './past-invitations.ts';
import { welcomeGuest, type WelcomeError, type WelcomeWorld } from './welcome.ts';

export type InviterState =
  | { readonly kind: 'making' }
  /** `renewsAtMs` and `expiresAtMs` by the time of day. */
  | {
      readonly kind: 'shown';
      readonly bytes: Bytes;
      readonly renewsAtMs: number;
      readonly expiresAtMs: number;
    }
  /** `no-candidates`: this device is on no network. */
  | { readonly kind: 'failed'; readonly code: 'no-candidates' | 'unsupported' | 'failed' };

/** `other`: an answer to nobody's invitation here. `no-link`: no way was found. `link-lost`: found, and it broke. */
export type AnswerError = {
  readonly code: 'other' | InvitationEnd | 'no-link' | WelcomeError['code'];
};

export interface InviterWorld extends WelcomeWorld {
  readonly wallTimeMs: () => number;
  readonly transport: InvitationTransport;
  /** The room that guests are told of. */
  readonly address: RoomAddress;
  readonly handed: HandedLinks;
  /** Whether invitations say who invites. */
  readonly isProven: boolean;
  /** Whether one is made and no other, as for a script, to which nothing is shown; default: no. */
  readonly isSingle?: boolean | undefined;
  /** Of inviters before this one, and after it; default: nobody asks later. */
  readonly past?: PastInvitations | undefined;
}

/** Who proved to be at the other end. */
interface Taken extends ProvenPeer {
  /** Whether the link came into the room: both ends have proven that as well. */
  readonly isIn: Promise<boolean>;
}

/** Disposed, it withdraws what waits for an answer. */
export interface Inviter extends Disposable {
  readonly state: ReadonlySignal<InviterState>;
  /** Resolves once the guest's link is handed to the room. */
  take(answer: Answer): Promise<Result<Taken, AnswerError>>;
  /** Whether it answers an invitation that was made here, in time or not. */
  isFor(answer: Answer): Promise<boolean>;
  /** Whether an invitation with this secret was made here. */
  isOwn(secret: Uint8Array): boolean;
  renew(): void;
}

interface Slot {
  readonly secret: Bytes;
  readonly offered: OfferedLink;
}

/** Secrets remembered to tell whose an answer is. */
const MAX_SLOTS = 24;

export function createInviter(world: InviterWorld): Inviter {
  return new RoomInviter(world);
}

class RoomInviter implements Inviter {
  readonly state = signal<InviterState>({ kind: 'making' });
  readonly #world: InviterWorld;
  readonly #slots = new Map<number, Slot>();
  #invitations: InvitationState;
  #cancel: Cancel | undefined;
  #shownId: number | undefined;
  /** Of the last attempt. */
  #failure: Extract<InviterState, { kind: 'failed' }> | undefined;
  #isDisposed = false;

  constructor(world: InviterWorld) {
    this.#world = world;
    this.#invitations = world.isSingle === true ? SINGLE_INVITATION : NO_INVITATIONS;
    this.#step({ type: 'tick' });
  }

  renew(): void {
    this.#step({ type: 'renew' });
  }

  isOwn(secret: Uint8Array): boolean {
    const { past } = this.#world;
    return (
      past?.isOwn(secret) ?? Array.from(this.#slots.values()).some((each) => equalBytes(each.secret, secret))
    );
  }

  async isFor(answer: Answer): Promise<boolean> {
    return (await this.#find(answer)) !== undefined;
  }

  async take(answer: Answer): Promise<Result<Taken, AnswerError>> {
    const found = await this.#find(answer);
    if (!found) return err({ code: 'other' });
    if ('end' in found) return err({ code: found.end });
    const end = this.#endOf(found.id);
    if (end) return err({ code: end });
    this.#step({ type: 'answered', id: found.id });
    const opened = await found.offered.complete(answer.description);
    if (!opened.ok) return err({ code: 'no-link' });
    const { address, handed } = this.#world;
    const welcomed = await welcomeGuest(this.#world, opened.value, { secret: found.secret, address });
    if (!welcomed.ok) return welcomed;
    const isIn = handed.hand(welcomed.value.link);
    return ok({ ...welcomed.value.guest, isIn });
  }

  dispose(): void {
    if (this.#isDisposed) return;
    this.#isDisposed = true;
    this.#cancel?.();
    for (const [id, { secret, offered }] of Array.from(this.#slots)) {
      const end = this.#endOf(id);
      if (!end) offered.cancel();
      this.#world.past?.remember({ secret, end: end ?? 'withdrawn' });
    }
  }

  async #find({
    tag,
    description,
  }: Answer): Promise<({ readonly id: number } & Slot) | PastInvitation | undefined> {
    const own = Array.from(this.#slots, ([id, slot]) => ({ id, ...slot }));
    for (const each of [...own, ...(this.#world.past?.all ?? [])]) {
      const expected = await answerTag(this.#world.crypto, each.secret, description);
      if (equalBytes(expected, tag)) return each;
    }
    return undefined;
  }

  /** Undefined while it may be answered. */
  #endOf(id: number): InvitationEnd | undefined {
    const { used, waiting } = this.#invitations;
    const how = used.find((each) => each.id === id)?.how;
    if (how) return how === 'answered' ? 'already-answered' : 'expired';
    return waiting.some((each) => each.id === id) ? undefined : 'expired';
  }

  #step(event: InvitationEvent): void {
    if (this.#isDisposed) return;
    const { clock } = this.#world;
    const { state, effects } = stepInvitations(this.#invitations, event, clock.nowMs());
    this.#invitations = state;
    for (const effect of effects) {
      if (effect.type === 'make') void this.#make(effect.id);
      else this.#slots.get(effect.id)?.offered.cancel();
    }
    this.#cancel?.();
    this.#hideSpent();
    const nextMs = nextInvitationMs(state);
    if (nextMs !== undefined)
      this.#cancel = clock.schedule(Math.max(0, nextMs - clock.nowMs()), () => this.#step({ type: 'tick' }));
  }

  /** What was answered or is over is shown to nobody else. */
  #hideSpent(): void {
    if (this.#invitations.waiting.some(({ id }) => id === this.#shownId)) return;
    this.#shownId = undefined;
    this.state.value = this.#failure ?? { kind: 'making' };
  }

  async #make(id: number): Promise<void> {
    const { transport, random, peer, isProven, wallTimeMs } = this.#world;
    const offered = await transport.offer();
    if (this.#isDisposed) return offered.ok ? offered.value.cancel() : undefined;
    if (!offered.ok) {
      this.#failure = { kind: 'failed', code: offered.error.code };
      return this.#step({ type: 'not-made' });
    }
    const secret = random.bytes(INVITATION_SECRET_BYTES);
    const madeAtMs = wallTimeMs();
    const { identity } = peer;
    const inviter = isProven
      ? { key: identity.publicKey, sign: (data: Uint8Array) => identity.sign(data) }
      : undefined;
    const expiresAtMs = madeAtMs + ANSWERABLE_MS;
    const bytes = await encodeInvitation({
      expiresAtMs,
      secret,
      description: offered.value.description,
      inviter,
    });
    if (this.#isDisposed) return offered.value.cancel();
    this.#world.past?.note(secret);
    this.#remember(id, { secret, offered: offered.value });
    this.#failure = undefined;
    this.#shownId = id;
    this.#step({ type: 'made', id });
    this.state.value = { kind: 'shown', bytes, renewsAtMs: madeAtMs + SHOWN_MS, expiresAtMs };
    return undefined;
  }

  #remember(id: number, slot: Slot): void {
    this.#slots.set(id, slot);
    const [oldest] = this.#slots.keys();
    if (this.#slots.size > MAX_SLOTS && oldest !== undefined) this.#slots.delete(oldest);
  }
}
