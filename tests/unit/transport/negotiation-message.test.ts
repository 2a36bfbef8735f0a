import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseHex } from '../../../src/primitives/bytes.ts';
import { MAX_DIAL_ID_LENGTH, MAX_SDP_LENGTH, signalSchema } from '../../../src/signaling/signaler.ts';
import {
  decodeNegotiation,
  encodeNegotiation,
  formatDialId,
  MAX_NEGOTIATION_BYTES,
  negotiationOf,
  parseDialId,
  signalOf,
  type NegotiationMessage,
} from '../../../src/transport/negotiation-message.ts';
import { MAX_FRAME_BYTES } from '../../../src/transport/transport.ts';

const round = fc.integer({ min: 1, max: 99_999_999 });
const messages: fc.Arbitrary<NegotiationMessage> = fc.oneof(
  fc.record({
    type: fc.constantFrom('offer' as const, 'answer' as const),
    round,
    sdp: fc.string({ minLength: 1, maxLength: 300 }),
  }),
  fc.record({
    type: fc.constant('candidate' as const),
    round,
    candidate: fc.string({ maxLength: 200 }),
    mid: fc.string({ maxLength: 10 }),
    lineIndex: fc.nat(8),
  }),
);

describe('over the link', () => {
  test('[L1] what is encoded decodes to the same', () => {
    fc.assert(
      fc.property(messages, (message) => {
        expect(decodeNegotiation(encodeNegotiation(message))).toEqual(message);
      }),
    );
  });

  test('[L1] random bytes never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => {
        expect(decodeNegotiation(bytes)?.type).not.toBe('');
      }),
    );
  });

  test.each([
    ['nothing', ''],
    ['not CBOR', 'ff'],
    ['no map', '01'],
    ['another type', 'a1647479706564' + Buffer.from('rtcp').toString('hex')],
  ])('[L1] %s is refused', (_, hex) => {
    expect(decodeNegotiation(parseHex(hex) ?? new Uint8Array())).toBeUndefined();
  });

  test.each([
    { type: 'offer', round: 0, sdp: 'v=0' },
    { type: 'offer', round: 1, sdp: '' },
    { type: 'offer', round: 1, sdp: 'x'.repeat(MAX_SDP_LENGTH + 1) },
    { type: 'answer', round: 100_000_000, sdp: 'v=0' },
    { type: 'answer', round: 1.5, sdp: 'v=0' },
    { type: 'candidate', round: 1, candidate: 'x'.repeat(1025), mid: '0', lineIndex: 0 },
    { type: 'candidate', round: 1, candidate: '', mid: '0', lineIndex: 65 },
  ] as const)('[L1] what is out of bounds is refused: $type $round', (message) => {
    expect(decodeNegotiation(encodeNegotiation(message))).toBeUndefined();
  });

  test('the longest description fits a frame', () => {
    const longest = encodeNegotiation({ type: 'offer', round: 99_999_999, sdp: '€'.repeat(MAX_SDP_LENGTH) });
    expect(longest.length).toBeLessThanOrEqual(MAX_NEGOTIATION_BYTES);
    expect(MAX_NEGOTIATION_BYTES).toBeLessThan(MAX_FRAME_BYTES);
    expect(decodeNegotiation(longest)).toBeDefined();
  });
});

describe('by a medium', () => {
  test('a signal of a later round carries the same, under the dial’s own id', () => {
    fc.assert(
      fc.property(messages, (message) => {
        const signal = signalOf('00ff', message);
        expect(signal && signalSchema.parse(signal).ok).toBe(true);
        expect(signal && parseDialId(signal.dialId)).toEqual({ dialId: '00ff', round: message.round });
        expect(signal && negotiationOf(signal)).toEqual(message);
      }),
    );
  });

  test.each([
    ['00ff', '00ff', 0],
    ['00ff.1', '00ff', 1],
    ['a.b.99999999', 'a.b', 99_999_999],
    ['00ff.0', '00ff.0', 0],
    ['00ff.01', '00ff.01', 0],
    ['00ff.100000000', '00ff.100000000', 0],
    ['.7', '.7', 0],
    ['00ff.', '00ff.', 0],
  ])('%s is of the dial %s and of round %i', (text, dialId, number) => {
    expect(parseDialId(text)).toEqual({ dialId, round: number });
    expect(formatDialId({ dialId, round: number })).toBe(text);
  });

  test('signals that open a link say nothing to one that stands', () => {
    const dialId = '00ff';
    expect(negotiationOf({ type: 'offer', dialId, sdp: 'v=0' })).toBeUndefined();
    expect(negotiationOf({ type: 'refuse', dialId: `${dialId}.3`, detail: '' })).toBeUndefined();
  });

  test('a dial id that leaves no room is not sent', () => {
    const dialId = 'x'.repeat(MAX_DIAL_ID_LENGTH);
    expect(signalOf(dialId, { type: 'offer', round: 1, sdp: 'v=0' })).toBeUndefined();
  });
});
