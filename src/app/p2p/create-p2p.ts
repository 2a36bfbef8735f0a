// What stands behind `window.p2p`: rooms, messages, shared state and figures of one session, as scripts see them. Knows
// nothing of screens; loads when a room opens or a script asks.

import { effect, untracked, type ReadonlySignal } from '@preact/signals-core';
import type { Disposable } from '../../primitives/disposable.ts';
import type { Clock } from '../../primitives/clock.ts';
import type { Result } from '../../primitives/result.ts';
import type { RoomAddress } from '../../room/room-link.ts';
import type { Room } from '../../room/room.ts';
import type { Json } from '../../sync/json.ts';
import type { RoomTuning } from '../room-tuning.ts';
import type { EnterError } from '../session.ts';
import type {
  P2p,
  P2pAcceptance,
  P2pError,
  P2pEvents,
  P2pFile,
  P2pInvitation,
  P2pMetrics,
  P2pPassed,
  P2pPeer,
  P2pRoom,
  P2pSelf,
  P2pSharedState,
} from './api.ts';
import type { ByHand } from './by-hand.ts';
import { checkConfig, DEFAULT_CONFIG, type CheckedConfig } from './config.ts';
import { entryRefused, readAddress, whenOpen } from './entering.ts';
import { ConnectionError, SynchronizationError } from './errors.ts';
import { createListeners, type Listeners } from './listeners.ts';
import {
  createErrorMemory,
  createMessageMeter,
  measure,
  type ErrorMemory,
  type MessageMeter,
} from './measuring.ts';
import { createStay, type P2pVisit, type RoomStay } from './stay.ts';

/** What the interface needs of the app. */
export interface P2pWorld {
  readonly clock: Clock;
  readonly wallTimeMs: () => number;
  readonly visit: ReadonlySignal<P2pVisit | undefined>;
  readonly self: () => P2pSelf | undefined;
  readonly startRoom: () => Promise<Result<P2pVisit, EnterError>>;
  readonly joinRoom: (address: RoomAddress) => Promise<Result<P2pVisit, EnterError>>;
  readonly leaveRoom: () => void;
  /** Undefined where nothing can be carried by hand. */
  readonly byHand?: ByHand | undefined;
  /** What to send to others so that they find the room. */
  readonly linkOf: (room: Room) => string;
  readonly setTuning: (tuning: RoomTuning) => void;
  /** Resolves once it is known who this is. */
  readonly known: Promise<void>;
  /** What a listener of a script threw. */
  readonly report: (error: unknown) => void;
}

export function createP2p(world: P2pWorld): P2p & Disposable {
  return new ScriptInterface(world);
}

class ScriptInterface implements P2p, Disposable {
  readonly id = 'p2p-serverless';
  readonly #world: P2pWorld;
  readonly #listeners: Listeners;
  readonly #messages: MessageMeter;
  readonly #errors: ErrorMemory;
  readonly #stopFollowing: () => void;
  #config = DEFAULT_CONFIG;
  #stay: RoomStay | undefined;

  constructor(world: P2pWorld) {
    this.#world = world;
    this.#listeners = createListeners(world.report);
    this.#messages = createMessageMeter(world.clock);
    this.#errors = createErrorMemory(world.wallTimeMs);
    this.#stopFollowing = effect(() => {
      const visit = world.visit.value;
      untracked(() => this.#follow(visit));
    });
  }

  get self(): P2pSelf | undefined {
    return this.#world.self();
  }

  get room(): P2pRoom | undefined {
    return this.#stay && viewOf(this.#stay.room, this.#world);
  }

  async init(options: Parameters<P2p['init']>[0] = {}): Promise<void> {
    this.#apply(checkConfig(options.config));
  }

  start(): Promise<void> {
    return this.#world.known;
  }

  async stop(): Promise<void> {
    this.#listeners.clear();
    this.#apply(DEFAULT_CONFIG);
    if (this.#stay) this.#world.leaveRoom();
  }

  async createRoom(): Promise<P2pRoom> {
    this.#mayEnter();
    return viewOf(entered(await this.#world.startRoom()), this.#world);
  }

  async joinRoom(address: string): Promise<P2pRoom> {
    const wanted = readAddress(address);
    this.#mayEnter();
    const room = entered(await this.#world.joinRoom(wanted));
    await whenOpen(room, this.#world.clock);
    return viewOf(room, this.#world);
  }

  async leaveRoom(): Promise<void> {
    if (this.#here()) this.#world.leaveRoom();
  }

  createInvitation(): Promise<P2pInvitation> {
    return this.#byHand().createInvitation();
  }

  async acceptInvitation(url: string): Promise<P2pAcceptance> {
    this.#mayEnter();
    const { reply, connected } = await this.#byHand().acceptInvitation(url);
    const enter = async () => {
      const room = await connected;
      await whenOpen(room, this.#world.clock);
      return viewOf(room, this.#world);
    };
    return { reply, connected: enter() };
  }

  completeInvitation(reply: string | P2pPassed): Promise<void> {
    return this.#byHand().completeInvitation(reply);
  }

  async getPeers(): Promise<readonly P2pPeer[]> {
    return this.#here().peers;
  }

  async disconnectPeer(peerId: string): Promise<void> {
    this.#here().disconnect(peerId);
  }

  async send(peerId: string, message: Json): Promise<void> {
    this.#here().send(peerId, message);
  }

  async broadcast(message: Json): Promise<readonly string[]> {
    return this.#here().broadcast(message);
  }

  on<E extends keyof P2pEvents>(event: E, listener: (value: P2pEvents[E]) => void): () => void {
    return this.#listeners.on(event, listener);
  }

  getSharedState(key: string): P2pSharedState {
    if (this.#config.hasSharedState) return this.#here().open(key);
    throw new SynchronizationError('switched-off', 'the configuration has sync.enabled: false');
  }

  async shareFile(file: File): Promise<P2pFile> {
    return this.#here().files.share(file);
  }

  async files(): Promise<readonly P2pFile[]> {
    return this.#here().files.all;
  }

  async getFile(id: string): Promise<Blob> {
    return this.#here().files.get(id);
  }

  metrics(): P2pMetrics {
    return measure(this.#stay, { ...this.#world, messages: this.#messages, errors: this.#errors });
  }

  dispose(): void {
    this.#stopFollowing();
    this.#follow(undefined);
  }

  #byHand(): ByHand {
    if (this.#world.byHand) return this.#world.byHand;
    throw new ConnectionError('unsupported', 'nothing can be carried by hand here');
  }

  #here(): RoomStay {
    if (this.#stay) return this.#stay;
    throw new ConnectionError('no-room', 'there is no room: createRoom() or joinRoom() first');
  }

  /** A script throws nobody out of a room by mistake. */
  #mayEnter(): void {
    if (this.#stay) throw new ConnectionError('in-a-room', 'leaveRoom() first');
  }

  #apply(config: CheckedConfig): void {
    this.#config = config;
    this.#world.setTuning(config.tuning);
  }

  #follow(visit: P2pVisit | undefined): void {
    this.#stay?.dispose();
    this.#stay =
      visit &&
      createStay(visit, {
        clock: this.#world.clock,
        listeners: this.#listeners,
        messages: this.#messages,
        onError: (error) => this.#onError(error),
      });
  }

  #onError(error: P2pError): void {
    this.#errors.add(error);
    this.#listeners.emit('error', error);
  }
}

function entered(result: Result<P2pVisit, EnterError>): Room {
  if (!result.ok) throw entryRefused(result.error);
  return result.value.room;
}

function viewOf(room: Room, { linkOf }: Pick<P2pWorld, 'linkOf'>): P2pRoom {
  const { kind } = room.state.value;
  const state = kind === 'open' || kind === 'failed' ? kind : 'joining';
  return { code: room.code, link: linkOf(room), state };
}
