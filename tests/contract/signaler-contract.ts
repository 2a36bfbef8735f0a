// What every SignalingMedium promises, whatever it runs on.

import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { TransportId } from '../../src/primitives/ids.ts';
import {
  MAX_CANDIDATE_LENGTH,
  MAX_SDP_LENGTH,
  type Signal,
  type SignalFrom,
  type Signaler,
  type SignalingMedium,
} from '../../src/signaling/signaler.ts';

export interface SignalingHarness {
  /** The medium as one more peer sees it. */
  createMedium(): SignalingMedium;
  settle<T>(promise: Promise<T>): Promise<T>;
  until(condition: () => boolean): Promise<void>;
  dispose(): Promise<void>;
}

const SIGNALS: readonly Signal[] = [
  { type: 'offer', dialId: 'd1', sdp: 'v=0\r\n' },
  { type: 'answer', dialId: 'd1', sdp: 'x'.repeat(MAX_SDP_LENGTH) },
  {
    type: 'candidate',
    dialId: 'd1',
    candidate: 'candidate:1 1 udp 1 192.0.2.1 9 typ host',
    mid: '0',
    lineIndex: 0,
  },
  { type: 'refuse', dialId: 'd1', detail: 'busy' },
];

const TOO_LARGE: readonly Signal[] = [
  { type: 'offer', dialId: 'd1', sdp: 'x'.repeat(MAX_SDP_LENGTH + 1) },
  {
    type: 'candidate',
    dialId: 'd1',
    candidate: 'x'.repeat(MAX_CANDIDATE_LENGTH + 1),
    mid: '0',
    lineIndex: 0,
  },
];

export function runSignalerContract(name: string, setup: () => Promise<SignalingHarness>): void {
  describe(`signaler contract: ${name}`, () => {
    let harness: SignalingHarness;
    const opened: Signaler[] = [];

    beforeEach(async () => {
      harness = await setup();
    });
    afterEach(async () => {
      for (const signaler of opened.splice(0)) signaler.close();
      await harness.dispose();
    });

    async function open(id: TransportId): Promise<Signaler> {
      const result = await harness.settle(harness.createMedium().open(id));
      if (!result.ok) throw new Error(result.error.code);
      opened.push(result.value);
      return result.value;
    }

    async function makePair() {
      const [a, b] = [await open(uniqueId('a')), await open(uniqueId('b'))];
      const got: SignalFrom[] = [];
      b.onSignal((received) => got.push(received));
      return { a, b, got };
    }

    test.each(SIGNALS)('a signal arrives as it was sent: $type', async (signal) => {
      const { a, b, got } = await makePair();
      expect(await harness.settle(a.send(b.id, signal))).toEqual({ ok: true, value: undefined });
      await harness.until(() => got.length === 1);
      expect(got).toEqual([{ from: a.id, signal }]);
    });

    test('a signal reaches nobody else', async () => {
      const { a, b, got } = await makePair();
      const third = await open(uniqueId('c'));
      const overheard: SignalFrom[] = [];
      third.onSignal((received) => overheard.push(received));
      await harness.settle(a.send(b.id, SIGNALS[0]!));
      await harness.settle(b.send(third.id, SIGNALS[3]!));
      await harness.until(() => got.length === 1 && overheard.length > 0);
      expect(overheard.map(({ from }) => from)).toEqual([b.id]);
    });

    test('an address that somebody holds is taken', async () => {
      const { a } = await makePair();
      const second = await harness.settle(harness.createMedium().open(a.id));
      expect(second).toMatchObject({ ok: false, error: { code: 'id-taken' } });
    });

    test('of two that want one address at once, one gets it', async () => {
      const id = uniqueId('a');
      const both = await harness.settle(
        Promise.all([harness.createMedium().open(id), harness.createMedium().open(id)]),
      );
      for (const result of both) if (result.ok) opened.push(result.value);
      expect(opened).toHaveLength(1);
    });

    test('an address that was closed can be taken', async () => {
      const { a } = await makePair();
      a.close();
      expect((await open(a.id)).id).toBe(a.id);
    });

    test('an address that nobody holds is no peer', async () => {
      const { a } = await makePair();
      const sent = await harness.settle(a.send(uniqueId('nobody'), SIGNALS[0]!));
      expect(sent).toMatchObject({ ok: false, error: { code: 'no-such-peer' } });
    });

    test.each(TOO_LARGE)('what is over a limit does not leave: $type', async (signal) => {
      const { a, b } = await makePair();
      expect(await harness.settle(a.send(b.id, signal))).toMatchObject({
        ok: false,
        error: { code: 'too-large' },
      });
    });

    test('nothing leaves by a closed signaler', async () => {
      const { a, b } = await makePair();
      a.close();
      expect(await harness.settle(a.send(b.id, SIGNALS[0]!))).toMatchObject({
        ok: false,
        error: { code: 'closed' },
      });
    });
  });
}

let drawn = 0;

function uniqueId(prefix: string): TransportId {
  drawn += 1;
  return `${prefix}-${drawn}-${crypto.randomUUID().slice(0, 8)}` as TransportId;
}
