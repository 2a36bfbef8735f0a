// The Transport port over a simulated network: claims at a simulated broker, links of sim-link.ts. A second transport
// of the same machine (another broker) crashes and is cut off together with the first.

import { delay, type Clock } from '../../src/primitives/clock.ts';
import { createEmitter, type Emitter } from '../../src/primitives/events.ts';
import type { TransportId } from '../../src/primitives/ids.ts';
import { err, ok, type Result } from '../../src/primitives/result.ts';
import {
  DIAL_TIMEOUT_MS,
  type ClaimError,
  type DialError,
  type DialOptions,
  type Endpoint,
  type EndpointState,
  type Link,
  type Transport,
} from '../../src/transport/transport.ts';
import type { SimBroker, SimHolder } from './sim-broker.ts';
import { createSimLinkPair } from './sim-link.ts';
import type { SimMachine, SimNetwork } from './sim-network.ts';

/** How long an endpoint waits before it tries a broker again, at least; jitter comes on top. */
const RECLAIM_AFTER_MS = 1_000;

interface Port {
  readonly link: Emitter<Link>;
}

export function createMemoryTransport(
  network: SimNetwork<Clock>,
  brokerLabel: string,
  machine: SimMachine = network.createMachine(),
): Transport {
  const broker = network.broker(brokerLabel);
  return {
    label: brokerLabel,
    async claim(id, options = {}) {
      await pass(network, 2, options.signal);
      if (options.signal?.aborted) return claimFailure('aborted', 'given up');
      if (!broker.isRunning) return claimFailure('unreachable', `${brokerLabel} does not answer`);
      const holder: SimHolder<Port> = { machine, port: { link: createEmitter<Link>() } };
      if (!broker.claim(id, holder)) return claimFailure('id-taken', id);
      return ok(createEndpoint({ network, broker, id, holder }));
    },
  };
}

interface EndpointParts {
  readonly network: SimNetwork<Clock>;
  readonly broker: SimBroker;
  readonly id: TransportId;
  readonly holder: SimHolder<Port>;
}

function createEndpoint(parts: EndpointParts): Endpoint {
  const { network, broker, id, holder } = parts;
  const states = createEmitter<EndpointState>();
  let state: EndpointState = { kind: 'open' };

  function setState(next: EndpointState): void {
    if (state.kind === 'closed' || holder.machine.isCrashed || state.kind === next.kind) return;
    state = next;
    if (next.kind === 'closed') stopWatching();
    states.emit(next);
  }

  function reclaim(): void {
    if (state.kind !== 'reconnecting' || !broker.isRunning) return;
    setState(
      broker.claim(id, holder)
        ? { kind: 'open' }
        : { kind: 'closed', detail: 'the address went to somebody else' },
    );
  }

  const stopWatching = broker.onRunning((isRunning) => {
    if (!isRunning) setState({ kind: 'reconnecting' });
    else network.clock.schedule(RECLAIM_AFTER_MS + network.medium.delayMs(), reclaim);
  });

  const endpoint: Endpoint = {
    id,
    get state() {
      return state;
    },
    onState: (listener) => states.on(listener),
    dial: (remoteId, options) => dial(parts, () => state, { remoteId, options: options ?? {} }),
    onLink: (listener) => holder.port.link.on(listener),
    tryNow: () => void network.medium.deliver(reclaim),
    close() {
      broker.release(id, holder);
      setState({ kind: 'closed', detail: 'given back' });
    },
  };
  network.medium.own(endpoint, holder.machine);
  return endpoint;
}

interface DialRequest {
  readonly remoteId: TransportId;
  readonly options: DialOptions;
}

async function dial(
  { network, broker, id, holder }: EndpointParts,
  stateNow: () => EndpointState,
  { remoteId, options }: DialRequest,
): Promise<Result<Link, DialError>> {
  const { signal } = options;
  network.medium.countDial();
  if (signal?.aborted) return dialFailure('aborted', 'given up');
  if (stateNow().kind !== 'open') return dialFailure('unreachable', `${broker.label} does not answer`);
  if (remoteId === id) return dialFailure('failed', 'that is our own address');
  await pass(network, 2, signal);
  if (signal?.aborted) return dialFailure('aborted', 'given up');
  if (!broker.isRunning) return dialFailure('unreachable', `${broker.label} does not answer`);
  const far = broker.holderOf(remoteId) as SimHolder<Port> | undefined;
  if (!far) return dialFailure('no-such-peer', remoteId);
  if (!network.medium.canReach(holder.machine, far.machine)) return silence(network, options);
  await pass(network, 2, signal);
  if (signal?.aborted) return dialFailure('aborted', 'given up');
  return ok(open(network, { id, machine: holder.machine }, { id: remoteId, holder: far }));
}

function open(
  network: SimNetwork<Clock>,
  near: { readonly id: TransportId; readonly machine: SimMachine },
  far: { readonly id: TransportId; readonly holder: SimHolder<Port> },
): Link {
  const { machine, port } = far.holder;
  const [dialled, accepted] = createSimLinkPair(network, near, { id: far.id, machine });
  network.medium.deliver(() => {
    if (machine.isCrashed || !accepted.isOpen) return;
    if (port.link.listenerCount === 0) accepted.close('nobody listens');
    else port.link.emit(accepted);
  });
  return dialled;
}

/** What a dial to a ghost, or across a partition, looks like: nothing, until the time is over. */
async function silence(network: SimNetwork<Clock>, options: DialOptions): Promise<Result<Link, DialError>> {
  await delay(network.clock, options.timeoutMs ?? DIAL_TIMEOUT_MS, options.signal);
  return options.signal?.aborted ? dialFailure('aborted', 'given up') : dialFailure('timeout', 'no answer');
}

function pass(network: SimNetwork<Clock>, crossings: number, signal?: AbortSignal): Promise<void> {
  let totalMs = 0;
  for (let i = 0; i < crossings; i += 1) totalMs += network.medium.delayMs();
  return delay(network.clock, totalMs, signal);
}

function dialFailure(code: DialError['code'], detail: string): Result<Link, DialError> {
  return err({ code, detail });
}

function claimFailure(code: ClaimError['code'], detail: string): Result<Endpoint, ClaimError> {
  return err({ code, detail });
}
