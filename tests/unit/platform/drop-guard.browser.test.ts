import { expect, it } from 'vitest';
import { guardDrops } from '../../../src/platform/drop-guard.ts';

function drag(kind: 'dragover' | 'drop', on: EventTarget, what: 'file' | 'text' = 'file'): boolean {
  const data = new DataTransfer();
  if (what === 'file') data.items.add(new File(['x'], 'x.txt'));
  else data.items.add('x', 'text/plain');
  const event = new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true });
  on.dispatchEvent(event);
  return event.defaultPrevented;
}

it('lets no file be opened in place of the page, and takes nothing from whoever takes files', () => {
  let drops = 0;
  const listening = new AbortController();
  const page = {
    addEventListener: (type: string, listener: EventListener) =>
      window.addEventListener(type, listener, { signal: listening.signal }),
  };
  guardDrops(page as Window, () => (drops += 1));
  const place = document.createElement('div');
  place.innerHTML = '<p></p><input type="file"><textarea></textarea><section></section>';
  const [stray, picker, words, zone] = Array.from(place.children);
  zone!.addEventListener('drop', (event) => event.preventDefault());
  document.body.append(place);
  try {
    expect([drag('dragover', stray!), drag('drop', stray!), drops]).toEqual([true, true, 1]);
    expect([drag('dragover', words!), drag('drop', words!), drops]).toEqual([true, true, 2]);
    expect([drag('drop', zone!), drops]).toEqual([true, 2]);
    expect([drag('dragover', picker!), drag('drop', picker!), drops]).toEqual([false, false, 2]);
    expect([drag('dragover', words!, 'text'), drag('drop', words!, 'text'), drops]).toEqual([
      false,
      false,
      2,
    ]);
  } finally {
    listening.abort();
    place.remove();
  }
});
