// Typed channels over an overlay. The boundary of everything features hear: length, rate, version, decode, schema, and
// only then the handler. What does not pass is counted at the peer; features never see it.

import { decodeMessage, encodeMessage, type Encodable } from '../primitives/codec.ts';
import type { Clock } from '../primitives/clock.ts';
import { createEmitter } from '../primitives/events.ts';
import type { IdentityId, PeerId } from '../primitives/ids.ts';
import type { Log } from '../primitives/log.ts';
import { createTokenBucket, type TokenBucket } from '../primitives/token-bucket.ts';
import { MAX_ENVELOPED_BYTES } from '../mesh/envelope.ts';
import type { MeshMessageReceived } from '../mesh/mesh-ports.ts';
import type { Overlay } from '../mesh/overlay-ports.ts';
import type { Gate } from './gate.ts';
import type { Protocol } from './protocol-definition.ts';
import type { Channel, Received } from './room.ts';
import { createSlowMode, type SlowMode } from './slow-mode.ts';

export interface Channels {
  /** One channel per protocol; asking again gives the same. */
  open<M>(protocol: Protocol<M>): Channel<M>;
  /** What a peer is allowed is not remembered longer than it is here. */
  forget(peer: PeerId): void;
}

export interface ChannelsOptions {
  readonly overlay: Pick<
    Overlay,
    'broadcast' | 'send' | 'handle' | 'handleBroadcasts' | 'blame' | 'countDropped'
  >;
  readonly clock: Clock;
  readonly log: Log;
  /** Default: everybody may say everything. */
  readonly gate?: Gate;
}

/**
 * After an outage everything that was accepted meanwhile comes at once; a peer is waited for so long (PROTOCOL [T5]).
 */
const OUTAGE_MS = 90_000;

export function createChannels(options: ChannelsOptions): Channels {
  const opened = new Map<string, OpenChannel<unknown>>();
  return {
    open<M>(protocol: Protocol<M>) {
      const known = opened.get(protocol.id);
      if (known) return known as unknown as Channel<M>;
      const channel = new OpenChannel(protocol, options);
      opened.set(protocol.id, channel);
      return channel;
    },
    forget(peer) {
      for (const channel of opened.values()) channel.forget(peer);
    },
  };
}

class OpenChannel<M> implements Channel<M> {
  readonly #protocol: Protocol<M>;
  readonly #options: ChannelsOptions;
  readonly #messages = createEmitter<Received<M>>();
  readonly #allowances = new Map<PeerId, TokenBucket>();
  readonly #pace: SlowMode;

  constructor(protocol: Protocol<M>, options: ChannelsOptions) {
    if (protocol.maxBytes > MAX_ENVELOPED_BYTES) throw new RangeError(`${protocol.id}: messages too large`);
    this.#protocol = protocol;
    this.#options = options;
    this.#pace = createSlowMode(options.clock);
    const receive = (received: MeshMessageReceived) => this.#receive(received);
    options.overlay.handle(protocol.id, receive);
    options.overlay.handleBroadcasts(protocol.id, receive);
  }

  broadcast(message: M): readonly PeerId[] {
    const mayNow = this.#mayISay(message) && this.#isMyTurn(message);
    const payload = mayNow ? this.#encode(message) : undefined;
    return payload ? this.#options.overlay.broadcast(this.#protocol, payload) : [];
  }

  send(to: PeerId, message: M): boolean {
    const payload = this.#mayISay(message) ? this.#encode(message) : undefined;
    return payload !== undefined && this.#options.overlay.send(to, this.#protocol, payload);
  }

  onMessage(listener: (received: Received<M>) => void): () => void {
    return this.#messages.on(listener);
  }

  forget(peer: PeerId): void {
    this.#allowances.delete(peer);
  }

  /** Undefined when the others would refuse it. */
  #encode(message: M): Uint8Array | undefined {
    const payload = encodeMessage(message as Encodable);
    if (payload.length <= this.#protocol.maxBytes) return payload;
    this.#note('too long to send', { bytes: payload.length });
    return undefined;
  }

  #receive({ from, version, payload }: MeshMessageReceived): void {
    const { id, maxBytes, message: schema } = this.#protocol;
    const { overlay, clock } = this.#options;
    if (payload.length > maxBytes) return overlay.blame(from.peerId, `${id}: too long`);
    if (!this.#allowanceOf(from.peerId).take(clock.nowMs())) return overlay.countDropped(from.peerId);
    // They are told nothing, and nothing is held against them: it is no fault of theirs.
    if (this.#isBlocked(from.identityId)) return;
    if (version !== this.#protocol.version) return this.#note('another version', { version });
    const decoded = decodeMessage(payload, schema);
    if (!decoded.ok) return overlay.blame(from.peerId, `${id}: ${decoded.error.detail}`);
    if (!this.#mayBeHeard(from.identityId, decoded.value)) return overlay.countDropped(from.peerId);
    this.#messages.emit({ from: from.peerId, identityId: from.identityId, message: decoded.value });
  }

  #isBlocked(identity: IdentityId): boolean {
    const { gate } = this.#options;
    return gate !== undefined && this.#protocol.isOfRoom !== true && gate.isBlocked(identity);
  }

  #mayISay(message: M): boolean {
    const { gate } = this.#options;
    return !gate || this.#mayWrite(gate.self, message);
  }

  /** What goes to one member alone is said to nobody new, or was said before. */
  #isMyTurn(message: M): boolean {
    const { gate } = this.#options;
    if (!gate || !this.#protocol.isSlowed?.(message)) return true;
    return this.#pace.maySay(gate.self, gate.slowModeMs(gate.self));
  }

  #mayBeHeard(identity: IdentityId, message: M): boolean {
    const { gate } = this.#options;
    if (!gate) return true;
    const everyMs = this.#protocol.isSlowed?.(message) ? gate.slowModeMs(identity) : 0;
    return this.#mayWrite(identity, message) && this.#pace.mayBeHeard(identity, everyMs);
  }

  #mayWrite(identity: IdentityId, message: M): boolean {
    const { space } = this.#protocol;
    if (space === undefined || this.#protocol.isWrite?.(message) === false) return true;
    return this.#options.gate?.mayWrite(identity, space) ?? true;
  }

  #allowanceOf(peer: PeerId): TokenBucket {
    const allowance = this.#allowances.get(peer) ?? this.#createAllowance();
    this.#allowances.set(peer, allowance);
    return allowance;
  }

  #createAllowance(): TokenBucket {
    const { rate, channel } = this.#protocol;
    return createTokenBucket({ ...rate, pauseCreditMs: channel === 'control' ? OUTAGE_MS : 0 });
  }

  #note(message: string, facts: Readonly<Record<string, number>>): void {
    const { id } = this.#protocol;
    this.#options.log.write({ level: 'warning', part: 'channel', message, facts: { id, ...facts } });
  }
}
