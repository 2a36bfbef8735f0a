// A talk on the page of a browser test, with the few styles that its lists need, and the ways in which a person uses it.

import '@preact/signals';
import { act } from 'preact/test-utils';
import type { Row } from '../../src/features/chat/api.ts';
import type { Author } from '../../src/features/chat/authors.ts';
import { ChatView } from '../../src/features/chat/view/ChatView.tsx';
import { RoomFaceProvider } from '../../src/features/room-face.tsx';
import { createFixtureModel, makeAuthor, type FixtureModel } from './chat-fixture.ts';
import { mount } from './mount.tsx';

export const MEI = ['mei', makeAuthor('Mei', { dye: 'saffron', thing: 'kettle' })] as const;
export const AMARA = ['amara', makeAuthor('Amara', { dye: 'brick', thing: 'heron' })] as const;

/** No style sheet here: what the list needs of it. */
const STYLES =
  '.overflow-y-auto{overflow-y:auto;overflow-anchor:none}.min-h-0{min-height:0}.flex-1{flex:1}.flex{display:flex}' +
  '.flex-col{flex-direction:column}.relative{position:relative}.absolute{position:absolute}.inset-x-0{left:0;right:0}' +
  '.top-0{top:0}.shrink-0{flex-shrink:0}.sr-only{position:absolute;width:1px;height:1px;overflow:hidden}';

/** Drawn, measured, and drawn again where the measure was another. */
export async function settle(): Promise<void> {
  for (let i = 0; i < 4; i += 1)
    await act(() => new Promise<void>((resolve) => requestAnimationFrame(() => resolve())));
}

/** Until `isThere` holds; what is loaded late takes a moment. */
export async function until(isThere: () => boolean): Promise<void> {
  for (let i = 0; i < 100 && !isThere(); i += 1) await settle();
}

export interface ShownTalk {
  readonly model: FixtureModel;
  readonly place: HTMLElement;
  readonly log: () => HTMLElement;
}

export async function showTalk(
  rows: readonly Row[],
  people: readonly (readonly [id: string, author: Author])[] = [MEI, AMARA],
): Promise<ShownTalk> {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(STYLES);
  document.adoptedStyleSheets = [sheet];
  const model = createFixtureModel(rows, people);
  const { place } = await mount(
    <div style={{ height: '600px', width: '900px', display: 'flex', flexDirection: 'column' }}>
      <RoomFaceProvider value={{ title: 'Slow River', Alone: () => null, isKept: false }}>
        <ChatView model={model} />
      </RoomFaceProvider>
    </div>,
  );
  await settle();
  return { model, place, log: () => place.querySelector<HTMLElement>('[role="log"]')! };
}

export async function change(what: () => void): Promise<void> {
  await act(what);
  await settle();
}

export async function press(element: Element, key: string, more: KeyboardEventInit = {}): Promise<void> {
  await act(() => {
    element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...more }));
  });
  await settle();
}

export async function click(element: Element | null | undefined): Promise<void> {
  if (!(element instanceof HTMLElement)) throw new Error('nothing to press');
  await act(async () => {
    element.click();
    await Promise.resolve();
  });
  await settle();
}

export function buttonNamed(place: ParentNode, name: string): HTMLElement | undefined {
  const buttons = place.querySelectorAll<HTMLElement>('button, [role="menuitem"], [role="menuitemradio"]');
  return Array.from(buttons).find(
    (button) => button.getAttribute('aria-label') === name || button.textContent?.trim() === name,
  );
}

export const field = (place: ParentNode) => place.querySelector('textarea')!;

export async function write(place: ParentNode, text: string): Promise<void> {
  const box = field(place);
  await act(() => {
    box.focus();
    box.value = text;
    box.dispatchEvent(new InputEvent('input', { bubbles: true }));
    box.dispatchEvent(new KeyboardEvent('keyup', { key: 'x', bubbles: true }));
  });
}
