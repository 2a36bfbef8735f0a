// Giving chunks: every partner in turn, a few read ahead, no more on a link than it sends in a moment. A slow partner
// holds nobody up.

import type { PeerId } from '../primitives/ids.ts';
import type { Bytes } from '../primitives/bytes.ts';
import { runsOf } from './bitfield.ts';
import { encodeChunkHeader, partBytesFor } from './chunk-frame.ts';
import type { StoreError } from './chunk-store.ts';
import {
  LINK_GOAL_BYTES,
  MAX_READ_AHEAD_BYTES,
  MAX_WAITING_REQUESTS,
  READ_AHEAD_CHUNKS,
  RETRY_SEND_MS,
} from './limits.ts';
import type { Partner } from './partner.ts';
import { ReadAhead } from './read-ahead.ts';
import type { SwarmCore } from './swarm-core.ts';

export interface UploadEvents {
  /** Handed to the link as a whole. */
  onServed(partner: Partner, index: number): void;
  /** What this side announced cannot be read. */
  onUnreadable(error: StoreError): void;
}

/** A chunk that was read, and how far it has been handed over. */
interface Ready {
  readonly index: number;
  readonly bytes: Bytes;
  sentBytes: number;
}

export class Uploads {
  readonly #core: SwarmCore;
  readonly #events: UploadEvents;
  readonly #ready = new Map<Partner, Ready[]>();
  readonly #readAhead: ReadAhead;
  #turn = 0;
  #isRetrying = false;
  sentBytes = 0;

  constructor(core: SwarmCore, events: UploadEvents) {
    this.#core = core;
    this.#events = events;
    this.#readAhead = core.tools.readAhead ?? new ReadAhead();
  }

  /** Queues what is here, and says what is not. */
  onRequest(partner: Partner, indexes: readonly number[]): void {
    const { have, isServing, reader } = this.#core;
    const mayServe = isServing && reader !== undefined && partner.isUsable;
    const refused: number[] = [];
    for (const index of indexes) {
      const fits = partner.wants.size < MAX_WAITING_REQUESTS || partner.wants.has(index);
      if (mayServe && fits && have.has(index)) partner.wants.add(index);
      else refused.push(index);
    }
    if (refused.length > 0) this.#core.say(partner, { type: 'none', runs: runsOf(refused) });
    this.pump();
  }

  onCancel(partner: Partner, indexes: readonly number[]): void {
    for (const index of indexes) partner.wants.delete(index);
    const ready = this.#ready.get(partner);
    // A chunk that is half on its way goes on: a part alone is worth nothing.
    const kept = ready?.filter(({ index, sentBytes }) => sentBytes > 0 || !indexes.includes(index));
    if (!ready || !kept) return;
    this.#count(partner, kept.length - ready.length);
    this.#ready.set(partner, kept);
  }

  /** Its link has room again. */
  onWritable(peer: PeerId): void {
    const partner = this.#core.partners.get(peer);
    if (partner) this.#flush(partner);
    this.pump();
  }

  drop(partner: Partner): void {
    partner.wants.clear();
    this.#count(partner, -(this.#ready.get(partner)?.length ?? 0));
    this.#ready.delete(partner);
  }

  dispose(): void {
    for (const partner of this.#core.partners.values()) this.drop(partner);
  }

  /** Everybody's turn, until no link wants more. */
  pump(): void {
    if (!this.#core.isServing || !this.#core.reader) return;
    const waiting = Array.from(this.#core.partners.values()).filter(({ wants }) => wants.size > 0);
    for (let idle = 0; idle < waiting.length; this.#turn += 1) {
      const partner = waiting[this.#turn % waiting.length];
      idle = partner && this.#serveNext(partner) ? 0 : idle + 1;
    }
    if (waiting.some(({ wants, serving }) => wants.size > 0 && serving === 0)) this.#retryLater();
  }

  /** False when it has its share for now, or wants nothing. */
  #serveNext(partner: Partner): boolean {
    const { port } = this.#core.tools;
    const { chunkSizeBytes } = this.#core.shape;
    const comingBytes = port.bufferedBytes(partner.peerId) + partner.serving * chunkSizeBytes;
    const heldBytes = this.#readAhead.of(partner.peerId);
    const isFull =
      comingBytes >= LINK_GOAL_BYTES + chunkSizeBytes || heldBytes + chunkSizeBytes > MAX_READ_AHEAD_BYTES;
    const first = partner.wants.values().next();
    if (first.done || isFull || partner.serving >= READ_AHEAD_CHUNKS) return false;
    partner.wants.delete(first.value);
    this.#count(partner, 1);
    void this.#serve(partner, first.value);
    return true;
  }

  async #serve(partner: Partner, index: number): Promise<void> {
    const read = await this.#core.reader?.get(index);
    if (this.#core.partners.get(partner.peerId) !== partner || !this.#core.isServing) {
      this.#count(partner, -1);
      return;
    }
    if (!read?.ok) {
      this.#count(partner, -1);
      this.#core.say(partner, { type: 'none', runs: [index, 1] });
      if (read) this.#events.onUnreadable(read.error);
      return;
    }
    const ready = this.#ready.get(partner) ?? [];
    this.#ready.set(partner, ready);
    ready.push({ index, bytes: read.value, sentBytes: 0 });
    this.#flush(partner);
    this.pump();
  }

  /** So many chunks more, or fewer, are being read or wait for room. */
  #count(partner: Partner, change: number): void {
    partner.serving += change;
    this.#readAhead.add(partner.peerId, change * this.#core.shape.chunkSizeBytes);
  }

  /** Hands over what was read, in parts where the link takes no whole chunk. */
  #flush(partner: Partner): void {
    const ready = this.#ready.get(partner) ?? [];
    for (;;) {
      const next = ready[0];
      if (!next) return;
      if (!this.#send(partner, next)) return this.#retryLater();
      ready.shift();
      this.#count(partner, -1);
      this.#events.onServed(partner, next.index);
    }
  }

  #send(partner: Partner, ready: Ready): boolean {
    const { port } = this.#core.tools;
    const { index, bytes } = ready;
    const partBytes = partBytesFor(bytes.length, port.maxFrameBytes);
    while (ready.sentBytes < bytes.length) {
      const offset = ready.sentBytes;
      const part = bytes.subarray(offset, offset + partBytes);
      const header = encodeChunkHeader({ key: partner.key, index, offset });
      if (!port.sendChunk(partner.peerId, header, part)) return false;
      ready.sentBytes += part.length;
      this.sentBytes += part.length;
      partner.up.add(this.#core.nowMs, part.length);
    }
    return true;
  }

  /** A way that tells nobody of its room is asked now and then. */
  #retryLater(): void {
    if (this.#isRetrying) return;
    this.#isRetrying = true;
    this.#core.tools.clock.schedule(RETRY_SEND_MS, () => {
      this.#isRetrying = false;
      for (const partner of this.#core.partners.values()) this.#flush(partner);
      this.pump();
    });
  }
}
