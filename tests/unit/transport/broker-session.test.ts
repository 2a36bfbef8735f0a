import { beforeEach, describe, expect, test } from 'vitest';
import type { TransportId } from '../../../src/primitives/ids.ts';
import {
  CHECK_TIMEOUT_MS,
  CLAIM_TIMEOUT_MS,
  ECHO_PERIOD_MS,
  ECHO_TIMEOUT_MS,
  openBrokerSession,
  type BrokerSession,
} from '../../../src/transport/broker-session.ts';
import { brokerMessages, createFakeBrokerPeer, type FakeBrokerPeer } from '../../support/fake-broker-peer.ts';
import { createSimClock, type SimClock } from '../../support/sim-clock.ts';

const ME = 'me' as TransportId;
let clock: SimClock;
let peer: FakeBrokerPeer;

beforeEach(() => {
  clock = createSimClock();
  peer = createFakeBrokerPeer();
});

const open = (signal?: AbortSignal) =>
  openBrokerSession({ id: ME, clock, createPeer: () => peer, mayOpen: () => true, signal });
const echo = () => peer.deliver(brokerMessages.candidate('me', 'kith-echo'));

async function opened(): Promise<BrokerSession> {
  const opening = open();
  peer.emit('open');
  const result = await opening;
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

describe('a claim at a broker', () => {
  test.each([
    ['unavailable-id', 'id-taken'],
    ['browser-incompatible', 'unsupported'],
    ['network', 'unreachable'],
    ['server-error', 'unreachable'],
    ['socket-error', 'unreachable'],
  ])('PeerJS says %s: %s', async (type, code) => {
    const opening = open();
    peer.emit('error', { type, message: 'why' });
    expect(await opening).toMatchObject({ ok: false, error: { code } });
    expect(peer.isDestroyed).toBe(true);
  });

  test('an error of a single connection is not the claim’s', async () => {
    const opening = open();
    peer.emit('error', { type: 'webrtc', message: 'why' });
    peer.emit('open');
    expect((await opening).ok).toBe(true);
  });

  test('a broker that does not answer is unreachable', async () => {
    const opening = open();
    await clock.advance(CLAIM_TIMEOUT_MS);
    expect(await opening).toMatchObject({ ok: false, error: { code: 'unreachable' } });
    expect(clock.pendingTimers).toBe(0);
  });

  test('a broker that hangs up is unreachable', async () => {
    const opening = open();
    peer.emit('disconnected');
    expect(await opening).toMatchObject({ ok: false, error: { code: 'unreachable' } });
  });

  test('a broker that knows our token says nothing, but echoes', async () => {
    const opening = open();
    await clock.advance(1_000);
    expect(peer.sent).toHaveLength(1);
    echo();
    expect((await opening).ok).toBe(true);
  });

  test('an abort ends it', async () => {
    const abort = new AbortController();
    const opening = open(abort.signal);
    abort.abort();
    expect(await opening).toMatchObject({ ok: false, error: { code: 'aborted' } });
    expect(peer.isDestroyed).toBe(true);
  });
});

describe('a stay at a broker', () => {
  test('its loss is told once', async () => {
    const session = await opened();
    let losses = 0;
    session.onLost(() => (losses += 1));
    peer.emit('disconnected');
    peer.emit('close');
    expect([losses, peer.isDestroyed]).toEqual([1, true]);
  });

  test('our own end is no loss', async () => {
    const session = await opened();
    let losses = 0;
    session.onLost(() => (losses += 1));
    session.end();
    peer.emit('disconnected');
    expect([losses, peer.isDestroyed, clock.pendingTimers]).toEqual([0, true, 0]);
  });

  test('a broker that stops echoing is lost', async () => {
    const session = await opened();
    let losses = 0;
    session.onLost(() => (losses += 1));
    echo();
    await clock.advance(ECHO_TIMEOUT_MS);
    expect(losses).toBe(0);
    await clock.advance(ECHO_PERIOD_MS + ECHO_TIMEOUT_MS);
    expect(losses).toBe(1);
  });

  test('a check asks at once, and a broker that does not echo within 3 s is lost', async () => {
    const session = await opened();
    let losses = 0;
    session.onLost(() => (losses += 1));
    echo();
    const before = peer.sent.length;
    session.checkNow();
    expect(peer.sent).toHaveLength(before + 1);
    await clock.advance(CHECK_TIMEOUT_MS);
    expect(losses).toBe(1);
  });

  test('checks that come ever again do not put the answer off', async () => {
    const session = await opened();
    let losses = 0;
    session.onLost(() => (losses += 1));
    echo();
    for (let i = 0; i < 4; i += 1) {
      session.checkNow();
      await clock.advance(1_000);
    }
    expect(losses).toBe(1);
  });

  test('a check that is answered leaves the broker as it was', async () => {
    const session = await opened();
    let losses = 0;
    session.onLost(() => (losses += 1));
    echo();
    session.checkNow();
    echo();
    await clock.advance(CHECK_TIMEOUT_MS);
    expect(losses).toBe(0);
  });

  test('a broker that never echoed is not judged by it', async () => {
    const session = await opened();
    let losses = 0;
    session.onLost(() => (losses += 1));
    session.checkNow();
    await clock.advance(10 * ECHO_PERIOD_MS);
    expect(losses).toBe(0);
  });
});
