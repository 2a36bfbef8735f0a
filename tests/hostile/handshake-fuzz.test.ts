// Whatever bytes arrive, in whatever state: an end with a reason, never an exception, never a proof.

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { continueHandshake, startHandshake, type HandshakeState } from '../../src/secure/handshake.ts';
import { makeContext, makePerson } from '../support/secure-pair.ts';
import { HONEST_FINGERPRINTS } from '../support/wired-links.ts';

const [alice, bob] = [await makePerson(1), await makePerson(2)];
const ROOM = makeContext(3);

async function begin(role: 'dialer' | 'listener') {
  const { peer, crypto, random } = role === 'dialer' ? alice : bob;
  const fingerprints = HONEST_FINGERPRINTS[role];
  return startHandshake({ role, peer, contexts: [ROOM], capabilities: [], fingerprints, crypto }, random);
}

/** Every state an honest handshake passes through, with the frame that would come next. */
async function states(): Promise<{ readonly state: HandshakeState; readonly next: Uint8Array }[]> {
  const passed: { state: HandshakeState; next: Uint8Array }[] = [];
  let [dialer, listener] = [await begin('dialer'), await begin('listener')];
  const [toDialer, toListener] = [[...listener.send], [...dialer.send]];
  while (toDialer.length + toListener.length > 0) {
    for (const frame of toListener.splice(0)) {
      passed.push({ state: listener.state, next: frame });
      listener = await continueHandshake(listener.state, frame);
      toDialer.push(...listener.send);
    }
    for (const frame of toDialer.splice(0)) {
      passed.push({ state: dialer.state, next: frame });
      dialer = await continueHandshake(dialer.state, frame);
      toListener.push(...dialer.send);
    }
  }
  return passed;
}

const passed = await states();

describe('any bytes', () => {
  it('cover every state there is', () => {
    expect(new Set(passed.map(({ state }) => state.kind))).toEqual(
      new Set(['awaiting-hello', 'awaiting-proof', 'awaiting-ready']),
    );
  });

  it('of a known type end the handshake with a reason', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...passed),
        fc.integer({ min: 0, max: 5 }),
        fc.uint8Array({ maxLength: 600 }),
        async ({ state }, type, body) => {
          const after = await continueHandshake(state, Uint8Array.of(type, ...body));
          expect(after.state.kind).toBe('failed');
        },
      ),
      { numRuns: 400 },
    );
  });

  it('made of an honest frame by changing one byte end the handshake with a reason', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...passed),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        async ({ state, next }, at, mask) => {
          const changed = Uint8Array.from(next, (byte, index) =>
            index === at % next.length ? byte ^ mask : byte,
          );
          const after = await continueHandshake(state, changed);
          // A changed hello of the other side shows in the keys, one step later.
          const isHello = state.kind === 'awaiting-hello' && after.state.kind === 'awaiting-proof';
          expect(isHello ? 'failed' : after.state.kind).toBe('failed');
        },
      ),
      { numRuns: 400 },
    );
  });

  it('made of an honest frame by cutting it end the handshake with a reason', async () => {
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...passed), fc.nat(), async ({ state, next }, length) => {
        const after = await continueHandshake(state, next.slice(0, length % next.length));
        expect(after.state.kind).toBe('failed');
      }),
    );
  });
});
