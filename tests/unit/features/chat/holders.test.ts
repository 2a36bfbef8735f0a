import { describe, expect, it } from 'vitest';
import { createChatNet, type ChatNet, type ChatNode } from '../../../support/chat-net.ts';

async function say(net: ChatNet, { chat }: ChatNode, words = 'hello') {
  void chat.room.send({ kind: 'text', text: words });
  await net.clock.advance(400);
}

const something = (isLast: boolean, ...nodes: ChatNode[]) => ({
  kind: 'something',
  wholly: new Set(nodes.map(({ identity }) => identity.id)),
  isLast,
});

async function trio() {
  const net = createChatNet(3);
  const [ada, bob, mei] = [await net.join('Ada'), await net.join('Bob'), await net.join('Mei')];
  await net.clock.advance(500);
  return { net, ada, bob, mei };
}

describe('who holds what', () => {
  it('is nothing before anything was said', async () => {
    const { ada } = await trio();
    expect(ada.chat.holding.value).toEqual({ kind: 'nothing' });
  });

  it('is with those who have it, the author and whoever heard it with us', async () => {
    const { net, ada, bob, mei } = await trio();
    await say(net, ada);
    expect(ada.chat.holding.value).toEqual(something(false, bob, mei));
    expect(mei.chat.holding.value).toEqual(something(false, ada, bob));
  });

  it('is here alone while nobody has it', async () => {
    const { net, ada, bob, mei } = await trio();
    net.split({ Bob: 1, Mei: 1 });
    await say(net, ada);
    expect(ada.chat.holding.value).toEqual(something(true));
    net.split({});
    await net.clock.advance(2_000);
    expect(ada.chat.holding.value).toEqual(something(false, bob, mei));
  });

  it('is with newcomers once they have caught up', async () => {
    const { net, ada, bob, mei } = await trio();
    await say(net, ada);
    const late = await net.join('Zoe');
    await net.clock.advance(2_000);
    expect(mei.chat.holding.value).toEqual(something(false, ada, bob, late));
  });

  it('is with whoever slept through it and was told late, as everybody sees it', async () => {
    const { net, ada, bob, mei } = await trio();
    await say(net, ada);
    net.sleep(mei);
    await say(net, ada, 'while she slept');
    expect([ada, bob].map(({ chat }) => chat.holding.value)).toEqual([
      something(false, bob),
      something(false, ada),
    ]);
    net.wake(mei);
    await net.clock.advance(1_000);
    expect(ada.chat.holding.value).toEqual(something(false, bob, mei));
    expect(bob.chat.holding.value).toEqual(something(false, ada, mei));
    expect(mei.chat.holding.value).toEqual(something(false, ada, bob));
  });

  it('is not with whoever fell silent before it came, though it was said to all', async () => {
    const { net, ada, bob, mei } = await trio();
    await say(net, ada);
    net.sleep(mei, 'unseen');
    await say(net, ada, 'into the void');
    net.sleep(mei);
    net.wake(mei);
    expect(bob.chat.holding.value).toEqual(something(false, ada));
    await net.clock.advance(1_000);
    expect(bob.chat.holding.value).toEqual(something(false, ada, mei));
  });

  it('is with whoever says later that it holds the same', async () => {
    const { net, ada, bob, mei } = await trio();
    await say(net, ada);
    bob.chat.threadOf('room').holders.forget(mei.peerId);
    expect(bob.chat.holding.value).toEqual(something(false, ada));
    await net.clock.advance(300_000);
    expect(bob.chat.holding.value).toEqual(something(false, ada, mei));
  });

  it('does not count on those who left, and the author may be one', async () => {
    const { net, ada, bob, mei } = await trio();
    await say(net, ada);
    ada.crash();
    expect(bob.chat.holding.value).toEqual(something(false, mei));
    mei.crash();
    expect(bob.chat.holding.value).toEqual(something(true));
  });

  it('takes another tab of this person for nobody else', async () => {
    const net = createChatNet(4);
    const ada = await net.join('Ada');
    await net.join('Ada', { identity: ada.identity });
    await say(net, ada);
    expect(ada.chat.holding.value).toEqual(something(true));
  });
});
