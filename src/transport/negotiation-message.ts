// What a standing link says to negotiate anew: over its own control channel as CBOR, or by the medium that it was made
// by as signals whose dial id says which round they belong to.

import type { Bytes } from '../primitives/bytes.ts';
import { decodeMessage, encodeMessage } from '../primitives/codec.ts';
import { integer, record, text, variants, type Schema } from '../primitives/schema.ts';
import {
  MAX_CANDIDATE_LENGTH,
  MAX_DIAL_ID_LENGTH,
  MAX_MEDIA_LINES,
  MAX_MID_LENGTH,
  MAX_SDP_LENGTH,
  type Signal,
} from '../signaling/signaler.ts';

/**
 * `round` counts the offers of a link, both sides' together: an answer repeats that of its offer, a candidate names that
 * of the description it belongs to. What the link was opened with is round 0.
 */
export type NegotiationMessage =
  | { readonly type: 'offer' | 'answer'; readonly round: number; readonly sdp: string }
  | {
      readonly type: 'candidate';
      readonly round: number;
      readonly candidate: string;
      readonly mid: string;
      readonly lineIndex: number;
    };

export type DescriptionMessage = Extract<NegotiationMessage, { readonly type: 'offer' | 'answer' }>;
export type CandidateMessage = Extract<NegotiationMessage, { readonly type: 'candidate' }>;

/** A link that lives for a year and restarts every four seconds stays below. */
const MAX_ROUND = 99_999_999;
/** The longest description in UTF-8, and what is around it. */
export const MAX_NEGOTIATION_BYTES = 3 * MAX_SDP_LENGTH + 64;

const round = integer({ min: 0, max: MAX_ROUND });
const description = record({
  round: integer({ min: 1, max: MAX_ROUND }),
  sdp: text({ minLength: 1, maxLength: MAX_SDP_LENGTH }),
});
const negotiationMessage: Schema<NegotiationMessage> = variants({
  offer: description,
  answer: description,
  candidate: record({
    round,
    candidate: text({ maxLength: MAX_CANDIDATE_LENGTH }),
    mid: text({ maxLength: MAX_MID_LENGTH }),
    lineIndex: integer({ min: 0, max: MAX_MEDIA_LINES }),
  }),
});

export function encodeNegotiation(message: NegotiationMessage): Bytes {
  return encodeMessage(message);
}

/** Undefined for anything that is too long or not of the schema. */
export function decodeNegotiation(bytes: Uint8Array): NegotiationMessage | undefined {
  if (bytes.length > MAX_NEGOTIATION_BYTES) return undefined;
  const decoded = decodeMessage(bytes, negotiationMessage);
  return decoded.ok ? decoded.value : undefined;
}

/** A dial id as it stands in a signal: that of the dial, and of a later round also a dot and its number. */
const DIAL_ID_OF_ROUND = /^(.+)\.([1-9]\d{0,7})$/;

export interface RoundOfDial {
  readonly dialId: string;
  /** 0 for the signals that open a link. */
  readonly round: number;
}

export function parseDialId(text: string): RoundOfDial {
  const [, dialId, digits] = DIAL_ID_OF_ROUND.exec(text) ?? [];
  return dialId && digits ? { dialId, round: Number(digits) } : { dialId: text, round: 0 };
}

export function formatDialId({ dialId, round }: RoundOfDial): string {
  return round === 0 ? dialId : `${dialId}.${round}`;
}

/** Undefined when it does not fit a signal: the dial id is the other side's own and may be long. */
export function signalOf(dialId: string, { round, ...message }: NegotiationMessage): Signal | undefined {
  const id = formatDialId({ dialId, round });
  return id.length <= MAX_DIAL_ID_LENGTH ? { ...message, dialId: id } : undefined;
}

/** What a signal says to a standing link; undefined for one that opens a link, and for a refusal. */
export function negotiationOf(signal: Signal): NegotiationMessage | undefined {
  const { round } = parseDialId(signal.dialId);
  if (round === 0 || signal.type === 'refuse') return undefined;
  const { dialId: _, ...message } = signal;
  return { ...message, round };
}
