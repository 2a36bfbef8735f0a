// One stay in one room, as scripts see it: who comes and goes, what they say, and what went wrong by itself.

import { effect, untracked } from '@preact/signals-core';
import type { Clock } from '../../primitives/clock.ts';
import { createDisposables, type Disposable } from '../../primitives/disposable.ts';
import type { PeerId } from '../../primitives/ids.ts';
import { createTokenBucket } from '../../primitives/token-bucket.ts';
import type { FileSharing } from '../../features/file-sharing.ts';
import type { Channel, Room, RosterPeer } from '../../room/room.ts';
import { createSlowMode, type SlowMode } from '../../room/slow-mode.ts';
import type { Json } from '../../sync/json.ts';
import type { SharedDocs } from '../../sync/shared-docs.ts';
import type { P2pError, P2pPeer, P2pSharedState } from './api.ts';
import { failureOf } from './entering.ts';
import { ConnectionError, SecurityError, SynchronizationError } from './errors.ts';
import { createScriptFiles, type ScriptFiles } from './files.ts';
import type { Listeners } from './listeners.ts';
import type { MessageMeter, Stay } from './measuring.ts';
import {
  createMessageGatherer,
  P2P_PROTOCOL,
  P2P_SPACE,
  splitMessage,
  type MessagePart,
} from './messages.ts';
import { isLinked, peerOf, watchPresence, type PresenceWatch } from './presence-watch.ts';
import { createSharedStates, type SharedStates } from './shared-state.ts';

/** Where somebody is, of what the app makes of it. */
export interface P2pVisit {
  readonly room: Room;
  readonly docs?: SharedDocs | undefined;
  /** Undefined where the room has no space for files. */
  readonly files?: FileSharing | undefined;
}

export interface RoomStay extends Stay, Disposable {
  readonly files: ScriptFiles;
  readonly peers: readonly P2pPeer[];
  send(peerId: string, message: Json): void;
  broadcast(message: Json): readonly PeerId[];
  disconnect(peerId: string): void;
  /** Throws a SynchronizationError where there are no documents. */
  open(key: string): P2pSharedState;
}

export interface StayWorld {
  readonly clock: Clock;
  readonly listeners: Listeners;
  readonly messages: MessageMeter;
  /** Something failed that nobody waits for. */
  readonly onError: (error: P2pError) => void;
}

/** Somewhat below what others take (messages.ts): whoever keeps to it is never dropped. */
const OWN_RATE = { perSecond: 80, burst: 160 };

export function createStay(visit: P2pVisit, world: StayWorld): RoomStay {
  return new VisitStay(visit, world);
}

class VisitStay implements RoomStay {
  readonly room: Room;
  readonly presence: PresenceWatch;
  readonly enteredAtMs: number;
  readonly files: ScriptFiles;
  readonly #docs: SharedDocs | undefined;
  readonly #world: StayWorld;
  readonly #channel: Channel<MessagePart>;
  readonly #states: SharedStates | undefined;
  readonly #allowance = createTokenBucket(OWN_RATE);
  readonly #pace: SlowMode;
  readonly #gatherer = createMessageGatherer();
  readonly #sentAway = new Set<string>();
  readonly #disposables = createDisposables();
  #number = 0;

  constructor({ room, docs, files }: P2pVisit, world: StayWorld) {
    const { listeners, clock } = world;
    this.room = room;
    this.#docs = docs;
    this.#world = world;
    this.enteredAtMs = clock.nowMs();
    this.#pace = createSlowMode(clock);
    this.#channel = room.channel(P2P_PROTOCOL);
    this.#states = docs && createSharedStates(docs, (update) => listeners.emit('state:update', update));
    this.files = createScriptFiles(files, { clock, onFile: (file) => listeners.emit('file', file) });
    this.presence = watchPresence(room.peers, {
      onConnect: (peer) => this.#sentAway.has(peer.peerId) || listeners.emit('peer:connect', peer),
      onDisconnect: (event) => this.#onDisconnect(event.peerId as PeerId, event.reason),
    });
    for (const end of [
      this.#channel.onMessage(({ from, message }) => this.#onMessage(from, message)),
      this.#watchTrouble(),
      docs?.onRefused(({ key, code }) => {
        world.onError(new SynchronizationError(code, `a change of "${key}" was not taken: ${code}`));
      }),
      () => this.presence.dispose(),
      () => this.files.dispose(),
      () => this.#states?.dispose(),
    ])
      if (end) this.#disposables.add(end);
  }

  get sync(): Stay['sync'] {
    return this.#docs?.facts.value;
  }

  get peers(): readonly P2pPeer[] {
    const here = this.room.peers.value.filter((peer) => this.#isHere(peer));
    return here.toSorted((a, b) => Number(isLinked(b)) - Number(isLinked(a))).map(peerOf);
  }

  send(peerId: string, message: Json): void {
    const parts = splitMessage(this.#next(), message);
    const to = this.#find(peerId);
    this.#checkMayWrite();
    this.#spend(parts.length);
    if (!parts.every((part) => this.#channel.send(to, part)))
      throw new ConnectionError('unreachable', 'there is no way to this peer right now');
    this.#world.messages.count();
  }

  broadcast(message: Json): readonly PeerId[] {
    const parts = splitMessage(this.#next(), message);
    this.#checkMayWrite();
    this.#spend(parts.length);
    const reached = parts.map((part) => this.#channel.broadcast(part)).at(-1) ?? [];
    if (reached.length === 0 && this.peers.length > 0)
      throw new ConnectionError('unreachable', 'nobody can be reached right now');
    this.#world.messages.count();
    return reached;
  }

  disconnect(peerId: string): void {
    const peer = this.#find(peerId);
    this.#sentAway.add(peer);
    this.#gatherer.forget(peer);
    this.room.disconnect(peer);
    this.#world.listeners.emit('peer:disconnect', { peerId: peer, reason: 'refused' });
  }

  open(key: string): P2pSharedState {
    if (this.#states) return this.#states.open(key);
    throw new SynchronizationError('not-ready', 'this room has no shared state yet');
  }

  dispose(): void {
    this.#disposables.dispose();
  }

  /** Others may still reach somebody who was sent away, and name it. */
  #isHere({ peerId, link }: RosterPeer): boolean {
    return link.kind !== 'gone' && !this.#sentAway.has(peerId);
  }

  #next(): number {
    this.#number += 1;
    return this.#number;
  }

  #find(peerId: string): PeerId {
    const peer = this.room.peers.value.find((each) => each.peerId === peerId && this.#isHere(each));
    if (!peer) throw new ConnectionError('unknown-peer', 'no peer of this id is in the room');
    return peer.peerId;
  }

  /** All parts of a message, or nothing of it. */
  #checkMayWrite(): void {
    if (!this.room.may('write', P2P_SPACE))
      throw new SecurityError('read-only', 'only some may write by scripts in this room');
  }

  #spend(parts: number): void {
    if (!this.#allowance.take(this.#world.clock.nowMs(), parts))
      throw new ConnectionError('rate-limited', 'at most 80 messages a second; try again in a moment');
    const everyMs = this.room.slowModeMs();
    if (!this.#pace.maySay(this.room.self.identityId, everyMs))
      throw new ConnectionError('slow-mode', `this room takes one message every ${everyMs / 1_000} s`);
  }

  #onMessage(from: PeerId, part: MessagePart): void {
    if (this.#sentAway.has(from)) return;
    const data = this.#gatherer.take(from, part);
    if (data === undefined) return;
    this.#world.messages.count();
    this.#world.listeners.emit('message', { from, data });
  }

  #onDisconnect(peerId: PeerId, reason: 'left' | 'lost' | 'asleep' | 'refused' | 'interrupted'): void {
    const { listeners, onError } = this.#world;
    if (this.#sentAway.has(peerId)) return;
    if (reason !== 'interrupted') this.#gatherer.forget(peerId);
    listeners.emit('peer:disconnect', { peerId, reason });
    if (reason === 'refused')
      onError(
        new SecurityError(
          'peer-refused',
          `the peer ${peerId} broke the rules and is kept away for 10 minutes`,
        ),
      );
  }

  /** The room failed, or somebody was found in between: each is told once, when it begins. */
  #watchTrouble(): () => void {
    const { onError } = this.#world;
    const stops = [
      effect(() => {
        const error = failureOf(this.room.state.value);
        if (error) untracked(() => onError(error));
      }),
      effect(() => {
        if (this.room.isIntercepted.value)
          untracked(() =>
            onError(new SecurityError('intercepted', 'somebody is in between; the link was refused')),
          );
      }),
    ];
    return () => {
      for (const stop of stops) stop();
    };
  }
}
