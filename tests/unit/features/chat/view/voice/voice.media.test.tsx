// Voice notes as people make and hear them: by finger, by keys, with no microphone, and under what others may send.

import '@preact/signals';
import { act } from 'preact/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { signal } from '@preact/signals-core';
import type { Message } from '../../../../../../src/features/chat/api.ts';
import { ChatView } from '../../../../../../src/features/chat/view/ChatView.tsx';
import { LocaleProvider } from '../../../../../../src/ui/locale.tsx';
import type { Locale } from '../../../../../../src/ui/words.ts';
import { createFixtureModel, makeAuthor, makeMessage } from '../../../../../support/chat-fixture.ts';
import { mount } from '../../../../../support/mount.tsx';

const MEI = ['mei', makeAuthor('Mei', { dye: 'saffron', thing: 'kettle' })] as const;

const logged = vi.spyOn(console, 'error');
afterEach(() => {
  expect(logged).not.toHaveBeenCalled();
  vi.restoreAllMocks();
  logged.mockClear();
});

interface Scene {
  readonly messages?: readonly Message[];
  readonly held?: ReadonlyMap<string, Uint8Array>;
  readonly locale?: Locale;
}

async function show({ messages = [], held = new Map(), locale = 'en' }: Scene = {}) {
  const model = createFixtureModel(messages, [MEI]);
  for (const [hash, bytes] of held)
    model.held.set(hash, signal({ kind: 'here' as const, bytes: new Uint8Array(bytes) }));
  const { place, update } = await mount(
    <div style={{ height: '600px', width: '900px', display: 'flex', flexDirection: 'column' }}>
      <LocaleProvider locale={locale}>
        <ChatView model={model} />
      </LocaleProvider>
    </div>,
  );
  const named = (start: string) =>
    Array.from(place.querySelectorAll<HTMLButtonElement>('button')).find((each) =>
      (each.ariaLabel ?? each.textContent ?? '').startsWith(start),
    );
  const find = async (start: string): Promise<HTMLButtonElement> => {
    await expect.poll(() => named(start), { timeout: 10_000 }).toBeDefined();
    return named(start)!;
  };
  const press = async (start: string) => {
    const button = await find(start);
    await act(() => button.click());
  };
  return { model, place, update, named, find, press };
}

type Shown = Awaited<ReturnType<typeof show>>;

const MICROPHONE = 'Record a voice note';
const timer = ({ place }: Shown) => place.querySelector('[role="timer"]')?.textContent;
const bar = ({ place }: Shown) => place.querySelector('form [role="group"]');

async function point(target: Element, type: string, x: number, y: number): Promise<void> {
  const at = { pointerId: 7, clientX: 500 + x, clientY: 500 + y, button: 0, bubbles: true };
  await act(() => void target.dispatchEvent(new PointerEvent(type, at)));
}

async function key(target: Element, name: string): Promise<void> {
  await act(() => {
    target.dispatchEvent(new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true }));
  });
}

function refuse(name: string): void {
  vi.spyOn(navigator.mediaDevices, 'getUserMedia').mockRejectedValue(new DOMException('no', name));
}

describe('recording', () => {
  it('goes by keys alone: a press records, the next step has the focus, and it is sent', async () => {
    const shown = await show();
    await shown.press(MICROPHONE);
    await expect.poll(() => timer(shown), { timeout: 10_000 }).toBe('0:01');
    expect(document.activeElement).toBe(shown.named('Done'));
    expect(shown.place.querySelector('textarea')!.closest('[inert]')).not.toBeNull();
    await shown.press('Pause recording');
    await shown.press('Go on recording');
    await shown.press('Done');
    const send = await shown.find('Send the voice note');
    expect(document.activeElement).toBe(send);
    await shown.press('Play the voice note');
    await expect.poll(() => shown.named('Pause')).toBeDefined();
    await shown.press('Send the voice note');
    await expect.poll(() => shown.model.room.sent).toHaveLength(1);
    const sent = shown.model.room.sent[0]!;
    if (sent.kind !== 'voice') throw new Error(sent.kind);
    expect(sent.durationMs).toBeGreaterThan(900);
    expect(sent.peaks.length).toBeGreaterThan(4);
    expect(sent.attachment).toMatchObject({ name: 'voice-note.webm', type: 'audio/webm;codecs=opus' });
    await expect.poll(() => bar(shown)).toBeNull();
    expect(shown.place.querySelector('textarea')!.closest('[inert]')).toBeNull();
    await expect.poll(() => document.activeElement).toBe(shown.named(MICROPHONE));
  });

  it('is discarded by Escape, and nothing goes', async () => {
    const shown = await show();
    await shown.press(MICROPHONE);
    await expect.poll(() => timer(shown), { timeout: 10_000 }).toBeDefined();
    await key(bar(shown)!, 'Escape');
    await expect.poll(() => bar(shown)).toBeNull();
    expect(shown.model.room.sent).toEqual([]);
  });

  it('goes on without the finger once it slid up, and ends when one that was held lets go', async () => {
    const shown = await show();
    const button = await shown.find(MICROPHONE);
    await point(button, 'pointerdown', 0, 0);
    await expect.poll(() => shown.place.textContent).toContain('Slide up to lock');
    await point(button, 'pointermove', 0, -70);
    await point(button, 'pointerup', 0, -70);
    await shown.press('Discard');
    await expect.poll(() => bar(shown)).toBeNull();

    await point(button, 'pointerdown', 0, 0);
    await expect.poll(() => timer(shown), { timeout: 10_000 }).toBe('0:01');
    await point(button, 'pointerup', 0, 0);
    await shown.find('Send the voice note');
    await shown.press('Discard');
    await expect.poll(() => bar(shown)).toBeNull();
  });

  it.each([
    ['en', -100],
    ['ar', 100],
  ] as const)('is cancelled by a slide to where lines begin (%s)', async (locale, x) => {
    const shown = await show({ locale });
    const path = shown.place.querySelector('path[d^="M12 2h0"]')!;
    const button = path.closest('button')!;
    await point(button, 'pointerdown', 0, 0);
    await expect.poll(() => timer(shown), { timeout: 10_000 }).toBeDefined();
    await point(button, 'pointermove', -x, 0);
    expect(bar(shown)).not.toBeNull();
    await point(button, 'pointermove', x, 0);
    await expect.poll(() => bar(shown)).toBeNull();
    await point(button, 'pointerup', x, 0);
    expect(shown.model.room.sent).toEqual([]);
  });

  it('waits in hand while its person is elsewhere', async () => {
    const shown = await show();
    await shown.press(MICROPHONE);
    await expect.poll(() => timer(shown), { timeout: 10_000 }).toBe('0:01');
    await shown.update(<p>elsewhere</p>);
    await shown.update(<ChatView model={shown.model} />);
    await shown.press('Send the voice note');
    await expect.poll(() => shown.model.room.sent).toHaveLength(1);
  });
});

describe('with no microphone', () => {
  it.each([
    ['NotAllowedError', 'The browser is blocking the microphone'],
    ['NotFoundError', 'There is no microphone here'],
    ['NotReadableError', 'Something else is using the microphone'],
  ])('says so (%s), and lets write', async (name, sentence) => {
    refuse(name);
    const shown = await show();
    await shown.press(MICROPHONE);
    await expect.poll(() => shown.place.querySelector('[role="alert"]')?.textContent).toContain(sentence);
    expect(shown.named('Try again')).toBeDefined();
    await shown.press('Close');
    await expect.poll(() => bar(shown)).toBeNull();
  });

  it('says what a browser lacks, and does not offer to try again', async () => {
    vi.stubGlobal('MediaRecorder', undefined);
    const shown = await show();
    await shown.press(MICROPHONE);
    await expect
      .poll(() => shown.place.querySelector('[role="alert"]')?.textContent)
      .toContain('This browser can’t record sound');
    expect(shown.named('Try again')).toBeUndefined();
    await shown.press('Close');
    vi.unstubAllGlobals();
  });
});

describe('hearing', () => {
  const voice = (seq: number, hash: string, type: string, peaks: readonly number[] = []) =>
    makeMessage('mei', seq, {
      body: {
        kind: 'voice',
        attachment: { hash, size: 8_044, name: 'voice-note.wav', type },
        durationMs: 20_000,
        peaks,
      },
    });

  it('plays one at a time, from any place, at three speeds', async () => {
    const shown = await show({
      messages: [voice(0, 'one', 'audio/wav', [9, 255, 9]), voice(1, 'two', 'audio/wav')],
      held: new Map([
        ['one', makeWav(20)],
        ['two', makeWav(20)],
      ]),
    });
    await expect.poll(() => shown.place.querySelectorAll('input[type="range"]')).toHaveLength(2);
    const [first, second] = Array.from(shown.place.querySelectorAll<HTMLInputElement>('input[type="range"]'));
    const isPlaying = (slider: HTMLInputElement | undefined) =>
      slider?.closest('[role="group"]')?.querySelector('button')?.ariaLabel === 'Pause';
    await shown.press('Play the voice note');
    await expect.poll(() => isPlaying(first)).toBe(true);
    const play = second!.closest('[role="group"]')!.querySelector('button')!;
    await act(() => play.click());
    await expect.poll(() => isPlaying(second)).toBe(true);
    expect(isPlaying(first)).toBe(false);
    await key(second!, 'End');
    await key(second!, 'PageDown');
    await expect.poll(() => second!.valueAsNumber).toBeGreaterThan(9_000);
    expect(second!.ariaValueText ?? second!.getAttribute('aria-valuetext')).toMatch(/^0:1\d of 0:20$/);
    for (const speed of ['1.5×', '2×', '1×']) {
      await shown.press('Speed');
      expect(shown.named('Speed')!.textContent).toBe(speed);
    }
    const audio = shown.place.querySelector('audio')!;
    await shown.update(<p>elsewhere</p>);
    await expect.poll(() => audio.paused).toBe(true);
  });

  it('says of what is no sound that it cannot be played, and offers to save it', async () => {
    const noise = Uint8Array.from({ length: 4_000 }, (_, at) => at * 31);
    const shown = await show({
      messages: [
        voice(0, 'noise', 'audio/webm;codecs=opus'),
        voice(1, 'page', 'text/html'),
        voice(2, 'nothing', 'audio/mp4'),
      ],
      held: new Map([
        ['noise', noise],
        ['page', new TextEncoder().encode('<script>document.title = "owned"</script>')],
        ['nothing', new Uint8Array(0)],
      ]),
    });
    const unplayable = () => shown.place.textContent.split('This can’t be played here.').length - 1;
    // What does not even claim to be a sound is not tried.
    await expect.poll(unplayable).toBe(1);
    await shown.press('Play the voice note');
    await expect.poll(unplayable).toBe(2);
    await shown.press('Play the voice note');
    await expect.poll(unplayable).toBe(3);
    expect(shown.named('Save voice-note.wav')).toBeDefined();
  });
});

/** So many seconds of a tone, 8 bits at 8 kHz. */
function makeWav(seconds: number): Uint8Array {
  const count = 8_000 * seconds;
  const view = new DataView(new ArrayBuffer(44 + count));
  const text = (at: number, letters: string) => {
    for (const [index, letter] of Array.from(letters).entries())
      view.setUint8(at + index, letter.charCodeAt(0));
  };
  text(0, 'RIFF');
  view.setUint32(4, 36 + count, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, 1, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, 8_000, true);
  view.setUint32(28, 8_000, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  text(36, 'data');
  view.setUint32(40, count, true);
  for (let at = 0; at < count; at += 1) view.setUint8(44 + at, 128 + 40 * Math.sin(at / 5));
  return new Uint8Array(view.buffer);
}
