// How small files go from those who have them to those who want them: asked for by their hash, in pieces. To be replaced
// by what carries large ones.

import { bytes, integer, record, variants, type Parsed } from '../../../primitives/schema.ts';
import type { Protocol } from '../../../room/protocol-definition.ts';
import { MAX_ATTACHMENT_BYTES } from '../api.ts';

export const PIECE_BYTES = 32 * 1024;
const MAX_PIECES = MAX_ATTACHMENT_BYTES / PIECE_BYTES;
/** Asked for in one go. */
export const MAX_ASKED = 8;

const hash = bytes({ length: 32 });
const index = integer({ min: 0, max: MAX_PIECES - 1 });
const PIECE = record({ hash, index, data: bytes({ maxLength: PIECE_BYTES }) });

const files = variants({
  /** Pieces `from` and the `count` - 1 after it. */
  ask: record({ hash, from: index, count: integer({ min: 1, max: MAX_ASKED }) }),
  /** The sender has it not, or not for you, or not now. */
  none: record({ hash }),
  /** To those who are not linked. */
  piece: PIECE,
});

export type FilesMessage = Parsed<typeof files>;
export type Piece = Parsed<typeof PIECE>;

const MAX_BYTES = PIECE_BYTES + 256;

export const filesProtocol: Protocol<FilesMessage> = {
  id: 'chat-files',
  version: 1,
  channel: 'control',
  message: files,
  maxBytes: MAX_BYTES,
  rate: { perSecond: 20, burst: 200 },
};

export const piecesProtocol: Protocol<Piece> = {
  id: 'chat-pieces',
  version: 1,
  channel: 'bulk',
  message: PIECE,
  maxBytes: MAX_BYTES,
  // As fast as a link carries them: each was asked for, or is dropped.
  rate: { perSecond: 400, burst: 800 },
};

export function pieceCount(size: number): number {
  return Math.ceil(size / PIECE_BYTES);
}

/** Of a file of `size` bytes. */
export function pieceLength(size: number, at: number): number {
  return Math.min(PIECE_BYTES, size - at * PIECE_BYTES);
}
