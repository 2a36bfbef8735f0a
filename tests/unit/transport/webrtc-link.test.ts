// What a link does about peers and engines that misbehave; honest ones are in the contract.

import { beforeEach, describe, expect, test } from 'vitest';
import type { TransportId } from '../../../src/primitives/ids.ts';
import { encodeControlFrame } from '../../../src/transport/envelope.ts';
import { awaitLink } from '../../../src/transport/opening.ts';
import { encodeSibling } from '../../../src/transport/sibling-message.ts';
import { MAX_FRAME_BYTES, type CloseReason, type Link } from '../../../src/transport/transport.ts';
import { openWebrtcLink, type LinkContext } from '../../../src/transport/webrtc-link.ts';
import { FakeConnection, fakeDescription } from '../../support/fake-connection.ts';
import { createSimClock, settle, type SimClock } from '../../support/sim-clock.ts';

const ENDS = {
  localId: 'a' as TransportId,
  remoteId: 'b' as TransportId,
  role: 'dialer',
  medium: { isUp: false, send: () => undefined },
} as const;
const OTHER_FINGERPRINT = Array.from({ length: 32 }, () => 'CD').join(':');

let clock: SimClock;
let connection: FakeConnection;

beforeEach(() => {
  clock = createSimClock();
  connection = new FakeConnection();
});

const open = (context: Partial<LinkContext> = {}) =>
  openWebrtcLink(connection.asConnection, ENDS, { clock, ...context });

async function openLink(): Promise<{ link: Link; reasons: CloseReason[] }> {
  const { opened } = open();
  connection.connect();
  const result = await opened;
  if (!result.ok) throw new Error(result.error.detail);
  const reasons: CloseReason[] = [];
  result.value.onClosed((reason) => reasons.push(reason));
  return { link: result.value, reasons };
}

const buffer = (...bytes: readonly number[]) => Uint8Array.from(bytes).buffer;

describe('opening', () => {
  test('[L1] makes three negotiated channels at once, numbered from 100', () => {
    open();
    expect(Array.from(connection.settings.entries())).toEqual([
      ['kith-control', { negotiated: true, id: 100, ordered: true }],
      ['kith-bulk', { negotiated: true, id: 101, ordered: false }],
      ['kith-realtime', { negotiated: true, id: 102, ordered: false, maxRetransmits: 0 }],
    ]);
  });

  test('[L3] a description with two fingerprints gives no link', async () => {
    connection.remoteDescription = { sdp: fakeDescription() + fakeDescription(OTHER_FINGERPRINT) };
    const { opened } = open();
    connection.connect();
    expect(await opened).toMatchObject({ ok: false, error: { kind: 'refused' } });
  });

  test('[L3] a certificate in use that was not described gives no link', async () => {
    Object.assign(connection, { sctp: { transport: { getRemoteCertificates: () => [buffer(1, 2, 3)] } } });
    const { opened } = open({ digest: { sha256: () => Promise.resolve(new Uint8Array(32)) } });
    connection.connect();
    expect(await opened).toMatchObject({ ok: false, error: { kind: 'refused' } });
  });

  test('channels that open before the answer is in force wait for it', async () => {
    const { opened } = open();
    connection.signalingState = 'have-local-offer';
    connection.remoteDescription = { sdp: '' };
    connection.connect();
    await settle();
    connection.remoteDescription = { sdp: fakeDescription() };
    connection.signalingState = 'stable';
    connection.dispatchEvent(new Event('signalingstatechange'));
    expect((await opened).ok).toBe(true);
  });

  test('a connection that fails before it opens gives no link and is closed', async () => {
    const { opened } = open();
    connection.become('failed');
    expect(await opened).toMatchObject({ ok: false, error: { kind: 'lost' } });
    expect(connection.isClosed).toBe(true);
  });

  test('[L3] one that fails with a path was answered by another certificate than described', async () => {
    const opening = open();
    connection.iceConnectionState = 'connected';
    connection.become('failed');
    const dialled = await awaitLink(opening, { clock, timeoutMs: 1_000 });
    expect(dialled).toMatchObject({ ok: false, error: { code: 'tampered' } });
    expect(connection.isClosed).toBe(true);
  });

  test('one that was up and fails is lost, whatever ICE says', async () => {
    const { opened } = open();
    connection.become('connected');
    connection.iceConnectionState = 'connected';
    connection.become('failed');
    expect(await opened).toMatchObject({ ok: false, error: { kind: 'lost' } });
  });
});

describe('[L11] siblings', () => {
  /** Pings are answered after so long; the first after `firstMs`. Bulk waits all the while. */
  async function pourFor(seconds: number, firstMs: number, laterMs: number): Promise<number> {
    let made = 0;
    const createSibling = () => {
      made += 1;
      return new FakeConnection().asConnection;
    };
    Object.assign(connection, { getConfiguration: () => ({}) });
    const { opened } = open({ createSibling });
    connection.connect();
    const link = await opened;
    const { sent } = connection.channel('control');
    let answered = 0;
    for (let step = 0; step < seconds * 100; step += 1) {
      for (; answered < sent.length; answered += 1) {
        const [type, ...counter] = sent[answered]!;
        const pong = buffer(2, ...counter, ...new Uint8Array(8));
        if (type === 1)
          clock.schedule(answered === 0 ? firstMs : laterMs, () =>
            connection.channel('control').receive(pong),
          );
      }
      connection.channel('bulk').bufferedAmount = 300_000;
      if (link.ok) link.value.send('bulk', new Uint8Array(1_000));
      await clock.advance(10);
    }
    return made;
  }

  test('are not built for whom was not taken in', async () => {
    let built = 0;
    const createSibling = () => {
      built += 1;
      return new FakeConnection().asConnection;
    };
    Object.assign(connection, { getConfiguration: () => ({}) });
    const listening = { ...ENDS, role: 'listener' } as const;
    const opening = openWebrtcLink(connection.asConnection, listening, { clock, createSibling });
    connection.connect();
    const opened = await opening.opened;
    if (!opened.ok) throw new Error(opened.error.detail);
    const offer = (number: number) => {
      const body = encodeSibling({ type: 'offer', number, sdp: fakeDescription() });
      connection.channel('control').receive(encodeControlFrame({ type: 'sibling', body }).buffer);
    };
    offer(1);
    expect(built).toBe(0);
    opened.value.admit();
    offer(2);
    expect(built).toBe(1);
  });

  test('are made on a long path', async () => {
    expect(await pourFor(8, 50, 50)).toBe(3);
  });

  test('are not made where only what waits makes a short path look long', async () => {
    expect(await pourFor(8, 4, 300)).toBe(0);
  });
});

describe('hostile frames', () => {
  test.each([
    ['text on control', 'control', 'hello'],
    ['text on bulk', 'bulk', 'hello'],
    ['an empty control frame', 'control', buffer()],
    ['an unknown envelope', 'control', buffer(9, 1, 2)],
    ['a malformed ping', 'control', buffer(1, 0)],
    ['a malformed negotiation', 'control', buffer(4, 0xff)],
    ['too long on bulk', 'bulk', new ArrayBuffer(MAX_FRAME_BYTES + 1)],
    ['too long on control', 'control', new ArrayBuffer(MAX_FRAME_BYTES + 2)],
  ] as const)('[L4] %s ends the link', async (_what, channel, data) => {
    const { link, reasons } = await openLink();
    connection.channel(channel).receive(data);
    expect(reasons.map(({ kind }) => kind)).toEqual(['refused']);
    expect(link.isOpen).toBe(false);
  });

  test('what comes after the end is not delivered', async () => {
    const { link } = await openLink();
    const got: number[] = [];
    link.onFrame(({ data }) => got.push(data.length));
    link.close('done');
    connection.channel('bulk').receive(buffer(1));
    await settle();
    expect(got).toEqual([]);
  });
});

describe('the end', () => {
  test('[L2] failed is the end, though channels stay open', async () => {
    const { reasons } = await openLink();
    connection.become('failed');
    expect(reasons).toEqual([{ kind: 'lost', detail: 'the connection is failed' }]);
    expect(connection.isClosed).toBe(true);
  });

  test('[L2] disconnected alone interrupts, and the next frame ends that', async () => {
    const { link } = await openLink();
    const changes: boolean[] = [];
    link.onInterrupted((isInterrupted) => changes.push(isInterrupted));
    connection.become('disconnected');
    expect([link.isOpen, link.isInterrupted]).toEqual([true, true]);
    connection.channel('bulk').receive(buffer(1));
    expect([link.isInterrupted, changes]).toEqual([false, [true, false]]);
  });

  test('[L2] a channel that closes on a good path means the other side left', async () => {
    const { reasons } = await openLink();
    connection.channel('control').drop();
    expect(reasons.map(({ kind }) => kind)).toEqual(['left']);
  });

  test('[L2] silence interrupts within 5 s and is the end after 30', async () => {
    const { link, reasons } = await openLink();
    const changes: boolean[] = [];
    link.onInterrupted((isInterrupted) => changes.push(isInterrupted));
    await clock.advance(5_100);
    expect([link.isOpen, link.isInterrupted, changes]).toEqual([true, true, [true]]);
    await clock.advance(26_000);
    expect(reasons).toEqual([{ kind: 'lost', detail: 'silent' }]);
    expect([link.isInterrupted, changes]).toEqual([false, [true]]);
  });

  test('[L2] our goodbye leaves before the connection is closed', async () => {
    const { link } = await openLink();
    link.close('bye');
    const sent = connection.channel('control').sent.at(-1);
    expect(sent).toEqual(Uint8Array.of(3, 98, 121, 101));
    expect(connection.isClosed).toBe(false);
    connection.channel('control').drop();
    expect([connection.isClosed, clock.pendingTimers]).toEqual([true, 0]);
  });

  test('[L2] whoever talks on after our goodbye is hung up on within 5 s', async () => {
    const { link } = await openLink();
    link.close('bye');
    for (let i = 0; i < 4; i += 1) {
      connection.channel('control').receive(buffer(1, 0, 0, 0, 0, i));
      await clock.advance(1_000);
    }
    expect([connection.isClosed, clock.pendingTimers]).toEqual([true, 0]);
  });

  test('[L2] our goodbye is said again where the path is broken, as long as the other side may wait for it', async () => {
    const { link } = await openLink();
    link.admit();
    link.close('bye');
    await clock.advance(20_000);
    const { sent } = connection.channel('control');
    expect([connection.isClosed, sent.filter(([type]) => type === 3).length > 5]).toEqual([false, true]);
    const before = sent.length;
    connection.channel('control').receive(buffer(1, 0, 0, 0, 0, 9));
    expect(sent.slice(before)).toEqual([Uint8Array.of(3, 98, 121, 101)]);
    await clock.advance(2_000);
    expect([connection.isClosed, clock.pendingTimers]).toEqual([true, 0]);
  });

  test('[L2] and no longer', async () => {
    const { link } = await openLink();
    link.admit();
    link.close('bye');
    await clock.advance(30_000);
    expect([connection.isClosed, clock.pendingTimers]).toEqual([true, 0]);
  });

  test('[L2] who is refused and stays silent is waited for two seconds', async () => {
    await openLink();
    connection.channel('control').receive(buffer(99));
    await clock.advance(2_000);
    expect([connection.isClosed, clock.pendingTimers]).toEqual([true, 0]);
  });

  test.each([
    ['who was not taken in', 'not proven', () => undefined],
    ['who finds no place', 'full', () => undefined],
    ['who is kept out later', 'refused', (link: Link) => link.admit()],
    ['who is taken in too late', 'bye', (link: Link) => queueMicrotask(() => link.admit())],
  ])('[L2] %s and stays silent is waited for two seconds, and told once', async (_who, detail, before) => {
    const { link } = await openLink();
    before(link);
    link.close(detail);
    await clock.advance(1_900);
    expect(connection.isClosed).toBe(false);
    await clock.advance(100);
    expect([connection.isClosed, clock.pendingTimers]).toEqual([true, 0]);
    expect(connection.channel('control').sent.filter(([type]) => type === 3)).toHaveLength(1);
  });

  test('[L12] an opening is settled by its admission, or by its connection’s end and not before', async () => {
    const settled: string[] = [];
    const begin = async (name: string) => {
      connection = new FakeConnection();
      const opening = open();
      void opening.settled.then(() => settled.push(name));
      connection.connect();
      const opened = await opening.opened;
      if (!opened.ok) throw new Error(opened.error.detail);
      await settle();
      return opened.value;
    };
    const member = await begin('member');
    const stranger = await begin('stranger');
    expect(settled).toEqual([]);
    member.admit();
    stranger.close('not proven');
    await clock.advance(1_900);
    expect(settled).toEqual(['member']);
    await clock.advance(100);
    expect([settled, connection.isClosed]).toEqual([['member', 'stranger'], true]);
  });

  test('[L3] a renegotiation to another certificate is the end', async () => {
    const { reasons } = await openLink();
    connection.remoteDescription = { sdp: fakeDescription(OTHER_FINGERPRINT) };
    connection.dispatchEvent(new Event('signalingstatechange'));
    expect(reasons.map(({ kind }) => kind)).toEqual(['refused']);
  });

  test('[L3] a renegotiation with the same certificate is not', async () => {
    const { link } = await openLink();
    connection.dispatchEvent(new Event('signalingstatechange'));
    expect(link.isOpen).toBe(true);
  });

  test('no timer stays behind', async () => {
    const { link } = await openLink();
    link.close('bye');
    connection.channel('control').drop();
    expect(clock.pendingTimers).toBe(0);
  });
});

test('[L6] an engine that takes less gets smaller frames only', async () => {
  const { link } = await openLink();
  connection.sctp = { maxMessageSize: 16_384 };
  expect(link.send('bulk', new Uint8Array(16_384))).toEqual({ ok: false, error: { code: 'too-large' } });
  expect(link.send('bulk', new Uint8Array(16_383)).ok).toBe(true);
});
