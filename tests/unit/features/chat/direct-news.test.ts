// Who writes to somebody alone for the first time is heard at once.

import { expect, it } from 'vitest';
import { createChatNet } from '../../../support/chat-net.ts';

it('the first message to one person is unread, and so are those after it', async () => {
  const net = createChatNet(1);
  const [ada, bob] = [await net.join('Ada'), await net.join('Bob')];
  await net.clock.advance(500);
  const thread = ada.chat.openDirect(bob.identity.id);
  for (const text of ['hello', 'are you there?']) {
    void thread.send({ kind: 'text', text });
    await net.clock.advance(500);
  }
  const heard = bob.chat.direct.value[0];
  expect(heard?.unread.value).toBe(2);
  expect(bob.chat.unread.value).toBe(2);
  expect(heard?.firstUnread.value).toBe(heard?.rows.value[0]?.id);
});
