// Answers those who ask for what they lack: one piece at a time, in parts, as fast as their link takes them.

import type { Bytes } from '../../primitives/bytes.ts';
import type { Cancel, Clock } from '../../primitives/clock.ts';
import type { Disposable } from '../../primitives/disposable.ts';
import type { PeerId } from '../../primitives/ids.ts';
import { createTokenBucket, type TokenBucket } from '../../primitives/token-bucket.ts';
import type { Replica } from '../document/replica.ts';
import { parseStateVector } from '../update/parse-update.ts';
import type { UpdateChecker } from '../update/update-checker.ts';
import { PART_BYTES, type PartMessage } from './protocol.ts';

export interface ServingOptions {
  readonly clock: Clock;
  readonly checker: UpdateChecker;
  readonly send: (to: PeerId, part: PartMessage) => boolean;
}

/** An answer is asked for piece by piece, so that none waits for a large document. */
const PIECE_BYTES = 512 * 1024;
/** Answers of several pieces under way; they hold what is yet to be told. */
const MAX_ANSWERS = 8;
/** Parts that wait for one link; who asks for more is not answered until they went. */
const MAX_QUEUED_PARTS = 128;
const ANSWER_MS = 30_000;
/** Each pull costs going through a document. */
const PULL_RATE = { perSecond: 4, burst: 128 };
const RETRY_MS = 20;

interface Answer {
  readonly to: PeerId;
  readonly pull: number;
  readonly pieces: Bytes[];
  expiresAtMs: number;
}

interface Queue {
  readonly parts: PartMessage[];
  cancel: Cancel | undefined;
}

export class Serving implements Disposable {
  readonly #options: ServingOptions;
  readonly #answers = new Set<Answer>();
  readonly #queues = new Map<PeerId, Queue>();
  readonly #allowances = new Map<PeerId, TokenBucket>();

  constructor(options: ServingOptions) {
    this.#options = options;
  }

  async onPull(from: PeerId, replica: Replica, vector: Bytes, pull: number): Promise<void> {
    const { clock, checker } = this.#options;
    this.#expire();
    if (!this.#allowanceOf(from).take(clock.nowMs())) return;
    if ((this.#queues.get(from)?.parts.length ?? 0) > MAX_QUEUED_PARTS) return;
    const theirs = parseStateVector(vector);
    if (!theirs.ok) return;
    const diff = replica.diff(vector);
    const answer = { to: from, pull, pieces: [diff], expiresAtMs: clock.nowMs() + ANSWER_MS };
    if (diff.length > PIECE_BYTES) {
      if (this.#answers.size >= MAX_ANSWERS) return;
      this.#answers.add(answer);
      const cut = await checker.check(diff, theirs.value, { items: 0, maxBytes: PIECE_BYTES });
      if (!cut.ok || !this.#answers.has(answer)) return void this.#answers.delete(answer);
      answer.pieces.splice(0, 1, ...cut.value.pieces);
    }
    this.#tell(answer);
  }

  onNext(from: PeerId, pull: number): void {
    this.#expire();
    for (const answer of this.#answers) if (answer.to === from && answer.pull === pull) this.#tell(answer);
  }

  forget(peer: PeerId): void {
    this.#queues.get(peer)?.cancel?.();
    this.#queues.delete(peer);
    this.#allowances.delete(peer);
    for (const answer of this.#answers) if (answer.to === peer) this.#answers.delete(answer);
  }

  dispose(): void {
    for (const peer of Array.from(this.#queues.keys())) this.forget(peer);
    this.#answers.clear();
  }

  #tell(answer: Answer): void {
    const piece = answer.pieces.shift();
    if (!piece) return;
    const hasMore = answer.pieces.length > 0;
    if (hasMore) this.#answers.add(answer);
    else this.#answers.delete(answer);
    answer.expiresAtMs = this.#options.clock.nowMs() + ANSWER_MS;
    const count = Math.ceil(piece.length / PART_BYTES);
    const parts = Array.from({ length: count }, (_, index): PartMessage => {
      const data = piece.slice(index * PART_BYTES, (index + 1) * PART_BYTES);
      return [answer.pull, index, count, hasMore ? 1 : 0, data];
    });
    this.#enqueue(answer.to, parts);
  }

  #enqueue(to: PeerId, parts: readonly PartMessage[]): void {
    const queue: Queue = this.#queues.get(to) ?? { parts: [], cancel: undefined };
    this.#queues.set(to, queue);
    queue.parts.push(...parts);
    if (!queue.cancel) this.#drain(to, queue);
  }

  /** What the link does not take now is tried again; who asked gives up when it takes too long. */
  #drain(to: PeerId, queue: Queue): void {
    const { clock, send } = this.#options;
    queue.cancel = undefined;
    for (let part = queue.parts[0]; part && send(to, part); [part] = queue.parts) queue.parts.shift();
    if (queue.parts.length === 0) return void this.#queues.delete(to);
    queue.cancel = clock.schedule(RETRY_MS, () => this.#drain(to, queue));
  }

  #expire(): void {
    const nowMs = this.#options.clock.nowMs();
    for (const answer of this.#answers) if (answer.expiresAtMs <= nowMs) this.#answers.delete(answer);
  }

  #allowanceOf(peer: PeerId): TokenBucket {
    const allowance = this.#allowances.get(peer) ?? createTokenBucket(PULL_RATE);
    this.#allowances.set(peer, allowance);
    return allowance;
  }
}
