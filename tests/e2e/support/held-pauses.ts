// A page whose pauses never end once they are held: what it does then, it does because something happened.

import type { Guest } from './meeting.ts';

interface Holdable {
  readonly pauses: { hold(): void };
}

/** Runs in the page before anything of it does. */
export function makePausesHoldable(): void {
  // Shorter ones bundle what happens within a moment: several events on waking up, what is drawn.
  const longestMs = 400;
  const native = globalThis.setTimeout;
  let isHeld = false;
  const timeout = (handler: () => void, delayMs = 0) =>
    native(() => {
      if (!isHeld || delayMs <= longestMs) handler();
    }, delayMs);
  Object.assign(globalThis, {
    setTimeout: timeout,
    pauses: {
      hold() {
        isHeld = true;
      },
    },
  });
}

/** For good. Others still hear this page answer, but it asks for nothing by itself. */
export async function holdPauses(guests: readonly Guest[]): Promise<void> {
  await Promise.all(
    guests.map(({ page }) => page.evaluate(() => (globalThis as unknown as Holdable).pauses.hold())),
  );
}
