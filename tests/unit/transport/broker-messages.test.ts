import { describe, expect, test } from 'vitest';
import { parseBrokerMessage } from '../../../src/transport/broker-messages.ts';
import { brokerMessages } from '../../support/fake-broker-peer.ts';
import { fakeDescription } from '../../support/fake-connection.ts';

const offer = brokerMessages.offer('a', 'dc_1');
const withPayload = (changes: object) => ({ ...offer, payload: { ...offer.payload, ...changes } });

describe('what a broker may send', () => {
  test.each([
    { type: 'OPEN' },
    { type: 'ID-TAKEN', payload: { msg: 'ID is taken' } },
    { type: 'ERROR', payload: { msg: 'Server has reached its concurrent user limit' } },
    { type: 'LEAVE', src: 'a', dst: 'b' },
    { type: 'EXPIRE', src: 'a', dst: 'b' },
    offer,
    brokerMessages.answer('a', 'dc_1'),
    brokerMessages.candidate('a', 'dc_1'),
  ])('an honest $type passes', (message) => {
    expect(parseBrokerMessage(message)).toMatchObject({ type: message.type });
  });

  test.each([
    ['nothing', null],
    ['text', 'OPEN'],
    ['an unknown type', { type: 'SHUTDOWN' }],
    ['a type of the prototype', { type: 'constructor' }],
    ['an offer without payload', { type: 'OFFER', src: 'a' }],
    ['an offer of null', { type: 'OFFER', src: 'a', payload: null }],
    ['a call', withPayload({ type: 'media' })],
    ['a serialization that PeerJS would look up in vain', withPayload({ serialization: 'nonsense' })],
    ['the serialization that reassembles without limit', withPayload({ serialization: 'binary' })],
    ['a source that is no address', { ...offer, src: 'a.b:c' }],
    ['no source', { ...offer, src: undefined }],
    ['an offer that says answer', withPayload({ sdp: { type: 'answer', sdp: fakeDescription() } })],
    ['a huge description', withPayload({ sdp: { type: 'offer', sdp: 'x'.repeat(20_000) } })],
    ['a description without fingerprint', withPayload({ sdp: { type: 'offer', sdp: 'v=0\r\n' } })],
    ['a long connection id', withPayload({ connectionId: 'x'.repeat(65) })],
  ])('%s does not', (_what, message) => {
    expect(parseBrokerMessage(message)).toBeUndefined();
  });

  test('fields that we do not know stay behind', () => {
    const parsed = parseBrokerMessage({ ...withPayload({ metadata: { evil: true } }), extra: 1 });
    expect(JSON.stringify(parsed)).not.toMatch(/evil|extra/);
  });
});
