// The number of what is new: in the title of the tab, and on the icon of the installed app where there is one. How far what
// comes has come stands in the title too.

export interface Counter {
  /** 0 takes it away. */
  set(count: number): void;
  /** 0 to 1; undefined takes it away. */
  setProgress(done: number | undefined): void;
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
  let percent: number | undefined;
  // The room's title stays out of it: titles stand in the history of the browser.
  const write = () => {
    const number = shown > MOST_SHOWN ? `${MOST_SHOWN}+` : String(shown);
    const parts = [...(percent === undefined ? [] : [`${percent}%`]), ...(shown > 0 ? [`(${number})`] : [])];
    document.title = [...parts, bare].join(' ');
  };
  return {
    set(count) {
      if (count === shown) return;
      shown = count;
      write();
      // Rejects where the page is not installed.
      const badge = count > 0 ? navigator.setAppBadge?.(count) : navigator.clearAppBadge?.();
      void badge?.catch(() => undefined);
    },
    setProgress(done) {
      const next = done === undefined ? undefined : Math.floor(done * 100);
      if (next === percent) return;
      percent = next;
      write();
    },
  };
}
