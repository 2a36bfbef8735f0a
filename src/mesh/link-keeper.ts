// Which links are held: proves them, takes them in or refuses them, notices when they are lost, interrupted or back,
// and lets them go. Whom to dial, and what is said over them, is known elsewhere.

import type { Bytes } from '../primitives/bytes.ts';
import type { PeerId } from '../primitives/ids.ts';
import type { SecureLink } from '../secure/secure-link.ts';
import { REFUSED, type ChannelName, type CloseReason, type Link } from '../transport/transport.ts';
import type { Dialling } from './dialling.ts';
import type { Dispatch } from './dispatch.ts';
import { createHandshakes, type Handshakes } from './handshakes.ts';
import { createHeartbeat } from './heartbeat.ts';
import type { Introductions } from './introductions.ts';
import { createLinkPath } from './link-path.ts';
import { createLinkWaiters, type LinkWaiters } from './link-waiters.ts';
import type { MeshCore } from './mesh-core.ts';
import type { MeshPeer } from './mesh-peer.ts';
import { STRANGER, type Departure } from './mesh-ports.ts';
import { PeerLinks, type DecideLater } from './peer-links.ts';
import { encodeMeshMessage, MAX_REASON_LENGTH } from './protocol.ts';
import { mayAcceptLink, type Admission } from './topology.ts';

/** The engine's statistics cost more than all else of a beat; a path that changed in silence is seen after 10 s. */
const ROUTE_BEATS = 5;
/** What is said last on a link that is refused has to leave before the link does. */
const FULL_LINGER_MS = 1_000;
/** Of those who came in the same moment nobody has said yet where it can be dialled. */
const FULL_WAIT_MS = 400;
const ENOUGH_ALTERNATIVES = 4;
/** An answer so quick speaks for a neighbour. */
const FAST_MS = 150;
/**
 * An interrupted link is soon dialled beside, and its peer counts as lost after this: an outage of 4 s is over by then,
 * though it may have been noticed within 2 (a hint and a probe) and its first frames take a second more (PROTOCOL [T5]).
 */
export const LOST_AFTER_MS = 4_000;

/** Words of a goodbye that mean that the peer, and not just the link, is gone for us. */
const LEAVING = new Set(['left', 'refused', 'self']);
const RELEASED = 'released';
/** Words of a goodbye that mean that the peer is there, but not linked with us. */
const RELEASING = new Set([RELEASED, 'full']);

export interface LinkKeeperPorts {
  readonly dialling: Pick<Dialling, 'dialer' | 'keepWanting'>;
  readonly dispatch: Pick<Dispatch, 'deliveryOf' | 'onPayload' | 'judge'>;
  readonly introductions: Pick<Introductions, 'ownEntry' | 'tellKnown' | 'tellOf' | 'alternatives'>;
}

export class LinkKeeper {
  readonly #core: MeshCore;
  readonly #ports: LinkKeeperPorts;
  readonly #handshakes: Handshakes;
  readonly #waiters: LinkWaiters;
  #generation = 0;

  constructor(core: MeshCore, ports: LinkKeeperPorts) {
    this.#core = core;
    this.#ports = ports;
    this.#handshakes = createHandshakes(core.options.secure);
    this.#waiters = createLinkWaiters(core.options.clock);
  }

  async adopt(link: Link): Promise<PeerId | undefined> {
    const proven = await this.#handshakes.prove(link);
    if (!proven) return undefined;
    if (proven.ok) return proven.value && this.#accept(proven.value);
    const { code, detail } = proven.error;
    this.#note('not proven', { code, detail });
    const isBroken = code === 'timeout' || code === 'closed' || code === 'aborted';
    this.#core.fail(undefined, isBroken ? 'connection' : 'security', code);
    link.close('not proven');
    return undefined;
  }

  /** Lets a linked peer go kindly: it is told whom else to dial. */
  drop(peer: MeshPeer, reason: string): void {
    if (!peer.links?.active) return;
    const peers = this.#ports.introductions.alternatives(peer.peerId);
    peer.tell({ type: 'RELEASE', reason: reason.slice(0, MAX_REASON_LENGTH), peers });
    this.#release(peer, 'us');
  }

  onReleased(peer: MeshPeer): void {
    this.#release(peer, 'them');
  }

  /** It is gone, and so is what waited for it. */
  remove(peer: MeshPeer, how: Departure): void {
    const wasHere = peer.isReachable || peer.sender !== undefined;
    this.#core.peers.remove(peer);
    this.#ports.dialling.dialer.forget(peer.peerId);
    peer.links?.close(how === 'refused' ? REFUSED : 'left');
    peer.endDoubt();
    peer.heartbeat?.dispose();
    peer.delivery?.dispose();
    if (wasHere && !this.#core.isDisposed) this.#core.emit({ type: 'left', peerId: peer.peerId, how });
  }

  /** Keeps it out for 10 minutes. */
  refuse(peer: MeshPeer): void {
    if (!this.#core.isCurrent(peer)) return;
    this.#note('peer refused', { detail: peer.lastError?.detail ?? '' });
    this.#core.peers.refuse(peer.peerId);
    this.remove(peer, 'refused');
  }

  /** Everything that waits for the peer takes the best way there is now. */
  choosePath(peer: MeshPeer): void {
    if (peer.path || peer.delivery) this.#ports.dispatch.deliveryOf(peer).setPath(peer.path);
  }

  dispose(): void {
    this.#handshakes.abort();
    for (const peer of this.#core.peers.all) {
      peer.endDoubt();
      peer.heartbeat?.dispose();
      peer.delivery?.dispose();
      peer.links?.close('left');
    }
  }

  async #accept(link: SecureLink): Promise<PeerId | undefined> {
    const { peerId } = link.remote;
    const { peers, options, isDisposed } = this.#core;
    const known = peers.get(peerId);
    if (isDisposed || peerId === options.self) return this.#turnAway(link, 'self');
    if (peers.isRefused(peerId)) return this.#turnAway(link, REFUSED);
    if (options.isMember?.(link.remote.identityId) === false) return this.#turnAway(link, STRANGER);
    const admission = known?.hasLink ? 'accept' : this.#admit(peerId, undefined);
    if (admission === 'full') return this.#turnAway(link, 'full');
    const peer = known ?? peers.add(peerId);
    peer.sender = link.remote;
    peer.links ??= this.#createLinks(peer);
    peer.links.add(link, admission === 'ask' ? this.#decideLater(peer, link) : undefined);
    return (await this.#waiters.whenLinked(peer)) ? peerId : undefined;
  }

  #admit(peerId: PeerId, theirLinks: number | undefined): 'accept' | 'full' | 'ask' {
    const { peers, options } = this.#core;
    const others = peers.all.filter((peer) => peer.hasLink && peer.peerId !== peerId);
    const facts = { heldPlaces: others.length, theirLinks };
    const admission = options.admit?.(peerId, facts) ?? admitByDefault(facts.heldPlaces);
    if (typeof admission === 'string') return admission;
    const dropped = peers.get(admission.drop);
    if (dropped) this.drop(dropped, 'room for a newcomer');
    return 'accept';
  }

  #decideLater(peer: MeshPeer, link: SecureLink): DecideLater {
    return ({ links }) => {
      const isIn = this.#admit(peer.peerId, links ?? 0) === 'accept';
      if (!isIn) this.#turnAway(link, 'full');
      return isIn;
    };
  }

  #turnAway(link: SecureLink, reason: 'self' | typeof REFUSED | 'full' | typeof STRANGER): undefined {
    const { clock } = this.#core.options;
    if (reason !== 'full') {
      clock.schedule(0, () => link.close(reason));
      return undefined;
    }
    const alternatives = () => this.#ports.introductions.alternatives(link.remote.peerId);
    const tell = (peers: readonly Bytes[]) => {
      link.send('control', encodeMeshMessage({ type: 'FULL', peers }));
      clock.schedule(FULL_LINGER_MS, () => link.close(reason));
    };
    const peers = alternatives();
    if (peers.length >= ENOUGH_ALTERNATIVES) tell(peers);
    else clock.schedule(FULL_WAIT_MS, () => tell(alternatives()));
    return undefined;
  }

  #createLinks(peer: MeshPeer): PeerLinks {
    const { dispatch, introductions } = this.#ports;
    return new PeerLinks({
      self: this.#core.options.self,
      remote: peer.peerId,
      clock: this.#core.options.clock,
      greeting: () => ({
        delivery: dispatch.deliveryOf(peer).hello(),
        links: Math.min(255, this.#core.linked.length),
        ...(introductions.ownEntry ? { entry: introductions.ownEntry } : {}),
      }),
      nextGeneration: () => this.#nextGeneration(),
      onActive: (link) => this.#onActive(peer, link),
      onInterrupted: (isInterrupted) => this.#onInterrupted(peer, isInterrupted),
      onDoubted: (isDoubted) => this.#onDoubted(peer, isDoubted),
      onDrained: () => this.#core.emit({ type: 'drained', peerId: peer.peerId }),
      onDown: (reason) => this.#onDown(peer, reason),
      onPayload: (payload: Bytes, channel: ChannelName, link) =>
        dispatch.onPayload(peer, payload, channel, link),
    });
  }

  /** From the clock, so that it also grows over a rejoin of the same instance. */
  #nextGeneration(): number {
    this.#generation = Math.max(this.#generation + 1, Math.floor(this.#core.nowMs));
    return this.#generation;
  }

  #onActive(peer: MeshPeer, link: SecureLink): void {
    if (!this.#core.isCurrent(peer)) return;
    this.#core.peers.welcome(peer.peerId);
    // Before what waits for the peer, which may be much.
    this.#ports.introductions.tellKnown(peer);
    peer.linkPath = createLinkPath(peer, link);
    this.#onWorking(peer, link);
    void this.#askRoute(peer);
  }

  #onWorking(peer: MeshPeer, link: SecureLink): void {
    const { dialer } = this.#ports.dialling;
    const wasLost = peer.state.kind === 'lost' || peer.isDoubted;
    const { nowMs } = this.#core;
    peer.endDoubt();
    peer.state = { kind: 'linked', sinceMs: nowMs };
    peer.seenAtMs = nowMs;
    dialer.forget(peer.peerId);
    if (wasLost) dialer.hurryBack();
    this.choosePath(peer);
    this.#startHeartbeat(peer);
    this.#core.emit({ type: 'linked', peer: link.remote });
    this.#waiters.onLinked(peer);
    this.#ports.introductions.tellOf(peer);
  }

  #onInterrupted(peer: MeshPeer, isInterrupted: boolean): void {
    const link = peer.links?.active;
    if (!link || !this.#core.isCurrent(peer)) return;
    if (isInterrupted && peer.isLinked) this.#doubt(peer);
    else if (!isInterrupted && peer.isDoubted) this.#trust(peer);
    else if (!isInterrupted && peer.state.kind === 'lost') this.#onWorking(peer, link);
  }

  /**
   * Dialled beside soon, before anybody knows: a link that finds another path may still wait for seconds until its engine
   * says again what was lost, and a new one says it at once.
   */
  #onDoubted(peer: MeshPeer, isDoubted: boolean): void {
    if (!this.#core.isCurrent(peer) || !peer.isLinked || peer.isDoubted) return;
    if (isDoubted) return this.#ports.dialling.keepWanting(peer.peerId);
    this.#ports.dialling.dialer.forget(peer.peerId);
    this.#waiters.onLinked(peer);
  }

  /** Shown as lost when it lasts. */
  #doubt(peer: MeshPeer): void {
    peer.doubt(this.#core.options.clock.schedule(LOST_AFTER_MS, () => this.#lose(peer)));
    this.#ports.dialling.keepWanting(peer.peerId);
    this.#core.emit({ type: 'doubted', peerId: peer.peerId, isDoubted: true });
  }

  #trust(peer: MeshPeer): void {
    peer.endDoubt();
    this.#core.emit({ type: 'doubted', peerId: peer.peerId, isDoubted: false });
    this.#ports.dialling.dialer.forget(peer.peerId);
    this.#waiters.onLinked(peer);
  }

  #onDown(peer: MeshPeer, { kind, detail }: CloseReason): void {
    peer.linkPath = undefined;
    if (!this.#core.isCurrent(peer) || peer.state.kind === 'known') return;
    if (kind === 'left' && LEAVING.has(detail))
      return this.remove(peer, detail === 'refused' ? detail : 'goodbye');
    if (kind === 'left' && RELEASING.has(detail)) return this.#release(peer, 'them');
    this.#core.fail(peer, kind === 'refused' ? 'protocol' : 'connection', detail);
    if (kind === 'refused') return this.remove(peer, kind);
    if (peer.isLinked) return this.#lose(peer);
    this.choosePath(peer);
    this.#ports.dialling.keepWanting(peer.peerId);
  }

  /** Its link was interrupted for long or ended: shown as lost, dialled again. */
  #lose(peer: MeshPeer): void {
    const { nowMs } = this.#core;
    peer.endDoubt();
    this.#stopHeartbeat(peer);
    peer.state = { kind: 'lost', sinceMs: nowMs };
    peer.seenAtMs = nowMs;
    this.choosePath(peer);
    this.#ports.dialling.keepWanting(peer.peerId);
    // Whoever hears of it may forget the peer.
    this.#core.peers.expire(peer);
    this.#core.emit({ type: 'lost', peerId: peer.peerId });
  }

  #release(peer: MeshPeer, by: 'us' | 'them'): void {
    if (!this.#core.isCurrent(peer) || peer.state.kind === 'known') return;
    const { peers, nowMs } = this.#core;
    peer.endDoubt();
    this.#stopHeartbeat(peer);
    peer.state = { kind: 'known' };
    peer.seenAtMs = nowMs;
    peers.letGo(peer.peerId);
    this.#ports.dialling.dialer.forget(peer.peerId);
    peer.links?.close(RELEASED);
    peer.linkPath = undefined;
    this.choosePath(peer);
    this.#core.emit({ type: 'released', peerId: peer.peerId, by });
    peers.expire(peer);
  }

  #startHeartbeat(peer: MeshPeer): void {
    this.#stopHeartbeat(peer);
    let beats = 0;
    let told: number | undefined;
    const links = () => Math.min(255, this.#core.linked.length);
    peer.heartbeat = createHeartbeat({
      clock: this.#core.options.clock,
      periodMs: this.#core.options.pingPeriodMs,
      ping: (number) => peer.tell({ type: 'PING', number, links: (told = links()) }),
      hasNews: () => told !== links(),
      onBeat: () => {
        peer.meter.sample(this.#core.nowMs);
        if (beats % ROUTE_BEATS === 0) void this.#askRoute(peer);
        beats += 1;
      },
      onAnswer: (rttMs) => {
        if (rttMs <= FAST_MS) this.#ports.dispatch.judge(peer, 'fast');
        this.#core.emit({ type: 'measured', peerId: peer.peerId });
      },
      onLate: () => this.#ports.dispatch.judge(peer, 'late'),
      onSilence: () => peer.links?.active?.close('silent'),
    });
  }

  #stopHeartbeat(peer: MeshPeer): void {
    peer.heartbeat?.dispose();
    peer.heartbeat = undefined;
  }

  async #askRoute(peer: MeshPeer): Promise<void> {
    const route = await peer.links?.active?.route();
    if (!route || !peer.isLinked || !this.#core.isCurrent(peer)) return;
    const isNews = peer.route.kind !== route.kind;
    peer.route = route;
    if (isNews) this.#core.emit({ type: 'measured', peerId: peer.peerId });
  }

  #note(message: string, facts: Readonly<Record<string, string>>): void {
    this.#core.options.log.write({ level: 'warning', part: 'mesh', message, facts });
  }
}

function admitByDefault(heldPlaces: number): Admission {
  return mayAcceptLink(heldPlaces) ? 'accept' : 'full';
}
