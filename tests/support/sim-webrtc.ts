// The Transport port over any signaling medium, on a simulated network: offer, answer and candidates travel by the
// medium, and the network decides whether a path between the two machines works. The links are those of sim-link.ts.

import { formatHex } from '../../src/primitives/bytes.ts';
import type { Clock } from '../../src/primitives/clock.ts';
import { createEmitter, type Emitter } from '../../src/primitives/events.ts';
import type { TransportId } from '../../src/primitives/ids.ts';
import { err, ok, type Result } from '../../src/primitives/result.ts';
import type { SignalFrom, Signaler, SignalingMedium } from '../../src/signaling/signaler.ts';
import {
  DIAL_TIMEOUT_MS,
  type DialError,
  type DialOptions,
  type Endpoint,
  type EndpointState,
  type Link,
  type Transport,
} from '../../src/transport/transport.ts';
import { createSimLinkPair } from './sim-link.ts';
import type { SimMachine, SimNetwork } from './sim-network.ts';

export interface SimWebrtcOptions {
  readonly network: SimNetwork<Clock>;
  readonly signaling: SignalingMedium;
  /** Default: one more. */
  readonly machine?: SimMachine;
}

/** About what Chromium writes for three channels. */
const SDP_LENGTH = 900;
const CANDIDATES = 3;
const DIAL_ID_BYTES = 16;

/** Stands in for the ICE agents: who offered what is known to the network alone. */
interface Offer {
  readonly machine: SimMachine;
  readonly id: TransportId;
  /** Both descriptions are there. */
  readonly complete: (far: Answerer) => void;
}
interface Answerer {
  readonly machine: SimMachine;
  readonly id: TransportId;
  readonly links: Emitter<Link>;
}
interface Sides {
  readonly offers: Map<string, Offer>;
  readonly answers: Map<string, Answerer>;
}
const sidesOf = new WeakMap<SimNetwork<Clock>, Sides>();

export function createSimWebrtcTransport(options: SimWebrtcOptions): Transport {
  const { network, signaling, machine = network.createMachine() } = options;
  const sides = sidesOf.get(network) ?? { offers: new Map(), answers: new Map() };
  sidesOf.set(network, sides);
  return {
    label: signaling.label,
    async claim(id, { signal } = {}) {
      const opened = await signaling.open(id);
      if (!opened.ok) return opened;
      if (!signal?.aborted) return ok(createEndpoint({ network, machine, sides, signaler: opened.value }));
      opened.value.close();
      return err({ code: 'aborted', detail: 'given up' });
    },
  };
}

interface Parts {
  readonly network: SimNetwork<Clock>;
  readonly machine: SimMachine;
  readonly sides: Sides;
  readonly signaler: Signaler;
}

function createEndpoint(parts: Parts): Endpoint {
  const { network, machine, sides, signaler } = parts;
  const states = createEmitter<EndpointState>();
  const links = createEmitter<Link>();
  let state: EndpointState = { kind: 'open' };

  function receive({ from, signal }: SignalFrom): void {
    const { dialId } = signal;
    const offer = sides.offers.get(dialId);
    if (machine.isCrashed || !offer) return;
    if (signal.type === 'offer' && offer.id === from && !sides.answers.has(dialId)) {
      sides.answers.set(dialId, { machine, id: signaler.id, links });
      void describe(signaler, from, { type: 'answer', dialId });
    }
    const answerer = sides.answers.get(dialId);
    if (signal.type === 'answer' && offer.machine === machine && answerer?.id === from)
      offer.complete(answerer);
  }

  const stopListening = signaler.onSignal(receive);
  const endpoint: Endpoint = {
    id: signaler.id,
    get state() {
      return state;
    },
    onState: (listener) => states.on(listener),
    dial(remoteId, options = {}) {
      if (options.signal?.aborted) return Promise.resolve(failure('aborted', 'given up'));
      if (state.kind !== 'open') return Promise.resolve(failure('unreachable', 'the address was given back'));
      if (remoteId === signaler.id) return Promise.resolve(failure('failed', 'that is our own address'));
      if (signaler.canReach?.(remoteId) === false) return Promise.resolve(failure('no-such-peer', remoteId));
      network.medium.countDial();
      return dial(parts, remoteId, options);
    },
    onLink: (listener) => links.on(listener),
    tryNow: () => undefined,
    close() {
      if (state.kind === 'closed') return;
      state = { kind: 'closed', detail: 'given back' };
      stopListening();
      signaler.close();
      states.emit(state);
    },
  };
  network.medium.own(endpoint, machine);
  return endpoint;
}

function dial(
  { network, machine, sides, signaler }: Parts,
  remoteId: TransportId,
  { signal, timeoutMs = DIAL_TIMEOUT_MS }: DialOptions,
): Promise<Result<Link, DialError>> {
  const dialId = formatHex(network.random.bytes(DIAL_ID_BYTES));
  return new Promise((resolve) => {
    const settle = (result: Result<Link, DialError>) => {
      stop();
      signal?.removeEventListener('abort', onAbort);
      sides.offers.delete(dialId);
      sides.answers.delete(dialId);
      resolve(result);
    };
    const onAbort = () => settle(failure('aborted', 'given up'));
    const stop = network.clock.schedule(timeoutMs, () => settle(failure('timeout', 'no answer')));
    signal?.addEventListener('abort', onAbort);
    const complete = (far: Answerer) => {
      // Without a path the checks of ICE go on until the dial's time is over.
      if (network.medium.canReach(machine, far.machine))
        settle(ok(open(network, { id: signaler.id, machine }, far)));
    };
    sides.offers.set(dialId, { machine, id: signaler.id, complete });
    void describe(signaler, remoteId, { type: 'offer', dialId }).then((error) => error && settle(err(error)));
  });
}

/** A description and its candidates; why it could not be sent, if so. */
async function describe(
  signaler: Signaler,
  to: TransportId,
  { type, dialId }: { readonly type: 'offer' | 'answer'; readonly dialId: string },
): Promise<DialError | undefined> {
  const sending = signaler.send(to, { type, dialId, sdp: type.padEnd(SDP_LENGTH, '.') });
  for (let i = 0; i < CANDIDATES; i += 1) {
    const candidate = `candidate:${i} 1 udp 1 192.0.2.${i} 9 typ host`;
    void signaler.send(to, { type: 'candidate', dialId, candidate, mid: '0', lineIndex: 0 });
  }
  const sent = await sending;
  if (sent.ok) return undefined;
  const { code, detail } = sent.error;
  return { code: code === 'no-such-peer' ? code : 'failed', detail };
}

function open(
  network: SimNetwork<Clock>,
  near: { readonly id: TransportId; readonly machine: SimMachine },
  far: Answerer,
): Link {
  const [dialled, accepted] = createSimLinkPair(network, near, { id: far.id, machine: far.machine });
  network.medium.deliver(() => {
    if (far.machine.isCrashed || !accepted.isOpen) return;
    if (far.links.listenerCount === 0) accepted.close('nobody listens');
    else far.links.emit(accepted);
  });
  return dialled;
}

function failure(code: DialError['code'], detail: string): Result<never, DialError> {
  return err({ code, detail });
}
