import { expect, it } from 'vitest';
import { compareArrivals } from '../../../../src/app/room/arrivals.ts';
import { listPeople } from '../../../../src/features/people/index.ts';
import type { LinkView } from '../../../../src/room/room.ts';
import { makePeer } from '../../../support/fake-room.ts';

const self = { identityId: 'identity-self', mark: { dye: 'indigo', thing: 'lantern' } } as const;
const direct: LinkView = { kind: 'direct', rttMs: 14 };
const lost: LinkView = { kind: 'reconnecting', sinceMs: 0 };
const people = (...links: LinkView[]) =>
  listPeople(
    links.map((link) => makePeer('mei', { link })),
    self,
  );

it.each([
  ['came', people(), people(direct)],
  ['came', people(lost), people(direct)],
  ['lost', people(direct), people(lost)],
  ['went', people(direct), people()],
] as const)('says who %s', (kind, before, now) => {
  expect(compareArrivals(before, now).map((arrival) => arrival.kind)).toEqual([kind]);
});

it('says nothing while nothing changes', () => {
  expect(compareArrivals(people(direct), people(direct))).toEqual([]);
});
