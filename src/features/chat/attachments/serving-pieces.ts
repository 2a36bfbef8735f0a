// Hands pieces of small files to those who ask, one after the other, no faster than they go out.

import { copyBytes, type Bytes } from '../../../primitives/bytes.ts';
import type { Cancel, Clock } from '../../../primitives/clock.ts';
import type { Disposable } from '../../../primitives/disposable.ts';
import type { IdentityId, PeerId } from '../../../primitives/ids.ts';
import { createTokenBucket, type TokenBucket } from '../../../primitives/token-bucket.ts';
import { PIECE_BYTES, pieceCount, type FilesMessage, type Piece } from './protocol.ts';

export interface PieceServer extends Disposable {
  answer(to: PeerId, identity: IdentityId, ask: Extract<FilesMessage, { type: 'ask' }>): void;
}

export interface PieceServerOptions {
  readonly clock: Clock;
  /** What that person may be given. */
  readonly find: (hash: Uint8Array, identity: IdentityId) => Bytes | undefined;
  /** False while the way is full. */
  readonly send: (to: PeerId, piece: Piece) => boolean;
  readonly refuse: (to: PeerId, hash: Bytes) => void;
}

/** Four megabytes a second, and what a burst of pictures needs. */
const PIECES = { perSecond: 128, burst: 512 };
const RETRY_MS = 100;
const MAX_RETRIES = 50;
/** Answers that wait for a full way. */
const MAX_WAITING = 64;
const MAX_REMEMBERED = 1_024;

export function createPieceServer({ clock, find, send, refuse }: PieceServerOptions): PieceServer {
  const allowances = new Map<PeerId, TokenBucket>();
  const waiting = new Set<Cancel>();

  function allowanceOf(peer: PeerId): TokenBucket {
    const allowance = allowances.get(peer) ?? createTokenBucket(PIECES);
    allowances.set(peer, allowance);
    const [oldest] = allowances.keys();
    if (allowances.size > MAX_REMEMBERED && oldest) allowances.delete(oldest);
    return allowance;
  }

  function pump(to: PeerId, pieces: readonly Piece[], tries = 0): void {
    const [next, ...rest] = pieces;
    if (!next) return;
    if (send(to, next)) return pump(to, rest);
    if (tries >= MAX_RETRIES || waiting.size >= MAX_WAITING) return;
    const cancel = clock.schedule(RETRY_MS, () => {
      waiting.delete(cancel);
      pump(to, pieces, tries + 1);
    });
    waiting.add(cancel);
  }

  return {
    answer(to, identity, { hash, from, count }) {
      const bytes = find(hash, identity);
      const end = bytes && Math.min(from + count, pieceCount(bytes.length));
      const isAllowed = end !== undefined && from < end && allowanceOf(to).take(clock.nowMs(), end - from);
      if (!bytes || !isAllowed) return refuse(to, hash);
      const indices = Array.from({ length: end - from }, (_, i) => from + i);
      const dataAt = (index: number) =>
        copyBytes(bytes.subarray(index * PIECE_BYTES, (index + 1) * PIECE_BYTES));
      pump(
        to,
        indices.map((index) => ({ hash, index, data: dataAt(index) })),
      );
    },
    dispose() {
      for (const cancel of waiting) cancel();
    },
  };
}
