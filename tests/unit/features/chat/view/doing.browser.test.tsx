// What is done with a talk on the page besides writing: copying, playing, going to what is new, saving, letting it vanish.

import { signal } from '@preact/signals-core';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Attachment, BlobState, Message } from '../../../../../src/features/chat/api.ts';
import { EVENING_MS, makeMessage, makeText, ME } from '../../../../support/chat-fixture.ts';
import { buttonNamed, change, click, press, showTalk, until } from '../../../../support/shown-talk.tsx';

afterEach(() => vi.restoreAllMocks());

function catchCopies(): string[] {
  const copies: string[] = [];
  vi.spyOn(navigator.clipboard, 'writeText').mockImplementation(async (text) => void copies.push(text));
  return copies;
}

async function chooseFor(place: ParentNode, id: string, item: string): Promise<void> {
  await click(place.querySelector(`[data-tools="${CSS.escape(id)}"]`));
  await click(buttonNamed(place, item));
}

it('copies a message as it was written, and its code alone; code of any language is only coloured', async () => {
  const copies = catchCopies();
  const hostile = `</code><img src=x onerror="window.pwned=1">\n<script>window.pwned=1</script>\n\${window.pwned=1}`;
  const languages = ['javascript', 'html', '__proto__', 'constructor', 'no-such-thing'];
  const written = (language: string) => `**look**\n\`\`\`${language}\n${hostile}\n\`\`\``;
  const { place, log } = await showTalk(
    languages.map((language, i) => makeMessage('mei', i, { body: makeText(written(language)) })),
  );
  await until(() => log().querySelectorAll('code span').length > 0);
  expect(log().querySelectorAll('img, script, [onerror]')).toHaveLength(0);
  expect('pwned' in window).toBe(false);
  const codes = Array.from(log().querySelectorAll('pre code'), (code) => code.textContent);
  expect(codes).toEqual(languages.map(() => hostile));
  await click(buttonNamed(log(), 'Copy code'));
  await chooseFor(place, 'mei/0', 'Copy text');
  expect(copies).toEqual([hostile, written('javascript')]);
});

it('plays sounds and films where they stand, and says of those it cannot play that they can be saved', async () => {
  const file = (name: string, type: string): Attachment => ({ hash: name, size: 9, name, type });
  const files = [
    file('song.mp3', 'audio/mpeg'),
    file('film.webm', 'video/webm'),
    file('page.html', 'text/html'),
  ];
  const { model, log } = await showTalk([]);
  await change(() => {
    for (const { hash } of files)
      model.held.set(hash, signal<BlobState>({ kind: 'here', bytes: new Uint8Array(9) }));
    model.room.rows.value = [makeMessage('mei', 0, { body: makeText('', files) })];
  });
  await until(() => log().textContent.split('can’t play').length === 3);
  expect(log().querySelectorAll('audio, video')).toHaveLength(0);
  const saves = Array.from(log().querySelectorAll('button'), (button) => button.ariaLabel);
  expect(saves.filter((label) => label?.startsWith('Save '))).toEqual([
    'Save song.mp3',
    'Save film.webm',
    'Save page.html',
  ]);
});

it('leads to where reading goes on', async () => {
  const rows: readonly Message[] = Array.from({ length: 80 }, (_, i) => makeMessage(i < 20 ? ME : 'mei', i));
  const { model, place, log } = await showTalk([]);
  await change(() => (model.room.rows.value = rows));
  await change(() => (model.room.firstUnread.value = 'mei/40'));
  const scroller = log().parentElement!.parentElement!;
  const line = () => Array.from(log().querySelectorAll('p')).find((each) => each.textContent === 'New');
  await click(buttonNamed(place, '40 new messages above'));
  await until(() => line() !== undefined);
  const [seen, window] = [line()!.getBoundingClientRect(), scroller.getBoundingClientRect()];
  expect(seen.top >= window.top - 1 && seen.bottom <= window.bottom).toBe(true);
  expect(buttonNamed(place, '40 new messages above')).toBeUndefined();
});

describe('from the menu of the talk', () => {
  it.each([
    ['Save as text', 'txt', /Mei: over here/],
    ['Save as a web page', 'html', /<bdi>Mei<\/bdi>.*over here/s],
    ['Save as JSON', 'json', /"name": "Mei"/],
  ])('%s hands out what was said', async (item, ending, content) => {
    const blobs: Blob[] = [];
    const saved: string[] = [];
    vi.stubGlobal('showSaveFilePicker', undefined);
    vi.spyOn(URL, 'createObjectURL').mockImplementation((blob) => {
      blobs.push(blob as Blob);
      return 'blob:none';
    });
    vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function click(
      this: HTMLAnchorElement,
    ) {
      saved.push(this.download);
    });
    const { place } = await showTalk([makeMessage('mei', 0, { body: makeText('over here') })]);
    await click(buttonNamed(place, 'More for this conversation'));
    await click(buttonNamed(place, item));
    await until(() => saved.length > 0);
    vi.unstubAllGlobals();
    expect(saved[0]).toBe(`Slow River.${ending}`);
    expect(await blobs.at(-1)!.text()).toMatch(content);
  });
});

it('lets messages vanish after a time, says so at each, and in the head of what is between two', async () => {
  const { model, place, log } = await showTalk([]);
  await click(buttonNamed(place, 'Keep: until we leave'));
  const items = Array.from(place.querySelectorAll('[role="menuitemcheckbox"]'));
  expect(items.map((item) => item.getAttribute('aria-checked'))).toEqual([
    'true',
    'false',
    'false',
    'false',
    'false',
  ]);
  await click(items.at(-1));
  expect(model.timerMs.value).toBe(300_000);
  const expiresAtMs = EVENING_MS + 300_000;
  await change(() => (model.room.rows.value = [makeMessage('mei', 0, { expiresAtMs })]));
  expect(log().textContent).toMatch(/Goes at 6:35/);
  await change(() => (model.room.rows.value = [makeMessage('mei', 0, { body: { kind: 'expired' } })]));
  expect(log().textContent).toContain('Its time is over');
  await click(buttonNamed(place, 'More for this conversation'));
  await click(buttonNamed(place, 'Message only Mei'));
  expect(place.querySelector('header')!.textContent).toContain('Keep: 5 min');
});

it('takes what is between two off the list until something new comes', async () => {
  const { model, place } = await showTalk([]);
  const listed = () => {
    const list = place.querySelector('nav[aria-label="Conversations"]');
    return Array.from(list?.querySelectorAll('button') ?? [], (button) => button.textContent);
  };
  await click(buttonNamed(place, 'More for this conversation'));
  await click(buttonNamed(place, 'Message only Mei'));
  expect(listed()).toEqual(['Everybody', 'Mei']);
  await click(buttonNamed(place, 'More for this conversation'));
  await click(buttonNamed(place, 'Close until something new comes'));
  expect([listed(), place.querySelector('textarea')!.placeholder]).toEqual([[], 'Message Slow River']);
  await change(() => (model.direct.value[0]!.unread.value = 1));
  expect(listed()[1]).toMatch(/^Mei1/);
  await click(buttonNamed(place, listed()[1]!));
  await change(() => (model.direct.value[0]!.unread.value = 0));
  await click(buttonNamed(place, 'Everybody'));
  expect(listed()).toEqual(['Everybody', 'Mei']);
  await press(place.querySelector('textarea')!, 'Escape');
});
