import { expect, it } from 'vitest';
import { encodeMessage } from '../../../../src/primitives/codec.ts';
import { chatProtocol, MAX_TEXT_LENGTH } from '../../../../src/features/chat/protocol.ts';

const id = new Uint8Array(16);
const accepts = (message: unknown) => chatProtocol.message.parse(message).ok;

it.each([
  ['a text', { type: 'text', id, text: 'hello', sentMs: 1 }],
  ['a confirmation', { type: 'ack', id }],
  ['a sign of writing', { type: 'typing' }],
])('accepts %s', (_, message) => expect(accepts(message)).toBe(true));

it.each([
  ['an unknown type', { type: 'shout', id }],
  ['an empty text', { type: 'text', id, text: '', sentMs: 1 }],
  ['too long a text', { type: 'text', id, text: 'x'.repeat(MAX_TEXT_LENGTH + 1), sentMs: 1 }],
  ['an id of another length', { type: 'ack', id: new Uint8Array(15) }],
  ['a fraction for a time', { type: 'text', id, text: 'x', sentMs: 0.5 }],
  ['no record', 'text'],
])('refuses %s', (_, message) => expect(accepts(message)).toBe(false));

it('lets the longest text of any script through its frame limit', () => {
  const longest = { type: 'text', id, text: '가'.repeat(MAX_TEXT_LENGTH), sentMs: Number.MAX_SAFE_INTEGER };
  expect(encodeMessage(longest).length).toBeLessThanOrEqual(chatProtocol.maxBytes);
});
