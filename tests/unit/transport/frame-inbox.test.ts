import { describe, expect, test } from 'vitest';
import { createFrameInbox } from '../../../src/transport/frame-inbox.ts';
import { MAX_EARLY_BYTES, type Frame } from '../../../src/transport/transport.ts';

const frame = (channel: Frame['channel'], length: number, first = 0): Frame => {
  const data = new Uint8Array(length);
  data[0] = first;
  return { channel, data };
};

describe('frame inbox', () => {
  test('[H4] what came early is delivered first, in order, once somebody listens', async () => {
    const inbox = createFrameInbox();
    const got: number[] = [];
    inbox.push(frame('control', 1, 1));
    inbox.push(frame('bulk', 1, 2));
    inbox.onFrame(({ data }) => got.push(data[0] ?? -1));
    inbox.push(frame('control', 1, 3));
    await Promise.resolve();
    inbox.push(frame('control', 1, 4));
    expect(got).toEqual([1, 2, 3, 4]);
  });

  test('[H4] more than 64 KiB early on a reliable channel is refused', () => {
    const inbox = createFrameInbox();
    expect(inbox.push(frame('control', MAX_EARLY_BYTES))).toBe(true);
    expect(inbox.push(frame('bulk', MAX_EARLY_BYTES))).toBe(true);
    expect(inbox.push(frame('control', 1))).toBe(false);
  });

  test('[H4] more than 64 KiB early on realtime is dropped without a word', async () => {
    const inbox = createFrameInbox();
    inbox.push(frame('realtime', MAX_EARLY_BYTES, 1));
    expect(inbox.push(frame('realtime', 1, 2))).toBe(true);
    const got: number[] = [];
    inbox.onFrame(({ data }) => got.push(data[0] ?? -1));
    await Promise.resolve();
    expect(got).toEqual([1]);
  });

  test('frames that come between two listeners wait for the second', async () => {
    const inbox = createFrameInbox();
    const got: string[] = [];
    const stop = inbox.onFrame(({ data }) => {
      got.push(`first ${data[0]}`);
      stop();
    });
    inbox.push(frame('control', 1, 1));
    inbox.push(frame('control', 1, 2));
    inbox.onFrame(({ data }) => got.push(`second ${data[0]}`));
    await Promise.resolve();
    expect(got).toEqual(['first 1', 'second 2']);
  });

  test('a late unsubscribe of the first listener leaves the second alone', () => {
    const inbox = createFrameInbox();
    const got: number[] = [];
    const stop = inbox.onFrame(() => undefined);
    inbox.onFrame(({ data }) => got.push(data[0] ?? -1));
    stop();
    inbox.push(frame('control', 1, 7));
    expect(got).toEqual([7]);
  });
});
