// Carries out what an election decides, at one broker: dials and claims router addresses, waits, checks in. What goes
// into the registry is meeting.ts's business.

import type { Disposable } from '../primitives/disposable.ts';
import type { PeerId } from '../primitives/ids.ts';
import { randomBetween } from '../primitives/random.ts';
import type { Endpoint, Link, Transport } from '../transport/transport.ts';
import {
  slotOf,
  type ElectionEffect,
  type ElectionEvent,
  type ElectionState,
  type ElectionTimer,
} from './election-state.ts';
import type { BrokerState, MeetingOptions } from './meeting-ports.ts';
import { createNamedTimers, type NamedTimers } from './named-timers.ts';
import { routerId, SLOTS, type Slot } from './namespace.ts';
import { createOwnAddress, type OwnAddress } from './own-address.ts';
import { createRouterAddresses, type RouterAddresses, type RouterOutcome } from './router-addresses.ts';
import { initialElection, stepElection } from './router-election.ts';

export interface BrokerMeetingOptions extends Omit<
  MeetingOptions,
  'transports' | 'localTransports' | 'entries' | 'onEndpoint'
> {
  readonly transport: Transport;
  readonly onEndpoint: (endpoint: Endpoint) => void;
  /** Sends the own entry to a peer; the answer comes back through {@link BrokerMeeting.onAnswer}. */
  readonly checkIn: (peer: PeerId, holds: Slot | undefined) => void;
  readonly callIn: (slot: Slot) => void;
  readonly stepDown: () => void;
  /** Added to what a search waits for. */
  readonly spreadMs: () => number;
  /** Anything that {@link BrokerMeeting} shows has changed. */
  readonly onChange: () => void;
}

/** How long a proven peer may take to answer a check-in. */
const ANSWER_TIMEOUT_MS = 3_000;
/** One's own router: its link tells sooner when it is gone, and a check-in during a short outage is answered after it. */
const ROUTER_ANSWER_TIMEOUT_MS = 12_000;

export class BrokerMeeting implements Disposable {
  readonly label: string;
  brokerState: BrokerState = 'trying';
  election: ElectionState = initialElection;
  /** Links to router addresses that are being proven now. */
  proving = 0;

  readonly #options: BrokerMeetingOptions;
  readonly #abort = new AbortController();
  readonly #timers: NamedTimers<ElectionTimer>;
  readonly #answers: NamedTimers<PeerId>;
  readonly #asked = new Map<PeerId, Slot>();
  readonly #dialing = new Set<Slot>();
  /** Linked, and found at a router's address: whoever holds several of those may be one liar, and who hides others. */
  readonly #metAtSlots = new Set<PeerId>();
  readonly #address: OwnAddress;
  readonly #routerAddresses: RouterAddresses;
  #endpoint: Endpoint | undefined;

  constructor(options: BrokerMeetingOptions) {
    this.#options = options;
    this.label = options.transport.label;
    this.#timers = createNamedTimers(options.clock);
    this.#answers = createNamedTimers(options.clock);
    this.#routerAddresses = createRouterAddresses({
      ...options,
      onLink: (link) => void options.peers.prove(link),
      onOutcome: (outcome) => this.#onOutcome(outcome),
    });
    this.#address = createOwnAddress({
      ...options,
      onEndpoint: (endpoint) => this.#useEndpoint(endpoint),
      onState: (state) => this.#setBrokerState(state),
    });
  }

  /** Whether an answer of this peer is awaited, or its news are welcome. */
  listensTo(peer: PeerId): boolean {
    return this.#asked.has(peer) || (this.election.kind === 'member' && this.election.router === peer);
  }

  onAnswer(peer: PeerId, answer: { readonly leads: Slot | undefined; readonly rank: number }): void {
    const slot = this.#asked.get(peer) ?? answer.leads ?? 1;
    this.#forgetAsked(peer);
    this.#step({ type: 'answered', peer, slot, ...answer });
  }

  onCall(peer: PeerId, slot: Slot): void {
    this.#step({ type: 'called', peer, slot });
  }

  onDoubt(peer: PeerId, isDoubted: boolean): void {
    this.#step({ type: isDoubted ? 'silent' : 'heard', peer });
  }

  onBusy(): void {
    this.#step({ type: 'busy' });
  }

  onDown(peer: PeerId): void {
    this.#metAtSlots.delete(peer);
    this.#onUnanswered(peer);
  }

  /** Begins; or tries an unreachable broker, or a search that waits, at once. */
  tryNow(): void {
    if (this.brokerState === 'reachable') this.#step({ type: 'timer', timer: 'jitter' });
    else this.#address.tryNow();
  }

  dispose(): void {
    this.#abort.abort();
    this.#timers.dispose();
    this.#answers.dispose();
    this.#routerAddresses.dispose();
    this.#address.dispose();
  }

  #useEndpoint(endpoint: Endpoint | undefined): void {
    this.#endpoint = endpoint;
    if (endpoint) this.#options.onEndpoint(endpoint);
    this.#step({ type: endpoint ? 'online' : 'offline' });
  }

  #setBrokerState(state: BrokerState): void {
    this.brokerState = state;
    this.#options.onChange();
  }

  #step(event: ElectionEvent): void {
    if (this.#abort.signal.aborted) return;
    const before = this.election.kind;
    const { state, effects } = stepElection(this.election, event);
    this.election = state;
    this.#routerAddresses.keepOnly(slotOf(state));
    for (const effect of effects) this.#perform(effect);
    if (before !== state.kind) this.#noteChange(before, state);
  }

  #noteChange(from: ElectionState['kind'], state: ElectionState): void {
    const facts = { broker: this.label, from, to: state.kind, slot: slotOf(state) ?? 0 };
    this.#options.log.write({ level: 'info', part: 'meeting', message: 'election', facts });
    this.#options.onChange();
  }

  #perform(effect: ElectionEffect): void {
    switch (effect.type) {
      case 'dial':
        return void this.#dial(effect.slot);
      case 'claim':
        return this.#claim(effect.slot);
      case 'check-in':
        return this.#checkIn(effect.peer, effect.slot);
      case 'wait':
        return this.#wait(effect.timer, effect.fromMs, effect.toMs);
      case 'stop':
        return this.#timers.stop(effect.timer);
      case 'call-in':
        return this.#options.callIn(effect.slot);
      default:
        return this.#options.stepDown();
    }
  }

  #claim(slot: Slot): void {
    if (this.#options.mayLead?.() !== false) return this.#routerAddresses.claim(slot);
    // As if somebody had been faster; not within the step that asked for it.
    void Promise.resolve().then(() => this.#step({ type: 'taken', slot }));
  }

  async #dial(slot: Slot): Promise<void> {
    if (this.#dialing.has(slot)) return;
    this.#dialing.add(slot);
    const address = routerId(this.#options.namespace, slot);
    const dialled = await this.#endpoint?.dial(address, { signal: this.#abort.signal });
    const peer = dialled?.ok ? await this.#prove(dialled.value) : undefined;
    this.#dialing.delete(slot);
    if (dialled?.ok === false && dialled.error.code === 'tampered') this.#options.onTampered();
    if (peer !== undefined) {
      this.#metAtSlots.add(peer);
      return this.#step({ type: 'proven', slot, peer });
    }
    const isAbsent = dialled?.ok === false && dialled.error.code === 'no-such-peer';
    this.#step({ type: isAbsent ? 'absent' : 'unproven', slot });
  }

  async #prove(link: Link): Promise<PeerId | undefined> {
    this.#setProving(this.proving + 1);
    const peer = await this.#options.peers.prove(link);
    this.#setProving(this.proving - 1);
    return peer;
  }

  #setProving(count: number): void {
    this.proving = count;
    if (!this.#abort.signal.aborted) this.#options.onChange();
  }

  #checkIn(peer: PeerId, slot: Slot): void {
    // A router that is far knows its members by their announcements.
    if (!this.#options.peers.linked().includes(peer)) return;
    this.#asked.set(peer, slot);
    const isRouter = this.election.kind === 'member' && this.election.router === peer;
    const patienceMs = isRouter ? ROUTER_ANSWER_TIMEOUT_MS : ANSWER_TIMEOUT_MS;
    this.#answers.set(peer, patienceMs, () => this.#onUnanswered(peer));
    this.#options.checkIn(peer, slotOf(this.election));
  }

  #onUnanswered(peer: PeerId): void {
    const slot = this.#asked.get(peer);
    this.#forgetAsked(peer);
    if (slot !== undefined) this.#step({ type: 'unproven', slot });
    this.#step({ type: 'down', peer });
  }

  #forgetAsked(peer: PeerId): void {
    this.#asked.delete(peer);
    this.#answers.stop(peer);
  }

  #wait(timer: ElectionTimer, fromMs: number, toMs: number): void {
    const spreadMs = timer === 'jitter' ? this.#options.spreadMs() : 0;
    const delayMs = randomBetween(this.#options.random, fromMs, toMs) + spreadMs;
    this.#timers.set(timer, delayMs, () => this.#onTimer(timer));
  }

  #onTimer(timer: ElectionTimer): void {
    const { election } = this;
    if (timer !== 'company') this.#step({ type: 'timer', timer });
    else if (election.kind === 'member') this.#seekCompany(election.routerSlot);
  }

  #onOutcome(outcome: RouterOutcome): void {
    this.#step(outcome);
    if (outcome.type === 'taken') this.#seekCompany(outcome.slot);
  }

  /** Only for a member that is linked with nobody but those at routers' addresses, while one of these may be had. */
  #seekCompany(slot: Slot): void {
    const { election } = this;
    if (election.kind !== 'member') return;
    const linked = this.#options.peers.linked();
    const isLonely = linked.every((peer) => peer === election.router || this.#metAtSlots.has(peer));
    if (isLonely && linked.length < SLOTS.length) this.#step({ type: 'lonely', slot });
  }
}
