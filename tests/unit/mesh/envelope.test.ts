import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeEnvelope, encodeEnvelope, MAX_ENVELOPED_BYTES } from '../../../src/mesh/envelope.ts';
import { encodeSequenced } from '../../../src/mesh/sequenced.ts';
import { MAX_PAYLOAD_BYTES } from '../../../src/secure/secure-link.ts';

const anyId = fc.stringMatching(/^[a-z0-9-]{1,24}$/);
const anyVersion = fc.integer({ min: 0, max: 65_535 });

test('every envelope is read back', () => {
  fc.assert(
    fc.property(anyId, anyVersion, fc.uint8Array({ maxLength: 300 }), (protocol, version, payload) => {
      expect(decodeEnvelope(encodeEnvelope(protocol, version, payload))).toEqual({
        protocol,
        version,
        payload,
      });
    }),
  );
});

test('any bytes are answered, and what is read is what would be written', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
      const read = decodeEnvelope(bytes);
      if (read) expect(encodeEnvelope(read.protocol, read.version, read.payload)).toEqual(bytes);
    }),
  );
});

test.each([
  ['nothing', []],
  ['no id', [0, 0, 1]],
  ['an id cut short', [4, 97, 98]],
  ['a missing version', [1, 97, 0]],
  ['a foreign letter in the id', [1, 65, 0, 1]],
  ['an id of 25 letters', [25, ...Array.from({ length: 27 }, () => 97)]],
])('%s is refused', (_, bytes) => expect(decodeEnvelope(Uint8Array.from(bytes))).toBeUndefined());

test('the largest payload fits with the longest id and a sequence number', () => {
  const frame = encodeEnvelope('a'.repeat(24), 1, new Uint8Array(MAX_ENVELOPED_BYTES));
  const sequenced = encodeSequenced({ stream: 1, sequence: 1, payload: frame });
  expect(sequenced.length).toBe(MAX_PAYLOAD_BYTES);
});
