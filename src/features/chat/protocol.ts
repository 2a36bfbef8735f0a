// What chat says on the wire. The sender is whoever proved to be at the other end, never a field of a message.

import { bytes, integer, record, text, variants, type Parsed } from '../../primitives/schema.ts';
import type { Protocol } from '../../room/protocol-definition.ts';

/** UTF-16 units of one message: a long letter, and still one frame in any script. */
export const MAX_TEXT_LENGTH = 10_000;
export const MESSAGE_ID_BYTES = 16;
/** Owners decide who may write in it. */
export const CHAT_SPACE = 'chat';

const id = bytes({ length: MESSAGE_ID_BYTES });

const schema = variants({
  /** `sentMs` is the sender's wall clock: shown to nobody as truth, used for nothing but a hint. */
  text: record({
    id,
    text: text({ minLength: 1, maxLength: MAX_TEXT_LENGTH }),
    sentMs: integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  }),
  /** The receiver has the message `id`. */
  ack: record({ id }),
  typing: record({}),
});

export type ChatMessage = Parsed<typeof schema>;

/** 10,000 units are at most 30,000 bytes of UTF-8; acks and typing of a busy room need the rate. */
export const chatProtocol: Protocol<ChatMessage> = {
  id: 'chat',
  version: 1,
  channel: 'control',
  message: schema,
  maxBytes: 32 * 1024,
  rate: { perSecond: 10, burst: 60 },
  space: CHAT_SPACE,
  // That something arrived is said by everybody.
  isWrite: ({ type }) => type !== 'ack',
  isSlowed: ({ type }) => type === 'text',
};
