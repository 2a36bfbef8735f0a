// What the parts of a mesh share: who is known, what is told, and whether it is over.

import { createEmitter, type Unsubscribe } from '../primitives/events.ts';
import type { PeerId } from '../primitives/ids.ts';
import type { ErrorCategory, MeshPeer, PeerError } from './mesh-peer.ts';
import type { MeshEvent, MeshOptions } from './mesh-ports.ts';
import type { PeerTable } from './peer-table.ts';

export class MeshCore {
  readonly options: MeshOptions;
  readonly peers: PeerTable;
  isDisposed = false;
  /** With whomever, the unproven included. */
  lastError: PeerError | undefined;
  readonly #events = createEmitter<MeshEvent>();

  constructor(options: MeshOptions, peers: PeerTable) {
    this.options = options;
    this.peers = peers;
  }

  get nowMs(): number {
    return this.options.clock.nowMs();
  }

  get linked(): readonly PeerId[] {
    return this.peers.all.filter(({ isLinked }) => isLinked).map(({ peerId }) => peerId);
  }

  onEvent(listener: (event: MeshEvent) => void): Unsubscribe {
    return this.#events.on(listener);
  }

  emit(event: MeshEvent): void {
    this.options.onEvent(event);
    this.#events.emit(event);
  }

  /** Notes what went wrong with a peer, or with somebody unproven, and tells it. */
  fail(peer: MeshPeer | undefined, category: ErrorCategory, detail: string): void {
    const error: PeerError = { category, detail, atMs: this.nowMs };
    if (peer) peer.lastError = error;
    this.lastError = error;
    this.emit({ type: 'failed', peerId: peer?.peerId, error });
  }

  /** The peer if it is still here, and not another one of the same id. */
  isCurrent(peer: MeshPeer): boolean {
    return !this.isDisposed && this.peers.get(peer.peerId) === peer;
  }
}
