import { expect, it } from 'vitest';
import { roomTrouble, type RoomFacts } from '../../../../src/app/room/room-trouble.ts';

const fine: RoomFacts = {
  isOnline: true,
  hasWebRtc: true,
  state: { kind: 'open' },
  isIntercepted: false,
  brokers: [{ label: 'b.example', state: 'reachable' }],
  people: 2,
  linked: 2,
  reconnecting: 0,
  ownOthers: 0,
};
const gone = [{ label: 'b.example', state: 'unreachable' }] as const;
const failed = { kind: 'failed', failure: { code: 'nobody-proved' } } as const;

it.each<[string, Partial<RoomFacts>, object]>([
  ['nothing', {}, { kind: 'none' }],
  ['no network and no link', { isOnline: false, linked: 0 }, { kind: 'offline' }],
  ['nothing while links stand without a network', { isOnline: false }, { kind: 'none' }],
  [
    'no WebRTC, before the room has found out',
    { hasWebRtc: false, isOnline: false, people: 0, linked: 0 },
    { kind: 'failed', failure: { code: 'unsupported', what: 'webrtc' } },
  ],
  ['a failed join', { state: failed, linked: 0 }, { kind: 'failed', failure: failed.failure }],
  ['somebody in between', { isIntercepted: true, linked: 0 }, { kind: 'intercepted' }],
  ['a failed join, before somebody in between', { state: failed, isIntercepted: true }, { ...failed }],
  ['lost links', { people: 3, linked: 1, reconnecting: 2 }, { kind: 'dropped', back: 1, of: 3 }],
  ['nothing when one of many drops out', { people: 4, linked: 3, reconnecting: 1 }, { kind: 'none' }],
  ['another tab of this person', { ownOthers: 1 }, { kind: 'twice' }],
  ['no broker, before another tab', { brokers: gone, ownOthers: 1 }, { kind: 'no-broker', linksStand: true }],
  ['no broker, but links', { brokers: gone }, { kind: 'no-broker', linksStand: true }],
  [
    'no broker set up, in a room of this browser’s tabs alone',
    { brokers: [], people: 0, linked: 0 },
    { kind: 'failed', failure: { code: 'no-broker', brokers: [] } },
  ],
  [
    'nothing once another tab is met without any broker',
    { brokers: [], people: 1, linked: 1 },
    { kind: 'none' },
  ],
  ['no broker and nobody', { brokers: gone, people: 0, linked: 0 }, { kind: 'no-broker', linksStand: false }],
])('is %s', (_, facts, trouble) => expect(roomTrouble({ ...fine, ...facts })).toEqual(trouble));
