// What the other side of a negotiation can do to us, or an engine that fails.

import { describe, expect, test } from 'vitest';
import { createRenegotiation } from '../../../src/transport/renegotiation.ts';
import { FakeNegotiator } from '../../support/fake-negotiator.ts';
import { createNegotiationWorld, expectAgreement } from '../../support/negotiation-world.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { createSimClock } from '../../support/sim-clock.ts';

describe('[L8] a hostile other side', () => {
  const offer = (round: number) =>
    ({ type: 'offer', round, sdp: JSON.stringify({ type: 'offer', ufrag: `x${round}`, media: 1 }) }) as const;

  test('cannot make us renegotiate without bound', async () => {
    const world = createNegotiationWorld();
    for (let round = 1; round <= 6_000; round += 1) {
      world.polite.renegotiation.receive(offer(round), 'link');
      await world.clock.advance(10);
    }
    expect(world.polite.negotiator.remoteDescriptions).toBeLessThan(20 + 60);
  });

  test('costs no memory while an engine hangs', async () => {
    const world = createNegotiationWorld();
    let asked = 0;
    world.polite.negotiator.setRemoteDescription = () => {
      asked += 1;
      return new Promise(() => undefined);
    };
    for (let round = 1; round <= 6_000; round += 1) {
      world.polite.renegotiation.receive(offer(round), 'link');
      world.polite.renegotiation.receive(
        { type: 'candidate', round: 0, candidate: '', mid: '', lineIndex: 0 },
        'link',
      );
      await world.clock.advance(10);
    }
    expect(asked).toBe(1);
  });

  test('that describes what no engine takes costs that exchange alone', async () => {
    const world = createNegotiationWorld();
    world.polite.renegotiation.receive({ type: 'offer', round: 1, sdp: 'v=0' }, 'link');
    await world.clock.advance(1_000);
    expect(world.polite.negotiator.signalingState).toBe('stable');
    world.polite.negotiator.addMedia();
    await world.clock.advance(1_000);
    expectAgreement(world);
  });

  test.each(['createAnswer', 'setRemoteDescription'] as const)(
    'an engine that fails in %s is led back to the last agreement',
    async (method) => {
      const world = createNegotiationWorld();
      const { negotiator } = method === 'createAnswer' ? world.polite : world.impolite;
      negotiator.failOnce(method);
      world.impolite.negotiator.addMedia();
      await world.clock.advance(1_000);
      if (method === 'createAnswer') world.polite.negotiator.addMedia();
      await world.clock.advance(1_000);
      expectAgreement(world);
    },
  );

  test('a round far ahead by the medium does not shut out those that come over the link', async () => {
    const world = createNegotiationWorld();
    world.polite.renegotiation.receive(offer(99_999_999), 'medium');
    await world.clock.advance(1_000);
    world.impolite.negotiator.addMedia();
    await world.clock.advance(1_000);
    expectAgreement(world);
  });

  test('an answer that nobody waits for is ignored', async () => {
    const world = createNegotiationWorld();
    world.polite.renegotiation.receive({ ...offer(1), type: 'answer' }, 'link');
    world.polite.renegotiation.receive({ ...offer(7), type: 'answer' }, 'medium');
    await world.clock.advance(1_000);
    expect([world.polite.negotiator.remoteDescriptions, world.polite.sent]).toEqual([0, []]);
  });

  test('what is not admitted is not applied', async () => {
    const clock = createSimClock();
    const negotiator = new FakeNegotiator('a', 'b', { clock, random: createSeededRandom(1) });
    const renegotiation = createRenegotiation({
      connection: negotiator.asConnection,
      clock,
      isPolite: true,
      ready: Promise.resolve(),
      admit: () => undefined,
      send: () => undefined,
    });
    renegotiation.receive(offer(1), 'link');
    await clock.advance(1_000);
    expect(negotiator.remoteDescriptions).toBe(0);
  });

  test('nothing is negotiated before the link stands, nor after its end', async () => {
    const clock = createSimClock();
    const negotiator = new FakeNegotiator('a', 'b', { clock, random: createSeededRandom(1) });
    let start: () => void = () => undefined;
    const ready = new Promise<void>((resolve) => (start = resolve));
    const { asConnection: connection } = negotiator;
    const ports = { admit: ({ sdp }: { readonly sdp: string }) => sdp, send: () => undefined };
    const renegotiation = createRenegotiation({ connection, clock, isPolite: true, ready, ...ports });
    renegotiation.receive(offer(1), 'link');
    await clock.advance(1_000);
    expect(negotiator.remoteDescriptions).toBe(0);
    start();
    await clock.advance(1_000);
    expect(negotiator.remoteDescriptions).toBe(1);
    renegotiation.stop();
    renegotiation.receive(offer(2), 'link');
    await clock.advance(1_000);
    expect(negotiator.remoteDescriptions).toBe(1);
  });
});
