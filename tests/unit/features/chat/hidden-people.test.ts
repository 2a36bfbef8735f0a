// Whoever is blocked, or waits to be decided about, is nowhere in the talk: not in what others said either.

import { signal } from '@preact/signals-core';
import { expect, it } from 'vitest';
import type { NewContent } from '../../../../src/features/chat/api.ts';
import { createRoomTypists } from '../../../../src/features/chat/room-typists.ts';
import type { IdentityId } from '../../../../src/primitives/ids.ts';
import type { Regard } from '../../../../src/room/standing.ts';
import type { SaidField } from '../../../../src/sync/shared-docs.ts';
import { createChatNet, messagesOf, type ChatNode } from '../../../support/chat-net.ts';

async function trio() {
  const net = createChatNet(1);
  const regards = signal<ReadonlyMap<IdentityId, Regard>>(new Map());
  const regardOf = (id: IdentityId) => regards.value.get(id) ?? 'open';
  const ada = await net.join('Ada', { regardOf });
  const [bob, mei] = [await net.join('Bob'), await net.join('Mei')];
  await net.clock.advance(500);
  const send = async ({ chat }: ChatNode, content: NewContent) => {
    const sending = chat.room.send(content);
    await net.clock.advance(200);
    const sent = await sending;
    return sent.ok ? sent.value : `(${sent.error})`;
  };
  const regard = ({ identity }: ChatNode, as: Regard) =>
    (regards.value = new Map(regards.peek()).set(identity.id, as));
  return { ada, bob, mei, send, regard, regardOf };
}

const react = (of: string, emoji = '👍', on = true): NewContent => ({ kind: 'react', of, emoji, on });
const reactionsOf = ({ chat }: ChatNode) =>
  messagesOf(chat)[0]?.reactions.map(({ emoji, by }) => `${emoji} ${by.length}`);

it.each(['blocked', 'waiting'] as const)(
  'reactions of whoever is %s do not show, until they are heard again; others see them',
  async (how) => {
    const { ada, bob, mei, send, regard } = await trio();
    const id = await send(ada, { kind: 'text', text: 'bread?' });
    await send(bob, react(id));
    await send(mei, react(id));
    await send(bob, react(id, '🎉'));
    expect(reactionsOf(ada)).toEqual(['👍 2', '🎉 1']);
    regard(bob, how);
    expect(reactionsOf(ada)).toEqual(['👍 1']);
    await send(bob, react(id, '👀'));
    await send(mei, react(id, '❤️'));
    expect(reactionsOf(ada)).toEqual(['👍 1', '❤️ 1']);
    expect(reactionsOf(mei)).toEqual(['👍 2', '🎉 1', '👀 1', '❤️ 1']);
    regard(bob, 'open');
    expect(reactionsOf(ada)).toEqual(['👍 2', '🎉 1', '👀 1', '❤️ 1']);
  },
);

it('reactions of somebody blocked before do not show when they come', async () => {
  const { ada, bob, send, regard } = await trio();
  regard(bob, 'blocked');
  const id = await send(ada, { kind: 'text', text: 'bread?' });
  await send(bob, react(id));
  expect(reactionsOf(ada)).toEqual([]);
});

it('their votes do not count', async () => {
  const { ada, bob, mei, send, regard } = await trio();
  const options = ['one', 'two'];
  const of = await send(ada, { kind: 'poll', question: 'Which?', options, multiple: false });
  await send(bob, { kind: 'vote', of, choices: [0] });
  await send(mei, { kind: 'vote', of, choices: [1] });
  const votes = () => {
    const body = messagesOf(ada.chat)[0]?.body;
    return body?.kind === 'poll' ? body.votes.map((by) => by.length) : undefined;
  };
  expect(votes()).toEqual([1, 1]);
  regard(bob, 'blocked');
  expect(votes()).toEqual([0, 1]);
});

it('what they pinned is not pinned, what they unpinned still is, and nothing of theirs is pinned', async () => {
  const { ada, bob, mei, send, regard } = await trio();
  const one = await send(ada, { kind: 'text', text: 'one' });
  const two = await send(mei, { kind: 'text', text: 'two' });
  const three = await send(bob, { kind: 'text', text: 'three' });
  await send(bob, { kind: 'pin', of: one, on: true });
  await send(mei, { kind: 'pin', of: two, on: true });
  await send(bob, { kind: 'pin', of: two, on: false });
  await send(mei, { kind: 'pin', of: three, on: true });
  const pinned = () => ada.chat.room.pinned.value.map(({ id }) => id);
  expect(pinned()).toEqual([one, three]);
  regard(bob, 'blocked');
  expect(pinned()).toEqual([two]);
  expect(messagesOf(ada.chat).map(({ isPinned }) => isPinned)).toEqual([false, true]);
});

it('nobody is told that they write', async () => {
  const { ada, bob, mei, regard, regardOf } = await trio();
  const said = signal(new Map([bob, mei].map(({ identity }) => [identity.id, 'chat'])));
  const field = { said, say: () => undefined, takeBack: () => undefined };
  const presence = { field: () => field as unknown as SaidField<never> };
  const typists = createRoomTypists({ room: ada.room, regardOf }, presence);
  const writing = () => typists.writing.value.map(({ peerId }) => peerId);
  expect(new Set(writing())).toEqual(new Set([bob.peerId, mei.peerId]));
  regard(bob, 'blocked');
  expect(writing()).toEqual([mei.peerId]);
});
