import { signal } from '@preact/signals-core';
import { describe, expect, it } from 'vitest';
import { watchVisit, type WatchOptions } from '../../../../src/app/notify/watch-visit.ts';
import type { Space, Visit } from '../../../../src/app/session.ts';
import { defaultSettings, type Settings, type SettingsStore } from '../../../../src/app/settings.ts';
import type { News, NewsListener } from '../../../../src/features/news.ts';
import type { Note, Notifications } from '../../../../src/platform/notifications.ts';
import type { IdentityId } from '../../../../src/primitives/ids.ts';
import type { Regard } from '../../../../src/room/standing.ts';
import type { RoomMember } from '../../../../src/room/room.ts';
import { createSimClock, settle } from '../../../support/sim-clock.ts';

const ANNA = 'anna' as IdentityId;

function newsOf(fields: Partial<News> = {}): News {
  return {
    thread: 'room',
    name: 'Anna',
    isConfusable: false,
    mark: { dye: 'indigo', thing: 'otter' },
    isMention: false,
    isDirect: false,
    preview: () => 'Bread at six',
    ...fields,
  };
}

/** A room with one space that hands out news, in a page that is hidden, for somebody who wants to be told of all. */
async function watching(chosen: Partial<Settings> = {}) {
  const clock = createSimClock();
  const current = signal({ ...defaultSettings('device'), hasNotifications: true, ...chosen });
  const unread = signal<ReadonlyMap<string, number>>(new Map());
  const progress = signal<number | undefined>(undefined);
  const members = signal<readonly RoomMember[]>([]);
  const isMuted = signal(false);
  const quietUntil = signal<number | undefined>(undefined);
  const regards = new Map<IdentityId, Regard>();
  const did: string[] = [];
  const shown: Note[] = [];
  let listener: NewsListener | undefined;
  let press: (name: string) => void = () => undefined;
  const space = {
    feature: {
      id: 'chat',
      news: async () => (given: NewsListener) => ((listener = given), () => undefined),
      showThread: (_model: unknown, thread: string) => did.push(`thread ${thread}`),
    },
    model: {},
  } as unknown as Space;
  const visit = {
    title: 'Slow River',
    address: 'slow-river',
    spaces: [space],
    unread,
    progress,
    room: { members },
    company: { regardOf: (id: IdentityId) => regards.get(id) ?? 'open' },
    show: (id: string) => did.push(`show ${id}`),
  } as unknown as Visit;
  const page = Object.assign(new EventTarget(), { visibilityState: 'hidden' });
  const notifications: Pick<Notifications, 'show' | 'closeAll' | 'onPressed'> = {
    show: async (note) => (shown.push(note), true),
    closeAll: () => did.push('close all'),
    onPressed: (told) => ((press = told), () => undefined),
  };
  const stop = watchVisit({
    clock,
    settings: { current } as unknown as SettingsStore,
    navigation: { go: (route) => did.push(`go ${JSON.stringify(route)}`) },
    notifications: notifications as Notifications,
    locale: () => 'en',
    notices: { isMuted: () => isMuted.value, quietUntil },
    visit,
    chime: { play: () => (did.push('sound'), true) },
    counter: {
      set: (count) => did.push(`count ${count}`),
      setProgress: (done) => did.push(`progress ${done}`),
    },
    document: page as WatchOptions['document'],
  });
  await settle();
  did.length = 0;
  return {
    clock,
    did,
    shown,
    unread,
    progress,
    members,
    isMuted,
    quietUntil,
    regards,
    page,
    stop,
    press: (name: string) => press(name),
    isHeard: (id: IdentityId) => listener?.isHeard(id),
    /** As a feature does it: the number and the news. */
    say: (fields: Partial<News> = {}) => {
      unread.value = new Map([['chat', (unread.value.get('chat') ?? 0) + 1]]);
      listener?.tell(newsOf(fields));
    },
  };
}

it('counts, sounds, and has the system say in which room and who, not what', async () => {
  const { did, shown, say } = await watching();
  say();
  expect(did).toEqual(['count 1', 'sound']);
  expect(shown).toEqual([{ name: '1', title: 'New message in Slow River', text: 'From Anna' }]);
});

it('takes several at once as their number, under a title of their own', async () => {
  const { clock, shown, say } = await watching({ showsPreviews: true });
  const files = {
    thread: 'offered',
    title: (_: unknown, { n, room }: { readonly n: number; readonly room: string }) => `${n} in ${room}`,
    preview: () => 'a.txt',
  };
  say({ ...files, count: 30 });
  for (let time = 0; time < 20; time += 1) say({ ...files, count: 2 });
  expect(shown).toEqual([{ name: '1', title: '30 in Slow River', text: 'Anna: a.txt' }]);
  await clock.advance(10_000);
  expect(shown.slice(1)).toEqual([{ name: '1', title: '70 in Slow River', text: 'Anna: a.txt' }]);
});

it('shows the first line to those who want that', async () => {
  const { shown, say } = await watching({ showsPreviews: true });
  say({ isMention: true });
  expect(shown[0]).toEqual({
    name: '1',
    title: 'You are mentioned in Slow River',
    text: 'Anna: Bread at six',
  });
});

it('says the mark beside a name that could be taken for another, as the talk does', async () => {
  const { shown, say } = await watching({ showsPreviews: true });
  say({ isConfusable: true });
  expect(shown[0]).toMatchObject({ text: 'Anna (the indigo otter): Bread at six' });
});

it('calls those who gave no name by their mark', async () => {
  const { shown, say } = await watching();
  say({ name: '', isDirect: true, thread: 'anna' });
  expect(shown[0]).toMatchObject({ title: 'Message to you in Slow River', text: 'From the indigo otter' });
});

it('makes one notification of a thread, and of a flood a sound and a few changes', async () => {
  const { clock, did, shown, say } = await watching();
  for (let i = 0; i < 1_000; i += 1) say();
  say({ thread: 'anna', isDirect: true });
  await clock.advance(1_500);
  expect(did.filter((each) => each === 'sound')).toHaveLength(1);
  expect(shown.map(({ name, title }) => `${name} ${title}`)).toEqual([
    '1 New message in Slow River',
    '1 1,000 new messages in Slow River',
    '2 Message to you in Slow River',
  ]);
});

describe('who is left alone', () => {
  it('hears and counts nothing of a muted room but what is for them', async () => {
    const { did, shown, say, isMuted } = await watching();
    isMuted.value = true;
    did.length = 0;
    say();
    expect([did, shown]).toEqual([[], []]);
    say({ isMention: true });
    expect(did).toEqual(['count 1', 'sound']);
    expect(shown).toHaveLength(1);
  });

  it('keeps only the number under do not disturb', async () => {
    const { did, shown, say, quietUntil } = await watching();
    quietUntil.value = 9e15;
    say({ isMention: true });
    expect([did, shown]).toEqual([['count 1'], []]);
  });

  it('is not told of those they muted', async () => {
    const { regards, isHeard } = await watching();
    expect(isHeard(ANNA)).toBe(true);
    regards.set(ANNA, 'muted');
    expect(isHeard(ANNA)).toBe(false);
  });

  it('hears no sound while they read it at another device', async () => {
    const { did, shown, say, members } = await watching();
    const device = { space: 'chat', isHidden: false, isAway: false, link: { kind: 'direct' } };
    members.value = [{ isSelf: true, devices: [device] } as unknown as RoomMember];
    say();
    expect([did, shown]).toEqual([['count 1'], []]);
    members.value = [{ isSelf: true, devices: [{ ...device, isAway: true }] } as unknown as RoomMember];
    say();
    expect(did).toContain('sound');
  });
});

it('shows nothing by the system while the page is on screen', async () => {
  const { did, shown, say, page } = await watching();
  page.visibilityState = 'visible';
  say();
  expect([did, shown]).toEqual([['count 1', 'sound'], []]);
});

it('takes everything back once it was looked at, and when the room is left', async () => {
  const { did, say, unread, page, stop } = await watching();
  say();
  page.visibilityState = 'visible';
  page.dispatchEvent(new Event('visibilitychange'));
  expect(did.at(-1)).toBe('close all');
  did.length = 0;
  unread.value = new Map();
  expect(did).toContain('count 0');
  say();
  did.length = 0;
  stop();
  expect(did).toEqual(expect.arrayContaining(['close all', 'count 0']));
});

it('leads to the thread that it told of when it is pressed', async () => {
  const { clock, did, say, press } = await watching();
  say();
  say({ thread: 'anna', isDirect: true });
  await clock.advance(1_500);
  did.length = 0;
  press('2');
  expect(did).toEqual(['thread anna', 'show chat', expect.stringContaining('go '), 'close all']);
});

it('leads to the space when it is pressed, and nowhere for what it never showed', async () => {
  const { did, say, press } = await watching();
  press('1');
  expect(did).toEqual([]);
  say();
  press('1');
  expect(did).toContain('show chat');
  expect(did).toContain('go {"kind":"room","code":"slow-river","space":"chat"}');
});

it('writes how far what comes is into the title, until the room is left', async () => {
  const { did, progress, stop } = await watching();
  progress.value = 0.5;
  stop();
  expect(did.filter((each) => each.startsWith('progress'))).toEqual(['progress 0.5', 'progress undefined']);
});
