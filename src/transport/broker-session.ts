// One stay at a broker: from a claim to the loss of the broker. Every message passes a gate here before PeerJS acts on
// it. Links that opened are taken out of PeerJS's hands and outlive the stay.

import { scheduleEvery, type Cancel, type Clock } from '../primitives/clock.ts';
import { createEmitter, type Unsubscribe } from '../primitives/events.ts';
import type { TransportId } from '../primitives/ids.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import { createBrokerGate, type GateOptions } from './broker-gate.ts';
import type { BrokerConnection, BrokerPeer } from './broker-peer.ts';
import type { ClaimError } from './transport.ts';

/** A broker that has not answered by then is unreachable; a cold start of a small host takes a few seconds. */
export const CLAIM_TIMEOUT_MS = 10_000;
/** How often a stay is checked, and how long an answer may take. A dead socket is otherwise noticed after minutes. */
export const ECHO_PERIOD_MS = 25_000;
export const ECHO_TIMEOUT_MS = 10_000;
/** The same where there is reason to doubt: a link is silent, or the network changed. Several round trips anywhere. */
export const CHECK_TIMEOUT_MS = 3_000;
/** While the claim is open: a broker that still knows our token from before never says OPEN (peer 1.0.2). */
const CLAIM_ECHO_PERIOD_MS = 1_000;
const ECHO_CONNECTION_ID = 'kith-echo';

export interface BrokerSession {
  readonly gate: ReturnType<typeof createBrokerGate>;
  readonly peer: BrokerPeer;
  onConnection(listener: (connection: BrokerConnection) => void): Unsubscribe;
  /** The broker is lost; never called for our own `end`. */
  onLost(listener: () => void): Unsubscribe;
  /** Asks at once whether the broker still answers, with little patience. */
  checkNow(): void;
  end(): void;
}

export interface SessionRequest {
  readonly id: TransportId;
  readonly clock: Clock;
  readonly createPeer: () => BrokerPeer;
  readonly signal?: AbortSignal | undefined;
  readonly mayOpen: GateOptions['mayOpen'];
  readonly takeRestart?: GateOptions['takeRestart'];
  /** Default {@link CLAIM_TIMEOUT_MS}. */
  readonly timeoutMs?: number | undefined;
}

export function openBrokerSession(request: SessionRequest): Promise<Result<BrokerSession, ClaimError>> {
  const { clock, id, signal, timeoutMs = CLAIM_TIMEOUT_MS } = request;
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
    const stopTimer = clock.schedule(timeoutMs, () => fail('unreachable', 'the broker does not answer'));
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

function createBrokerSession({ id, clock, createPeer, mayOpen, takeRestart }: SessionRequest): NewSession {
  const peer = createPeer();
  const gate = createBrokerGate(peer, {
    ownId: id,
    echoId: ECHO_CONNECTION_ID,
    mayOpen,
    ...(takeRestart && { takeRestart }),
  });
  const connections = createEmitter<BrokerConnection>();
  const lost = createEmitter<void>();
  let echoWatch: EchoWatch | undefined;
  let isOver = false;

  function finish(): boolean {
    if (isOver) return false;
    isOver = true;
    echoWatch?.stop();
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
    watch() {
      const onEcho = (listener: () => void) => gate.onEcho(listener);
      echoWatch = watchEcho({ clock, sendEcho, onSilent: lose, onEcho });
    },
    checkNow: () => echoWatch?.ask(CHECK_TIMEOUT_MS),
    onConnection: (listener) => connections.on(listener),
    onLost: (listener) => lost.on(listener),
    end: () => void finish(),
  };
}

interface EchoParts {
  readonly clock: Clock;
  readonly sendEcho: () => void;
  readonly onEcho: (listener: () => void) => Unsubscribe;
  readonly onSilent: () => void;
}

interface EchoWatch {
  /** Waits for an echo at most so long; an earlier deadline stands. */
  ask(timeoutMs: number): void;
  stop(): void;
}

/** A broker that never sent an echo back is not judged by it. */
function watchEcho({ clock, sendEcho, onEcho, onSilent }: EchoParts): EchoWatch {
  let doesEcho = false;
  let awaited: { readonly atMs: number; readonly cancel: Cancel } | undefined;

  function settle(): void {
    awaited?.cancel();
    awaited = undefined;
  }

  function ask(timeoutMs: number): void {
    const atMs = clock.nowMs() + timeoutMs;
    sendEcho();
    if (awaited && awaited.atMs <= atMs) return;
    settle();
    const cancel = clock.schedule(timeoutMs, () => {
      awaited = undefined;
      if (doesEcho) onSilent();
    });
    awaited = { atMs, cancel };
  }

  const stopListening = onEcho(() => {
    doesEcho = true;
    settle();
  });
  const stopChecks = scheduleEvery(clock, ECHO_PERIOD_MS, () => ask(ECHO_TIMEOUT_MS));
  ask(ECHO_TIMEOUT_MS);
  return {
    ask,
    stop() {
      stopListening();
      stopChecks();
      settle();
    },
  };
}
