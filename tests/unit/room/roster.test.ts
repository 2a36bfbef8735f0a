import { describe, expect, test } from 'vitest';
import { effect } from '@preact/signals-core';
import type { PeerSnapshot, PeerState } from '../../../src/mesh/mesh-peer.ts';
import type { Departure as MeshDeparture } from '../../../src/mesh/mesh-ports.ts';
import type { MemberSnapshot } from '../../../src/mesh/overlay-ports.ts';
import type { IdentityId, PeerId } from '../../../src/primitives/ids.ts';
import type { Mark } from '../../../src/primitives/mark.ts';
import type { Profile } from '../../../src/room/profile-protocol.ts';
import { createRoster, GONE_SHOWN_MS } from '../../../src/room/roster.ts';
import type { Departure } from '../../../src/room/room.ts';
import type { ProvenPeer } from '../../../src/secure/secure-link.ts';
import { createSimClock } from '../../support/sim-clock.ts';

const MARK: Mark = { dye: 'saffron', thing: 'kettle' };

function proven(name: string): ProvenPeer {
  const [peerId, identityId] = [name as PeerId, `${name} the person` as IdentityId];
  return {
    peerId,
    identityId,
    identityKey: new Uint8Array(65),
    agreementKey: new Uint8Array(65),
    capabilities: [],
  };
}

const [ADA, BEN] = [proven('ada'), proven('ben')];

function profile(name: string, space?: string): Profile {
  return { name, capabilities: [], ...(space === undefined ? {} : { space }) };
}

function createScene(markOf: () => Promise<Mark> = async () => MARK) {
  const clock = createSimClock();
  const snapshots = new Map<PeerId, Partial<PeerSnapshot>>();
  const ways = new Map<PeerId, Pick<MemberSnapshot, 'via' | 'heardAtMs'>>();
  const roster = createRoster({
    clock,
    markOf,
    snapshot: (peerId) => ({
      peerId,
      link: snapshots.get(peerId) as PeerSnapshot | undefined,
      via: [],
      heardAtMs: undefined,
      ...ways.get(peerId),
    }),
  });
  const measure = (peer: ProvenPeer, state: PeerState, facts: Partial<PeerSnapshot> = {}) => {
    snapshots.set(peer.peerId, { state, route: 'direct', rttMs: undefined, ...facts });
    roster.onLinkChanged(peer.peerId);
  };
  /** Linked and introduced. */
  const enter = async (peer: ProvenPeer, name: string) => {
    await roster.onPresent(peer);
    roster.onProfile(peer.peerId, profile(name));
    measure(peer, { kind: 'linked', sinceMs: clock.nowMs() });
  };
  return { clock, roster, measure, enter, ways, names: () => roster.peers.value.map((peer) => peer.name) };
}

describe('who is listed', () => {
  test('nobody before both the link is proven and the profile is here', async () => {
    const { roster, names } = createScene();
    roster.onProfile(ADA.peerId, profile('Ada'));
    expect(names()).toEqual([]);
    await roster.onPresent(ADA);
    expect(names()).toEqual([]);
    roster.onProfile(ADA.peerId, profile('Ada'));
    expect(names()).toEqual(['Ada']);
  });

  test('nobody before the mark is computed', async () => {
    let markIsReady: (mark: Mark) => void = () => undefined;
    const { roster, names } = createScene(() => new Promise((resolve) => (markIsReady = resolve)));
    const linking = roster.onPresent(ADA);
    roster.onProfile(ADA.peerId, profile('Ada'));
    expect(names()).toEqual([]);
    markIsReady(MARK);
    await linking;
    expect(names()).toEqual(['Ada']);
  });

  test('who came first is first, whatever is heard later', async () => {
    const { clock, enter, roster, names } = createScene();
    await enter(BEN, 'Ben');
    await clock.advance(1_000);
    await enter(ADA, 'Ada');
    roster.onProfile(BEN.peerId, profile('Benny'));
    expect(names()).toEqual(['Benny', 'Ada']);
  });

  test('with the proven identity, the mark, the space and when they came', async () => {
    const { clock, roster } = createScene();
    await roster.onPresent(ADA);
    roster.onProfile(ADA.peerId, profile('Ada', 'chat'));
    expect(roster.peers.value[0]).toMatchObject({
      peerId: ADA.peerId,
      identityId: ADA.identityId,
      mark: MARK,
      space: 'chat',
      joinedAtMs: clock.nowMs(),
    });
  });
});

test('whoever says that the page is hidden, or that nobody is there, is shown so until they say otherwise', async () => {
  const { enter, roster } = createScene();
  const attention = () => roster.peers.value.map(({ isHidden, isAway }) => [isHidden, isAway]);
  await enter(ADA, 'Ada');
  expect(attention()).toEqual([[false, false]]);
  roster.onProfile(ADA.peerId, { ...profile('Ada'), hidden: true, away: true });
  expect(attention()).toEqual([[true, true]]);
  roster.onProfile(ADA.peerId, profile('Ada'));
  expect(attention()).toEqual([[false, false]]);
});

describe('names', () => {
  test('are shown clean', async () => {
    const { enter, names } = createScene();
    await enter(ADA, '\u202Eada\u0000\u200B  Lovelace ');
    expect(names()).toEqual(['ada Lovelace']);
  });

  test('are empty when nothing of them can be shown', async () => {
    const { enter, names } = createScene();
    await enter(ADA, '\u200B\u2066\u0007');
    expect(names()).toEqual(['']);
  });
});

describe('links', () => {
  test.each<[PeerState, Partial<PeerSnapshot>, object]>([
    [{ kind: 'linked', sinceMs: 1 }, { rttMs: 41.6 }, { kind: 'direct', rttMs: 42 }],
    [{ kind: 'linked', sinceMs: 1 }, { route: 'relayed' }, { kind: 'relayed', rttMs: undefined }],
    [{ kind: 'lost', sinceMs: 7 }, {}, { kind: 'reconnecting', sinceMs: 7 }],
    [{ kind: 'known' }, {}, { kind: 'known' }],
    [{ kind: 'known' }, { isDialled: true }, { kind: 'connecting' }],
  ])('%j with %j', async (state, facts, link) => {
    const { enter, measure, roster } = createScene();
    await enter(ADA, 'Ada');
    measure(ADA, state, facts);
    expect(roster.peers.value[0]?.link).toEqual(link);
  });

  test('that do not stand are shown by whom messages go, or as known where no way is', async () => {
    const { roster, ways } = createScene();
    await roster.onPresent(ADA);
    roster.onProfile(ADA.peerId, profile('Ada'));
    expect(roster.peers.value[0]?.link).toEqual({ kind: 'known' });
    ways.set(ADA.peerId, { via: [BEN.peerId], heardAtMs: 5 });
    roster.onWaysChanged();
    expect(roster.peers.value[0]?.link).toEqual({ kind: 'via', via: [BEN.peerId], rttMs: undefined });
  });

  test('that are being dialled are shown by whom messages go meanwhile', async () => {
    const { enter, measure, roster, ways } = createScene();
    await enter(ADA, 'Ada');
    ways.set(ADA.peerId, { via: [BEN.peerId], heardAtMs: 5 });
    measure(ADA, { kind: 'known' }, { isDialled: true });
    expect(roster.peers.value[0]?.link.kind).toBe('via');
  });

  test('that were lost are reconnecting until the other speaks through others', async () => {
    const { enter, measure, roster, ways } = createScene();
    await enter(ADA, 'Ada');
    ways.set(ADA.peerId, { via: [BEN.peerId], heardAtMs: 6 });
    measure(ADA, { kind: 'lost', sinceMs: 7 });
    expect(roster.peers.value[0]?.link.kind).toBe('reconnecting');
    ways.set(ADA.peerId, { via: [BEN.peerId], heardAtMs: 8 });
    roster.onLinkChanged(ADA.peerId);
    expect(roster.peers.value[0]?.link.kind).toBe('via');
  });
});

describe('somebody who left', () => {
  test('is shown as gone for 4 s', async () => {
    const { clock, enter, roster } = createScene();
    await enter(ADA, 'Ada');
    roster.onLeft(ADA.peerId, 'goodbye');
    expect(roster.peers.value[0]?.link).toEqual({ kind: 'gone', how: 'left', sinceMs: clock.nowMs() });
    await clock.advance(GONE_SHOWN_MS - 1);
    expect(roster.peers.value).toHaveLength(1);
    await clock.advance(1);
    expect(roster.peers.value).toEqual([]);
  });

  test.each<[MeshDeparture, boolean, Departure]>([
    ['goodbye', false, 'left'],
    ['goodbye', true, 'left'],
    ['unseen', false, 'lost'],
    ['unseen', true, 'asleep'],
    ['refused', true, 'refused'],
  ])('by %s, with the page in the background: %s, is shown as %s', async (how, hidden, shown) => {
    const { enter, roster } = createScene();
    await enter(ADA, 'Ada');
    roster.onProfile(ADA.peerId, { ...profile('Ada'), hidden });
    roster.onLeft(ADA.peerId, how);
    expect(roster.peers.value[0]?.link).toMatchObject({ kind: 'gone', how: shown });
  });

  test('and comes back at once stays, with the place they had', async () => {
    const { clock, enter, roster, names } = createScene();
    await enter(ADA, 'Ada');
    await clock.advance(1_000);
    await enter(BEN, 'Ben');
    roster.onLeft(ADA.peerId, 'goodbye');
    await clock.advance(1_000);
    await enter(ADA, 'Ada');
    await clock.advance(2 * GONE_SHOWN_MS);
    expect(names()).toEqual(['Ada', 'Ben']);
    expect(roster.peers.value[0]?.link.kind).toBe('direct');
  });

  test('was never listed is not shown as gone', async () => {
    const { roster } = createScene();
    await roster.onPresent(ADA);
    roster.onLeft(ADA.peerId, 'goodbye');
    roster.onLeft(BEN.peerId, 'goodbye');
    expect(roster.peers.value).toEqual([]);
  });

  test('has no name any more when they come back later', async () => {
    const { clock, enter, roster } = createScene();
    await enter(ADA, 'Ada');
    roster.onLeft(ADA.peerId, 'goodbye');
    await clock.advance(GONE_SHOWN_MS);
    await roster.onPresent(ADA);
    expect(roster.peers.value).toEqual([]);
  });
});

test('views are told of what changed only: others keep their objects, and nothing new tells nobody', async () => {
  const { enter, measure, roster } = createScene();
  await enter(ADA, 'Ada');
  await enter(BEN, 'Ben');
  let told = -1;
  const stop = effect(() => void (roster.peers.value, (told += 1)));
  const [ada] = roster.peers.value;
  measure(BEN, { kind: 'linked', sinceMs: 1 });
  expect(told).toBe(0);
  measure(BEN, { kind: 'linked', sinceMs: 1 }, { rttMs: 20 });
  expect(told).toBe(1);
  expect(roster.peers.value[0]).toBe(ada);
  stop();
});

test('a round trip that only trembles keeps what is shown; one that changed is told', async () => {
  const { enter, measure, roster } = createScene();
  await enter(ADA, 'Ada');
  const shown = [40, 43, 37, 60, 1, 2].map((rttMs) => {
    measure(ADA, { kind: 'linked', sinceMs: 1 }, { rttMs });
    const [ada] = roster.peers.value;
    return ada?.link.kind === 'direct' ? ada.link.rttMs : undefined;
  });
  expect(shown).toEqual([40, 40, 40, 60, 1, 1]);
});

test('a roster that is disposed waits for nothing', async () => {
  const { clock, enter, roster } = createScene();
  await enter(ADA, 'Ada');
  roster.onLeft(ADA.peerId, 'goodbye');
  roster.dispose();
  expect(clock.pendingTimers).toBe(0);
});
