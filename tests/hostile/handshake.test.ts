// Attacks on the handshake: every one has to end in a closed link and a reason, on both sides.

import { describe, expect, it } from 'vitest';
import { encodeMessage } from '../../src/primitives/codec.ts';
import { FRAME, frameOf } from '../../src/secure/protocol.ts';
import type { Link } from '../../src/transport/transport.ts';
import { failures, makeContext, makePerson, meet, type Meeting } from '../support/secure-pair.ts';
import { HONEST_FINGERPRINTS, type Tap } from '../support/wired-links.ts';

const ROOM = makeContext(3);

/** Asserts that nobody was taken in: no side has proven anything, and both links are closed. */
async function expectClosed(meeting: Meeting, codes: readonly string[]): Promise<void> {
  expect(await failures(meeting)).toEqual(codes);
  expect(meeting.links.dialer.isOpen || meeting.links.listener.isOpen).toBe(false);
}

/** Changes frames of one type from one side. */
function change(from: Link['role'], type: number, edit: (data: Uint8Array) => readonly Uint8Array[]): Tap {
  return (frame, sender) =>
    sender === from && frame.data[0] === type
      ? edit(frame.data).map((data) => ({ ...frame, data: Uint8Array.from(data) }))
      : [frame];
}

function flipLast(data: Uint8Array): Uint8Array {
  const flipped = Uint8Array.from(data);
  flipped[flipped.length - 1] = (flipped.at(-1) ?? 0) ^ 1;
  return flipped;
}

/** The frames one side sends in an honest handshake, recorded. */
async function recording(from: 'dialer' | 'listener'): Promise<readonly Uint8Array[]> {
  const meeting = await meet();
  await Promise.all([meeting.dialing, meeting.listening]);
  return meeting.links[from].sent.map(({ data }) => data);
}

describe('a broker or relay in between', () => {
  it('[H3] swapped descriptions: other certificates than the ones in use end it', async () => {
    const swapped = new Uint8Array(32).fill(0xe);
    const fingerprints = {
      dialer: { ...HONEST_FINGERPRINTS.dialer, remote: swapped },
      listener: { ...HONEST_FINGERPRINTS.listener, remote: swapped },
    };
    const meeting = await meet({ fingerprints });
    await expectClosed(meeting, ['fingerprints', 'fingerprints']);
  });

  it('[H3] a handshake relayed over two connections of a man in the middle ends it', async () => {
    const evil = new Uint8Array(32).fill(0xe);
    const own = HONEST_FINGERPRINTS;
    // Both talk to the attacker's certificate; every frame is passed on unchanged.
    const fingerprints = {
      dialer: { local: own.dialer.local, remote: evil },
      listener: { local: own.listener.local, remote: evil },
    };
    await expectClosed(await meet({ fingerprints }), ['fingerprints', 'fingerprints']);
  });

  it('a changed ephemeral key ends it', async () => {
    const stranger = await makePerson(9);
    const { publicKey } = await stranger.crypto.generateAgreementKey();
    const tap = change('dialer', FRAME.hello, (data) => {
      const edited = Uint8Array.from(data);
      edited.set(publicKey, findBytes(data, 65));
      return [edited];
    });
    await expectClosed(await meet({ tap }), ['wrong-keys', 'wrong-keys']);
  });

  it('[H5] a changed proof ends it', async () => {
    const meeting = await meet({ tap: change('dialer', FRAME.proof, (data) => [flipLast(data)]) });
    await expectClosed(meeting, ['closed', 'wrong-keys']);
  });

  it('[H7] a changed READY ends it for whoever receives it', async () => {
    const meeting = await meet({ tap: change('listener', FRAME.ready, (data) => [flipLast(data)]) });
    expect((await failures(meeting))[0]).toBe('wrong-keys');
    expect(meeting.links.dialer.isOpen).toBe(false);
  });
});

/** Where a CBOR byte string of `length` (65) starts in a hello. */
function findBytes(data: Uint8Array, length: number): number {
  const start = data.findIndex((byte, index) => byte === 0x58 && data[index + 1] === length);
  return start + 2;
}

describe('replay and reflection', () => {
  it('a replayed handshake of the same person ends it', async () => {
    const recorded = await recording('dialer');
    const fresh = await makePerson(21);
    const meeting = await meet({
      bob: { person: fresh },
      tap: (frame, from) => (from === 'dialer' ? [] : [frame]),
    });
    for (const data of recorded) meeting.links.listener.inject('control', data);
    await meeting.listening;
    meeting.links.dialer.close('test over');
    await expectClosed(meeting, ['closed', 'wrong-keys']);
  });

  it('a hello said twice ends it', async () => {
    const meeting = await meet({ tap: change('dialer', FRAME.hello, (data) => [data, data]) });
    await expectClosed(meeting, ['closed', 'out-of-order']);
  });

  it('a proof said twice ends it', async () => {
    const meeting = await meet({ tap: change('listener', FRAME.proof, (data) => [data, data]) });
    // The other side had honest proof and READY before the second came; its link ends all the same.
    expect(await failures(meeting)).toEqual(['out-of-order', 'proven']);
    expect(meeting.links.dialer.isOpen || meeting.links.listener.isOpen).toBe(false);
  });

  it('our own hello coming back ends it', async () => {
    const meeting = await meet({ tap: (_, from) => (from === 'listener' ? [] : [_]) });
    const hello = await firstSent(meeting);
    meeting.links.dialer.inject('control', hello!.data);
    await expectClosed(meeting, ['reflection', 'closed']);
  });

  it('our own proof coming back does not open', async () => {
    const meeting = await meet({
      tap: (frame, from) => {
        if (from === 'listener' && frame.data[0] === FRAME.proof) return [];
        if (from === 'dialer' && frame.data[0] === FRAME.proof) {
          meeting.links.dialer.inject('control', frame.data);
          return [];
        }
        return [frame];
      },
    });
    await expectClosed(meeting, ['wrong-keys', 'closed']);
  });

  it('a link to this very instance ends it', async () => {
    const person = await makePerson(1);
    await expectClosed(await meet({ alice: { person }, bob: { person } }), ['reflection', 'reflection']);
  });
});

/** The first frame the dialer sends, once it has. */
async function firstSent(meeting: Meeting) {
  await new Promise((resolve) => setImmediate(resolve));
  return meeting.links.dialer.sent[0];
}

describe('roles', () => {
  it('two dialers end it', async () => {
    const one = await meet({ tap: () => [] });
    const other = await meet({ tap: () => [], alice: { person: await makePerson(8) } });
    const hello = await firstSent(other);
    one.links.dialer.inject('control', hello!.data);
    await expectClosed(one, ['reflection', 'closed']);
    other.links.dialer.close('test over');
    await failures(other);
  });

  it("a listener's proof passed off as a dialer's does not open", async () => {
    const meeting = await meet({
      tap: (frame, from) => {
        if (from === 'dialer' && frame.data[0] === FRAME.proof) return [];
        if (from === 'listener' && frame.data[0] === FRAME.proof) {
          meeting.links.listener.inject('control', frame.data);
        }
        return [frame];
      },
    });
    await expectClosed(meeting, ['closed', 'wrong-keys']);
  });
});

describe('without the secret', () => {
  it('[H10] a room that the listener does not hold ends it, and the dialer is told why', async () => {
    const meeting = await meet({ alice: { contexts: [makeContext(7)] } });
    await expectClosed(meeting, ['unknown-context', 'unknown-context']);
  });

  it('a listener that holds nothing answers to nobody', async () => {
    await expectClosed(await meet({ bob: { contexts: [] } }), ['unknown-context', 'unknown-context']);
  });

  it('a dialer that asks for nothing gets nowhere', async () => {
    await expectClosed(await meet({ alice: { contexts: [] } }), ['unknown-context', 'closed']);
  });

  it('[H2] a wrong psk for the right namespace ends it', async () => {
    const guessed = { ...ROOM, psk: new Uint8Array(32) };
    await expectClosed(await meet({ alice: { contexts: [guessed] } }), ['wrong-keys', 'wrong-keys']);
  });

  it('[H2] no psk where one is needed ends it', async () => {
    const bare = { contexts: [{ namespace: ROOM.namespace }] };
    await expectClosed(await meet({ alice: bare }), ['wrong-keys', 'wrong-keys']);
  });

  it('[H2] a wrong epoch secret ends it', async () => {
    const epoch = (fill: number) => ({ contexts: [{ ...ROOM, epochSecret: new Uint8Array(32).fill(fill) }] });
    await expectClosed(await meet({ alice: epoch(1), bob: epoch(2) }), ['wrong-keys', 'wrong-keys']);
  });

  it('[H2] the code alone does not suffice once there is an epoch', async () => {
    const meeting = await meet({ bob: { contexts: [{ ...ROOM, epochSecret: new Uint8Array(32).fill(2) }] } });
    await expectClosed(meeting, ['wrong-keys', 'wrong-keys']);
  });
});

describe('bytes that are no handshake', () => {
  it('[H9] an unknown version ends it, and the other side is told why', async () => {
    const tap = change('dialer', FRAME.hello, () => [frameOf(FRAME.hello, encodeMessage({ version: 2 }))]);
    await expectClosed(await meet({ tap }), ['version', 'version']);
  });

  it.each<[string, Uint8Array]>([
    ['nothing', new Uint8Array()],
    ['an unknown type', Uint8Array.of(9)],
    ['no CBOR', frameOf(FRAME.hello, Uint8Array.of(0xff, 0xff))],
    ['a hello without fields', frameOf(FRAME.hello, encodeMessage({ version: 1 }))],
    ['a hello of 60 KiB', frameOf(FRAME.hello, new Uint8Array(60_000))],
    ['a refusal for no known reason', frameOf(FRAME.refusal, encodeMessage({ code: 'rude' }))],
  ])('%s instead of a hello ends it', async (_, data) => {
    const meeting = await meet({ tap: change('dialer', FRAME.hello, () => [data]) });
    await expectClosed(meeting, ['closed', 'malformed']);
  });

  it('an ephemeral key that is no point of the curve ends it', async () => {
    const tap = change('dialer', FRAME.hello, (data) => {
      const edited = Uint8Array.from(data);
      edited.fill(1, findBytes(data, 65), findBytes(data, 65) + 65);
      return [edited];
    });
    await expectClosed(await meet({ tap }), ['closed', 'malformed']);
  });

  it('a proof of 60 KiB is refused unopened', async () => {
    const huge = frameOf(FRAME.proof, new Uint8Array(60_000));
    const meeting = await meet({ tap: change('dialer', FRAME.proof, () => [huge]) });
    await expectClosed(meeting, ['closed', 'malformed']);
  });

  it('[H10] a refusal after the hellos is not believed as one', async () => {
    const refusal = frameOf(FRAME.refusal, encodeMessage({ code: 'version' }));
    const meeting = await meet({ tap: change('dialer', FRAME.proof, () => [refusal]) });
    await expectClosed(meeting, ['closed', 'out-of-order']);
  });
});

describe('[H4] data before READY', () => {
  it('on control ends it', async () => {
    const data = frameOf(FRAME.data, new Uint8Array(40));
    const meeting = await meet({ tap: change('dialer', FRAME.proof, (proof) => [data, proof]) });
    await expectClosed(meeting, ['closed', 'out-of-order']);
  });

  it.each(['bulk', 'realtime'] as const)('on %s, before our own READY went out, ends it', async (channel) => {
    const meeting = await meet({ tap: () => [] });
    meeting.links.listener.inject(channel, frameOf(FRAME.data, new Uint8Array(40)));
    await expectClosed(meeting, ['closed', 'out-of-order']);
  });

  it('of more than 64 KiB on a channel ends it', async () => {
    const meeting = await meet({ tap: (frame) => (frame.data[0] === FRAME.ready ? [] : [frame]) });
    await new Promise((resolve) => setImmediate(resolve));
    const early = frameOf(FRAME.data, new Uint8Array(33_000));
    meeting.links.dialer.inject('bulk', early);
    meeting.links.dialer.inject('bulk', early);
    await expectClosed(meeting, ['out-of-order', 'closed']);
  });

  it('in thousands of empty frames ends it too', async () => {
    const meeting = await meet({ tap: (frame) => (frame.data[0] === FRAME.ready ? [] : [frame]) });
    await new Promise((resolve) => setImmediate(resolve));
    for (let i = 0; i < 2000; i += 1) meeting.links.dialer.inject('realtime', new Uint8Array());
    await expectClosed(meeting, ['out-of-order', 'closed']);
  });
});

describe('silence', () => {
  it('[H8] a partner that says hello and no more is given up after 10 s', async () => {
    const meeting = await meet({
      tap: (frame, from) => (from === 'listener' && frame.data[0] !== FRAME.hello ? [] : [frame]),
    });
    await meeting.clock.advance(10_000);
    await expectClosed(meeting, ['timeout', 'closed']);
  });
});
