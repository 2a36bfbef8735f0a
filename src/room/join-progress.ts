// How far joining is, or why it failed, as a function of what the parts report. No memory except that a room once open
// stays open, unless it turns out that there was no place: links and brokers may come and go then.

import type { BrokerMeetingView } from '../discovery/meeting.ts';
import type { DoorState } from './doors.ts';
import type { JoinFailure, JoinStep, RoomState } from './room.ts';

export interface JoinFacts {
  readonly hasKeys: boolean;
  readonly brokers: readonly BrokerMeetingView[];
  /** Media that reach this browser only: who meets there is in, but nobody waits for others there. */
  readonly local: readonly BrokerMeetingView[];
  /** Whether it is a room although no broker is there to be asked; see room-options.ts. */
  readonly isLocalEnough: boolean;
  /** Peers linked, whether or not their profile is here. */
  readonly linkedCount: number;
  /** Peers in the roster. */
  readonly listedCount: number;
  /** Somebody who proved had no place for a link: this peer is not alone. */
  readonly isBusy: boolean;
  /** There are as many members as a room can have. */
  readonly isFull: boolean;
  /** A link that came about by an invitation is being proven. */
  readonly isHandedProving: boolean;
  /** Somebody is between this peer and another. */
  readonly isIntercepted: boolean;
  /** What was said at the room's door, if this peer stands there; `asking` before there was an answer. */
  readonly door: DoorState | 'asking' | undefined;
  /** This person was removed from the room. */
  readonly isRemoved: boolean;
}

export function joinState(before: RoomState, facts: JoinFacts): RoomState {
  if (before.kind === 'left') return before;
  if (facts.isRemoved) return { kind: 'failed', failure: { code: 'removed' } };
  if (facts.door && facts.linkedCount === 0) return atTheDoor(before, facts.door);
  // A link is there before it is known that most do not list whoever has it.
  if (facts.isFull) return { kind: 'failed', failure: { code: 'room-full' } };
  if (before.kind === 'open') return before;
  if (facts.listedCount > 0 || isAlone(facts)) return { kind: 'open' };
  const failure = failureOf(facts);
  return failure ? { kind: 'failed', failure } : { kind: 'joining', step: stepOf(facts) };
}

function atTheDoor(before: RoomState, door: DoorState | 'asking'): RoomState {
  // Nobody is put out of a room by what a stranger says of its owner.
  if (door === 'other-owner' && before.kind === 'open') return before;
  if (door === 'asking') return before.kind === 'open' ? before : { kind: 'joining', step: 'proving' };
  return door === 'waiting' ? { kind: 'knocking' } : { kind: 'failed', failure: { code: door } };
}

/** Nobody else is there: this peer is the one who introduces newcomers, and nobody is still being asked. */
function isAlone(facts: JoinFacts): boolean {
  if (facts.isHandedProving) return false;
  const asked = mediaOf(facts);
  const isLeading = asked.some(({ election }) => election.kind === 'leading');
  return isLeading && facts.linkedCount === 0 && !facts.isBusy && !asked.some(isUnderWay);
}

/** Where nobody is met, although somebody could be, the room is empty. */
function mediaOf({ brokers, local, isLocalEnough }: JoinFacts): readonly BrokerMeetingView[] {
  return brokers.length === 0 && isLocalEnough ? local : brokers;
}

function isUnderWay({ state, election, proving }: BrokerMeetingView): boolean {
  if (state === 'trying' || proving > 0) return true;
  // An address of one's own is there a moment before the search from it.
  const isSeeking = ['offline', 'searching', 'claiming'].includes(election.kind);
  return state === 'reachable' && isSeeking;
}

function failureOf(facts: JoinFacts): JoinFailure | undefined {
  const { hasKeys, brokers, local, linkedCount, isBusy, isHandedProving } = facts;
  if (!hasKeys || linkedCount > 0 || isBusy || isHandedProving) return undefined;
  if (brokers.some(isUnderWay) || local.some(isUnderWay)) return undefined;
  if (brokers.length > 0 && brokers.every(({ state }) => state === 'unsupported')) {
    return { code: 'unsupported', what: 'webrtc' };
  }
  const reachable = brokers.filter(({ state }) => state === 'reachable');
  if (reachable.length === 0) return { code: 'no-broker', brokers: brokers.map(({ label }) => label) };
  const isFruitless = ({ election }: BrokerMeetingView) =>
    election.kind === 'waiting' && election.failures > 0;
  if (!reachable.every(isFruitless)) return undefined;
  return { code: facts.isIntercepted ? 'intercepted' : 'nobody-proved' };
}

function stepOf(facts: JoinFacts): JoinStep {
  const { hasKeys, brokers, local, linkedCount } = facts;
  if (!hasKeys) return 'keys';
  if (linkedCount > 0) return 'linking';
  if (facts.isHandedProving || [...brokers, ...local].some(({ proving }) => proving > 0)) return 'proving';
  return mediaOf(facts).some(({ state }) => state === 'reachable') ? 'looking' : 'brokers';
}
