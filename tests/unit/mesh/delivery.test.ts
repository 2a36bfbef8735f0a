// One end of a delivery by itself: what it sends, takes and acknowledges. Both ends together are in
// delivery-histories.test.ts.

import { describe, expect, test } from 'vitest';
import { ACK_AFTER_BYTES, ACK_AFTER_MESSAGES, ACK_AFTER_MS } from '../../../src/mesh/delivery.ts';
import { MAX_EARLY_MESSAGE_BYTES } from '../../../src/mesh/early-messages.ts';
import { Inbox } from '../../../src/mesh/inbox.ts';
import {
  FRAME_OVERHEAD_BYTES,
  MAX_UNACKNOWLEDGED,
  MAX_UNACKNOWLEDGED_BYTES,
  RETRY_MS,
} from '../../../src/mesh/outbox.ts';
import type { MeshMessage } from '../../../src/mesh/protocol.ts';
import { decodeSequenced } from '../../../src/mesh/sequenced.ts';
import { MAX_PAYLOAD_BYTES } from '../../../src/secure/secure-link.ts';
import { createDeliveryEnd, notingPath } from '../../support/delivery-end.ts';

function acks(messages: readonly MeshMessage[]): number[] {
  return messages.flatMap((message) => (message.type === 'ACK' ? [message.next] : []));
}

describe('[D4] sending', () => {
  test('goes onto the path at once, also before anything was heard of the other side', () => {
    const { delivery, say } = createDeliveryEnd();
    const { path, sequences } = notingPath();
    delivery.setPath(path);
    expect([say('a'), say('b')]).toEqual([true, true]);
    expect(sequences()).toEqual([0, 1]);
  });

  test('is accepted without a path, and goes when there is one', () => {
    const { delivery, say } = createDeliveryEnd();
    const { path, sequences } = notingPath();
    for (const text of ['a', 'b', 'c']) expect(say(text)).toBe(true);
    delivery.setPath(path);
    expect(sequences()).toEqual([0, 1, 2]);
  });

  test('goes again on another path from the first unacknowledged message on', () => {
    const { delivery, say } = createDeliveryEnd();
    const [first, second] = [notingPath(), notingPath()];
    delivery.setPath(first.path);
    for (const text of ['a', 'b', 'c', 'd']) say(text);
    delivery.onAcknowledged({ stream: delivery.hello().stream, next: 2 });
    delivery.setPath(second.path);
    expect(second.sequences()).toEqual([2, 3]);
    expect(delivery.hello().base).toBe(2);
  });

  test('repeats nothing when the path is the same', () => {
    const { delivery, say } = createDeliveryEnd();
    const { path, sequences } = notingPath();
    delivery.setPath(path);
    say('a');
    delivery.setPath(path);
    expect(sequences()).toEqual([0]);
  });

  test('is refused beyond 1 MiB that nobody acknowledged, and taken again after', () => {
    const { delivery } = createDeliveryEnd();
    delivery.setPath(notingPath().path);
    const payload = new Uint8Array(60_000);
    let accepted = 0;
    while (delivery.send(payload)) accepted += 1;
    const cost = payload.length + 9 + FRAME_OVERHEAD_BYTES;
    expect(accepted).toBe(Math.floor(MAX_UNACKNOWLEDGED_BYTES / cost));
    expect(delivery.unacknowledgedBytes).toBe(accepted * cost);
    delivery.onAcknowledged({ stream: delivery.hello().stream, next: 1 });
    expect([delivery.send(payload), delivery.send(payload)]).toEqual([true, false]);
  });

  test('of empty messages is bounded too', () => {
    const { say } = createDeliveryEnd();
    const accepted = Array.from({ length: 2 * MAX_UNACKNOWLEDGED }, () => say('')).filter(Boolean);
    expect(accepted).toHaveLength(MAX_UNACKNOWLEDGED);
  });

  test('hands a path no more than 160 KiB at a time', () => {
    const { delivery } = createDeliveryEnd();
    const { path, frames } = notingPath();
    delivery.setPath(path);
    while (delivery.send(new Uint8Array(10_000)));
    const handed = frames.reduce((sum, frame) => sum + frame.length, 0);
    expect(handed).toBeLessThanOrEqual(160 * 1024);
    expect(handed).toBeGreaterThan(148 * 1024);
    expect(delivery.waitingBytes).toBeGreaterThan(850 * 1024);
  });

  test('offers again soon what a path did not take', async () => {
    const { clock, delivery, say } = createDeliveryEnd();
    const taken: number[] = [];
    let isFull = true;
    delivery.setPath({
      isReliable: true,
      send: (frame) => !isFull && taken.push(decodeSequenced(frame)?.sequence ?? -1) > 0,
    });
    for (const text of ['a', 'b']) say(text);
    await clock.advance(1_000);
    expect(taken).toEqual([]);
    isFull = false;
    await clock.advance(100);
    expect(taken).toEqual([0, 1]);
  });

  test('of what is longer than a payload is refused', () => {
    const { delivery } = createDeliveryEnd();
    expect(delivery.send(new Uint8Array(MAX_PAYLOAD_BYTES - 9))).toBe(true);
    expect(delivery.send(new Uint8Array(MAX_PAYLOAD_BYTES - 8))).toBe(false);
  });
});

describe('[D3] a path that may lose', () => {
  test('is told where the stream begins, and repeats everything after a pause that doubles', async () => {
    const { clock, delivery, say } = createDeliveryEnd();
    const { path, messages, sequences } = notingPath(false);
    delivery.setPath(path);
    expect(messages()).toEqual([{ type: 'STREAM', ...delivery.hello() }]);
    for (const text of ['a', 'b']) say(text);
    await clock.advance(RETRY_MS);
    expect(sequences()).toEqual([0, 1, 0, 1]);
    await clock.advance(RETRY_MS);
    expect(sequences()).toHaveLength(4);
    await clock.advance(RETRY_MS);
    expect(sequences()).toHaveLength(6);
    expect(messages()).toHaveLength(3);
  });

  test('repeats only what is not acknowledged, and stops when all is', async () => {
    const { clock, delivery, say } = createDeliveryEnd();
    const { path, sequences } = notingPath(false);
    delivery.setPath(path);
    for (const text of ['a', 'b', 'c']) say(text);
    const { stream } = delivery.hello();
    delivery.onAcknowledged({ stream, next: 2 });
    await clock.advance(RETRY_MS);
    expect(sequences()).toEqual([0, 1, 2, 2]);
    delivery.onAcknowledged({ stream, next: 3 });
    await clock.advance(10 * RETRY_MS);
    expect(sequences()).toHaveLength(4);
    expect(clock.pendingTimers).toBe(0);
  });
});

describe('[D2] what arrives', () => {
  test('is taken when it is the next, once', () => {
    const { delivery, heard, sequenced } = createDeliveryEnd();
    delivery.onHello({ stream: 7, base: 0 });
    for (const sequence of [0, 0, 1, 3, 2, 1, 3]) sequenced(7, sequence);
    expect(heard).toEqual(['0', '1', '2', '3']);
  });

  test('too early is held, within 128 KiB, until what is before it is there', () => {
    const { delivery, heard, sequenced } = createDeliveryEnd();
    delivery.onHello({ stream: 7, base: 0 });
    for (let sequence = 1; sequence <= 20; sequence += 1) sequenced(7, sequence, 'x'.repeat(10_000));
    sequenced(7, 0, 'first');
    expect(heard[0]).toBe('first');
    expect(heard).toHaveLength(1 + Math.floor(MAX_EARLY_MESSAGE_BYTES / 10_064));
  });

  test('begins at the base of an unknown stream', () => {
    const { delivery, heard, sequenced } = createDeliveryEnd();
    delivery.onHello({ stream: 7, base: 41 });
    for (const sequence of [40, 41, 42]) sequenced(7, sequence);
    expect(heard).toEqual(['41', '42']);
  });

  test('of a stream that nobody told of is ignored', () => {
    const { heard, violations, sequenced } = createDeliveryEnd();
    sequenced(7, 0);
    expect([heard, violations]).toEqual([[], []]);
  });

  test('of a stream that is known goes on where it was, whatever base is told', () => {
    const { delivery, heard, sequenced } = createDeliveryEnd();
    delivery.onHello({ stream: 7, base: 0 });
    for (const sequence of [0, 1, 2]) sequenced(7, sequence);
    delivery.onHello({ stream: 7, base: 1 });
    for (const sequence of [1, 2, 3]) sequenced(7, sequence);
    expect(heard).toEqual(['0', '1', '2', '3']);
  });

  test('goes on where it was after the peer had left', () => {
    const inbox = new Inbox();
    const before = createDeliveryEnd(inbox);
    before.delivery.onHello({ stream: 7, base: 0 });
    for (const sequence of [0, 1]) before.sequenced(7, sequence);
    before.delivery.dispose();
    const after = createDeliveryEnd(inbox);
    after.delivery.onHello({ stream: 7, base: 0 });
    for (const sequence of [0, 1, 2]) after.sequenced(7, sequence);
    expect(after.heard).toEqual(['2']);
  });

  test('late of an older stream doubles nothing of the newer one', () => {
    const { delivery, heard, sequenced } = createDeliveryEnd();
    delivery.onHello({ stream: 7, base: 0 });
    sequenced(7, 0, 'old');
    delivery.onHello({ stream: 8, base: 0 });
    for (const sequence of [0, 1]) sequenced(8, sequence, `new ${sequence}`);
    delivery.onHello({ stream: 7, base: 0 });
    sequenced(7, 0, 'old');
    delivery.onHello({ stream: 8, base: 0 });
    for (const sequence of [0, 1, 2]) sequenced(8, sequence, `new ${sequence}`);
    expect(heard).toEqual(['old', 'new 0', 'new 1', 'new 2']);
  });
});

describe('[D3] acknowledgements', () => {
  function hearing() {
    const end = createDeliveryEnd();
    const noted = notingPath();
    end.delivery.setPath(noted.path);
    end.delivery.onHello({ stream: 7, base: 0 });
    return { ...end, told: () => acks(noted.messages()) };
  }

  test(`come after ${ACK_AFTER_MESSAGES} messages`, () => {
    const { sequenced, told } = hearing();
    for (let sequence = 0; sequence < 2 * ACK_AFTER_MESSAGES + 1; sequence += 1) sequenced(7, sequence);
    expect([ACK_AFTER_MESSAGES, told()]).toEqual([16, [16, 32]]);
  });

  test('come after 64 KiB', () => {
    const { sequenced, told } = hearing();
    for (let sequence = 0; sequence < 2; sequence += 1) sequenced(7, sequence, 'x'.repeat(40_000));
    expect([ACK_AFTER_BYTES, told()]).toEqual([65_536, [2]]);
  });

  test('come after 200 ms, and only once', async () => {
    const { clock, sequenced, told } = hearing();
    for (const sequence of [0, 1, 2]) sequenced(7, sequence);
    await clock.advance(ACK_AFTER_MS - 1);
    expect(told()).toEqual([]);
    await clock.advance(10 * ACK_AFTER_MS);
    expect([ACK_AFTER_MS, told()]).toEqual([200, [3]]);
  });

  test('come again for doubles: the first one was lost', async () => {
    const { clock, sequenced, told } = hearing();
    sequenced(7, 0);
    await clock.advance(ACK_AFTER_MS);
    sequenced(7, 0);
    await clock.advance(ACK_AFTER_MS);
    expect(told()).toEqual([1, 1]);
  });

  test('are told in the next hello when there was no path for them', async () => {
    const { clock, delivery, sequenced } = createDeliveryEnd();
    delivery.onHello({ stream: 7, base: 0 });
    sequenced(7, 0);
    await clock.advance(10 * ACK_AFTER_MS);
    expect(delivery.hello().heard).toEqual({ stream: 7, next: 1 });
    expect(clock.pendingTimers).toBe(0);
  });

  test('in a hello free the outbox', () => {
    const { delivery, say } = createDeliveryEnd();
    for (const text of ['a', 'b']) say(text);
    const { path } = notingPath();
    delivery.setPath(path);
    const { stream } = delivery.hello();
    delivery.onHello({ stream: 7, base: 0, heard: { stream, next: 2 } });
    expect(delivery.unacknowledgedBytes).toBe(0);
  });
});
