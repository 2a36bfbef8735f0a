// A person keeps rooms on a device, comes back, forgets; the store fills up, breaks, or is somebody else's.

import { beforeEach, describe, expect, it } from 'vitest';
import { SAVE_DELAY_MS, RETRY_DELAY_MS } from '../../../../src/app/keeping/keep-room.ts';
import { forgetEveryRoom } from '../../../../src/app/keeping/forget-every-room.ts';
import type { KeptTag } from '../../../../src/sync/kept-names.ts';
import { saying } from '../../../support/fake-attest.ts';
import { makePeer } from '../../../support/fake-room.ts';
import {
  HARBOUR,
  makeDevice,
  makeStranger,
  must,
  RIVER,
  type Device,
  type Tab,
} from '../../../support/keeping-scene.ts';
import { settle } from '../../../support/sim-clock.ts';

const PASSPHRASE = 'three blind mice';
const mei = makePeer('mei', { name: 'Mei' });

let device: Device;
beforeEach(async () => {
  device = await makeDevice();
});

/** In a room with something said in it, kept and left again. */
async function keepAndLeave(texts: readonly string[], passphrase?: string): Promise<void> {
  const tab = await device.openTab();
  await tab.enter();
  await keep(tab, passphrase);
  for (const text of texts) tab.say(text);
  await tab.pass(SAVE_DELAY_MS);
  tab.session.leave();
  await settle();
}

async function keep(tab: Tab, passphrase?: string): Promise<void> {
  must(await (await tab.keeper()).keepHere(passphrase));
  await settle();
}

async function logKeys(): Promise<readonly string[]> {
  return (await device.store.keys('kept-log/')).toSorted();
}

describe('without keeping', () => {
  it('nothing of a room gets into the store', async () => {
    const tab = await device.openTab();
    await tab.enter();
    tab.say('a secret');
    await tab.pass(60_000);
    tab.session.leave();
    await settle();
    expect(await device.store.keys('')).toEqual([]);
    expect(device.store.writes).toBe(0);
  });
});

describe('a kept room', () => {
  it('is there again in a new page, with what was said before and after it was kept', async () => {
    const tab = await device.openTab();
    await tab.enter();
    tab.say('before');
    await keep(tab);
    tab.say('after');
    await tab.pass(SAVE_DELAY_MS);
    const later = await device.openTab();
    expect(later.keeping.rooms.value.map((room) => room.title)).toEqual(['Slow River']);
    tab.session.leave();
    await settle();
    await later.enter();
    expect(later.texts()).toEqual(['before', 'after']);
    expect(later.keeping.here.value).toMatchObject({ kind: 'kept', health: 'saved', lost: 0 });
  });

  it('merges what is kept with what arrived first, each once, in the order of time', async () => {
    await keepAndLeave(['one', 'two']);
    const tab = await device.openTab();
    must(await tab.session.join({ code: RIVER, owner: undefined }));
    tab.room().receive(mei, await saying(mei, 'three'), 'chat');
    await settle();
    expect(new Set(tab.texts())).toEqual(new Set(['one', 'two', 'three']));
    await tab.pass(SAVE_DELAY_MS);
    tab.session.leave();
    await settle();
    const again = await device.openTab();
    await again.enter();
    expect(again.texts().toSorted()).toEqual(['one', 'three', 'two']);
  });

  it('keeps shared documents too', async () => {
    const tab = await device.openTab();
    const visit = await tab.enter();
    visit.docs.open('notes', { space: 'notes' }).map('m').set('colour', 'teal');
    await keep(tab);
    visit.docs.open('later', { space: 'notes' }).text('t').insert(0, 'hello');
    await tab.pass(SAVE_DELAY_MS);
    tab.session.leave();
    await settle();
    const back = await (await device.openTab()).enter();
    expect(back.docs.open('notes', { space: 'notes' }).map('m').get('colour')).toBe('teal');
    expect(back.docs.open('later', { space: 'notes' }).text('t').toString()).toBe('hello');
  });

  it('writes what was said last when its person leaves at once', async () => {
    const tab = await device.openTab();
    await tab.enter();
    await keep(tab);
    tab.say('quickly');
    await settle();
    tab.session.leave();
    await settle();
    const back = await device.openTab();
    await back.enter();
    expect(back.texts()).toEqual(['quickly']);
  });

  it('costs another room nothing, neither in the store nor in view', async () => {
    await keepAndLeave(['hello']);
    const before = await device.store.keys('');
    const tab = await device.openTab();
    await tab.enter(HARBOUR);
    tab.say('elsewhere');
    await tab.pass(60_000);
    expect(await device.store.keys('')).toEqual(before);
    expect(tab.keeping.here.value).toEqual({ kind: 'memory' });
  });

  it('is neither listed nor opened for another person on the device', async () => {
    await keepAndLeave(['mine']);
    const tab = await device.openTab(await makeStranger(2));
    await tab.enter();
    expect(tab.keeping.rooms.value).toEqual([]);
    expect(tab.texts()).toEqual([]);
    expect(tab.keeping.here.value).toEqual({ kind: 'memory' });
  });

  it('is written anew when its records grew many, and loses nothing by it', async () => {
    const tab = await device.openTab();
    await tab.enter();
    await keep(tab);
    const texts = Array.from({ length: 420 }, (_, i) => `message ${i}`);
    for (const text of texts) {
      tab.say(text);
      await tab.pass(SAVE_DELAY_MS);
    }
    expect((await logKeys()).length).toBeLessThan(60);
    tab.session.leave();
    await settle();
    const back = await device.openTab();
    await back.enter();
    expect(back.texts()).toEqual(texts);
  });
});

describe('under a passphrase', () => {
  beforeEach(() => keepAndLeave(['sealed'], PASSPHRASE));

  it('stays closed until it is typed, and then joins what is there', async () => {
    const tab = await device.openTab();
    await tab.enter();
    tab.say('meanwhile');
    expect(tab.keeping.here.value).toEqual({ kind: 'locked' });
    must(await (await tab.keeper()).unlockHere(PASSPHRASE));
    await settle();
    expect(tab.texts().toSorted()).toEqual(['meanwhile', 'sealed']);
  });

  it('says wrong to a wrong one, and changes nothing', async () => {
    const tab = await device.openTab();
    await tab.enter();
    const before = await logKeys();
    const unlocked = await (await tab.keeper()).unlockHere('three blind cats');
    expect(unlocked).toEqual({ ok: false, error: 'wrong-passphrase' });
    await tab.pass(60_000);
    expect(tab.texts()).toEqual([]);
    expect(tab.keeping.here.value).toEqual({ kind: 'locked' });
    expect(await logKeys()).toEqual(before);
  });

  it('tells where the room is only once it is typed', async () => {
    const keeper = await (await device.openTab()).keeper();
    const [room] = (await device.openTab()).keeping.rooms.value;
    const tag = room?.tag ?? ('' as KeptTag);
    expect(await keeper.open(tag)).toEqual({ ok: false, error: 'locked' });
    expect(await keeper.open(tag, 'nothing like it')).toEqual({ ok: false, error: 'wrong-passphrase' });
    expect(must(await keeper.open(tag, PASSPHRASE)).address).toContain('slow-river');
  });

  it('is not asked for again by the room that was opened at home', async () => {
    const tab = await device.openTab();
    const [room] = tab.keeping.rooms.value;
    must(await (await tab.keeper()).open(room?.tag ?? ('' as KeptTag), PASSPHRASE));
    await tab.enter();
    expect(tab.texts()).toEqual(['sealed']);
  });
});

describe('forgetting', () => {
  it('removes every record, and what comes after is in memory only', async () => {
    await keepAndLeave(['hello']);
    const tab = await device.openTab();
    await tab.enter();
    must(await (await tab.keeper()).forgetHere());
    tab.say('unheard');
    await tab.pass(60_000);
    expect(await device.store.keys('')).toEqual([]);
    expect(tab.keeping.here.value).toEqual({ kind: 'memory' });
    expect(tab.texts()).toEqual(['hello', 'unheard']);
  });

  it('works at home, and without the passphrase', async () => {
    await keepAndLeave(['hello'], PASSPHRASE);
    const tab = await device.openTab();
    const [room] = tab.keeping.rooms.value;
    must(await (await tab.keeper()).forget(room?.tag ?? ('' as KeptTag)));
    expect(await device.store.keys('')).toEqual([]);
    expect(tab.keeping.rooms.value).toEqual([]);
  });

  it('in one tab ends the writing of another', async () => {
    const writing = await device.openTab();
    await writing.enter();
    await keep(writing);
    const other = await device.openTab();
    const [room] = other.keeping.rooms.value;
    must(await (await other.keeper()).forget(room?.tag ?? ('' as KeptTag)));
    writing.say('into the void');
    await writing.pass(60_000);
    expect(await device.store.keys('')).toEqual([]);
    expect(writing.keeping.here.value).toEqual({ kind: 'memory' });
  });

  it('of everything takes all rooms, whoever kept them', async () => {
    await keepAndLeave(['hello'], PASSPHRASE);
    const stranger = await device.openTab(await makeStranger(3));
    await stranger.enter(HARBOUR);
    await keep(stranger);
    stranger.session.leave();
    await settle();
    await forgetEveryRoom(device.store);
    expect(await device.store.keys('')).toEqual([]);
  });
});

describe('two tabs in one room', () => {
  it('take turns in writing: the second takes over when the first goes', async () => {
    const first = await device.openTab();
    await first.enter();
    await keep(first);
    const second = await device.openTab();
    await second.enter();
    expect(second.keeping.here.value).toEqual({ kind: 'elsewhere' });
    first.say('from the first');
    await settle();
    first.session.leave();
    await settle();
    expect(second.keeping.here.value).toMatchObject({ kind: 'kept' });
    expect(second.texts()).toEqual(['from the first']);
    second.say('from the second');
    await second.pass(SAVE_DELAY_MS);
    second.session.leave();
    await settle();
    const back = await device.openTab();
    await back.enter();
    expect(back.texts()).toEqual(['from the first', 'from the second']);
  });
});

describe('a store that fails', () => {
  it('when full keeps what it has, says so, and catches up once there is room', async () => {
    const tab = await device.openTab();
    await tab.enter();
    await keep(tab);
    tab.say('one');
    await tab.pass(SAVE_DELAY_MS);
    device.store.failWrites('full');
    tab.say('two');
    await tab.pass(SAVE_DELAY_MS);
    expect(tab.keeping.here.value).toMatchObject({ kind: 'kept', health: 'full' });
    device.store.heal();
    await tab.pass(RETRY_DELAY_MS);
    expect(tab.keeping.here.value).toMatchObject({ health: 'saved' });
    tab.session.leave();
    await settle();
    const back = await device.openTab();
    await back.enter();
    expect(back.texts()).toEqual(['one', 'two']);
  });

  it('when it withholds itself says so, and the room stays as it was', async () => {
    const tab = await device.openTab();
    await tab.enter();
    tab.say('still here');
    device.store.failWrites('blocked');
    expect(await (await tab.keeper()).keepHere(undefined)).toEqual({ ok: false, error: 'blocked' });
    expect(tab.keeping.here.value).toEqual({ kind: 'memory' });
    expect(tab.texts()).toEqual(['still here']);
  });

  it('when one record was changed gives the rest, tells of it, and is whole afterwards', async () => {
    const tab = await device.openTab();
    await tab.enter();
    await keep(tab);
    for (const text of ['one', 'two', 'three']) {
      tab.say(text);
      await tab.pass(SAVE_DELAY_MS);
    }
    tab.session.leave();
    await settle();
    const [, second = ''] = await logKeys();
    await device.store.put(
      second,
      (await device.store.get(second))?.map((byte) => byte ^ 1) ?? new Uint8Array(),
    );
    const back = await device.openTab();
    await back.enter();
    expect(back.texts()).toEqual(['one', 'three']);
    expect(back.keeping.here.value).toMatchObject({ lost: 1 });
    await back.pass(SAVE_DELAY_MS);
    back.session.leave();
    await settle();
    const again = await device.openTab();
    await again.enter();
    expect(again.texts()).toEqual(['one', 'three']);
    expect(again.keeping.here.value).toMatchObject({ lost: 0 });
  });

  it('when nothing opens says so, writes nothing over it, and can be forgotten', async () => {
    await keepAndLeave(['hello']);
    for (const key of await logKeys()) await device.store.put(key, new Uint8Array(100));
    const tab = await device.openTab();
    await tab.enter();
    expect(tab.keeping.here.value).toEqual({ kind: 'unreadable', reason: 'damaged' });
    tab.say('new');
    await tab.pass(60_000);
    for (const key of await logKeys()) expect(await device.store.get(key)).toEqual(new Uint8Array(100));
    must(await (await tab.keeper()).forgetHere());
    expect(await device.store.keys('')).toEqual([]);
  });

  it('when an entry of the list is broken lists the others', async () => {
    await keepAndLeave(['hello']);
    await device.store.put('kept-room/00112233445566778899aabbccddeeff', new Uint8Array(50));
    await device.store.put('kept-room/nonsense', new Uint8Array(50));
    expect((await device.openTab()).keeping.rooms.value).toHaveLength(1);
  });
});
