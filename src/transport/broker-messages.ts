// What a PeerJS-compatible broker may send, checked before PeerJS sees it: PeerJS trusts the broker and every peer
// behind it, throws at a missing field and keeps what it does not know for ever.

import { parseTransportId, type TransportId } from '../primitives/ids.ts';
import { ok, type Result } from '../primitives/result.ts';
import {
  integer,
  oneOf,
  optional,
  record,
  text,
  variants,
  type Parsed,
  type Schema,
} from '../primitives/schema.ts';
import { MAX_CANDIDATE_LENGTH, MAX_MEDIA_LINES, MAX_SDP_LENGTH } from '../signaling/signaler.ts';
import { descriptionFingerprint, stateMaxMessageSize } from './session-description.ts';

const MAX_TOKEN_LENGTH = 64;
const MAX_SRC_LENGTH = 128;
const MAX_ERROR_LENGTH = 500;
const MAX_USERNAME_FRAGMENT_LENGTH = 256;

const src = text({ minLength: 1, maxLength: MAX_SRC_LENGTH });
const connectionId = text({ minLength: 1, maxLength: MAX_TOKEN_LENGTH });
const sdp = text({ minLength: 1, maxLength: MAX_SDP_LENGTH });

const brokerMessage = variants({
  OPEN: record({}),
  'ID-TAKEN': record({}),
  'INVALID-KEY': record({}),
  ERROR: record({ payload: record({ msg: text({ maxLength: MAX_ERROR_LENGTH }) }) }),
  LEAVE: record({ src }),
  EXPIRE: record({ src }),
  OFFER: record({
    src,
    payload: record({
      connectionId,
      type: oneOf('data'),
      serialization: oneOf('raw'),
      label: optional(text({ maxLength: MAX_TOKEN_LENGTH })),
      sdp: record({ type: oneOf('offer'), sdp }),
    }),
  }),
  ANSWER: record({
    src,
    payload: record({ connectionId, type: oneOf('data'), sdp: record({ type: oneOf('answer'), sdp }) }),
  }),
  CANDIDATE: record({
    src,
    payload: record({
      connectionId,
      type: oneOf('data'),
      candidate: record({
        candidate: text({ maxLength: MAX_CANDIDATE_LENGTH }),
        sdpMid: optional(nullable(text({ maxLength: MAX_TOKEN_LENGTH }))),
        sdpMLineIndex: optional(nullable(integer({ min: 0, max: MAX_MEDIA_LINES }))),
        usernameFragment: optional(nullable(text({ maxLength: MAX_USERNAME_FRAGMENT_LENGTH }))),
      }),
    }),
  }),
});
type AnyMessage = Parsed<typeof brokerMessage>;

/** A message with a source has a well-formed one. */
export type BrokerMessage = AnyMessage extends infer M
  ? M extends { readonly src: string }
    ? Omit<M, 'src'> & { readonly src: TransportId }
    : M
  : never;

/** Undefined for everything an honest broker and honest peers of ours do not send. */
export function parseBrokerMessage(value: unknown): BrokerMessage | undefined {
  const parsed = brokerMessage.parse(value);
  if (!parsed.ok) return undefined;
  const message = parsed.value;
  if ('src' in message && !parseTransportId(message.src)) return undefined;
  if (message.type !== 'OFFER' && message.type !== 'ANSWER') return message as BrokerMessage;
  const { payload } = message;
  if (!descriptionFingerprint(payload.sdp.sdp).ok) return undefined;
  const description = { ...payload.sdp, sdp: stateMaxMessageSize(payload.sdp.sdp) };
  return { ...message, payload: { ...payload, sdp: description } } as BrokerMessage;
}

function nullable<T>(schema: Schema<T>): Schema<T | null> {
  return {
    parse: (value, path): Result<T | null, { readonly path: string; readonly expected: string }> =>
      value === null ? ok(null) : schema.parse(value, path),
  };
}
