// Two ends of a simulated link. Control in order, bulk in any order, realtime with losses; a partition holds what is
// reliable, interrupts the link and ends it when it lasts. Nothing is said by heartbeat frames: silence is computed.

import { type Cancel, type Clock } from '../../src/primitives/clock.ts';
import { copyBytes } from '../../src/primitives/bytes.ts';
import { createEmitter, type Emitter } from '../../src/primitives/events.ts';
import type { TransportId } from '../../src/primitives/ids.ts';
import { err, ok } from '../../src/primitives/result.ts';
import { createClosing, type Closing } from '../../src/transport/closing.ts';
import { createFrameInbox, type FrameInbox } from '../../src/transport/frame-inbox.ts';
import {
  CHANNELS,
  MAX_FRAME_BYTES,
  MAX_QUEUED_BYTES,
  type ChannelName,
  type CloseReason,
  type Fingerprints,
  type Link,
  type LinkRoute,
} from '../../src/transport/transport.ts';
import {
  SIM_INTERRUPTED_AFTER_MS,
  SIM_LOST_AFTER_MS,
  type SimMachine,
  type SimNetwork,
} from './sim-network.ts';

export interface SimLinkEnd {
  readonly id: TransportId;
  readonly machine: SimMachine;
}

/** What one end has sent and the network has not delivered. */
interface Outbox {
  /** Waiting for the path: behind a partition, or for bandwidth. */
  readonly waitingBytes: Map<ChannelName, number>;
  held: { readonly channel: ChannelName; readonly bytes: number; readonly arrive: () => void }[];
  freeAtMs: number;
  controlArrivesAtMs: number;
}

interface Side {
  readonly end: SimLinkEnd;
  readonly inbox: FrameInbox;
  readonly closing: Closing;
  readonly interruptions: Emitter<boolean>;
  readonly drains: Emitter<void>;
  isInterrupted: boolean;
  readonly outbox: Outbox;
}

/** The two ends, dialer first. */
export function createSimLinkPair(
  network: SimNetwork<Clock>,
  dialer: SimLinkEnd,
  listener: SimLinkEnd,
): [Link, Link] {
  const [a, b] = [createSide(dialer), createSide(listener)];
  const [printA, printB] = [network.random.bytes(32), network.random.bytes(32)];
  network.medium.countLink();
  const stopWatching = watchPath(network, a, b);
  a.closing.onClosed(() => b.closing.reason && stopWatching());
  b.closing.onClosed(() => a.closing.reason && stopWatching());
  return [
    createEnd(network, { role: 'dialer', near: a, far: b, fingerprints: { local: printA, remote: printB } }),
    createEnd(network, {
      role: 'listener',
      near: b,
      far: a,
      fingerprints: { local: printB, remote: printA },
    }),
  ];
}

function createSide(end: SimLinkEnd): Side {
  const waitingBytes = new Map(CHANNELS.map((channel) => [channel, 0]));
  const outbox = { waitingBytes, held: [], freeAtMs: 0, controlArrivesAtMs: 0 };
  return {
    end,
    inbox: createFrameInbox(),
    closing: createClosing(),
    interruptions: createEmitter<boolean>(),
    drains: createEmitter<void>(),
    isInterrupted: false,
    outbox,
  };
}

/** Interrupts both sides after 4.5 s without a path and ends them after 30 s; what was held goes out when it heals. */
function watchPath(network: SimNetwork<Clock>, a: Side, b: Side): () => void {
  let silence: readonly Cancel[] = [];
  const endSilence = () => {
    for (const cancel of silence) cancel();
    silence = [];
  };
  const interrupt = () => {
    for (const side of [a, b]) setInterrupted(side, true);
  };
  const lose = () => {
    stop();
    for (const side of [a, b]) {
      if (!side.end.machine.isCrashed) side.closing.close({ kind: 'lost', detail: 'silent' });
    }
  };
  /** The first beat takes a crossing. */
  const resume = () => {
    for (const side of [a, b]) network.medium.deliver(() => setInterrupted(side, isCut()));
  };
  const isCut = () => !network.medium.canReach(a.end.machine, b.end.machine);
  const check = () => {
    if (!isCut()) {
      if (silence.length > 0) resume();
      endSilence();
      for (const side of [a, b]) releaseHeld(side.outbox);
    } else if (silence.length === 0) {
      silence = [
        network.clock.schedule(SIM_INTERRUPTED_AFTER_MS, interrupt),
        network.clock.schedule(SIM_LOST_AFTER_MS, lose),
      ];
    }
  };
  const stop = network.medium.onChange(check);
  return () => {
    stop();
    endSilence();
  };
}

function setInterrupted(side: Side, isInterrupted: boolean): void {
  if (side.closing.reason || side.end.machine.isCrashed || side.isInterrupted === isInterrupted) return;
  side.isInterrupted = isInterrupted;
  side.interruptions.emit(isInterrupted);
}

function releaseHeld(outbox: Outbox): void {
  const { held } = outbox;
  outbox.held = [];
  for (const { channel, bytes, arrive } of held) {
    addWaiting(outbox, channel, -bytes);
    arrive();
  }
}

function addWaiting(outbox: Outbox, channel: ChannelName, bytes: number): void {
  outbox.waitingBytes.set(channel, (outbox.waitingBytes.get(channel) ?? 0) + bytes);
}

interface EndOptions {
  readonly role: Link['role'];
  readonly near: Side;
  readonly far: Side;
  readonly fingerprints: Fingerprints;
}

function createEnd(network: SimNetwork<Clock>, { role, near, far, fingerprints }: EndOptions): Link {
  const isOpen = () => near.closing.reason === undefined && !near.end.machine.isCrashed;
  const waiting = (channel: ChannelName) => near.outbox.waitingBytes.get(channel) ?? 0;

  return {
    localId: near.end.id,
    remoteId: far.end.id,
    role,
    fingerprints,
    get isOpen() {
      return isOpen();
    },
    get isInterrupted() {
      return isOpen() && near.isInterrupted;
    },
    onInterrupted: (listener) => near.interruptions.on(listener),
    onDrained: (listener) => near.drains.on(listener),
    bufferedBytes: waiting,
    send(channel, data) {
      if (!isOpen()) return err({ code: 'closed' });
      if (data.length > MAX_FRAME_BYTES) return err({ code: 'too-large' });
      if (waiting(channel) + data.length > MAX_QUEUED_BYTES[channel]) return err({ code: 'congested' });
      network.medium.countFrame(channel, data.length);
      const frame = { channel, data: copyBytes(data) };
      transmit(network, near, far, { channel, bytes: data.length, arrive: () => receive(near, far, frame) });
      return ok();
    },
    onFrame: (listener) => near.inbox.onFrame(listener),
    onClosed: (listener) => near.closing.onClosed(listener),
    admit: () => undefined,
    close(detail) {
      if (!isOpen() || !closeSide(near, { kind: 'local', detail })) return;
      const arrive = () => closeSide(far, { kind: 'left', detail });
      transmit(network, near, far, { channel: 'control', bytes: 0, arrive });
    },
    route: () => Promise.resolve(routeOf(network)),
  };
}

/** One virtual clock for all, so no offset. */
function routeOf(network: SimNetwork<Clock>): LinkRoute {
  const { latencyMs, route } = network.options;
  const rttMs = 2 * latencyMs;
  const end = route === 'relayed' ? 'relay' : 'host';
  const candidates = { local: end, remote: end, protocol: 'udp' } as const;
  return {
    kind: route,
    rttMs,
    candidates,
    clock: { offsetMs: 0, delayMs: rttMs },
  };
}

function closeSide(side: Side, reason: CloseReason): boolean {
  if (!side.closing.close(reason)) return false;
  side.inbox.clear();
  side.outbox.held = side.outbox.held.filter(({ bytes }) => bytes === 0);
  return true;
}

function receive(
  near: Side,
  far: Side,
  frame: { readonly channel: ChannelName; readonly data: ReturnType<typeof copyBytes> },
): void {
  if (far.closing.reason || far.end.machine.isCrashed) return;
  if (far.inbox.push(frame)) return;
  closeSide(far, { kind: 'local', detail: 'too much arrived before anybody listened' });
  closeSide(near, { kind: 'left', detail: 'too much arrived before anybody listened' });
}

interface Parcel {
  readonly channel: ChannelName;
  readonly bytes: number;
  readonly arrive: () => void;
}

function transmit(network: SimNetwork<Clock>, near: Side, far: Side, parcel: Parcel): void {
  const { outbox } = near;
  if (!network.medium.canReach(near.end.machine, far.end.machine)) {
    if (parcel.channel === 'realtime') return;
    addWaiting(outbox, parcel.channel, parcel.bytes);
    outbox.held.push({ ...parcel, arrive: () => transmit(network, near, far, parcel) });
    return;
  }
  if (parcel.channel === 'realtime' && network.medium.isLost()) return;
  const departsInMs = passBottleneck(network, near, parcel);
  network.clock.schedule(arrivalDelayMs(network, outbox, parcel.channel, departsInMs), parcel.arrive);
}

/** How long the parcel waits for its turn; it counts as buffered until then. */
function passBottleneck(
  network: SimNetwork<Clock>,
  { outbox, drains }: Side,
  { channel, bytes }: Parcel,
): number {
  if (network.options.bytesPerSecond === Infinity) return 0;
  const nowMs = network.clock.nowMs();
  outbox.freeAtMs = Math.max(nowMs, outbox.freeAtMs) + (bytes * 1000) / network.options.bytesPerSecond;
  addWaiting(outbox, channel, bytes);
  network.clock.schedule(outbox.freeAtMs - nowMs, () => {
    addWaiting(outbox, channel, -bytes);
    if (channel === 'bulk') drains.emit();
  });
  return outbox.freeAtMs - nowMs;
}

/** Control never overtakes itself. */
function arrivalDelayMs(
  network: SimNetwork<Clock>,
  outbox: Outbox,
  channel: ChannelName,
  departsInMs: number,
): number {
  const nowMs = network.clock.nowMs();
  const atMs = nowMs + departsInMs + network.medium.delayMs();
  if (channel !== 'control') return atMs - nowMs;
  outbox.controlArrivesAtMs = Math.max(atMs, outbox.controlArrivesAtMs);
  return outbox.controlArrivesAtMs - nowMs;
}
