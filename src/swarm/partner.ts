// One peer that takes part in a swarm, as this side sees it: what it holds, what is asked of it, what it asks.

import type { Bytes } from '../primitives/bytes.ts';
import type { PeerId } from '../primitives/ids.ts';
import { Bitfield } from './bitfield.ts';
import type { ChunkAssembly } from './assembly.ts';
import type { Conduct } from './conduct.ts';
import {
  FIRST_WINDOW_CHUNKS,
  MAX_STALL_MS,
  MAX_WINDOW_CHUNKS,
  MIN_WINDOW_CHUNKS,
  STALL_MS,
  WINDOW_MS,
} from './limits.ts';
import { createRateMeter } from './rate.ts';

export class Partner {
  readonly peerId: PeerId;
  readonly isOfferer: boolean;
  readonly conduct: Conduct;
  /** What this peer calls the swarm. */
  key: Bytes;
  /** What may be asked of it: what it holds, or what it dealt to us. */
  have: Bitfield;
  /** It holds the whole file, whatever it deals. */
  isWhole = false;
  /** Nothing was left to ask of it when so much was wanted (SwarmCore.wantVersion); undefined when there may be. */
  dryVersion: number | undefined;
  deals = false;
  isPaused = false;

  /** Asked of it, with the time, in the order of asking. */
  readonly asked = new Map<number, number>();
  readonly assemblies = new Map<number, ChunkAssembly>();
  readonly down = createRateMeter();
  lastArrivalMs = 0;
  isStalled = false;

  /** It asks for these, in the order of asking. */
  readonly wants = new Set<number>();
  /** Being read, or read and waiting for room on the link. */
  serving = 0;
  readonly up = createRateMeter();

  constructor(input: {
    readonly peerId: PeerId;
    readonly key: Bytes;
    readonly chunkCount: number;
    readonly isOfferer: boolean;
    readonly conduct: Conduct;
  }) {
    this.peerId = input.peerId;
    this.key = input.key;
    this.isOfferer = input.isOfferer;
    this.conduct = input.conduct;
    this.have = new Bitfield(input.chunkCount);
  }

  get isBanned(): boolean {
    return this.conduct.isBanned;
  }

  get isUsable(): boolean {
    return !this.isBanned && !this.isPaused;
  }

  /** Chunks that may be under way at once: what comes in three quarters of a second. */
  windowChunks(nowMs: number, chunkBytes: number): number {
    if (this.isStalled) return 1;
    const rate = this.down.perSecond(nowMs);
    if (rate === 0) return FIRST_WINDOW_CHUNKS;
    const chunks = Math.ceil((rate * WINDOW_MS) / 1_000 / chunkBytes);
    return Math.min(MAX_WINDOW_CHUNKS, Math.max(MIN_WINDOW_CHUNKS, chunks));
  }

  /** How long silence may last before others are asked instead. */
  patienceMs(nowMs: number, chunkBytes: number): number {
    const rate = this.down.perSecond(nowMs);
    if (rate === 0) return STALL_MS;
    return Math.min(MAX_STALL_MS, Math.max(STALL_MS, (4 * chunkBytes * 1_000) / rate));
  }

  /** How long it would take to send so many chunks. */
  expectedMs(nowMs: number, bytes: number): number {
    const rate = this.down.perSecond(nowMs);
    return rate > 0 ? (bytes * 1_000) / rate : STALL_MS;
  }
}
