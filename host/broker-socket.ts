// One client's connection to the broker, guarded: `peer` relays whatever is JSON, so size, rate and shape are judged
// here, before it hears of a message. What offers and answers say is not the broker's business.

import { WebSocket } from 'ws';
import { oneOf, optional, record, text } from '../src/primitives/schema.ts';
import { createTokenBucket } from '../src/primitives/token-bucket.ts';

/** Bytes of one message. An offer with camera, microphone and screen is about 12 KB; data only, about 1 KB. */
export const MAX_MESSAGE_BYTES = 64 * 1024;
/** Messages of one client: dialing a room of fifty at once is about 600 (offer and candidates); later, trickles. */
export const MESSAGE_RATE = { burst: 1_000, perSecond: 50 } as const;
/** Bytes of one client; what waits for an absent receiver waits 5 s, so this also bounds the memory it can hold. */
export const BYTE_RATE = { burst: 2 * 1024 * 1024, perSecond: 128 * 1024 } as const;
/** Bytes waiting for a receiver that does not read; what comes on top is dropped, as a network would. */
export const MAX_WAITING_BYTES = 1024 * 1024;
/** Nesting of one message. Real ones have 3; thousands make JSON.stringify throw, which `peer` blames on the receiver. */
export const MAX_MESSAGE_DEPTH = 16;
export const MAX_ID_LENGTH = 128;

/** Close code "policy violation". */
const REFUSED = 1008;

const messageSchema = record({
  type: oneOf('HEARTBEAT', 'OFFER', 'ANSWER', 'CANDIDATE', 'LEAVE'),
  dst: optional(text({ maxLength: MAX_ID_LENGTH })),
});

/** What PeerJS itself accepts as an id; leaves out names such as `__proto__`. */
export function isBrokerId(id: string): boolean {
  return id.length <= MAX_ID_LENGTH && /^[A-Za-z0-9]+(?:[ _-][A-Za-z0-9]+)*$/.test(id);
}

export class BrokerSocket extends WebSocket {
  readonly #messages = createTokenBucket(MESSAGE_RATE);
  readonly #bytes = createTokenBucket(BYTE_RATE);
  #hasAnswered = true;

  override emit(event: string | symbol, ...values: unknown[]): boolean {
    if (event === 'pong') this.#hasAnswered = true;
    if (event !== 'message' || this.#admits(values[0])) return super.emit(event, ...values);
    this.close(REFUSED);
    return true;
  }

  override send(data: string): void {
    if (this.bufferedAmount < MAX_WAITING_BYTES) super.send(data);
  }

  /** Asks for a sign of life; ends a connection that gave none since the last time, which frees its id. */
  probe(): void {
    if (!this.#hasAnswered) return this.terminate();
    this.#hasAnswered = false;
    if (this.readyState === WebSocket.OPEN) this.ping();
  }

  #admits(data: unknown): boolean {
    if (!Buffer.isBuffer(data)) return false;
    const nowMs = Date.now();
    const isInRate = this.#messages.take(nowMs) && this.#bytes.take(nowMs, data.length);
    return isInRate && isAcceptable(data.toString());
  }
}

/** A message a PeerJS client sends, shallow enough to be relayed. */
export function isAcceptable(message: string): boolean {
  const value = readJson(message);
  const parsed = messageSchema.parse(value);
  if (!parsed.ok || !isShallow(value, MAX_MESSAGE_DEPTH)) return false;
  const { type, dst } = parsed.value;
  return type === 'HEARTBEAT' || (dst !== undefined && isBrokerId(dst));
}

function isShallow(value: unknown, depthLeft: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  return depthLeft > 0 && Object.values(value).every((each) => isShallow(each, depthLeft - 1));
}

function readJson(message: string): unknown {
  try {
    return JSON.parse(message);
  } catch {
    return undefined;
  }
}
