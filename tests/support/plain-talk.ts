// A protocol as plain as can be, for tests of channels and rooms that only need somebody to say something.

import { bytes, integer, record, text, variants, type Parsed } from '../../src/primitives/schema.ts';
import type { Protocol } from '../../src/room/protocol-definition.ts';

const id = bytes({ length: 16 });

const schema = variants({
  text: record({
    id,
    text: text({ minLength: 1, maxLength: 10_000 }),
    sentMs: integer({ min: 0, max: Number.MAX_SAFE_INTEGER }),
  }),
  ack: record({ id }),
  typing: record({}),
});

export type PlainMessage = Parsed<typeof schema>;

export const plainTalk: Protocol<PlainMessage> = {
  id: 'plain-talk',
  version: 1,
  channel: 'control',
  message: schema,
  maxBytes: 32 * 1024,
  rate: { perSecond: 10, burst: 60 },
  space: 'chat',
  isWrite: ({ type }) => type !== 'ack',
  isSlowed: ({ type }) => type === 'text',
};
