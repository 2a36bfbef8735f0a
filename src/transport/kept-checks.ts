// Keeps ICE looking while a person carries the answer back: until then the inviter's side may hear nothing, and an
// engine that nobody answers gives the connection up for good (seen in Firefox 153: 11 s after it began).

import { scheduleEvery, type Cancel, type Clock } from '../primitives/clock.ts';

/** An engine waits 5 s for further candidates and as long for each that it checks: one of them is always under way. */
export const RECHECK_MS = 4_000;

/** Adds the described candidates anew, one after the other, until cancelled; `lines` are those of a description. */
export function keepChecking(connection: RTCPeerConnection, lines: readonly string[], clock: Clock): Cancel {
  const candidates = lines.filter((line) => line.startsWith('a=candidate:')).map((line) => line.slice(2));
  let turn = 0;
  return scheduleEvery(clock, RECHECK_MS, () => {
    if (connection.connectionState === 'connected' || connection.connectionState === 'closed') return;
    const candidate = candidates[turn % candidates.length];
    turn += 1;
    // Engines that know it already leave it at that.
    void connection.addIceCandidate({ candidate: candidate ?? '', sdpMid: '0' }).catch(() => undefined);
  });
}
