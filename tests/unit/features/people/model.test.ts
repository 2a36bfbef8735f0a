import { describe, expect, it } from 'vitest';
import {
  countLinks,
  countOwnOthers,
  isHere,
  listPeople as listMembers,
  ownersOf,
} from '../../../../src/features/people/model.ts';
import { beadState, threadWords } from '../../../../src/features/people/person-line.ts';
import { sayRoomState } from '../../../../src/features/people/state-line.ts';
import { formatBase32 } from '../../../../src/primitives/base32.ts';
import type { IdentityId } from '../../../../src/primitives/ids.ts';
import { ownerOf } from '../../../../src/room/room-link.ts';
import { groupMembers } from '../../../../src/room/members.ts';
import type { RosterPeer } from '../../../../src/room/room.ts';
import { createFakeAuthority } from '../../../support/fake-authority.ts';
import { createFakeRoom, makePeer } from '../../../support/fake-room.ts';

const self = {
  identityId: 'identity-self' as IdentityId,
  mark: { dye: 'indigo', thing: 'lantern' },
} as const;
const listPeople = (peers: readonly RosterPeer[]) => listMembers(groupMembers(peers, self), self);
const relayed = { kind: 'relayed', rttMs: 112 } as const;
const reconnecting = { kind: 'reconnecting', sinceMs: 0 } as const;

describe('listing people', () => {
  it('shows a member once, by their best link', () => {
    const tab = makePeer('tab', { link: relayed, identityId: makePeer('mei').identityId });
    expect(listPeople([tab, makePeer('mei')])).toMatchObject([{ id: 'peer-mei', kind: 'direct' }]);
  });

  it('leaves out my own other tabs', () => {
    expect(listPeople([makePeer('self')])).toEqual([]);
  });

  it('counts in how many other places I am, those I have closed left out', () => {
    const closed = makePeer('self', { link: { kind: 'gone', how: 'left', sinceMs: 0 } });
    const tabs = [makePeer('self'), { ...makePeer('tab'), identityId: self.identityId }];
    expect(countOwnOthers(groupMembers([...tabs, closed, makePeer('mei')], self))).toBe(2);
    expect(countOwnOthers(groupMembers([makePeer('mei')], self))).toBe(0);
  });

  it('keeps the order in which they came', () => {
    const peers = [makePeer('late', { joinedAtMs: 2 }), makePeer('early', { joinedAtMs: 1 })];
    expect(listPeople(peers).map((person) => person.name)).toEqual(['early', 'late']);
  });

  it('tells apart two of one dye, the same way on every side', () => {
    const peers = [makePeer('b'), makePeer('a')];
    const ranks = new Map(listPeople(peers).map((person) => [person.name, person.rank]));
    expect([ranks.get('a'), ranks.get('b')]).toEqual([0, 1]);
  });
});

it.each([
  ['direct', true],
  ['connecting', true],
  ['reconnecting', true],
  ['gone', false],
] as const)('whose thread is %s is here: %s', (kind, here) => expect(isHere({ kind })).toBe(here));

describe('whose room it is', () => {
  const identity = (fill: number) => formatBase32(new Uint8Array(32).fill(fill)) as IdentityId;
  const { room } = createFakeRoom([makePeer('mei', { identityId: identity(1) })]).context;

  it('is whom its link names, once they are here, as long as no rules say more', () => {
    expect(ownersOf({ ...room, owner: ownerOf(identity(1)) })).toEqual([identity(1)]);
    expect(ownersOf({ ...room, owner: ownerOf(identity(2)) })).toEqual([]);
    expect(ownersOf({ ...room, owner: undefined })).toEqual([]);
  });

  it('is what the rules say, once there are some', () => {
    const { port } = createFakeAuthority({ owners: [identity(3)] });
    expect(ownersOf({ ...room, owner: ownerOf(identity(1)), authority: port })).toEqual([identity(3)]);
  });
});

describe('the state line', () => {
  const line = (...peers: ReturnType<typeof makePeer>[]) => sayRoomState('en', countLinks(listPeople(peers)));

  it('says when nobody else is here', () => expect(line()).toBe('Only you so far'));

  it('counts people and how their links run', () => {
    const peers = [makePeer('a'), makePeer('b'), makePeer('c', { link: relayed })];
    expect(line(...peers)).toBe('4 people · 2 direct, 1 relayed');
  });

  it('says who is on the way back', () => {
    expect(line(makePeer('a', { link: reconnecting }))).toBe('2 people · 1 reconnecting');
  });

  it('says who is being dialled, and shows them as here', () => {
    const dialled = makePeer('a', { link: { kind: 'connecting' } });
    expect(line(dialled)).toBe('2 people · 1 connecting');
    const [person] = listPeople([dialled]);
    expect(person).toMatchObject({ kind: 'connecting', viaIds: [] });
    expect(beadState(person!)).toBe('here');
    expect(threadWords('en', person!, [])).toBe('connecting');
  });

  it('does not count those who are gone', () => {
    expect(line(makePeer('a', { link: { kind: 'gone', how: 'left', sinceMs: 0 } }))).toBe('Only you so far');
  });
});
