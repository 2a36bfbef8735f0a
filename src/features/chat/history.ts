// What newcomers are given of what was said before they came: the room decides.

import type { IdentityId } from '../../primitives/ids.ts';
import type { ChatWorld } from './chat-world.ts';

/** Two clocks are never quite the same: what was said while somebody came in is for them too. */
const SLACK_MS = 2_000;

/** Since when they may hear what was said, as a time of day; -Infinity: all of it. */
export function sinceMsFor(
  { room, clock, wallTimeMs }: Pick<ChatWorld, 'room' | 'clock' | 'wallTimeMs'>,
  identity: IdentityId,
): number {
  if (room.historyPolicy() === 'all') return -Infinity;
  const admittedAtMs = room.admittedAtMs(identity);
  // Nobody knows since when: nothing.
  if (admittedAtMs === undefined) return Infinity;
  return wallTimeMs() - (clock.nowMs() - admittedAtMs) - SLACK_MS;
}
