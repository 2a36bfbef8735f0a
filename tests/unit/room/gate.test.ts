import { describe, expect, test } from 'vitest';
import { encodeMessage } from '../../../src/primitives/codec.ts';
import type { IdentityId, PeerId } from '../../../src/primitives/ids.ts';
import { silentLog } from '../../../src/primitives/log.ts';
import { oneOf, record } from '../../../src/primitives/schema.ts';
import type { MeshMessageReceived } from '../../../src/mesh/mesh-ports.ts';
import { createChannels } from '../../../src/room/channel.ts';
import type { Gate } from '../../../src/room/gate.ts';
import type { Protocol } from '../../../src/room/protocol-definition.ts';
import { createSimClock } from '../../support/sim-clock.ts';

interface Said {
  readonly type: 'text' | 'receipt';
}
const TALK: Protocol<Said> = {
  id: 'talk',
  version: 1,
  channel: 'control',
  message: record({ type: oneOf('text', 'receipt') }),
  maxBytes: 32,
  rate: { perSecond: 1_000, burst: 1_000 },
  space: 'chat',
  isWrite: ({ type }) => type === 'text',
  isSlowed: ({ type }) => type === 'text',
};
const SELF = 'self' as IdentityId;
const ANN = 'ann' as IdentityId;
const TEXT: Said = { type: 'text' };
const RECEIPT: Said = { type: 'receipt' };

function aChannel(allowed: Partial<Gate>, fields: Partial<Protocol<Said>> = {}) {
  const clock = createSimClock();
  const sent: string[] = [];
  const dropped: PeerId[] = [];
  let deliver: (received: MeshMessageReceived) => void = () => undefined;
  const overlay = {
    broadcast: () => (sent.push('all'), ['ann-1' as PeerId]),
    send: () => sent.push('one') > 0,
    handle: (_: string, handler: typeof deliver) => ((deliver = handler), () => undefined),
    handleBroadcasts: () => () => undefined,
    blame: () => undefined,
    countDropped: (peer: PeerId) => void dropped.push(peer),
  };
  const open = { mayWrite: () => true, slowModeMs: () => 0, isBlocked: () => false };
  const gate: Gate = { self: SELF, ...open, ...allowed };
  const channel = createChannels({ overlay, clock, log: silentLog, gate }).open({ ...TALK, ...fields });
  const heard: string[] = [];
  channel.onMessage(({ from, message }) => heard.push(`${from} ${message.type}`));
  const hear = (peer: string, message: Said) =>
    deliver({
      from: { peerId: peer as PeerId, identityId: ANN, identityKey: new Uint8Array() },
      version: 1,
      channel: 'control',
      payload: encodeMessage({ ...message }),
    });
  return { clock, channel, sent, dropped, heard, hear };
}

describe('[C5] who may not write in a space', () => {
  test('is not sent for, except what is no writing', () => {
    const { channel, sent } = aChannel({ mayWrite: () => false });
    expect([channel.broadcast(TEXT), channel.send('ann-1' as PeerId, TEXT)]).toEqual([[], false]);
    channel.broadcast(RECEIPT);
    expect(sent).toEqual(['all']);
  });

  test('is not heard, except what is no writing; it is counted', () => {
    const { heard, hear, dropped } = aChannel({ mayWrite: (_, space) => space !== 'chat' });
    hear('ann-1', TEXT);
    hear('ann-1', RECEIPT);
    expect([heard, dropped]).toEqual([['ann-1 receipt'], ['ann-1']]);
  });
});

describe('who is blocked', () => {
  test('[W6] is not heard on a feature’s channel, whatever it says, and nothing is held against them', () => {
    const { heard, hear, dropped, sent, channel } = aChannel({ isBlocked: (identity) => identity === ANN });
    hear('ann-1', TEXT);
    hear('ann-2', RECEIPT);
    channel.broadcast(TEXT);
    expect([heard, dropped, sent]).toEqual([[], [], ['all']]);
  });

  test('is heard again at once when unblocked', () => {
    const blocked = new Set<IdentityId>([ANN]);
    const { heard, hear } = aChannel({ isBlocked: (identity) => blocked.has(identity) });
    hear('ann-1', TEXT);
    blocked.clear();
    hear('ann-1', TEXT);
    expect(heard).toEqual(['ann-1 text']);
  });

  test('[W6] is heard about the room itself: its rules hold for everybody', () => {
    const { heard, hear } = aChannel({ isBlocked: () => true }, { isOfRoom: true });
    hear('ann-1', TEXT);
    expect(heard).toEqual(['ann-1 text']);
  });
});

describe('[C6] slow mode', () => {
  test('holds back what this person says too fast', async () => {
    const { channel, sent, clock } = aChannel({ slowModeMs: () => 10_000 });
    expect(channel.broadcast(TEXT)).toHaveLength(1);
    expect(channel.broadcast(TEXT)).toEqual([]);
    channel.broadcast(RECEIPT);
    await clock.advance(10_000);
    channel.broadcast(TEXT);
    expect(sent).toHaveLength(3);
  });

  test('holds nothing back that goes to one member again', () => {
    const { channel, sent } = aChannel({ slowModeMs: () => 10_000 });
    channel.broadcast(TEXT);
    for (const peer of ['ann-1', 'ben-1']) expect(channel.send(peer as PeerId, TEXT)).toBe(true);
    expect(sent).toEqual(['all', 'one', 'one']);
  });

  test('counts what is heard by person: two tabs say no more than one', async () => {
    const { heard, hear, clock } = aChannel({ slowModeMs: () => 10_000 });
    for (let turn = 0; turn < 3; turn += 1) for (const tab of ['ann-1', 'ann-2']) hear(tab, TEXT);
    expect(heard).toEqual(['ann-1 text', 'ann-2 text']);
    await clock.advance(10_000);
    for (const tab of ['ann-1', 'ann-2']) hear(tab, TEXT);
    expect(heard).toHaveLength(3);
  });

  test('takes what waited through an outage', async () => {
    const { heard, hear, clock } = aChannel({ slowModeMs: () => 10_000 });
    hear('ann-1', TEXT);
    await clock.advance(80_000);
    for (let turn = 0; turn < 20; turn += 1) hear('ann-1', TEXT);
    expect(heard).toHaveLength(1 + 9);
  });

  test('does not hold back those it is not for', () => {
    const { heard, hear } = aChannel({ slowModeMs: (identity) => (identity === ANN ? 0 : 10_000) });
    for (let turn = 0; turn < 5; turn += 1) hear('ann-1', TEXT);
    expect(heard).toHaveLength(5);
  });
});
