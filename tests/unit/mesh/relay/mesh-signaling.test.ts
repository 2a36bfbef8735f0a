import { beforeEach, describe, expect, test } from 'vitest';
import type { PeerId, TransportId } from '../../../../src/primitives/ids.ts';
import {
  createMeshSignaling,
  MAX_ATTEMPTS,
  OFFER_LIMIT,
  RECEIPT_MS,
} from '../../../../src/mesh/relay/mesh-signaling.ts';
import { decodeMeshSignal, encodeMeshSignal } from '../../../../src/mesh/relay/signal-protocol.ts';
import type { Signal, SignalFrom, Signaler } from '../../../../src/signaling/signaler.ts';
import { CONFUSED, MALFORMED } from '../../../support/hostile-payloads.ts';
import { createRelayNet, type NetPeer, type RelayNet } from '../../../support/relay-net.ts';
import { createSeededRandom } from '../../../support/seeded-random.ts';
import { createSimClock, type SimClock } from '../../../support/sim-clock.ts';

const addressOf = (peer: PeerId) => `kith-${peer}` as TransportId;
const peerAt = (address: TransportId) => address.replace(/^kith-/, '') as PeerId;
const offer: Signal = { type: 'offer', dialId: 'd1', sdp: 'v=0' };
const candidate = (number: number): Signal => ({
  type: 'candidate',
  dialId: 'd1',
  candidate: `candidate:${number}`,
  mid: '0',
  lineIndex: 0,
});

let clock: SimClock;
let net: RelayNet;

beforeEach(() => {
  clock = createSimClock();
  net = createRelayNet(clock);
});

async function open(peer: NetPeer): Promise<Signaler & { readonly got: SignalFrom[] }> {
  const medium = createMeshSignaling({
    self: peer.peerId,
    relay: peer.relay,
    addressOf,
    peerAt,
    clock,
    random: createSeededRandom(1),
  });
  const opened = await medium.open(addressOf(peer.peerId));
  if (!opened.ok) throw new Error(opened.error.code);
  const got: SignalFrom[] = [];
  opened.value.onSignal((received) => got.push(received));
  return Object.assign(opened.value, { got });
}

/** The outcome of a promise after some virtual time, or `pending`. */
async function after<T>(promise: Promise<T>, ms: number): Promise<T | 'pending'> {
  let outcome: T | 'pending' = 'pending';
  void promise.then((value) => {
    outcome = value;
  });
  await clock.advance(ms);
  return outcome;
}

const NO_SUCH_PEER = { ok: false, error: { code: 'no-such-peer' } };
const SENT = { ok: true, value: undefined };

describe('an address', () => {
  test('names its peer: nobody can take another’s', async () => {
    const [ada, ben] = (await net.addMany(2)) as [NetPeer, NetPeer];
    const medium = createMeshSignaling({
      self: ada.peerId,
      relay: ada.relay,
      addressOf,
      peerAt,
      clock,
      random: createSeededRandom(1),
    });
    const taken = { ok: false, error: { code: 'id-taken' } };
    expect(await medium.open(addressOf(ben.peerId))).toMatchObject(taken);
    const own = await medium.open(addressOf(ada.peerId));
    expect(own.ok).toBe(true);
    expect(await medium.open(addressOf(ada.peerId))).toMatchObject(taken);
    if (own.ok) own.value.close();
    expect((await medium.open(addressOf(ada.peerId))).ok).toBe(true);
  });
});

describe('an offer', () => {
  test('is sent when its receipt is back', async () => {
    const [ada, , cleo] = await net.addChain(1);
    const [from, to] = [await open(ada), await open(cleo)];
    expect(from.canReach?.(to.id)).toBe(true);
    const sending = from.send(to.id, offer);
    expect(await after(sending, 60)).toBe('pending');
    expect(to.got).toEqual([{ from: from.id, signal: offer }]);
    expect(await after(sending, 60)).toEqual(SENT);
  });

  test('fails at once when nobody knows a way, and need not be made', async () => {
    const [ada, ben] = (await net.addMany(2)) as [NetPeer, NetPeer];
    const [from, to] = [await open(ada), await open(ben)];
    expect(from.canReach?.(to.id)).toBe(false);
    expect(await after(from.send(to.id, offer), 0)).toMatchObject(NO_SUCH_PEER);
  });

  test('fails within round trips when the member in between lost the other', async () => {
    const ada = await net.add({ routes: { neighboursOf: () => [ben!.peerId] } });
    const [ben, cleo] = await net.addMany(2);
    net.link(ada, ben!);
    const from = await open(ada);
    expect(await after(from.send(addressOf(cleo!.peerId), offer), 200)).toMatchObject(NO_SUCH_PEER);
    expect(ben!.heard.length).toBe(MAX_ATTEMPTS);
  });

  test('[V6] goes again by another member when one loses it, and takes its candidates along', async () => {
    const [ada, ben, cora, dora] = (await net.addMany(4)) as [NetPeer, NetPeer, NetPeer, NetPeer];
    net.chain(ada, ben, dora, cora, ada);
    const [from, to] = [await open(ada), await open(dora)];
    const firstTaken = new Set<PeerId>();
    net.intercept(({ from: sender, to: recipient }) => {
      if (sender === ada.peerId && firstTaken.size === 0) firstTaken.add(recipient);
      return !(firstTaken.has(sender) && recipient === dora.peerId);
    });
    const sending = from.send(to.id, offer);
    for (const number of [1, 2, 3]) void from.send(to.id, candidate(number));
    expect(await after(sending, RECEIPT_MS - 10)).toBe('pending');
    expect(to.got).toEqual([]);
    expect(await after(sending, 200)).toEqual(SENT);
    expect(to.got.map(({ signal }) => signal)).toEqual([offer, candidate(1), candidate(2), candidate(3)]);
  });

  test('[V6] that came already is receipted again and told once', async () => {
    const [ada, [ben], cleo] = await net.addChain(1);
    const [from, to] = [await open(ada), await open(cleo)];
    let lost = 0;
    net.intercept(({ from: sender, to: recipient }) => {
      const isReceipt = sender === ben!.peerId && recipient === ada.peerId;
      return !(isReceipt && (lost += 1) === 1);
    });
    expect(await after(from.send(to.id, offer), RECEIPT_MS + 200)).toEqual(SENT);
    expect([to.got.length, lost]).toEqual([1, 2]);
  });

  test('is given up after three silent attempts', async () => {
    const [ada, , cleo] = await net.addChain(1);
    const from = await open(ada);
    const sending = from.send(addressOf(cleo.peerId), offer);
    expect(await after(sending, MAX_ATTEMPTS * RECEIPT_MS - 100)).toBe('pending');
    expect(await after(sending, 200)).toMatchObject(NO_SUCH_PEER);
  });

  test('under way when the address is given back is told as closed', async () => {
    const [ada, , cleo] = await net.addChain(1);
    const from = await open(ada);
    const sending = from.send(addressOf(cleo.peerId), offer);
    await clock.advance(10);
    from.close();
    expect(await after(sending, 10)).toMatchObject({ ok: false, error: { code: 'closed' } });
  });

  test('of one peer counts: twenty at once, twenty a minute', async () => {
    const [ada, , cleo] = await net.addChain(1);
    const to = await open(cleo);
    const say = (number: number) =>
      ada.relay.send(
        cleo.peerId,
        'signal',
        encodeMeshSignal({
          type: 'SIGNALS',
          signals: [{ ...offer, dialId: `d${number}` }],
          receipt: Uint8Array.of(number, 0, 0, 0, 0, 0, 0, 0),
        }),
      );
    for (let number = 0; number < 60; number += 1) say(number);
    await clock.advance(200);
    expect(to.got.length).toBe(OFFER_LIMIT.burst);
    await clock.advance(60_000);
    for (let number = 60; number < 120; number += 1) say(number);
    await clock.advance(200);
    expect(to.got.length).toBe(2 * OFFER_LIMIT.burst);
  });
});

describe('candidates', () => {
  test('that are found together travel together', async () => {
    const [ada, [ben], cleo] = await net.addChain(1);
    const [from, to] = [await open(ada), await open(cleo)];
    for (let number = 0; number < 40; number += 1) void from.send(to.id, candidate(number));
    await clock.advance(200);
    expect(to.got.map(({ signal }) => signal)).toEqual(Array.from({ length: 40 }, (_, at) => candidate(at)));
    expect(ben!.heard.length).toBe(3);
  });
});

describe('what comes', () => {
  test('and is no signal is dropped', async () => {
    const [ada, , cleo] = await net.addChain(1);
    const to = await open(cleo);
    for (const { bytes } of [...MALFORMED, ...CONFUSED]) ada.relay.send(cleo.peerId, 'signal', bytes);
    await clock.advance(200);
    expect(to.got).toEqual([]);
    expect(cleo.relay.counts.delivered).toBeGreaterThan(0);
  });

  test('after closing is told to nobody', async () => {
    const [ada, , cleo] = await net.addChain(1);
    const [from, to] = [await open(ada), await open(cleo)];
    to.close();
    expect(await after(from.send(to.id, candidate(1)), 200)).toEqual(SENT);
    expect(to.got).toEqual([]);
  });

  test('[V6] a receipt counts only from the peer that was written to', async () => {
    const [ada, [ben], cleo] = await net.addChain(1);
    const from = await open(ada);
    const receipts: Uint8Array[] = [];
    cleo.relay.onMessage('signal', ({ bytes }) => {
      const message = decodeMeshSignal(bytes);
      if (message.ok && message.value.type === 'SIGNALS') receipts.push(message.value.receipt!);
    });
    const sending = from.send(addressOf(cleo.peerId), offer);
    await clock.advance(100);
    const forged = encodeMeshSignal({ type: 'RECEIVED', receipt: Uint8Array.from(receipts[0]!) });
    ben!.relay.send(ada.peerId, 'signal', forged);
    expect(await after(sending, 200)).toBe('pending');
    cleo.relay.send(ada.peerId, 'signal', forged);
    expect(await after(sending, 200)).toEqual(SENT);
  });
});
