import { describe, expect, it } from 'vitest';
import { MAX_PAYLOAD_BYTES, type SecureLink } from '../../../src/secure/secure-link.ts';
import { MAX_QUEUED_BYTES, type ChannelName, type CloseReason } from '../../../src/transport/transport.ts';
import { settle } from '../../support/sim-clock.ts';
import { linked } from '../../support/secure-pair.ts';

function payloadsOf(link: SecureLink): number[][] {
  const payloads: number[][] = [];
  link.onMessage(({ payload }) => payloads.push(Array.from(payload)));
  return payloads;
}

function reasonsOf(link: SecureLink): CloseReason[] {
  const reasons: CloseReason[] = [];
  link.onClosed((reason) => reasons.push(reason));
  return reasons;
}

describe('a secure link', () => {
  it('[L4] refuses a payload of more than 64 KiB', async () => {
    const { dialer } = await linked();
    expect(dialer.send('bulk', new Uint8Array(MAX_PAYLOAD_BYTES + 1))).toEqual({
      ok: false,
      error: { code: 'too-large' },
    });
  });

  it('[L4] carries a payload of 64 KiB', async () => {
    const { dialer, listener } = await linked();
    const payloads = payloadsOf(listener);
    await settle();
    dialer.send('bulk', new Uint8Array(MAX_PAYLOAD_BYTES));
    await settle();
    expect(payloads.map(({ length }) => length)).toEqual([MAX_PAYLOAD_BYTES]);
  });

  it.each(['control', 'bulk', 'realtime'] as const)('says when %s is congested', async (channel) => {
    const { meeting, dialer } = await linked();
    meeting.links.dialer.queuedBytes = MAX_QUEUED_BYTES[channel];
    expect(dialer.send(channel, new Uint8Array(1))).toEqual({ ok: false, error: { code: 'congested' } });
  });

  it('[S2] counts what is still being sealed as buffered, and never seals what finds no room', async () => {
    const { meeting, dialer, listener } = await linked();
    payloadsOf(listener);
    const results = Array.from({ length: 20 }, () => dialer.send('bulk', new Uint8Array(MAX_PAYLOAD_BYTES)));
    const taken = results.filter(({ ok }) => ok).length;
    expect(taken).toBe(7);
    expect(dialer.bufferedBytes('bulk')).toBeGreaterThan(taken * MAX_PAYLOAD_BYTES);
    await settle();
    expect(meeting.links.dialer.sent.filter(({ channel }) => channel === 'bulk')).toHaveLength(taken);
    expect(dialer.bufferedBytes('bulk')).toBe(0);
  });

  it('delivers what came before somebody listened', async () => {
    const { dialer, listener } = await linked();
    dialer.send('control', Uint8Array.of(1));
    await settle();
    const payloads = payloadsOf(listener);
    await settle();
    expect(payloads).toEqual([[1]]);
  });

  it('does not deliver within the call that subscribes', async () => {
    const { dialer, listener } = await linked();
    dialer.send('control', Uint8Array.of(1));
    await settle();
    expect(payloadsOf(listener)).toEqual([]);
  });

  it('ends when nobody listens to more than 64 KiB', async () => {
    const { dialer, listener } = await linked();
    const reasons = reasonsOf(listener);
    dialer.send('control', new Uint8Array(40_000));
    dialer.send('control', new Uint8Array(40_000));
    await settle();
    expect(reasons).toEqual([{ kind: 'local', detail: 'nobody listens on control' }]);
  });
});

describe('a peer that talks while nobody listens', () => {
  it('is bounded in empty messages too', async () => {
    const { dialer, listener } = await linked();
    for (let i = 0; i < 1500; i += 1) dialer.send('control', new Uint8Array());
    await settle();
    expect(listener.isOpen).toBe(false);
  });
});

describe('the end of a secure link', () => {
  it('lets the last words out first', async () => {
    const { dialer, listener } = await linked();
    const payloads = payloadsOf(listener);
    dialer.send('control', Uint8Array.of(7));
    dialer.close('leaving');
    await settle();
    expect(payloads).toEqual([[7]]);
  });

  it('is told after what arrived before it', async () => {
    const { dialer, listener } = await linked();
    const order: string[] = [];
    listener.onMessage(() => order.push('message'));
    listener.onClosed(({ kind }) => order.push(kind));
    dialer.send('control', Uint8Array.of(7));
    dialer.close('leaving');
    await settle();
    expect(order).toEqual(['message', 'left']);
  });

  it('is told once on both sides, with who ended it', async () => {
    const { dialer, listener } = await linked();
    const [here, there] = [reasonsOf(dialer), reasonsOf(listener)];
    dialer.close('leaving');
    dialer.close('again');
    await settle();
    expect(here).toEqual([{ kind: 'local', detail: 'leaving' }]);
    expect(there).toEqual([{ kind: 'left', detail: 'leaving' }]);
  });

  it('lets nothing more be sent', async () => {
    const { dialer } = await linked();
    dialer.close('leaving');
    expect(dialer.isOpen).toBe(false);
    expect(dialer.send('control', Uint8Array.of(1))).toEqual({ ok: false, error: { code: 'closed' } });
  });

  it.each<[string, ChannelName, Uint8Array]>([
    ['a forged frame', 'control', new Uint8Array(40)],
    ['a forged frame', 'bulk', new Uint8Array(40)],
    ['a forged frame', 'realtime', new Uint8Array(40)],
    ['a handshake frame', 'control', Uint8Array.of(1, 2, 3)],
    ['an empty frame', 'bulk', new Uint8Array()],
  ])('follows %s on %s', async (_, channel, frame) => {
    const { meeting, dialer, listener } = await linked();
    const payloads = payloadsOf(dialer);
    const reasons = reasonsOf(dialer);
    meeting.links.dialer.inject(channel, frame);
    listener.send(channel, Uint8Array.of(1));
    await settle();
    expect(reasons).toHaveLength(1);
    expect(reasons[0]?.detail).toMatch(new RegExp(`on ${channel}$`));
    expect(payloads).toEqual([]);
  });

  it('[S3] follows a replayed control frame', async () => {
    const { meeting, dialer, listener } = await linked();
    const payloads = payloadsOf(listener);
    dialer.send('control', Uint8Array.of(1));
    await settle();
    meeting.links.listener.inject('control', meeting.links.dialer.sent.at(-1)!.data);
    await settle();
    expect(payloads).toEqual([[1]]);
    expect(listener.isOpen).toBe(false);
  });

  it('[S1] follows a frame reflected to its sender', async () => {
    const { meeting, dialer } = await linked();
    dialer.send('bulk', Uint8Array.of(1));
    await settle();
    meeting.links.dialer.inject('bulk', meeting.links.dialer.sent.at(-1)!.data);
    await settle();
    expect(dialer.isOpen).toBe(false);
  });

  it('[S1] follows a frame moved to another channel', async () => {
    const { meeting, dialer, listener } = await linked();
    dialer.send('bulk', Uint8Array.of(1));
    await settle();
    meeting.links.listener.inject('realtime', meeting.links.dialer.sent.at(-1)!.data);
    await settle();
    expect(listener.isOpen).toBe(false);
  });
});
