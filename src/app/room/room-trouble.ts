// The worst thing that is wrong with a room's connections now. Pure.

import type { BrokerView, JoinFailure, RoomState } from '../../room/room.ts';

export interface RoomFacts {
  /** What the browser says of the network; a network without a link counts as online. */
  readonly isOnline: boolean;
  readonly hasWebRtc: boolean;
  readonly state: RoomState;
  /** A link was refused because somebody is in between. */
  readonly isIntercepted: boolean;
  readonly brokers: readonly BrokerView[];
  /** Others in the room, linked or on the way back. */
  readonly people: number;
  readonly linked: number;
  readonly reconnecting: number;
  /** Other tabs and devices of this person that are in the room. */
  readonly ownOthers: number;
}

export type RoomTrouble =
  | { readonly kind: 'none' }
  | { readonly kind: 'offline' }
  | { readonly kind: 'failed'; readonly failure: JoinFailure }
  | { readonly kind: 'intercepted' }
  /** This side lost its links: more than one person, and most of them, are on the way back at once. */
  | { readonly kind: 'dropped'; readonly back: number; readonly of: number }
  | { readonly kind: 'no-broker'; readonly linksStand: boolean }
  /** Nothing is wrong, but the person may not know. */
  | { readonly kind: 'twice' };

export function roomTrouble(facts: RoomFacts): RoomTrouble {
  const { state, people, linked, reconnecting, brokers } = facts;
  if (!facts.hasWebRtc) return { kind: 'failed', failure: { code: 'unsupported', what: 'webrtc' } };
  if (!facts.isOnline && linked === 0) return { kind: 'offline' };
  if (state.kind === 'failed') return { kind: 'failed', failure: state.failure };
  if (facts.isIntercepted) return { kind: 'intercepted' };
  if (reconnecting > 1 && reconnecting >= people / 2) return { kind: 'dropped', back: linked, of: people };
  const isCutOff = brokers.length > 0 && brokers.every((broker) => broker.state === 'unreachable');
  // A room of this browser's tabs is open, and yet nobody else can come.
  if (state.kind === 'open' && brokers.length === 0 && linked === 0)
    return { kind: 'failed', failure: { code: 'no-broker', brokers: [] } };
  if (isCutOff) return { kind: 'no-broker', linksStand: linked > 0 };
  return { kind: facts.ownOthers > 0 ? 'twice' : 'none' };
}
