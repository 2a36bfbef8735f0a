// Comparing words with somebody in a room: one at a time, over a channel, with a time limit. What is decided is decided
// by verification-state.ts.

import { effect, signal, type ReadonlySignal } from '@preact/signals-core';
import { concatBytes, encodeUtf8, equalBytes, type Bytes } from '../primitives/bytes.ts';
import type { Cancel, Clock } from '../primitives/clock.ts';
import type { CryptoPort } from '../primitives/crypto.ts';
import { createDisposables, type Disposable } from '../primitives/disposable.ts';
import type { IdentityId } from '../primitives/ids.ts';
import type { RandomSource } from '../primitives/random.ts';
import type { Channel, Received, RoomContext, RosterPeer } from './room.ts';
import { wordsOf } from './safety-number.ts';
import {
  VERIFICATION_ID_BYTES,
  VERIFICATION_NONCE_BYTES,
  VERIFICATION_PROTOCOL,
  type VerificationMessage,
} from './verification-protocol.ts';
import {
  isFree,
  NOT_VERIFYING,
  stepVerification,
  type Making,
  type Partner,
  type VerificationEvent,
  type VerificationState,
} from './verification-state.ts';

export interface Verification extends Disposable {
  readonly state: ReadonlySignal<VerificationState>;
  /** Asks them to compare words; does nothing while something is under way. */
  ask(partner: Partner): void;
  /** Says yes to who asked. */
  accept(): void;
  /** What the person saw, while words are compared. */
  decide(isMatch: boolean): void;
  /** Ends what is under way: not now. */
  cancel(): void;
  /** Forgets how it ended. */
  dismiss(): void;
}

export interface VerificationOptions {
  readonly room: Pick<RoomContext, 'self' | 'peers' | 'channel'>;
  readonly crypto: Pick<CryptoPort, 'sha256'>;
  readonly clock: Clock;
  readonly random: RandomSource;
  /** Who may ask this person; whoever may not gets no answer at all. */
  readonly mayAsk: (identity: IdentityId) => boolean;
}

/** A person has to be found and has to read the question. */
export const ANSWER_WITHIN_MS = 120_000;
/** Between machines: a message there and one back. */
export const REVEAL_WITHIN_MS = 30_000;
/** Two people call each other and read eight words. */
export const COMPARE_WITHIN_MS = 15 * 60_000;
/** Whoever was told "not now" is not heard with the same question for so long. */
export const ASK_AGAIN_AFTER_MS = 5 * 60_000;
/** 88 bits. */
export const COMPARED_WORDS = 8;

const COMMIT_LABEL = encodeUtf8('kith/verify/commit/1');
const WORDS_LABEL = encodeUtf8('kith/verify/words/1');

const LIMITS: Partial<Record<VerificationState['kind'], number>> = {
  asking: ANSWER_WITHIN_MS,
  asked: ANSWER_WITHIN_MS,
  answered: REVEAL_WITHIN_MS,
  making: REVEAL_WITHIN_MS,
  comparing: COMPARE_WITHIN_MS,
};

export function createVerification(options: VerificationOptions): Verification {
  return new ChannelVerification(options);
}

class ChannelVerification implements Verification {
  readonly #options: VerificationOptions;
  readonly #channel: Channel<VerificationMessage>;
  readonly #state = signal<VerificationState>(NOT_VERIFYING);
  readonly #disposables = createDisposables();
  readonly #refused: Refusals;
  #stopTimer: Cancel = () => undefined;

  constructor(options: VerificationOptions) {
    const { room, clock } = options;
    this.#options = options;
    this.#refused = createRefusals(clock);
    this.#channel = room.channel(VERIFICATION_PROTOCOL);
    this.#disposables.add(this.#channel.onMessage((received) => this.#hear(received)));
    this.#disposables.add(effect(() => this.#watch(room.peers.value, this.#state.value)));
    this.#disposables.add(() => this.#stopTimer());
  }

  get state(): ReadonlySignal<VerificationState> {
    return this.#state;
  }

  ask(partner: Partner): void {
    if (isFree(this.#state.peek())) void this.#ask(partner);
  }

  accept(): void {
    this.#take({ kind: 'accept', nonce: this.#freshNonce() });
  }

  decide(isMatch: boolean): void {
    this.#take({ kind: 'decide', isMatch });
  }

  cancel(): void {
    this.#take({ kind: 'cancel' });
  }

  dismiss(): void {
    this.#take({ kind: 'dismiss' });
  }

  dispose(): void {
    this.cancel();
    this.#disposables.dispose();
  }

  #take(event: VerificationEvent): void {
    if (this.#disposables.isDisposed) return;
    const before = this.#state.peek();
    const { state, say, make } = stepVerification(before, event, this.#options.room.self.peerId);
    if (before.kind === 'asked' && event.kind === 'cancel') this.#refused.add(before.partner.identityId);
    if (state !== before) this.#enter(state);
    if (say) this.#channel.send(say.to, say.message);
    if (make) void this.#make(make);
  }

  #enter(state: VerificationState): void {
    this.#stopTimer();
    const limitMs = LIMITS[state.kind];
    if (limitMs !== undefined)
      this.#stopTimer = this.#options.clock.schedule(limitMs, () => this.#take({ kind: 'timeout' }));
    this.#state.value = state;
  }

  #hear({ from: peerId, identityId, message }: Received<VerificationMessage>): void {
    const isRefused = this.#refused.has(identityId) || !this.#options.mayAsk(identityId);
    if (message.type === 'ASK' && isRefused) return;
    this.#take({ kind: 'heard', from: { peerId, identityId }, message, nonce: this.#freshNonce() });
  }

  #watch(peers: readonly RosterPeer[], state: VerificationState): void {
    if (isFree(state)) return;
    const peer = peers.find(({ peerId }) => peerId === state.partner.peerId);
    if (!peer || peer.link.kind === 'gone') this.#take({ kind: 'gone' });
  }

  async #ask(partner: Partner): Promise<void> {
    const { random, crypto, room } = this.#options;
    const [id, nonce] = [random.bytes(VERIFICATION_ID_BYTES), this.#freshNonce()];
    const pair = { id, asker: room.self.identityId, answerer: partner.identityId };
    const commitment = await commitTo(nonce, pair, crypto);
    this.#take({ kind: 'ask', partner, id, nonce, commitment });
  }

  async #make(making: Making): Promise<void> {
    const { room, crypto } = this.#options;
    const words = await wordsFor(making, room.self.identityId, crypto);
    this.#take({ kind: 'made', id: making.id, words });
  }

  #freshNonce(): Bytes {
    return this.#options.random.bytes(VERIFICATION_NONCE_BYTES);
  }
}

interface Refusals {
  add(identity: IdentityId): void;
  has(identity: IdentityId): boolean;
}

const MAX_REFUSALS = 64;

function createRefusals(clock: Clock): Refusals {
  const until = new Map<IdentityId, number>();
  return {
    add(identity) {
      const [oldest] = until.keys();
      if (until.size >= MAX_REFUSALS && oldest !== undefined) until.delete(oldest);
      until.set(identity, clock.nowMs() + ASK_AGAIN_AFTER_MS);
    },
    has: (identity) => (until.get(identity) ?? -Infinity) > clock.nowMs(),
  };
}

interface Pair {
  readonly id: Bytes;
  readonly asker: IdentityId;
  readonly answerer: IdentityId;
}

/** Bound to who compares with whom: what was committed to somebody else fits nowhere. */
export function commitTo(nonce: Bytes, pair: Pair, crypto: Pick<CryptoPort, 'sha256'>): Promise<Bytes> {
  return crypto.sha256(concatBytes(COMMIT_LABEL, bytesOf(pair), nonce));
}

/** Undefined when the nonce is not the one that was committed to. */
async function wordsFor(
  making: Making,
  self: IdentityId,
  crypto: Pick<CryptoPort, 'sha256'>,
): Promise<readonly string[] | undefined> {
  const { id, partner, role, askerNonce, answererNonce, commitment } = making;
  const [asker, answerer] = role === 'asker' ? [self, partner.identityId] : [partner.identityId, self];
  const pair = { id, asker, answerer };
  if (commitment && !equalBytes(await commitTo(askerNonce, pair, crypto), commitment)) return undefined;
  const hash = await crypto.sha256(concatBytes(WORDS_LABEL, bytesOf(pair), askerNonce, answererNonce));
  return wordsOf(hash, COMPARED_WORDS);
}

/** Ids are base32 of one length: joined, they are told apart. */
function bytesOf({ id, asker, answerer }: Pair): Bytes {
  return concatBytes(id, encodeUtf8(`${asker}:${answerer}`));
}
