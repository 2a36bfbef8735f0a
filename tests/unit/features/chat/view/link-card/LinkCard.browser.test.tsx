// The card as people meet it: where it leads, what is said before, and a frame only when asked for.

import { act } from 'preact/test-utils';
import { expect, it } from 'vitest';
import { LinkCard } from '../../../../../../src/features/chat/view/LinkCard.tsx';
import { LinkDialog } from '../../../../../../src/features/chat/view/new-things/LinkDialog.tsx';
import { createTalkFace, TalkFaceProvider } from '../../../../../../src/features/chat/view/talk-face.ts';
import { LOCALES } from '../../../../../../src/ui/words.ts';
import { LocaleProvider } from '../../../../../../src/ui/locale.tsx';
import { createFixtureModel } from '../../../../../support/chat-fixture.ts';
import { mount } from '../../../../../support/mount.tsx';

const card = (url: string, note = '') => mount(<LinkCard link={{ kind: 'link', url, note }} />);

async function press(button: Element | null | undefined): Promise<void> {
  if (!(button instanceof HTMLElement)) throw new Error('nothing to press');
  await act(() => button.click());
}

it('shows the host, opens for nobody, and takes nothing of this page along', async () => {
  const { place } = await card('https://www.example.org/a?b=1', 'Bus at six');
  const link = place.querySelector('a')!;
  expect(place.textContent).toContain('Bus at six');
  expect(place.querySelector('b')?.textContent).toBe('example.org');
  expect(link.rel).toBe('noopener noreferrer');
  expect(link.target).toBe('_blank');
  expect(link.getAttribute('href')).toBe('https://www.example.org/a?b=1');
  expect(place.querySelector('iframe')).toBeNull();
});

it.each([
  'javascript:alert(1)',
  'data:text/html,hi',
  'blob:https://example.org/x',
  'https://bank.example@evil.example/',
  'java\nscript:alert(1)',
])('makes nothing to press of %j', async (url) => {
  const { place } = await card(url, 'Press me');
  expect(place.querySelectorAll('a, button, iframe')).toHaveLength(0);
  expect(place.textContent).toContain('leads nowhere');
});

it('tells a fake by its letters, and the end of a long host', async () => {
  const fake = await card('https://аррӏе.com/');
  expect(fake.place.textContent).toContain('xn--80ak6aa92e.com');
  expect(fake.place.textContent).toContain('only look like apple.com');
  const long = await card(`https://${'paypal.com.'.repeat(15)}evil.example/`);
  expect(long.place.querySelector('b')?.textContent).toBe('evil.example');
});

it('puts markup of a note on the page as text', async () => {
  const { place } = await card('https://example.org/', '<img src=x onerror=alert(1)>');
  expect(place.querySelector('img')).toBeNull();
  expect(place.textContent).toContain('<img src=x');
});

it('frames the page on request, as a stranger, and takes the frame away again', async () => {
  const { place } = await card('https://kith.invalid/');
  await press(Array.from(place.querySelectorAll('button')).at(-1));
  const frame = place.querySelector('iframe')!;
  expect(frame.getAttribute('sandbox')).toBe('allow-scripts');
  expect(frame.getAttribute('allow')).toBe('');
  expect(frame.referrerPolicy).toBe('no-referrer');
  expect('credentialless' in frame && frame.credentialless).toBe(true);
  expect(place.querySelector('output')?.textContent).toContain('kith.invalid');
  await press(place.querySelector('button'));
  expect(place.querySelector('iframe')).toBeNull();
});

it('says that it was led on to where it may not go', async () => {
  const { place } = await card('https://kith.invalid/');
  await press(Array.from(place.querySelectorAll('button')).at(-1));
  await act(() => {
    document.dispatchEvent(
      Object.assign(new Event('securitypolicyviolation'), { effectiveDirective: 'frame-src' }),
    );
  });
  expect(place.querySelector('iframe')).toBeNull();
  expect(place.textContent).toContain('may not be shown here');
});

it('offers no frame into the network at home, in any language', async () => {
  for (const locale of LOCALES) {
    const { place } = await mount(
      <LocaleProvider locale={locale}>
        <LinkCard link={{ kind: 'link', url: 'http://192.168.1.1/reboot', note: '' }} />
      </LocaleProvider>,
    );
    expect(place.querySelectorAll('button')).toHaveLength(0);
    expect(place.querySelectorAll('li')).toHaveLength(1);
  }
});

it('shares only web addresses, and says why not', async () => {
  const model = createFixtureModel();
  const face = createTalkFace({
    model,
    thread: model.room,
    openDirect: () => undefined,
    sayTrouble: (error) => error,
  });
  await mount(
    <TalkFaceProvider value={face}>
      <LinkDialog onClose={() => undefined} />
    </TalkFaceProvider>,
  );
  const field = document.querySelector<HTMLInputElement>('dialog input, [role=dialog] input')!;
  const share = Array.from(document.querySelectorAll('button')).find(
    (button) => button.textContent?.trim() === 'Share',
  );
  const type = (text: string) =>
    act(() => {
      field.value = text;
      field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    });
  for (const [text, sentence] of [
    ['javascript:alert(1)', 'Only web addresses'],
    ['https://a@b.example/', 'before an @'],
  ] as const) {
    await type(text);
    await press(share);
    expect(field.closest('[role=dialog], dialog')?.textContent).toContain(sentence);
  }
  expect(model.room.sent).toEqual([]);
  await type('example.org/bus');
  await press(share);
  expect(model.room.sent).toEqual([{ kind: 'link', url: 'https://example.org/bus', note: '' }]);
});
