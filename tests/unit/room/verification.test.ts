// Two ends that compare words, and somebody in between who changes what crosses.

import { signal } from '@preact/signals-core';
import { describe, expect, test } from 'vitest';
import type { Bytes } from '../../../src/primitives/bytes.ts';
import { decodeMessage, encodeMessage } from '../../../src/primitives/codec.ts';
import { formatIdentityId, formatPeerId, type IdentityId } from '../../../src/primitives/ids.ts';
import type { Channel, Received, RoomContext } from '../../../src/room/room.ts';
import { VERIFICATION_PROTOCOL, type VerificationMessage } from '../../../src/room/verification-protocol.ts';
import type { Partner } from '../../../src/room/verification-state.ts';
import {
  ANSWER_WITHIN_MS,
  ASK_AGAIN_AFTER_MS,
  commitTo,
  createVerification,
} from '../../../src/room/verification.ts';
import { createFakeCrypto } from '../../support/fake-crypto.ts';
import { makePeer } from '../../support/fake-room.ts';
import { enveloped, openEnveloped, readGolden, readGoldenFrames } from '../../support/golden-frames.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { createSimClock, settle } from '../../support/sim-clock.ts';

interface Recorded {
  readonly id: Bytes;
  readonly asker: IdentityId;
  readonly answerer: IdentityId;
  readonly askerNonce: Bytes;
  readonly answererNonce: Bytes;
  readonly commitment: Bytes;
  readonly words: readonly string[];
}

type Route = (message: VerificationMessage) => void;

let made = 0;

/** One person's device; what it says goes to `route`, whoever it is meant for. */
function makeEnd(others: readonly Partner[], route: Route, mayAsk = true) {
  made += 1;
  const random = createSeededRandom(made);
  const clock = createSimClock();
  const self = {
    peerId: formatPeerId(random.bytes(16)),
    identityId: formatIdentityId(random.bytes(32)),
    mark: { dye: 'teal', thing: 'turtle' } as const,
    name: signal(''),
  };
  const peers = signal(others.map((each) => makePeer('x', each)));
  let hear: (received: Received<VerificationMessage>) => void = () => undefined;
  const channel: Channel<VerificationMessage> = {
    broadcast: () => [],
    send: (_, message) => (route(message), true),
    onMessage: (listener) => ((hear = listener), () => undefined),
  };
  const room = { self, peers, channel: () => channel } as unknown as RoomContext;
  const crypto = createFakeCrypto(random);
  const verification = createVerification({ room, crypto, clock, random, mayAsk: () => mayAsk });
  const from = ({ peerId, identityId }: Partner, message: VerificationMessage) =>
    hear({ from: peerId, identityId, message });
  return { verification, self, peers, clock, from };
}

const stranger = (seed: number): Partner => {
  const random = createSeededRandom(seed);
  return { peerId: formatPeerId(random.bytes(16)), identityId: formatIdentityId(random.bytes(32)) };
};

function wordsAt({ verification }: ReturnType<typeof makeEnd>): readonly string[] | undefined {
  const state = verification.state.value;
  return state.kind === 'comparing' ? state.words : undefined;
}

function whyAt({ verification }: ReturnType<typeof makeEnd>): string {
  const state = verification.state.value;
  return state.kind === 'ended' ? state.why : state.kind;
}

/** Ann and Ben; everything passes `alter`, which may change it or keep it (undefined). `seenBy`: whom each takes the other for. */
function pair(
  alter: (message: VerificationMessage, to: 'ann' | 'ben') => VerificationMessage | undefined,
  seenBy: { readonly ann?: Partner; readonly ben?: Partner } = {},
) {
  const ends: { ann?: ReturnType<typeof makeEnd>; ben?: ReturnType<typeof makeEnd> } = {};
  const queue: (() => void)[] = [];
  const ann = makeEnd([], (message) => {
    const altered = alter(message, 'ben');
    if (altered) queue.push(() => ends.ben?.from(asSeenByBen, altered));
  });
  const ben = makeEnd([], (message) => {
    const altered = alter(message, 'ann');
    if (altered) queue.push(() => ends.ann?.from(asSeenByAnn, altered));
  });
  Object.assign(ends, { ann, ben });
  const asSeenByAnn = seenBy.ann ?? ben.self;
  const asSeenByBen = seenBy.ben ?? ann.self;
  ann.peers.value = [makePeer('ben', asSeenByAnn)];
  ben.peers.value = [makePeer('ann', asSeenByBen)];
  const run = async () => {
    for (let turn = 0; turn < 12; turn += 1) {
      await settle();
      queue.shift()?.();
      await settle();
    }
  };
  const compare = async () => {
    ann.verification.ask(asSeenByAnn);
    await run();
    ben.verification.accept();
    await run();
  };
  return { ann, ben, run, compare };
}

test('[W3] recorded: commitment and words are what they always were', async () => {
  const { id, asker, answerer, askerNonce, answererNonce, commitment, words } = readGolden(
    'compared-words-v1.json',
  ) as Recorded;
  expect(
    await commitTo(askerNonce, { id, asker, answerer }, createFakeCrypto(createSeededRandom(1))),
  ).toEqual(commitment);
  const end = makeEnd([], () => undefined);
  Object.assign(end.self, { identityId: answerer });
  const them = { ...stranger(5), identityId: asker };
  end.peers.value = [makePeer('them', them)];
  let answered = 0;
  const own = createVerification({
    room: {
      self: end.self,
      peers: end.peers,
      channel: () => ({
        broadcast: () => [],
        send: () => ((answered += 1), true),
        onMessage: (listener: (received: Received<VerificationMessage>) => void) => {
          hear = listener;
          return () => undefined;
        },
      }),
    } as unknown as RoomContext,
    crypto: createFakeCrypto(createSeededRandom(1)),
    clock: end.clock,
    random: { bytes: () => answererNonce },
    mayAsk: () => true,
  });
  hear({ from: them.peerId, identityId: asker, message: { type: 'ASK', id, commitment } });
  own.accept();
  hear({ from: them.peerId, identityId: asker, message: { type: 'REVEAL', id, nonce: askerNonce } });
  await settle();
  expect(answered).toBe(1);
  expect(own.state.value).toMatchObject({ kind: 'comparing', words });
});
let hear: (received: Received<VerificationMessage>) => void = () => undefined;

const frames = readGoldenFrames<VerificationMessage>('verify-v1.json');
test.each(frames)('$title: recorded frame and value are the same', ({ frame, value }) => {
  const payload = openEnveloped(frame, VERIFICATION_PROTOCOL);
  expect(decodeMessage(payload, VERIFICATION_PROTOCOL.message)).toEqual({ ok: true, value });
  expect(enveloped(encodeMessage(value), VERIFICATION_PROTOCOL)).toBe(frame);
  expect(payload.length).toBeLessThanOrEqual(VERIFICATION_PROTOCOL.maxBytes);
});

test('nobody in between: the same eight words at both ends, other ones each time', async () => {
  const { ann, ben, compare, run } = pair((message) => message);
  await compare();
  const first = wordsAt(ann);
  expect(first).toHaveLength(8);
  expect(wordsAt(ben)).toEqual(first);
  for (const { verification } of [ann, ben]) verification.decide(true);
  await run();
  expect([whyAt(ann), whyAt(ben)]).toEqual(['matched', 'matched']);
  await compare();
  expect(wordsAt(ben)).toEqual(wordsAt(ann));
  expect(wordsAt(ann)).not.toEqual(first);
});

describe('somebody in between', () => {
  const mallory = stranger(66);

  test('who passes everything on under an own key is caught before there are words', async () => {
    const { ann, ben, compare } = pair((message) => message, { ann: mallory, ben: mallory });
    await compare();
    expect(wordsAt(ben)).toBeUndefined();
    expect(whyAt(ben)).toBe('broken');
    expect(wordsAt(ann)).toBeUndefined();
  });

  test('[W3] who compares with both under an own key has other words at each end', async () => {
    const fresh = createSeededRandom(9);
    const crypto = createFakeCrypto(fresh);
    for (let guess = 0; guess < 50; guess += 1) {
      const own = fresh.bytes(32);
      let commitment: Bytes | undefined;
      const { ann, ben, compare } = pair(
        (message) => {
          // To Ben: own commitment and nonce instead of Ann's. To Ann: own answer, chosen after seeing hers and Ben's.
          if (message.type === 'ASK') return { ...message, commitment: commitment ?? message.commitment };
          if (message.type === 'ANSWER') return { ...message, nonce: own };
          if (message.type === 'REVEAL') return { ...message, nonce: own };
          return message;
        },
        { ann: mallory, ben: mallory },
      );
      const random = createSeededRandom(made - 1);
      // The id that Ann is going to draw is the first of hers after her keys.
      random.bytes(16);
      random.bytes(32);
      const id = random.bytes(16);
      commitment = await commitTo(
        own,
        { id, asker: mallory.identityId, answerer: ben.self.identityId },
        crypto,
      );
      await compare();
      expect(wordsAt(ann)).toHaveLength(8);
      expect(wordsAt(ben)).toHaveLength(8);
      expect(wordsAt(ann)).not.toEqual(wordsAt(ben));
    }
  });

  test.each([
    ['the commitment', 'ASK'],
    ['what was revealed', 'REVEAL'],
  ])('who swaps %s on a stolen way is caught', async (_, type) => {
    const { ann, ben, compare } = pair((message) => {
      if (message.type !== type) return message;
      const swapped = new Uint8Array(32).fill(7);
      return message.type === 'ASK' ? { ...message, commitment: swapped } : { ...message, nonce: swapped };
    });
    await compare();
    expect(whyAt(ben)).toBe('broken');
    expect(whyAt(ann)).toBe('broken');
  });

  test('who swaps the answer on a stolen way has other words at each end', async () => {
    const { ann, ben, compare } = pair((message) =>
      message.type === 'ANSWER' ? { ...message, nonce: new Uint8Array(32).fill(7) } : message,
    );
    await compare();
    expect(wordsAt(ann)).toHaveLength(8);
    expect(wordsAt(ann)).not.toEqual(wordsAt(ben));
  });

  test('[W4] who says everything again changes nothing', async () => {
    const said: VerificationMessage[] = [];
    const { ann, ben, compare, run } = pair((message) => (said.push(message), message));
    await compare();
    const words = wordsAt(ann);
    for (const message of said.slice()) {
      ann.from(ben.self, message);
      ben.from(ann.self, message);
    }
    await run();
    expect([wordsAt(ann), wordsAt(ben)]).toEqual([words, words]);
  });
});

describe('missing messages', () => {
  test.each([
    ['ASK', 'asking', 'idle'],
    ['ANSWER', 'asking', 'answered'],
    ['REVEAL', 'comparing', 'answered'],
  ])('no %s: both ends come to an end by themselves', async (type, atAnn, atBen) => {
    const { ann, ben, compare } = pair((message) => (message.type === type ? undefined : message));
    await compare();
    expect([ann.verification.state.value.kind, ben.verification.state.value.kind]).toEqual([atAnn, atBen]);
    for (const end of [ann, ben]) await end.clock.advance(ANSWER_WITHIN_MS);
    expect([whyAt(ann), whyAt(ben)]).toEqual([
      atAnn === 'comparing' ? 'comparing' : 'timeout',
      atBen === 'idle' ? 'idle' : 'timeout',
    ]);
  });

  test('the other is gone: said at once', async () => {
    const { ann, ben, run } = pair((message) => message);
    ann.verification.ask(ben.self);
    await run();
    ann.peers.value = [];
    expect(whyAt(ann)).toBe('gone');
  });
});

describe('being asked', () => {
  test('[W5] by somebody who is not to be heard: nothing happens, and nothing is said', async () => {
    const said: VerificationMessage[] = [];
    const them = stranger(1);
    const end = makeEnd([them], (message) => void said.push(message), false);
    end.from(them, { type: 'ASK', id: new Uint8Array(16), commitment: new Uint8Array(32) });
    await settle();
    expect([end.verification.state.value.kind, said]).toEqual(['idle', []]);
  });

  test('again right after "not now": not asked again for five minutes', async () => {
    const them = stranger(1);
    const end = makeEnd([them], () => undefined);
    const question = (id: number) =>
      end.from(them, { type: 'ASK', id: new Uint8Array(16).fill(id), commitment: new Uint8Array(32) });
    question(1);
    end.verification.cancel();
    question(2);
    expect(whyAt(end)).toBe('declined');
    await end.clock.advance(ASK_AGAIN_AFTER_MS);
    question(3);
    expect(end.verification.state.value.kind).toBe('asked');
  });
});
