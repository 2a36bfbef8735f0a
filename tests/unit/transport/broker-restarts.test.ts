import { beforeEach, describe, expect, test } from 'vitest';
import type { TransportId } from '../../../src/primitives/ids.ts';
import { parseBrokerMessage } from '../../../src/transport/broker-messages.ts';
import { createBrokerRestarts, type BrokerRestarts } from '../../../src/transport/broker-restarts.ts';
import type { NegotiationMessage } from '../../../src/transport/negotiation-message.ts';
import { brokerMessages, createFakeBrokerPeer, type FakeBrokerPeer } from '../../support/fake-broker-peer.ts';
import { fakeDescription } from '../../support/fake-connection.ts';

const ANN = 'ann' as TransportId;

let stay: FakeBrokerPeer | undefined;
let restarts: BrokerRestarts;
let heard: NegotiationMessage[];
let hints: number;

beforeEach(() => {
  stay = createFakeBrokerPeer();
  restarts = createBrokerRestarts(() => stay);
  heard = [];
  hints = 0;
  restarts.add('dc_1', {
    remoteId: ANN,
    receive: (message) => heard.push(message),
    tryNow: () => void (hints += 1),
  });
});

type Kind = keyof typeof brokerMessages;

function deliver(kind: Kind, src: string, connectionId: string): boolean {
  const message = parseBrokerMessage(brokerMessages[kind](src, connectionId));
  if (message?.type !== 'OFFER' && message?.type !== 'ANSWER' && message?.type !== 'CANDIDATE')
    throw new Error('no such message');
  return restarts.receive(message);
}

describe('restarts by a broker', () => {
  test.each(['offer', 'answer', 'candidate'] as const)('an %s reaches its link, with its round', (kind) => {
    expect(deliver(kind, ANN, 'dc_1.3')).toBe(true);
    expect(heard).toMatchObject([{ type: kind, round: 3 }]);
  });

  test('somebody else’s reaches nobody, and is gone', () => {
    expect(deliver('offer', 'eve', 'dc_1.3')).toBe(true);
    expect(deliver('offer', ANN, 'dc_2.3')).toBe(true);
    expect(heard).toEqual([]);
  });

  test('what opens a connection is none of it', () => {
    expect(deliver('offer', ANN, 'dc_1')).toBe(false);
    expect(heard).toEqual([]);
  });

  test('one that is over reaches nobody', () => {
    restarts.remove('dc_1');
    expect(deliver('offer', ANN, 'dc_1.3')).toBe(true);
    expect(heard).toEqual([]);
  });

  test('what is sent is what the other side reads', () => {
    const sdp = fakeDescription();
    const messages: NegotiationMessage[] = [
      { type: 'offer', round: 1, sdp: `${sdp}a=max-message-size:262144\r\n` },
      { type: 'answer', round: 2, sdp: `${sdp}a=max-message-size:262144\r\n` },
      { type: 'candidate', round: 3, candidate: 'candidate:1', mid: '0', lineIndex: 0 },
    ];
    for (const message of messages) restarts.mediumFor('dc_1', ANN).send(message);
    for (const sent of stay?.sent ?? []) {
      expect(sent).toMatchObject({ dst: ANN });
      const parsed = parseBrokerMessage({ ...(sent as object), src: ANN });
      if (parsed?.type === 'OFFER' || parsed?.type === 'ANSWER' || parsed?.type === 'CANDIDATE')
        restarts.receive(parsed);
    }
    expect(heard).toEqual(messages);
  });

  test('what belongs to the opening leaves under the connection’s own id', () => {
    restarts
      .mediumFor('dc_1', ANN)
      .send({ type: 'candidate', round: 0, candidate: 'c', mid: '0', lineIndex: 0 });
    expect(stay?.sent).toMatchObject([{ type: 'CANDIDATE', payload: { connectionId: 'dc_1' } }]);
  });

  test('they leave by the stay there is, and by none when there is none', () => {
    const medium = restarts.mediumFor('dc_1', ANN);
    stay = undefined;
    medium.send({ type: 'offer', round: 1, sdp: 'v=0' });
    expect(medium.isUp).toBe(false);
    const next = createFakeBrokerPeer();
    stay = next;
    medium.send({ type: 'offer', round: 2, sdp: 'v=0' });
    expect([medium.isUp, next.sent.length]).toEqual([true, 1]);
  });

  test('a hint reaches every link', () => {
    restarts.tryNow();
    expect(hints).toBe(1);
  });
});
