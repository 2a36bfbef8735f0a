import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodeUtf8, formatHex, parseHex } from '../../../src/primitives/bytes.ts';
import {
  MAX_GOODBYE_BYTES,
  MAX_TIME_US,
  decodeControlFrame,
  encodeControlFrame,
  type ControlFrame,
} from '../../../src/transport/envelope.ts';

const counter = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const frames: fc.Arbitrary<ControlFrame> = fc.oneof(
  fc.record({
    type: fc.constant('data' as const),
    data: fc.uint8Array().map((bytes) => Uint8Array.from(bytes)),
  }),
  fc.record({ type: fc.constant('ping' as const), counter, isHidden: fc.boolean() }),
  fc.record({
    type: fc.constant('pong' as const),
    counter,
    isHidden: fc.boolean(),
    timeUs: fc.maxSafeNat(),
  }),
  fc.record({ type: fc.constant('goodbye' as const), detail: fc.string({ maxLength: 60 }) }),
  fc.record({
    type: fc.constant('negotiation' as const),
    body: fc.uint8Array().map((bytes) => Uint8Array.from(bytes)),
  }),
);

/** Version 1 of the envelope; append only. */
const GOLDEN: readonly (readonly [string, ControlFrame])[] = [
  ['00', { type: 'data', data: new Uint8Array() }],
  ['00010203', { type: 'data', data: Uint8Array.of(1, 2, 3) }],
  ['010000000007', { type: 'ping', counter: 7, isHidden: false }],
  ['0201fffffffe0000000000000001', { type: 'pong', counter: 0xfffffffe, isHidden: true, timeUs: 1 }],
  ['020000000000001fffffffffffff', { type: 'pong', counter: 0, isHidden: false, timeUs: MAX_TIME_US }],
  ['03', { type: 'goodbye', detail: '' }],
  ['03627965', { type: 'goodbye', detail: 'bye' }],
  ['04a0', { type: 'negotiation', body: Uint8Array.of(0xa0) }],
];

describe('control envelope', () => {
  test('[L1] whatever is encoded decodes to the same', () => {
    fc.assert(
      fc.property(frames, (frame) => {
        expect(decodeControlFrame(encodeControlFrame(frame))).toEqual(frame);
      }),
    );
  });

  test.each(GOLDEN)('[L1] golden frame %s', (hex, frame) => {
    expect(formatHex(encodeControlFrame(frame))).toBe(hex);
    expect(decodeControlFrame(parseHex(hex)!)).toEqual(frame);
  });

  test.each([
    '',
    '06',
    'ff00',
    '01',
    '0100000000',
    '01000000000000',
    '02',
    '020000000007',
    '02000000000700000000000000',
    '020000000007000000000000000000',
    '03ff',
    '03c328',
  ])('[L1] malformed bytes are refused: %s', (hex) => {
    expect(decodeControlFrame(parseHex(hex)!)).toBeUndefined();
  });

  test.each(['0020000000000000', 'ffffffffffffffff', '7ff8000000000000'])(
    '[L1] a time that no clock shows is refused: %s',
    (time) => {
      expect(decodeControlFrame(parseHex(`020000000007${time}`)!)).toBeUndefined();
    },
  );

  test('[L1] random bytes never throw', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        decodeControlFrame(Uint8Array.from(bytes));
      }),
    );
  });

  test('[L1] a long goodbye is cut at a character by the sender and refused by the receiver', () => {
    const long = 'é'.repeat(MAX_GOODBYE_BYTES);
    const frame = encodeControlFrame({ type: 'goodbye', detail: long });
    expect(frame.length).toBeLessThanOrEqual(1 + MAX_GOODBYE_BYTES);
    expect(decodeControlFrame(frame)).toEqual({ type: 'goodbye', detail: 'é'.repeat(MAX_GOODBYE_BYTES / 2) });
    expect(decodeControlFrame(Uint8Array.of(3, ...encodeUtf8(long)))).toBeUndefined();
  });
});
