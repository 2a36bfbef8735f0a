import { beforeEach, describe, expect, test } from 'vitest';
import { HIGH_WATER_BYTES, createSendQueue, type SendQueue } from '../../../src/transport/send-queue.ts';
import { FakeChannel } from '../../support/fake-connection.ts';

const LIMIT_BYTES = 10_000;
let channel: FakeChannel;
let queue: SendQueue;
let broken: number;
let drained: number;

beforeEach(() => {
  channel = new FakeChannel();
  channel.open();
  broken = 0;
  drained = 0;
  queue = createSendQueue(channel, LIMIT_BYTES, {
    onBroken: () => (broken += 1),
    onDrained: () => (drained += 1),
  });
});

const low = () => {
  channel.bufferedAmount = 0;
  channel.dispatchEvent(new Event('bufferedamountlow'));
};

describe('send queue', () => {
  test('[L5] hands over at once while the browser holds little', () => {
    expect(queue.push(Uint8Array.of(1))).toBe(true);
    expect(channel.sent).toEqual([Uint8Array.of(1)]);
  });

  test('[L5] holds frames above the high-water mark and sends them in order when it is low', () => {
    channel.bufferedAmount = HIGH_WATER_BYTES;
    for (const byte of [1, 2, 3]) queue.push(Uint8Array.of(byte));
    expect(channel.sent).toEqual([]);
    low();
    expect(channel.sent.map(([byte]) => byte)).toEqual([1, 2, 3]);
  });

  test('says that there is room once the browser has taken what waited', () => {
    channel.bufferedAmount = HIGH_WATER_BYTES;
    queue.push(Uint8Array.of(1));
    expect(drained).toBe(0);
    low();
    expect(drained).toBe(1);
    expect(queue.bufferedBytes).toBe(0);
  });

  test('[L5] a frame does not overtake those that wait', () => {
    channel.bufferedAmount = HIGH_WATER_BYTES;
    queue.push(Uint8Array.of(1));
    channel.bufferedAmount = 0;
    queue.push(Uint8Array.of(2));
    expect(channel.sent).toEqual([]);
    low();
    expect(channel.sent.map(([byte]) => byte)).toEqual([1, 2]);
  });

  test('[L5] refuses what goes over its limit, tiny frames included', () => {
    channel.bufferedAmount = HIGH_WATER_BYTES;
    let taken = 0;
    while (queue.push(Uint8Array.of(0))) taken += 1;
    expect(taken).toBeLessThan(LIMIT_BYTES / 60);
    low();
    expect(channel.sent).toHaveLength(taken);
  });

  test('says when the channel does not send any more', () => {
    channel.readyState = 'closed';
    expect(queue.push(Uint8Array.of(1))).toBe(false);
    expect(broken).toBe(1);
  });

  test('flushes everything for a last word', () => {
    channel.bufferedAmount = HIGH_WATER_BYTES;
    queue.push(Uint8Array.of(1));
    queue.push(Uint8Array.of(2));
    queue.flush();
    expect(channel.sent).toHaveLength(2);
  });

  test('progress is a full buffer that moved, nothing else', () => {
    queue.push(new Uint8Array(100));
    channel.bufferedAmount = 100;
    expect(queue.hasProgressed()).toBe(false);
    expect(queue.hasProgressed()).toBe(false);
    channel.bufferedAmount = 40;
    expect(queue.hasProgressed()).toBe(true);
    channel.bufferedAmount = 0;
    expect(queue.hasProgressed()).toBe(true);
    queue.push(new Uint8Array(6));
    expect(queue.hasProgressed()).toBe(false);
  });

  test('a frame that is on its way just when it is asked is no sign of a slow one', () => {
    for (let tick = 0; tick < 3; tick += 1) {
      queue.push(new Uint8Array(6));
      channel.bufferedAmount = 6;
      expect(queue.hasProgressed()).toBe(false);
      channel.bufferedAmount = 0;
    }
  });
});
