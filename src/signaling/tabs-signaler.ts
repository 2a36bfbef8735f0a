// Signaling between tabs of one browser, by BroadcastChannel. Addresses are claimed by asking aloud; every message is
// checked, since any page of the origin may speak on the channel.

import { delay, type Clock } from '../primitives/clock.ts';
import { formatHex } from '../primitives/bytes.ts';
import { createEmitter } from '../primitives/events.ts';
import { parseTransportId, type TransportId } from '../primitives/ids.ts';
import type { RandomSource } from '../primitives/random.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import { record, text, variants, type Parsed } from '../primitives/schema.ts';
import {
  signalSchema,
  type Signal,
  type SignalError,
  type SignalFrom,
  type Signaler,
  type SignalingMedium,
} from './signaler.ts';

/** Versioned, so that an old tab and a new one do not misread each other. */
const CHANNEL_NAME = 'kith-signaling-1';
/** A tab of the same browser answers within a few milliseconds, a busy one within this. */
export const PROBE_MS = 250;
export const ACKNOWLEDGE_MS = 2_500;
const NONCE_BYTES = 8;
const MAX_ID_LENGTH = 128;
/** Addresses of other tabs remembered: each tab has one or two a room. */
const MAX_KNOWN = 256;

const id = text({ minLength: 1, maxLength: MAX_ID_LENGTH });
const nonce = text({ minLength: 1, maxLength: 2 * NONCE_BYTES });
const tabMessage = variants({
  probe: record({ id, nonce }),
  held: record({ id, nonce }),
  /** Said by every other tab that hears a probe: so that nobody waits for addresses that no tab has. */
  here: record({ id }),
  signal: record({ to: id, from: id, nonce, signal: signalSchema }),
  received: record({ to: id, nonce }),
});
type TabMessage = Parsed<typeof tabMessage>;

/** The part of BroadcastChannel that is needed here. */
export interface TabChannel {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: { readonly data: unknown }) => void): void;
  close(): void;
}

export interface TabsSignalingOptions {
  readonly clock: Clock;
  readonly random: RandomSource;
  /** Default: a BroadcastChannel of that name. */
  readonly createChannel?: (name: string) => TabChannel;
}

export function createTabsSignaling(options: TabsSignalingOptions): SignalingMedium {
  const createChannel = options.createChannel ?? ((name: string) => new BroadcastChannel(name));
  return {
    label: 'tabs of this browser',
    async open(id) {
      const channel = attempt(() => createChannel(CHANNEL_NAME));
      if (!channel) return err({ code: 'unreachable', detail: 'no channel between tabs' });
      const line = createLine(channel, id, options);
      if (await line.claim()) return ok(line.signaler);
      line.signaler.close();
      return err({ code: 'id-taken', detail: id });
    },
  };
}

/** Pages without an origin of their own may be refused a channel. */
function attempt<T>(create: () => T): T | undefined {
  try {
    return create();
  } catch {
    return undefined;
  }
}

interface Line {
  readonly signaler: Signaler;
  /** False when another tab holds the address, or asked for it at the same time and wins the draw. */
  claim(): Promise<boolean>;
}

function createLine(channel: TabChannel, id: TransportId, { clock, random }: TabsSignalingOptions): Line {
  const signals = createEmitter<SignalFrom>();
  const others = createKnownAddresses();
  const drawNonce = () => formatHex(random.bytes(NONCE_BYTES));
  const ownNonce = drawNonce();
  let state: 'probing' | 'held' | 'lost' | 'closed' = 'probing';

  const post = (message: TabMessage) => channel.postMessage(message);
  const outgoing = createOutgoing({ id, others, post, drawNonce, clock });

  /** Two that ask at the same time compare their draws. */
  function onProbe(theirs: string): void {
    const isOurs = state === 'held' || (state === 'probing' && ownNonce > theirs);
    if (isOurs) post({ type: 'held', id, nonce: theirs });
    else if (state === 'probing' && theirs !== ownNonce) state = 'lost';
  }

  /** Who comes a moment later has not heard our own probe, so that is answered while probing too. */
  function onOther(other: string, isProbe: boolean): void {
    others.add(other);
    if (isProbe && (state === 'held' || state === 'probing')) post({ type: 'here', id });
  }

  function onSignal(message: Extract<TabMessage, { readonly type: 'signal' }>): void {
    const from = parseTransportId(message.from);
    if (state !== 'held' || !from) return;
    others.add(from);
    post({ type: 'received', to: from, nonce: message.nonce });
    signals.emit({ from, signal: message.signal });
  }

  function receive(message: TabMessage): void {
    if (message.type === 'probe' && message.id === id) onProbe(message.nonce);
    if (message.type === 'probe' && message.id !== id) onOther(message.id, true);
    if (message.type === 'here' && message.id !== id) onOther(message.id, false);
    if (message.type === 'held' && message.id === id && message.nonce === ownNonce) state = 'lost';
    if (message.type === 'signal' && message.to === id) onSignal(message);
    if (message.type === 'received' && message.to === id) outgoing.onReceived(message.nonce);
  }

  channel.addEventListener('message', ({ data }) => {
    const parsed = tabMessage.parse(data);
    if (parsed.ok && state !== 'closed') receive(parsed.value);
  });

  return {
    signaler: {
      id,
      canReach: (to) => others.has(to),
      onSignal: (listener) => signals.on(listener),
      send: (to, signal) =>
        state === 'held' ? outgoing.send(to, signal) : Promise.resolve(err({ code: 'closed', detail: id })),
      close() {
        state = 'closed';
        channel.close();
      },
    },
    async claim() {
      post({ type: 'probe', id, nonce: ownNonce });
      await delay(clock, PROBE_MS);
      if (state !== 'probing') return false;
      state = 'held';
      return true;
    },
  };
}

interface OutgoingParts {
  readonly id: TransportId;
  readonly others: KnownAddresses;
  readonly post: (message: TabMessage) => void;
  readonly drawNonce: () => string;
  readonly clock: Clock;
}

function createOutgoing({ id, others, post, drawNonce, clock }: OutgoingParts) {
  const awaited = new Map<string, () => void>();
  return {
    onReceived: (nonce: string) => awaited.get(nonce)?.(),
    async send(to: TransportId, signal: Signal): Promise<Result<void, SignalError>> {
      if (!signalSchema.parse(signal).ok)
        return err({ code: 'too-large', detail: 'over a limit of signaling' });
      if (!others.has(to)) return err({ code: 'no-such-peer', detail: to });
      const receipt = drawNonce();
      const received = awaitReceipt(awaited, receipt, clock);
      post({ type: 'signal', to, from: id, nonce: receipt, signal });
      if (await received) return ok();
      others.forget(to);
      return err({ code: 'no-such-peer', detail: to });
    },
  };
}

type KnownAddresses = ReturnType<typeof createKnownAddresses>;

/** Addresses that were heard of; the oldest go. Any page of the origin may name some: they cost a wait, no more. */
function createKnownAddresses() {
  const known = new Set<string>();
  return {
    has: (address: string) => known.has(address),
    forget: (address: string) => void known.delete(address),
    add(address: string) {
      known.delete(address);
      const [oldest] = known;
      if (known.size >= MAX_KNOWN && oldest !== undefined) known.delete(oldest);
      known.add(address);
    },
  };
}

/** True when the receipt came in time. */
function awaitReceipt(awaited: Map<string, () => void>, nonce: string, clock: Clock): Promise<boolean> {
  return new Promise((resolve) => {
    const settle = (isReceived: boolean) => {
      awaited.delete(nonce);
      stop();
      resolve(isReceived);
    };
    const stop = clock.schedule(ACKNOWLEDGE_MS, () => settle(false));
    awaited.set(nonce, () => settle(true));
  });
}
