// Two sides of a standing link that negotiate anew: over the link, in order and whole but late and sometimes cut, and by
// a medium that delays, reorders and loses.

import { expect } from 'vitest';
import { randomFraction, type RandomSource } from '../../src/primitives/random.ts';
import type { NegotiationMessage } from '../../src/transport/negotiation-message.ts';
import { createRenegotiation, type Carrier, type Renegotiation } from '../../src/transport/renegotiation.ts';
import { FakeNegotiator } from './fake-negotiator.ts';
import { createSeededRandom } from './seeded-random.ts';
import { createSimClock, type SimClock } from './sim-clock.ts';

type Name = 'polite' | 'impolite';

export interface NegotiatingSide {
  readonly name: Name;
  readonly negotiator: FakeNegotiator;
  readonly renegotiation: Renegotiation;
  /** Everything it sent. */
  readonly sent: { readonly message: NegotiationMessage; readonly carrier: Carrier }[];
}

export interface NegotiationWorld {
  readonly clock: SimClock;
  readonly random: RandomSource;
  readonly polite: NegotiatingSide;
  readonly impolite: NegotiatingSide;
  readonly path: { isUp: boolean; mediumLoss: number };
  /** The path is back: what the link held arrives, and both sides notice. */
  heal(): void;
}

const LINK_MS = 20;

export function createNegotiationWorld(seed = 1): NegotiationWorld {
  const clock = createSimClock();
  const random = createSeededRandom(seed);
  const path = { isUp: true, mediumLoss: 0 };
  let held: (() => void)[] = [];
  const sides = new Map<Name, NegotiatingSide>();

  /** In order, whole, late. */
  function overLink(arrive: () => void): void {
    if (path.isUp) clock.schedule(LINK_MS, arrive);
    else held.push(arrive);
  }

  function overMedium(arrive: () => void): void {
    if (randomFraction(random) >= path.mediumLoss) clock.schedule(randomFraction(random) * 300, arrive);
  }

  function createSide(name: Name, far: Name): NegotiatingSide {
    const negotiator = new FakeNegotiator(name, far, { clock, random });
    const sent: NegotiatingSide['sent'] = [];
    const renegotiation = createRenegotiation({
      connection: negotiator.asConnection,
      clock,
      isPolite: name === 'polite',
      ready: Promise.resolve(),
      admit: ({ sdp }) => sdp,
      send(message, carrier) {
        sent.push({ message, carrier });
        const arrive = () => sides.get(far)?.renegotiation.receive(message, carrier);
        if (carrier === 'link') overLink(arrive);
        else overMedium(arrive);
      },
    });
    negotiator.onNegotiationNeeded = () => renegotiation.negotiate();
    const side = { name, negotiator, renegotiation, sent };
    sides.set(name, side);
    return side;
  }

  const [polite, impolite] = [createSide('polite', 'impolite'), createSide('impolite', 'polite')];
  return {
    clock,
    random,
    polite,
    impolite,
    path,
    heal() {
      path.isUp = true;
      const due = held;
      held = [];
      for (const arrive of due) overLink(arrive);
      for (const { renegotiation } of [polite, impolite]) renegotiation.resume();
    },
  };
}

export function expectAgreement({ polite, impolite }: NegotiationWorld): void {
  const [one, other] = [polite.negotiator.agreement, impolite.negotiator.agreement];
  expect([one.isStable, other.isStable]).toEqual([true, true]);
  expect(one).toMatchObject({ local: other.remote, remote: other.local, media: other.media });
  expect(one.media).toBeGreaterThanOrEqual(
    Math.max(polite.negotiator.wantedMedia, impolite.negotiator.wantedMedia),
  );
}
