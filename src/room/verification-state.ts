// Two people compare words: which step comes next. Pure: no clock, no crypto, no channel; what is to be done stands in
// the step. The asker commits to its nonce, the other answers with its own, the asker reveals; only then are there words,
// so that whoever sits in between has one guess in 2⁸⁸. (Vaudenay 2005: short authenticated strings.)

import { equalBytes, type Bytes } from '../primitives/bytes.ts';
import type { IdentityId, PeerId } from '../primitives/ids.ts';
import type { StopReason, VerificationMessage } from './verification-protocol.ts';

/** The instance that words are compared with. */
export interface Partner {
  readonly peerId: PeerId;
  readonly identityId: IdentityId;
}

/** `broken`: what was revealed is not what was committed to: somebody in between, or a broken copy. */
export type VerificationEnd = StopReason | 'timeout' | 'gone' | 'matched' | 'mismatched';

export type VerificationState =
  | { readonly kind: 'idle' }
  /** Asked the other to compare; their person has not answered yet. */
  | Underway<'asking', { readonly nonce: Bytes }>
  /** Was asked; this person has not answered yet. */
  | Underway<'asked', { readonly commitment: Bytes }>
  /** Answered; the other's nonce is to be revealed. */
  | Underway<'answered', { readonly commitment: Bytes; readonly nonce: Bytes }>
  /** Both nonces are here; the words are being made. */
  | Underway<'making', object>
  | Underway<'comparing', { readonly words: readonly string[] }>
  | { readonly kind: 'ended'; readonly partner: Partner; readonly why: VerificationEnd };

type Underway<K extends string, T> = {
  readonly kind: K;
  readonly partner: Partner;
  readonly id: Bytes;
} & T;

export type VerificationEvent =
  | {
      readonly kind: 'ask';
      readonly partner: Partner;
      readonly id: Bytes;
      readonly nonce: Bytes;
      readonly commitment: Bytes;
    }
  /** `nonce`: a fresh one, in case it is needed. */
  | {
      readonly kind: 'heard';
      readonly from: Partner;
      readonly message: VerificationMessage;
      readonly nonce: Bytes;
    }
  | { readonly kind: 'accept'; readonly nonce: Bytes }
  /** Undefined: the nonce is not what was committed to. */
  | { readonly kind: 'made'; readonly id: Bytes; readonly words: readonly string[] | undefined }
  | { readonly kind: 'decide'; readonly isMatch: boolean }
  | { readonly kind: 'cancel' }
  | { readonly kind: 'timeout' }
  | { readonly kind: 'gone' }
  | { readonly kind: 'dismiss' };

/** What the words are made of; `commitment` is to be checked where there is one. */
export interface Making {
  readonly id: Bytes;
  readonly partner: Partner;
  readonly role: 'asker' | 'answerer';
  readonly askerNonce: Bytes;
  readonly answererNonce: Bytes;
  readonly commitment?: Bytes;
}

export interface VerificationStep {
  readonly state: VerificationState;
  readonly say?: { readonly to: PeerId; readonly message: VerificationMessage };
  readonly make?: Making;
}

export const NOT_VERIFYING: VerificationState = { kind: 'idle' };

/** What follows from `event`. Late, repeated and foreign messages change nothing. */
export function stepVerification(
  state: VerificationState,
  event: VerificationEvent,
  self: PeerId,
): VerificationStep {
  switch (event.kind) {
    case 'ask':
      return isFree(state) ? beginAsking(event) : { state };
    case 'heard':
      return hear(state, event, self);
    case 'accept':
      return state.kind === 'asked' ? answer(state, event.nonce) : { state };
    case 'made':
      return state.kind === 'making' && equalBytes(state.id, event.id)
        ? compare(state, event.words)
        : { state };
    case 'decide':
      return state.kind === 'comparing' ? decide(state, event.isMatch) : { state };
    case 'cancel':
      return cancel(state);
    case 'timeout':
      return isFree(state) ? { state } : { ...cancel(state), state: ended(state.partner, 'timeout') };
    case 'gone':
      return isWaitingForPeer(state) ? { state: ended(state.partner, 'gone') } : { state };
    case 'dismiss':
      return isFree(state) ? { state: NOT_VERIFYING } : { state };
    default:
      return event satisfies never;
  }
}

/** Nothing is under way. */
export function isFree(
  state: VerificationState,
): state is Extract<VerificationState, { kind: 'idle' | 'ended' }> {
  return state.kind === 'idle' || state.kind === 'ended';
}

type Heard = Extract<VerificationEvent, { kind: 'heard' }>;
type Under<K extends VerificationState['kind']> = Extract<VerificationState, { kind: K }>;

function beginAsking({
  partner,
  id,
  nonce,
  commitment,
}: Extract<VerificationEvent, { kind: 'ask' }>): VerificationStep {
  const message = { type: 'ASK', id, commitment } as const;
  return { state: { kind: 'asking', partner, id, nonce }, say: { to: partner.peerId, message } };
}

function hear(state: VerificationState, heard: Heard, self: PeerId): VerificationStep {
  const { from, message } = heard;
  if (message.type === 'ASK') return hearAsk(state, heard, self);
  const isOurs = !isFree(state) && state.partner.peerId === from.peerId && equalBytes(state.id, message.id);
  if (!isOurs) return { state };
  if (message.type === 'STOP') return hearStop(state, message.why);
  if (message.type === 'ANSWER' && state.kind === 'asking') return reveal(state, message.nonce);
  if (message.type === 'REVEAL' && state.kind === 'answered') return check(state, message.nonce);
  return { state };
}

function hearAsk(state: VerificationState, { from, message, nonce }: Heard, self: PeerId): VerificationStep {
  if (message.type !== 'ASK') return { state };
  const { id, commitment } = message;
  const asked: Under<'asked'> = { kind: 'asked', partner: from, id, commitment };
  if (isFree(state)) return { state: asked };
  // The same question once more: what became of it stands.
  if (equalBytes(state.id, id)) return { state };
  // Both asked at once: one question is enough, and whoever asks has consented.
  const isGlare = state.kind === 'asking' && state.partner.peerId === from.peerId;
  if (isGlare) return self < from.peerId ? { state } : answer(asked, nonce);
  return { state, say: stop(from.peerId, id, 'busy') };
}

/** Words that are on the screen stay there: they are compared by voice, whatever becomes of the link. */
function hearStop(
  state: Exclude<VerificationState, { kind: 'idle' | 'ended' }>,
  why: StopReason,
): VerificationStep {
  if (state.kind === 'comparing' && why !== 'broken') return { state };
  return { state: ended(state.partner, why) };
}

function answer({ partner, id, commitment }: Under<'asked'>, nonce: Bytes): VerificationStep {
  const message = { type: 'ANSWER', id, nonce } as const;
  return {
    state: { kind: 'answered', partner, id, commitment, nonce },
    say: { to: partner.peerId, message },
  };
}

function reveal({ partner, id, nonce }: Under<'asking'>, theirs: Bytes): VerificationStep {
  return {
    state: { kind: 'making', partner, id },
    say: { to: partner.peerId, message: { type: 'REVEAL', id, nonce } },
    make: { id, partner, role: 'asker', askerNonce: nonce, answererNonce: theirs },
  };
}

function check({ partner, id, nonce, commitment }: Under<'answered'>, theirs: Bytes): VerificationStep {
  return {
    state: { kind: 'making', partner, id },
    make: { id, partner, role: 'answerer', askerNonce: theirs, answererNonce: nonce, commitment },
  };
}

function compare({ partner, id }: Under<'making'>, words: readonly string[] | undefined): VerificationStep {
  if (words) return { state: { kind: 'comparing', partner, id, words } };
  return { state: ended(partner, 'broken'), say: stop(partner.peerId, id, 'broken') };
}

function decide({ partner, id }: Under<'comparing'>, isMatch: boolean): VerificationStep {
  const state = ended(partner, isMatch ? 'matched' : 'mismatched');
  // Whoever may be in between is told nothing that a closed dialog would not tell.
  return isMatch ? { state } : { state, say: stop(partner.peerId, id, 'cancelled') };
}

function cancel(state: VerificationState): VerificationStep {
  if (isFree(state)) return { state };
  const why = state.kind === 'asked' ? 'declined' : 'cancelled';
  return { state: ended(state.partner, why), say: stop(state.partner.peerId, state.id, why) };
}

function stop(to: PeerId, id: Bytes, why: StopReason): NonNullable<VerificationStep['say']> {
  return { to, message: { type: 'STOP', id, why } };
}

function ended(partner: Partner, why: VerificationEnd): Under<'ended'> {
  return { kind: 'ended', partner, why };
}

function isWaitingForPeer(
  state: VerificationState,
): state is Under<'asking'> | Under<'asked'> | Under<'answered'> {
  return state.kind === 'asking' || state.kind === 'asked' || state.kind === 'answered';
}
