// The frame of a message that outlives links. Layout: 0 (no envelope begins so), stream (4 bytes, big-endian), sequence
// number (4 bytes, big-endian), envelope. Layout and limits only.

import { concatBytes, type Bytes } from '../primitives/bytes.ts';

export interface Sequenced {
  /** Which outbox of the sender it is of. */
  readonly stream: number;
  readonly sequence: number;
  /** An envelope. */
  readonly payload: Uint8Array;
}

const MARK = 0;
export const SEQUENCED_HEADER_BYTES = 9;
/** One less than four bytes hold, so that the number after the last one is a number too. */
export const MAX_SEQUENCE = 0xffff_fffe;

export function isSequenced(frame: Uint8Array): boolean {
  return frame[0] === MARK;
}

export function encodeSequenced({ stream, sequence, payload }: Sequenced): Bytes {
  const header = new DataView(new ArrayBuffer(SEQUENCED_HEADER_BYTES));
  header.setUint8(0, MARK);
  header.setUint32(1, stream);
  header.setUint32(5, sequence);
  return concatBytes(new Uint8Array(header.buffer), payload);
}

/** Undefined when it is none, too short, or of a number that does not exist. The payload is a view. */
export function decodeSequenced(frame: Uint8Array): Sequenced | undefined {
  if (!isSequenced(frame) || frame.length < SEQUENCED_HEADER_BYTES) return undefined;
  const view = new DataView(frame.buffer, frame.byteOffset, frame.byteLength);
  const sequence = view.getUint32(5);
  if (sequence > MAX_SEQUENCE) return undefined;
  return { stream: view.getUint32(1), sequence, payload: frame.subarray(SEQUENCED_HEADER_BYTES) };
}
