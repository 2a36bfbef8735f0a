// The files space on the page of a browser test, and the ways in which a person uses it.

import '@preact/signals';
import { act } from 'preact/test-utils';
import type { FileRow } from '../../../../../src/features/files/api.ts';
import type { SharedRef } from '../../../../../src/features/file-sharing.ts';
import { FileCard } from '../../../../../src/features/files/view/FileCard.tsx';
import { FilesView } from '../../../../../src/features/files/view/FilesView.tsx';
import { RoomFaceProvider, type RoomFace } from '../../../../../src/features/room-face.tsx';
import { LocaleProvider } from '../../../../../src/ui/locale.tsx';
import type { Locale } from '../../../../../src/ui/words.ts';
import { mount } from '../../../../support/mount.tsx';
import { createFakeFiles, designRows } from './files-fixture.ts';

interface Axe {
  run(where: Element): Promise<{
    readonly violations: readonly {
      readonly id: string;
      readonly nodes: readonly { readonly html: string }[];
    }[];
  }>;
}

/** It comes with its Playwright port and puts itself on the page. */
async function loadAxe(): Promise<Axe> {
  const script = document.createElement('script');
  script.src = '/node_modules/axe-core/axe.min.js';
  const loaded = new Promise((resolve, reject) => {
    script.addEventListener('load', resolve);
    script.addEventListener('error', reject);
  });
  document.head.append(script);
  await loaded;
  return (globalThis as unknown as { readonly axe: Axe }).axe;
}

let axe: Axe;

/** Once, before the first test. */
export async function preparePage(): Promise<void> {
  axe = await loadAxe();
  // No style sheet here: what is only for those who hear the page, and one width's part of what is said twice.
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(
    '.sr-only{position:absolute;width:1px;height:1px;overflow:hidden}[class*="md:hidden"]:not([class*="max-md"]){display:none}.hidden{display:none}',
  );
  document.adoptedStyleSheets = [sheet];
  document.documentElement.lang = 'en';
  document.title = 'Files';
}

export async function settle(): Promise<void> {
  for (let i = 0; i < 3; i += 1)
    await act(() => new Promise<void>((resolve) => requestAnimationFrame(() => resolve())));
}

export async function until(isThere: () => boolean): Promise<void> {
  for (let i = 0; i < 200 && !isThere(); i += 1) await settle();
}

export async function show(
  rows: readonly FileRow[] = designRows(),
  locale: Locale = 'en',
  face: Partial<RoomFace> = {},
) {
  const model = createFakeFiles(rows);
  const { place } = await mount(
    <main dir={locale === 'ar' ? 'rtl' : 'ltr'} style={{ width: '1000px', height: '700px' }}>
      <h1>Room</h1>
      <LocaleProvider locale={locale}>
        <RoomFaceProvider value={{ title: 'Slow River', Alone: () => null, isKept: false, ...face }}>
          <FilesView model={model} />
        </RoomFaceProvider>
      </LocaleProvider>
    </main>,
  );
  await settle();
  return { model, place };
}

/** One of them, as a message names it. */
export async function showCard(file: SharedRef) {
  const model = createFakeFiles(designRows());
  let shows = 0;
  const { place } = await mount(
    <main style={{ width: '500px' }}>
      <h1>Talk</h1>
      <FileCard model={model} file={file} onShow={() => void (shows += 1)} />
    </main>,
  );
  await settle();
  return { model, place, shows: () => shows };
}

export async function faults(place: Element): Promise<readonly string[]> {
  const { violations } = await axe.run(place);
  return violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html.slice(0, 140)}`));
}

const buttons = (place: ParentNode) =>
  Array.from(place.querySelectorAll<HTMLElement>('button, [role="menuitem"]'));
const nameOf = (button: HTMLElement) => button.getAttribute('aria-label') ?? button.textContent?.trim() ?? '';
export const buttonNamed = (place: ParentNode, name: string | RegExp) =>
  buttons(place).find((button) =>
    typeof name === 'string' ? nameOf(button) === name : name.test(nameOf(button)),
  );

export async function press(button: HTMLElement | undefined): Promise<void> {
  if (!button) throw new Error('nothing to press');
  await act(async () => {
    button.focus();
    button.click();
    await Promise.resolve();
  });
  await settle();
}

export async function choose(place: ParentNode, menu: string, item: string): Promise<void> {
  await press(buttonNamed(place, `More for ${menu}`));
  await press(buttonNamed(place, item));
}

export const spoken = () => document.querySelector('[role="status"][aria-live]')?.textContent ?? '';
