// How a protocol on a room's channel is declared: id, version, schema, limits. The boundary (channel.ts) enforces them.

import type { Schema } from '../primitives/schema.ts';
import type { ChannelName } from '../transport/transport.ts';

/** Sustained rate and burst of one kind of message from one peer; what exceeds it is dropped and counted. */
export interface RateLimit {
  readonly perSecond: number;
  readonly burst: number;
}

export interface Protocol<M = unknown> {
  /** Such as `chat`; at most 24 of a-z, 0-9 and hyphen. */
  readonly id: string;
  /** Peers of another major version are told apart and refused with a reason. */
  readonly version: number;
  readonly channel: ChannelName;
  readonly message: Schema<M>;
  /** Largest encoded message, bytes. */
  readonly maxBytes: number;
  readonly rate: RateLimit;
  /** What the room itself needs to hold together: heard from blocked people too. */
  readonly isOfRoom?: true;
  /** Id of the space that it writes in: only who may write there is heard. None: everybody is. */
  readonly space?: string;
  /** Which messages write; default: all of them. Others, such as receipts, are for everybody. */
  isWrite?(message: M): boolean;
  /** Which messages slow mode holds back; default: none. */
  isSlowed?(message: M): boolean;
}

/** Frames without a schema, on `bulk`; see FrameChannel in room.ts. */
export interface FrameProtocol {
  /** Such as `chunks`; at most 24 of a-z, 0-9 and hyphen. */
  readonly id: string;
  readonly version: number;
  /** Id of the space that it writes in: only who may write there is heard. None: everybody is. */
  readonly space?: string;
}
