// Keeps ICE looking where nobody answers yet: while a person carries the answer back, and while a path that was agreed on
// is dead. An engine that nobody answers gives the connection up for good (seen in Firefox 153: 11 s after it began).

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

/** A description's own candidates at most, those that were added meanwhile included. */
const MAX_RECHECKED = 64;

/** Adds what the other side described anew, all of it, once. */
export function recheck(connection: Pick<RTCPeerConnection, 'addIceCandidate' | 'remoteDescription'>): void {
  const lines = connection.remoteDescription?.sdp.match(/^a=candidate:.*$/gm) ?? [];
  for (const line of lines.slice(0, MAX_RECHECKED))
    void connection
      .addIceCandidate({ candidate: line.slice(2).trim(), sdpMLineIndex: 0 })
      .catch(() => undefined);
}
