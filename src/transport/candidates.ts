// ICE candidates on their way in: they overtake the description they belong to, on some media even their offer.

import type { CandidateMessage } from './negotiation-message.ts';

/** Candidates of one side of a dial, held or added: a host with many interfaces and relays has a few dozen. */
export const MAX_CANDIDATES = 64;
/** Held of dials that are not known yet, of one endpoint; the oldest go. */
const MAX_EARLY_CANDIDATES = 256;

export interface CandidateIntake {
  /** Holds the candidate until the remote description is there; ignores those beyond {@link MAX_CANDIDATES}. */
  add(candidate: RTCIceCandidateInit): void;
}

export function createCandidateIntake(connection: RTCPeerConnection): CandidateIntake {
  let held: RTCIceCandidateInit[] = [];
  let count = 0;

  function apply(): void {
    // Not every engine says null while there is none.
    if (!connection.remoteDescription?.sdp || connection.signalingState === 'closed') return;
    for (const candidate of held) {
      // A candidate that the engine does not take is one path less, no more.
      connection.addIceCandidate(candidate).catch(() => undefined);
    }
    held = [];
  }

  connection.addEventListener('signalingstatechange', apply);
  return {
    add(candidate) {
      count += 1;
      if (count > MAX_CANDIDATES) return;
      held.push(candidate);
      apply();
    },
  };
}

/** The part of an RTCPeerConnection that candidates of a standing link need. */
export type RoundConnection = Pick<RTCPeerConnection, 'addIceCandidate' | 'signalingState'>;

/** Candidates of a standing link, by the round of the description they belong to. */
export interface RoundCandidates {
  /** Adds those of the description in force, holds those of a later one, and ignores what is over or too much. */
  add(candidate: CandidateMessage): void;
  /** The remote description is that of `round` now. */
  onRound(round: number): void;
}

export function createRoundCandidates(connection: RoundConnection): RoundCandidates {
  let held: readonly CandidateMessage[] = [];
  let current = 0;
  let count = 0;

  function apply({ candidate, mid, lineIndex }: CandidateMessage): void {
    count += 1;
    if (count > MAX_CANDIDATES || connection.signalingState === 'closed') return;
    connection.addIceCandidate({ candidate, sdpMid: mid, sdpMLineIndex: lineIndex }).catch(() => undefined);
  }

  return {
    add(message) {
      if (message.round === current) apply(message);
      else if (message.round > current) held = [...held.slice(1 - MAX_CANDIDATES), message];
    },
    onRound(round) {
      current = round;
      count = 0;
      const due = held.filter((message) => message.round === round);
      held = held.filter((message) => message.round > round);
      for (const message of due) apply(message);
    },
  };
}

/** Keeps candidates whose dial is not known yet. */
export interface EarlyCandidates {
  hold(dial: string, candidate: RTCIceCandidateInit): void;
  /** Those of `dial`, in order, and keeps them no longer. */
  take(dial: string): readonly RTCIceCandidateInit[];
}

export function createEarlyCandidates(): EarlyCandidates {
  let held: { readonly dial: string; readonly candidate: RTCIceCandidateInit }[] = [];
  return {
    hold(dial, candidate) {
      held = [...held.slice(1 - MAX_EARLY_CANDIDATES), { dial, candidate }];
    },
    take(dial) {
      const taken = held.filter((entry) => entry.dial === dial);
      held = held.filter((entry) => entry.dial !== dial);
      return taken.map(({ candidate }) => candidate);
    },
  };
}
