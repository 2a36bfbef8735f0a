// One address claimed at a broker, over all stays there: it is regained when the broker was lost, and links dialled
// before find their restarts carried by the stay of the day.

import { createEmitter, type Unsubscribe } from '../primitives/events.ts';
import type { TransportId } from '../primitives/ids.ts';
import type { RandomSource } from '../primitives/random.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import { acceptOnBroker, dialOnBroker, type BrokerLinkOptions } from './broker-links.ts';
import type { BrokerConnection } from './broker-peer.ts';
import { createBrokerRestarts, type BrokerRestarts } from './broker-restarts.ts';
import { retryBroker, type Retrying } from './broker-retry.ts';
import type { BrokerSession, SessionRequest } from './broker-session.ts';
import { createIncomingOpenings } from './opening.ts';
import type { ClaimError, DialError, DialOptions, Endpoint, EndpointState, Link } from './transport.ts';
import type { LinkContext } from './webrtc-link.ts';

export interface BrokerClaim {
  readonly id: TransportId;
  readonly context: LinkContext;
  readonly random: RandomSource;
  /** Opens one stay; every stay of one claim has the same token. */
  readonly openStay: (
    request: Pick<SessionRequest, 'signal' | 'timeoutMs' | 'mayOpen' | 'takeRestart'>,
  ) => Promise<Result<BrokerSession, ClaimError>>;
}

export async function claimAtBroker(
  claim: BrokerClaim,
  signal: AbortSignal | undefined,
): Promise<Result<Endpoint, ClaimError>> {
  const endpoint = new BrokerEndpoint(claim);
  const failure = await endpoint.open(signal);
  return failure ? err(failure) : ok(endpoint);
}

class BrokerEndpoint implements Endpoint {
  readonly id: TransportId;
  readonly #claim: BrokerClaim;
  readonly #restarts: BrokerRestarts;
  /** Over all stays: connections outlive them. */
  readonly #incoming = createIncomingOpenings();
  readonly #states = createEmitter<EndpointState>();
  readonly #links = createEmitter<Link>();
  readonly #closed = new AbortController();
  #state: EndpointState = { kind: 'open' };
  #stay: BrokerSession | undefined;
  #retrying: Retrying<BrokerSession> | undefined;

  constructor(claim: BrokerClaim) {
    this.id = claim.id;
    this.#claim = claim;
    this.#restarts = createBrokerRestarts(() => this.#stay?.peer);
  }

  get state(): EndpointState {
    return this.#state;
  }

  /** Undefined when the address is ours. */
  async open(signal: AbortSignal | undefined): Promise<ClaimError | undefined> {
    const opened = await this.#openStay({ signal });
    if (!opened.ok) return opened.error;
    return this.#attend(opened.value);
  }

  onState(listener: (state: EndpointState) => void): Unsubscribe {
    return this.#states.on(listener);
  }

  onLink(listener: (link: Link) => void): Unsubscribe {
    return this.#links.on(listener);
  }

  async dial(remoteId: TransportId, options: DialOptions = {}): Promise<Result<Link, DialError>> {
    if (options.signal?.aborted) return err({ code: 'aborted', detail: 'given up' });
    if (!this.#stay) return err({ code: 'unreachable', detail: 'not connected to the broker' });
    if (remoteId === this.id) return err({ code: 'failed', detail: 'that is our own address' });
    const dialled = await dialOnBroker(this.#stay, remoteId, { ...options, ...this.#linkOptions });
    if (dialled.ok) this.#watch(dialled.value);
    return dialled;
  }

  tryNow(): void {
    this.#retrying?.tryNow();
    this.#stay?.checkNow();
    this.#restarts.tryNow();
  }

  close(): void {
    this.#closed.abort();
    this.#stay?.end();
    this.#stay = undefined;
    this.#setState({ kind: 'closed', detail: 'given back' });
  }

  get #linkOptions(): BrokerLinkOptions {
    return {
      localId: this.id,
      context: this.#claim.context,
      restarts: this.#restarts,
      incoming: this.#incoming,
    };
  }

  #openStay(
    attempt: Pick<SessionRequest, 'signal' | 'timeoutMs'>,
  ): Promise<Result<BrokerSession, ClaimError>> {
    return this.#claim.openStay({
      ...attempt,
      mayOpen: (remoteId) => this.#incoming.mayOpen(remoteId),
      takeRestart: (message) => this.#restarts.receive(message),
    });
  }

  #setState(next: EndpointState): void {
    if (this.#state.kind === 'closed') return;
    this.#state = next;
    this.#states.emit(next);
  }

  #attend(stay: BrokerSession): undefined {
    this.#stay = stay;
    stay.onLost(() => void this.#recover());
    stay.onConnection((connection) => void this.#accept(stay, connection));
  }

  async #accept(stay: BrokerSession, connection: BrokerConnection): Promise<void> {
    const link = await acceptOnBroker(stay, connection, this.#linkOptions);
    if (!link) return;
    this.#watch(link);
    if (this.#links.listenerCount === 0) link.close('nobody listens');
    else this.#links.emit(link);
  }

  /** A network that lost a peer may have lost the broker too, whose dead socket says nothing for half a minute. */
  #watch(link: Link): void {
    link.onInterrupted((isInterrupted) => isInterrupted && this.#stay?.checkNow());
  }

  async #recover(): Promise<void> {
    const { context, random } = this.#claim;
    this.#stay = undefined;
    this.#setState({ kind: 'reconnecting' });
    this.#retrying = retryBroker({
      clock: context.clock,
      random,
      reopen: (attempt) => this.#openStay(attempt),
      signal: this.#closed.signal,
    });
    const regained = await this.#retrying.result;
    this.#retrying = undefined;
    if (this.#closed.signal.aborted) return regained.ok ? regained.value.end() : undefined;
    if (!regained.ok) return this.#setState({ kind: 'closed', detail: regained.error.detail });
    this.#attend(regained.value);
    this.#setState({ kind: 'open' });
    return this.#restarts.tryNow();
  }
}
