// A network in one process on virtual time: machines, brokers, partitions, crashes, traffic counts. What travels over
// it is none of its business; links are in sim-link.ts, the Transport port in memory-transport.ts.

import { createEmitter, type Unsubscribe } from '../../src/primitives/events.ts';
import { randomFraction, type RandomSource } from '../../src/primitives/random.ts';
import { CHANNELS, type ChannelName, type Endpoint, type LinkRoute } from '../../src/transport/transport.ts';
import type { Cancel, Clock } from '../../src/primitives/clock.ts';
import type { SimClock } from './sim-clock.ts';
import { createSimBroker, type SimBroker } from './sim-broker.ts';

/** How long silence lasts before a link counts as interrupted, and before it ends; the real link notices in 4 to 5 s. */
export const SIM_INTERRUPTED_AFTER_MS = 4_500;
export const SIM_LOST_AFTER_MS = 30_000;

export interface SimNetworkOptions<C extends Clock = SimClock> {
  readonly clock: C;
  readonly random: RandomSource;
  /** One way, between any two machines and between a machine and a broker. Default 20. */
  readonly latencyMs?: number;
  /** Added to the latency, uniformly from 0. Default 10. */
  readonly jitterMs?: number;
  /** Share of `realtime` frames that vanish, 0 to 1. Default 0. */
  readonly lossRate?: number;
  /** What one direction of one link carries a second. Default: no bound. */
  readonly bytesPerSecond?: number;
  /** What the engine tells of every path: whether it leads through a relay server. Default: `direct`. */
  readonly route?: LinkRoute['kind'];
}

/** One running instance: it has all its links and addresses, crashes as a whole, and is on one side of a partition. */
export interface SimMachine {
  readonly name: string;
  readonly isCrashed: boolean;
}

export interface ChannelTraffic {
  frames: number;
  bytes: number;
}

export interface SimTraffic {
  readonly channels: Readonly<Record<ChannelName, ChannelTraffic>>;
  readonly frames: number;
  readonly bytes: number;
  /** Links that came about so far. */
  readonly links: number;
  /** Dials begun so far. */
  readonly dials: number;
  reset(): void;
}

/** A machine by itself or by an address it holds. */
export type SimTarget = SimMachine | Endpoint;

export interface SimNetwork<C extends Clock = SimClock> {
  readonly clock: C;
  readonly random: RandomSource;
  readonly options: Required<Omit<SimNetworkOptions, 'clock' | 'random'>>;
  readonly traffic: SimTraffic;
  /** The broker of this label, made on first use. */
  broker(label: string): SimBroker;
  createMachine(name?: string): SimMachine;
  /** Machines of different groups lose sight of each other; those not named are a group together. Brokers stay. */
  partition(...groups: readonly (readonly SimTarget[])[]): void;
  /** No path between these two, until it heals. */
  cut(one: SimTarget, other: SimTarget): void;
  heal(): void;
  /** Gone without a goodbye: links notice within 5 s and end after 30, addresses stay taken for 90 s. */
  crash(target: SimTarget): void;

  /** For the media built on top. */
  readonly medium: SimMedium;
}

export interface SimMedium {
  delayMs(): number;
  isLost(): boolean;
  canReach(from: SimMachine, to: SimMachine): boolean;
  /** Remembers which machine an address belongs to. */
  own(endpoint: Endpoint, machine: SimMachine): void;
  /** Partition, heal or crash. */
  onChange(listener: () => void): Unsubscribe;
  /** Runs `action` after one network delay. */
  deliver(action: () => void): Cancel;
  countFrame(channel: ChannelName, bytes: number): void;
  countLink(): void;
  countDial(): void;
}

interface MachineState extends SimMachine {
  isCrashed: boolean;
  group: number;
  readonly cutOff: Set<MachineState>;
}

export function createSimNetwork<C extends Clock>(given: SimNetworkOptions<C>): SimNetwork<C> {
  const { clock, random } = given;
  const options = {
    latencyMs: 20,
    jitterMs: 10,
    lossRate: 0,
    bytesPerSecond: Infinity,
    route: 'direct' as const,
    ...given,
  };
  const machines = new Set<MachineState>();
  const owners = new WeakMap<Endpoint, MachineState>();
  const brokers = new Map<string, SimBroker>();
  const changes = createEmitter<void>();
  const traffic = createTraffic();

  function machineOf(target: SimTarget): MachineState {
    const machine = 'dial' in target ? owners.get(target) : (target as MachineState);
    if (!machine || !machines.has(machine)) throw new Error('no machine of this network');
    return machine;
  }

  const medium: SimMedium = {
    delayMs: () => options.latencyMs + randomFraction(random) * options.jitterMs,
    isLost: () => options.lossRate > 0 && randomFraction(random) < options.lossRate,
    canReach(from, to) {
      const [a, b] = [machineOf(from), machineOf(to)];
      return !a.isCrashed && !b.isCrashed && a.group === b.group && !a.cutOff.has(b);
    },
    own: (endpoint, machine) => owners.set(endpoint, machineOf(machine)),
    onChange: (listener) => changes.on(listener),
    deliver: (action) => clock.schedule(medium.delayMs(), action),
    ...traffic.counters,
  };

  function regroup(groupOf: (machine: MachineState) => number): void {
    for (const machine of machines) machine.group = groupOf(machine);
    changes.emit();
  }

  const network: SimNetwork<C> = {
    clock,
    random,
    options,
    medium,
    traffic: traffic.totals,
    broker(label) {
      const broker = brokers.get(label) ?? createSimBroker(label, network);
      brokers.set(label, broker);
      return broker;
    },
    createMachine(name = `machine ${machines.size + 1}`) {
      const machine: MachineState = { name, isCrashed: false, group: 0, cutOff: new Set() };
      machines.add(machine);
      return machine;
    },
    partition(...groups) {
      const sets = groups.map((group) => new Set(group.map(machineOf)));
      regroup((machine) => sets.findIndex((set) => set.has(machine)) + 1);
    },
    cut(one, other) {
      const [a, b] = [machineOf(one), machineOf(other)];
      a.cutOff.add(b);
      b.cutOff.add(a);
      changes.emit();
    },
    heal() {
      for (const { cutOff } of machines) cutOff.clear();
      regroup(() => 0);
    },
    crash(target) {
      machineOf(target).isCrashed = true;
      changes.emit();
    },
  };
  return network;
}

function createTraffic() {
  const channels = Object.fromEntries(
    CHANNELS.map((channel) => [channel, { frames: 0, bytes: 0 }]),
  ) as Record<ChannelName, ChannelTraffic>;
  const counts = { links: 0, dials: 0 };
  const sum = (field: 'frames' | 'bytes') =>
    CHANNELS.reduce((total, channel) => total + channels[channel][field], 0);
  const totals: SimTraffic = {
    channels,
    get frames() {
      return sum('frames');
    },
    get bytes() {
      return sum('bytes');
    },
    get links() {
      return counts.links;
    },
    get dials() {
      return counts.dials;
    },
    reset() {
      for (const channel of CHANNELS) Object.assign(channels[channel], { frames: 0, bytes: 0 });
      Object.assign(counts, { links: 0, dials: 0 });
    },
  };
  const counters = {
    countFrame(channel: ChannelName, bytes: number) {
      channels[channel].frames += 1;
      channels[channel].bytes += bytes;
    },
    countLink: () => void (counts.links += 1),
    countDial: () => void (counts.dials += 1),
  };
  return { totals, counters };
}
