// What chat says on the wire: in the room to everybody, about what is missing to one neighbour, and between two people to
// their instances alone. The sender is whoever proved to be at the other end, never a field of a message.

import { err } from '../../primitives/result.ts';
import { bytes, record, variants, type Parsed, type Schema } from '../../primitives/schema.ts';
import type { Protocol } from '../../room/protocol-definition.ts';
import { EXCHANGE_CASES } from './exchange/messages.ts';
import { isMessageKind } from './log/entry.ts';
import { RUN, type Run } from './log/run.ts';
import { CHAT_SPACE } from './space.ts';

/** Two identity ids, the lower one first. */
const PAIR_BYTES = 64;
/** One entry of the longest kind, or a batch, and what is around it. */
const MAX_MESSAGE_BYTES = 46 * 1024;

const ONE_ENTRY: Schema<Run> = {
  parse(value, path = '') {
    const run = RUN.parse(value, path);
    const isOne = !run.ok || run.value.items.length === 1;
    return isOne ? run : err({ path: `${path}.items`, expected: 'one entry' });
  },
};

const LIVE_CASES = {
  /** The newest entry of the sender's own chain, and no more: each is counted by itself. */
  say: record({ run: ONE_ENTRY }),
};

const live = variants(LIVE_CASES);
export type LiveMessage = Parsed<typeof live>;

const exchange = variants(EXCHANGE_CASES);
export type ExchangeOnWire = Parsed<typeof exchange>;

const direct = record({
  pair: bytes({ length: PAIR_BYTES }),
  said: variants({ ...LIVE_CASES, typing: record({}), ...EXCHANGE_CASES }),
});
export type DirectMessage = Parsed<typeof direct>;

/**
 * Of blocked people too, which is held like that of others and not shown: or else copies would differ, and what never
 * arrives would tell them.
 */
const HEARD_OF_ALL = { isOfRoom: true } as const;

/** To everybody. */
export const chatProtocol: Protocol<LiveMessage> = {
  ...HEARD_OF_ALL,
  id: 'chat',
  version: 2,
  channel: 'control',
  message: live,
  maxBytes: MAX_MESSAGE_BYTES,
  rate: { perSecond: 10, burst: 60 },
  space: CHAT_SPACE,
  isSlowed: ({ run }) => isMessageKind(run.items[0]?.kind ?? 0),
};

/** To one neighbour. What others wrote is taken from those only who may write. */
export const chatExchangeProtocol: Protocol<ExchangeOnWire> = {
  ...HEARD_OF_ALL,
  id: 'chat-exchange',
  version: 1,
  channel: 'control',
  message: exchange,
  maxBytes: MAX_MESSAGE_BYTES,
  // Eight batches an answer, four answers a second at most; receipts of a busy room.
  rate: { perSecond: 50, burst: 400 },
  space: CHAT_SPACE,
  isWrite: ({ type }) => type === 'batch' || type === 'fault',
};

/** To the instances of two people, one at a time, and never to anybody else. */
export const directProtocol: Protocol<DirectMessage> = {
  ...HEARD_OF_ALL,
  id: 'chat-direct',
  version: 1,
  channel: 'control',
  message: direct,
  maxBytes: MAX_MESSAGE_BYTES,
  rate: { perSecond: 50, burst: 400 },
};
