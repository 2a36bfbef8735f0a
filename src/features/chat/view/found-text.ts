// Marks what was searched for in a message on screen, without touching its elements: the browser paints the ranges.

import { adoptStyles } from '../../../platform/adopted-styles.ts';
import { foldText } from '../talk/fold.ts';

const NAME = 'found';
const STYLES = `::highlight(${NAME}) { background: var(--caution-wash); color: var(--ink); text-decoration: underline; }`;
/** More in one message is every word of it. */
const MAX_RANGES = 100;

/** Where `query` stands in `text`, from and to in UTF-16 units, whatever case and accents. Pure. */
export function findFolded(text: string, query: string): readonly (readonly [number, number])[] {
  const wanted = foldText(query.trim());
  if (wanted === '') return [];
  let folded = '';
  /** For each unit of the folded text, where it comes from. */
  const origins: number[] = [];
  let at = 0;
  for (const letter of text) {
    const plain = foldText(letter);
    for (let i = 0; i < plain.length; i += 1) origins.push(at);
    folded += plain;
    at += letter.length;
  }
  origins.push(text.length);
  const ranges: (readonly [number, number])[] = [];
  let from = folded.indexOf(wanted);
  while (from >= 0 && ranges.length < MAX_RANGES) {
    ranges.push([origins[from] ?? 0, origins[from + wanted.length] ?? text.length]);
    from = folded.indexOf(wanted, from + wanted.length);
  }
  return ranges;
}

/** Paints what stands in `element`; what was painted before is not any more. Browsers that cannot, do not. */
export function paintFound(element: Element | undefined, query: string): void {
  if (!('highlights' in CSS)) return;
  CSS.highlights.delete(NAME);
  if (!element) return;
  adoptStyles(STYLES);
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  const ranges: Range[] = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    for (const [from, to] of findFolded(node.textContent ?? '', query)) {
      const range = document.createRange();
      range.setStart(node, from);
      range.setEnd(node, to);
      ranges.push(range);
    }
  }
  CSS.highlights.set(NAME, new Highlight(...ranges));
}
