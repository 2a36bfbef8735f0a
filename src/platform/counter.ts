// The number of what is new: in the title of the tab, and on the icon of the installed app where there is one.

export interface Counter {
  /** 0 takes it away. */
  set(count: number): void;
}

/** Not in every browser: https://w3c.github.io/badging/ */
interface BadgeNavigator {
  setAppBadge?(count: number): Promise<void>;
  clearAppBadge?(): Promise<void>;
}

/** More is as much as nobody reads. */
const MOST_SHOWN = 99;

export function createCounter(document: { title: string }, navigator: BadgeNavigator): Counter {
  const bare = document.title;
  let shown = 0;
  return {
    set(count) {
      if (count === shown) return;
      shown = count;
      const number = count > MOST_SHOWN ? `${MOST_SHOWN}+` : String(count);
      // The room's title stays out of it: titles stand in the history of the browser.
      document.title = count > 0 ? `(${number}) ${bare}` : bare;
      // Rejects where the page is not installed.
      const badge = count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.();
      void badge?.catch(() => undefined);
    },
  };
}
