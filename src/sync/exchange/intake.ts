// What comes into one document from outside: examined, held back until it can be applied, and applied in pieces between
// which the page lives on. Decides what is taken; where it comes from, and who may write, is decided before.

import type { Bytes } from '../../primitives/bytes.ts';
import type { Cancel, Clock } from '../../primitives/clock.ts';
import type { PeerId } from '../../primitives/ids.ts';
import { isClientOf } from '../client-id.ts';
import type { Replica } from '../document/replica.ts';
import type { RefusalCode } from '../shared-docs.ts';
import { examineUpdate, type ExaminedUpdate } from '../update/examine.ts';
import type { UpdateChecker } from '../update/update-checker.ts';
import { HeldUpdates, type HeldUpdate } from './held-updates.ts';

export interface IntakeOptions {
  readonly replica: Replica;
  readonly checker: UpdateChecker;
  readonly clock: Clock;
  /** Undefined where it was kept on this device. */
  readonly onRefused: (code: RefusalCode, from: PeerId | undefined) => void;
  /** Something waits for what is missing here. */
  readonly onGap: (from: PeerId | undefined) => void;
  /** How long the page did nothing else for what this peer said by itself. */
  readonly onSpent?: ((from: PeerId, tookMs: number) => void) | undefined;
  /** Roots that were not here before. */
  readonly onRoots: (roots: readonly string[], from: PeerId | undefined) => void;
}

/** One update. */
export const MAX_UPDATE_BYTES = 1024 * 1024;
/** Smaller ones are examined faster here than they get to a worker. */
const LOCAL_CHECK_BYTES = 64 * 1024;
/** How long the page does nothing else. */
const RUN_MS = 12;
/** What is applied at once takes longer only if somebody made it so; what is applied in runs, as a whole. */
const SLOW_MS = 500;
const SLOW_MERGE_MS = 10_000;

export type Verdict = 'applied' | 'held' | RefusalCode;

export class Intake {
  readonly #options: IntakeOptions;
  readonly #held = new HeldUpdates();
  /** What applying took of what waited, since something waits. */
  readonly #heldMs = new Map<PeerId | undefined, number>();
  #cancelRelease: Cancel | undefined;
  #isMerging = false;
  #isDisposed = false;

  constructor(options: IntakeOptions) {
    this.#options = options;
  }

  get heldCount(): number {
    return this.#held.count;
  }

  /** What its sender wrote itself. */
  takeOwn(update: Bytes, from: PeerId): Verdict {
    const startedAtMs = this.#nowMs;
    const verdict = this.#take(update, from, (client) => isClientOf(client, from));
    this.#options.onSpent?.(from, this.#nowMs - startedAtMs);
    if (verdict === 'applied') this.#releaseHeld();
    return this.#report(verdict, from);
  }

  /** What was kept on this device. */
  restore(update: Uint8Array): RefusalCode | undefined {
    const { replica } = this.#options;
    const verdict = this.#take(new Uint8Array(update), undefined, () => true);
    if (verdict === 'applied') this.#releaseHeld();
    if (verdict === 'applied' || verdict === 'held') return undefined;
    return replica.isFull ? 'document-full' : verdict;
  }

  /** What its sender says that everybody wrote. One at a time. */
  async merge(update: Bytes, from: PeerId): Promise<Verdict> {
    this.#isMerging = true;
    const verdict = await this.#merge(update, from);
    this.#isMerging = false;
    this.#releaseHeld();
    return this.#report(verdict, from);
  }

  /** What waits of a peer that may not write any more, or lied. */
  forget(peer: PeerId): void {
    this.#held.forget(peer);
  }

  dropHeld(): void {
    this.#held.clear();
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#cancelRelease?.();
  }

  get #nowMs(): number {
    return this.#options.clock.nowMs();
  }

  async #merge(update: Bytes, from: PeerId): Promise<Verdict> {
    const { replica, checker } = this.#options;
    if (replica.isFull) return 'document-full';
    if (update.length > MAX_UPDATE_BYTES) return 'too-large';
    const examination = { items: replica.itemCount };
    const result =
      update.length <= LOCAL_CHECK_BYTES
        ? examineUpdate(update, (client) => replica.known(client), examination)
        : await checker.check(update, replica.knownClients(), examination);
    if (!result.ok) return result.error === 'slow' ? 'slow' : 'malformed';
    const { checked } = result.value;
    const own = replica.doc.clientID;
    if (checked.ranges.some(({ client, end }) => client === own && end > replica.known(own)))
      return 'foreign';
    if (!replica.isReadyFor(checked)) return this.#hold(update, from, result.value);
    return this.#applyInRuns(result.value, from);
  }

  #take(update: Bytes, from: PeerId | undefined, isAllowed: (client: number) => boolean): Verdict {
    const { replica } = this.#options;
    const examined = examineUpdate(update, (client) => replica.known(client), { items: replica.itemCount });
    if (!examined.ok) return 'malformed';
    const { ranges } = examined.value.checked;
    if (!ranges.every(({ client }) => isAllowed(client)) || this.#isForged({ ranges })) return 'foreign';
    // A merge under way was examined for the document as it is.
    const mustWait = this.#isMerging || !replica.isReadyFor(examined.value.checked);
    return mustWait ? this.#hold(update, from, examined.value) : this.#applyAtOnce(examined.value, from);
  }

  /** Nobody else knows more of what was written here; Yjs would go on under another client id. */
  #isForged({ ranges }: Pick<ExaminedUpdate['checked'], 'ranges'>): boolean {
    const { replica } = this.#options;
    const own = replica.doc.clientID;
    return ranges.some(({ client, end }) => client === own && end > replica.known(own));
  }

  #hold(update: Bytes, from: PeerId | undefined, { checked }: ExaminedUpdate): Verdict {
    const isHeld = this.#held.hold({ update, from, needs: checked.needs });
    if (!isHeld || !this.#isMerging) this.#options.onGap(from);
    return 'held';
  }

  #applyAtOnce(examined: ExaminedUpdate, from: PeerId | undefined): Verdict {
    const { clock } = this.#options;
    const verdict = this.#begin(examined, from);
    if (verdict !== 'applied') return verdict;
    const startedAtMs = clock.nowMs();
    for (const piece of examined.pieces) {
      if (!this.#applyPiece(piece, examined, from)) return 'malformed';
      if (from !== undefined && clock.nowMs() - startedAtMs > SLOW_MS) return 'slow';
    }
    return 'applied';
  }

  async #applyInRuns(examined: ExaminedUpdate, from: PeerId): Promise<Verdict> {
    const { clock } = this.#options;
    const verdict = this.#begin(examined, from);
    if (verdict !== 'applied') return verdict;
    let runMs = 0;
    let spentMs = 0;
    for (const piece of examined.pieces) {
      if (this.#isDisposed) return 'applied';
      const startedAtMs = clock.nowMs();
      if (!this.#applyPiece(piece, examined, from)) return 'malformed';
      const tookMs = clock.nowMs() - startedAtMs;
      runMs += tookMs;
      spentMs += tookMs;
      if (spentMs > SLOW_MERGE_MS) return 'slow';
      if (runMs < RUN_MS) continue;
      await new Promise<void>((resolve) => void clock.schedule(0, resolve));
      runMs = 0;
    }
    return 'applied';
  }

  #begin({ checked }: ExaminedUpdate, from: PeerId | undefined): Verdict {
    const { replica, onRoots } = this.#options;
    if (replica.isFull) return 'document-full';
    if (!replica.agreesWith(checked)) return 'malformed';
    const added = checked.roots.filter((root) => !replica.hasRoot(root));
    if (added.length > 0) onRoots(added, from);
    return 'applied';
  }

  #applyPiece(piece: Bytes, { checked }: ExaminedUpdate, from: PeerId | undefined): boolean {
    return this.#options.replica.apply(piece, checked.roots, from === undefined ? 'restored' : 'peer');
  }

  /** What waited for what has come, in runs between which the page lives on. */
  #releaseHeld(): void {
    const { replica, clock } = this.#options;
    this.#cancelRelease?.();
    const startedAtMs = this.#nowMs;
    while (!this.#isMerging && !this.#isDisposed) {
      const held = this.#held.take(({ client, clock: wanted }) => replica.known(client) >= wanted);
      if (!held) return;
      this.#release(held);
      if (this.#nowMs - startedAtMs < RUN_MS) continue;
      this.#cancelRelease = clock.schedule(0, () => this.#releaseHeld());
      return;
    }
  }

  /** It was examined for a document that knew less. */
  #release({ update, from }: HeldUpdate): void {
    const { replica, onSpent } = this.#options;
    const startedAtMs = this.#nowMs;
    const examined = examineUpdate(update, (client) => replica.known(client), { items: replica.itemCount });
    if (examined.ok) this.#report(this.#applyAtOnce(examined.value, from), from);
    const tookMs = this.#nowMs - startedAtMs;
    const spentMs = (this.#heldMs.get(from) ?? 0) + tookMs;
    if (this.heldCount === 0) this.#heldMs.clear();
    else this.#heldMs.set(from, spentMs);
    if (from === undefined) return;
    onSpent?.(from, tookMs);
    // Each by itself took no longer than it may.
    if (spentMs > SLOW_MERGE_MS) this.#report('slow', from);
  }

  #report(verdict: Verdict, from: PeerId | undefined): Verdict {
    if (verdict !== 'applied' && verdict !== 'held') this.#options.onRefused(verdict, from);
    return verdict;
  }
}
