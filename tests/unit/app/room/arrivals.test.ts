import { expect, it } from 'vitest';
import { compareArrivals } from '../../../../src/app/room/arrivals.ts';
import { listPeople } from '../../../../src/features/people/index.ts';
import type { IdentityId } from '../../../../src/primitives/ids.ts';
import { groupMembers } from '../../../../src/room/members.ts';
import type { Departure, LinkView, RosterPeer } from '../../../../src/room/room.ts';
import { makePeer } from '../../../support/fake-room.ts';

const self = {
  identityId: 'identity-self' as IdentityId,
  mark: { dye: 'indigo', thing: 'lantern' },
} as const;
const direct: LinkView = { kind: 'direct', rttMs: 14 };
const lost: LinkView = { kind: 'reconnecting', sinceMs: 0 };
const gone = (how: Departure): LinkView => ({ kind: 'gone', how, sinceMs: 0 });
const people = (link?: LinkView, fields: Partial<RosterPeer> = {}) =>
  listPeople(groupMembers(link ? [makePeer('mei', { link, ...fields })] : [], self), self);
const [NOBODY, MET] = [new Set<string>(), new Set(['identity-mei'])];

it.each([
  ['came', NOBODY, people(), people(direct)],
  ['returned', MET, people(lost), people(direct)],
  ['returned', MET, people(), people(direct)],
  ['returned', MET, people(gone('lost')), people(direct)],
  ['lost', MET, people(direct), people(lost)],
  ['asleep', MET, people(direct), people(lost, { isHidden: true })],
  ['went', MET, people(direct), people(gone('left'))],
  ['went', MET, people(direct), people()],
  ['vanished', MET, people(lost), people(gone('lost'))],
  ['vanished', MET, people(lost), people(gone('asleep'))],
  ['refused', MET, people(direct), people(gone('refused'))],
] as const)('says who %s', (kind, met, before, now) => {
  expect(compareArrivals(before, now, met).map((arrival) => arrival.kind)).toEqual([kind]);
});

it.each([
  ['nothing changes', people(direct), people(direct)],
  ['somebody who went is forgotten', people(gone('left')), people()],
  ['somebody was never met', people(), people(gone('left'))],
] as const)('says nothing when %s', (_, before, now) => {
  expect(compareArrivals(before, now, MET)).toEqual([]);
});
