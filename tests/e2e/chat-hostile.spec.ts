// What a talk may meet at its worst, from the field and from a member who is no page: too long, too fast, too deep,
// broken, deceptive, or written to be run. All of it is shown as text or not at all, and the page goes on.

import type { Page } from '@playwright/test';
import type { Content } from '../../src/features/chat/log/content.ts';
import { Talk } from './pages/talk.ts';
import { aliceAndBob } from './support/meeting.ts';
import { joinAsScript } from './support/script-peer.ts';
import { expect, test } from './support/test.ts';

const MAX_LENGTH = 10_000;
/** A page that is busy for longer is as good as broken. */
const ALIVE_WITHIN_MS = 5_000;

/** Each sets `window.__pwned` if any of it is ever taken for anything but text. */
const PAYLOADS = [
  '<script>window.__pwned=1</script>',
  '<img src=x onerror="window.__pwned=1">',
  '"><svg/onload=window.__pwned=1>',
  '<iframe srcdoc="<script>parent.__pwned=1</script>"></iframe>',
  '<a href="javascript:window.__pwned=1">here</a>',
  '[here](javascript:window.__pwned=1)',
  '[here](jav&#x09;ascript:window.__pwned=1)',
  '[here](data:text/html,<script>opener.__pwned=1</script>)',
  '![x](x"onerror="window.__pwned=1)',
  '![x](javascript:window.__pwned=1)',
  '<javascript:window.__pwned=1>',
  '```"><script>window.__pwned=1</script>\nx\n```',
  '<details open ontoggle=window.__pwned=1>',
  '<style>@import"javascript:window.__pwned=1"</style>',
  '{{constructor.constructor("window.__pwned=1")()}}',
  '${window.__pwned=1}',
  '</textarea></title></style><script>window.__pwned=1</script>',
  '&lt;script&gt;window.__pwned=1&lt;/script&gt;',
  '__proto__',
] as const;
/** Fits a name, a line of status, and a reaction of at most 32 letters. */
const SHORT = '<img src=x onerror=__pwned=1>';

/** Look like something else: reversed, empty, or stretched over the page. */
const TRICKS = [
  '\u202Egnp.sedoc\u202C and after',
  '\u2066\u2067\u2068\u202A\u202B\u202D isolates that nobody ends',
  'pay\u200Bpal\u200D\u2060\uFEFF.com',
  '\u200B\u200B\u200B',
  `Z${'\u0351\u0352\u0353\u0334'.repeat(500)} stretched`,
  '\u0000\u0007\u001B[31m control',
  '\uFFF9anchor\uFFFAannotation\uFFFB',
] as const;

const BROKEN = [
  `${'>'.repeat(1_000)} a thousand quotes deep`,
  '> '.repeat(1_000),
  `${'- '.repeat(1_000)}a thousand lists deep`,
  '*a_'.repeat(3_000),
  '['.repeat(5_000) + ']('.repeat(2_000),
  '`'.repeat(9_999),
  '**[`<!--',
  `${'|a'.repeat(2_000)}\n${'|-'.repeat(2_000)}`,
  '<'.repeat(9_000),
  '![['.repeat(3_000),
  '```\n'.repeat(2_000),
  'a@'.repeat(4_000),
  'https://'.repeat(1_200),
  '\\'.repeat(9_999),
] as const;

test('what is too long does not go, what fits goes; a member who is no page breaks nothing and runs nothing', async ({
  newcomer,
  otherBrowser,
  host,
}) => {
  test.setTimeout(180_000);
  const [alice, bob] = await aliceAndBob(newcomer, { browser: otherBrowser });
  const dialogs: string[] = [];
  for (const { page } of [alice, bob]) page.on('dialog', (dialog) => dialogs.push(dialog.message()));
  const talk = new Talk(alice.page);

  await test.step('10,000 characters fit, one more does not, and the field says so', async () => {
    await talk.messageBox.fill('x'.repeat(MAX_LENGTH + 1));
    await expect(alice.page.getByRole('alert')).toContainText('1');
    await expect(alice.page.getByRole('button', { name: 'Send', exact: true })).toBeDisabled();
    await talk.messageBox.press('Enter');
    await expect(talk.messageBox).not.toHaveValue('');
    await talk.say(`the end of ${'x'.repeat(MAX_LENGTH - 11)}`);
    await new Talk(bob.page).expectHeard('the end of');
  });

  const { link } = await alice.room.readInvitation();
  const mallory = await joinAsScript({ host, link, name: SHORT, status: SHORT });
  // Of one member thirty messages are taken at once.
  const eve = await joinAsScript({ host, link, name: 'Eve', status: SHORT });

  await test.step('scripts in every field are text', async () => {
    await mallory.say([...PAYLOADS, ...TRICKS, 'after the scripts'].map(textOf));
    await eve.say([...otherKinds(), textOf('after the other kinds')]);
    for (const { page } of [alice, bob]) {
      await new Talk(page).expectHeard('after the scripts');
      await new Talk(page).expectHeard('after the other kinds');
      const { seen, faults, marks } = await lookAtAll(page);
      expect(faults).toEqual([]);
      expect(marks, 'marks on one letter').toBeLessThanOrEqual(4);
      expect(seen, 'messages that were looked at').toBeGreaterThanOrEqual(
        PAYLOADS.length + TRICKS.length + SHOWN_OTHERS,
      );
      await expectHarmless(page);
    }
    await expect(alice.room.people).toContainText(SHORT);
  });

  await test.step('broken, deep and endless markdown is shown, and the page goes on', async () => {
    for (const batch of chunks(BROKEN.map(textOf), 5)) {
      await eve.say(batch);
      await expectAlive(alice.page);
    }
    await eve.say([textOf('x'.repeat(MAX_LENGTH + 5_000)), textOf('after what was broken')]);
    for (const { page } of [alice, bob]) {
      await new Talk(page).expectHeard('after what was broken');
      await expectHarmless(page);
    }
  });

  await test.step('a thousand messages at once are neither shown at once nor the end of the page', async () => {
    const flood = Array.from({ length: 1_000 }, (_, i) => textOf(`flood ${i}`));
    await mallory.say(flood);
    for (const { page } of [alice, bob]) await expectAlive(page);
    await talk.say('Are you still there?');
    await new Talk(bob.page).expectHeard('Are you still there?');
    for (const { page } of [alice, bob]) await expectHarmless(page);
  });
  for (const script of [mallory, eve]) script.leave();
  expect(dialogs).toEqual([]);
});

function textOf(text: string): Content {
  return { kind: 'text', text, mentions: [], files: [] };
}

/** Files, a poll, links, reactions and changes, with payloads where words belong. */
function otherKinds(): readonly Content[] {
  const [payload] = PAYLOADS;
  const file = (name: string, type: string) => ({ hash: new Uint8Array(32), size: 100, name, type });
  const names = [
    '<img src=x onerror=window.__pwned=1>.png',
    '\u202Egnp.exe',
    '../../etc/passwd',
    'CON',
    '"><b>',
  ];
  return [
    { kind: 'text', text: '', mentions: [], files: names.map((name) => file(name, 'image/png')) },
    {
      kind: 'text',
      text: '',
      mentions: [],
      files: [file('x.svg', 'image/svg+xml"><script>'), file('x.html', 'text/html')],
    },
    {
      kind: 'voice',
      file: file('not audio', 'audio/webm'),
      durationMs: 5_000,
      peaks: new Uint8Array(64).fill(255),
    },
    { kind: 'poll', question: payload, options: [SHORT, '\u202Eon'], multiple: false },
    { kind: 'link', url: 'https://example.org/"><script>window.__pwned=1</script>', note: payload },
    { kind: 'link', url: 'javascript:window.__pwned=1', note: 'never shown' },
    { kind: 'link', url: 'https://good.example@evil.example/', note: 'never shown' },
    ...[SHORT, '\u202E', 'not an emoji'].map((emoji): Content => ({
      kind: 'react',
      of: OWN,
      emoji,
      on: true,
    })),
    ...[SHORT, '\u202E', 'not an emoji'].map((emoji): Content => ({
      kind: 'react',
      of: EARLIER,
      emoji,
      on: true,
    })),
    { kind: 'edit', of: EARLIER, text: 'changed by a stranger', mentions: [] },
    { kind: 'delete', of: EARLIER },
    { kind: 'vote', of: EARLIER, choices: [9, 9, 9] },
  ];
}

/** Of those: files twice, a voice note, a poll, and the one link that leads somewhere. */
const SHOWN_OTHERS = 5;

/** The first that the script peer said. */
const OWN = { peer: new Uint8Array(16), seq: 0 };
/** A message of somebody nobody is. */
const EARLIER = { peer: new Uint8Array(16).fill(1), seq: 0 };

/** What one says in one breath is taken; of more a part comes later. */
function chunks(contents: readonly Content[], size: number): readonly (readonly Content[])[] {
  const starts = Array.from({ length: Math.ceil(contents.length / size) }, (_, i) => i * size);
  return starts.map((start) => contents.slice(start, start + size));
}

async function expectHarmless(page: Page): Promise<void> {
  const found = await page.evaluate(() => ({
    pwned: '__pwned' in globalThis,
    schemes: Array.from(document.querySelectorAll<HTMLAnchorElement>('a[href]'), ({ protocol }) => protocol),
    elements: document.querySelectorAll(
      '[role="log"] :is(script, iframe, style, object, embed, [onerror], [onload])',
    ).length,
    overflow: document.documentElement.scrollWidth - innerWidth,
  }));
  const { pwned, schemes, elements, overflow } = found;
  expect(pwned, 'something was run').toBe(false);
  expect(schemes.filter((scheme) => !/^(?:https?|mailto|blob):$/.test(scheme))).toEqual([]);
  expect(elements, 'elements that a message brought').toBe(0);
  expect(overflow, 'the page is not wider than its window').toBeLessThanOrEqual(0);
  await expect(page.getByRole('log')).not.toContainText('never shown');
}

interface Looked {
  readonly seen: number;
  /** What lies over something else, or was brought by a message. */
  readonly faults: readonly string[];
  /** On one letter, at most. */
  readonly marks: number;
}

/** Goes through the whole talk from its beginning, and looks at each message once it is drawn. */
function lookAtAll(page: Page): Promise<Looked> {
  return page.getByRole('log').evaluate(async (log) => {
    const scroller = log.parentElement?.parentElement;
    if (!scroller) throw new Error('no list');
    const seen = new Set<string>();
    const faults = new Set<string>();
    let marks = 0;
    const drawn = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const beyond = (inner: DOMRect, outer: DOMRect) =>
      inner.top < outer.top - 8 || inner.bottom > outer.bottom + 8 || inner.right > outer.right + 8;

    function look(message: HTMLElement): void {
      const id = message.dataset['message'] ?? '';
      seen.add(id);
      if (message.querySelector('script, iframe, style, object, embed, [onerror], [onload], [onclick]'))
        faults.add(`${id} brought an element`);
      const place = message.getBoundingClientRect();
      for (const [tower] of message.innerText.matchAll(/\p{M}+/gu)) marks = Math.max(marks, tower.length);
      const words = message.querySelectorAll(':scope > [id] :is(p, li, blockquote, figure, fieldset, img)');
      for (const each of words)
        if (beyond(each.getBoundingClientRect(), place)) faults.add(`${id}: ${each.tagName} sticks out`);
      // What letters draw beyond their box shows in no box: it has to be cut off.
      const text = message.querySelector(':scope > [id] > .select-text');
      if (text?.tagName === 'DIV' && getComputedStyle(text).overflowY !== 'clip')
        faults.add(`${id} is not cut`);
    }

    function overlaps(): readonly string[] {
      const messages = Array.from(log.querySelectorAll<HTMLElement>('[data-message]'));
      const places = messages.map((each) => each.getBoundingClientRect()).toSorted((a, b) => a.top - b.top);
      return places.flatMap(({ top }, i) =>
        i > 0 && top < (places[i - 1]?.bottom ?? 0) - 1 ? [`${i} lies over its neighbour`] : [],
      );
    }

    scroller.scrollTop = 0;
    for (let step = 0; step < 400; step += 1) {
      await drawn();
      const messages = Array.from(log.querySelectorAll<HTMLElement>('[data-message]'));
      for (const message of messages) look(message);
      // What grew since the last drawing gets its place with the next one: nobody saw it in between.
      if (overlaps().length > 0) await drawn();
      for (const fault of overlaps()) faults.add(fault);
      if (scroller.scrollTop + scroller.clientHeight >= scroller.scrollHeight - 2) break;
      scroller.scrollTop += scroller.clientHeight * 0.6;
    }
    return { seen: seen.size, faults: Array.from(faults), marks };
  });
}

/** Answers within a few frames, whatever it was given. */
async function expectAlive(page: Page): Promise<void> {
  const startMs = Date.now();
  await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve))));
  expect(Date.now() - startMs, 'until the page answers').toBeLessThan(ALIVE_WITHIN_MS);
}
