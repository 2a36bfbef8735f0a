// What the handshake gives away, in which order, and to whom: liars, strangers and impatient members, on both sides.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeMessage } from '../../src/primitives/codec.ts';
import { contextTag } from '../../src/secure/key-schedule.ts';
import { encodeHello, FRAME, frameOf } from '../../src/secure/protocol.ts';
import type { SecureLink } from '../../src/secure/secure-link.ts';
import { CHANNELS, type ChannelName, type Link } from '../../src/transport/transport.ts';
import { failures, linked, makeContext, makePerson, meet, type Meeting } from '../support/secure-pair.ts';
import { settle } from '../support/sim-clock.ts';
import { createShufflingCrypto } from '../support/shuffling-crypto.ts';
import type { Tap } from '../support/wired-links.ts';

const ROOM = makeContext(3);
const STRANGERS = [{ namespace: ROOM.namespace }];
const READY = frameOf(FRAME.ready, new Uint8Array(16));

/** Frames of one type from one side become others. */
function change(from: Link['role'], type: number, edit: (data: Uint8Array) => readonly Uint8Array[]): Tap {
  return (frame, sender) =>
    sender === from && frame.data[0] === type
      ? edit(frame.data).map((data) => ({ ...frame, data: Uint8Array.from(data) }))
      : [frame];
}

function typesSent(meeting: Meeting, role: 'dialer' | 'listener'): (number | undefined)[] {
  return meeting.links[role].sent.map(({ data }) => data[0]);
}

describe('[H6] a listener before a stranger has proven itself', () => {
  it.each<[string, Uint8Array[]]>([
    ['says nothing more', []],
    ['sends bytes instead of a proof', [frameOf(FRAME.proof, new Uint8Array(450))]],
    ['leaves the proof out', [READY]],
    ['says hello again', [frameOf(FRAME.hello, new Uint8Array(8))]],
  ])('who %s shows it no identity', async (_, instead) => {
    const tap = change('dialer', FRAME.proof, () => instead);
    const meeting = await meet({ contexts: STRANGERS, tap });
    await meeting.clock.advance(10_000);
    const [, code] = await failures(meeting);
    expect(code).not.toBe('proven');
    expect(typesSent(meeting, 'listener')).toEqual([FRAME.hello]);
  });

  it('has shown it no identity either when the proof is of the wrong person', async () => {
    const [mallory, victim] = [await makePerson(13), await makePerson(2)];
    const identity = { ...mallory.peer.identity, publicKey: victim.peer.identity.publicKey };
    const person = { ...mallory, peer: { ...mallory.peer, identity } };
    const meeting = await meet({ contexts: STRANGERS, alice: { person } });
    expect((await failures(meeting))[1]).toBe('bad-signature');
    expect(typesSent(meeting, 'listener')).toEqual([FRAME.hello]);
  });
});

describe('[H10] what a failure tells the other side', () => {
  const garbled = (type: number) =>
    change('dialer', type, (data) => [data.map((byte, i) => (i ? ~byte : byte))]);
  it.each<[string, Parameters<typeof meet>[0]]>([
    ['a wrong secret', { alice: { contexts: [{ ...ROOM, psk: new Uint8Array(32) }] } }],
    ['a malformed hello', { tap: garbled(FRAME.hello) }],
    ['a proof that does not open', { tap: garbled(FRAME.proof) }],
    ['a READY that does not open', { tap: garbled(FRAME.ready) }],
    ['silence', { tap: () => [] }],
  ])('%s is nothing: no refusal, and a goodbye without a reason', async (_, options) => {
    const meeting = await meet(options);
    await meeting.clock.advance(10_000);
    expect((await failures(meeting))[1]).not.toBe('proven');
    expect([...typesSent(meeting, 'dialer'), ...typesSent(meeting, 'listener')]).not.toContain(FRAME.refusal);
    for (const link of [meeting.links.dialer, meeting.links.listener])
      expect(link.closeReason?.detail).toBe('not proven');
  });
});

describe('[H9] a hello of another version', () => {
  it.each([0, 2, 65_535])('%i is refused by either side', async (version) => {
    const other = frameOf(FRAME.hello, encodeMessage({ version }));
    const asked = await meet({ tap: change('dialer', FRAME.hello, () => [other]) });
    expect(await failures(asked)).toEqual(['version', 'version']);
    const answered = await meet({ tap: change('listener', FRAME.hello, () => [other]) });
    expect((await failures(answered))[0]).toBe('version');
  });

  it.each<[string, object]>([
    ['text', { version: '1' }],
    ['below zero', { version: -1 }],
    ['beyond 16 bits', { version: 65_536 }],
    ['missing', {}],
  ])('that is %s is malformed', async (_, body) => {
    const frame = frameOf(FRAME.hello, encodeMessage(body as Record<string, string>));
    const meeting = await meet({ tap: change('dialer', FRAME.hello, () => [frame]) });
    expect((await failures(meeting))[1]).toBe('malformed');
  });
});

describe('[H1] a listener that answers for another room', () => {
  it('is refused by the dialer', async () => {
    const { crypto, random } = await makePerson(9);
    const { publicKey: ephemeral } = await crypto.generateAgreementKey();
    const nonce = random.bytes(32);
    const tag = await contextTag(makeContext(7).namespace, { role: 'listener', nonce }, crypto);
    const hello = encodeHello({ version: 1, tag, ephemeral, nonce });
    const meeting = await meet({ tap: change('listener', FRAME.hello, () => [hello]) });
    expect((await failures(meeting))[0]).toBe('unknown-context');
    expect(typesSent(meeting, 'dialer')).toEqual([FRAME.hello, FRAME.refusal]);
  });
});

describe('[H2] epochs', () => {
  const epoch = (fill: number) => [{ ...ROOM, epochSecret: new Uint8Array(32).fill(fill) }];
  it('a listener without one is not believed by a dialer that has one', async () => {
    const codes = await failures(await meet({ alice: { contexts: epoch(1) } }));
    expect(codes).toContain('wrong-keys');
    expect(codes).not.toContain('proven');
  });

  it('an epoch of zeros is none, and no secret: it does not stand for another', async () => {
    const codes = await failures(await meet({ alice: { contexts: epoch(0) }, bob: { contexts: epoch(1) } }));
    expect(codes).toContain('wrong-keys');
  });

  it('a secret in the wrong place is another secret', async () => {
    const swapped = { namespace: ROOM.namespace, epochSecret: ROOM.psk! };
    const codes = await failures(await meet({ alice: { contexts: [swapped] } }));
    expect(codes).not.toContain('proven');
  });
});

describe('replay', () => {
  it('of what a listener said, to a dialer who asks anew, ends it', async () => {
    const first = await meet();
    await Promise.all([first.dialing, first.listening]);
    const recorded = first.links.listener.sent.map(({ data }) => data);
    const again = await meet({ alice: { person: await makePerson(21) }, tap: () => [] });
    await settle();
    for (const data of recorded) again.links.dialer.inject('control', data);
    expect((await failures(again))[0]).toBe('wrong-keys');
  });
});

describe('[H4] early frames', () => {
  it.each(['control', 'bulk', 'realtime'] as const)(
    'on %s, sent right after READY, arrive',
    async (channel) => {
      const { dialer, listener } = await linked();
      const heard: number[][] = [];
      dialer.send(channel, Uint8Array.of(1));
      dialer.send(channel, Uint8Array.of(2));
      await settle();
      listener.onMessage(({ payload }) => heard.push(Array.from(payload)));
      await settle();
      expect(heard).toEqual([[1], [2]]);
    },
  );

  it.each(['bulk', 'realtime'] as const)(
    'on %s that no key opens end it, and nothing is heard',
    async (channel) => {
      let isHeld = true;
      const held: Uint8Array[] = [];
      const meeting = await meet({
        tap: (frame, from) => {
          if (!isHeld || from !== 'listener' || frame.data[0] !== FRAME.ready) return [frame];
          held.push(frame.data);
          return [];
        },
      });
      await settle();
      meeting.links.dialer.inject(channel, frameOf(FRAME.data, new Uint8Array(40)));
      isHeld = false;
      meeting.links.dialer.inject('control', held[0]!);
      const dialer = await meeting.dialing;
      if (!dialer.ok) throw new Error(dialer.error.detail);
      const heard: unknown[] = [];
      dialer.value.onMessage((message) => heard.push(message));
      await settle();
      expect([dialer.value.isOpen, heard]).toEqual([false, []]);
    },
  );

  it('on control, before the other side has said READY, end it whoever sends them', async () => {
    const data = frameOf(FRAME.data, new Uint8Array(40));
    for (const liar of ['dialer', 'listener'] as const) {
      const meeting = await meet({ tap: change(liar, FRAME.ready, (ready) => [data, ready]) });
      const codes = await failures(meeting);
      expect(codes[liar === 'dialer' ? 1 : 0]).toBe('out-of-order');
    }
  });
});

interface Said {
  readonly channel: ChannelName;
  readonly payload: Uint8Array;
}

function collect(link: SecureLink): Map<ChannelName, string[]> {
  const heard = new Map<ChannelName, string[]>(CHANNELS.map((channel) => [channel, []]));
  link.onMessage(({ channel, payload }) => heard.get(channel)?.push(payload.join()));
  return heard;
}

function expected(said: readonly Said[]): Map<ChannelName, string[]> {
  const of = (channel: ChannelName) => said.filter((each) => each.channel === channel);
  return new Map(CHANNELS.map((channel) => [channel, of(channel).map(({ payload }) => payload.join())]));
}

describe('[S2] a link whose cryptography answers out of order', () => {
  it('proves itself, and carries everything once and in order, on every channel and both ways', async () => {
    const talk = fc.array(
      fc.record({ channel: fc.constantFrom(...CHANNELS), payload: fc.uint8Array({ maxLength: 40 }) }),
      { maxLength: 40 },
    );
    await fc.assert(
      fc.asyncProperty(fc.integer(), talk, talk, async (seed, fromAlice, fromBob) => {
        const people = await Promise.all([makePerson(1), makePerson(2)]);
        const [alice, bob] = people.map((person, index) => ({
          person: { ...person, crypto: createShufflingCrypto(person.crypto, seed + index) },
        }));
        const { dialer, listener, meeting } = await linked({ alice: alice!, bob: bob! });
        const [atAlice, atBob] = [collect(dialer), collect(listener)];
        for (const { channel, payload } of fromAlice) dialer.send(channel, payload);
        for (const { channel, payload } of fromBob) listener.send(channel, payload);
        dialer.close('done');
        await new Promise<void>((resolve) => listener.onClosed(() => resolve()));
        for (let i = 0; i < 50 && dialer.isOpen; i += 1) await settle();
        expect(atBob).toEqual(expected(fromAlice));
        expect(meeting.links.listener.closeReason?.kind).toBe('left');
        // Alice hung up: what Bob had not sealed by then was never sent, what she heard is a beginning of it.
        for (const [channel, heard] of atAlice)
          expect(expected(fromBob).get(channel)?.slice(0, heard.length)).toEqual(heard);
      }),
      { numRuns: 40 },
    );
  });
});
