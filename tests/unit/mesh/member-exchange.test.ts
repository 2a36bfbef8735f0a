import { describe, expect, test } from 'vitest';
import {
  decodeExchangeMessage,
  encodeExchangeMessage,
  EXCHANGE_PROTOCOL,
  formatTags,
  MAX_TOLD,
  tagsIn,
  tagOf,
  type ExchangeMessage,
} from '../../../src/mesh/exchange-protocol.ts';
import type { Gossip } from '../../../src/mesh/gossip/gossip-message.ts';
import {
  ASK_AROUND_MS,
  createMemberExchange,
  MIN_TOLD_AGE_MS,
  QUESTION_LIMIT,
} from '../../../src/mesh/member-exchange.ts';
import { MEMBER_UNSEEN_MS } from '../../../src/mesh/membership.ts';
import type { MeshMessageReceived } from '../../../src/mesh/mesh-ports.ts';
import type { PeerId } from '../../../src/primitives/ids.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { createSimClock } from '../../support/sim-clock.ts';

const [SELF, ADA, BEN] = ['self-peer-of-this', 'ada-peer-at-home', 'ben-peer-elsewhere'] as PeerId[] as [
  PeerId,
  PeerId,
  PeerId,
];

function signedOf(sequence: number, payloadBytes = 100): Gossip {
  return {
    type: 'GOSSIP',
    key: new Uint8Array(65),
    nonce: new Uint8Array(32),
    sequence,
    protocol: 'members',
    version: 1,
    payload: new Uint8Array(payloadBytes),
    signature: new Uint8Array(64),
    hops: 2,
    ageMs: 0,
  };
}

function createScene(linked: PeerId[] = [ADA]) {
  const clock = createSimClock();
  const known = new Map<PeerId, { readonly signed: Gossip; readonly ageMs: number }>();
  const sent: { readonly to: PeerId; readonly message: ExchangeMessage }[] = [];
  const learnt: (readonly [PeerId, Gossip])[] = [];
  const counts = { blamed: 0, dropped: 0 };
  const state = { isAnnouncing: true };
  let receive: (received: MeshMessageReceived) => void = () => undefined;
  const exchange = createMemberExchange({
    self: SELF,
    clock,
    random: createSeededRandom(1),
    links: {
      linked,
      send(to, _, payload = new Uint8Array()) {
        const decoded = decodeExchangeMessage(payload);
        if (!decoded.ok) throw new Error(decoded.error.detail);
        sent.push({ to, message: decoded.value });
        return true;
      },
      handle(_, handler) {
        receive = handler;
        return () => undefined;
      },
      blame: () => void (counts.blamed += 1),
      countDropped: () => void (counts.dropped += 1),
    },
    membership: {
      announcements: () => known,
      get isAnnouncing() {
        return state.isAnnouncing;
      },
    },
    gossip: { learn: (from, message) => void learnt.push([from, message]) },
  });
  const hearBytes = (from: PeerId, payload: Uint8Array) => {
    const sender = { peerId: from } as MeshMessageReceived['from'];
    receive({ ...EXCHANGE_PROTOCOL, from: sender, payload: Uint8Array.from(payload) });
  };
  return {
    clock,
    exchange,
    known,
    learnt,
    counts,
    state,
    take: () => sent.splice(0),
    hear: (from: PeerId, message: ExchangeMessage) => hearBytes(from, encodeExchangeMessage(message)),
    hearBytes,
  };
}

const NOBODY_TOLD = { type: 'TOLD', members: [], isLast: 1 } as const;
const OLD_ENOUGH_MS = MIN_TOLD_AGE_MS + 1_000;

describe('[M3] a peer of a partial mesh', () => {
  test('asks whoever is linked with it now who else is there, and says whom it knows', async () => {
    const { clock, exchange, known, take } = createScene();
    known.set(BEN, { signed: signedOf(1), ageMs: 1_000 });
    exchange.onLinked(ADA);
    await clock.advance(300);
    expect(take()).toEqual([{ to: ADA, message: { type: 'KNOWN', tags: formatTags([SELF, BEN]) } }]);
  });

  test('asks one after the other: the next when the answer is complete, or after 3 s', async () => {
    const { clock, exchange, take, hear } = createScene([ADA, BEN]);
    exchange.askAll();
    await clock.advance(300);
    expect(take().map(({ to }) => to)).toEqual([ADA]);
    hear(ADA, { ...NOBODY_TOLD, isLast: 0 });
    await clock.advance(300);
    expect(take()).toEqual([]);
    hear(ADA, NOBODY_TOLD);
    await clock.advance(1);
    expect(take().map(({ to }) => to)).toEqual([BEN]);
    exchange.askAll();
    await clock.advance(2_900);
    expect(take()).toEqual([]);
    await clock.advance(200);
    expect(take().map(({ to }) => to)).toEqual([ADA]);
  });

  test('asks a random neighbour every 30 s, and nobody in a full mesh', async () => {
    const { clock, state, take } = createScene([ADA, BEN]);
    await clock.advance(4 * ASK_AROUND_MS);
    expect(take().length).toBeGreaterThanOrEqual(3);
    state.isAnnouncing = false;
    await clock.advance(4_000);
    take();
    await clock.advance(2 * ASK_AROUND_MS);
    expect(take()).toEqual([]);
  });

  test('does not say that it knows those whom it has not heard of for long: others may have', async () => {
    const { clock, exchange, known, take } = createScene();
    known.set(BEN, { signed: signedOf(1), ageMs: 0.6 * MEMBER_UNSEEN_MS });
    exchange.onLinked(ADA);
    await clock.advance(300);
    expect(take()).toMatchObject([{ message: { tags: formatTags([SELF]) } }]);
  });

  test('takes in what it is told, unless it did not ask', async () => {
    const { clock, exchange, hear, learnt, counts } = createScene();
    const { key, nonce, sequence, payload, signature, hops } = signedOf(3);
    const told = { key, nonce, sequence, payload, signature, hops, ageMs: 40_000 };
    hear(ADA, { ...NOBODY_TOLD, members: [told] });
    expect(learnt).toEqual([]);
    expect(counts.dropped).toBe(1);
    exchange.onLinked(ADA);
    await clock.advance(300);
    hear(ADA, { ...NOBODY_TOLD, members: [told] });
    expect(learnt).toEqual([[ADA, { ...signedOf(3), ageMs: 40_000 }]]);
  });
});

describe('[M3] a peer that is asked', () => {
  test('tells of those who are not known there, with their own words; young ones come by gossip', () => {
    const { known, hear, take } = createScene();
    const [old, young, told] = ['old', 'young', 'told'].map((name) => `${name}-peer-of-many` as PeerId);
    known.set(old!, { signed: signedOf(1), ageMs: 0.6 * MEMBER_UNSEEN_MS });
    known.set(young!, { signed: signedOf(2), ageMs: MIN_TOLD_AGE_MS - 1 });
    known.set(told!, { signed: signedOf(3), ageMs: OLD_ENOUGH_MS });
    known.set(ADA, { signed: signedOf(4), ageMs: OLD_ENOUGH_MS });
    known.set(BEN, { signed: signedOf(5), ageMs: OLD_ENOUGH_MS });
    hear(ADA, { type: 'KNOWN', tags: formatTags([ADA, BEN]) });
    expect(take()).toMatchObject([
      { to: ADA, message: { members: [{ sequence: 3, hops: 3, ageMs: OLD_ENOUGH_MS }], isLast: 1 } },
    ]);
  });

  test('answers in parts that fit', () => {
    const { known, hear, take } = createScene();
    const count = 2 * MAX_TOLD + 1;
    for (let i = 0; i < count; i += 1)
      known.set(`${i}-peer-of-many` as PeerId, { signed: signedOf(i, 1_000), ageMs: OLD_ENOUGH_MS });
    for (let i = 0; i < 20; i += 1)
      known.set(`${i}-large-peer` as PeerId, { signed: signedOf(i, 3_000), ageMs: OLD_ENOUGH_MS });
    hear(ADA, { type: 'KNOWN', tags: '' });
    const answers = take().map(({ message }) => message);
    expect(answers.flatMap((each) => (each.type === 'TOLD' ? each.members : []))).toHaveLength(count + 20);
    expect(answers.map((each) => each.type === 'TOLD' && each.isLast)).toEqual([
      ...answers.slice(1).map(() => 0),
      1,
    ]);
    for (const each of answers) expect(encodeExchangeMessage(each).length).toBeLessThan(56 * 1024);
  });

  test('by somebody who knows more asks back, once', async () => {
    const { clock, hear, take } = createScene();
    const question = { type: 'KNOWN', tags: formatTags([ADA, BEN]) } as const;
    hear(ADA, question);
    await clock.advance(300);
    expect(take().map(({ message }) => message.type)).toEqual(['TOLD', 'KNOWN']);
    hear(ADA, question);
    await clock.advance(5_000);
    expect(take().map(({ message }) => message.type)).toEqual(['TOLD']);
  });

  test('again and again, or by somebody who is not linked, does not answer', () => {
    const { hear, take, counts } = createScene();
    for (let i = 0; i < QUESTION_LIMIT.burst + 5; i += 1) hear(ADA, { type: 'KNOWN', tags: '' });
    expect(take()).toHaveLength(QUESTION_LIMIT.burst);
    hear(BEN, { type: 'KNOWN', tags: '' });
    expect(take()).toEqual([]);
    expect(counts).toEqual({ blamed: 0, dropped: 6 });
  });

  test('something that is no message blames whoever sent it', () => {
    const { hearBytes, counts } = createScene();
    hearBytes(ADA, Uint8Array.of(1, 2, 3));
    expect(counts.blamed).toBe(1);
  });
});

test('[M3] tags are read as they are written', () => {
  expect(tagsIn(formatTags([SELF, ADA]))).toEqual(new Set([tagOf(SELF), tagOf(ADA)]));
  expect(tagsIn('')).toEqual(new Set());
});
