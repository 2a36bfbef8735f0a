import { webcrypto } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { copyBytes, encodeUtf8 } from '../../../src/primitives/bytes.ts';
import type { SecureLink } from '../../../src/secure/secure-link.ts';
import type { ChannelName } from '../../../src/transport/transport.ts';
import { createWebCrypto } from '../../../src/platform/web-crypto.ts';
import { settle } from '../../support/sim-clock.ts';
import { failures, linked, makeContext, makePerson, meet } from '../../support/secure-pair.ts';

const ROOM = makeContext(3);

function collect(link: SecureLink): { readonly channel: ChannelName; readonly payload: number[] }[] {
  const messages: { channel: ChannelName; payload: number[] }[] = [];
  link.onMessage(({ channel, payload }) => messages.push({ channel, payload: Array.from(payload) }));
  return messages;
}

describe('establishing a secure link', () => {
  it('[H1] gives both sides the proven identity and peer id of the other', async () => {
    const { meeting, dialer, listener } = await linked();
    expect(dialer.remote).toMatchObject({
      peerId: meeting.bob.peer.peerId,
      identityId: meeting.bob.peer.identity.id,
      identityKey: meeting.bob.peer.identity.publicKey,
      agreementKey: meeting.bob.peer.identity.agreementKey,
    });
    expect(listener.remote.peerId).toBe(meeting.alice.peer.peerId);
    expect([dialer.role, listener.role]).toEqual(['dialer', 'listener']);
  });

  it('[H1] finds the context that the dialer asks for among those the listener holds', async () => {
    const held = [makeContext(7), makeContext(8), ROOM];
    const { dialer, listener } = await linked({ alice: { contexts: [ROOM] }, bob: { contexts: held } });
    expect([dialer.contextIndex, listener.contextIndex]).toEqual([0, 2]);
  });

  it('tells each side what the other can do', async () => {
    const { dialer, listener } = await linked({
      alice: { capabilities: ['board-2'] },
      bob: { capabilities: ['files-1', 'calls-1'] },
    });
    expect(dialer.remote.capabilities).toEqual(['files-1', 'calls-1']);
    expect(listener.remote.capabilities).toEqual(['board-2']);
  });

  it('says what belongs to the context they met in, and to no other', async () => {
    const [room, door] = [makeContext(7), makeContext(8, { capabilities: ['door'] })];
    const bob = { contexts: [room, door], capabilities: ['board-2'] };
    const said = [];
    for (const context of [room, makeContext(8)]) {
      const { dialer } = await linked({ alice: { contexts: [context] }, bob });
      said.push(dialer.remote.capabilities);
    }
    expect(said).toEqual([['board-2'], ['board-2', 'door']]);
  });

  it('works between strangers, without a psk', async () => {
    const { dialer } = await linked({ contexts: [{ namespace: ROOM.namespace }] });
    expect(dialer.isOpen).toBe(true);
  });

  it('[H6] lets a stranger who dials prove first: the listener shows nothing before', async () => {
    const order: string[] = [];
    await linked({
      contexts: [{ namespace: ROOM.namespace }],
      tap: (frame, from) => {
        order.push(`${from} ${frame.data[0]}`);
        return [frame];
      },
    });
    expect(order).toEqual(['dialer 1', 'listener 1', 'dialer 2', 'listener 2', 'listener 3', 'dialer 3']);
  });

  it('mixes the epoch secret in', async () => {
    const epochSecret = new Uint8Array(32).fill(9);
    const { dialer } = await linked({ contexts: [{ ...ROOM, epochSecret }] });
    expect(dialer.isOpen).toBe(true);
  });

  it('carries payloads on every channel, both ways', async () => {
    const { dialer, listener } = await linked();
    const [atDialer, atListener] = [collect(dialer), collect(listener)];
    for (const channel of ['control', 'bulk', 'realtime'] as const) {
      expect(dialer.send(channel, Uint8Array.of(1, 2))).toEqual({ ok: true, value: undefined });
      listener.send(channel, Uint8Array.of(3));
    }
    await settle();
    expect(atListener.map(({ channel }) => channel).sort()).toEqual(['bulk', 'control', 'realtime']);
    expect(atListener.every(({ payload }) => payload.join() === '1,2')).toBe(true);
    expect(atDialer).toHaveLength(3);
  });

  it('never puts a payload on the wire in clear', async () => {
    const { meeting, dialer } = await linked();
    dialer.send('control', encodeUtf8('meet me at the old mill'));
    await settle();
    const wire = meeting.links.dialer.sent.map(({ data }) => Buffer.from(data).toString('latin1')).join();
    expect(wire).not.toContain('old mill');
  });

  it('[H4] delivers an honest frame that overtook READY', async () => {
    let isHeld = true;
    const heldReady: (() => void)[] = [];
    const { dialing, listening, links } = await meet({
      tap: (frame, from) => {
        if (from === 'listener' && frame.data[0] === 3 && isHeld) {
          heldReady.push(() => links.dialer.inject(frame.channel, frame.data));
          return [];
        }
        return [frame];
      },
    });
    const listener = await listening;
    if (!listener.ok) throw new Error(listener.error.detail);
    listener.value.send('bulk', Uint8Array.of(42));
    await settle();
    isHeld = false;
    heldReady[0]?.();
    const dialer = await dialing;
    if (!dialer.ok) throw new Error(dialer.error.detail);
    const messages = collect(dialer.value);
    await settle();
    expect(messages).toEqual([{ channel: 'bulk', payload: [42] }]);
  });

  it('[H8] gives up after 10 s without a proof, and closes the link', async () => {
    const meeting = await meet({ tap: () => [] });
    await meeting.clock.advance(10_000);
    expect((await failures(meeting))[0]).toBe('timeout');
    expect(meeting.links.dialer.closeReason).toEqual({ kind: 'local', detail: 'not proven' });
  });

  it('leaves no timer behind', async () => {
    const { meeting } = await linked();
    expect(meeting.clock.pendingTimers).toBe(0);
  });

  it('ends with the link', async () => {
    const meeting = await meet({ tap: () => [] });
    meeting.links.listener.close('gone');
    expect(await failures(meeting)).toEqual(['closed', 'closed']);
  });

  it('can be given up', async () => {
    const controller = new AbortController();
    const meeting = await meet({ tap: () => [], alice: { signal: controller.signal } });
    controller.abort();
    expect(await failures(meeting)).toEqual(['aborted', 'closed']);
  });

  it('refuses to start when given up before', async () => {
    const meeting = await meet({ alice: { signal: AbortSignal.abort() } });
    expect((await failures(meeting))[0]).toBe('aborted');
    expect(meeting.links.dialer.sent).toEqual([]);
  });

  it('treats a secret of a wrong length as a mistake of the caller', async () => {
    const meeting = await meet({ alice: { contexts: [{ ...ROOM, psk: new Uint8Array(16) }] } });
    await expect(meeting.dialing).rejects.toThrow(RangeError);
    expect((await meeting.listening).ok).toBe(false);
    expect(meeting.clock.pendingTimers).toBe(0);
  });
});

describe('with real WebCrypto', () => {
  const crypto = createWebCrypto(webcrypto.subtle as SubtleCrypto);

  it('proves and carries 300 messages in order', async () => {
    const { dialer, listener } = await linked({ crypto });
    const received: number[] = [];
    const isDone = new Promise<void>((resolve) => {
      listener.onMessage(({ payload }) => {
        received.push(new DataView(copyBytes(payload).buffer).getUint16(0));
        if (received.length === 300) resolve();
      });
    });
    for (let i = 0; i < 300; i += 1) {
      // Sizes that differ make WebCrypto finish out of order.
      const payload = new Uint8Array(i % 3 === 0 ? 2_000 : 2);
      new DataView(payload.buffer).setUint16(0, i);
      dialer.send('control', payload);
    }
    await isDone;
    expect(received).toEqual(Array.from({ length: 300 }, (_, i) => i));
  });

  it('fails closed for another psk', async () => {
    const person = await makePerson(5, crypto);
    const meeting = await meet({
      crypto,
      alice: { person, contexts: [makeContext(3, { psk: new Uint8Array(32) })] },
    });
    expect(await failures(meeting)).toContain('wrong-keys');
  });
});
