import { describe, expect, it } from 'vitest';
import { TYPING_EVERY_MS } from '../../../../src/features/chat/draft.ts';
import { createChatModel, MAX_ENTRIES } from '../../../../src/features/chat/model.ts';
import { MAX_TEXT_LENGTH } from '../../../../src/features/chat/protocol.ts';
import { TYPING_SHOWN_MS } from '../../../../src/features/chat/typists.ts';
import { createFakeRoom, makePeer, type FakeRoom } from '../../../support/fake-room.ts';

const mei = makePeer('mei', { name: 'Mei' });
const kwame = makePeer('kwame', { name: 'Kwame' });
const id = (fill: number) => new Uint8Array(16).fill(fill);
const text = (words: string, fill = 1) => ({ type: 'text', id: id(fill), text: words, sentMs: 0 });

function chatWith(...peers: Parameters<typeof createFakeRoom>[0] & object) {
  const room = createFakeRoom(peers);
  return { room, chat: createChatModel(room.context) };
}

function sendText(chat: ReturnType<typeof createChatModel>, words: string): boolean {
  chat.setDraft(words);
  return chat.send();
}

function sentTexts(room: FakeRoom) {
  return room.sent.filter((each) => (each.message as { type: string }).type === 'text');
}

describe('arriving', () => {
  it('lists messages in the order of their arrival, under the proven sender', () => {
    const { room, chat } = chatWith(mei, kwame);
    room.receive(kwame, text('first', 1));
    room.receive(mei, text('second', 2));
    expect(chat.entries.value.map((entry) => [entry.identityId, entry.text])).toEqual([
      [kwame.identityId, 'first'],
      [mei.identityId, 'second'],
    ]);
  });

  it('confirms a message to its sender only', () => {
    const { room } = chatWith(mei, kwame);
    room.receive(mei, text('hello'));
    expect(room.sent).toEqual([{ to: mei.peerId, message: { type: 'ack', id: id(1) } }]);
  });

  it('shows a message once though it comes twice, and confirms it twice', () => {
    const { room, chat } = chatWith(mei);
    room.receive(mei, text('hello'));
    room.receive(mei, text('hello'));
    expect(chat.entries.value).toHaveLength(1);
    expect(room.sent).toHaveLength(2);
  });

  it('keeps a message whose id somebody else used before', () => {
    const { room, chat } = chatWith(mei, kwame);
    room.receive(kwame, text('mine now'));
    room.receive(mei, text('hello'));
    expect(chat.entries.value).toHaveLength(2);
  });

  it('keeps the name a message came under after its author has left', () => {
    const { room, chat } = chatWith(mei);
    room.receive(mei, text('hello'));
    room.peers.value = [];
    expect(chat.authors.value.get(mei.identityId)?.name).toBe('Mei');
  });

  it('shows a new name on what was said before', () => {
    const { room, chat } = chatWith(mei);
    room.receive(mei, text('hello'));
    room.peers.value = [{ ...mei, name: 'Mei T.' }];
    expect(chat.authors.value.get(mei.identityId)?.name).toBe('Mei T.');
  });

  it('drops the oldest beyond the limit', () => {
    const { room, chat } = chatWith(mei);
    const message = (n: number) => {
      const bytes = new Uint8Array(16);
      new DataView(bytes.buffer).setUint32(0, n);
      return { type: 'text', id: bytes, text: String(n), sentMs: 0 };
    };
    for (let n = 0; n <= MAX_ENTRIES; n += 1) room.receive(mei, message(n));
    expect(chat.entries.value).toHaveLength(MAX_ENTRIES);
    expect(chat.entries.value[0]?.text).toBe('1');
  });
});

describe('unread', () => {
  it('counts what comes while nobody looks, and forgets it at a look', () => {
    const { room, chat } = chatWith(mei);
    room.receive(mei, text('one', 1));
    room.receive(mei, text('two', 2));
    expect(chat.unread.value).toBe(2);
    chat.setLooking(true);
    expect(chat.unread.value).toBe(0);
  });

  it('does not count while somebody looks', () => {
    const { room, chat } = chatWith(mei);
    chat.setLooking(true);
    room.receive(mei, text('one'));
    expect(chat.unread.value).toBe(0);
  });
});

describe('sending', () => {
  it('goes to everyone here and stands in the talk at once', () => {
    const { room, chat } = chatWith(mei, kwame);
    expect(sendText(chat, ' hello ')).toBe(true);
    expect(sentTexts(room).map((each) => each.to)).toEqual([mei.peerId, kwame.peerId]);
    expect(chat.entries.value[0]).toMatchObject({ text: 'hello', isSelf: true });
    expect(chat.draft.value).toBe('');
  });

  it.each([
    ['nothing', ''],
    ['blanks', ' \n '],
    ['too much', 'x'.repeat(MAX_TEXT_LENGTH + 1)],
  ])('refuses %s and keeps the draft', (_, words) => {
    const { room, chat } = chatWith(mei);
    expect(sendText(chat, words)).toBe(false);
    expect(chat.draft.value).toBe(words);
    expect(sentTexts(room)).toEqual([]);
  });

  it('does not happen where owners have closed the talk, and the draft stays', () => {
    const room = createFakeRoom([mei]);
    const chat = createChatModel({ ...room.context, room: { ...room.context.room, may: () => false } });
    expect([sendText(chat, 'hello'), chat.draft.value, chat.entries.value]).toEqual([false, 'hello', []]);
    expect([sentTexts(room), chat.pace.mayWrite.value]).toEqual([[], false]);
  });

  it('waits in slow mode, with the draft kept, and goes on when the time has passed', async () => {
    const room = createFakeRoom([mei]);
    const chat = createChatModel({
      ...room.context,
      room: { ...room.context.room, slowModeMs: () => 15_000 },
    });
    expect([sendText(chat, 'one'), sendText(chat, 'two'), chat.draft.value]).toEqual([true, false, 'two']);
    await room.clock.advance(14_000);
    expect([chat.pace.waitMs.value, chat.send()]).toEqual([1_000, false]);
    await room.clock.advance(1_000);
    expect([chat.pace.waitMs.value, chat.send(), sentTexts(room).length]).toEqual([0, true, 2]);
    chat.dispose();
  });

  it('mends half a character that a wire would refuse', () => {
    const { room, chat } = chatWith(mei);
    sendText(chat, 'half \uD83D');
    expect(sentTexts(room)[0]?.message).toMatchObject({ text: 'half \uFFFD' });
  });
});

describe('reach', () => {
  function sendOne(...peers: (typeof mei)[]) {
    const { room, chat } = chatWith(...peers);
    sendText(chat, 'hello');
    const key = chat.entries.value[0]?.key ?? '';
    const message = sentTexts(room)[0]?.message as { id: Uint8Array } | undefined;
    const counts = () => [chat.reach.value.get(key)?.reached.size, chat.reach.value.get(key)?.to.size];
    return { room, chat, counts, ack: { type: 'ack', id: message?.id } };
  }

  it('counts confirmations out of those who were here', () => {
    const { room, counts, ack } = sendOne(mei, kwame);
    expect(counts()).toEqual([0, 2]);
    room.receive(mei, ack);
    expect(counts()).toEqual([1, 2]);
  });

  it('counts a person once, however often and from however many tabs they confirm', () => {
    const tab = makePeer('mei-tab', { identityId: mei.identityId });
    const { room, counts, ack } = sendOne(mei, tab, kwame);
    for (const peer of [mei, tab, mei]) room.receive(peer, ack);
    expect(counts()).toEqual([1, 2]);
  });

  it('ignores the confirmation of somebody it was not for', () => {
    const { room, counts, ack } = sendOne(mei);
    room.peers.value = [mei, kwame];
    room.receive(kwame, ack);
    expect(counts()).toEqual([0, 1]);
  });

  it('sends again to a person who comes back without having confirmed', () => {
    const { room, ack } = sendOne(mei, kwame);
    room.receive(kwame, ack);
    const dropped = { ...mei, link: { kind: 'reconnecting', sinceMs: 0 } } as const;
    room.peers.value = [dropped, kwame];
    room.sent.length = 0;
    room.peers.value = [mei, kwame];
    expect(sentTexts(room).map((each) => each.to)).toEqual([mei.peerId]);
  });

  it('does not send to newcomers what was said before they came', () => {
    const { room } = sendOne(mei);
    room.sent.length = 0;
    room.peers.value = [mei, kwame];
    expect(sentTexts(room)).toEqual([]);
  });
});

describe('writing', () => {
  it('shows who writes until a while has passed', async () => {
    const { room, chat } = chatWith(mei);
    room.receive(mei, { type: 'typing' });
    expect(chat.typing.value.map((peer) => peer.name)).toEqual(['Mei']);
    await room.clock.advance(TYPING_SHOWN_MS);
    expect(chat.typing.value).toEqual([]);
  });

  it('stops when the message comes', () => {
    const { room, chat } = chatWith(mei);
    room.receive(mei, { type: 'typing' });
    room.receive(mei, text('done'));
    expect(chat.typing.value).toEqual([]);
  });

  it('stops when the person leaves', () => {
    const { room, chat } = chatWith(mei);
    room.receive(mei, { type: 'typing' });
    room.peers.value = [];
    expect(chat.typing.value).toEqual([]);
    expect(room.clock.pendingTimers).toBe(0);
  });

  it('tells the others at most once in a while', async () => {
    const { room, chat } = chatWith(mei);
    chat.setDraft('h');
    chat.setDraft('he');
    expect(room.sent).toHaveLength(1);
    await room.clock.advance(TYPING_EVERY_MS);
    chat.setDraft('hel');
    expect(room.sent).toHaveLength(2);
  });
});

it('leaves no timer and no listener behind', () => {
  const { room, chat } = chatWith(mei);
  room.receive(mei, { type: 'typing' });
  chat.dispose();
  room.receive(mei, text('late'));
  expect(chat.entries.value).toEqual([]);
  expect(room.clock.pendingTimers).toBe(0);
});
