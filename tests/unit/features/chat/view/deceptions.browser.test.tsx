// What others write so that it is taken for something else, on the page.

import { describe, expect, it } from 'vitest';
import type { IdentityId } from '../../../../../src/primitives/ids.ts';
import type { Regard } from '../../../../../src/room/standing.ts';
import { formatTime } from '../../../../../src/ui/format.ts';
import { makeAuthor, makeMessage, makeText } from '../../../../support/chat-fixture.ts';
import {
  AMARA,
  buttonNamed,
  change,
  click,
  field,
  press,
  showTalk,
  write,
} from '../../../../support/shown-talk.tsx';

it('shows the real host of a link whose text is the address of another', async () => {
  const { log } = await showTalk([
    makeMessage('mei', 0, {
      body: makeText('[https://bank.example/evil.example](https://evil.example/x)'),
    }),
    makeMessage('mei', 1, { body: makeText('[https://www.microsoft.com](https://t.example/ab)') }),
    makeMessage('mei', 2, { body: makeText('https://honest.example/way') }),
  ]);
  const links = Array.from(log().querySelectorAll('a'), (link) => link.textContent);
  expect(links).toEqual([
    'https://bank.example/evil.example (evil.example)',
    'https://www.microsoft.com (t.example)',
    'https://honest.example/way',
  ]);
});

it('says of what is dated long before it came when it came, and of nothing else', async () => {
  const cameAtMs = new Date(2026, 10, 20, 18, 14).getTime();
  const { log } = await showTalk([makeMessage('mei', 0), { ...makeMessage('mei', 1), cameAtMs }]);
  const [first, second] = Array.from(log().querySelectorAll('[data-message]'), (each) => each.textContent);
  expect(second).toContain(`Dated earlier by its author, came at ${formatTime('en', cameAtMs)}`);
  expect(first).not.toContain('came at');
});

describe('two of one name', () => {
  const ANNA = ['anna', makeAuthor('Anna', { dye: 'brick', thing: 'heron' })] as const;
  const OTHER = ['other', makeAuthor('Аnna', { dye: 'teal', thing: 'turtle' })] as const;

  it('are told apart by their marks in the menu, the head, the field, the list of names, quotes and what is read out', async () => {
    const rows = [makeMessage('anna', 0), makeMessage('other', 1, { replyTo: 'anna/0', isPinned: true })];
    const { model, place, log } = await showTalk(rows, [ANNA, OTHER, AMARA]);
    const heads = Array.from(log().querySelectorAll('h3 b'), (head) => head.textContent);
    expect(heads).toEqual(['Anna (the brick heron)', 'Аnna (the teal turtle)']);
    expect(log().querySelector('button[aria-label^="Replies to"]')?.getAttribute('aria-label')).toBe(
      'Replies to Anna (the brick heron): anna says 0',
    );
    expect(place.textContent).toContain('1 pinned messageАnna (the teal turtle)');
    await change(() => {
      model.room.rows.value = [...model.room.rows.value, makeMessage('other', 2)];
    });
    expect(place.querySelector('[aria-live="polite"]')?.textContent).toBe(
      'Аnna (the teal turtle): other says 2',
    );

    await write(place, '@anna');
    const offered = Array.from(place.querySelectorAll('[role="option"]'), (option) => option.textContent);
    expect(offered).toEqual(['Anna (the brick heron)']);
    await press(field(place), 'Enter');
    await press(field(place), 'Enter');
    expect(model.room.sent.at(-1)).toMatchObject({ text: '@Anna (the brick heron)', mentions: ['anna'] });

    await click(buttonNamed(place, 'More for this conversation'));
    const items = Array.from(place.querySelectorAll('[role="menuitem"]'));
    expect(items.slice(0, 3).map((item) => item.textContent)).toEqual([
      'Message only Amara',
      'Message only Аnna (the teal turtle)',
      'Message only Anna (the brick heron)',
    ]);
    expect(items.slice(0, 3).every((item) => item.querySelector('svg') !== null)).toBe(true);
    await click(items[1]);
    expect(place.textContent).toContain('Sealed for you and Аnna (the teal turtle).');
    expect(field(place).placeholder).toBe('Message only Аnna (the teal turtle)');
  });

  it('one of whom waits to be decided about is neither offered nor written to', async () => {
    const { model, place } = await showTalk([makeMessage('anna', 0)], [ANNA, OTHER, AMARA]);
    const regard = (of: string, now: Regard) => {
      model.regards.value = new Map(model.regards.value).set(of as IdentityId, now);
    };
    const shownBefore = () => {
      const bar = place.querySelector('nav[aria-label="Conversations"]');
      return Array.from(bar?.querySelectorAll('button') ?? [], (button) => button.textContent);
    };
    await click(buttonNamed(place, 'More for this conversation'));
    await click(buttonNamed(place, 'Message only Аnna (the teal turtle)'));
    expect(shownBefore()).toEqual(['Everybody', 'Аnna (the teal turtle)']);
    await change(() => regard('other', 'waiting'));
    expect(place.querySelector('textarea')).toBeNull();
    expect(place.textContent).toContain('Decide who it is');
    await change(() => regard('other', 'blocked'));
    expect(place.textContent).toContain('You blocked Аnna');

    await click(buttonNamed(place, 'Everybody'));
    expect(shownBefore()).toEqual([]);
    await write(place, '@');
    const offered = Array.from(place.querySelectorAll('[role="option"]'), (option) => option.textContent);
    expect(offered).toEqual(['Amara', 'Anna (the brick heron)']);
    await write(place, '');
    await click(buttonNamed(place, 'More for this conversation'));
    expect(buttonNamed(place, 'Message only Аnna (the teal turtle)')).toBeUndefined();
    expect(buttonNamed(place, 'Message only Anna (the brick heron)')).toBeDefined();
  });
});

it('keeps what others write to its own place: no towers, no turned lines, nothing drawn over a neighbour', async () => {
  const tower = `Z${'\u0351\u0352\u0353'.repeat(400)}`;
  const texts = [tower, `\`${tower}\``, `> ${tower}`, '\u202Egnp.sedoc', '\u2067\u2068nobody ends it'];
  const { log } = await showTalk(texts.map((text, i) => makeMessage('mei', i, { body: makeText(text) })));
  expect(log().textContent).not.toMatch(/\p{M}{5}/u);
  const messages = Array.from(log().querySelectorAll<HTMLElement>('[data-message]'));
  expect(messages).toHaveLength(texts.length);
  // Every paragraph and what is not one is a world of its own to the order of letters.
  const own = ['isolate', 'plaintext', 'isolate-override'];
  for (const { firstElementChild } of messages) {
    const words = firstElementChild!.querySelector('p, blockquote, code')!;
    const block = words.closest('[dir]') ?? words;
    expect(own).toContain(getComputedStyle(block).unicodeBidi);
  }
});
