import { signal } from '@preact/signals-core';
import { describe, expect, it } from 'vitest';
import { createNavigation } from '../../../src/app/navigation.ts';
import { formatRoute } from '../../../src/app/routes.ts';
import { createSession, visitOf } from '../../../src/app/session.ts';
import { createSharedText } from '../../../src/app/shared-text.ts';
import { chat } from '../../../src/features/chat/index.ts';
import type { ChatModel } from '../../../src/features/chat/api.ts';
import { ok } from '../../../src/primitives/result.ts';
import type { RoomCode } from '../../../src/room/room-code.ts';
import type { RoomState } from '../../../src/room/room.ts';
import { createFakeAuthority } from '../../support/fake-authority.ts';
import { createFakeRoom } from '../../support/fake-room.ts';
import { NO_MESH } from '../../support/no-mesh.ts';

const CODE = ['slow', 'river', 'window', 'seven', 'other', 'lamp'] as readonly string[] as RoomCode;
const shareOf = (text: string) => formatRoute({ kind: 'share', text });

function appAt(hash: string) {
  const fake = createFakeRoom();
  const state = signal<RoomState>({ kind: 'joining', step: 'looking' });
  const session = createSession({
    ...fake.context,
    openRoom: ({ code, owner }) =>
      Promise.resolve(
        ok({
          docs: fake.context.docs,
          features: [chat],
          room: {
            ...fake.context.room,
            state,
            code,
            owner,
            authority: createFakeAuthority().port,
            brokers: signal([]),
            isIntercepted: signal(false),
            retry: () => {},
            tryNow: () => {},
            linkFacts: () => undefined,
            meshSummary: () => NO_MESH,
            disconnect: () => undefined,
            setName: () => {},
            setStatus: () => {},
            setSpace: () => {},
            setAttention: () => {},
            leave: () => {},
            dispose: () => {},
          },
        }),
      ),
  });
  const location = { hash };
  const write = (_data: unknown, _title: string, url?: string | URL | null) => {
    location.hash = String(url);
  };
  const history = { state: null, pushState: write, replaceState: write };
  const page = { location, history, addEventListener: () => {}, removeEventListener: () => {} };
  const navigation = createNavigation(page);
  const shared = createSharedText({ navigation, session });
  const talk = () => visitOf(session.state.value)?.spaces[0]?.model as ChatModel | undefined;
  return { ...fake, session, state, navigation, shared, talk, draft: () => talk()?.room.draft.value };
}

describe('shared text', () => {
  it('waits at home', () => {
    expect(appAt(shareOf('see you at six')).shared.waiting.value).toBe('see you at six');
  });

  it('is the draft of a room that is started', async () => {
    const { session, draft, shared } = appAt(shareOf('see you at six'));
    await session.start();
    expect(draft()).toBe('see you at six');
    expect(shared.waiting.value).toBe('');
  });

  it('waits while joining and is the draft once inside', async () => {
    const { session, state, navigation, draft, shared } = appAt(shareOf('see you at six'));
    navigation.go({ kind: 'room', code: CODE.join('-'), space: undefined });
    await session.join({ code: CODE, owner: undefined });
    expect(shared.waiting.value).toBe('see you at six');
    state.value = { kind: 'open' };
    expect(draft()).toBe('see you at six');
  });

  it('outlives a room that could not be joined', async () => {
    const { session, draft } = appAt(shareOf('see you at six'));
    await session.join({ code: CODE, owner: undefined });
    session.leave();
    await session.start();
    expect(draft()).toBe('see you at six');
  });

  it('is the draft of the first room only', async () => {
    const { session, draft } = appAt(shareOf('see you at six'));
    await session.start();
    session.leave();
    await session.start();
    expect(draft()).toBe('');
  });

  it('goes below what stands in the composer of the room its person is in', async () => {
    const { session, navigation, talk, draft } = appAt('#/');
    await session.start();
    talk()?.room.setDraft('by the way');
    navigation.go({ kind: 'share', text: 'see you at six' });
    expect(draft()).toBe('by the way\nsee you at six');
    expect(navigation.route.value).toMatchObject({ kind: 'room', space: 'chat' });
  });

  it('is never sent by itself, nor told as writing', async () => {
    const { session, sent } = appAt(shareOf('see you at six'));
    await session.start();
    expect(sent).toEqual([]);
  });

  it('is nothing to wait for when it is the way into a room', () => {
    expect(appAt(shareOf(`Come! kith:r/${CODE.join('-')}`)).shared.waiting.value).toBe('');
  });

  it('is something to say when its person is in a room already', async () => {
    const { session, navigation, draft } = appAt('#/');
    await session.start();
    const text = `kith:r/${CODE.join('-')}`;
    navigation.go({ kind: 'share', text });
    expect(draft()).toBe(text);
  });

  it('is gone when discarded, also from the address', () => {
    const { shared, navigation } = appAt(shareOf('see you at six'));
    shared.discard();
    expect(shared.waiting.value).toBe('');
    expect(navigation.route.value.kind).toBe('home');
  });
});
