// What travels as a relayed `signal`: steps of a negotiation, and receipts for those that must not be lost. Schemas and
// limits only.

import type { Bytes } from '../../primitives/bytes.ts';
import { decodeMessage, encodeMessage, type DecodeError } from '../../primitives/codec.ts';
import { err, type Result } from '../../primitives/result.ts';
import { bytes, list, optional, record, variants, type Parsed } from '../../primitives/schema.ts';
import { signalSchema } from '../../signaling/signaler.ts';
import { MAX_RELAYED_BYTES } from './protocol.ts';

/** Candidates of one message. */
export const MAX_SIGNALS = 16;
export const RECEIPT_BYTES = 8;

const receipt = bytes({ length: RECEIPT_BYTES });

const MESH_SIGNAL = variants({
  /** `receipt`: random, and asked for. */
  SIGNALS: record({ signals: list(signalSchema, { maxLength: MAX_SIGNALS }), receipt: optional(receipt) }),
  RECEIVED: record({ receipt }),
});
export type MeshSignal = Parsed<typeof MESH_SIGNAL>;

export function encodeMeshSignal(message: MeshSignal): Bytes {
  return encodeMessage({ ...message });
}

export function decodeMeshSignal(content: Uint8Array): Result<MeshSignal, DecodeError> {
  return content.length > MAX_RELAYED_BYTES
    ? err({ code: 'malformed', detail: 'too long' })
    : decodeMessage(content, MESH_SIGNAL);
}
