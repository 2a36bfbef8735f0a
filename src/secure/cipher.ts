// Sealed frames: AES-256-GCM with a counter as nonce, one key per channel and direction, in order on both ways
// (PROTOCOL [S1] to [S5]). Knows bytes and channels, not who is at the other end.

import { concatBytes, type Bytes } from '../primitives/bytes.ts';
import { AEAD_TAG_BYTES, type AeadKey, type CryptoPort } from '../primitives/crypto.ts';
import { MAX_FRAME_BYTES, type ChannelName } from '../transport/transport.ts';
import { COUNTER_BYTES, counterNonce, decodeCounter, encodeCounter } from './counter-nonce.ts';
import { createFifo } from './fifo.ts';
import { FRAME } from './protocol.ts';
import { createReplayWindow, type Freshness } from './replay-window.ts';
import { MAX_PAYLOAD_BYTES } from './secure-link.ts';

export interface CipherSetup {
  readonly crypto: CryptoPort;
  readonly key: AeadKey;
  readonly channel: ChannelName;
}

export interface SealerSetup extends CipherSetup {
  /** Counted into `pendingBytes` for every frame, beside its bytes. */
  readonly allowanceBytes?: number;
}

export interface Sealer {
  /** Bytes pushed that have not been handed on as frames yet. */
  readonly pendingBytes: number;
  /** Takes the payload's bytes at once: the caller may reuse the array. At most {@link MAX_PAYLOAD_BYTES}. */
  push(payload: Uint8Array): void;
  /** Resolves when everything pushed so far has been handed on. */
  settled(): Promise<void>;
}

export interface Opener {
  push(frame: Uint8Array): void;
  settled(): Promise<void>;
}

/** How far behind the newest frame an unordered channel's frame may arrive, in frames. */
export const REPLAY_WINDOW = {
  /** 4,096 frames of 64 KiB are 256 MiB in flight. */
  bulk: 4096,
  /** Old positions are of no use; a late one is dropped. */
  realtime: 256,
} as const;

/**
 * What may wait on a channel for the cipher before the link ends: more than arrives while a page stands still for a
 * second on the fastest path there is. Each frame is counted with {@link UNOPENED_FRAME_BYTES} more.
 */
export const MAX_UNOPENED_BYTES = 64 * 1024 * 1024;
/** A promise and the browser's own records; tiny frames are bounded too. */
const UNOPENED_FRAME_BYTES = 1024;

const TYPE_BYTES = 1;
/** What sealing adds to a payload at most. */
export const SEALING_BYTES = TYPE_BYTES + COUNTER_BYTES + AEAD_TAG_BYTES;

/** Payloads in, frames out through `onFrame`, in the order of the payloads. */
export function createSealer(
  { crypto, key, channel, allowanceBytes = 0 }: SealerSetup,
  handlers: { readonly onFrame: (frame: Bytes) => void; readonly onFailure: (detail: string) => void },
): Sealer {
  let nextCounter = 0;
  let pendingBytes = 0;
  const queue = createFifo<Bytes>(
    (frame) => {
      pendingBytes -= frame.length + allowanceBytes;
      handlers.onFrame(frame);
    },
    () => handlers.onFailure(`sealing failed on ${channel}`),
  );
  return {
    get pendingBytes() {
      return pendingBytes;
    },
    push(payload) {
      const counter = nextCounter;
      nextCounter += 1;
      const header = headerOf(channel, counter);
      pendingBytes += header.length + payload.length + AEAD_TAG_BYTES + allowanceBytes;
      const sealed = crypto.seal(key, counterNonce(counter), payload);
      queue.push(sealed.then((ciphertext) => concatBytes(header, ciphertext)));
    },
    settled: () => queue.settled(),
  };
}

interface Opened {
  readonly counter: number;
  readonly payload: Bytes | undefined;
  /** As counted while it waited. */
  readonly cost: number;
}

/**
 * Frames in, payloads out through `onPayload`, in the order of the frames. The first violation is told with a reason
 * and is the last thing that happens: the link has to end.
 */
export function createOpener(
  { crypto, key, channel }: CipherSetup,
  handlers: { readonly onPayload: (payload: Bytes) => void; readonly onViolation: (detail: string) => void },
): Opener {
  const judge = createJudge(channel);
  const nextCounter = createCounterReader(channel);
  let unopenedBytes = 0;
  let isOver = false;

  function violation(detail: string): void {
    if (isOver) return;
    isOver = true;
    handlers.onViolation(`${detail} on ${channel}`);
  }

  function deliver({ counter, payload, cost }: Opened): void {
    unopenedBytes -= cost;
    if (isOver) return;
    if (!payload) return violation('a frame does not open');
    if (payload.length > MAX_PAYLOAD_BYTES) return violation('a payload is too large');
    const freshness = judge(counter);
    if (freshness === 'fresh') handlers.onPayload(payload);
    else if (freshness === 'below' && channel === 'bulk')
      violation('a frame came too late to tell from a replay');
  }

  const queue = createFifo(deliver, () => violation('a frame could not be taken'));
  return {
    push(frame) {
      if (isOver) return;
      const counter = isDataFrame(frame, channel) ? nextCounter(frame) : undefined;
      if (counter === undefined) return violation('a malformed frame');
      const cost = frame.length + UNOPENED_FRAME_BYTES;
      unopenedBytes += cost;
      if (unopenedBytes > MAX_UNOPENED_BYTES) return violation('too much to open');
      const ciphertext = frame.subarray(headerBytes(channel));
      const opened = crypto.open(key, counterNonce(counter), ciphertext);
      queue.push(opened.then((payload) => ({ counter, payload, cost })));
    },
    settled: () => queue.settled(),
  };
}

/** On `control` the order is the transport's promise and the counter is implied: any other order does not open. */
function carriesCounter(channel: ChannelName): boolean {
  return channel !== 'control';
}

function headerBytes(channel: ChannelName): number {
  return TYPE_BYTES + (carriesCounter(channel) ? COUNTER_BYTES : 0);
}

function headerOf(channel: ChannelName, counter: number): Bytes {
  const type = Uint8Array.of(FRAME.data);
  return carriesCounter(channel) ? concatBytes(type, encodeCounter(counter)) : type;
}

function isDataFrame(frame: Uint8Array, channel: ChannelName): boolean {
  const minBytes = headerBytes(channel) + AEAD_TAG_BYTES;
  return frame[0] === FRAME.data && frame.length >= minBytes && frame.length <= MAX_FRAME_BYTES;
}

function createCounterReader(channel: ChannelName): (frame: Uint8Array) => number | undefined {
  if (carriesCounter(channel))
    return (frame) => decodeCounter(frame.subarray(TYPE_BYTES, TYPE_BYTES + COUNTER_BYTES));
  let next = 0;
  return () => next++;
}

function createJudge(channel: ChannelName): (counter: number) => Freshness {
  if (channel === 'control') return () => 'fresh';
  const window = createReplayWindow(REPLAY_WINDOW[channel]);
  return (counter) => window.accept(counter);
}
