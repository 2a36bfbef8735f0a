// Where messages are written: what is begun is not lost on the way, and fingers can begin a line.

import { afterEach, describe, expect, it, vi } from 'vitest';
import { makeMessage, makeText, ME } from '../../../../support/chat-fixture.ts';
import { makeGif } from '../../../../support/made-pictures.ts';
import {
  buttonNamed,
  change,
  click,
  field,
  press,
  showTalk,
  until,
  write,
} from '../../../../support/shown-talk.tsx';

afterEach(() => vi.restoreAllMocks());

async function choose(place: ParentNode, id: string, item: string): Promise<void> {
  await click(place.querySelector(`[data-tools="${CSS.escape(id)}"]`));
  await click(buttonNamed(place, item));
}

/** Pastes or drops a picture onto `on`; whether somebody took it. */
async function hand(on: Element, kind: 'paste' | 'drop', name: string): Promise<boolean> {
  const data = new DataTransfer();
  data.items.add(new File([makeGif({ place: '48.8584N' })], name, { type: 'image/gif' }));
  const more = { bubbles: true, cancelable: true };
  const event =
    kind === 'paste'
      ? new ClipboardEvent('paste', { clipboardData: data, ...more })
      : new DragEvent('drop', { dataTransfer: data, ...more });
  await change(() => void on.dispatchEvent(event));
  return event.defaultPrevented;
}

describe('what is begun in a thread', () => {
  it('is still there after a look at another: files, an answer, a change half written', async () => {
    const { model, place } = await showTalk([
      makeMessage('mei', 0),
      makeMessage(ME, 1, { body: makeText('teh') }),
    ]);
    await choose(place, 'mei/0', 'Reply');
    expect(await hand(field(place), 'paste', 'cat.gif')).toBe(true);
    await until(() => !place.textContent.includes('being made smaller'));
    await choose(place, 'mei/0', 'Message only Mei');
    expect(place.textContent).not.toContain('cat.gif');
    expect(await hand(field(place), 'drop', 'only-mei.gif')).toBe(true);
    await until(() => place.textContent.includes('only-mei.gif'));
    await click(buttonNamed(place, 'Everybody'));
    expect(place.textContent).toContain('cat.gif');
    expect(place.textContent).toContain('Reply to Mei');
    await press(field(place), 'Enter');
    await until(() => model.room.sent.length > 0);
    expect(model.room.sent.at(-1)).toMatchObject({ replyTo: 'mei/0', attachments: [{ name: 'cat.gif' }] });
    // The picture is drawn, and says nothing of where it was taken.
    await until(() => place.querySelector('[role="log"] img') !== null);
    const sent = Array.from(model.held.values(), ({ value }) => (value.kind === 'here' ? value.bytes : []));
    expect(sent.map((bytes) => String.fromCharCode(...bytes)).join()).not.toContain('48.8584N');

    await choose(place, `${ME}/1`, 'Edit');
    await write(place, 'the');
    await click(buttonNamed(place, 'Mei'));
    expect(place.textContent).toContain('only-mei.gif');
    await click(buttonNamed(place, 'Everybody'));
    expect(field(place).value).toBe('the');
    await press(field(place), 'Enter');
    expect(model.room.sent.at(-1)).toMatchObject({ kind: 'edit', text: 'the' });
  });
});

it('begins a line on Enter where fingers write, and sends by the button', async () => {
  const match = globalThis.matchMedia.bind(globalThis);
  vi.spyOn(globalThis, 'matchMedia').mockImplementation((query) =>
    query === '(pointer: coarse)' ? match('all') : match(query),
  );
  const { model, place } = await showTalk([]);
  await write(place, 'one');
  const enter = new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true });
  await change(() => void field(place).dispatchEvent(enter));
  expect([enter.defaultPrevented, model.room.sent.length, field(place).enterKeyHint]).toEqual([
    false,
    0,
    'enter',
  ]);
  await write(place, 'one\ntwo');
  await click(buttonNamed(place, 'Send'));
  expect(model.room.sent).toMatchObject([{ text: 'one\ntwo' }]);
});

it('changes by the up arrow the last message that is text', async () => {
  const voice = { hash: 'v', size: 1, name: 'v', type: 'audio/webm' };
  const { place } = await showTalk([
    makeMessage(ME, 0, { body: makeText('words') }),
    makeMessage(ME, 1, { body: { kind: 'voice', attachment: voice, durationMs: 900, peaks: [1] } }),
    makeMessage(ME, 2, { body: { kind: 'deleted' } }),
  ]);
  await press(field(place), 'ArrowUp');
  expect(field(place).value).toBe('words');
});

it('says with the button of a message what that message says', async () => {
  const { place } = await showTalk([makeMessage('mei', 0, { body: makeText('over here') })]);
  const tools = place.querySelector('[data-tools="mei/0"]')!;
  const words = document.getElementById(tools.getAttribute('aria-describedby')!);
  expect(words?.textContent).toBe('over here');
});

it('reads out voice notes and polls as such, and forgets what was deleted or has vanished', async () => {
  const { model, place } = await showTalk([]);
  const spoken = () =>
    Array.from(place.querySelectorAll('[aria-live="polite"] p'), (line) => line.textContent);
  const voice = { hash: 'v', size: 1, name: 'v', type: 'audio/webm' };
  const fresh = [
    makeMessage('mei', 0, { body: { kind: 'voice', attachment: voice, durationMs: 900, peaks: [1] } }),
    makeMessage('mei', 1, {
      body: { kind: 'poll', question: 'When?', options: ['a', 'b'], multiple: false, votes: [[], []] },
    }),
    makeMessage('mei', 2, { body: makeText('', [{ ...voice, name: 'a\u202Egnp.exe', type: 'x/y' }]) }),
    makeMessage('mei', 3, { body: makeText('secret') }),
  ];
  await change(() => (model.room.rows.value = fresh));
  expect(spoken()).toEqual(['Mei: Voice note', 'Mei: Poll: When?', 'Mei: agnp.exe', 'Mei: secret']);
  await change(() => {
    const gone = [
      makeMessage('mei', 2, { body: { kind: 'expired' } }),
      makeMessage('mei', 3, { body: { kind: 'deleted' } }),
    ];
    model.room.rows.value = [...fresh.slice(0, 2), ...gone];
  });
  expect(spoken()).toEqual(['Mei: Voice note', 'Mei: Poll: When?']);
});
