// Pages that are hidden and fall asleep, as on a phone.

import type { Page } from '@playwright/test';

/** Runs in the page before anything of it: no page is hidden in a browser without windows, this one can be. */
export function becomeHideable(): void {
  let isHidden = false;
  Object.defineProperty(Document.prototype, 'visibilityState', {
    get: () => (isHidden ? 'hidden' : 'visible'),
  });
  Object.assign(globalThis, {
    hide(next: boolean) {
      isHidden = next;
      document.dispatchEvent(new Event('visibilitychange'));
    },
  });
}

export function hide(page: Page, isHidden: boolean): Promise<void> {
  return page.evaluate(
    (next) => (globalThis as unknown as { hide(next: boolean): void }).hide(next),
    isHidden,
  );
}

/**
 * As phones do it with what is in the background: no script runs any more. The lifecycle state `frozen`, as set by the
 * debugging protocol, stops no timer in a browser without windows. Returns what wakes the page.
 */
export async function freeze(page: Page): Promise<() => Promise<void>> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Debugger.enable');
  await devtools.send('Debugger.pause');
  return async () => {
    await devtools.send('Debugger.disable');
  };
}
