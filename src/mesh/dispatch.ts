// What arrives, from links and relays, to whom it belongs: mesh messages, delivery, and the handlers of protocols. The
// mesh's boundary: rate, decoding and version are checked here, meaning further on.

import type { Bytes } from '../primitives/bytes.ts';
import type { SecureLink } from '../secure/secure-link.ts';
import type { ChannelName } from '../transport/transport.ts';
import { createDelivery, type Delivery } from './delivery.ts';
import { decodeEnvelope, type Envelope } from './envelope.ts';
import type { MeshCore } from './mesh-core.ts';
import type { MeshPeer } from './mesh-peer.ts';
import type { MeshMessageReceived } from './mesh-ports.ts';
import { decodeMeshMessage, MESH_PROTOCOL, type MeshMessage } from './protocol.ts';
import type { Deed } from './score.ts';
import { isSequenced } from './sequenced.ts';

export interface DispatchPorts {
  /** One that came over a link. */
  readonly onMeshMessage: (peer: MeshPeer, message: MeshMessage, link: SecureLink) => void;
  /** Its score sank below the floor. */
  readonly onMisbehaved: (peer: MeshPeer) => void;
}

export class Dispatch {
  readonly #core: MeshCore;
  readonly #ports: DispatchPorts;
  readonly #handlers = new Map<string, (received: MeshMessageReceived) => void>();

  constructor(core: MeshCore, ports: DispatchPorts) {
    this.#core = core;
    this.#ports = ports;
  }

  handle(protocolId: string, handler: (received: MeshMessageReceived) => void): () => void {
    if (this.#handlers.has(protocolId)) throw new Error(`protocol ${protocolId} has a handler`);
    this.#handlers.set(protocolId, handler);
    return () => this.#handlers.delete(protocolId);
  }

  /** Messages between this peer and `peer` that outlive links. */
  deliveryOf(peer: MeshPeer): Delivery {
    const { clock, random } = this.#core.options;
    peer.delivery ??= createDelivery({
      clock,
      random,
      inbox: peer.inbox,
      onMessage: (envelope) => this.#onDelivered(peer, envelope),
      onViolation: (detail) => this.strike(peer, detail),
    });
    return peer.delivery;
  }

  onPayload(peer: MeshPeer, payload: Bytes, channel: ChannelName, link: SecureLink): void {
    if (!this.#core.isCurrent(peer)) return;
    peer.heartbeat?.onTraffic();
    peer.meter.count('received', payload.length);
    if (channel === 'control' && isSequenced(payload)) return this.#onSequenced(peer, payload, link);
    const envelope = decodeEnvelope(payload);
    if (!envelope) return this.strike(peer, 'no envelope');
    const isOwn = envelope.protocol === MESH_PROTOCOL.id;
    if (channel === 'control' && !isOwn) return this.strike(peer, 'no sequence number');
    if (!peer.mayBeHeard(envelope.protocol, channel, this.#core.nowMs)) return this.judge(peer, 'flooding');
    if (isOwn) this.#onMeshPayload(peer, envelope, (message) => this.#onLinkMessage(peer, message, link));
    else this.#hand(peer, envelope, channel);
  }

  /** What came through others, proven by the seal. */
  onRelayed(peer: MeshPeer, frame: Uint8Array): void {
    peer.seenAtMs = this.#core.nowMs;
    peer.meter.count('received', frame.length);
    if (isSequenced(frame)) return this.deliveryOf(peer).onFrame(frame);
    const envelope = decodeEnvelope(frame);
    if (envelope?.protocol !== MESH_PROTOCOL.id) return this.strike(peer, 'no frame of a relay');
    if (!peer.mayUse(peer.messages, this.#core.nowMs)) return this.judge(peer, 'flooding');
    this.#onMeshPayload(peer, envelope, (message) => {
      if (!this.#onDeliveryMessage(peer, message)) this.strike(peer, `${message.type} by a relay`);
    });
  }

  strike(peer: MeshPeer, detail: string): void {
    peer.counts.malformed += 1;
    this.#core.fail(peer, 'protocol', detail);
    this.judge(peer, 'malformed');
  }

  judge(peer: MeshPeer, deed: Deed): void {
    // Told once, not with every message of a flood.
    if (deed === 'flooding' && peer.lastError?.category !== 'limit')
      this.#core.fail(peer, 'limit', 'more than is taken at a time');
    if (!peer.judge(deed, this.#core.nowMs)) this.#ports.onMisbehaved(peer);
  }

  /** A frame of a link that was replaced is ignored: it comes again on the one in use. */
  #onSequenced(peer: MeshPeer, frame: Bytes, link: SecureLink): void {
    if (peer.links?.active === link) this.deliveryOf(peer).onFrame(frame);
  }

  #onDelivered(peer: MeshPeer, bytes: Uint8Array): void {
    const envelope = decodeEnvelope(bytes);
    if (!envelope || envelope.protocol === MESH_PROTOCOL.id) return this.strike(peer, 'no envelope');
    if (!peer.mayUse(peer.delivered, this.#core.nowMs)) return this.judge(peer, 'flooding');
    this.#hand(peer, envelope, 'control');
  }

  #hand(peer: MeshPeer, envelope: Envelope, channel: ChannelName): void {
    const { protocol, version, payload } = envelope;
    const handler = this.#handlers.get(protocol);
    const from = peer.sender;
    if (!handler || !from) return void (peer.counts.unknownProtocols += 1);
    this.judge(peer, 'valid');
    handler({ from, version, channel, payload });
  }

  #onMeshPayload(
    peer: MeshPeer,
    { version, payload }: Envelope,
    onMessage: (message: MeshMessage) => void,
  ): void {
    if (version !== MESH_PROTOCOL.version) return void (peer.counts.unknownProtocols += 1);
    const decoded = decodeMeshMessage(payload);
    if (decoded.ok) onMessage(decoded.value);
    else this.strike(peer, decoded.error.detail);
  }

  #onLinkMessage(peer: MeshPeer, message: MeshMessage, link: SecureLink): void {
    if (!this.#onDeliveryMessage(peer, message)) this.#ports.onMeshMessage(peer, message, link);
  }

  #onDeliveryMessage(peer: MeshPeer, message: MeshMessage): boolean {
    if (message.type === 'ACK') this.deliveryOf(peer).onAcknowledged(message);
    else if (message.type === 'STREAM') this.deliveryOf(peer).onHello(message);
    else return false;
    return true;
  }
}
