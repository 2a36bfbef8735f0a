import { expect, it } from 'vitest';
import { alonenessOf } from '../../../../src/app/room/alone.ts';
import type { RoomTrouble } from '../../../../src/app/room/room-trouble.ts';
import type { Entry } from '../../../../src/app/session.ts';
import type { JoinFailure } from '../../../../src/room/room.ts';

const failed = (failure: JoinFailure): RoomTrouble => ({ kind: 'failed', failure });

it.each<Entry>(['started', 'invited', 'returned'])(
  'is how somebody who was %s came, without trouble',
  (entry) => expect(alonenessOf({ kind: 'none' }, entry)).toBe(entry),
);

it.each<[string, RoomTrouble, string]>([
  ['offline', { kind: 'offline' }, 'later'],
  ['while no broker answers', { kind: 'no-broker', linksStand: false }, 'later'],
  ['when none of its brokers answered', failed({ code: 'no-broker', brokers: ['b.example'] }), 'later'],
  ['without any broker', failed({ code: 'no-broker', brokers: [] }), 'by-hand'],
  ['after an owner removed them', failed({ code: 'removed' }), 'unreachable'],
  ['when an owner locked the room meanwhile', failed({ code: 'locked' }), 'later'],
  ['without WebRTC', failed({ code: 'unsupported', what: 'webrtc' }), 'unreachable'],
])('lets nobody straight in %s', (_, trouble, aloneness) =>
  expect(alonenessOf(trouble, 'started')).toBe(aloneness),
);
