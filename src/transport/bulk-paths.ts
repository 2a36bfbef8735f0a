// The ways that bulk frames of one link take: its own channel, and siblings on connections of their own. Which of them a
// frame came by says nothing: frames are sealed and numbered above, and what comes twice is dropped there.

import type { Bytes } from '../primitives/bytes.ts';
import { createSendQueue, HIGH_WATER_BYTES, type SendQueue } from './send-queue.ts';

interface BulkPathsEvents {
  readonly nowMs: () => number;
  readonly onDrained: () => void;
  /** Anything arrived on a sibling. */
  readonly onMessage: (data: unknown) => void;
}

export interface BulkPath {
  /** Nothing goes there any more; what waits still does. */
  retire(): void;
  /** It is closed. */
  end(): void;
}

export interface BulkPaths {
  /** Waiting on all of them. */
  readonly bufferedBytes: number;
  /** Handed over so far and left, on all of them. */
  readonly drainedBytes: number;
  push(data: Uint8Array): boolean;
  /** An open channel; taken out again when it closes: what it may not have brought goes anew. */
  add(channel: RTCDataChannel): BulkPath;
  hasProgressed(): boolean;
  /** The own channel has room again. */
  refill(): void;
}

/**
 * What is under way on one connection beyond the browser's buffer, and may be lost with it: as much as a path of 50 ms that
 * brings 20 MB a second holds.
 */
const UNDER_WAY_BYTES = 2 ** 20;
/** Of frames: what is older may be below the window of who receives it (PROTOCOL [S4]), and is files' to ask for again. */
const MAX_REPEATED = 1_024;

/** What was sent longer before a sibling last moved has arrived: a lost packet is sent again sooner. */
const UNDER_WAY_MS = 2_000;

interface Sibling {
  readonly queue: SendQueue;
  /** What may be on its way, the oldest first. */
  readonly recent: { readonly data: Uint8Array; readonly atMs: number }[];
  recentBytes: number;
  /** When its buffer was last seen to empty. */
  movedMs: number;
}

/** `own` is the link's, and the only one where frames wait. */
export function createBulkPaths(own: SendQueue, events: BulkPathsEvents): BulkPaths {
  const siblings = new Set<Sibling>();
  const stranded = createStranded((data) => pushNow(data));
  let pushedBytes = 0;

  const bufferedBytes = () =>
    Array.from(siblings).reduce(
      (sum, { queue }) => sum + queue.bufferedBytes,
      own.bufferedBytes + stranded.bytes(),
    );

  function freest(): Sibling | undefined {
    let best: Sibling | undefined;
    for (const each of siblings)
      if (each.queue.bufferedBytes < (best?.queue ?? own).bufferedBytes) best = each;
    return best;
  }

  function pushNow(data: Uint8Array): boolean {
    const sibling = freest();
    if (!sibling?.queue.push(data)) return own.push(data);
    // Unless it broke by this very frame.
    if (siblings.has(sibling)) note(sibling, data, events.nowMs());
    return true;
  }

  return {
    get bufferedBytes() {
      return bufferedBytes();
    },
    get drainedBytes() {
      return pushedBytes - bufferedBytes();
    },
    push(data) {
      const isTaken = stranded.repeat() && pushNow(data);
      if (isTaken) pushedBytes += data.length;
      return isTaken;
    },
    add(channel) {
      let isOver = false;
      const end = () => {
        siblings.delete(sibling);
        if (!isOver) stranded.add(lostOn(sibling, events.nowMs()));
        isOver = true;
      };
      const onDrained = () => {
        sibling.movedMs = events.nowMs();
        stranded.repeat();
        events.onDrained();
      };
      const queue = createSendQueue(channel, HIGH_WATER_BYTES, { onBroken: end, onDrained });
      const sibling: Sibling = { queue, recent: [], recentBytes: 0, movedMs: events.nowMs() };
      siblings.add(sibling);
      channel.addEventListener('close', end);
      channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => events.onMessage(data));
      return { retire: () => void siblings.delete(sibling), end };
    },
    refill: () => void stranded.repeat(),
    hasProgressed: () =>
      [own, ...Array.from(siblings, ({ queue }) => queue)]
        .map((queue) => queue.hasProgressed())
        .some(Boolean),
  };
}

/** What may not have arrived by siblings that ended, until another way has room for it. */
function createStranded(push: (data: Uint8Array) => boolean) {
  let frames: Uint8Array[] = [];

  /** Whether nothing is left. */
  function repeat(): boolean {
    while (frames[0] && push(frames[0])) frames.shift();
    return frames.length === 0;
  }

  return {
    repeat,
    bytes: () => frames.reduce((sum, { length }) => sum + length, 0),
    add(lost: readonly Uint8Array[]) {
      frames = [...frames, ...lost].slice(-MAX_REPEATED);
      return repeat();
    },
  };
}

/** Remembers what was handed over as long as it may be on its way. */
function note(sibling: Sibling, data: Uint8Array, nowMs: number): void {
  const { recent, queue } = sibling;
  if (queue.bufferedBytes <= data.length) sibling.movedMs = nowMs;
  recent.push({ data, atMs: nowMs });
  sibling.recentBytes += data.length;
  const mostBytes = queue.bufferedBytes + UNDER_WAY_BYTES;
  for (let [first] = recent; first; [first] = recent) {
    if (sibling.recentBytes - first.data.length < mostBytes && recent.length <= MAX_REPEATED) return;
    sibling.recentBytes -= first.data.length;
    recent.shift();
  }
}

/** What waited there, and what went out shortly before it stopped to move. */
function lostOn({ queue, recent, movedMs }: Sibling, nowMs: number): readonly Uint8Array[] {
  let unsentBytes = queue.bufferedBytes;
  const sinceMs = (unsentBytes > 0 ? movedMs : nowMs) - UNDER_WAY_MS;
  const lost = recent.toReversed().filter(({ data, atMs }) => {
    const isUnsent = unsentBytes > 0;
    unsentBytes -= data.length;
    return isUnsent || atMs > sinceMs;
  });
  return lost.toReversed().map(({ data }) => data);
}

/** Bytes of a frame, as they came. */
export function frameOf(data: unknown): Bytes | undefined {
  return data instanceof ArrayBuffer ? new Uint8Array(data) : undefined;
}
