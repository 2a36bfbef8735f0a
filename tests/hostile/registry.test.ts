// A router that sends a registry of a million entries, in one message or in many: what it costs to read and check is
// bounded, and so is what is kept of it.

import { describe, expect, test } from 'vitest';
import { createMeeting } from '../../src/discovery/meeting.ts';
import type { MeetingMessageReceived } from '../../src/discovery/meeting-ports.ts';
import {
  decodeMeetingMessage,
  encodeMeetingMessage,
  MAX_MEETING_MESSAGE_BYTES,
  MAX_REGISTRY_ANSWER,
  type MeetingMessage,
} from '../../src/discovery/protocol.ts';
import { encodeUtf8 } from '../../src/primitives/bytes.ts';
import { encodeMessage } from '../../src/primitives/codec.ts';
import { createEmitter } from '../../src/primitives/events.ts';
import type { PeerId } from '../../src/primitives/ids.ts';
import { silentLog } from '../../src/primitives/log.ts';
import { createMemoryTransport } from '../support/memory-transport.ts';
import { createSeededRandom } from '../support/seeded-random.ts';
import { createSimClock } from '../support/sim-clock.ts';
import { createSimNetwork } from '../support/sim-network.ts';

const MILLION = 1_000_000;
const ROUTER = 'router' as PeerId;

const registry = (entries: readonly Uint8Array<ArrayBuffer>[]): MeetingMessage => ({
  type: 'REGISTRY',
  broker: 'broker',
  leads: 1,
  rank: 0,
  entries: Array.from(entries),
});

describe('in one message', () => {
  test('a million entries are not read', () => {
    const entry = Uint8Array.of(1);
    const message = encodeMessage({ ...registry(Array.from({ length: MILLION }, () => entry)) });
    expect(message.length).toBeGreaterThan(2 * MILLION);
    expect(decodeMeetingMessage(message)).toMatchObject({ ok: false, error: { detail: 'too long' } });
  });

  test.each([MAX_REGISTRY_ANSWER + 1, 20_000])('%i entries that fit are too many', (count) => {
    const message = encodeMessage({ ...registry(Array.from({ length: count }, () => Uint8Array.of(1))) });
    expect(message.length).toBeLessThanOrEqual(MAX_MEETING_MESSAGE_BYTES);
    expect(decodeMeetingMessage(message).ok).toBe(false);
  });

  test('a count of a million, or of four thousand million, with nothing behind it is malformed', () => {
    const honest = encodeMeetingMessage(registry([]));
    // An empty list is the byte 0x80; 0x9a is followed by a count of four bytes.
    const at = honest.lastIndexOf(0x80);
    for (const count of [
      [0x00, 0x0f, 0x42, 0x40],
      [0xff, 0xff, 0xff, 0xff],
    ]) {
      const claim = [...honest.subarray(0, at), 0x9a, ...count, ...honest.subarray(at + 1)];
      expect(decodeMeetingMessage(Uint8Array.from(claim)).ok).toBe(false);
    }
  });
});

/** A member whose router says what it likes. */
async function memberOfALiar() {
  const clock = createSimClock(0);
  const network = createSimNetwork({ clock, random: createSeededRandom(1) });
  const messages = createEmitter<MeetingMessageReceived>();
  const counts = { opened: 0, discovered: 0, sent: 0 };
  const meeting = createMeeting({
    self: 'self' as PeerId,
    namespace: new Uint8Array(16),
    transports: [createMemoryTransport(network, 'broker')],
    peers: {
      prove: () => Promise.resolve(undefined),
      linked: () => [ROUTER],
      send: () => (counts.sent += 1) > 0,
      broadcast: () => undefined,
      isFullMesh: () => true,
      onMessage: (listener) => messages.on(listener),
      onDown: () => () => undefined,
      onDoubt: () => () => undefined,
      onBusy: () => () => undefined,
      onMember: () => () => undefined,
      blame: () => undefined,
    },
    entries: {
      issue: () => Promise.resolve(encodeUtf8('self')),
      open(encoded) {
        counts.opened += 1;
        const peerId = Buffer.from(encoded).toString('hex') as PeerId;
        return Promise.resolve({ peerId, transportIds: [], issued: 1, encoded: Uint8Array.from(encoded) });
      },
    },
    clock,
    random: createSeededRandom(2),
    log: silentLog,
    onChange: () => undefined,
    onDiscovered: (found) => void (counts.discovered += found.length),
    onFull: () => undefined,
    onTampered: () => undefined,
    onEndpoint: () => undefined,
  });
  const say = (message: MeetingMessage, isFar = false) =>
    messages.emit({ from: ROUTER, payload: encodeMeetingMessage(message), isFar });
  meeting.tryNow();
  await clock.advance(100);
  say({ type: 'CALL_IN', broker: 'broker', slot: 1 }, true);
  await clock.advance(100);
  return { clock, counts, say, election: () => meeting.brokers[0]?.election };
}

test('[R7] in many messages, a million entries cost a few checks a second', async () => {
  const { clock, counts, say, election } = await memberOfALiar();
  expect(election()).toMatchObject({ kind: 'member', router: ROUTER });
  const random = createSeededRandom(3);
  const startMs = clock.nowMs();
  for (let sent = 0; sent < MILLION; sent += MAX_REGISTRY_ANSWER) {
    say(registry(Array.from({ length: MAX_REGISTRY_ANSWER }, () => random.bytes(20))));
    if (sent % (100 * MAX_REGISTRY_ANSWER) === 0) await clock.advance(1_000);
  }
  const seconds = (clock.nowMs() - startMs) / 1_000;
  expect(seconds).toBeGreaterThan(200);
  expect(counts.opened).toBeGreaterThan(200);
  expect(counts.opened).toBeLessThanOrEqual(192 + 4 * seconds + 4);
  expect(counts.discovered).toBeLessThanOrEqual(counts.opened);
  // It goes on checking in once a minute, and looks for nobody new.
  expect(counts.sent).toBeLessThan(20);
});
