// The port of this layer: how offers, answers and candidates travel between two addresses. What is negotiated with
// them is not known here.

import type { Unsubscribe } from '../primitives/events.ts';
import type { TransportId } from '../primitives/ids.ts';
import type { Result } from '../primitives/result.ts';
import { integer, record, text, variants, type Schema } from '../primitives/schema.ts';

/** One step of a negotiation. `dialId` tells apart several dials between the same two addresses. */
export type Signal =
  | { readonly type: 'offer' | 'answer'; readonly dialId: string; readonly sdp: string }
  | {
      readonly type: 'candidate';
      readonly dialId: string;
      readonly candidate: string;
      readonly mid: string;
      readonly lineIndex: number;
    }
  | { readonly type: 'refuse'; readonly dialId: string; readonly detail: string };

export interface SignalFrom {
  /** The sender's address as the medium states it; a claim, not a proof. */
  readonly from: TransportId;
  readonly signal: Signal;
}

export type SignalError = { readonly code: 'no-such-peer' | 'closed' | 'too-large'; readonly detail: string };

export interface Signaler {
  readonly id: TransportId;
  send(to: TransportId, signal: Signal): Promise<Result<void, SignalError>>;
  /** False when it is certain that nothing would arrive now: then a dial need not begin. */
  canReach?(to: TransportId): boolean;
  onSignal(listener: (received: SignalFrom) => void): Unsubscribe;
  close(): void;
}

/** Takes addresses at a signaling medium. */
export interface SignalingMedium {
  readonly label: string;
  open(
    id: TransportId,
  ): Promise<Result<Signaler, { readonly code: 'id-taken' | 'unreachable'; readonly detail: string }>>;
}

/** A session description stays below this in every browser; larger ones are refused unread. */
export const MAX_SDP_LENGTH = 16 * 1024;
export const MAX_CANDIDATE_LENGTH = 1024;
export const MAX_DIAL_ID_LENGTH = 64;
export const MAX_REFUSAL_LENGTH = 200;
/** Media sections are few: one for data, the rest for a call. */
export const MAX_MEDIA_LINES = 64;
export const MAX_MID_LENGTH = 32;

const dialId = text({ minLength: 1, maxLength: MAX_DIAL_ID_LENGTH });
const description = record({ dialId, sdp: text({ minLength: 1, maxLength: MAX_SDP_LENGTH }) });

/** What a medium lets through, in either direction. */
export const signalSchema: Schema<Signal> = variants({
  offer: description,
  answer: description,
  candidate: record({
    dialId,
    candidate: text({ maxLength: MAX_CANDIDATE_LENGTH }),
    mid: text({ maxLength: MAX_MID_LENGTH }),
    lineIndex: integer({ min: 0, max: MAX_MEDIA_LINES }),
  }),
  refuse: record({ dialId, detail: text({ maxLength: MAX_REFUSAL_LENGTH }) }),
});
