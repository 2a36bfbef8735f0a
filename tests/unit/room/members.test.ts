import { signal } from '@preact/signals-core';
import { describe, expect, it } from 'vitest';
import type { IdentityId } from '../../../src/primitives/ids.ts';
import { ABSENT_SHOWN_MS, createMembers, groupMembers, MAX_ABSENT } from '../../../src/room/members.ts';
import type { Departure, LinkView, RosterPeer } from '../../../src/room/room.ts';
import { makePeer } from '../../support/fake-room.ts';
import { createSimClock } from '../../support/sim-clock.ts';

const SELF = { identityId: 'identity-self' as IdentityId };
const DIRECT: LinkView = { kind: 'direct', rttMs: 14 };
const RELAYED: LinkView = { kind: 'relayed', rttMs: 112 };
const LOST: LinkView = { kind: 'reconnecting', sinceMs: 7 };

const CLOCK_START_MS = createSimClock().nowMs();

function gone(how: Departure, sinceMs = CLOCK_START_MS): LinkView {
  return { kind: 'gone', how, sinceMs };
}

/** An instance of Mei's. */
function device(id: string, fields: Partial<RosterPeer> = {}): RosterPeer {
  return makePeer(id, { identityId: 'identity-mei' as IdentityId, ...fields });
}

function only(...peers: readonly RosterPeer[]) {
  const members = groupMembers(peers, SELF);
  expect(members).toHaveLength(1);
  return members[0];
}

describe('grouping', () => {
  it('lists somebody with two tabs once, with both, the nearer one first', () => {
    const [phone, laptop] = [device('phone', { link: RELAYED }), device('laptop')];
    expect(only(phone, laptop)).toMatchObject({ devices: [laptop, phone], link: DIRECT, isSelf: false });
  });

  it('keeps the order in which people came, by their first instance', () => {
    const peers = [device('new', { joinedAtMs: 9 }), makePeer('ben', { joinedAtMs: 5 }), device('old')];
    expect(groupMembers(peers, SELF).map(({ identityId }) => identityId)).toEqual([
      'identity-mei',
      'identity-ben',
    ]);
  });

  it('marks the own other tabs', () => {
    expect(only(makePeer('self', { identityId: SELF.identityId }))?.isSelf).toBe(true);
  });

  it.each<[string, LinkView, Partial<RosterPeer>, object]>([
    ['here', DIRECT, {}, { kind: 'here' }],
    ['here, though their page is in the background', DIRECT, { isHidden: true }, { kind: 'here' }],
    ['away', DIRECT, { isAway: true }, { kind: 'away' }],
    ['lost', LOST, {}, { kind: 'lost', sinceMs: 7 }],
    ['asleep', LOST, { isHidden: true }, { kind: 'asleep', sinceMs: 7 }],
    ['gone', gone('left', 3), {}, { kind: 'gone', how: 'left', sinceMs: 3 }],
  ])('tells that somebody is %s', (_, link, fields, state) => {
    expect(only(device('a', { link, ...fields }))?.state).toEqual(state);
  });

  it('shows people as they are where they look: two tabs are away only together', () => {
    const idle = device('idle', { isAway: true, space: 'map' });
    const used = device('used', { link: RELAYED, space: 'chat' });
    expect(only(idle, used)).toMatchObject({ state: { kind: 'here' }, space: 'chat', link: DIRECT });
    expect(only(idle, { ...used, isAway: true })?.state.kind).toBe('away');
  });

  it('does not mourn one tab while the other is linked', () => {
    expect(only(device('closed', { link: gone('left') }), device('open'))?.state.kind).toBe('here');
  });
});

function scene(initial: readonly RosterPeer[] = []) {
  const clock = createSimClock();
  const peers = signal(initial);
  const listed = createMembers({ clock, peers, self: SELF });
  const how = () =>
    listed.members.value.map(
      ({ name, state }) => `${name} ${state.kind === 'gone' ? state.how : state.kind}`,
    );
  return { clock, peers, listed, how };
}

describe('those who went', () => {
  it.each<[Departure, readonly string[]]>([
    ['left', []],
    ['refused', []],
    ['lost', ['mei lost']],
    ['asleep', ['mei asleep']],
  ])('by being %s stay listed as %j', (departure, listed) => {
    const { peers, how } = scene([makePeer('mei')]);
    peers.value = [makePeer('mei', { link: gone(departure) })];
    expect(how()).toEqual([`mei ${departure}`]);
    peers.value = [];
    expect(how()).toEqual(listed);
  });

  it('are no longer missed after five minutes', async () => {
    const { clock, peers, how } = scene([makePeer('mei', { link: gone('lost') })]);
    peers.value = [];
    await clock.advance(ABSENT_SHOWN_MS - 1);
    expect(how()).toEqual(['mei lost']);
    await clock.advance(1);
    expect(how()).toEqual([]);
    expect(clock.pendingTimers).toBe(0);
  });

  it('are here again once they are, with another instance too', () => {
    const { peers, how } = scene([device('before', { name: 'mei', link: gone('asleep') })]);
    peers.value = [];
    peers.value = [device('after', { name: 'mei' })];
    expect(how()).toEqual(['mei here']);
  });

  it('are not oneself: a tab that was closed is nobody', () => {
    const { peers, how } = scene([makePeer('tab', { ...SELF, link: gone('lost') })]);
    peers.value = [];
    expect(how()).toEqual([]);
  });

  it('take bounded memory: those who went first are forgotten first', () => {
    const { peers, how } = scene();
    const names = Array.from({ length: MAX_ABSENT + 3 }, (_, index) => `p${index}`);
    for (const [index, name] of names.entries()) {
      peers.value = [makePeer(name, { link: gone('lost', CLOCK_START_MS - names.length + index) })];
      peers.value = [];
    }
    expect(how()).toEqual(names.slice(3).map((name) => `${name} lost`));
  });
});

it('waits for nothing once disposed', () => {
  const { clock, peers, listed } = scene([makePeer('mei', { link: gone('lost') })]);
  peers.value = [];
  listed.dispose();
  expect(clock.pendingTimers).toBe(0);
});
