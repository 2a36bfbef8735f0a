import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  slotOf,
  type ElectionEffect,
  type ElectionEvent,
  type ElectionState,
} from '../../../src/discovery/election-state.ts';
import { SLOTS, type Slot } from '../../../src/discovery/namespace.ts';
import { initialElection, stepElection } from '../../../src/discovery/router-election.ts';
import type { PeerId } from '../../../src/primitives/ids.ts';

const BEN = 'ben' as PeerId;
const CLEO = 'cleo' as PeerId;

/** The state after all events, and the effects of the last. */
function play(...events: readonly ElectionEvent[]) {
  let state: ElectionState = initialElection;
  let effects: readonly ElectionEffect[] = [];
  for (const event of events) ({ state, effects } = stepElection(state, event));
  return { state, effects, kinds: effects.map(({ type }) => type) };
}

const online: ElectionEvent = { type: 'online' };
const absent = (slot: Slot): ElectionEvent => ({ type: 'absent', slot });
const unproven = (slot: Slot): ElectionEvent => ({ type: 'unproven', slot });
const patience: ElectionEvent = { type: 'timer', timer: 'patience' };
const proven = (slot: Slot, peer = BEN): ElectionEvent => ({ type: 'proven', slot, peer });
const answered = (slot: Slot, leads: Slot | undefined, peer = BEN): ElectionEvent => ({
  type: 'answered',
  slot,
  leads,
  peer,
  rank: 0,
});
const joined = [online, proven(1), answered(1, 1)] as const;

describe('[R3] looking', () => {
  test('all three addresses are dialled at once', () => {
    const { effects } = play(online);
    expect(effects.filter(({ type }) => type === 'dial')).toEqual([
      { type: 'dial', slot: 1 },
      { type: 'dial', slot: 2 },
      { type: 'dial', slot: 3 },
    ]);
  });

  test('the first that proves and leads wins, without waiting for the others', () => {
    expect(play(...joined).state).toMatchObject({ kind: 'member', router: BEN, routerSlot: 1 });
  });

  test('nobody: the first address is claimed', () => {
    const { effects } = play(online, absent(1), absent(2), absent(3));
    expect(effects).toContainEqual({ type: 'claim', slot: 1 });
  });

  test('[R4] a ghost on the first: the second is claimed when patience is over', () => {
    const { effects } = play(online, absent(2), absent(3), patience);
    expect(effects).toContainEqual({ type: 'claim', slot: 2 });
  });

  test('[R6] a squatter on the first: the second is claimed at once', () => {
    expect(play(online, unproven(1), absent(2), absent(3)).effects).toContainEqual({
      type: 'claim',
      slot: 2,
    });
  });

  test('[R6] all taken and nobody proves: looked again later, never for ever claimed', () => {
    const { state, kinds } = play(online, unproven(1), unproven(2), unproven(3));
    expect(state).toEqual({ kind: 'waiting', failures: 1 });
    expect(kinds).not.toContain('claim');
  });

  test('a standby alone: looked again instead of leading beside it', () => {
    const { state } = play(online, unproven(1), proven(2), absent(3), answered(2, undefined));
    expect(state).toEqual({ kind: 'waiting', failures: 1 });
  });

  test('somebody was faster: dialled once more', () => {
    const { effects } = play(online, absent(1), absent(2), absent(3), { type: 'taken', slot: 1 });
    expect(effects).toContainEqual({ type: 'dial', slot: 1 });
  });

  test('an address that is free but cannot be claimed is tried once in a search', () => {
    const taken = (slot: Slot) => [{ type: 'taken', slot }, absent(slot)] as const;
    const { state } = play(online, absent(1), absent(2), absent(3), ...taken(1), ...taken(2), ...taken(3));
    expect(state).toEqual({ kind: 'waiting', failures: 1 });
  });

  test('a router without a place for another link: looked again instead of leading beside it', () => {
    const { state, kinds } = play(online, { type: 'busy' }, unproven(1), absent(2), absent(3));
    expect(state).toEqual({ kind: 'waiting', failures: 1 });
    expect(kinds).not.toContain('claim');
  });

  test('but not for ever: the third search claims', () => {
    const search = [{ type: 'busy' }, unproven(1), absent(2), absent(3)] as const;
    const again = { type: 'timer', timer: 'jitter' } as const;
    expect(play(online, ...search, again, ...search, again, ...search).effects).toContainEqual({
      type: 'claim',
      slot: 2,
    });
  });

  test('one who says from afar that it leads is believed without a search', () => {
    const { state } = play(...joined, { type: 'down', peer: BEN }, answered(2, 2, CLEO));
    expect(state).toMatchObject({ kind: 'member', router: CLEO, routerSlot: 2 });
  });

  test('a proof that comes while waiting is used', () => {
    const { state } = play(online, unproven(2), unproven(3), patience, proven(1), answered(1, 1));
    expect(state.kind).toBe('member');
  });
});

describe('[R5] standing by', () => {
  test('a member of low rank tries the next address', () => {
    expect(play(...joined, { type: 'timer', timer: 'volunteer' }).effects).toEqual([
      { type: 'claim', slot: 2 },
    ]);
  });

  test('a member of high rank does not', () => {
    const { effects } = play(online, proven(1), {
      type: 'answered',
      slot: 1,
      leads: 1,
      peer: BEN,
      rank: 3,
    });
    expect(effects).not.toContainEqual(expect.objectContaining({ timer: 'volunteer', type: 'wait' }));
  });

  test('the standby leads at once when the router is gone, and looks at the first address', () => {
    const { state, effects } = play(...joined, { type: 'claimed', slot: 2 }, { type: 'down', peer: BEN });
    expect(state).toEqual({ kind: 'leading', slot: 2 });
    expect(effects).toContainEqual({ type: 'call-in', slot: 2 });
    expect(effects).toContainEqual({ type: 'dial', slot: 1 });
  });

  test('[R4] other members wait up to 3 s before they look', () => {
    const { state, effects } = play(...joined, { type: 'down', peer: BEN });
    expect(state.kind).toBe('waiting');
    expect(effects).toContainEqual({ type: 'wait', timer: 'jitter', fromMs: 0, toMs: 3_000 });
  });

  test('somebody else going down changes nothing', () => {
    expect(play(...joined, { type: 'down', peer: CLEO }).state.kind).toBe('member');
  });
});

describe('a router that falls silent', () => {
  const silent = { type: 'silent', peer: BEN } as const;
  const look = { type: 'timer', timer: 'look' } as const;

  test('is looked beside within 1 s and every 2 s; nothing is claimed, and its members stay', () => {
    const { state, effects } = play(...joined, silent);
    expect(state).toMatchObject({ kind: 'member', router: BEN });
    expect(effects).toEqual([{ type: 'wait', timer: 'look', fromMs: 0, toMs: 1_000 }]);
    expect(play(...joined, silent, look).effects).toEqual([
      { type: 'dial', slot: 2 },
      { type: 'dial', slot: 3 },
      { type: 'wait', timer: 'look', fromMs: 2_000, toMs: 2_000 },
    ]);
    expect(play(...joined, silent, look, absent(2), absent(3)).kinds).not.toContain('claim');
  });

  test('is left for whoever leads in its place', () => {
    const found = [silent, look, proven(3, CLEO)] as const;
    expect(play(...joined, ...found).effects).toEqual([{ type: 'check-in', peer: CLEO, slot: 3 }]);
    const { state, effects } = play(...joined, ...found, answered(3, 3, CLEO));
    expect(state).toMatchObject({ kind: 'member', router: CLEO, routerSlot: 3 });
    expect(effects).toContainEqual({ type: 'stop', timer: 'look' });
  });

  test('is not left for one that leads nobody, such as its standby', () => {
    const { state } = play(...joined, silent, look, proven(2, CLEO), answered(2, undefined, CLEO));
    expect(state).toMatchObject({ kind: 'member', router: BEN });
  });

  test('and is heard again is followed as before, whoever answers late', () => {
    const back = [...joined, silent, look, { type: 'heard', peer: BEN }] as const;
    expect(play(...back).effects).toEqual([{ type: 'stop', timer: 'look' }]);
    expect(play(...back, proven(3, CLEO), answered(3, 3, CLEO)).state).toMatchObject({ router: BEN });
  });

  test('is looked beside by the standby too, which keeps its address and does not lead yet', () => {
    const { state, effects } = play(...joined, { type: 'claimed', slot: 2 }, silent, look);
    expect(state).toMatchObject({ kind: 'member', holds: 2 });
    expect(effects.filter(({ type }) => type === 'dial')).toEqual([{ type: 'dial', slot: 3 }]);
  });

  test('is somebody else’s matter where it is not one’s own', () => {
    expect(play(...joined, { type: 'silent', peer: CLEO }).effects).toEqual([]);
  });
});

describe('[R5] handing up', () => {
  const second = [online, unproven(1), absent(2), absent(3), { type: 'claimed', slot: 2 }] as const;

  test('the router at a higher address looks at the first every 30 s', () => {
    const { effects } = play(...second, { type: 'timer', timer: 'probe' });
    expect(effects).toContainEqual({ type: 'dial', slot: 1 });
    expect(effects).toContainEqual({ type: 'wait', timer: 'probe', fromMs: 30_000, toMs: 30_000 });
  });

  test('a router at the third looks at both below', () => {
    const third = [online, unproven(1), unproven(2), absent(3), { type: 'claimed', slot: 3 }] as const;
    const { effects } = play(...third, { type: 'timer', timer: 'probe' });
    expect(effects.filter(({ type }) => type === 'dial')).toEqual([
      { type: 'dial', slot: 1 },
      { type: 'dial', slot: 2 },
    ]);
  });

  test('it moves there when that is free', () => {
    expect(play(...second, absent(1)).effects).toEqual([{ type: 'claim', slot: 1 }]);
    expect(play(...second, absent(1), { type: 'claimed', slot: 1 }).state).toEqual({
      kind: 'leading',
      slot: 1,
    });
  });

  test('it follows a router there and becomes its standby', () => {
    const { state, kinds } = play(...second, proven(1), answered(1, 1));
    expect(state).toMatchObject({ kind: 'member', router: BEN, holds: 2 });
    expect(kinds).toContain('step-down');
  });

  test('a router tells one that calls from a higher address of itself', () => {
    const first = [online, absent(1), absent(2), absent(3), { type: 'claimed', slot: 1 }] as const;
    expect(play(...first, { type: 'called', slot: 2, peer: BEN }).effects).toEqual([
      { type: 'call-in', slot: 1 },
    ]);
  });
});

test('without a broker nothing is held and nothing waits', () => {
  const { state, kinds } = play(...joined, { type: 'claimed', slot: 2 }, { type: 'offline' });
  expect(slotOf(state)).toBeUndefined();
  expect(new Set(kinds)).toEqual(new Set(['stop']));
});

const anySlot = fc.constantFrom(...SLOTS);
const anyPeer = fc.constantFrom(BEN, CLEO);
const anyEvent: fc.Arbitrary<ElectionEvent> = fc.oneof(
  fc.record({ type: fc.constantFrom('online', 'offline') }),
  fc.record({
    type: fc.constant('timer'),
    timer: fc.constantFrom('jitter', 'patience', 'heartbeat', 'probe', 'volunteer', 'look'),
  }),
  fc.record({ type: fc.constantFrom('absent', 'unproven'), slot: anySlot }),
  fc.record({ type: fc.constantFrom('proven', 'called'), slot: anySlot, peer: anyPeer }),
  fc.record({
    type: fc.constant('answered'),
    peer: anyPeer,
    slot: anySlot,
    leads: fc.option(anySlot, { nil: undefined }),
    rank: fc.nat(5),
  }),
  fc.record({ type: fc.constantFrom('down', 'silent', 'heard'), peer: anyPeer }),
  fc.record({ type: fc.constant('busy') }),
  fc.record({ type: fc.constantFrom('claimed', 'taken', 'lost'), slot: anySlot }),
) as fc.Arbitrary<ElectionEvent>;

test('whatever happens: looking never ends without a timer that goes on, and a step never asks for two claims', () => {
  fc.assert(
    fc.property(fc.array(anyEvent, { maxLength: 60 }), (events) => {
      const running = new Set<string>();
      let state: ElectionState = initialElection;
      for (const event of events) {
        if (event.type === 'timer' && !running.delete(event.timer)) continue;
        const step = stepElection(state, event);
        state = step.state;
        for (const effect of step.effects) {
          if (effect.type === 'wait') running.add(effect.timer);
          if (effect.type === 'stop') running.delete(effect.timer);
        }
        expect(step.effects.filter(({ type }) => type === 'claim').length).toBeLessThanOrEqual(1);
        expect(canGoOn(state, running)).toBe(true);
      }
    }),
    { numRuns: 500 },
  );
});

/** Offline waits for the broker and claiming for its answer; every other state has a timer of its own. */
function canGoOn(state: ElectionState, running: ReadonlySet<string>): boolean {
  switch (state.kind) {
    case 'waiting':
      return running.has('jitter');
    case 'searching':
      return running.has('patience');
    case 'member':
      return running.has('heartbeat');
    case 'leading':
      return state.slot === 1 || running.has('probe');
    default:
      return true;
  }
}
