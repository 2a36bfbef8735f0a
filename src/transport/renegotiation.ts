// Perfect negotiation on a standing link: either side may offer anew at any time, for media or for another path; of two
// offers at once the impolite side's stands. Works one step after the other over an injected connection, and knows
// neither carriers nor when a restart is due.

import type { Cancel, Clock } from '../primitives/clock.ts';
import { createTokenBucket } from '../primitives/token-bucket.ts';
import { MAX_SDP_LENGTH } from '../signaling/signaler.ts';
import { recheck } from './kept-checks.ts';
import { createRoundCandidates, type RoundCandidates, type RoundConnection } from './candidates.ts';
import type { DescriptionMessage, NegotiationMessage } from './negotiation-message.ts';

/** How a message came or goes: over the link, whose other end is proven, or by the medium that the link was made by. */
export type Carrier = 'link' | 'medium';

/** The part of an RTCPeerConnection that is needed here. */
export type NegotiableConnection = RoundConnection &
  Pick<
    RTCPeerConnection,
    | 'createAnswer'
    | 'createOffer'
    | 'localDescription'
    | 'remoteDescription'
    | 'restartIce'
    | 'setLocalDescription'
    | 'setRemoteDescription'
  >;

export interface RenegotiationPorts {
  send(message: NegotiationMessage, carrier: Carrier): void;
  /** The description as it may be applied; undefined when it must not be (PROTOCOL [L3]). */
  admit(message: DescriptionMessage, carrier: Carrier): string | undefined;
}

export interface RenegotiationOptions extends RenegotiationPorts {
  readonly connection: NegotiableConnection;
  readonly clock: Clock;
  /** Gives way when both offer at once: the listener of the link. */
  readonly isPolite: boolean;
  /** Nothing is done before: the handshake of ICE and DTLS that opens a link is not ours. */
  readonly ready: Promise<unknown>;
}

export interface Renegotiation {
  /** The engine says that there is something to negotiate. */
  negotiate(): void;
  /** Offers a new path by the medium, and over the link with `alsoOnLink`. False where the engine cannot. */
  restart(options: { readonly alsoOnLink: boolean }): boolean;
  /** The link is interrupted: from now on another path counts as {@link isUnderWay}. */
  begin(): void;
  /** Offered since by this side, or agreed on with either side's offer. */
  readonly isUnderWay: boolean;
  /**
   * Goes on with what is under way: says the offer again by the medium, or has the engine check the agreed candidates
   * anew. Another restart would be the end of the link in Firefox 153, whose DTLS fails when one overtakes the last;
   * and checks that nobody answers are given up for good after 11 s there, in Chromium the path after 15 s.
   */
  insist(): void;
  /** The link is heard again: an offer that nobody answered goes again, over the link. */
  resume(): void;
  /** Of the local description, for its candidates. */
  readonly localRound: number;
  receive(message: NegotiationMessage, carrier: Carrier): void;
  stop(): void;
}

/** Descriptions taken of a carrier: a restart every four seconds by either side, or a burst of media changes. */
const DESCRIPTION_LIMIT = { perSecond: 0.75, burst: 20 } as const;
/** Candidates taken of a carrier: a few dozen a restart. */
const CANDIDATE_LIMIT = { perSecond: 16, burst: 256 } as const;
/** Offers of one interruption that nobody answered; a medium that claims more would spoil the count for good. */
const MAX_UNANSWERED_ROUNDS = 64;
/** Steps that wait for one another; an engine that hangs in one must not gather more for ever. */
const MAX_WAITING_STEPS = 64;

export function createRenegotiation(options: RenegotiationOptions): Renegotiation {
  return new PerfectNegotiation(options);
}

class PerfectNegotiation implements Renegotiation {
  readonly #options: RenegotiationOptions;
  readonly #connection: NegotiableConnection;
  readonly #candidates: RoundCandidates;
  readonly #intake: Intake;
  readonly #steps: Steps;
  /** Of the last offer of ours. */
  #ownRound = 0;
  /** Of the descriptions in force: what is older comes too late. */
  #agreedRound = 0;
  #localRound = 0;
  /** In force when the link was interrupted. */
  #roundBefore = 0;
  /** To the last offer of theirs, in case it did not arrive. */
  #answer: DescriptionMessage | undefined;

  constructor(options: RenegotiationOptions) {
    this.#options = options;
    this.#connection = options.connection;
    this.#candidates = createRoundCandidates(options.connection);
    this.#intake = createIntake(options.clock, (message, carrier) => this.#pass(message, carrier));
    this.#steps = createSteps(options.ready);
  }

  get localRound(): number {
    return this.#localRound;
  }

  negotiate(): void {
    // While an offer is out the engine asks again by itself afterwards.
    this.#enqueue(async () =>
      this.#connection.signalingState === 'stable' ? this.#offer(['link']) : undefined,
    );
  }

  restart({ alsoOnLink }: { readonly alsoOnLink: boolean }): boolean {
    try {
      this.#connection.restartIce();
    } catch {
      return false;
    }
    this.#enqueue(() => this.#offer(alsoOnLink ? ['medium', 'link'] : ['medium']));
    return true;
  }

  begin(): void {
    this.#roundBefore = this.#agreedRound;
  }

  get isUnderWay(): boolean {
    const hasOffered = this.#connection.signalingState === 'have-local-offer';
    return hasOffered || this.#agreedRound > this.#roundBefore;
  }

  insist(): void {
    this.#enqueue(async () => {
      this.#repeatOffer('medium');
      if (this.#connection.signalingState === 'stable') recheck(this.#connection);
    });
  }

  resume(): void {
    this.#enqueue(async () => this.#repeatOffer('link'));
  }

  receive(message: NegotiationMessage, carrier: Carrier): void {
    this.#intake.take(message, carrier);
  }

  stop(): void {
    this.#intake.stop();
    this.#steps.stop();
  }

  #pass(message: NegotiationMessage, carrier: Carrier): void {
    if (message.type === 'candidate') this.#steps.add(async () => this.#candidates.add(message));
    else if (message.type === 'offer') this.#enqueue(() => this.#takeOffer(message, carrier));
    else this.#enqueue(() => this.#takeAnswer(message, carrier));
  }

  /** What an engine throws at a bad description costs this exchange and nothing else. */
  #enqueue(step: () => Promise<void>): void {
    this.#steps.add(async () => {
      if (this.#connection.signalingState === 'closed') return;
      await step().catch(() => rollBack(this.#connection));
    });
  }

  async #offer(carriers: readonly Carrier[]): Promise<void> {
    this.#ownRound = Math.max(this.#ownRound, this.#agreedRound) + 1;
    this.#localRound = this.#ownRound;
    await this.#connection.setLocalDescription(await this.#connection.createOffer());
    for (const carrier of carriers) this.#repeatOffer(carrier);
  }

  #repeatOffer(carrier: Carrier): void {
    const { localDescription, signalingState } = this.#connection;
    const sdp = localDescription?.sdp ?? '';
    if (signalingState !== 'have-local-offer' || sdp.length > MAX_SDP_LENGTH) return;
    this.#options.send({ type: 'offer', round: this.#ownRound, sdp }, carrier);
  }

  async #takeOffer(message: DescriptionMessage, carrier: Carrier): Promise<void> {
    const { round } = message;
    if (this.#answer?.round === round) return this.#repeatAnswer(this.#answer, carrier);
    if (!this.#mayAnswer(round, carrier)) return undefined;
    // Ours stands. It goes again: it may have been lost, or the other engine failed at it.
    if (this.#connection.signalingState !== 'stable' && !this.#options.isPolite)
      return this.#repeatOffer(carrier);
    const sdp = this.#options.admit(message, carrier);
    return sdp === undefined ? undefined : this.#reply({ ...message, sdp }, carrier);
  }

  /** Who missed the answer has ignored what we offered after it. */
  #repeatAnswer(answer: DescriptionMessage, carrier: Carrier): void {
    this.#options.send(answer, carrier);
    this.#repeatOffer(carrier);
  }

  #mayAnswer(round: number, carrier: Carrier): boolean {
    const latest = carrier === 'medium' ? this.#agreedRound + MAX_UNANSWERED_ROUNDS : Infinity;
    return round > this.#agreedRound && round <= latest;
  }

  async #reply({ round, sdp }: DescriptionMessage, carrier: Carrier): Promise<void> {
    await this.#connection.setRemoteDescription({ type: 'offer', sdp });
    this.#localRound = round;
    await this.#connection.setLocalDescription(await this.#connection.createAnswer());
    this.#agreedRound = round;
    this.#answer = { type: 'answer', round, sdp: this.#connection.localDescription?.sdp ?? '' };
    this.#options.send(this.#answer, carrier);
    this.#candidates.onRound(round);
  }

  async #takeAnswer(message: DescriptionMessage, carrier: Carrier): Promise<void> {
    const isAwaited =
      this.#connection.signalingState === 'have-local-offer' && message.round === this.#ownRound;
    const sdp = isAwaited ? this.#options.admit(message, carrier) : undefined;
    if (sdp === undefined) return;
    await this.#connection.setRemoteDescription({ type: 'answer', sdp });
    this.#agreedRound = message.round;
    this.#candidates.onRound(message.round);
  }
}

/** Back to the last agreement, so that a later offer of either side finds it. */
async function rollBack(connection: NegotiableConnection): Promise<void> {
  const { signalingState } = connection;
  if (signalingState === 'have-remote-offer') await connection.setRemoteDescription({ type: 'rollback' });
  if (signalingState === 'have-local-offer') await connection.setLocalDescription({ type: 'rollback' });
}

/** One step at a time, in order. */
interface Steps {
  add(step: () => Promise<void>): void;
  stop(): void;
}

function createSteps(ready: Promise<unknown>): Steps {
  let last = ready;
  let waiting = 0;
  let isStopped = false;
  return {
    add(step) {
      if (isStopped || waiting >= MAX_WAITING_STEPS) return;
      waiting += 1;
      const run = async () => {
        waiting -= 1;
        if (!isStopped) await step();
      };
      last = last.then(run).catch(() => undefined);
    },
    stop: () => void (isStopped = true),
  };
}

/** What the other side, or whoever speaks on the medium, can make us do. */
interface Intake {
  take(message: NegotiationMessage, carrier: Carrier): void;
  stop(): void;
}

/**
 * What is over the limit waits, the last of each type: over the link nobody says it again. On a medium it is dropped.
 */
function createIntake(clock: Clock, pass: (message: NegotiationMessage, carrier: Carrier) => void): Intake {
  const create = () => ({
    descriptions: createTokenBucket(DESCRIPTION_LIMIT),
    candidates: createTokenBucket(CANDIDATE_LIMIT),
  });
  const allowances = { link: create(), medium: create() };
  const waiting = new Map<NegotiationMessage['type'], NegotiationMessage>();
  let cancel: Cancel | undefined;
  let isStopped = false;

  function take(message: NegotiationMessage, carrier: Carrier): void {
    if (isStopped) return undefined;
    const { descriptions, candidates } = allowances[carrier];
    const allowance = message.type === 'candidate' ? candidates : descriptions;
    if (allowance.take(clock.nowMs())) return pass(message, carrier);
    if (carrier === 'medium' || message.type === 'candidate') return undefined;
    waiting.set(message.type, message);
    cancel ??= clock.schedule(1000 / DESCRIPTION_LIMIT.perSecond, takeWaiting);
  }

  function takeWaiting(): void {
    cancel = undefined;
    const due = Array.from(waiting.values());
    waiting.clear();
    for (const message of due) take(message, 'link');
  }

  return {
    take,
    stop() {
      isStopped = true;
      cancel?.();
    },
  };
}
