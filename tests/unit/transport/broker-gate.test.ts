import { beforeEach, describe, expect, test } from 'vitest';
import type { TransportId } from '../../../src/primitives/ids.ts';
import { createBrokerGate, type BrokerGate, type GateEntry } from '../../../src/transport/broker-gate.ts';
import { MAX_CANDIDATES } from '../../../src/transport/candidates.ts';
import { brokerMessages, createFakeBrokerPeer, type FakeBrokerPeer } from '../../support/fake-broker-peer.ts';
import { FakeConnection } from '../../support/fake-connection.ts';

const ME = 'me' as TransportId;
const OPTIONS = { ownId: ME, echoId: 'echo', mayOpen: () => true };
let peer: FakeBrokerPeer;
let gate: BrokerGate;

beforeEach(() => {
  peer = createFakeBrokerPeer();
  gate = createBrokerGate(peer, { ...OPTIONS, mayOpen: (remoteId) => remoteId !== 'many' });
});

function addEntry(connectionId: string, given: Partial<GateEntry> = {}) {
  const added: RTCIceCandidateInit[] = [];
  const connection = Object.assign(new FakeConnection(), {
    addIceCandidate: (candidate: RTCIceCandidateInit) => Promise.resolve(void added.push(candidate)),
  });
  const seen: string[] = [];
  const entry: GateEntry = {
    remoteId: 'a' as TransportId,
    role: 'dialer',
    connection: connection.asConnection,
    phase: 'opening',
    onUnavailable: () => seen.push('unavailable'),
    onLost: () => seen.push('lost'),
    ...given,
  };
  gate.add(connectionId, entry);
  return { entry, seen, added };
}

describe('[L9] what belongs to a restart', () => {
  const restart = (src: string, connectionId: string) => [
    brokerMessages.offer(src, connectionId),
    brokerMessages.answer(src, connectionId),
    brokerMessages.candidate(src, connectionId),
  ];

  test('never reaches PeerJS, whoever sends it', () => {
    const taken: string[] = [];
    const guarded = createFakeBrokerPeer();
    const takeRestart = ({ src, type }: { readonly src: string; readonly type: string }) =>
      taken.push(`${src} ${type}`) > 0;
    createBrokerGate(guarded, { ...OPTIONS, takeRestart });
    for (const message of restart('a', 'dc_1.1')) guarded.deliver(message);
    expect(guarded.passed).toEqual([]);
    expect(taken).toEqual(['a OFFER', 'a ANSWER', 'a CANDIDATE']);
  });

  test('is not taken from ourselves', () => {
    const taken: unknown[] = [];
    const guarded = createFakeBrokerPeer();
    createBrokerGate(guarded, {
      ...OPTIONS,
      takeRestart: (message) => taken.push(message) > 0,
    });
    guarded.deliver(brokerMessages.offer('me', 'dc_1.1'));
    guarded.deliver(brokerMessages.candidate('me', 'dc_1.1'));
    expect([taken, guarded.passed]).toEqual([[], []]);
  });
});

describe('broker gate', () => {
  test('an offer passes to PeerJS', () => {
    peer.deliver(brokerMessages.offer('a', 'dc_1'));
    expect(peer.passed).toHaveLength(1);
  });

  test('malformed messages do not, and nothing is thrown', () => {
    for (const message of [null, 7, 'OFFER', { type: 'OFFER' }, { type: 'OFFER', src: 'a', payload: {} }]) {
      peer.deliver(message);
    }
    expect(peer.passed).toEqual([]);
  });

  test('what PeerJS throws stays inside', () => {
    const throwing = createFakeBrokerPeer();
    throwing.socket.removeAllListeners('message');
    throwing.socket.on('message', () => {
      throw new Error('Cannot create so many PeerConnections');
    });
    createBrokerGate(throwing, OPTIONS);
    expect(() => throwing.deliver(brokerMessages.offer('a', 'dc_1'))).not.toThrow();
  });

  test('[L12] an offer for a connection that exists does not reach it', () => {
    addEntry('dc_1', { phase: 'standing' });
    peer.deliver(brokerMessages.offer('a', 'dc_1'));
    expect(peer.passed).toEqual([]);
  });

  test('[L12] an offer for which there is no room does not pass', () => {
    peer.deliver(brokerMessages.offer('many', 'dc_1'));
    expect(peer.passed).toEqual([]);
    peer.deliver(brokerMessages.offer('few', 'dc_2'));
    expect(peer.passed).toHaveLength(1);
  });

  test('[L12] an answer passes only from the peer that was dialled', () => {
    addEntry('dc_1');
    peer.deliver(brokerMessages.answer('b', 'dc_1'));
    peer.deliver(brokerMessages.answer('a', 'dc_2'));
    expect(peer.passed).toEqual([]);
    peer.deliver(brokerMessages.answer('a', 'dc_1'));
    expect(peer.passed).toHaveLength(1);
  });

  test('[L12] the broker cannot close a standing link', () => {
    const { seen } = addEntry('dc_1', { phase: 'standing' });
    peer.deliver({ type: 'LEAVE', src: 'a', dst: 'me' });
    peer.deliver({ type: 'EXPIRE', src: 'a', dst: 'me' });
    expect([seen, peer.passed]).toEqual([[], []]);
  });

  test('a dial to an address that nobody holds is told', () => {
    const { seen } = addEntry('dc_1');
    peer.deliver({ type: 'EXPIRE', src: 'b', dst: 'me' });
    expect(seen).toEqual([]);
    peer.deliver({ type: 'EXPIRE', src: 'a', dst: 'me' });
    expect(seen).toEqual(['unavailable']);
  });

  test('candidates that overtake their offer wait for it', () => {
    peer.deliver(brokerMessages.candidate('a', 'dc_1'));
    const { added } = addEntry('dc_1', { role: 'listener' });
    expect(added).toHaveLength(1);
    expect(peer.passed).toEqual([]);
  });

  test('[L12] candidates of somebody else are not taken, early ones neither', () => {
    peer.deliver(brokerMessages.candidate('b', 'dc_1'));
    const { added } = addEntry('dc_1');
    peer.deliver(brokerMessages.candidate('b', 'dc_1'));
    expect(added).toEqual([]);
  });

  test('candidates that come after the link opened are taken', () => {
    const { added, entry } = addEntry('dc_1');
    entry.phase = 'standing';
    peer.deliver(brokerMessages.candidate('a', 'dc_1'));
    expect(added).toHaveLength(1);
  });

  test('[L12] a flood of candidates ends at the limit', () => {
    const { added } = addEntry('dc_1');
    for (let i = 0; i < 1_000; i += 1) peer.deliver(brokerMessages.candidate('a', 'dc_1'));
    expect(added).toHaveLength(MAX_CANDIDATES);
  });

  test('our own echo is heard, and only that of ourselves', () => {
    let echoes = 0;
    gate.onEcho(() => (echoes += 1));
    peer.deliver(brokerMessages.candidate('a', 'echo'));
    peer.deliver(brokerMessages.candidate('me', 'other'));
    expect(echoes).toBe(0);
    peer.deliver(brokerMessages.candidate('me', 'echo'));
    expect(echoes).toBe(1);
  });

  test('a closed gate ends what has not opened and lets nothing through', () => {
    const opening = addEntry('dc_1');
    const standing = addEntry('dc_2', { phase: 'standing' });
    gate.close();
    peer.deliver(brokerMessages.offer('a', 'dc_3'));
    expect([opening.seen, standing.seen, peer.passed]).toEqual([['lost'], [], []]);
  });
});
