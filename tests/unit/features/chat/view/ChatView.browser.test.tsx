// The talk as people use it: by keys, by what is read out, at its largest, and under what others may send.

import '@preact/signals';
import { signal } from '@preact/signals-core';
import { act } from 'preact/test-utils';
import { describe, expect, it } from 'vitest';
import type { Message, Reach, Row } from '../../../../../src/features/chat/api.ts';
import { ChatView } from '../../../../../src/features/chat/view/ChatView.tsx';
import type { IdentityId } from '../../../../../src/primitives/ids.ts';
import {
  createFixtureModel,
  EVENING_MS,
  makeAuthor,
  makeMessage,
  makeText,
  ME,
  type FixtureModel,
} from '../../../../support/chat-fixture.ts';
import { mount } from '../../../../support/mount.tsx';

const MEI = ['mei', makeAuthor('Mei', { dye: 'saffron', thing: 'kettle' })] as const;
const AMARA = ['amara', makeAuthor('Amara', { dye: 'brick', thing: 'heron' })] as const;

/** Drawn, measured, and drawn again where the measure was another. */
async function settle(): Promise<void> {
  for (let i = 0; i < 4; i += 1)
    await act(() => new Promise<void>((resolve) => requestAnimationFrame(() => resolve())));
}

async function show(rows: readonly Row[]) {
  const model = createFixtureModel(rows, [MEI, AMARA]);
  const { place } = await mount(
    <div style={{ height: '600px', width: '900px', display: 'flex', flexDirection: 'column' }}>
      <ChatView model={model} />
    </div>,
  );
  // No style sheet here: what the list needs of it.
  await settle();
  return { model, place, list: place.querySelector<HTMLElement>('[role="log"]')! };
}

function styleList(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    '.overflow-y-auto{overflow-y:auto;overflow-anchor:none}.min-h-0{min-height:0}.flex-1{flex:1}.flex{display:flex}' +
      '.flex-col{flex-direction:column}.relative{position:relative}.absolute{position:absolute}.inset-x-0{left:0;right:0}' +
      '.top-0{top:0}.shrink-0{flex-shrink:0}.sr-only{position:absolute;width:1px;height:1px;overflow:hidden}',
  );
  document.adoptedStyleSheets = [sheet];
}
styleList();

/** The button that leads to the end. */
function jumpDown(place: ParentNode): HTMLButtonElement | undefined {
  const buttons = Array.from(place.querySelectorAll('button'));
  return buttons.find((button) => /^To the newest$|new messages? below$/.test(button.textContent ?? ''));
}

async function press(element: Element, key: string): Promise<void> {
  await act(() => {
    element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
  });
}

async function click(element: Element | null | undefined): Promise<void> {
  if (!(element instanceof HTMLElement)) throw new Error('nothing to press');
  await act(async () => {
    element.click();
    await Promise.resolve();
  });
  await settle();
}

const field = (place: ParentNode) => place.querySelector('textarea')!;
const toolsOf = (place: ParentNode, id: string) =>
  place.querySelector<HTMLElement>(`[data-tools="${CSS.escape(id)}"]`)!;

async function write(place: ParentNode, text: string): Promise<void> {
  const box = field(place);
  await act(() => {
    box.focus();
    box.value = text;
    box.dispatchEvent(new InputEvent('input', { bubbles: true }));
    box.dispatchEvent(new KeyboardEvent('keyup', { key: 'x', bubbles: true }));
  });
}

async function choose(place: ParentNode, id: string, item: string): Promise<void> {
  await click(toolsOf(place, id));
  const items = Array.from(place.querySelectorAll('[role="menuitem"]'));
  await click(items.find((each) => each.textContent?.includes(item)));
}

const lastSent = ({ room }: FixtureModel) => room.sent.at(-1);

describe('by keys', () => {
  it('leads with the arrows from message to message, and answers one', async () => {
    const { model, place } = await show([makeMessage('mei', 0), makeMessage('amara', 1)]);
    const last = toolsOf(place, 'amara/1');
    expect(last.tabIndex).toBe(0);
    last.focus();
    await press(last, 'ArrowUp');
    expect(document.activeElement).toBe(toolsOf(place, 'mei/0'));
    await choose(place, 'mei/0', 'Reply');
    expect(document.activeElement).toBe(field(place));
    await write(place, 'an answer');
    await press(field(place), 'Enter');
    await settle();
    expect(lastSent(model)).toMatchObject({ kind: 'text', text: 'an answer', replyTo: 'mei/0' });
    expect(field(place).value).toBe('');
  });

  it('changes the last message by the up arrow, and leaves it by Esc', async () => {
    const { model, place } = await show([makeMessage(ME, 0, { body: makeText('teh') })]);
    await press(field(place), 'ArrowUp');
    await settle();
    expect(field(place).value).toBe('teh');
    await press(field(place), 'Escape');
    await settle();
    expect(field(place).value).toBe('');
    await press(field(place), 'ArrowUp');
    await settle();
    await write(place, 'the');
    await press(field(place), 'Enter');
    await settle();
    expect(lastSent(model)).toEqual({ kind: 'edit', of: `${ME}/0`, text: 'the', mentions: [] });
    expect(place.querySelector('[role="log"]')!.textContent).toContain('edited');
  });

  it('completes a name after an @ and says whom it means', async () => {
    const { model, place } = await show([makeMessage('mei', 0)]);
    await write(place, 'hello @m');
    expect(place.querySelector('[role="option"]')?.textContent).toBe('Mei');
    await press(field(place), 'Enter');
    await settle();
    expect(field(place).value).toBe('hello @Mei ');
    await press(field(place), 'Enter');
    await settle();
    expect(lastSent(model)).toMatchObject({ text: 'hello @Mei', mentions: ['mei'] });
  });
});

describe('what is done with a message', () => {
  it('is deleted and pinned for everybody, and offers that only to its author', async () => {
    const { model, place } = await show([makeMessage('mei', 0), makeMessage(ME, 1)]);
    await click(toolsOf(place, 'mei/0'));
    expect(place.querySelector('[role="menu"]')!.textContent).not.toContain('Delete');
    await press(place.querySelector('[role="menu"]')!, 'Escape');
    await choose(place, 'mei/0', 'Pin');
    expect(lastSent(model)).toEqual({ kind: 'pin', of: 'mei/0', on: true });
    await choose(place, `${ME}/1`, 'Delete');
    expect(lastSent(model)).toMatchObject({ kind: 'pin' });
    const dialog = place.querySelector('dialog')!;
    const verbs = Array.from(dialog.querySelectorAll('button'));
    await click(verbs.find((each) => each.textContent?.includes('Delete')));
    expect(place.querySelector('[role="log"]')!.textContent).toContain('Deleted by its author');
  });

  it('is voted on: a second choice replaces the first', async () => {
    const poll = makeMessage('mei', 0, {
      body: { kind: 'poll', question: 'When?', options: ['now', 'later'], multiple: false, votes: [[], []] },
    });
    const { model, place } = await show([makeMessage(ME, 0), poll]);
    const choices = () => Array.from(place.querySelectorAll('[role="radio"]'));
    await click(choices()[0]);
    await click(choices()[1]);
    expect(lastSent(model)).toEqual({ kind: 'vote', of: 'mei/0', choices: [1] });
    expect(choices().map((each) => each.getAttribute('aria-checked'))).toEqual(['false', 'true']);
  });

  it('stands in the field again when it did not go, and says why', async () => {
    const { model, place } = await show([]);
    model.room.refusal = 'too-fast';
    await write(place, 'again');
    await press(field(place), 'Enter');
    await settle();
    expect(field(place).value).toBe('again');
    expect(place.querySelector('[role="alert"]')?.textContent).toContain('Wait a moment');
  });

  it('tells how far it got', async () => {
    const { model, place } = await show([makeMessage(ME, 0)]);
    const ids = (all: string[]) => new Set(all as IdentityId[]);
    const reach = signal<Reach | undefined>({ to: ids(['mei', 'amara']), reached: ids([]), read: ids([]) });
    model.room.reaches.set(`${ME}/1`, reach);
    await act(() => {
      model.room.rows.value = [...model.room.rows.value, makeMessage(ME, 1)];
    });
    await settle();
    expect(place.textContent).toContain('Reached 0 of 2 so far');
    await act(() => {
      reach.value = { to: ids(['mei', 'amara']), reached: ids(['mei', 'amara']), read: ids(['mei']) };
    });
    expect(place.textContent).toContain('Reached 2 of 2· read by 1');
  });
});

it('reads out what others say from now on, once, and nothing of before', async () => {
  const { model, place } = await show([makeMessage('mei', 0)]);
  const spoken = () => place.querySelector('[aria-live="polite"]')!.textContent;
  expect(spoken()).toBe('');
  await act(() => {
    const fresh = [makeMessage('amara', 1, { body: makeText('over here') }), makeMessage(ME, 2)];
    model.room.rows.value = [...model.room.rows.value, ...fresh];
  });
  await settle();
  expect(spoken()).toBe('Amara: over here');
  expect(place.querySelector('[role="log"]')!.getAttribute('aria-live')).toBe('off');
});

describe('5,000 messages', () => {
  it('stay at their end while they come in parts, between others and after them', async () => {
    const { model, list } = await show([]);
    const scroller = list.parentElement!.parentElement!;
    const rows: Row[] = [];
    // By one person after the other, as history comes: each part lies between what is there.
    for (let part = 0; part < 5; part += 1) {
      for (let i = part; i < 2_000; i += 5)
        rows.push(makeMessage('mei', i, { body: makeText('word '.repeat(1 + ((i * 37) % 90))) }));
      rows.sort((a, b) => a.atMs - b.atMs);
      await act(() => {
        model.room.rows.value = [...rows];
      });
      await act(() => new Promise<void>((resolve) => requestAnimationFrame(() => resolve())));
    }
    await settle();
    expect(scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight).toBeLessThanOrEqual(2);
    expect(list.querySelector(`[data-message="${CSS.escape('mei/1999')}"]`)).not.toBeNull();
  });

  const rows: readonly Message[] = Array.from({ length: 5_000 }, (_, i) =>
    makeMessage(i % 3 === 0 ? 'mei' : 'amara', i, {
      atMs: EVENING_MS - (5_000 - i) * 1_000,
      body: makeText(`message ${i}. ${'word '.repeat(i % 60)}`),
    }),
  );

  it('draws a few, follows the end, keeps the place of who reads, and jumps', async () => {
    const { model, place, list } = await show(rows);
    const scroller = list.parentElement!.parentElement!;
    const distance = () => scroller.scrollHeight - scroller.scrollTop - scroller.clientHeight;
    expect(place.querySelectorAll('article').length).toBeLessThan(60);
    expect(distance()).toBeLessThan(4);
    expect(list.textContent).toContain('message 4999');

    await act(() => {
      model.room.rows.value = [...rows, makeMessage('mei', 6_000, { body: makeText('the newest') })];
    });
    await settle();
    expect(distance()).toBeLessThan(4);
    expect(list.textContent).toContain('the newest');

    const joined = makeMessage('mei', 6_001, { body: makeText('before a frame begins '.repeat(30)) });
    await act(() => void (model.room.rows.value = [...model.room.rows.value, joined]));
    expect([list.textContent.includes('before a frame'), distance() < 4]).toEqual([true, true]);

    await act(() => {
      scroller.scrollTop -= 3_000;
    });
    await settle();
    expect(model.room.isAtEnd).toBe(false);
    const seen = place.querySelectorAll<HTMLElement>('[data-message]')[20]!;
    const before = seen.getBoundingClientRect().top;
    await act(() => {
      model.room.rows.value = [
        makeMessage('amara', 9_000, { atMs: rows[0]!.atMs, body: makeText('late and old') }),
        ...model.room.rows.value,
        makeMessage('mei', 6_002, { body: makeText('newer still') }),
      ];
    });
    await settle();
    expect(seen.isConnected).toBe(true);
    expect(Math.abs(seen.getBoundingClientRect().top - before)).toBeLessThan(2);

    // What came below is counted, and marked where it begins; what came late above is neither.
    expect(jumpDown(place)?.textContent).toBe('1 new message below');
    await click(jumpDown(place));
    await settle();
    expect([list.textContent?.match(/New/g)?.length, list.textContent?.indexOf('New')]).toEqual([
      1,
      list.textContent?.search(/New(?=Mei.*newer still)/),
    ]);
    expect(jumpDown(place)).toBeUndefined();
    expect(model.room.isAtEnd).toBe(true);
    await act(() => {
      scroller.scrollTop -= 3_000;
    });
    await settle();
    expect(jumpDown(place)?.textContent).toBe('To the newest');

    const buttons = Array.from(place.querySelectorAll('button'));
    await click(buttons.find((each) => each.getAttribute('aria-label') === 'Search messages'));
    const search = place.querySelector<HTMLInputElement>('input[type="search"]')!;
    await act(() => {
      search.value = 'message 77.';
      search.dispatchEvent(new InputEvent('input', { bubbles: true }));
    });
    expect(model.room.searched).toEqual(['message 77.']);
    const isThere = () => place.querySelector('[data-message="amara/77"]') !== null;
    for (let i = 0; i < 20 && !isThere(); i += 1) await settle();
    await settle();
    const hit = place.querySelector<HTMLElement>('[data-message="amara/77"]');
    const { top, bottom } = hit!.getBoundingClientRect();
    const window = scroller.getBoundingClientRect();
    expect([top >= window.top - 1, bottom <= window.bottom + 1]).toEqual([true, true]);
  });
});

it('makes nothing but text of what others send, wherever they put it', async () => {
  const payloads = [
    '<img src=x onerror="window.pwned=1">',
    '<script>window.pwned=1</script>',
    '"><svg onload=window.pwned=1>',
    '[x](javascript:window.pwned=1)',
    '\u202Ereversed\u2066\u200B',
    '{{constructor.constructor("window.pwned=1")()}}',
  ];
  const rows = payloads.flatMap((payload, i): readonly Row[] => [
    makeMessage('mei', i * 4, { body: makeText(payload), reactions: [{ emoji: payload, by: [ME] }] }),
    makeMessage('mei', i * 4 + 1, {
      body: makeText('', [{ hash: `h${i}`, size: 3, name: payload, type: payload }]),
    }),
    makeMessage('mei', i * 4 + 2, {
      body: {
        kind: 'poll',
        question: payload,
        options: [payload, 'b'],
        multiple: true,
        votes: [[payload as IdentityId], []],
      },
    }),
    makeMessage('mei', i * 4 + 3, { body: { kind: 'link', url: payload, note: payload } }),
  ]);
  const { place, model } = await show([]);
  await act(() => {
    model.authors.value = new Map(model.authors.value).set(
      'mei' as IdentityId,
      makeAuthor('<b onclick=x>Mei</b>', { dye: 'saffron', thing: 'kettle' }),
    );
    model.room.rows.value = rows;
  });
  await settle();
  const list = place.querySelector('[role="log"]')!;
  expect(
    list.querySelectorAll('script, iframe, object, img[src^="x"], [onerror], [onload], [onclick]'),
  ).toHaveLength(0);
  const links = Array.from(list.querySelectorAll('a'), (link) => link.protocol);
  expect(links.filter((protocol) => !['http:', 'https:', 'mailto:'].includes(protocol))).toEqual([]);
  expect('pwned' in window).toBe(false);
});
