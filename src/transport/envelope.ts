// The envelope of the control channel (PROTOCOL [L1]): one type byte in front of each frame. It carries the link's own
// heartbeat, negotiation and goodbye beside the data; bulk and realtime have no envelope.

import { concatBytes, decodeUtf8, encodeUtf8, type Bytes } from '../primitives/bytes.ts';

/** `isHidden`: the sender's page is in the background and may be frozen, so its silence means less. */
export interface Beat {
  /** Unsigned 32 bits; a pong repeats that of its ping. */
  readonly counter: number;
  readonly isHidden: boolean;
}

/** The answer to a ping, with the time at which it was made. */
export interface Pong extends Beat {
  /** Of the sender's clock, whole microseconds; at most {@link MAX_TIME_US}. */
  readonly timeUs: number;
}

export type ControlFrame =
  | { readonly type: 'data'; readonly data: Bytes }
  | ({ readonly type: 'ping' } & Beat)
  | ({ readonly type: 'pong' } & Pong)
  | { readonly type: 'goodbye'; readonly detail: string }
  /** See negotiation-message.ts. */
  | { readonly type: 'negotiation'; readonly body: Bytes }
  /** See sibling-message.ts. */
  | { readonly type: 'sibling'; readonly body: Bytes };

const TYPE_BYTES = { data: 0, ping: 1, pong: 2, goodbye: 3, negotiation: 4, sibling: 5 } as const;
const PING_BYTES = 6;
const PONG_BYTES = PING_BYTES + 8;
const HIDDEN_FLAG = 1;

/** 285 years: what a safe integer holds. Whatever a peer says of its clock, sums with ours stay exact. */
export const MAX_TIME_US = Number.MAX_SAFE_INTEGER;

/** A goodbye's reason is for diagnostics only; longer ones are cut by the sender and refused by the receiver. */
export const MAX_GOODBYE_BYTES = 200;

export function encodeControlFrame(frame: ControlFrame): Bytes {
  const type = Uint8Array.of(TYPE_BYTES[frame.type]);
  switch (frame.type) {
    case 'data':
      return encodeControlData(frame.data);
    case 'goodbye':
      return concatBytes(type, encodeDetail(frame.detail));
    case 'negotiation':
    case 'sibling':
      return concatBytes(type, frame.body);
    default:
      return encodeBeat(frame);
  }
}

export function encodeControlData(data: Uint8Array): Bytes {
  return concatBytes(Uint8Array.of(TYPE_BYTES.data), data);
}

/** Undefined for anything {@link encodeControlFrame} would not have written. */
export function decodeControlFrame(bytes: Bytes): ControlFrame | undefined {
  switch (bytes[0]) {
    case TYPE_BYTES.data:
      return { type: 'data', data: bytes.subarray(1) };
    case TYPE_BYTES.ping:
      return decodePing(bytes);
    case TYPE_BYTES.pong:
      return decodePong(bytes);
    case TYPE_BYTES.goodbye:
      return decodeGoodbye(bytes.subarray(1));
    case TYPE_BYTES.negotiation:
      return { type: 'negotiation', body: bytes.subarray(1) };
    case TYPE_BYTES.sibling:
      return { type: 'sibling', body: bytes.subarray(1) };
    default:
      return undefined;
  }
}

function encodeBeat(beat: Extract<ControlFrame, { readonly type: 'ping' | 'pong' }>): Bytes {
  const bytes = new Uint8Array(beat.type === 'pong' ? PONG_BYTES : PING_BYTES);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, TYPE_BYTES[beat.type]);
  view.setUint8(1, beat.isHidden ? HIDDEN_FLAG : 0);
  view.setUint32(2, beat.counter);
  if (beat.type === 'pong') view.setBigUint64(PING_BYTES, BigInt(beat.timeUs));
  return bytes;
}

function decodePing(bytes: Bytes): ControlFrame | undefined {
  return bytes.length === PING_BYTES ? { type: 'ping', ...decodeBeat(viewOf(bytes)) } : undefined;
}

function decodePong(bytes: Bytes): ControlFrame | undefined {
  if (bytes.length !== PONG_BYTES) return undefined;
  const view = viewOf(bytes);
  const timeUs = view.getBigUint64(PING_BYTES);
  if (timeUs > MAX_TIME_US) return undefined;
  return { type: 'pong', ...decodeBeat(view), timeUs: Number(timeUs) };
}

function decodeBeat(view: DataView): Beat {
  return { counter: view.getUint32(2), isHidden: (view.getUint8(1) & HIDDEN_FLAG) !== 0 };
}

function viewOf(bytes: Bytes): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function decodeGoodbye(bytes: Bytes): ControlFrame | undefined {
  const detail = bytes.length <= MAX_GOODBYE_BYTES ? decodeUtf8(bytes) : undefined;
  return detail === undefined ? undefined : { type: 'goodbye', detail };
}

/** Cut at a character's border, so that the receiver's strict decoder takes it. */
function encodeDetail(detail: string): Bytes {
  const room = new Uint8Array(MAX_GOODBYE_BYTES);
  const { written } = new TextEncoder().encodeInto(detail, room);
  return encodeUtf8(decodeUtf8(room.subarray(0, written)) ?? '');
}
