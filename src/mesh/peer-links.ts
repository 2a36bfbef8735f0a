// All links between this peer and one other: usually one, two after both dialled at once, none while it is lost.
// Exactly one is in use; the peer of lower id says which (PROTOCOL [L7]), so that nothing is lost or doubled.

import type { Clock } from '../primitives/clock.ts';
import type { Bytes } from '../primitives/bytes.ts';
import type { PeerId } from '../primitives/ids.ts';
import type { SecureLink } from '../secure/secure-link.ts';
import type { ChannelName, CloseReason } from '../transport/transport.ts';
import { encodeMeshMessage, type MeshMessage } from './protocol.ts';

export type Hello = Extract<MeshMessage, { readonly type: 'HELLO' }>;

export interface PeerLinksOptions {
  readonly self: PeerId;
  readonly remote: PeerId;
  readonly clock: Clock;
  /** What is told first on every link, but for the lost one. */
  readonly greeting: () => Omit<Hello, 'type' | 'lost'>;
  /** Strictly growing over all links of this process, also over a rejoin. */
  readonly nextGeneration: () => number;
  /** A link is in use now; `link` is another one than before. */
  readonly onActive: (link: SecureLink) => void;
  /** The link in use is silent for now, or is heard again. */
  readonly onInterrupted: (isInterrupted: boolean) => void;
  /** Another path is looked for, and another link would be welcome, or no more. */
  readonly onDoubted: (isDoubted: boolean) => void;
  /** The link in use has room for chunks again. */
  readonly onDrained: () => void;
  /** The link in use ended and there is no other. */
  readonly onDown: (reason: CloseReason) => void;
  readonly onPayload: (payload: Bytes, channel: ChannelName, link: SecureLink) => void;
}

/** Why a link ends that is not the end of the peer: there is, was or will be another one. */
const CHANGES = {
  replaced: 'replaced',
  tooMany: 'too many links',
  inUse: 'another link is in use',
  notChosen: 'not chosen',
} as const;
/** A link that nobody decides for is closed after this. */
const CANDIDATE_TIMEOUT_MS = 10_000;
/** Links of one peer that wait to be chosen: both may dial at each of four brokers at once. */
export const MAX_CANDIDATES = 8;

/** What a side decides once the other has said hello: `false` when the link is refused, and closed by whoever decided. */
export type DecideLater = (hello: Hello) => boolean;

export class PeerLinks {
  readonly #options: PeerLinksOptions;
  /** Proven, but not in use; those that wait for the other's hello first with what decides then. */
  readonly #candidates = new Map<SecureLink, DecideLater | undefined>();
  #active: SecureLink | undefined;
  /** Of the link in use, or of the last one; 0 before the first. */
  #generation = 0;

  constructor(options: PeerLinksOptions) {
    this.#options = options;
  }

  get active(): SecureLink | undefined {
    return this.#active;
  }

  get hasLink(): boolean {
    return this.#active !== undefined || this.#candidates.size > 0;
  }

  /** Takes a proven link over; more than {@link MAX_CANDIDATES} at a time are closed. */
  add(link: SecureLink, decideLater?: DecideLater): void {
    if (this.#candidates.size >= MAX_CANDIDATES) return link.close(CHANGES.tooMany);
    this.#candidates.set(link, decideLater);
    link.onClosed((reason) => this.#onClosed(link, reason));
    link.onInterrupted((isInterrupted) => this.#onInterrupted(link, isInterrupted));
    link.onDoubted?.((isDoubted) => this.#active === link && this.#options.onDoubted(isDoubted));
    link.onDrained(() => this.#active === link && this.#options.onDrained());
    const lost = this.#isWorking ? 0 : this.#generation;
    send(link, { type: 'HELLO', lost, ...this.#options.greeting() });
    if (this.#isChooser && !this.#isWorking && !decideLater) this.#choose(link);
    else this.#options.clock.schedule(CANDIDATE_TIMEOUT_MS, () => this.#drop(link, CHANGES.notChosen));
    link.onMessage(({ payload, channel }) => this.#options.onPayload(payload, channel, link));
  }

  /** The other side's hello on a link: decides between two links if that is up to this side. */
  onHello(link: SecureLink, hello: Hello): void {
    const decideLater = this.#candidates.get(link);
    if (decideLater) {
      if (!decideLater(hello)) return void this.#candidates.delete(link);
      this.#candidates.set(link, undefined);
    }
    if (!this.#isChooser || !this.#candidates.has(link)) return;
    // One that broke on the other side, or was doubted on either, is no reason to go without this.
    if (!this.#isWorking || hello.lost === this.#generation) this.#choose(link);
    else this.#drop(link, CHANGES.inUse);
  }

  /** The other side chose; ignored when that is up to this side, or when it is old news. */
  onUse(link: SecureLink, generation: number): void {
    const isCandidate = this.#candidates.has(link) && !this.#candidates.get(link);
    if (!this.#isChooser && isCandidate && generation > this.#generation) this.#use(link, generation);
  }

  close(detail: string): void {
    for (const link of this.#candidates.keys()) link.close(detail);
    this.#active?.close(detail);
  }

  get #isChooser(): boolean {
    return this.#options.self < this.#options.remote;
  }

  get #isWorking(): boolean {
    return this.#active !== undefined && !this.#active.isInterrupted && this.#active.isDoubted !== true;
  }

  #choose(link: SecureLink): void {
    const generation = this.#options.nextGeneration();
    send(link, { type: 'USE', generation });
    this.#use(link, generation);
  }

  #use(link: SecureLink, generation: number): void {
    const replaced = this.#active;
    this.#candidates.delete(link);
    this.#active = link;
    this.#generation = generation;
    link.admit();
    this.#options.onActive(link);
    replaced?.close(CHANGES.replaced);
  }

  #drop(link: SecureLink, detail: string): void {
    if (this.#candidates.delete(link)) link.close(detail);
  }

  #onInterrupted(link: SecureLink, isInterrupted: boolean): void {
    if (this.#active === link) this.#options.onInterrupted(isInterrupted);
  }

  #onClosed(link: SecureLink, reason: CloseReason): void {
    const hadCandidates = this.#candidates.size > 0;
    if (this.#candidates.delete(link) || this.#active !== link) return;
    this.#active = undefined;
    const next = Array.from(this.#candidates).find(([, decideLater]) => !decideLater)?.[0];
    if (next && this.#isChooser) return this.#choose(next);
    this.#options.onDown(
      hadCandidates || isChange(reason) ? { kind: 'lost', detail: reason.detail } : reason,
    );
  }
}

/** Whether a link ended for the sake of another one, which may be on its way. */
function isChange({ detail }: CloseReason): boolean {
  return Object.values<string>(CHANGES).includes(detail);
}

function send(link: SecureLink, message: MeshMessage): void {
  link.send('control', encodeMeshMessage(message));
}
