// Put into the product's page before anything of it runs: notes down, by the page's own clock, when somebody clicked
// and since when the room has shown how many direct links.

export interface Watched {
  /** The last click; milliseconds since 1970, comparable between pages of one machine. */
  clickedAtMs: number;
  /** By the number of links: when the room first showed so many. */
  readonly linkedAtMs: Record<number, number>;
}

declare global {
  var watched: Watched;
}

globalThis.watched = { clickedAtMs: 0, linkedAtMs: {} };

function look(): void {
  const state = document.querySelector('[data-testid="room-state"]')?.textContent ?? '';
  const direct = Number(/(?<count>\d+) direct/.exec(state)?.groups?.['count'] ?? 0);
  if (direct > 0) watched.linkedAtMs[direct] ??= performance.timeOrigin + performance.now();
}

addEventListener(
  'click',
  ({ timeStamp }) => void (watched.clickedAtMs = performance.timeOrigin + timeStamp),
  true,
);
new MutationObserver(look).observe(document, { subtree: true, childList: true, characterData: true });
