// How members of a namespace find each other: one election per broker, all at the same time, with one registry over
// all of them. Knows entries and proven peers; not what they meet for.

import { scheduleEvery, type Cancel } from '../primitives/clock.ts';
import { createDisposables, type Disposable } from '../primitives/disposable.ts';
import type { PeerId } from '../primitives/ids.ts';
import { createTokenBucket, type TokenBucket } from '../primitives/token-bucket.ts';
import type { Transport } from '../transport/transport.ts';
import { BrokerMeeting } from './broker-meeting.ts';
import { createCrowding, type Crowding } from './crowding.ts';
import { HEARTBEAT_MS, type ElectionState } from './election-state.ts';
import type { BrokerState, MeetingMessageReceived, MeetingOptions } from './meeting-ports.ts';
import type { Slot } from './namespace.ts';
import {
  decodeMeetingMessage,
  encodeMeetingMessage,
  MAX_REGISTRY_ANSWER,
  type MeetingMessage,
} from './protocol.ts';
import { createRouterRegistry, type DiscoveredPeer, type RouterRegistry } from './router-registry.ts';

export interface BrokerMeetingView {
  readonly label: string;
  readonly state: BrokerState;
  readonly election: ElectionState;
  readonly proving: number;
}

export interface Meeting extends Disposable {
  readonly brokers: readonly BrokerMeetingView[];
  /** At the media that reach this browser only. */
  readonly local: readonly BrokerMeetingView[];
  /** Begins at all brokers; later, tries at once what waits for its next attempt. */
  tryNow(): void;
  /** Meets at one more broker from now on; one of a name that is in use already stays as it is. */
  add(transport: Transport): void;
}

/** Messages of one peer: a member needs one or two a minute, an election a handful. */
const MESSAGE_LIMIT = { perSecond: 1, burst: 20 } as const;
/** Entries that one peer may have verified here: each costs a signature check (about 0.3 ms). */
const ENTRY_LIMIT = { perSecond: 4, burst: 192 } as const;
/** After the first newcomer; those who come meanwhile are called together. */
const CALL_NEWCOMERS_MS = 3_000;
/** When the router of a large room is gone, members look for the next one by one, in order of their ids. */
const SPREAD_MS_A_RANK = 1_000;
const MAX_SPREAD_RANK = 90;

export function createMeeting(options: MeetingOptions): Meeting {
  return new NamespaceMeeting(options);
}

interface Member {
  /** What the member calls the broker; undefined until it has checked in. */
  broker: string | undefined;
  isStandby: boolean;
  readonly messages: TokenBucket;
  readonly entries: TokenBucket;
}

type CheckIn = MeetingMessage & { readonly type: 'CHECK_IN' };
type Registry = MeetingMessage & { readonly type: 'REGISTRY' };

class NamespaceMeeting implements Meeting {
  readonly #options: MeetingOptions;
  readonly #disposables = createDisposables();
  readonly #registry: RouterRegistry;
  readonly #members = new Map<PeerId, Member>();
  #brokerMeetings: readonly BrokerMeeting[];
  readonly #localMeetings: readonly BrokerMeeting[];
  readonly #crowding: Crowding;
  #cancelCall: Cancel | undefined;

  constructor(options: MeetingOptions) {
    this.#options = options;
    const { peers, clock, random } = options;
    this.#registry = createRouterRegistry(random);
    this.#crowding = createCrowding({
      clock,
      linked: () => peers.linked(),
      ask: (peer, broker) => void this.#checkIn(peer, broker, undefined),
      onFull: (isFull) => options.onFull(isFull),
    });
    this.#disposables.add(() => this.#crowding.dispose());
    this.#disposables.add(peers.onMessage((message) => this.#receive(message)));
    this.#disposables.add(peers.onDown((peer) => this.#onDown(peer.peerId, peer.hasLeft)));
    this.#disposables.add(peers.onDoubt((peer) => this.#onDoubt(peer.peerId, peer.isDoubted)));
    this.#disposables.add(peers.onBusy(() => this.#onBusy()));
    this.#disposables.add(peers.onMember((entry) => this.#onMember(entry)));
    this.#disposables.add(() => this.#cancelCall?.());
    this.#disposables.add(scheduleEvery(clock, HEARTBEAT_MS, () => this.#callAgain()));
    const { localTransports = [], transports } = options;
    this.#localMeetings = localTransports.map((each) => this.#createBrokerMeeting(each, true));
    this.#brokerMeetings = transports.map((each) => this.#createBrokerMeeting(each, false));
  }

  get brokers(): readonly BrokerMeetingView[] {
    return this.#brokerMeetings.map(viewOf);
  }

  get local(): readonly BrokerMeetingView[] {
    return this.#localMeetings.map(viewOf);
  }

  get #meetings(): readonly BrokerMeeting[] {
    return [...this.#localMeetings, ...this.#brokerMeetings];
  }

  tryNow(): void {
    for (const meeting of this.#meetings) meeting.tryNow();
    this.#crowding.again();
  }

  add(transport: Transport): void {
    if (this.#disposables.isDisposed || this.#meetingOf(transport.label)) return;
    const meeting = this.#createBrokerMeeting(transport, false);
    this.#brokerMeetings = [...this.#brokerMeetings, meeting];
    meeting.tryNow();
  }

  dispose(): void {
    this.#disposables.dispose();
    for (const meeting of this.#meetings) meeting.dispose();
  }

  #createBrokerMeeting(transport: Transport, isLocal: boolean): BrokerMeeting {
    const { label } = transport;
    return new BrokerMeeting({
      ...this.#options,
      transport,
      onEndpoint: (endpoint) => this.#options.onEndpoint(endpoint, { isLocal }),
      checkIn: (peer, holds) => void this.#checkIn(peer, label, holds),
      callIn: (slot) => this.#callIn(label, slot),
      stepDown: () => this.#stepDown(),
      spreadMs: () => this.#spreadMs(),
    });
  }

  async #checkIn(peer: PeerId, broker: string, holds: Slot | undefined): Promise<void> {
    const entry = await this.#options.entries.issue();
    this.#send(peer, { type: 'CHECK_IN', broker, entry, holds: holds ?? 0 });
  }

  #callIn(broker: string, slot: Slot): void {
    this.#options.peers.broadcast(encodeMeetingMessage({ type: 'CALL_IN', broker, slot }));
  }

  #onMember(entry: DiscoveredPeer): void {
    const isNew = !this.#registry.has(entry.peerId);
    this.#registry.put(entry, this.#options.clock.nowMs());
    // Newcomers may have found no place at the router.
    if (isNew)
      this.#cancelCall ??= this.#options.clock.schedule(CALL_NEWCOMERS_MS, () => this.#callNewcomers());
  }

  #callNewcomers(): void {
    this.#cancelCall = undefined;
    this.#callAgain();
  }

  /** Most members of a large room have no link to the router: they have to hear that there is one. */
  #callAgain(): void {
    if (this.#options.peers.isFullMesh()) return;
    for (const { label, election } of this.#meetings) {
      if (election.kind === 'leading') this.#callIn(label, election.slot);
    }
  }

  #stepDown(): void {
    for (const [peer, { broker }] of this.#members) {
      if (broker === undefined || this.#leadsAt(broker) !== undefined) continue;
      this.#send(peer, { type: 'REGISTRY', broker, leads: 0, rank: 0, entries: [] });
    }
  }

  #send(to: PeerId, message: MeetingMessage): void {
    this.#options.peers.send(to, encodeMeetingMessage(message));
  }

  #receive({ from, payload, isFar }: MeetingMessageReceived): void {
    if (this.#disposables.isDisposed) return;
    const member = this.#memberOf(from);
    if (!member.messages.take(this.#options.clock.nowMs())) return;
    const decoded = decodeMeetingMessage(payload);
    if (!decoded.ok) return this.#options.peers.blame(from, decoded.error.detail);
    const message = decoded.value;
    if (isFar) this.#onFarMessage(from, message);
    else if (message.type === 'CHECK_IN') void this.#onCheckIn(from, message);
    else if (message.type === 'REGISTRY') this.#onRegistry(from, message);
    else this.#meetingOf(message.broker)?.onCall(from, asSlot(message.slot) ?? 1);
  }

  /** Nobody checks in from afar: members announce themselves, and whoever leads says so to all. */
  #onFarMessage(from: PeerId, message: MeetingMessage): void {
    if (message.type !== 'CALL_IN') return this.#options.peers.blame(from, `${message.type} to everybody`);
    const rank = this.#registry.rankOf(this.#options.self, this.#options.clock.nowMs());
    this.#meetingOf(message.broker)?.onAnswer(from, { leads: asSlot(message.slot), rank });
  }

  async #onCheckIn(from: PeerId, message: CheckIn): Promise<void> {
    const [entry] = await this.#openEntries(from, [message.entry]);
    if (this.#disposables.isDisposed) return;
    if (entry?.peerId !== from)
      return this.#options.peers.blame(from, "checked in with somebody else's entry");
    const nowMs = this.#options.clock.nowMs();
    this.#registry.put(entry, nowMs);
    if (!this.#registry.has(from)) return this.#turnAway(from, message.broker);
    const leads = this.#leadsAt(message.broker);
    const member = this.#memberOf(from);
    member.broker = message.broker;
    member.isStandby = message.holds > 0;
    this.#answer(from, member, this.#registry.list(nowMs, { limit: MAX_REGISTRY_ANSWER, except: from }));
    if (leads !== undefined) this.#copyToStandbys(entry);
    this.#options.onDiscovered([entry]);
  }

  #answer(to: PeerId, { broker }: Member, entries: readonly DiscoveredPeer[]): void {
    if (broker === undefined) return;
    this.#send(to, {
      type: 'REGISTRY',
      broker,
      leads: this.#leadsAt(broker) ?? 0,
      rank: this.#registry.rankOf(to, this.#options.clock.nowMs()),
      entries: entries.map(({ encoded }) => encoded),
    });
  }

  #turnAway(to: PeerId, broker: string): void {
    const leads = this.#leadsAt(broker) ?? 0;
    this.#send(to, { type: 'REGISTRY', broker, leads, rank: 0, entries: [], isFull: true });
  }

  #copyToStandbys(entry: DiscoveredPeer): void {
    for (const [peer, member] of this.#members) {
      if (member.isStandby && peer !== entry.peerId) this.#answer(peer, member, [entry]);
    }
  }

  #onRegistry(from: PeerId, message: Registry): void {
    const meeting = this.#meetingOf(message.broker);
    const isAnswer = meeting?.listensTo(from) ?? false;
    if (!isAnswer && !this.#crowding.awaits(from)) return;
    if (isAnswer) meeting?.onAnswer(from, { leads: asSlot(message.leads), rank: message.rank });
    this.#crowding.hear(from, { isFull: message.isFull ?? false, broker: message.broker });
    void this.#learn(from, message.entries);
  }

  async #learn(from: PeerId, entries: Registry['entries']): Promise<void> {
    const opened = await this.#openEntries(from, entries);
    if (this.#disposables.isDisposed || opened.length === 0) return;
    for (const entry of opened) this.#registry.put(entry, this.#options.clock.nowMs());
    this.#options.onDiscovered(opened);
  }

  /** Verified entries of others, within what this peer may make us verify. */
  async #openEntries(from: PeerId, entries: Registry['entries']): Promise<readonly DiscoveredPeer[]> {
    const { clock, entries: codec, self } = this.#options;
    if (!this.#memberOf(from).entries.take(clock.nowMs(), entries.length)) return [];
    const opened = await Promise.all(entries.map((entry) => codec.open(entry)));
    return opened.filter((entry) => entry !== undefined).filter(({ peerId }) => peerId !== self);
  }

  #onDown(peerId: PeerId, hasLeft: boolean): void {
    this.#members.delete(peerId);
    if (hasLeft) this.#registry.remove(peerId);
    for (const meeting of this.#meetings) meeting.onDown(peerId);
  }

  #onDoubt(peerId: PeerId, isDoubted: boolean): void {
    for (const meeting of this.#meetings) meeting.onDoubt(peerId, isDoubted);
  }

  #onBusy(): void {
    for (const meeting of this.#meetings) meeting.onBusy();
  }

  /** How much longer than in a small room a search waits: not all members of a large one may look at once. */
  #spreadMs(): number {
    const { peers, self, clock } = this.#options;
    // Whoever has no link yet waits for nobody.
    if (peers.isFullMesh() || peers.linked().length === 0) return 0;
    return SPREAD_MS_A_RANK * Math.min(this.#registry.rankOf(self, clock.nowMs()), MAX_SPREAD_RANK);
  }

  /** Where this peer leads, as far as the broker's name tells: people reach one broker by different names. */
  #leadsAt(broker: string): Slot | undefined {
    const named = this.#meetingOf(broker);
    const leading = (named ? [named] : this.#brokerMeetings).find(
      ({ election }) => election.kind === 'leading',
    );
    return leading?.election.kind === 'leading' ? leading.election.slot : undefined;
  }

  #meetingOf(broker: string): BrokerMeeting | undefined {
    return this.#meetings.find(({ label }) => label === broker);
  }

  #memberOf(peer: PeerId): Member {
    const known = this.#members.get(peer);
    if (known) return known;
    const member = {
      broker: undefined,
      isStandby: false,
      messages: createTokenBucket(MESSAGE_LIMIT),
      entries: createTokenBucket(ENTRY_LIMIT),
    };
    this.#members.set(peer, member);
    return member;
  }
}

function viewOf({ label, brokerState, election, proving }: BrokerMeeting): BrokerMeetingView {
  return { label, state: brokerState, election, proving };
}

function asSlot(value: number): Slot | undefined {
  return value === 1 || value === 2 || value === 3 ? value : undefined;
}
