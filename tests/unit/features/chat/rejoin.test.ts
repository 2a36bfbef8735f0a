// Leaving a room and coming back to it in the same page: the instance is the same, the talk begins anew.

import { expect, it } from 'vitest';
import { createChatModel, type Chat } from '../../../../src/features/chat/model.ts';
import { silentLog } from '../../../../src/primitives/log.ts';
import { createChatNet, messagesOf, type ChatNet, type ChatNode } from '../../../support/chat-net.ts';
import { createDetachedDocs } from '../../../support/detached-docs.ts';
import { createSeededRandom } from '../../../support/seeded-random.ts';

/** The same instance in the same room once more. */
function comeBack(net: ChatNet, { room }: ChatNode, wallTimeMs = () => net.clock.nowMs()): Chat {
  return createChatModel({
    room,
    clock: net.clock,
    random: createSeededRandom(9),
    log: silentLog,
    docs: createDetachedDocs(),
    wallTimeMs,
    regardOf: () => 'open',
  });
}

async function say(net: ChatNet, chat: Chat, text: string, thread = chat.room): Promise<string> {
  const sending = thread.send({ kind: 'text', text });
  await net.clock.advance(300);
  const sent = await sending;
  return sent.ok ? sent.value : sent.error;
}

const shown = (chat: Chat, thread = chat.room) =>
  thread.rows.value.map((row) =>
    row.kind === 'notice' ? row.what : row.body.kind === 'text' ? row.body.text : row.body.kind,
  );

async function pair() {
  const net = createChatNet(3);
  const [ada, bob] = [await net.join('Ada'), await net.join('Bob')];
  await net.clock.advance(500);
  return { net, ada, bob };
}

it('leaves what was said before as it is, and is heard again', async () => {
  const { net, ada, bob } = await pair();
  for (const text of ['one', 'two']) await say(net, ada.chat, text);
  await say(net, bob.chat, 'hi');
  ada.chat.dispose();
  const again = comeBack(net, ada);
  const id = await say(net, again, 'back');
  await net.clock.advance(40_000);
  for (const chat of [bob.chat, again]) expect(shown(chat)).toEqual(['one', 'two', 'hi', 'back']);
  expect(again.room.reach(id).value?.reached).toEqual(new Set([bob.identity.id]));
  const [first] = messagesOf(again);
  expect(again.room.reach(first!.id).value?.reached).toEqual(new Set([bob.identity.id]));
});

it('goes on between two as well, and with a clock that was set back meanwhile', async () => {
  const { net, ada, bob } = await pair();
  await say(net, ada.chat, 'one', ada.chat.openDirect(bob.identity.id));
  await say(net, ada.chat, 'in the room');
  ada.chat.dispose();
  const again = comeBack(net, ada, () => net.clock.nowMs() - 3_600_000);
  await say(net, again, 'two', again.openDirect(bob.identity.id));
  await say(net, again, 'in the room again');
  await net.clock.advance(40_000);
  for (const chat of [bob.chat, again]) {
    expect(shown(chat, chat.direct.value[0])).toEqual(['one', 'two']);
    expect(shown(chat)).toEqual(['in the room', 'in the room again']);
  }
});

it('says nothing after the stay in which it was begun', async () => {
  const { net, ada, bob } = await pair();
  const late = ada.chat.room.send({ kind: 'text', text: 'late' });
  ada.chat.dispose();
  const again = comeBack(net, ada);
  await say(net, again, 'back');
  await net.clock.advance(40_000);
  expect(await late).toEqual({ ok: false, error: 'left' });
  for (const chat of [bob.chat, again]) expect(shown(chat)).toEqual(['back']);
});
