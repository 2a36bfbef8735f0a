// Signaling between tabs of one browser, by BroadcastChannel. Addresses are claimed by asking aloud; every message is
// checked, since any page of the origin may speak on the channel.

import { delay, type Clock } from '../primitives/clock.ts';
import { formatHex } from '../primitives/bytes.ts';
import { createEmitter } from '../primitives/events.ts';
import { parseTransportId, type TransportId } from '../primitives/ids.ts';
import type { RandomSource } from '../primitives/random.ts';
import { err, ok } from '../primitives/result.ts';
import { record, text, variants, type Parsed } from '../primitives/schema.ts';
import { signalSchema, type SignalFrom, type Signaler, type SignalingMedium } from './signaler.ts';

/** Versioned, so that an old tab and a new one do not misread each other. */
const CHANNEL_NAME = 'kith-signaling-1';
/** A tab of the same browser answers within a few milliseconds, a busy one within this. */
export const PROBE_MS = 250;
export const ACKNOWLEDGE_MS = 1_000;
const NONCE_BYTES = 8;
const MAX_ID_LENGTH = 128;

const id = text({ minLength: 1, maxLength: MAX_ID_LENGTH });
const nonce = text({ minLength: 1, maxLength: 2 * NONCE_BYTES });
const tabMessage = variants({
  probe: record({ id, nonce }),
  held: record({ id, nonce }),
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
      const channel = createChannel(CHANNEL_NAME);
      const line = createLine(channel, id, options);
      if (await line.claim()) return ok(line.signaler);
      line.signaler.close();
      return err({ code: 'id-taken', detail: id });
    },
  };
}

interface Line {
  readonly signaler: Signaler;
  /** False when another tab holds the address, or asked for it at the same time and wins the draw. */
  claim(): Promise<boolean>;
}

function createLine(channel: TabChannel, id: TransportId, { clock, random }: TabsSignalingOptions): Line {
  const signals = createEmitter<SignalFrom>();
  const awaited = new Map<string, () => void>();
  const drawNonce = () => formatHex(random.bytes(NONCE_BYTES));
  const ownNonce = drawNonce();
  let state: 'probing' | 'held' | 'lost' | 'closed' = 'probing';

  const post = (message: TabMessage) => channel.postMessage(message);

  /** Two that ask at the same time compare their draws. */
  function onProbe(theirs: string): void {
    const isOurs = state === 'held' || (state === 'probing' && ownNonce > theirs);
    if (isOurs) post({ type: 'held', id, nonce: theirs });
    else if (state === 'probing' && theirs !== ownNonce) state = 'lost';
  }

  function onSignal(message: Extract<TabMessage, { readonly type: 'signal' }>): void {
    const from = parseTransportId(message.from);
    if (state !== 'held' || !from) return;
    post({ type: 'received', to: from, nonce: message.nonce });
    signals.emit({ from, signal: message.signal });
  }

  function receive(message: TabMessage): void {
    if (message.type === 'probe' && message.id === id) onProbe(message.nonce);
    if (message.type === 'held' && message.id === id && message.nonce === ownNonce) state = 'lost';
    if (message.type === 'signal' && message.to === id) onSignal(message);
    if (message.type === 'received' && message.to === id) awaited.get(message.nonce)?.();
  }

  channel.addEventListener('message', ({ data }) => {
    const parsed = tabMessage.parse(data);
    if (parsed.ok && state !== 'closed') receive(parsed.value);
  });

  return {
    signaler: {
      id,
      onSignal: (listener) => signals.on(listener),
      async send(to, signal) {
        if (state !== 'held') return err({ code: 'closed', detail: id });
        if (!signalSchema.parse(signal).ok)
          return err({ code: 'too-large', detail: 'over a limit of signaling' });
        const receipt = drawNonce();
        const received = awaitReceipt(awaited, receipt, clock);
        post({ type: 'signal', to, from: id, nonce: receipt, signal });
        return (await received) ? ok() : err({ code: 'no-such-peer', detail: to });
      },
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
