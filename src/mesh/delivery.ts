// Messages between this peer and one other that outlive links: accepted once, delivered exactly once and in order over
// whatever paths follow each other (PROTOCOL, Delivery). Knows frames and positions, neither links nor protocols.

import type { Cancel, Clock } from '../primitives/clock.ts';
import type { Disposable } from '../primitives/disposable.ts';
import { randomInteger, type RandomSource } from '../primitives/random.ts';
import { MAX_PAYLOAD_BYTES } from '../secure/secure-link.ts';
import { EarlyMessages } from './early-messages.ts';
import type { Inbox, StreamPosition } from './inbox.ts';
import { Outbox, type DeliveryPath } from './outbox.ts';
import { encodeMeshMessage } from './protocol.ts';
import { decodeSequenced, SEQUENCED_HEADER_BYTES } from './sequenced.ts';

export type { DeliveryPath } from './outbox.ts';

/** Told first on every path: where one's own stream begins, and how far the other's has come. */
export interface StreamHello {
  readonly stream: number;
  /** The first number that can still be sent. */
  readonly base: number;
  readonly heard?: StreamPosition;
}

export interface DeliveryOptions {
  readonly clock: Clock;
  readonly random: RandomSource;
  /** Remembered from before the peer left, if it was here. */
  readonly inbox: Inbox;
  /** An envelope, a view of what arrived; each once, in the order of sending. */
  readonly onMessage: (envelope: Uint8Array) => void;
  /** What no honest peer sends. */
  readonly onViolation: (detail: string) => void;
}

export interface Delivery extends Disposable {
  /** False when it is too long or too much is unacknowledged. Works without a path. */
  send(envelope: Uint8Array): boolean;
  /** Everything unacknowledged goes again on a new path, after what the other side has to know. */
  setPath(path: DeliveryPath | undefined): void;
  hello(): StreamHello;
  onHello(hello: StreamHello): void;
  onAcknowledged(position: StreamPosition): void;
  /** A sequenced frame, from whatever path. */
  onFrame(frame: Uint8Array): void;
  /** The other side has taken something. */
  readonly isAnswered: boolean;
  readonly unacknowledgedBytes: number;
  readonly waitingBytes: number;
}

/** Whichever comes first: so many messages, so many bytes, or so long after the first (PROTOCOL). */
export const ACK_AFTER_MESSAGES = 16;
export const ACK_AFTER_BYTES = 64 * 1024;
export const ACK_AFTER_MS = 200;

export function createDelivery(options: DeliveryOptions): Delivery {
  return new StreamDelivery(options);
}

class StreamDelivery implements Delivery {
  readonly #options: DeliveryOptions;
  readonly #outbox: Outbox;
  readonly #early = new EarlyMessages();
  #path: DeliveryPath | undefined;
  readonly #due = { messages: 0, bytes: 0 };
  #cancelAck: Cancel | undefined;
  #isDisposed = false;

  constructor(options: DeliveryOptions) {
    this.#options = options;
    this.#outbox = new Outbox({
      clock: options.clock,
      stream: randomInteger(options.random, 2 ** 32),
      onRestart: () => this.#announce(),
    });
  }

  get isAnswered(): boolean {
    return this.#outbox.base > 0;
  }

  get unacknowledgedBytes(): number {
    return this.#outbox.unacknowledgedBytes;
  }

  get waitingBytes(): number {
    return this.#outbox.waitingBytes;
  }

  send(envelope: Uint8Array): boolean {
    const fits = envelope.length + SEQUENCED_HEADER_BYTES <= MAX_PAYLOAD_BYTES;
    return fits && !this.#isDisposed && this.#outbox.add(envelope);
  }

  setPath(path: DeliveryPath | undefined): void {
    this.#path = path;
    this.#outbox.setPath(path);
  }

  hello(): StreamHello {
    const { stream, base } = this.#outbox;
    const heard = this.#options.inbox.position;
    return { stream, base, ...(heard ? { heard } : {}) };
  }

  onHello({ stream, base, heard }: StreamHello): void {
    if (!this.#options.inbox.begin(stream, base)) return this.#options.onViolation('a gap in a stream');
    if (heard) this.onAcknowledged(heard);
  }

  onAcknowledged({ stream, next }: StreamPosition): void {
    // An acknowledgement of another stream is late: of an instance of this that was forgotten.
    if (stream !== this.#outbox.stream || this.#outbox.acknowledge(next)) return;
    this.#options.onViolation('acknowledged what was never sent');
  }

  onFrame(frame: Uint8Array): void {
    if (this.#isDisposed) return;
    const sequenced = decodeSequenced(frame);
    if (!sequenced) return this.#options.onViolation('no sequenced frame');
    const { stream, sequence, payload } = sequenced;
    const arrival = this.#options.inbox.take(stream, sequence);
    // An acknowledgement was lost, or the path changed meanwhile.
    if (arrival === 'double') return this.#owe(0);
    if (arrival === 'gap') return this.#early.put(stream, sequence, payload);
    if (arrival === 'unknown') return;
    this.#deliver(payload);
    this.#deliverEarly(stream, sequence + 1);
  }

  dispose(): void {
    this.#isDisposed = true;
    this.#path = undefined;
    this.#cancelAck?.();
    this.#early.clear();
    this.#outbox.dispose();
  }

  #deliver(envelope: Uint8Array): void {
    this.#owe(envelope.length);
    this.#options.onMessage(envelope);
  }

  /** Those that overtook the one that came. */
  #deliverEarly(stream: number, from: number): void {
    for (let sequence = from; !this.#isDisposed; sequence += 1) {
      const envelope = this.#early.take(stream, sequence);
      if (!envelope) return;
      this.#options.inbox.take(stream, sequence);
      this.#deliver(envelope);
    }
  }

  /** The other side may have missed where this stream begins, or how far its own has come. */
  #announce(): void {
    this.#path?.send(encodeMeshMessage({ type: 'STREAM', ...this.hello() }));
  }

  #owe(bytes: number): void {
    this.#due.messages += 1;
    this.#due.bytes += bytes;
    if (this.#due.messages >= ACK_AFTER_MESSAGES || this.#due.bytes >= ACK_AFTER_BYTES) this.#acknowledge();
    else this.#cancelAck ??= this.#options.clock.schedule(ACK_AFTER_MS, () => this.#acknowledge());
  }

  #acknowledge(): void {
    this.#cancelAck?.();
    this.#cancelAck = undefined;
    Object.assign(this.#due, { messages: 0, bytes: 0 });
    const { position } = this.#options.inbox;
    const isTold = position && this.#path?.send(encodeMeshMessage({ type: 'ACK', ...position }));
    // Without a path the next hello tells it; a path that is full is asked again.
    if (!isTold && this.#path) this.#owe(0);
  }
}
