// The steps of comparing words, with nobody but the two ends and whatever comes in between.

import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IdentityId, PeerId } from '../../../src/primitives/ids.ts';
import type { VerificationMessage } from '../../../src/room/verification-protocol.ts';
import {
  NOT_VERIFYING,
  stepVerification,
  type Partner,
  type VerificationEvent,
  type VerificationState,
  type VerificationStep,
} from '../../../src/room/verification-state.ts';

const ANN: Partner = { peerId: 'a-ann' as PeerId, identityId: 'ann' as IdentityId };
const BEN: Partner = { peerId: 'b-ben' as PeerId, identityId: 'ben' as IdentityId };
const CAT: Partner = { peerId: 'c-cat' as PeerId, identityId: 'cat' as IdentityId };
const bytes = (fill: number, length = 32) => new Uint8Array(length).fill(fill);
const ID = bytes(1, 16);
const OTHER_ID = bytes(2, 16);
const COMMITMENT = bytes(3);
const WORDS = ['velvet', 'meadow'];

const ask: VerificationEvent = { kind: 'ask', partner: BEN, id: ID, nonce: bytes(4), commitment: COMMITMENT };
const hear = (from: Partner, message: VerificationMessage): VerificationEvent => ({
  kind: 'heard',
  from,
  message,
  nonce: bytes(9),
});
const theirAsk = hear(BEN, { type: 'ASK', id: ID, commitment: COMMITMENT });
const accept: VerificationEvent = { kind: 'accept', nonce: bytes(5) };
const theirAnswer = hear(BEN, { type: 'ANSWER', id: ID, nonce: bytes(6) });
const theirReveal = hear(BEN, { type: 'REVEAL', id: ID, nonce: bytes(7) });
const made: VerificationEvent = { kind: 'made', id: ID, words: WORDS };

/** Ann's device through these events; the last step, and everything said. */
function run(...events: readonly VerificationEvent[]) {
  let step: VerificationStep = { state: NOT_VERIFYING };
  const said: string[] = [];
  for (const event of events) {
    step = stepVerification(step.state, event, ANN.peerId);
    if (step.say) said.push(`${step.say.message.type} ${step.say.to}`);
  }
  return { ...step, said };
}
const whyOf = (state: VerificationState) => (state.kind === 'ended' ? state.why : state.kind);

describe('asking', () => {
  test('reveals only after the answer, and then has what the words are made of', () => {
    expect(run(ask).said).toEqual(['ASK b-ben']);
    const { said, make, state } = run(ask, theirAnswer);
    expect([said, state.kind]).toEqual([['ASK b-ben', 'REVEAL b-ben'], 'making']);
    expect(make).toMatchObject({ role: 'asker', askerNonce: bytes(4), answererNonce: bytes(6) });
    expect(run(ask, theirAnswer, made).state).toMatchObject({ kind: 'comparing', words: WORDS });
  });

  test('a second answer changes nothing: whoever sends it has seen what was revealed', () => {
    const again = hear(BEN, { type: 'ANSWER', id: ID, nonce: bytes(66) });
    const { said, state } = run(ask, theirAnswer, again, made, again);
    expect(said).toEqual(['ASK b-ben', 'REVEAL b-ben']);
    expect(state.kind).toBe('comparing');
  });

  test('while something is under way is not done', () => {
    expect(run(ask, { ...ask, partner: CAT, id: OTHER_ID }).said).toEqual(['ASK b-ben']);
  });
});

describe('being asked', () => {
  test('says nothing until the person agrees, and makes no words before the nonce is revealed', () => {
    expect(run(theirAsk)).toMatchObject({ state: { kind: 'asked', partner: BEN }, said: [] });
    expect(run(theirAsk, theirReveal)).toMatchObject({ state: { kind: 'asked' }, said: [] });
    expect(run(theirAsk, accept)).toMatchObject({ state: { kind: 'answered' }, said: ['ANSWER b-ben'] });
    expect(run(theirAsk, accept, theirReveal).make).toMatchObject({
      role: 'answerer',
      askerNonce: bytes(7),
      answererNonce: bytes(5),
      commitment: COMMITMENT,
    });
  });

  test('[W3] what was revealed is not what was committed to: ended, and said so', () => {
    const broken: VerificationEvent = { kind: 'made', id: ID, words: undefined };
    const { state, said } = run(theirAsk, accept, theirReveal, broken);
    expect([whyOf(state), said]).toEqual(['broken', ['ANSWER b-ben', 'STOP b-ben']]);
  });

  test('[W4] the same question twice is one question; another one meanwhile is told to wait', () => {
    expect(run(theirAsk, theirAsk)).toMatchObject({ state: { kind: 'asked' }, said: [] });
    const third = hear(CAT, { type: 'ASK', id: OTHER_ID, commitment: COMMITMENT });
    const { state, said } = run(theirAsk, third);
    expect(said).toEqual(['STOP c-cat']);
    expect(state).toMatchObject({ kind: 'asked', partner: BEN });
  });

  test('declined: the asker hears it, and not before', () => {
    expect(run(theirAsk, { kind: 'cancel' })).toMatchObject({ said: ['STOP b-ben'] });
    expect(whyOf(run(ask, hear(BEN, { type: 'STOP', id: ID, why: 'declined' })).state)).toBe('declined');
  });
});

describe('both at once', () => {
  const benAsks = hear(BEN, { type: 'ASK', id: OTHER_ID, commitment: bytes(33) });

  test('the lower peer id keeps its question', () => {
    expect(run(ask, benAsks)).toMatchObject({ state: { kind: 'asking', id: ID }, said: ['ASK b-ben'] });
  });

  test('the higher one answers at once: whoever asks has agreed', () => {
    const asking = stepVerification(NOT_VERIFYING, { ...ask, partner: ANN }, BEN.peerId).state;
    const annAsks = hear(ANN, { type: 'ASK', id: OTHER_ID, commitment: bytes(33) });
    const { state, say } = stepVerification(asking, annAsks, BEN.peerId);
    expect(state).toMatchObject({ kind: 'answered', id: OTHER_ID });
    expect(say?.message.type).toBe('ANSWER');
  });
});

describe('the end', () => {
  const comparing = [ask, theirAnswer, made] as const;

  test.each([
    [true, 'matched', 0],
    [false, 'mismatched', 1],
  ] as const)('decided %s: %s', (isMatch, why, stops) => {
    const { state, said } = run(...comparing, { kind: 'decide', isMatch });
    expect(whyOf(state)).toBe(why);
    expect(said.filter((line) => line.startsWith('STOP'))).toHaveLength(stops);
  });

  test('words on the screen stay when the link goes or the other closes: they are compared by voice', () => {
    expect(run(...comparing, { kind: 'gone' }).state.kind).toBe('comparing');
    const stopped = hear(BEN, { type: 'STOP', id: ID, why: 'cancelled' });
    expect(run(...comparing, stopped).state.kind).toBe('comparing');
    const broken = hear(BEN, { type: 'STOP', id: ID, why: 'broken' });
    expect(whyOf(run(...comparing, broken).state)).toBe('broken');
  });

  test.each([
    ['asking', [ask], 'gone'],
    ['asked', [theirAsk], 'gone'],
    ['answered', [theirAsk, accept], 'gone'],
  ] as const)('%s, and they go', (_, events, why) => {
    expect(whyOf(run(...events, { kind: 'gone' }).state)).toBe(why);
  });

  test.each([[[ask]], [[theirAsk]], [[theirAsk, accept]], [[...comparing]]])(
    'a limit of time ends every step',
    (events) => {
      expect(whyOf(run(...events, { kind: 'timeout' }).state)).toBe('timeout');
    },
  );

  test('dismissed: anew', () => {
    expect(run(ask, { kind: 'cancel' }, { kind: 'dismiss' }).state).toEqual(NOT_VERIFYING);
    expect(run(ask, { kind: 'dismiss' }).state.kind).toBe('asking');
  });
});

test('whatever comes from strangers, late, twice or of another question, makes no words and no claim', () => {
  const message = fc.oneof(
    fc.record({
      type: fc.constant('ASK' as const),
      id: fc.constantFrom(ID, OTHER_ID),
      commitment: fc.constant(COMMITMENT),
    }),
    fc.record({
      type: fc.constantFrom('ANSWER' as const, 'REVEAL' as const),
      id: fc.constantFrom(ID, OTHER_ID),
      nonce: fc.constant(bytes(8)),
    }),
    fc.record({
      type: fc.constant('STOP' as const),
      id: fc.constantFrom(ID, OTHER_ID),
      why: fc.constantFrom('declined' as const, 'busy' as const, 'cancelled' as const, 'broken' as const),
    }),
  );
  const noise = fc.array(fc.tuple(fc.constantFrom(BEN, CAT), message), { maxLength: 30 });
  fc.assert(
    fc.property(noise, (heard) => {
      const { state, said } = run(...heard.map(([from, each]) => hear(from, each)));
      expect(['idle', 'asked', 'ended']).toContain(state.kind);
      expect(said.every((line) => line.startsWith('STOP'))).toBe(true);
    }),
    { numRuns: 500, seed: 11 },
  );
});
