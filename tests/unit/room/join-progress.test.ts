import { describe, expect, test } from 'vitest';
import type { BrokerMeetingView } from '../../../src/discovery/meeting.ts';
import type { PeerId } from '../../../src/primitives/ids.ts';
import { joinState, type JoinFacts } from '../../../src/room/join-progress.ts';
import type { RoomState } from '../../../src/room/room.ts';

const joining: RoomState = { kind: 'joining', step: 'keys' };
const trying: BrokerMeetingView = { label: 'b', state: 'trying', election: { kind: 'offline' }, proving: 0 };
const down: BrokerMeetingView = { ...trying, state: 'unreachable' };
const blind: BrokerMeetingView = { ...trying, state: 'unsupported' };
const looking: BrokerMeetingView = {
  ...trying,
  state: 'reachable',
  election: {
    kind: 'searching',
    findings: { 1: 'dialing', 2: 'dialing', 3: 'dialing' },
    failures: 0,
    tried: [],
    isLate: false,
    isBusy: false,
  },
};
const proving: BrokerMeetingView = { ...looking, proving: 1 };
const leading: BrokerMeetingView = { ...looking, election: { kind: 'leading', slot: 1 } };
const fruitless: BrokerMeetingView = { ...looking, election: { kind: 'waiting', failures: 1 } };
const member: BrokerMeetingView = {
  ...looking,
  election: {
    kind: 'member',
    router: 'ben' as PeerId,
    routerSlot: 1,
    holds: undefined,
    rank: 0,
    isDoubting: false,
  },
};

function facts(given: Partial<JoinFacts>): JoinFacts {
  const nobody = { linkedCount: 0, listedCount: 0 };
  const nothing = { brokers: [], local: [], isLocalEnough: false, isBusy: false };
  const nobodyLies = { isFull: false, isIntercepted: false, isHandedProving: false };
  const inside = { door: undefined, isRemoved: false };
  return { hasKeys: true, ...nobody, ...nothing, ...nobodyLies, ...inside, ...given };
}

describe('the step under way', () => {
  test.each([
    ['keys', facts({ hasKeys: false })],
    ['brokers', facts({ brokers: [trying] })],
    ['looking', facts({ brokers: [looking, down] })],
    ['proving', facts({ brokers: [proving] })],
    ['proving', facts({ brokers: [looking], local: [proving] })],
    ['proving', facts({ isHandedProving: true })],
    ['proving', facts({ brokers: [down], local: [leading], isLocalEnough: true, isHandedProving: true })],
    ['proving', facts({ local: [leading], isLocalEnough: true, isHandedProving: true })],
    ['linking', facts({ brokers: [member], linkedCount: 1 })],
  ] as const)('%s', (step, given) => expect(joinState(joining, given)).toEqual({ kind: 'joining', step }));
});

describe('open', () => {
  test.each([
    ['somebody is listed', facts({ brokers: [member], linkedCount: 1, listedCount: 1 })],
    ['nobody else is there', facts({ brokers: [leading] })],
    ['nobody else is there and another broker is down', facts({ brokers: [leading, down] })],
  ])('when %s', (_, given) => expect(joinState(joining, given)).toEqual({ kind: 'open' }));

  test('not because nobody else is in other tabs', () => {
    expect(joinState(joining, facts({ brokers: [looking], local: [leading] })).kind).toBe('joining');
    const begun = facts({ brokers: [looking], local: [leading], isLocalEnough: true });
    expect(joinState(joining, begun).kind).toBe('joining');
  });

  test('when there are other tabs to ask alone, that is enough, and nobody is in them', () => {
    const begun = { brokers: [], isLocalEnough: true };
    expect(joinState(joining, facts({ ...begun, local: [trying] }))).toMatchObject({ step: 'brokers' });
    expect(joinState(joining, facts({ ...begun, local: [looking] }))).toMatchObject({ step: 'looking' });
    expect(joinState(joining, facts({ ...begun, local: [leading] }))).toEqual({ kind: 'open' });
  });

  test('not while another broker is still being asked', () => {
    expect(joinState(joining, facts({ brokers: [leading, looking] })).kind).toBe('joining');
  });

  test('not while somebody who proved had no place for a link', () => {
    for (const broker of [leading, fruitless])
      expect(joinState(joining, facts({ brokers: [broker], isBusy: true })).kind).toBe('joining');
  });

  test('stays when all brokers are gone', () => {
    expect(joinState({ kind: 'open' }, facts({ brokers: [down] }))).toEqual({ kind: 'open' });
  });
});

describe('failed', () => {
  test.each([
    ['no-broker', facts({ brokers: [down, down] })],
    ['no-broker', facts({ brokers: [] })],
    ['no-broker', facts({ brokers: [], local: [leading] })],
    ['no-broker', facts({ brokers: [], local: [down], isLocalEnough: true })],
    ['unsupported', facts({ brokers: [blind, blind] })],
    ['intercepted', facts({ brokers: [fruitless, down], isIntercepted: true })],
    ['nobody-proved', facts({ brokers: [fruitless, down] })],
    ['room-full', facts({ brokers: [member], isFull: true })],
    ['room-full', facts({ brokers: [member], linkedCount: 3, listedCount: 3, isFull: true })],
  ] as const)('%s', (code, given) => {
    expect(joinState(joining, given)).toMatchObject({ kind: 'failed', failure: { code } });
  });

  test('also when a link was faster than the word that there is no place', () => {
    const full = { brokers: [member], linkedCount: 1, listedCount: 1, isFull: true };
    expect(joinState({ kind: 'open' }, facts(full))).toMatchObject({ failure: { code: 'room-full' } });
    const failed: RoomState = { kind: 'failed', failure: { code: 'room-full' } };
    expect(joinState(failed, facts({ ...full, isFull: false }))).toEqual({ kind: 'open' });
  });

  test('also when other tabs could be met, but nobody is in them', () => {
    const failed = { kind: 'failed', failure: { code: 'no-broker', brokers: ['b'] } };
    expect(joinState(joining, facts({ brokers: [down], local: [leading] }))).toEqual(failed);
  });

  test('not while other tabs are still looked for, or one of them is met', () => {
    expect(joinState(joining, facts({ brokers: [down], local: [looking] })).kind).toBe('joining');
    const met = facts({ brokers: [down], local: [member], linkedCount: 1 });
    expect(joinState(joining, met)).toEqual({ kind: 'joining', step: 'linking' });
    expect(joinState(joining, { ...met, listedCount: 1 })).toEqual({ kind: 'open' });
  });

  test('not in the moment between an own address and the search from it', () => {
    const begun: BrokerMeetingView = { ...trying, state: 'reachable' };
    expect(joinState(joining, facts({ brokers: [], local: [begun], isLocalEnough: true })).kind).toBe(
      'joining',
    );
    expect(joinState(joining, facts({ brokers: [down], local: [begun] })).kind).toBe('joining');
  });

  test('not while one broker is still tried', () => {
    expect(joinState(joining, facts({ brokers: [down, trying] })).kind).toBe('joining');
  });

  test('a failure ends when a broker comes back', () => {
    const failed: RoomState = { kind: 'failed', failure: { code: 'no-broker', brokers: ['b'] } };
    expect(joinState(failed, facts({ brokers: [looking] }))).toEqual({ kind: 'joining', step: 'looking' });
  });
});

describe('at the door', () => {
  const atTheDoor = { brokers: [fruitless], listedCount: 0, linkedCount: 0 };

  test('whoever waits for an owner knocks', () => {
    expect(joinState(joining, facts({ ...atTheDoor, door: 'waiting' }))).toEqual({ kind: 'knocking' });
  });

  test('that another owner is followed inside puts nobody out who is in', () => {
    const told = facts({ ...atTheDoor, door: 'other-owner' });
    expect(joinState({ kind: 'open' }, told)).toEqual({ kind: 'open' });
    expect(joinState(joining, { ...told, linkedCount: 1, listedCount: 1 })).toEqual({ kind: 'open' });
  });

  test.each(['locked', 'refused', 'removed', 'other-owner'] as const)(
    '%s is a failure with its own words',
    (door) => {
      const failure = { kind: 'failed', failure: { code: door } };
      expect(joinState(joining, facts({ ...atTheDoor, door }))).toEqual(failure);
    },
  );

  test('nobody takes an empty slot for an empty room while the door is asked', () => {
    const asked = facts({ brokers: [leading], door: 'asking' });
    expect(joinState(joining, asked)).toEqual({ kind: 'joining', step: 'proving' });
    expect(joinState({ kind: 'open' }, asked)).toEqual({ kind: 'open' });
  });

  test('somebody removed is out, whatever was before', () => {
    const removed = { kind: 'failed', failure: { code: 'removed' } };
    expect(joinState({ kind: 'open' }, facts({ linkedCount: 3, isRemoved: true }))).toEqual(removed);
  });

  test('whoever was let in is in the room again', () => {
    const inside = facts({ brokers: [member], linkedCount: 1, listedCount: 1 });
    expect(joinState({ kind: 'knocking' }, inside)).toEqual({ kind: 'open' });
  });
});
