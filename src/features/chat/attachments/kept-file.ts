// A small file as it is kept on this device with the talk that names it. Pure.

import { decodeMessage, encodeMessage, type DecodeError } from '../../../primitives/codec.ts';
import type { Bytes } from '../../../primitives/bytes.ts';
import type { Result } from '../../../primitives/result.ts';
import { boolean, bytes, oneOf, record, type Parsed } from '../../../primitives/schema.ts';
import { MAX_ATTACHMENT_BYTES } from '../api.ts';

const PIECE = record({
  version: oneOf(1),
  /** This person put it into the talk: it makes no place for those of others. */
  isOwn: boolean,
  data: bytes({ maxLength: MAX_ATTACHMENT_BYTES }),
});
export type KeptFile = Omit<Parsed<typeof PIECE>, 'version'>;

export function decodeKeptFile(piece: Uint8Array): Result<KeptFile, DecodeError> {
  return decodeMessage(piece, PIECE);
}

export function encodeKeptFile({ isOwn, data }: KeptFile): Bytes {
  return encodeMessage({ version: 1, isOwn, data });
}
