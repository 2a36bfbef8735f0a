// The Transport port over a PeerJS-compatible broker. PeerJS opens the first link to a stranger and nothing more: our
// own channels ride its connection, and once they are open the connection is ours. The only home of the package.

import { Peer } from 'peerjs';
import { formatHex } from '../primitives/bytes.ts';
import { delay } from '../primitives/clock.ts';
import { createEmitter } from '../primitives/events.ts';
import type { TransportId } from '../primitives/ids.ts';
import { randomBetween, type RandomSource } from '../primitives/random.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import type { BrokerAddress, CreatePeer } from './broker-peer.ts';
import { acceptOnBroker, dialOnBroker } from './broker-links.ts';
import { openBrokerSession, type BrokerSession } from './broker-session.ts';
import type { ClaimError, Endpoint, EndpointState, Link, Transport } from './transport.ts';
import type { LinkContext } from './webrtc-link.ts';

/** First wait before a lost broker is tried again; doubles up to the longest, half of it random. */
const FIRST_RETRY_MS = 1_000;
const LONGEST_RETRY_MS = 30_000;
const TOKEN_BYTES = 16;

export interface PeerjsTransportOptions extends LinkContext {
  readonly broker: BrokerAddress;
  /** Stated even when empty: PeerJS's own default names public servers. */
  readonly iceServers: readonly RTCIceServer[];
  readonly random: RandomSource;
  /** Default: a PeerJS peer. */
  readonly createPeer?: CreatePeer;
}

export function createPeerjsTransport(options: PeerjsTransportOptions): Transport {
  const { host, port } = options.broker;
  return {
    label: `${host}:${port}`,
    async claim(id, { signal } = {}) {
      if (typeof RTCPeerConnection === 'undefined' || typeof WebSocket === 'undefined') {
        return err({ code: 'unsupported', detail: 'no WebRTC in this browser' });
      }
      const reopen = createOpener(id, options);
      const opened = await reopen(signal);
      return opened.ok ? ok(createPeerjsEndpoint({ id, options, reopen }, opened.value)) : opened;
    },
  };
}

type Reopen = (signal: AbortSignal | undefined) => Promise<Result<BrokerSession, ClaimError>>;

/** Every stay of one claim uses the same token, so that the broker gives the address back to us. */
function createOpener(id: TransportId, options: PeerjsTransportOptions): Reopen {
  const { broker, iceServers, clock, random } = options;
  const token = formatHex(random.bytes(TOKEN_BYTES));
  const config = { iceServers: Array.from(iceServers) };
  const createPeer = () =>
    (options.createPeer ?? createPeerjsPeer)(id, { key: 'peerjs', ...broker, token, config, debug: 0 });
  return (signal) => openBrokerSession({ id, clock, createPeer, signal });
}

const createPeerjsPeer: CreatePeer = (id, options) => new Peer(id, options);

interface EndpointParts {
  readonly id: TransportId;
  readonly options: PeerjsTransportOptions;
  readonly reopen: Reopen;
}

function createPeerjsEndpoint({ id, options, reopen }: EndpointParts, first: BrokerSession): Endpoint {
  const states = createEmitter<EndpointState>();
  const links = createEmitter<Link>();
  const closed = new AbortController();
  let state: EndpointState = { kind: 'open' };
  let session = first;

  function setState(next: EndpointState): void {
    if (state.kind === 'closed') return;
    state = next;
    states.emit(next);
  }

  function attend(next: BrokerSession): void {
    session = next;
    next.onLost(() => void recover());
    next.onConnection((connection) => {
      void acceptOnBroker(next, connection, { localId: id, context: options }).then((link) => {
        if (!link) return;
        if (links.listenerCount === 0) link.close('nobody listens');
        else links.emit(link);
      });
    });
  }

  async function recover(): Promise<void> {
    setState({ kind: 'reconnecting' });
    const regained = await regain(reopen, options, closed.signal);
    if (closed.signal.aborted) return regained.ok ? regained.value.end() : undefined;
    if (!regained.ok) return setState({ kind: 'closed', detail: regained.error.detail });
    attend(regained.value);
    return setState({ kind: 'open' });
  }

  attend(first);
  return {
    id,
    get state() {
      return state;
    },
    onState: (listener) => states.on(listener),
    async dial(remoteId, dialOptions = {}) {
      if (dialOptions.signal?.aborted) return err({ code: 'aborted', detail: 'given up' });
      if (state.kind !== 'open') return err({ code: 'unreachable', detail: 'not connected to the broker' });
      if (remoteId === id) return err({ code: 'failed', detail: 'that is our own address' });
      return dialOnBroker(session, remoteId, { ...dialOptions, localId: id, context: options });
    },
    onLink: (listener) => links.on(listener),
    close() {
      closed.abort();
      session.end();
      setState({ kind: 'closed', detail: 'given back' });
    },
  };
}

/** Tries until the broker answers; gives up only when somebody else holds the address, or at the endpoint's end. */
async function regain(
  reopen: Reopen,
  { clock, random }: PeerjsTransportOptions,
  signal: AbortSignal,
): Promise<Result<BrokerSession, ClaimError>> {
  for (let waitMs = FIRST_RETRY_MS; ; waitMs = Math.min(2 * waitMs, LONGEST_RETRY_MS)) {
    await delay(clock, randomBetween(random, waitMs / 2, waitMs), signal);
    const opened = await reopen(signal);
    if (opened.ok || opened.error.code !== 'unreachable') return opened;
  }
}
