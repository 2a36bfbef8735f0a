// What was deleted, and what vanished, also goes from the device: nothing that opens there says it any more.

import { expect, it } from 'vitest';
import {
  GONE_DELAY_MS,
  keepRoom,
  SAVE_DELAY_MS,
  type RoomKeeping,
} from '../../../../src/app/keeping/keep-room.ts';
import { keepTalk } from '../../../../src/features/chat/kept.ts';
import { createMemoryStore } from '../../../../src/platform/storage.ts';
import type { KeyValueStore } from '../../../../src/primitives/key-value-store.ts';
import { openKeptLog } from '../../../../src/sync/kept-log.ts';
import { sealingOf } from '../../../contract/kept-log-contract.ts';
import { createChatNet, type ChatNet, type ChatNode } from '../../../support/chat-net.ts';
import { must } from '../../../support/keeping-scene.ts';
import { settle } from '../../../support/sim-clock.ts';

const LIFE_MS = 60_000;

/** What is in the store, opened with its key, when nothing is being written. */
async function written(store: KeyValueStore, keeping: RoomKeeping): Promise<string> {
  await keeping.flush();
  const { found } = must(await openKeptLog(store, await sealingOf('slow river')));
  return found.map((record) => Buffer.from(record).toString('latin1')).join('\n');
}

async function keep(net: ChatNet, { chat }: ChatNode, store: KeyValueStore) {
  const opened = must(await openKeptLog(store, await sealingOf('slow river')));
  const parts = new Map([['chat', keepTalk(chat)]]);
  const wanted = { isWanted: async () => true, onUnwanted: () => undefined };
  return keepRoom({ opened, parts, clock: net.clock, ...wanted });
}

async function pass(net: ChatNet, ms: number): Promise<void> {
  await net.clock.advance(ms);
  await settle();
}

async function scene() {
  const net = createChatNet(31);
  const [ada, bob] = [await net.join('Ada'), await net.join('Bob')];
  await pass(net, 500);
  must(await ada.chat.setTimer(LIFE_MS));
  const store = createMemoryStore();
  return { net, ada, bob, store, keeping: await keep(net, bob, store) };
}

it('soon after its time is over', async () => {
  const { net, ada, store, keeping } = await scene();
  void ada.chat.room.send({ kind: 'text', text: 'TOPSECRET' });
  await pass(net, SAVE_DELAY_MS + 500);
  expect(await written(store, keeping)).toContain('TOPSECRET');
  await pass(net, LIFE_MS + GONE_DELAY_MS);
  expect(await written(store, keeping)).not.toContain('TOPSECRET');
});

it('when the room is left before that', async () => {
  const { net, ada, store, keeping } = await scene();
  const sending = ada.chat.room.send({ kind: 'text', text: 'TOPSECRET' });
  await pass(net, SAVE_DELAY_MS + 500);
  expect(await written(store, keeping)).toContain('TOPSECRET');
  void ada.chat.room.send({ kind: 'delete', of: must(await sending) });
  await pass(net, 500);
  await keeping.close();
  expect(await written(store, keeping)).not.toContain('TOPSECRET');
});

it('when the page ended before that, at the next opening', async () => {
  const { net, ada, bob, store, keeping } = await scene();
  void ada.chat.room.send({ kind: 'text', text: 'TOPSECRET' });
  await pass(net, SAVE_DELAY_MS + 500);
  expect(await written(store, keeping)).toContain('TOPSECRET');
  bob.crash();
  await net.clock.advance(LIFE_MS * 2);
  const back = await net.join('Bob', { identity: bob.identity });
  const again = await keep(net, back, store);
  await pass(net, GONE_DELAY_MS);
  expect(await written(store, again)).not.toContain('TOPSECRET');
});
