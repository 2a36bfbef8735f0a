// Asking for chunks and taking them in. Nothing counts before its hash does; what is late is late-sources.ts' business.

import { runsOf } from './bitfield.ts';
import type { Bytes } from '../primitives/bytes.ts';
import { ChunkAssembly } from './assembly.ts';
import type { ChunkFrame } from './chunk-frame.ts';
import type { ChunkStore, StoreError } from './chunk-store.ts';
import { MAX_ASKED_CHUNKS, MAX_BAD_CHUNKS, MAX_STORING_CHUNKS } from './limits.ts';
import type { Partner } from './partner.ts';
import { pickChunks, pickUrgent } from './picker.ts';
import { MAX_RUN_NUMBERS } from './protocol.ts';
import type { SwarmCore } from './swarm-core.ts';

export interface DownloadEvents {
  /** Verified and stored. */
  onChunk(index: number): void;
  onStoreFailed(error: StoreError): void;
  /** It sent what no honest peer sends, too often. */
  onBanned(partner: Partner, detail: string): void;
}

export class Downloads {
  readonly #core: SwarmCore;
  readonly #events: DownloadEvents;
  #store: ChunkStore | undefined;
  /** Told apart from an earlier store's: answers of that one count no more. */
  #generation = 0;
  /** Bytes that arrived and were of use. */
  receivedBytes = 0;

  constructor(core: SwarmCore, events: DownloadEvents) {
    this.#core = core;
    this.#events = events;
  }

  useStore(store: ChunkStore | undefined): void {
    this.#store = store;
    this.#generation += 1;
  }

  /** Asks every partner for as much as its window has room for. Cheap when there is none. */
  fill(): void {
    if (!this.#mayAsk) return;
    const eager = Array.from(this.#core.partners.values()).sort((a, b) => load(a) - load(b));
    for (const partner of eager) this.#fillFrom(partner);
  }

  /** Asks one partner for these, whoever else was asked. */
  ask(partner: Partner, indexes: readonly number[], isUrgent = false): void {
    if (indexes.length === 0 || !this.#store) return;
    const { nowMs, todo } = this.#core;
    const sorted = indexes.toSorted((a, b) => a - b);
    const runs = runsOf(sorted);
    const urgent = isUrgent ? { urgent: true } : {};
    // What does not fit a message is asked for the next time.
    const isSaid =
      runs.length <= MAX_RUN_NUMBERS && this.#core.say(partner, { type: 'request', runs, ...urgent });
    if (!isSaid) {
      partner.dryVersion = undefined;
      return;
    }
    if (partner.asked.size === 0) partner.down.resume(nowMs);
    for (const index of sorted) {
      partner.asked.set(index, nowMs);
      // Who is silent is asked in case; nobody else is kept from bringing it.
      if (!partner.isStalled) todo.clear(index);
    }
  }

  /** Takes a request back; what is on its way already may still come. */
  cancel(partner: Partner, indexes: readonly number[]): void {
    const asked = indexes.filter((index) => this.#release(partner, index));
    this.#mayBeLate(partner, asked);
    if (asked.length > 0)
      this.#core.say(partner, { type: 'cancel', runs: runsOf(asked.toSorted((a, b) => a - b)) });
  }

  onFrame(partner: Partner, frame: ChunkFrame): void {
    const { index, bytes } = frame;
    if (!partner.asked.has(index)) return this.#onUnasked(partner, bytes.length);
    const { nowMs } = this.#core;
    partner.down.add(nowMs, bytes.length);
    partner.lastArrivalMs = nowMs;
    partner.isStalled = false;
    const whole = this.#assemble(partner, frame);
    if (whole === 'bad') return this.#onBad(partner, index, 'parts that do not fit');
    if (whole) this.#onWhole(partner, index, whole);
  }

  /** It does not have them. */
  onNone(partner: Partner, indexes: readonly number[]): void {
    for (const index of indexes) {
      if (!this.#release(partner, index)) continue;
      this.#core.removeHave(partner, index);
      this.#core.reopen(index);
    }
  }

  /** Nothing is expected of it any more. */
  drop(partner: Partner): void {
    const asked = Array.from(partner.asked.keys());
    this.#mayBeLate(partner, asked);
    partner.asked.clear();
    partner.assemblies.clear();
    for (const index of asked) this.#core.reopen(index);
  }

  /** Takes all requests back, for a pause or an end. */
  cancelAll(): void {
    for (const partner of this.#core.partners.values()) {
      const asked = Array.from(partner.asked.keys());
      this.cancel(partner, asked);
      for (const index of asked) this.#core.reopen(index);
    }
  }

  get #mayAsk(): boolean {
    const { isFetching, storing, todo } = this.#core;
    return isFetching && this.#store !== undefined && todo.count > 0 && storing.size < MAX_STORING_CHUNKS;
  }

  #fillFrom(partner: Partner): void {
    const room = this.roomOf(partner);
    // Few large requests instead of many small ones.
    if (room <= 0 || (partner.asked.size > 0 && room < partner.asked.size / 3)) return;
    const { wanted, tools, todo, wantVersion } = this.#core;
    const isLimited = wanted.end < todo.length;
    if (partner.dryVersion === wantVersion && !isLimited && !partner.deals) return;
    // Whoever deals holds it all, and what somebody waits for is asked of it whatever it dealt. It goes first.
    const urgent = pickUrgent(wanted, partner.deals ? todo : partner.have, room);
    this.ask(partner, urgent, true);
    if (urgent.length === room) return;
    const count = room - urgent.length;
    const picked = pickChunks(wanted, { from: partner.have, count, random: tools.random });
    // Of a limited stretch nobody knows what comes after it.
    if (picked.length < count && !isLimited) partner.dryVersion = wantVersion;
    this.ask(partner, picked);
  }

  /** Chunks that may be asked of it on top of those that are. */
  roomOf(partner: Partner): number {
    const { nowMs, shape, askedCount, storing } = this.#core;
    if (!partner.isUsable || storing.size >= MAX_STORING_CHUNKS) return 0;
    const window = partner.windowChunks(nowMs, shape.chunkSizeBytes);
    return Math.min(window - partner.asked.size, MAX_ASKED_CHUNKS - askedCount);
  }

  #assemble(partner: Partner, { index, offset, bytes }: ChunkFrame): Bytes | 'bad' | undefined {
    const length = this.#core.lengthAt(index);
    if (offset === 0 && bytes.length === length && !partner.assemblies.has(index)) return bytes;
    const assembly = partner.assemblies.get(index) ?? new ChunkAssembly(length);
    partner.assemblies.set(index, assembly);
    return assembly.add(offset, bytes);
  }

  #onWhole(partner: Partner, index: number, bytes: Bytes): void {
    const { storing, todo } = this.#core;
    this.#release(partner, index);
    for (const other of this.#core.partners.values()) this.cancel(other, [index]);
    todo.clear(index);
    storing.set(index, this.#core.nowMs);
    this.receivedBytes += bytes.length;
    void this.#take(partner, index, bytes);
    this.fill();
  }

  /** Several run at once: the network does not wait for a hash, nor a hash for the disk. */
  async #take(partner: Partner, index: number, bytes: Bytes): Promise<void> {
    const generation = this.#generation;
    const { tools, leaves, storing, have } = this.#core;
    const hash = await tools.hash.sha256(bytes);
    if (generation !== this.#generation) return;
    if (!leaves.matches(index, hash)) {
      storing.delete(index);
      return this.#onBad(partner, index, 'a chunk with another hash');
    }
    const stored = await this.#store?.put(index, bytes);
    if (generation !== this.#generation) return;
    const heldBack = this.#core.aheadChunks !== undefined || storing.size >= MAX_STORING_CHUNKS;
    storing.delete(index);
    if (!stored?.ok) return this.#onStoreFailed(index, stored?.error);
    this.#core.lastStoredMs = this.#core.nowMs;
    if (!have.set(index)) return;
    this.#core.givers.note(index, partner.peerId);
    this.#events.onChunk(index);
    // It waited for this, perhaps with nothing under way that would ask for more.
    if (heldBack) this.fill();
  }

  #onStoreFailed(index: number, error: StoreError | undefined): void {
    this.#core.reopen(index);
    if (error) this.#events.onStoreFailed(error);
  }

  #onBad(partner: Partner, index: number, detail: string): void {
    this.#release(partner, index);
    this.#core.reopen(index);
    this.strike(partner, detail);
    this.fill();
  }

  /** One of the faults that lead to a ban. */
  strike(partner: Partner, detail: string): void {
    partner.conduct.badChunks += 1;
    if (partner.conduct.badChunks >= MAX_BAD_CHUNKS && !partner.isBanned)
      this.#events.onBanned(partner, detail);
  }

  /** A part of a chunk that was taken back is no fault; more bytes than were taken back are. */
  #onUnasked(partner: Partner, lengthBytes: number): void {
    const { conduct } = partner;
    if (conduct.lateBytes < lengthBytes) return this.strike(partner, 'chunks that nobody asked for');
    conduct.lateBytes -= lengthBytes;
  }

  #mayBeLate({ conduct }: Partner, indexes: readonly number[]): void {
    for (const index of indexes) conduct.lateBytes += this.#core.lengthAt(index);
  }

  #release(partner: Partner, index: number): boolean {
    partner.assemblies.delete(index);
    return partner.asked.delete(index);
  }
}

/** Those with most room come first, so that one with nothing to do takes what others would queue. */
function load({ asked, deals, isStalled }: Partner): number {
  // A dealer comes first: what it dealt is to be had nowhere else.
  return isStalled ? Number.MAX_SAFE_INTEGER : deals ? -1 : asked.size;
}
