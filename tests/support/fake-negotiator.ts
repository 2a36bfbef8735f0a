// The negotiating half of an RTCPeerConnection: signaling states with implicit rollback, ICE credentials and media
// sections. Descriptions are JSON; every operation takes some virtual time.

import { delay, type Clock } from '../../src/primitives/clock.ts';
import { randomFraction, type RandomSource } from '../../src/primitives/random.ts';
import type { NegotiableConnection } from '../../src/transport/renegotiation.ts';

interface Description {
  readonly type: 'offer' | 'answer';
  readonly ufrag: string;
  readonly media: number;
}

/** The longest an operation takes, milliseconds. */
const OPERATION_MS = 20;

export class FakeNegotiator {
  readonly #clock: Clock;
  readonly #random: RandomSource;
  readonly #name: string;
  #generation = 0;
  #isRestartDue = false;
  #wantedMedia = 1;
  #failing: string | undefined;
  #agreed: { readonly local: Description; readonly remote: Description };
  #pending: { readonly side: 'local' | 'remote'; readonly description: Description } | undefined;
  readonly added: string[] = [];
  /** Offers and answers taken from the other side. */
  remoteDescriptions = 0;
  onNegotiationNeeded: () => void = () => undefined;

  constructor(name: string, far: string, { clock, random }: { clock: Clock; random: RandomSource }) {
    this.#clock = clock;
    this.#random = random;
    this.#name = name;
    this.#agreed = {
      local: { type: 'answer', ufrag: `${name}0`, media: 1 },
      remote: { type: 'offer', ufrag: `${far}0`, media: 1 },
    };
  }

  get signalingState(): RTCSignalingState {
    if (!this.#pending) return 'stable';
    return this.#pending.side === 'local' ? 'have-local-offer' : 'have-remote-offer';
  }

  get localDescription() {
    const local = this.#pending?.side === 'local' ? this.#pending.description : this.#agreed.local;
    return { type: local.type, sdp: JSON.stringify(local) };
  }

  /** The next call of this method fails, as an engine may. */
  failOnce(method: 'createAnswer' | 'setRemoteDescription'): void {
    this.#failing = method;
  }

  /** What both sides must agree about in the end. */
  get agreement() {
    const { local, remote } = this.#agreed;
    return { local: local.ufrag, remote: remote.ufrag, media: local.media, isStable: !this.#pending };
  }

  get wantedMedia(): number {
    return this.#wantedMedia;
  }

  addMedia(): void {
    this.#wantedMedia += 1;
    this.#checkNeed();
  }

  restartIce(): void {
    this.#isRestartDue = true;
    this.#checkNeed();
  }

  async createOffer() {
    await this.#pass();
    if (this.#isRestartDue) this.#generation += 1;
    return { type: 'offer', sdp: JSON.stringify(this.#own('offer', this.#wantedMedia)) } as const;
  }

  async createAnswer() {
    await this.#pass('createAnswer');
    if (this.#pending?.side !== 'remote') throw new Error('nothing to answer');
    const { ufrag, media } = this.#pending.description;
    if (ufrag !== this.#agreed.remote.ufrag) this.#generation += 1;
    return { type: 'answer', sdp: JSON.stringify(this.#own('answer', media)) } as const;
  }

  async setLocalDescription(given?: { readonly type?: RTCSdpType; readonly sdp?: string }) {
    await this.#pass();
    if (given?.type === 'rollback') return this.#rollBack('local');
    const description = JSON.parse(given?.sdp ?? '') as Description;
    if (description.type === 'answer') return this.#agree(description, this.#remoteOffer());
    if (this.#pending?.side === 'remote') throw new Error('an offer is there');
    this.#isRestartDue = false;
    this.#pending = { side: 'local', description };
  }

  async setRemoteDescription(given: { readonly type: RTCSdpType; readonly sdp?: string }) {
    await this.#pass('setRemoteDescription');
    if (given.type === 'rollback') return this.#rollBack('remote');
    const description = JSON.parse(given.sdp ?? '') as Description;
    this.remoteDescriptions += 1;
    if (description.type === 'offer') this.#pending = { side: 'remote', description };
    else if (this.#pending?.side !== 'local') throw new Error('no offer is out');
    else this.#agree(this.#pending.description, description);
  }

  async addIceCandidate(candidate?: RTCIceCandidateInit | null) {
    await this.#pass();
    this.added.push(candidate?.candidate ?? '');
  }

  /** As the code under test sees it. */
  get asConnection(): NegotiableConnection {
    return this as unknown as NegotiableConnection;
  }

  #own(type: Description['type'], media: number): Description {
    return { type, ufrag: `${this.#name}${this.#generation}`, media };
  }

  #remoteOffer(): Description {
    if (this.#pending?.side !== 'remote') throw new Error('nothing to answer');
    return this.#pending.description;
  }

  #agree(local: Description, remote: Description): void {
    this.#pending = undefined;
    this.#agreed = { local, remote };
    this.#checkNeed();
  }

  #rollBack(side: 'local' | 'remote'): void {
    if (this.#pending?.side !== side) throw new Error('nothing to roll back');
    this.#pending = undefined;
    this.#checkNeed();
  }

  #checkNeed(): void {
    this.#clock.schedule(0, () => {
      const isNeeded = this.#isRestartDue || this.#wantedMedia > this.#agreed.local.media;
      if (isNeeded && !this.#pending) this.onNegotiationNeeded();
    });
  }

  async #pass(method?: string): Promise<void> {
    await delay(this.#clock, randomFraction(this.#random) * OPERATION_MS);
    if (method === undefined || method !== this.#failing) return;
    this.#failing = undefined;
    throw new Error('the engine failed');
  }
}
