// One stay at a broker: from a claim to the loss of the broker. Every message passes a gate here before PeerJS acts on
// it. Links that opened are taken out of PeerJS's hands and outlive the stay.

import type { Clock } from '../primitives/clock.ts';
import { scheduleEvery } from '../primitives/clock.ts';
import { createEmitter, type Unsubscribe } from '../primitives/events.ts';
import type { TransportId } from '../primitives/ids.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import { createBrokerGate } from './broker-gate.ts';
import type { BrokerConnection, BrokerPeer } from './broker-peer.ts';
import type { ClaimError } from './transport.ts';

/** A broker that has not answered by then is unreachable; a cold start of a small host takes a few seconds. */
export const CLAIM_TIMEOUT_MS = 10_000;
/** How often a stay is checked, and how long an answer may take. A dead socket is otherwise noticed after minutes. */
export const ECHO_PERIOD_MS = 25_000;
export const ECHO_TIMEOUT_MS = 10_000;
/** While the claim is open: a broker that still knows our token from before never says OPEN (peer 1.0.2). */
const CLAIM_ECHO_PERIOD_MS = 1_000;
const ECHO_CONNECTION_ID = 'kith-echo';

export interface BrokerSession {
  readonly gate: ReturnType<typeof createBrokerGate>;
  readonly peer: BrokerPeer;
  onConnection(listener: (connection: BrokerConnection) => void): Unsubscribe;
  /** The broker is lost; never called for our own `end`. */
  onLost(listener: () => void): Unsubscribe;
  end(): void;
}

export interface SessionRequest {
  readonly id: TransportId;
  readonly clock: Clock;
  readonly createPeer: () => BrokerPeer;
  readonly signal?: AbortSignal | undefined;
}

export function openBrokerSession(request: SessionRequest): Promise<Result<BrokerSession, ClaimError>> {
  const { clock, id, signal } = request;
  if (signal?.aborted) return Promise.resolve(err({ code: 'aborted', detail: 'given up' }));
  const session = createBrokerSession(request);
  return new Promise((resolve) => {
    let isSettled = false;
    const settle = (result: Result<BrokerSession, ClaimError>) => {
      if (isSettled) return;
      isSettled = true;
      stopTimer();
      stopEcho();
      signal?.removeEventListener('abort', onAbort);
      if (!result.ok) session.end();
      else session.watch();
      resolve(result);
    };
    const fail = (code: ClaimError['code'], detail: string) => settle(err({ code, detail }));
    const onAbort = () => fail('aborted', 'given up');
    const stopTimer = clock.schedule(CLAIM_TIMEOUT_MS, () =>
      fail('unreachable', 'the broker does not answer'),
    );
    const stopEcho = scheduleEvery(clock, CLAIM_ECHO_PERIOD_MS, () => session.sendEcho());
    signal?.addEventListener('abort', onAbort, { once: true });
    session.peer.on('open', () => settle(ok(session)));
    session.gate.onEcho(() => settle(ok(session)));
    session.onLost(() => fail('unreachable', 'the broker hung up'));
    session.peer.on('error', ({ type, message }) => {
      const code = CLAIM_ERRORS.get(type);
      if (code) fail(code, code === 'id-taken' ? id : message);
    });
  });
}

/** PeerJS's error types that end a claim; the others speak of single connections. */
const CLAIM_ERRORS: ReadonlyMap<string, ClaimError['code']> = new Map([
  ['unavailable-id', 'id-taken'],
  ['browser-incompatible', 'unsupported'],
  ['invalid-id', 'unsupported'],
  ['invalid-key', 'unreachable'],
  ['network', 'unreachable'],
  ['server-error', 'unreachable'],
  ['socket-error', 'unreachable'],
  ['socket-closed', 'unreachable'],
  ['ssl-unavailable', 'unreachable'],
]);

interface NewSession extends BrokerSession {
  sendEcho(): void;
  /** Begins to check that the broker still answers. */
  watch(): void;
}

function createBrokerSession({ id, clock, createPeer }: SessionRequest): NewSession {
  const peer = createPeer();
  const gate = createBrokerGate(peer, { ownId: id, echoId: ECHO_CONNECTION_ID });
  const connections = createEmitter<BrokerConnection>();
  const lost = createEmitter<void>();
  let stopWatching = () => undefined as void;
  let isOver = false;

  function finish(): boolean {
    if (isOver) return false;
    isOver = true;
    stopWatching();
    gate.close();
    peer.destroy();
    return true;
  }

  function lose(): void {
    if (finish()) lost.emit();
  }

  const sendEcho = () =>
    peer.socket.send({
      type: 'CANDIDATE',
      dst: id,
      payload: { type: 'data', connectionId: ECHO_CONNECTION_ID, candidate: { candidate: '' } },
    });

  peer.on('connection', (connection) => connections.emit(connection));
  peer.on('disconnected', lose);
  peer.on('close', lose);
  return {
    gate,
    peer,
    sendEcho,
    watch: () =>
      (stopWatching = watchEcho({
        clock,
        sendEcho,
        onSilent: lose,
        onEcho: (listener) => gate.onEcho(listener),
      })),
    onConnection: (listener) => connections.on(listener),
    onLost: (listener) => lost.on(listener),
    end: () => void finish(),
  };
}

interface EchoWatch {
  readonly clock: Clock;
  readonly sendEcho: () => void;
  readonly onEcho: (listener: () => void) => Unsubscribe;
  readonly onSilent: () => void;
}

/** A broker that never sent an echo back is not judged by it. */
function watchEcho({ clock, sendEcho, onEcho, onSilent }: EchoWatch): () => void {
  let doesEcho = false;
  let isAwaited = false;
  let stopDeadline = () => undefined as void;
  const check = () => {
    isAwaited = true;
    sendEcho();
    stopDeadline = clock.schedule(ECHO_TIMEOUT_MS, () => {
      if (doesEcho && isAwaited) onSilent();
    });
  };
  const stopListening = onEcho(() => {
    doesEcho = true;
    isAwaited = false;
  });
  const stopChecks = scheduleEvery(clock, ECHO_PERIOD_MS, check);
  check();
  return () => {
    stopListening();
    stopChecks();
    stopDeadline();
  };
}
