import { signal } from '@preact/signals-core';
import { describe, expect, it } from 'vitest';
import {
  createSession,
  titleOf,
  type EnterError,
  type OpenedRoom,
  type RoomRequest,
} from '../../../src/app/session.ts';
import { err, ok, type Result } from '../../../src/primitives/result.ts';
import type { RoomCode } from '../../../src/room/room-code.ts';
import type { Room, RoomState } from '../../../src/room/room.ts';
import { hands } from '../../support/example-feature/index.ts';
import { createFakeAuthority } from '../../support/fake-authority.ts';
import { createWiredLinks } from '../../support/wired-links.ts';
import { createFakeRoom } from '../../support/fake-room.ts';
import { NO_MESH } from '../../support/no-mesh.ts';

const code = ['slow', 'river', 'window', 'seven', 'other', 'lamp'] as readonly string[] as RoomCode;

function sessionOver(open?: (opened: OpenedRoom) => Promise<Result<OpenedRoom, EnterError>>) {
  const { context } = createFakeRoom();
  const state = signal<RoomState>({ kind: 'joining', step: 'looking' });
  const calls: string[] = [];
  const roomFor = (request: RoomRequest): Room => ({
    ...context.room,
    state,
    code: request.code,
    owner: request.owner,
    authority: createFakeAuthority().port,
    brokers: signal([]),
    isIntercepted: signal(false),
    retry: () => calls.push('retry'),
    tryNow: () => calls.push('tryNow'),
    linkFacts: () => undefined,
    meshSummary: () => NO_MESH,
    disconnect: () => undefined,
    setName: (name) => calls.push(`name ${name}`),
    setStatus: (status) => calls.push(`status ${status}`),
    setSpace: (space) => calls.push(`space ${space}`),
    setAttention: () => undefined,
    leave: () => calls.push('leave'),
    dispose: () => calls.push('dispose'),
  });
  const session = createSession({
    ...context,
    openRoom: async (request) => {
      const opened = { room: roomFor(request), docs: context.docs, features: [hands] };
      return open ? open(opened) : ok(opened);
    },
  });
  return { session, state, calls };
}

const address = { code, owner: undefined };

describe('entering', () => {
  it('is in a room of its own at once', async () => {
    const { session } = sessionOver();
    await session.start();
    expect(session.state.value.kind).toBe('room');
  });

  it('is joining until the room is open', async () => {
    const { session, state } = sessionOver();
    await session.join(address);
    expect(session.state.value.kind).toBe('joining');
    state.value = { kind: 'open' };
    expect(session.state.value.kind).toBe('room');
  });

  it('remembers how its person came', async () => {
    const { session } = sessionOver();
    const entries = [];
    for (const visit of [await session.start(), await session.join(address)]) {
      entries.push(visit.ok && visit.value.entry);
    }
    const back = await session.join(address, 'returned');
    expect([...entries, back.ok && back.value.entry]).toEqual(['started', 'invited', 'returned']);
  });

  it('stays in the room when its links come and go', async () => {
    const { session, state } = sessionOver();
    await session.join(address);
    state.value = { kind: 'open' };
    state.value = { kind: 'joining', step: 'looking' };
    expect(session.state.value.kind).toBe('room');
  });

  it('stays at home when no room could be opened', async () => {
    const { session } = sessionOver(() => Promise.resolve(err('locked')));
    expect(await session.start()).toEqual(err('locked'));
    expect(session.state.value.kind).toBe('home');
  });

  it('gives a room up that opens after its person has gone elsewhere', async () => {
    const { session, calls } = sessionOver();
    const late = session.join(address);
    session.leave();
    expect(await late).toEqual(err('overtaken'));
    expect(calls).toEqual(['leave']);
    expect(session.state.value.kind).toBe('home');
  });
});

describe('a visit', () => {
  it('tells the others which space is in view, and ignores unknown ones', async () => {
    const { session, calls } = sessionOver();
    const visit = await session.start();
    if (visit.ok) visit.value.show('nowhere');
    expect(visit.ok && visit.value.space.value).toBe('hands');
    expect(calls).toEqual(['space hands']);
  });

  it('[O6] closes a link that an invitation leads to after it was left', async () => {
    const { session } = sessionOver();
    const visit = await session.start();
    session.leave();
    const link = createWiredLinks().listener;
    if (visit.ok) void visit.value.handed.hand(link);
    expect(link.isOpen).toBe(false);
  });

  it('says goodbye once when left', async () => {
    const { session, calls } = sessionOver();
    await session.start();
    session.leave();
    session.leave();
    expect(calls.filter((call) => call === 'leave')).toHaveLength(1);
  });
});

it('calls a room by its first two words', () => expect(titleOf(code)).toBe('Slow River'));
