// Who introduces newcomers in a namespace at one broker: a pure state machine (PROTOCOL [R3] to [R8]). It decides;
// broker-meeting.ts dials, claims and waits for it. Knows nothing of links, entries or time.

import type { PeerId } from '../primitives/ids.ts';
import {
  COMPANY_MS,
  ELECTION_JITTER_MS,
  HEARTBEAT_MS,
  LOOK_AGAIN_MS,
  LOOK_WITHIN_MS,
  MAX_RETRY_MS,
  PATIENCE_MS,
  PROBE_MS,
  RETRY_MS,
  STANDBY_RANKS,
  STANDBY_SPACING_MS,
  type Answered,
  type Claiming,
  type ElectionEffect,
  type ElectionEvent,
  type ElectionState,
  type ElectionTimer,
  type Findings,
  type Leading,
  type Member,
  type Searching,
  type SlotFinding,
  type Step,
  type Waiting,
} from './election-state.ts';
import { SLOTS, type Slot } from './namespace.ts';

const ALL_DIALING: Findings = { 1: 'dialing', 2: 'dialing', 3: 'dialing' };
const TIMERS: readonly ElectionTimer[] = [
  'jitter',
  'patience',
  'heartbeat',
  'probe',
  'volunteer',
  'company',
  'look',
];
const MAX_FAILURES = 8;
/**
 * So often a search waits for a standby to notice that its router is gone, or for a router to have a place, before it
 * claims beside it.
 */
const FOLLOWER_PATIENCE = 2;

export const initialElection: ElectionState = { kind: 'offline' };

/** The holder of an address keeps it exactly as long as `slotOf(state)` names it. */
export function stepElection(state: ElectionState, event: ElectionEvent): Step {
  if (event.type === 'offline') return { state: { kind: 'offline' }, effects: stop(...TIMERS) };
  switch (state.kind) {
    case 'offline':
      return event.type === 'online' ? search(0) : stay(state);
    case 'waiting':
      return stepWaiting(state, event);
    case 'searching':
      return stepSearching(state, event);
    case 'claiming':
      return stepClaiming(state, event);
    case 'member':
      return stepMember(state, event);
    default:
      return stepLeading(state, event);
  }
}

function search(failures: number): Step {
  const dials = SLOTS.map((slot) => ({ type: 'dial', slot }) as const);
  return {
    state: { kind: 'searching', findings: ALL_DIALING, failures, tried: [], isLate: false, isBusy: false },
    effects: [...dials, wait('patience', PATIENCE_MS)],
  };
}

function waitAndSearch(failures: number): Step {
  const baseMs = failures === 0 ? 0 : Math.min(MAX_RETRY_MS, RETRY_MS * 2 ** (failures - 1));
  return {
    state: { kind: 'waiting', failures: Math.min(failures, MAX_FAILURES) },
    effects: [...stop(...TIMERS), wait('jitter', baseMs, baseMs + ELECTION_JITTER_MS)],
  };
}

function stepWaiting(state: Waiting, event: ElectionEvent): Step {
  switch (event.type) {
    case 'timer':
      return event.timer === 'jitter' ? search(state.failures) : stay(state);
    case 'proven': // A proof that came after patience ended is as good as any.
    case 'called':
      return stay(state, checkIn(event));
    case 'answered':
      return event.leads === undefined ? stay(state) : join(event, undefined);
    default:
      return stay(state);
  }
}

function stepSearching(state: Searching, event: ElectionEvent): Step {
  switch (event.type) {
    case 'absent':
    case 'unproven':
      return decide(withFinding(state, event.slot, event.type));
    case 'proven':
    case 'called':
      return stay(withFinding(state, event.slot, 'asked'), checkIn(event));
    case 'answered':
      return event.leads === undefined
        ? decide(withFinding(state, event.slot, 'follower'))
        : join(event, undefined);
    case 'timer':
      return event.timer === 'patience' ? decide({ ...state, isLate: true }) : stay(state);
    case 'busy':
      return stay({ ...state, isBusy: true });
    default:
      return stay(state);
  }
}

/** Nobody leads, as far as can be told: claim the lowest free address, or look again later. */
function decide(state: Searching): Step {
  const isOpen = (slot: Slot) => state.findings[slot] === 'dialing' || state.findings[slot] === 'asked';
  if (!state.isLate && SLOTS.some(isOpen)) return stay(state);
  // A standby that has not noticed yet will lead in a moment: claiming beside it would make two routers.
  const hasFollower = state.isBusy || SLOTS.some((slot) => state.findings[slot] === 'follower');
  const { findings, failures, tried } = state;
  const free = SLOTS.find((slot) => findings[slot] === 'absent' && !tried.includes(slot));
  if (free === undefined || (hasFollower && state.failures < FOLLOWER_PATIENCE)) {
    return waitAndSearch(state.failures + 1);
  }
  return {
    state: { kind: 'claiming', slot: free, findings, failures, tried: [...tried, free] },
    effects: [...stop('patience'), { type: 'claim', slot: free }],
  };
}

function stepClaiming(state: Claiming, event: ElectionEvent): Step {
  switch (event.type) {
    case 'claimed':
      return event.slot === state.slot ? lead(event.slot) : stay(state);
    case 'taken':
      return event.slot === state.slot ? lookAgain(state) : stay(state);
    case 'proven':
    case 'called':
      return stay(state, checkIn(event));
    case 'answered':
      return event.leads === undefined ? stay(state) : join(event, undefined);
    default:
      return stay(state);
  }
}

/** Somebody was faster, or a ghost holds it: see who it is, before the next address is tried. */
function lookAgain({ slot, findings, failures, tried }: Claiming): Step {
  return {
    state: {
      kind: 'searching',
      findings: { ...findings, [slot]: 'dialing' },
      failures,
      tried,
      isLate: false,
      isBusy: false,
    },
    effects: [{ type: 'dial', slot }, wait('patience', PATIENCE_MS)],
  };
}

function lead(slot: Slot): Step {
  const effects: ElectionEffect[] = [...stop(...TIMERS), { type: 'call-in', slot }];
  if (slot > 1) effects.push(wait('probe', PROBE_MS));
  return { state: { kind: 'leading', slot }, effects };
}

function stepLeading(state: Leading, event: ElectionEvent): Step {
  switch (event.type) {
    case 'timer':
      return event.timer === 'probe' && state.slot > 1
        ? stay(state, ...dialBelow(state.slot), wait('probe', PROBE_MS))
        : stay(state);
    case 'absent':
      return event.slot < state.slot ? stay(state, { type: 'claim', slot: event.slot }) : stay(state);
    case 'claimed':
      return event.slot < state.slot ? moveTo(event.slot) : stay(state);
    case 'proven':
      return event.slot < state.slot ? stay(state, checkIn(event)) : stay(state);
    case 'called': // Of two routers the one at the lower address stays; the other has to hear of it.
      return stay(state, event.slot < state.slot ? checkIn(event) : { type: 'call-in', slot: state.slot });
    case 'answered':
      return event.leads !== undefined && event.leads < state.slot
        ? withEffects(join(event, state.slot), { type: 'step-down' })
        : stay(state);
    case 'lost':
      return event.slot === state.slot ? waitAndSearch(0) : stay(state);
    default:
      return stay(state);
  }
}

function dialBelow(slot: Slot): ElectionEffect[] {
  return SLOTS.filter((each) => each < slot).map((each) => ({ type: 'dial', slot: each }));
}

function moveTo(slot: Slot): Step {
  const effects: ElectionEffect[] = slot === 1 ? stop('probe') : [];
  return { state: { kind: 'leading', slot }, effects: [...effects, { type: 'call-in', slot }] };
}

/** Checked in. A router that steps down keeps its address as the standby. */
function join({ peer, leads, slot, rank }: Answered, holds: Slot | undefined): Step {
  const routerSlot = leads ?? slot;
  const state: Member = { kind: 'member', router: peer, routerSlot, holds, rank, isDoubting: false };
  return {
    state,
    effects: [
      ...stop(...TIMERS),
      wait('heartbeat', HEARTBEAT_MS),
      wait('company', COMPANY_MS, COMPANY_MS + STANDBY_SPACING_MS),
      ...volunteer(state),
    ],
  };
}

/** A standby always holds the next address: members of low rank try it in turn, the first succeeds. */
function volunteer({ holds, rank, routerSlot }: Member): ElectionEffect[] {
  const next = nextSlot(routerSlot);
  if (next === undefined || holds === next || rank >= STANDBY_RANKS) return [];
  const fromMs = (rank + 1) * STANDBY_SPACING_MS;
  return [wait('volunteer', fromMs, fromMs + STANDBY_SPACING_MS)];
}

function nextSlot(slot: Slot): Slot | undefined {
  return SLOTS.find((each) => each > slot);
}

function stepMember(state: Member, event: ElectionEvent): Step {
  switch (event.type) {
    case 'timer':
      return onMemberTimer(state, event.timer);
    case 'claimed':
      // The new standby checks in at once, so that the router copies its registry to it from now on.
      return stay({ ...state, holds: event.slot }, checkInWith(state));
    case 'lost':
      return event.slot === state.holds ? stay({ ...state, holds: undefined }) : stay(state);
    case 'called':
      return event.peer === state.router || event.slot < state.routerSlot
        ? stay(state, checkIn(event))
        : stay(state);
    case 'answered':
      return onAnswerToMember(state, event);
    case 'down':
      return event.peer === state.router ? withoutRouter(state) : stay(state);
    case 'silent':
    case 'heard':
      return event.peer === state.router ? doubt(state, event.type === 'silent') : stay(state);
    case 'proven':
      return state.isDoubting ? stay(state, checkIn(event)) : stay(state);
    case 'lonely':
      return lookBeside(state, event.slot);
    default:
      return stay(state);
  }
}

/**
 * Whoever a router tells of nobody stands at the next free address, as a standby does, and looks who stands at the others:
 * those whom it hides find each other there.
 */
function lookBeside(state: Member, taken: Slot): Step {
  if (state.holds !== undefined) return stay(state);
  const others = SLOTS.filter((slot) => slot > state.routerSlot);
  const next = nextSlot(taken);
  const claims: ElectionEffect[] = next === undefined ? [] : [{ type: 'claim', slot: next }];
  return stay(state, ...others.map((slot) => ({ type: 'dial', slot }) as const), ...claims);
}

/**
 * A silent router may be dead, and somebody who came meanwhile may lead: looked at once, as it takes seconds until it counts
 * as lost. Nothing is claimed before that: an outage of a few seconds changes nothing.
 */
function doubt(state: Member, isDoubting: boolean): Step {
  const effects = isDoubting ? [wait('look', 0, LOOK_WITHIN_MS)] : stop('look');
  return stay({ ...state, isDoubting }, ...effects);
}

function lookElsewhere(state: Member): Step {
  const others = SLOTS.filter((slot) => slot !== state.routerSlot && slot !== state.holds);
  const dials = others.map((slot) => ({ type: 'dial', slot }) as const);
  return stay(state, ...dials, wait('look', LOOK_AGAIN_MS));
}

function onMemberTimer(state: Member, timer: ElectionTimer): Step {
  if (timer === 'look') return lookElsewhere(state);
  const next = nextSlot(state.routerSlot);
  if (timer === 'volunteer' && next !== undefined) return stay(state, { type: 'claim', slot: next });
  if (timer !== 'heartbeat') return stay(state);
  const company = wait('company', COMPANY_MS, COMPANY_MS + STANDBY_SPACING_MS);
  return stay(state, checkInWith(state), wait('heartbeat', HEARTBEAT_MS), company, ...volunteer(state));
}

function onAnswerToMember(state: Member, event: Answered): Step {
  if (event.peer === state.router) {
    return event.leads === undefined
      ? withoutRouter(state)
      : stay({ ...state, rank: event.rank, routerSlot: event.leads });
  }
  // One that called from a lower address: there may be one router only. In place of a silent one any will do.
  const isBetter = event.leads !== undefined && (state.isDoubting || event.leads < state.routerSlot);
  return isBetter ? join(event, state.holds) : stay(state);
}

/** The standby leads at once; the others wait a random moment and look for it. */
function withoutRouter({ holds }: Member): Step {
  if (holds === undefined) return waitAndSearch(0);
  return withEffects(lead(holds), ...dialBelow(holds));
}

function stay(state: ElectionState, ...effects: ElectionEffect[]): Step {
  return { state, effects };
}

function checkIn(event: { readonly peer: PeerId; readonly slot: Slot }): ElectionEffect {
  return { type: 'check-in', peer: event.peer, slot: event.slot };
}

function checkInWith({ router, routerSlot }: Member): ElectionEffect {
  return { type: 'check-in', peer: router, slot: routerSlot };
}

function wait(timer: ElectionTimer, fromMs: number, toMs = fromMs): ElectionEffect {
  return { type: 'wait', timer, fromMs, toMs };
}

function stop(...timers: readonly ElectionTimer[]): ElectionEffect[] {
  return timers.map((timer) => ({ type: 'stop', timer }));
}

function withFinding(state: Searching, slot: Slot, finding: SlotFinding): Searching {
  return { ...state, findings: { ...state.findings, [slot]: finding } };
}

function withEffects(step: Step, ...effects: ElectionEffect[]): Step {
  return { state: step.state, effects: [...step.effects, ...effects] };
}
