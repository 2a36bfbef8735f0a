// Fetches one small file: asks one holder at a time for a few pieces, and the next holder when it does not answer or what
// came is not what was asked for.

import { equalBytes, type Bytes } from '../../../primitives/bytes.ts';
import type { Cancel, Clock } from '../../../primitives/clock.ts';
import type { PeerId } from '../../../primitives/ids.ts';
import { MAX_ASKED, PIECE_BYTES, pieceCount, pieceLength, type Piece } from './protocol.ts';

export interface FetchOptions {
  readonly hash: Bytes;
  readonly size: number;
  readonly clock: Clock;
  /** Who may have it, best first, as they are now. */
  readonly holders: () => readonly PeerId[];
  readonly ask: (of: PeerId, from: number, count: number) => boolean;
  readonly digest: (data: Uint8Array) => Promise<Bytes>;
  readonly onProgress: (gotBytes: number) => void;
  /** Undefined: nobody who is here has it. */
  readonly onEnd: (bytes: Bytes | undefined) => void;
}

/** Without a piece another holder is asked. */
export const PIECE_TIMEOUT_MS = 5_000;

export class Fetch {
  readonly #options: FetchOptions;
  readonly #bytes: Bytes;
  #pieces = new Set<number>();
  readonly #tried = new Set<PeerId>();
  /** Silent for once, and not asked again yet: what it sent may have been lost with the way it took. */
  readonly #late = new Set<PeerId>();
  #asked: PeerId | undefined;
  #awaited = new Set<number>();
  #cancel: Cancel | undefined;
  #isOver = false;

  constructor(options: FetchOptions) {
    this.#options = options;
    this.#bytes = new Uint8Array(options.size);
  }

  begin(): void {
    if (this.#options.size === 0) void this.#finish();
    else this.#askNext();
  }

  onPiece(from: PeerId, { index, data }: Piece): void {
    const { size, onProgress } = this.#options;
    if (this.#isOver || from !== this.#asked || !this.#awaited.has(index)) return;
    if (data.length !== pieceLength(size, index)) return this.onNone(from);
    this.#bytes.set(data, index * PIECE_BYTES);
    this.#pieces.add(index);
    this.#awaited.delete(index);
    onProgress(Math.min(size, this.#pieces.size * PIECE_BYTES));
    if (this.#pieces.size === pieceCount(size)) return void this.#finish();
    if (this.#awaited.size === 0) this.#askFor(from);
    else this.#expire();
  }

  /** It does not have it, or went. */
  onNone(from: PeerId): void {
    if (this.#isOver || from !== this.#asked) return;
    this.#tried.add(from);
    this.#askNext();
  }

  dispose(): void {
    this.#isOver = true;
    this.#cancel?.();
  }

  #askNext(): void {
    const holders = this.#options.holders();
    const next =
      holders.find((peer) => !this.#tried.has(peer)) ?? holders.find((peer) => this.#late.delete(peer));
    if (next !== undefined) return this.#askFor(next);
    this.dispose();
    this.#options.onEnd(undefined);
  }

  #askFor(peer: PeerId): void {
    const count = pieceCount(this.#options.size);
    const missing = Array.from({ length: count }, (_, index) => index).filter(
      (each) => !this.#pieces.has(each),
    );
    const from = missing[0] ?? 0;
    const end = missing.find((each, index) => each !== from + index || index >= MAX_ASKED);
    const most = Math.min(end === undefined ? count - from : end - from, MAX_ASKED, count - from);
    this.#asked = peer;
    this.#awaited = new Set(missing.filter((each) => each < from + most));
    this.#expire();
    if (!this.#options.ask(peer, from, most)) this.onNone(peer);
  }

  #expire(): void {
    this.#cancel?.();
    const { clock } = this.#options;
    this.#cancel = clock.schedule(PIECE_TIMEOUT_MS, () => {
      const silent = this.#asked;
      if (silent === undefined) return;
      if (!this.#tried.has(silent)) this.#late.add(silent);
      this.onNone(silent);
    });
  }

  async #finish(): Promise<void> {
    this.#cancel?.();
    const { digest, hash, onEnd } = this.#options;
    const isRight = equalBytes(await digest(this.#bytes), hash);
    if (this.#isOver) return;
    if (isRight) {
      this.dispose();
      return onEnd(this.#bytes);
    }
    // Somebody sent something else: all of it comes anew, from others.
    if (this.#asked !== undefined) this.#tried.add(this.#asked);
    this.#pieces = new Set();
    this.#options.onProgress(0);
    this.#askNext();
  }
}
