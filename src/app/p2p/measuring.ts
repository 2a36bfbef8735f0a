// Figures of the room one is in, for whoever watches how it runs.

import type { Clock } from '../../primitives/clock.ts';
import type { Room, RoomState } from '../../room/room.ts';
import type { SyncFacts } from '../../sync/shared-docs.ts';
import type { P2pError, P2pMetrics } from './api.ts';
import { isLinked, latencyOf, type PresenceWatch } from './presence-watch.ts';

const RATE_SECONDS = 10;
const MAX_ERRORS = 20;

export interface MessageMeter {
  count(): void;
  readonly perSecond: number;
}

/** Counted by second, so that a flood costs no more memory than a word. */
export function createMessageMeter(clock: Clock): MessageMeter {
  const counts = new Map<number, number>();
  const second = () => Math.floor(clock.nowMs() / 1_000);
  return {
    count() {
      const now = second();
      counts.set(now, (counts.get(now) ?? 0) + 1);
      for (const each of counts.keys()) if (each <= now - RATE_SECONDS) counts.delete(each);
    },
    get perSecond() {
      const recent = Array.from(counts).filter(([each]) => each > second() - RATE_SECONDS);
      return recent.reduce((sum, [, count]) => sum + count, 0) / RATE_SECONDS;
    },
  };
}

export interface ErrorMemory {
  add(error: P2pError): void;
  readonly list: P2pMetrics['health']['errors'];
}

export function createErrorMemory(wallTimeMs: () => number): ErrorMemory {
  let list: P2pMetrics['health']['errors'] = [];
  return {
    add({ name, code }) {
      list = [...list, { name, code, time: wallTimeMs() }].slice(-MAX_ERRORS);
    },
    get list() {
      return list;
    },
  };
}

/** One stay in a room. */
export interface Stay {
  readonly room: Room;
  readonly presence: PresenceWatch;
  readonly sync: SyncFacts | undefined;
  readonly enteredAtMs: number;
}

export interface MeasuringWorld {
  readonly clock: Clock;
  readonly wallTimeMs: () => number;
  readonly messages: MessageMeter;
  readonly errors: ErrorMemory;
}

export function measure(stay: Stay | undefined, world: MeasuringWorld): P2pMetrics {
  return {
    network: networkOf(stay, world.messages),
    sync: syncOf(stay?.sync, world),
    health: {
      status: statusOf(stay),
      uptime: stay ? world.clock.nowMs() - stay.enteredAtMs : 0,
      reconnections: stay?.presence.reconnections ?? 0,
      errors: world.errors.list,
    },
  };
}

function networkOf(stay: Stay | undefined, messages: MessageMeter): P2pMetrics['network'] {
  const linked = stay?.room.peers.value.filter(isLinked) ?? [];
  const latencies = linked.flatMap(({ link }) => latencyOf(link) ?? []);
  const mesh = stay?.room.meshSummary();
  return {
    connectedPeers: linked.length,
    totalConnections: stay?.presence.opened ?? 0,
    messagesPerSecond: messages.perSecond,
    bytesPerSecond: Math.round((mesh?.sentPerSecond ?? 0) + (mesh?.receivedPerSecond ?? 0)),
    averageLatency: latencies.length > 0 ? sum(latencies) / latencies.length : null,
    mesh: mesh?.shape ?? null,
    queuedBytes: mesh?.queuedBytes ?? 0,
    relayedMessages: mesh?.relayed.forwarded ?? 0,
    droppedMessages: (mesh?.droppedCount ?? 0) + (mesh?.relayed.dropped ?? 0),
  };
}

function syncOf(
  facts: SyncFacts | undefined,
  { clock, wallTimeMs }: Pick<MeasuringWorld, 'clock' | 'wallTimeMs'>,
): P2pMetrics['sync'] {
  const atMs = facts?.lastSyncMs;
  return {
    stateSize: facts?.stateBytes ?? 0,
    pendingUpdates: facts?.pendingUpdates ?? 0,
    conflictsResolved: facts?.conflicts ?? null,
    lastSyncTime: atMs === undefined ? null : Math.round(wallTimeMs() - (clock.nowMs() - atMs)),
  };
}

function statusOf(stay: Stay | undefined): P2pMetrics['health']['status'] {
  if (!stay) return 'idle';
  const kind: RoomState['kind'] = stay.room.state.value.kind;
  if (kind === 'failed') return 'degraded';
  if (kind !== 'open') return 'connecting';
  const isInterrupted = stay.room.peers.value.some(({ link }) => link.kind === 'reconnecting');
  return isInterrupted ? 'degraded' : 'healthy';
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
