// Gives the focus to an element that has just appeared, in a page or in a dialog about to open.

import { useLayoutEffect } from 'preact/hooks';

/**
 * The attribute is for `showModal()`, which looks for it; the call is for everywhere else. It is set only once the
 * element is in the page: an element that arrives with it makes Chromium write a line to the console.
 */
export function useInitialFocus(id: string, isWanted: boolean): void {
  useLayoutEffect(() => {
    const element = isWanted ? document.getElementById(id) : null;
    if (element === null) return;
    element.setAttribute('autofocus', '');
    element.focus();
  }, [id, isWanted]);
}
