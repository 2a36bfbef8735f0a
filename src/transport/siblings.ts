// Further connections of one link, for bulk alone, where loss on a long path holds a single one back (PROTOCOL [L11]). The
// dialer makes them and closes them; when they would help is sibling-pace.ts' business.

import type { Cancel, Clock } from '../primitives/clock.ts';
import { createTokenBucket } from '../primitives/token-bucket.ts';
import type { BulkPath, BulkPaths } from './bulk-paths.ts';
import { descriptionFingerprint, stateMaxMessageSize } from './session-description.ts';
import type { SiblingMessage } from './sibling-message.ts';
import { SiblingPace } from './sibling-pace.ts';

/** With the link's own four connections: as fair to others as a browser that loads a page. */
const MAX_SIBLINGS = 3;
/** Candidates are waited for no longer. */
const GATHER_MS = 1_500;
const OPEN_MS = 10_000;
/** What is under way by siblings that are wanted no more arrives within this. */
const REST_MS = 2_000;
/** What one end may make the other build: a few at once, and then one every ten seconds. */
const BUILD_RATE = { perSecond: 0.1, burst: 6 } as const;
const MAX_NUMBER = 65_535;
const CHANNEL = { negotiated: true, id: 101, ordered: false } as const;

export interface SiblingsOptions {
  readonly clock: Clock;
  readonly role: 'dialer' | 'listener';
  readonly paths: BulkPaths;
  /** As the link's own was made, with the same servers. */
  readonly createConnection: () => RTCPeerConnection;
  readonly pathMs: () => number | undefined;
  readonly say: (message: SiblingMessage) => void;
}

export interface Siblings {
  /** Bulk went out or came in. */
  onBulk(): void;
  receive(message: SiblingMessage): void;
  stop(): void;
}

export function createSiblings(options: SiblingsOptions): Siblings {
  return new SiblingConnections(options);
}

class SiblingConnections implements Siblings {
  readonly #options: SiblingsOptions;
  readonly #pace: SiblingPace;
  readonly #live = new Map<number, RTCPeerConnection>();
  readonly #paths = new Map<RTCPeerConnection, BulkPath>();
  #cancelClosing: Cancel | undefined;
  readonly #allowance = createTokenBucket(BUILD_RATE);
  #isStopped = false;
  #nextNumber = 0;

  constructor(options: SiblingsOptions) {
    this.#options = options;
    const onWanted = () => this.#want();
    const onUnwanted = () =>
      options.role === 'dialer' ? this.#retireAll() : options.say({ type: 'enough' });
    this.#pace = new SiblingPace({ ...options, onWanted, onUnwanted });
  }

  onBulk(): void {
    if (!this.#isStopped) this.#pace.onBulk();
  }

  receive(message: SiblingMessage): void {
    if (this.#isStopped) return;
    const isDialer = this.#options.role === 'dialer';
    if (message.type === 'ask') return isDialer ? this.#want() : undefined;
    if (message.type === 'enough') return this.#retireAll();
    // Whoever names no certificate, or several, gets no connection.
    if (!descriptionFingerprint(message.sdp).ok) return;
    if (message.type === 'answer' && isDialer) this.#complete(message.number, message.sdp);
    if (message.type === 'offer' && !isDialer && this.#mayBuild()) this.#answer(message.number, message.sdp);
  }

  stop(): void {
    this.#isStopped = true;
    this.#pace.stop();
    this.#cancelClosing?.();
    this.#closeAll();
  }

  /** As many as there may be, at once: each takes a while to grow. */
  #want(): void {
    const { role, say } = this.#options;
    if (role === 'listener') return say({ type: 'ask' });
    while (this.#mayBuild()) this.#offerNext();
    return undefined;
  }

  #mayBuild(): boolean {
    if (this.#cancelClosing) return false;
    return this.#live.size < MAX_SIBLINGS && this.#allowance.take(this.#options.clock.nowMs());
  }

  #offerNext(): void {
    const number = this.#nextNumber;
    this.#nextNumber = number === MAX_NUMBER ? 0 : number + 1;
    void this.#attempt(number, async (connection) => {
      const sdp = await this.#describe(connection);
      if (this.#live.get(number) === connection) this.#options.say({ type: 'offer', number, sdp });
    });
  }

  #answer(number: number, sdp: string): void {
    if (this.#live.has(number)) return;
    void this.#attempt(number, async (connection) => {
      await connection.setRemoteDescription({ type: 'offer', sdp: stateMaxMessageSize(sdp) });
      const own = await this.#describe(connection);
      if (this.#live.get(number) === connection) this.#options.say({ type: 'answer', number, sdp: own });
    });
  }

  #complete(number: number, sdp: string): void {
    if (this.#live.get(number)?.signalingState !== 'have-local-offer') return;
    const description = { type: 'answer', sdp: stateMaxMessageSize(sdp) } as const;
    void this.#attempt(number, (connection) => connection.setRemoteDescription(description));
  }

  /** What an engine refuses, such as one connection too many, costs this one and nothing else. */
  async #attempt(number: number, action: (connection: RTCPeerConnection) => Promise<void>): Promise<void> {
    try {
      await action(this.#live.get(number) ?? this.#build(number));
    } catch {
      const connection = this.#live.get(number);
      if (connection) this.#close(number, connection);
    }
  }

  #build(number: number): RTCPeerConnection {
    const { clock, paths, createConnection } = this.#options;
    const connection = createConnection();
    const channel = connection.createDataChannel('kith-bulk', CHANNEL);
    channel.binaryType = 'arraybuffer';
    this.#live.set(number, connection);
    const end = () => this.#close(number, connection);
    const cancelOpening = clock.schedule(OPEN_MS, end);
    channel.addEventListener('open', () => {
      cancelOpening();
      if (this.#live.get(number) === connection) this.#paths.set(connection, paths.add(channel));
    });
    channel.addEventListener('close', end);
    connection.addEventListener('connectionstatechange', () => {
      if (connection.connectionState === 'failed') end();
    });
    return connection;
  }

  async #describe(connection: RTCPeerConnection): Promise<string> {
    await connection.setLocalDescription();
    await gathered(connection, this.#options.clock);
    return connection.localDescription?.sdp ?? '';
  }

  #close(number: number, connection: RTCPeerConnection): void {
    if (this.#live.get(number) === connection) this.#live.delete(number);
    connection.close();
    // A page that closes a connection itself is not told that its channels have closed.
    this.#paths.get(connection)?.end();
    this.#paths.delete(connection);
  }

  /** Both ends send nothing more by them, so that nothing is under way when the dialer closes them. */
  #retireAll(): void {
    for (const path of this.#paths.values()) path.retire();
    const { clock, role, say } = this.#options;
    if (role !== 'dialer' || this.#live.size === 0) return;
    say({ type: 'enough' });
    this.#cancelClosing ??= clock.schedule(REST_MS, () => {
      this.#cancelClosing = undefined;
      this.#closeAll();
    });
  }

  #closeAll(): void {
    for (const [number, connection] of Array.from(this.#live)) this.#close(number, connection);
  }
}

function gathered(connection: RTCPeerConnection, clock: Clock): Promise<void> {
  return new Promise((resolve) => {
    const cancel = clock.schedule(GATHER_MS, resolve);
    const check = () => {
      if (connection.iceGatheringState !== 'complete') return;
      cancel();
      resolve();
    };
    connection.addEventListener('icegatheringstatechange', check);
    check();
  });
}
