// All links between this peer and one other: usually one, two after both dialled at once, none while it is lost.
// Exactly one is in use; the peer of lower id says which (PROTOCOL [L7]), so that nothing is lost or doubled.

import type { Bytes } from '../primitives/bytes.ts';
import type { Clock } from '../primitives/clock.ts';
import type { PeerId } from '../primitives/ids.ts';
import type { SecureLink } from '../secure/secure-link.ts';
import type { ChannelName, CloseReason } from '../transport/transport.ts';
import { encodeMeshMessage, type MeshMessage } from './protocol.ts';

export interface PeerLinksOptions {
  readonly self: PeerId;
  readonly remote: PeerId;
  readonly clock: Clock;
  /** One's own entry, for the hello. */
  readonly ownEntry: () => Bytes | undefined;
  /** Strictly growing over all links of this process, also over a rejoin. */
  readonly nextGeneration: () => number;
  /** A link is in use now; `link` is another one than before. */
  readonly onActive: (link: SecureLink) => void;
  /** The link in use ended and there is no other; nothing was heard since `sinceMs`. */
  readonly onDown: (reason: CloseReason, sinceMs: number) => void;
  /** The link in use was interrupted, or is heard again. */
  readonly onInterrupted: () => void;
  readonly onPayload: (payload: Bytes, channel: ChannelName, link: SecureLink) => void;
}

/** A link that nobody decides for is closed after this. */
const CANDIDATE_TIMEOUT_MS = 10_000;
/** Links of one peer that wait to be chosen: both may dial at each of four brokers at once. */
export const MAX_CANDIDATES = 8;

export class PeerLinks {
  readonly #options: PeerLinksOptions;
  /** Proven, but not in use. */
  readonly #candidates = new Set<SecureLink>();
  #active: SecureLink | undefined;
  /** Of the link in use, or of the last one; 0 before the first. */
  #generation = 0;
  #interruptedSinceMs: number | undefined;

  constructor(options: PeerLinksOptions) {
    this.#options = options;
  }

  get active(): SecureLink | undefined {
    return this.#active;
  }

  /** Since when the link in use is interrupted; undefined while it is heard. */
  get interruptedSinceMs(): number | undefined {
    return this.#interruptedSinceMs;
  }

  get hasLink(): boolean {
    return this.#active !== undefined || this.#candidates.size > 0;
  }

  /** Takes a proven link over; more than {@link MAX_CANDIDATES} at a time are closed. */
  add(link: SecureLink): void {
    if (this.#candidates.size >= MAX_CANDIDATES) return link.close('too many links');
    this.#candidates.add(link);
    link.onClosed((reason) => this.#onClosed(link, reason));
    link.onInterrupted((isInterrupted) => this.#onInterrupted(link, isInterrupted));
    const lost = this.#active ? 0 : this.#generation;
    send(link, { type: 'HELLO', lost, ...entryField(this.#options.ownEntry()) });
    if (this.#isChooser && !this.#active) this.#choose(link);
    else this.#options.clock.schedule(CANDIDATE_TIMEOUT_MS, () => this.#drop(link, 'not chosen'));
    link.onMessage(({ payload, channel }) => this.#options.onPayload(payload, channel, link));
  }

  /** The other side's hello on a link: decides between two links if that is up to this side. */
  onHello(link: SecureLink, lost: number): void {
    if (!this.#isChooser || !this.#candidates.has(link)) return;
    const replaced = this.#active;
    if (!replaced) return this.#choose(link);
    if (lost !== this.#generation) return this.#drop(link, 'another link is in use');
    // The one in use broke on the other side; here it only has not been noticed yet.
    this.#choose(link);
    replaced.close('replaced');
  }

  /** The other side chose; ignored when that is up to this side, or when it is old news. */
  onUse(link: SecureLink, generation: number): void {
    if (this.#isChooser || generation <= this.#generation) return;
    const replaced = this.#active;
    this.#use(link, generation);
    if (replaced !== link) replaced?.close('replaced');
  }

  close(detail: string): void {
    for (const link of this.#candidates) link.close(detail);
    this.#active?.close(detail);
  }

  get #isChooser(): boolean {
    return this.#options.self < this.#options.remote;
  }

  #choose(link: SecureLink): void {
    const generation = this.#options.nextGeneration();
    send(link, { type: 'USE', generation });
    this.#use(link, generation);
  }

  #use(link: SecureLink, generation: number): void {
    this.#candidates.delete(link);
    this.#active = link;
    this.#interruptedSinceMs = link.isInterrupted ? this.#options.clock.nowMs() : undefined;
    this.#generation = generation;
    this.#options.onActive(link);
  }

  #drop(link: SecureLink, detail: string): void {
    if (this.#candidates.delete(link)) link.close(detail);
  }

  #onInterrupted(link: SecureLink, isInterrupted: boolean): void {
    if (this.#active !== link) return;
    this.#interruptedSinceMs = isInterrupted ? this.#options.clock.nowMs() : undefined;
    this.#options.onInterrupted();
  }

  #onClosed(link: SecureLink, reason: CloseReason): void {
    const hadCandidates = this.#candidates.size > 0;
    if (this.#candidates.delete(link) || this.#active !== link) return;
    const sinceMs = this.#interruptedSinceMs ?? this.#options.clock.nowMs();
    this.#active = undefined;
    this.#interruptedSinceMs = undefined;
    const [next] = this.#candidates;
    if (next && this.#isChooser) return this.#choose(next);
    // With another link at hand this is a change of links, not a goodbye.
    this.#options.onDown(hadCandidates ? { kind: 'lost', detail: reason.detail } : reason, sinceMs);
  }
}

function send(link: SecureLink, message: MeshMessage): void {
  link.send('control', encodeMeshMessage(message));
}

function entryField(entry: Bytes | undefined): { readonly entry?: Bytes } {
  return entry ? { entry } : {};
}
