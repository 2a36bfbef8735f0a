// Put into the product's page before anything of it runs, beside watch.ts: notes down, by the page's own clock, when each
// marked message could first be seen. The bare page of bench/chat.ts is watched in the same way.

import './watch.ts';

export interface WatchedTalk {
  /** By mark; milliseconds since 1970: at the start of a frame in which the message stands uncovered in the window. */
  readonly seenAtMs: Record<string, number>;
  /** Looks no more: what is measured next is not to pay for it. */
  rest(): void;
  /** Scrolls the talk, if there is one, up and down by so much a frame; milliseconds between the frames. */
  countFrames(count: number, stepPx: number): Promise<readonly number[]>;
}

declare global {
  var watchedTalk: WatchedTalk;
}

/** In the text of a message that is waited for. */
const MARK = /\bmark-\d+\b/;
/** A list that follows its end scrolls after it was drawn. */
const FRAMES_LOOKED = 12;

const seenAtMs: Record<string, number> = {};
/** In the document, and not seen yet. */
const standing = new Set<string>();
let framesLeft = 0;

// Frames are asked for only once the message stands: a page that is kept drawing answers later than one at rest, so what
// is drawn before it, that somebody writes, must not make this one look.
const observer = new MutationObserver((records) => {
  for (const record of records) for (const mark of marksIn(record)) standing.add(mark);
  if (standing.size === 0) return;
  const isLooking = framesLeft > 0;
  framesLeft = FRAMES_LOOKED;
  if (!isLooking) requestAnimationFrame(look);
});

function marksIn({ type, target, addedNodes }: MutationRecord): readonly string[] {
  const changed = type === 'characterData' ? [target] : Array.from(addedNodes);
  const marks = changed.map((node) => MARK.exec(node.textContent ?? '')?.[0]);
  return marks.filter((mark) => mark !== undefined && seenAtMs[mark] === undefined) as string[];
}

function look(): void {
  for (const message of document.querySelectorAll<HTMLElement>('[data-message]')) {
    const [mark] = MARK.exec(message.textContent ?? '') ?? [];
    if (mark === undefined || seenAtMs[mark] !== undefined || !isUncovered(message)) continue;
    seenAtMs[mark] = performance.timeOrigin + performance.now();
    standing.delete(mark);
  }
  framesLeft = standing.size === 0 ? 0 : framesLeft - 1;
  if (framesLeft > 0) requestAnimationFrame(look);
}

function isUncovered(element: HTMLElement): boolean {
  const { left, top, height } = element.getBoundingClientRect();
  return height > 0 && element.contains(document.elementFromPoint(left + 10, top + height / 2));
}

function countFrames(count: number, stepPx: number): Promise<readonly number[]> {
  const list = document.querySelector('[role="log"]')?.closest('.overflow-y-auto');
  const times: number[] = [];
  return new Promise((resolve) => {
    const next = (nowMs: number) => {
      times.push(nowMs);
      if (times.length > count) resolve(times.slice(1).map((time, i) => time - (times[i] ?? time)));
      else requestAnimationFrame(next);
      list?.scrollBy({ top: times.length < count / 2 ? -stepPx : stepPx, behavior: 'instant' });
    };
    requestAnimationFrame(next);
  });
}

globalThis.watchedTalk = { seenAtMs, rest: () => observer.disconnect(), countFrames };
observer.observe(document, { subtree: true, childList: true, characterData: true });
