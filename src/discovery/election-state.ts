// The words of a router election: states, events, effects and times. The rules are in router-election.ts.

import type { PeerId } from '../primitives/ids.ts';
import type { Slot } from './namespace.ts';

/**
 * What is known of a router address while looking. `absent`: free; `unproven`: a ghost or a squatter; `asked`: proven,
 * not answered yet; `follower`: proven, but leads nobody.
 */
export type SlotFinding = 'dialing' | 'absent' | 'unproven' | 'asked' | 'follower';
export type Findings = Readonly<Record<Slot, SlotFinding>>;

/** The broker cannot be used now. */
export interface Offline {
  readonly kind: 'offline';
}

/** Waits a random moment, so that not all look and claim at once. */
export interface Waiting {
  readonly kind: 'waiting';
  /** Searches in a row that led nowhere. */
  readonly failures: number;
}

export interface Searching {
  readonly kind: 'searching';
  readonly findings: Findings;
  readonly failures: number;
  /** Addresses that could not be claimed in this search: each is tried once. */
  readonly tried: readonly Slot[];
  /** Patience is over: addresses that still do not answer count as unproven. */
  readonly isLate: boolean;
  /** Somebody who proved had no place for another link: there is a room, and somebody leads it. */
  readonly isBusy: boolean;
}

export interface Claiming {
  readonly kind: 'claiming';
  readonly slot: Slot;
  readonly findings: Findings;
  readonly failures: number;
  readonly tried: readonly Slot[];
}

/** Checked in. With `holds` it is the standby: it keeps a router address and takes over when the router dies. */
export interface Member {
  readonly kind: 'member';
  readonly router: PeerId;
  readonly routerSlot: Slot;
  readonly holds: Slot | undefined;
  /** Own place among the members as the router lists them; low ranks stand by. */
  readonly rank: number;
  /** The router is silent, and not lost yet: whoever else leads is followed. */
  readonly isDoubting: boolean;
}

export interface Leading {
  readonly kind: 'leading';
  readonly slot: Slot;
}

export type ElectionState = Offline | Waiting | Searching | Claiming | Member | Leading;

/** `company`: whether a member knows anybody but its router. `look`: whether somebody leads in place of a silent one. */
export type ElectionTimer = 'jitter' | 'patience' | 'heartbeat' | 'probe' | 'volunteer' | 'company' | 'look';

/** A peer's answer to a check-in. `leads` is the slot it leads at, undefined when it leads nobody. */
export interface Answered {
  readonly type: 'answered';
  readonly peer: PeerId;
  /** Where the peer was found. */
  readonly slot: Slot;
  readonly leads: Slot | undefined;
  readonly rank: number;
}

export type ElectionEvent =
  | { readonly type: 'online' | 'offline' }
  | { readonly type: 'timer'; readonly timer: ElectionTimer }
  /** How a dial ended; `unproven` also when a proven peer does not answer the check-in. */
  | { readonly type: 'absent' | 'unproven'; readonly slot: Slot }
  /** `proven`: whoever answers at the address is of this namespace. `called`: a linked peer says that it leads there. */
  | { readonly type: 'proven' | 'called'; readonly slot: Slot; readonly peer: PeerId }
  | Answered
  /** The peer is no longer linked; or it is silent, which may be its end; or heard again before that. */
  | { readonly type: 'down' | 'silent' | 'heard'; readonly peer: PeerId }
  | { readonly type: 'busy' }
  /** A member knows nobody but its router, which may hide the others; addresses up to this one are taken. */
  | { readonly type: 'lonely'; readonly slot: Slot }
  | { readonly type: 'claimed' | 'taken' | 'lost'; readonly slot: Slot };

export type ElectionEffect =
  | { readonly type: 'dial' | 'claim'; readonly slot: Slot }
  /** Sends the own entry; answered by `answered` or `unproven`. */
  | { readonly type: 'check-in'; readonly peer: PeerId; readonly slot: Slot }
  /** Replaces a running timer of the same name; the moment is drawn from the range. */
  | {
      readonly type: 'wait';
      readonly timer: ElectionTimer;
      readonly fromMs: number;
      readonly toMs: number;
    }
  | { readonly type: 'stop'; readonly timer: ElectionTimer }
  /** Asks everybody linked to check in (again): the winner of an election fills its registry. */
  | { readonly type: 'call-in'; readonly slot: Slot }
  /** Tells those checked in that somebody else leads. */
  | { readonly type: 'step-down' };

export interface Step {
  readonly state: ElectionState;
  readonly effects: readonly ElectionEffect[];
}

/** All members notice a router's death together, and must not claim together. Source: seed 001. */
export const ELECTION_JITTER_MS = 3_000;
/** Members whose router falls silent look for another within this, and again until it is heard or lost: nothing is claimed. */
export const LOOK_WITHIN_MS = 1_000;
export const LOOK_AGAIN_MS = 2_000;
/** How long addresses may stay unproven before the next one is claimed: an honest router takes under 2 s. */
export const PATIENCE_MS = 4_000;
/** How often members check in. Source: seed 001. */
export const HEARTBEAT_MS = 60_000;
/** How often a router at a higher address looks whether it can move to the first or follow the one there. */
export const PROBE_MS = 30_000;
/** So many members try to stand by, one after the other; each costs the broker one claim per heartbeat. */
export const STANDBY_RANKS = 3;
export const STANDBY_SPACING_MS = 3_000;
/** By then an honest router's standby has its address, and whoever was told of others is linked with one of them. */
export const COMPANY_MS = 7_000;
/** A search that led nowhere is repeated after this, doubling up to the maximum. */
export const RETRY_MS = 3_000;
export const MAX_RETRY_MS = 30_000;

/** The router address that a peer in this state holds, if any. */
export function slotOf(state: ElectionState): Slot | undefined {
  if (state.kind === 'leading') return state.slot;
  return state.kind === 'member' ? state.holds : undefined;
}
