// The envelope of the control channel (PROTOCOL [L1]): one type byte in front of each frame. It carries the link's own
// heartbeat and goodbye beside the data; bulk and realtime have no envelope.

import { concatBytes, decodeUtf8, encodeUtf8, type Bytes } from '../primitives/bytes.ts';

/** `isHidden`: the sender's page is in the background and may be frozen, so its silence means less. */
export interface Beat {
  /** Unsigned 32 bits; a pong repeats that of its ping. */
  readonly counter: number;
  readonly isHidden: boolean;
}

export type ControlFrame =
  | { readonly type: 'data'; readonly data: Bytes }
  | ({ readonly type: 'ping' | 'pong' } & Beat)
  | { readonly type: 'goodbye'; readonly detail: string };

const TYPE_BYTES = { data: 0, ping: 1, pong: 2, goodbye: 3 } as const;
const BEAT_BYTES = 6;
const HIDDEN_FLAG = 1;

/** A goodbye's reason is for diagnostics only; longer ones are cut by the sender and refused by the receiver. */
export const MAX_GOODBYE_BYTES = 200;

export function encodeControlFrame(frame: ControlFrame): Bytes {
  const type = Uint8Array.of(TYPE_BYTES[frame.type]);
  switch (frame.type) {
    case 'data':
      return encodeControlData(frame.data);
    case 'goodbye':
      return concatBytes(type, encodeDetail(frame.detail));
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
      return decodeBeat('ping', bytes);
    case TYPE_BYTES.pong:
      return decodeBeat('pong', bytes);
    case TYPE_BYTES.goodbye:
      return decodeGoodbye(bytes.subarray(1));
    default:
      return undefined;
  }
}

function encodeBeat({ type, counter, isHidden }: Beat & { readonly type: 'ping' | 'pong' }): Bytes {
  const bytes = new Uint8Array(BEAT_BYTES);
  bytes[0] = TYPE_BYTES[type];
  bytes[1] = isHidden ? HIDDEN_FLAG : 0;
  new DataView(bytes.buffer).setUint32(2, counter);
  return bytes;
}

function decodeBeat(type: 'ping' | 'pong', bytes: Bytes): ControlFrame | undefined {
  if (bytes.length !== BEAT_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return { type, counter: view.getUint32(2), isHidden: (view.getUint8(1) & HIDDEN_FLAG) !== 0 };
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
