import { webcrypto } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Bytes } from '../../../src/primitives/bytes.ts';
import type { CryptoPort } from '../../../src/primitives/crypto.ts';
import { createWebCrypto } from '../../../src/platform/web-crypto.ts';
import {
  createOpener,
  createSealer,
  MAX_UNOPENED_BYTES,
  REPLAY_WINDOW,
  type Opener,
} from '../../../src/secure/cipher.ts';
import { MAX_PAYLOAD_BYTES } from '../../../src/secure/secure-link.ts';
import { CHANNELS, MAX_FRAME_BYTES, type ChannelName } from '../../../src/transport/transport.ts';
import { createFakeCrypto } from '../../support/fake-crypto.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { createShufflingCrypto } from '../../support/shuffling-crypto.ts';

const fake = createFakeCrypto(createSeededRandom(1));
const KEY = new Uint8Array(32).fill(7);

async function makeSealer(channel: ChannelName, crypto = fake) {
  const frames: Bytes[] = [];
  const key = await crypto.importAeadKey(KEY);
  const sealer = createSealer(
    { crypto, key, channel },
    {
      onFrame: (frame) => frames.push(frame),
      onFailure: (detail) => {
        throw new Error(detail);
      },
    },
  );
  return { sealer, frames };
}

async function makeOpener(channel: ChannelName, crypto = fake) {
  const payloads: Bytes[] = [];
  const violations: string[] = [];
  const key = await crypto.importAeadKey(KEY);
  const opener: Opener = createOpener(
    { crypto, key, channel },
    { onPayload: (payload) => payloads.push(payload), onViolation: (detail) => violations.push(detail) },
  );
  const open = async (...frames: readonly Uint8Array[]) => {
    for (const frame of frames) opener.push(frame);
    await opener.settled();
  };
  return { open, push: (frame: Uint8Array) => opener.push(frame), payloads, violations };
}

/** The frames of payloads that are their own number, as two bytes. */
async function sealNumbers(channel: ChannelName, count: number): Promise<Bytes[]> {
  const { sealer, frames } = await makeSealer(channel);
  for (let i = 0; i < count; i += 1) sealer.push(Uint8Array.of(i >> 8, i & 0xff));
  await sealer.settled();
  return frames;
}

function numbers(payloads: readonly Uint8Array[]): number[] {
  return payloads.map((payload) => ((payload[0] ?? 0) << 8) | (payload[1] ?? 0));
}

describe('sealing', () => {
  it('[S2] keeps the order both ways however the crypto completes', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer(),
        fc.constantFrom(...CHANNELS),
        fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 60 }),
        async (seed, channel, payloads) => {
          const { sealer, frames } = await makeSealer(channel, createShufflingCrypto(fake, seed));
          for (const payload of payloads) sealer.push(payload);
          await sealer.settled();
          const receiver = await makeOpener(channel, createShufflingCrypto(fake, seed + 1));
          await receiver.open(...frames);
          expect(receiver.payloads.map((payload) => Array.from(payload))).toEqual(
            payloads.map((payload) => Array.from(payload)),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('[S1] never uses a nonce twice for a key', async () => {
    const nonces: string[] = [];
    const crypto: CryptoPort = {
      ...fake,
      seal: (key, nonce, ...rest) => {
        nonces.push(Buffer.from(nonce).toString('hex'));
        return fake.seal(key, nonce, ...rest);
      },
    };
    const { sealer } = await makeSealer('bulk', crypto);
    for (let i = 0; i < 300; i += 1) sealer.push(new Uint8Array(1));
    await sealer.settled();
    expect(new Set(nonces).size).toBe(300);
  });

  it('takes the bytes at once: the caller may reuse the array', async () => {
    const crypto = createWebCrypto(webcrypto.subtle as SubtleCrypto);
    const { sealer, frames } = await makeSealer('control', crypto);
    const payload = Uint8Array.of(1, 2, 3);
    sealer.push(payload);
    payload.fill(9);
    await sealer.settled();
    const receiver = await makeOpener('control', crypto);
    await receiver.open(...frames);
    expect(receiver.payloads).toEqual([Uint8Array.of(1, 2, 3)]);
  });

  it('counts what is being sealed', async () => {
    const { sealer, frames } = await makeSealer('bulk');
    sealer.push(new Uint8Array(100));
    expect(sealer.pendingBytes).toBe(125);
    await sealer.settled();
    expect([sealer.pendingBytes, frames[0]?.length]).toEqual([0, 125]);
  });

  it('[L4] fits the largest payload into a frame', async () => {
    const { sealer, frames } = await makeSealer('bulk');
    sealer.push(new Uint8Array(MAX_PAYLOAD_BYTES));
    await sealer.settled();
    expect(frames[0]!.length).toBeLessThanOrEqual(MAX_FRAME_BYTES);
  });
});

describe('[S3] control', () => {
  it.each<[string, (frames: Bytes[]) => Bytes[]]>([
    ['a frame twice', (frames) => [frames[0]!, frames[0]!]],
    ['frames out of order', (frames) => [frames[1]!, frames[0]!]],
    ['a gap', (frames) => [frames[0]!, frames[2]!]],
  ])('ends at %s', async (_, arrange) => {
    const receiver = await makeOpener('control');
    await receiver.open(...arrange(await sealNumbers('control', 3)));
    expect(receiver.violations).toEqual(['a frame does not open on control']);
  });
});

describe('[S4] bulk', () => {
  it('takes any order within the window', async () => {
    const frames = await sealNumbers('bulk', 200);
    const receiver = await makeOpener('bulk');
    await receiver.open(...frames.toReversed());
    expect(numbers(receiver.payloads)).toEqual(Array.from({ length: 200 }, (_, i) => 199 - i));
  });

  it('delivers a replayed frame once', async () => {
    const frames = await sealNumbers('bulk', 3);
    const receiver = await makeOpener('bulk');
    await receiver.open(...frames, ...frames);
    expect(numbers(receiver.payloads)).toEqual([0, 1, 2]);
    expect(receiver.violations).toEqual([]);
  });

  it('takes the oldest frame of the window, and ends with a reason below it', async () => {
    const frames = await sealNumbers('bulk', REPLAY_WINDOW.bulk + 1);
    const receiver = await makeOpener('bulk');
    await receiver.open(frames.at(-1)!, frames[1]!);
    expect(receiver.violations).toEqual([]);
    await receiver.open(frames[0]!);
    expect(receiver.violations).toEqual(['a frame came too late to tell from a replay on bulk']);
  });
});

describe('[S5] realtime', () => {
  it('drops what is older than the window, without ending', async () => {
    const frames = await sealNumbers('realtime', REPLAY_WINDOW.realtime + 1);
    const receiver = await makeOpener('realtime');
    await receiver.open(frames.at(-1)!, frames[0]!, frames[1]!);
    expect(numbers(receiver.payloads)).toEqual([REPLAY_WINDOW.realtime, 1]);
    expect(receiver.violations).toEqual([]);
  });

  it('does without what was lost', async () => {
    const frames = await sealNumbers('realtime', 600);
    const receiver = await makeOpener('realtime');
    await receiver.open(...frames.filter((_, index) => index % 7 === 0));
    expect(receiver.payloads).toHaveLength(86);
  });
});

describe('frames that come faster than they are opened', () => {
  const slow: CryptoPort = { ...fake, open: () => new Promise(() => undefined) };

  it.each<[string, number, number]>([
    ['large', 60 * 1024, MAX_UNOPENED_BYTES / (60 * 1024)],
    ['tiny', 0, MAX_UNOPENED_BYTES / 1024],
  ])('end the link when there are too many %s ones', async (_, length, most) => {
    const { sealer, frames } = await makeSealer('bulk');
    sealer.push(new Uint8Array(length));
    await sealer.settled();
    const receiver = await makeOpener('bulk', slow);
    for (let i = 0; i < most * 0.9; i += 1) receiver.push(frames[0]!);
    expect(receiver.violations).toEqual([]);
    for (let i = 0; i < most * 0.2; i += 1) receiver.push(frames[0]!);
    expect(receiver.violations).toEqual(['too much to open on bulk']);
  });

  it('count no more once they are opened', async () => {
    const receiver = await makeOpener('bulk');
    const { sealer, frames } = await makeSealer('bulk');
    for (let i = 0; i < 40; i += 1) {
      sealer.push(new Uint8Array(60 * 1024));
      await sealer.settled();
      await receiver.open(...frames.splice(0));
    }
    for (let i = 0; i < 30 && receiver.violations.length === 0; i += 1) {
      for (let j = 0; j < 40; j += 1) sealer.push(new Uint8Array(60 * 1024));
      await sealer.settled();
      await receiver.open(...frames.splice(0));
    }
    expect([receiver.violations, receiver.payloads.length]).toEqual([[], 1_240]);
  });
});

describe('hostile frames', () => {
  it.each<[string, (frame: Bytes) => Uint8Array]>([
    ['nothing', () => new Uint8Array()],
    ['another type', (frame) => Uint8Array.from(frame, (byte, index) => (index === 0 ? 1 : byte))],
    ['no room for a tag', (frame) => frame.slice(0, 20)],
    ['a counter of 2^63', (frame) => Uint8Array.from(frame, (byte, index) => (index === 1 ? 128 : byte))],
    ['66 KiB', () => new Uint8Array(66 * 1024)],
  ])('%s ends it as malformed', async (_, edit) => {
    const [frame] = await sealNumbers('bulk', 1);
    const receiver = await makeOpener('bulk');
    await receiver.open(edit(frame!));
    expect(receiver.violations).toEqual(['a malformed frame on bulk']);
  });

  it.each(CHANNELS)('a changed byte on %s ends it', async (channel) => {
    const [frame, next] = await sealNumbers(channel, 2);
    frame![frame!.length - 1]! ^= 1;
    const receiver = await makeOpener(channel);
    await receiver.open(frame!, next!);
    expect(receiver.violations).toEqual([`a frame does not open on ${channel}`]);
    expect(receiver.payloads).toEqual([]);
  });

  it('[S1] a frame of another channel does not open', async () => {
    const other = await fake.importAeadKey(new Uint8Array(32).fill(8));
    const violations: string[] = [];
    const opener = createOpener(
      { crypto: fake, key: other, channel: 'bulk' },
      { onPayload: () => undefined, onViolation: (detail) => violations.push(detail) },
    );
    opener.push((await sealNumbers('bulk', 1))[0]!);
    await opener.settled();
    expect(violations).toEqual(['a frame does not open on bulk']);
  });

  it('a payload that seals more than the limit ends it', async () => {
    const { sealer, frames } = await makeSealer('bulk');
    sealer.push(new Uint8Array(MAX_PAYLOAD_BYTES + 1));
    await sealer.settled();
    const receiver = await makeOpener('bulk');
    await receiver.open(frames[0]!);
    expect(receiver.violations).toEqual(['a payload is too large on bulk']);
  });
});
