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
/** Signals held while an address is asked for: the offers and candidates of a few tabs that were faster. */
const MAX_EARLY_SIGNALS = 128;

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
type SignalMessage = Extract<TabMessage, { readonly type: 'signal' }>;

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
  const early = createEarlySignals();
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

  /** Whoever heard the probe may dial before the address is held: without a receipt it would give the address up. */
  function onSignal(message: SignalMessage): void {
    const from = parseTransportId(message.from);
    if (state === 'probing') early.hold(message);
    if (state !== 'held' || !from) return;
    others.add(from);
    post({ type: 'received', to: from, nonce: message.nonce });
    signals.emit({ from, signal: message.signal });
  }

  function receive(message: TabMessage): void {
    if (message.type === 'probe' && message.id === id) onProbe(message.nonce);
    if (message.type === 'probe' && message.id !== id) onOther(message.id, true);
    // Who is told that somebody holds an address knows that it can be dialled.
    if ((message.type === 'here' || message.type === 'held') && message.id !== id) onOther(message.id, false);
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
      // Once there is a listener: whoever claimed has the address a moment later.
      clock.schedule(0, () => early.take(onSignal));
      return true;
    },
  };
}

function createEarlySignals() {
  let waiting: SignalMessage[] = [];
  return {
    hold(message: SignalMessage) {
      if (waiting.length < MAX_EARLY_SIGNALS) waiting.push(message);
    },
    take(each: (message: SignalMessage) => void) {
      const taken = waiting;
      waiting = [];
      for (const message of taken) each(message);
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
      const heard = others.timesHeard(to);
      const received = awaitReceipt(awaited, receipt, clock);
      post({ type: 'signal', to, from: id, nonce: receipt, signal });
      if (await received) return ok();
      // Whoever was heard of meanwhile may be there again.
      if (others.timesHeard(to) === heard) others.forget(to);
      return err({ code: 'no-such-peer', detail: to });
    },
  };
}

type KnownAddresses = ReturnType<typeof createKnownAddresses>;

/** Addresses that were heard of; the oldest go. Any page of the origin may name some: they cost a wait, no more. */
function createKnownAddresses() {
  const known = new Map<string, number>();
  return {
    has: (address: string) => known.has(address),
    /** Since it is known; 0 when it is not. */
    timesHeard: (address: string) => known.get(address) ?? 0,
    forget: (address: string) => void known.delete(address),
    add(address: string) {
      const times = (known.get(address) ?? 0) + 1;
      known.delete(address);
      const [oldest] = known.keys();
      if (known.size >= MAX_KNOWN && oldest !== undefined) known.delete(oldest);
      known.set(address, times);
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
