// Typed channels over an overlay. The boundary of everything features hear: length, rate, version, decode, schema, and
// only then the handler. What does not pass is counted at the peer; features never see it.

import { decodeMessage, encodeMessage, type Encodable } from '../primitives/codec.ts';
import type { Clock } from '../primitives/clock.ts';
import { createEmitter } from '../primitives/events.ts';
import type { IdentityId, PeerId } from '../primitives/ids.ts';
import type { Log } from '../primitives/log.ts';
import { createTokenBucket, type TokenBucket } from '../primitives/token-bucket.ts';
import { createBoundedMemory, type BoundedMemory } from '../mesh/bounded-memory.ts';
import { MAX_ENVELOPED_BYTES } from '../mesh/envelope.ts';
import type { MeshMessageReceived } from '../mesh/mesh-ports.ts';
import type { Overlay, OverlayEvent } from '../mesh/overlay-ports.ts';
import type { Gate } from './gate.ts';
import type { Protocol } from './protocol-definition.ts';
import type { Channel, Received } from './room.ts';
import { MAX_REMEMBERED, SendingAllowance } from './sending-allowance.ts';
import { createSlowMode, type SlowMode } from './slow-mode.ts';

export interface Channels {
  /** One channel per protocol; asking again gives the same. */
  open<M>(protocol: Protocol<M>): Channel<M>;
  /** Who comes and goes: what they may say fills from when they came, until they say goodbye. */
  onOverlayEvent(event: OverlayEvent): void;
}

export interface ChannelsOptions {
  readonly overlay: Pick<
    Overlay,
    'broadcast' | 'send' | 'handle' | 'handleBroadcasts' | 'blame' | 'countDropped'
  > & {
    /** Default: everybody has answered. */
    readonly mesh?: Pick<Overlay['mesh'], 'hasAnswered'>;
  };
  readonly clock: Clock;
  readonly log: Log;
  /** Default: everybody may say everything. */
  readonly gate?: Gate;
}

/**
 * After an outage everything that was accepted meanwhile comes at once; a peer is waited for so long (PROTOCOL [T5]).
 */
const OUTAGE_MS = 90_000;
/** Those too who are gone and did not say so: they may come back with what they said meanwhile. */
const REMEMBERED = { keepMs: Infinity, maxEntries: MAX_REMEMBERED } as const;

export function createChannels(options: ChannelsOptions): Channels {
  const opened = new Map<string, OpenChannel<unknown>>();
  const metAtMs = createBoundedMemory<PeerId, number>(REMEMBERED);
  return {
    open<M>(protocol: Protocol<M>) {
      const known = opened.get(protocol.id);
      if (known) return known as unknown as Channel<M>;
      const channel = new OpenChannel(protocol, options, metAtMs);
      opened.set(protocol.id, channel);
      return channel;
    },
    onOverlayEvent(event) {
      const nowMs = options.clock.nowMs();
      const met = metPeer(event);
      if (met) metAtMs.set(met, metAtMs.get(met, nowMs) ?? nowMs, nowMs);
      if (event.type !== 'left' || event.how !== 'goodbye') return;
      metAtMs.delete(event.peerId);
      for (const channel of opened.values()) channel.forget(event.peerId);
    },
  };
}

function metPeer(event: OverlayEvent): PeerId | undefined {
  if (event.type === 'linked') return event.peer.peerId;
  return event.type === 'announced' ? event.member.entry.peerId : undefined;
}

class OpenChannel<M> implements Channel<M> {
  readonly #protocol: Protocol<M>;
  readonly #options: ChannelsOptions;
  readonly #messages = createEmitter<Received<M>>();
  readonly #metAtMs: BoundedMemory<PeerId, number>;
  readonly #allowances = createBoundedMemory<PeerId, TokenBucket>(REMEMBERED);
  readonly #own: SendingAllowance;
  readonly #pace: SlowMode;

  constructor(protocol: Protocol<M>, options: ChannelsOptions, metAtMs: BoundedMemory<PeerId, number>) {
    if (protocol.maxBytes > MAX_ENVELOPED_BYTES) throw new RangeError(`${protocol.id}: messages too large`);
    this.#protocol = protocol;
    this.#options = options;
    this.#metAtMs = metAtMs;
    const { clock, overlay } = options;
    const hasAnswered = (peer: PeerId) => overlay.mesh?.hasAnswered(peer) ?? true;
    this.#own = new SendingAllowance({ clock, rate: protocol.rate, hasAnswered });
    this.#pace = createSlowMode(clock);
    const receive = (received: MeshMessageReceived) => this.#receive(received);
    overlay.handle(protocol.id, receive);
    overlay.handleBroadcasts(protocol.id, receive);
  }

  broadcast(message: M): readonly PeerId[] {
    const mayNow = this.#mayISay(message) && this.#isMyTurn(message);
    const payload = mayNow ? this.#encode(message) : undefined;
    if (!payload) return [];
    const allowance = this.#own.broadcast();
    const handed = this.#options.overlay.broadcast(this.#protocol, payload, allowance);
    allowance.onHanded(handed);
    return handed;
  }

  send(to: PeerId, message: M): boolean {
    const mayNow = this.#mayISay(message) && this.#own.mayGoTo(to);
    const payload = mayNow ? this.#encode(message) : undefined;
    const isTaken = payload !== undefined && this.#options.overlay.send(to, this.#protocol, payload);
    if (isTaken) this.#own.onSent(to);
    return isTaken;
  }

  onMessage(listener: (received: Received<M>) => void): () => void {
    return this.#messages.on(listener);
  }

  forget(peer: PeerId): void {
    this.#own.forget(peer);
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
    const nowMs = this.#options.clock.nowMs();
    const allowance =
      this.#allowances.get(peer, nowMs) ?? this.#createAllowance(this.#metAtMs.get(peer, nowMs));
    this.#allowances.set(peer, allowance, nowMs);
    return allowance;
  }

  #createAllowance(sinceMs: number | undefined): TokenBucket {
    const { rate, channel } = this.#protocol;
    const pauseCreditMs = channel === 'control' ? OUTAGE_MS : 0;
    return createTokenBucket({ ...rate, pauseCreditMs, sinceMs });
  }

  #note(message: string, facts: Readonly<Record<string, number>>): void {
    const { id } = this.#protocol;
    this.#options.log.write({ level: 'warning', part: 'channel', message, facts: { id, ...facts } });
  }
}
