import { describe, expect, test } from 'vitest';
import type { BrokerState } from '../../../src/discovery/meeting-ports.ts';
import { createOwnAddress } from '../../../src/discovery/own-address.ts';
import { createEmitter } from '../../../src/primitives/events.ts';
import type { PeerId, TransportId } from '../../../src/primitives/ids.ts';
import { err, ok, type Result } from '../../../src/primitives/result.ts';
import type { ClaimError, Endpoint, EndpointState, Transport } from '../../../src/transport/transport.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { createSimClock } from '../../support/sim-clock.ts';

const SELF = 'ada' as PeerId;

interface FakeEndpoint extends Endpoint {
  become(state: EndpointState): void;
}

function createEndpoint(id: TransportId): FakeEndpoint {
  const states = createEmitter<EndpointState>();
  let state: EndpointState = { kind: 'open' };
  const become = (next: EndpointState) => {
    state = next;
    states.emit(next);
  };
  return {
    id,
    get state() {
      return state;
    },
    become,
    onState: (listener) => states.on(listener),
    dial: async () => err({ code: 'failed', detail: '' }),
    onLink: () => () => undefined,
    tryNow: () => undefined,
    close: () => become({ kind: 'closed', detail: 'given back' }),
  };
}

type Answer = 'granted' | ClaimError['code'];

/** `answer` says how each claim ends, counted from 1. */
function createScene(answer: (claim: number) => Answer | Promise<Answer>) {
  const clock = createSimClock();
  const startMs = clock.nowMs();
  const claims: { readonly id: string; readonly atMs: number }[] = [];
  const granted: FakeEndpoint[] = [];
  const endpoints: (string | undefined)[] = [];
  const states: BrokerState[] = [];
  const transport: Transport = {
    label: 'broker',
    async claim(id): Promise<Result<Endpoint, ClaimError>> {
      claims.push({ id, atMs: clock.nowMs() - startMs });
      const code = await answer(claims.length);
      if (code !== 'granted') return err({ code, detail: '' });
      const endpoint = createEndpoint(id);
      granted.push(endpoint);
      return ok(endpoint);
    },
  };
  const address = createOwnAddress({
    transport,
    self: SELF,
    clock,
    random: createSeededRandom(1),
    onEndpoint: (endpoint) => void endpoints.push(endpoint?.id),
    onState: (state) => void states.push(state),
  });
  address.tryNow();
  return { clock, address, claims, granted, endpoints, states, ids: () => claims.map(({ id }) => id) };
}

describe('a claim', () => {
  test('that is granted is handed out once, and nothing more is claimed', async () => {
    const { clock, endpoints, states, ids } = createScene(() => 'granted');
    await clock.advance(120_000);
    expect(ids()).toEqual(['kith-ada']);
    expect(endpoints).toEqual(['kith-ada']);
    expect(states).toEqual(['trying', 'reachable']);
  });

  test('of an address that a ghost holds steps aside, through four addresses and over again', async () => {
    const { clock, ids, states } = createScene((claim) => (claim <= 5 ? 'id-taken' : 'granted'));
    await clock.advance(180_000);
    expect(ids()).toEqual(['kith-ada', 'kith-ada-2', 'kith-ada-3', 'kith-ada-4', 'kith-ada', 'kith-ada-2']);
    // A ghost says nothing against the broker.
    expect(states).toEqual(['trying', 'reachable']);
  });

  test('at a broker that does not answer is repeated: after 2 s, doubling to 30 s, at least half of that', async () => {
    const { clock, claims, states } = createScene(() => 'unreachable');
    await clock.advance(5 * 60_000);
    const pausesMs = claims.slice(1).map(({ atMs }, index) => atMs - (claims[index]?.atMs ?? 0));
    for (const [index, pauseMs] of pausesMs.entries()) {
      const longestMs = Math.min(30_000, 2_000 * 2 ** index);
      expect(pauseMs).toBeGreaterThanOrEqual(longestMs / 2);
      expect(pauseMs).toBeLessThanOrEqual(longestMs);
    }
    expect(pausesMs.length).toBeGreaterThan(8);
    expect(new Set(states)).toEqual(new Set(['trying', 'unreachable']));
  });

  test('in a browser that cannot is told as such', async () => {
    const { clock, states } = createScene(() => 'unsupported');
    await clock.advance(100);
    expect(states).toEqual(['trying', 'unsupported']);
  });
});

describe('an address', () => {
  test('that the broker takes away is gone, and claimed again', async () => {
    const { clock, granted, endpoints, states } = createScene(() => 'granted');
    await clock.advance(100);
    granted[0]?.become({ kind: 'closed', detail: 'thrown out' });
    expect(endpoints).toEqual(['kith-ada', undefined]);
    expect(states.at(-1)).toBe('unreachable');
    await clock.advance(2_000);
    expect(endpoints).toEqual(['kith-ada', undefined, 'kith-ada']);
    expect(states.at(-1)).toBe('reachable');
  });

  test('stays one’s own while its endpoint reconnects by itself', async () => {
    const { clock, granted, endpoints, states, ids } = createScene(() => 'granted');
    await clock.advance(100);
    granted[0]?.become({ kind: 'reconnecting' });
    expect(states.at(-1)).toBe('unreachable');
    await clock.advance(60_000);
    granted[0]?.become({ kind: 'open' });
    expect(states.at(-1)).toBe('reachable');
    expect([ids(), endpoints]).toEqual([['kith-ada'], ['kith-ada']]);
  });
});

describe('trying now', () => {
  test('does not wait for the backoff, and begins it anew', async () => {
    const { clock, address, claims } = createScene(() => 'unreachable');
    await clock.advance(100_000);
    const before = claims.length;
    address.tryNow();
    expect(claims).toHaveLength(before + 1);
    await clock.advance(2_000);
    expect(claims).toHaveLength(before + 2);
  });

  test('twice claims once', async () => {
    const { clock, address, ids } = createScene(() => new Promise(() => undefined));
    address.tryNow();
    await clock.advance(60_000);
    expect(ids()).toEqual(['kith-ada']);
  });

  test('changes nothing for an address that is held', async () => {
    const { clock, address, states, ids } = createScene(() => 'granted');
    await clock.advance(100);
    address.tryNow();
    await clock.advance(60_000);
    expect(ids()).toEqual(['kith-ada']);
    expect(states.at(-1)).toBe('reachable');
  });
});

describe('disposing', () => {
  test('gives the address back and claims no more', async () => {
    const { clock, address, granted, endpoints, ids } = createScene(() => 'granted');
    await clock.advance(100);
    address.dispose();
    expect(granted[0]?.state.kind).toBe('closed');
    await clock.advance(60_000);
    expect([ids(), endpoints, clock.pendingTimers]).toEqual([['kith-ada'], ['kith-ada'], 0]);
  });

  test('during a claim gives back what is granted afterwards', async () => {
    let grant: (answer: Answer) => void = () => undefined;
    const { clock, address, granted, endpoints } = createScene(
      () => new Promise((resolve) => (grant = resolve)),
    );
    address.dispose();
    grant('granted');
    await clock.advance(100);
    expect(granted[0]?.state.kind).toBe('closed');
    expect(endpoints).toEqual([]);
  });

  test('ends the backoff', async () => {
    const { clock, address } = createScene(() => 'unreachable');
    await clock.advance(100);
    address.dispose();
    expect(clock.pendingTimers).toBe(0);
  });
});
