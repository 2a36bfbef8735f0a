import { batch } from '@preact/signals-core';
import { describe, expect, it } from 'vitest';
import type { Message, Row } from '../../../../src/features/chat/api.ts';
import { arrivedSince, followTalk } from '../../../../src/features/chat/notify.ts';
import type { News } from '../../../../src/features/news.ts';
import type { IdentityId } from '../../../../src/primitives/ids.ts';
import { say } from '../../../../src/ui/words.ts';
import { createChatNet, type ChatNet } from '../../../support/chat-net.ts';
import {
  createFixtureModel,
  makeAuthor,
  makeMessage,
  makeText,
  ME,
  type FixtureThread,
} from '../../../support/chat-fixture.ts';

const MEI = ['mei', makeAuthor('Mei', { dye: 'saffron', thing: 'kettle' })] as const;
const ELSE = 'somebody' as IdentityId;

function following(rows: readonly Row[] = [], isHeard: (author: IdentityId) => boolean = () => true) {
  const model = createFixtureModel(rows, [MEI]);
  const told: News[] = [];
  const stop = followTalk(model, { isHeard, tell: (news) => void told.push(news) });
  const previews = () => told.map(({ preview }) => preview((words, values) => say('en', words, values)));
  return { model, told, previews, stop };
}

/** As the model does it: the number first, then the rows. */
function add(thread: FixtureThread, message: Message, isNews = true): void {
  if (isNews) thread.unread.value += 1;
  thread.rows.value = [...thread.rows.value, message];
}

it('tells each unread message once', () => {
  const { model, previews } = following([makeMessage('mei', 0)]);
  add(model.room, makeMessage('mei', 1));
  add(model.room, makeMessage('mei', 2));
  expect(previews()).toEqual(['mei says 1', 'mei says 2']);
});

it('tells it once the number and the row are there, one after the other or both at once', () => {
  const { model, previews } = following();
  model.room.unread.value = 1;
  expect(previews()).toEqual([]);
  model.room.rows.value = [makeMessage('mei', 1)];
  batch(() => add(model.room, makeMessage('mei', 2)));
  expect(previews()).toEqual(['mei says 1', 'mei says 2']);
});

it('says nothing of what was there, of oneself, of changes, and of what was looked at', () => {
  const first = makeMessage('mei', 0);
  const { model, told } = following([first]);
  add(model.room, makeMessage('mei', 1), false);
  add(model.room, makeMessage(ME, 2), false);
  model.room.rows.value = model.room.rows.value.with(0, { ...first, editedAtMs: 1 });
  expect(told).toEqual([]);
});

it('says nothing of older messages that are caught up with beside a new one', () => {
  const { model, previews } = following();
  const old = Array.from({ length: 50 }, (_, seq) => makeMessage('mei', seq));
  model.room.unread.value = 1;
  model.room.rows.value = [...old, makeMessage('mei', 50)];
  expect(previews()).toEqual(['mei says 50']);
});

it('leaves out whom this person does not hear', () => {
  const { model, previews } = following([], (author) => author !== ELSE);
  add(model.room, makeMessage(ELSE, 1), false);
  batch(() => {
    add(model.room, makeMessage('mei', 2));
    add(model.room, makeMessage(ELSE, 3), false);
  });
  expect(previews()).toEqual(['mei says 2']);
});

it('knows what is for this person: a mention, an answer, a thread of two', () => {
  const { model, told } = following([makeMessage(ME, 0)]);
  add(model.room, makeMessage('mei', 1, { mentions: [ME] }));
  add(model.room, makeMessage('mei', 2, { replyTo: `${ME}/0` }));
  add(model.room, makeMessage('mei', 3, { mentions: [ELSE], replyTo: 'mei/1' }));
  expect(told.map(({ isMention }) => isMention)).toEqual([true, true, false]);
  const direct = model.openDirect('mei' as IdentityId) as FixtureThread;
  add(direct, makeMessage('mei', 0));
  expect(told.at(-1)).toMatchObject({ thread: 'mei', isDirect: true, name: 'Mei' });
});

it('tells two people of one name apart, as the talk does', () => {
  const { model, told } = following();
  add(model.room, makeMessage('mei', 1));
  const { authors } = model;
  authors.value = new Map([...authors.value, [ELSE, makeAuthor('Mei', { dye: 'teal', thing: 'otter' })]]);
  add(model.room, makeMessage('mei', 2));
  add(model.room, makeMessage(ELSE, 3));
  expect(told.map(({ isConfusable }) => isConfusable)).toEqual([false, true, true]);
});

it('says no more after it was stopped', () => {
  const { model, told, stop } = following();
  const direct = model.openDirect('mei' as IdentityId) as FixtureThread;
  stop();
  add(model.room, makeMessage('mei', 1));
  add(direct, makeMessage('mei', 1));
  expect(told).toEqual([]);
});

describe('with a real talk', () => {
  async function listening(options: Parameters<ChatNet['join']>[1] = {}) {
    const net = createChatNet(4);
    const [ada, bob] = [await net.join('Ada', options), await net.join('Bob')];
    await net.clock.advance(2_000);
    const told: string[] = [];
    const tell = (news: News) =>
      void told.push(`${news.thread === 'room' ? '' : 'to me: '}${news.preview((w, v) => say('en', w, v))}`);
    followTalk({ ...bob.chat, self: bob.identity.id }, { isHeard: () => true, tell });
    const send = async (text: string, thread = ada.chat.room) => {
      void thread.send({ kind: 'text', text });
      await net.clock.advance(1_000);
    };
    return { net, ada, bob, told, send };
  }

  it('tells the first words of somebody to this person alone, and counts them', async () => {
    const { ada, bob, told, send } = await listening();
    await send('psst', ada.chat.openDirect(bob.identity.id));
    expect([told, bob.chat.unread.value]).toEqual([['to me: psst'], 1]);
    await send('hey', ada.chat.openDirect(bob.identity.id));
    expect([told, bob.chat.unread.value]).toEqual([['to me: psst', 'to me: hey'], 2]);
  });

  it.each([-3_600_000, 3_600_000])('whatever the clock of who speaks says: off by %i ms', async (skewMs) => {
    const { bob, told, send } = await listening({ skewMs });
    await send('hello');
    expect([told, bob.chat.unread.value]).toEqual([['hello'], 1]);
  });

  it('tells what was said while the way to this person was cut, and nothing twice', async () => {
    const { net, bob, told, send } = await listening({ skewMs: -60_000 });
    await send('before');
    net.split({ Bob: 1 });
    await send('meanwhile');
    net.split({});
    await net.clock.advance(40_000);
    expect([told, bob.chat.unread.value]).toEqual([['before', 'meanwhile'], 2]);
  });
});

describe('the preview', () => {
  it.each<readonly [string, Message['body'], string]>([
    ['the first line', makeText('\n \nBread\nand salt'), 'Bread'],
    ['without what turns a line around', makeText('\u202Egnp.exe\u0000 hi\u200B'), 'gnp.exe hi'],
    ['cut', makeText('a'.repeat(10_000)), 'a'.repeat(80)],
    ['a file', makeText('', [{ hash: 'x', size: 1, name: 'map.png', type: 'image/png' }]), 'File map.png'],
    [
      'a poll',
      { kind: 'poll', question: 'When?\nNow?', options: [], multiple: false, votes: [] },
      'Poll: When?',
    ],
    ['a link', { kind: 'link', url: 'https://example.org/a', note: 'n' }, 'Link to example.org'],
    ['a link that is none', { kind: 'link', url: 'javascript:alert(1)', note: '' }, 'Link to '],
    ['what is gone', { kind: 'deleted' }, ''],
  ])('is short and clean: %s', (_, body, text) => {
    const { model, previews } = following();
    add(model.room, makeMessage('mei', 1, { body }));
    expect(previews()).toEqual([text]);
  });
});

it('finds what came in a list that lost its beginning, and in one of 5,000 quickly', () => {
  const rows = Array.from({ length: 5_000 }, (_, seq) => makeMessage('mei', seq));
  const fresh = makeMessage('mei', 5_000);
  expect(arrivedSince(rows, [...rows.slice(1), fresh])).toEqual([fresh]);
  expect(arrivedSince(rows, [...rows, fresh])).toEqual([fresh]);
  expect(arrivedSince(rows, [rows[0]!, fresh, ...rows.slice(1)])).toEqual([fresh]);
  expect(arrivedSince(rows, rows)).toEqual([]);
});
