// When the browser may have another network than before, or the page was away: what waits for its next attempt should
// try at once then. What that is is not known here.

import type { Cancel, Clock } from '../primitives/clock.ts';
import type { Unsubscribe } from '../primitives/events.ts';

/** The part of a window that is needed here. */
export interface ConnectivityWindow extends Pick<EventTarget, 'addEventListener' | 'removeEventListener'> {
  readonly document: Pick<EventTarget, 'addEventListener' | 'removeEventListener'> & {
    readonly visibilityState: DocumentVisibilityState;
  };
  readonly navigator: object;
}

/** Waking up fires several events within a moment, and the network is there a little after the first. */
export const SETTLE_MS = 300;

/** Calls `onReturn` shortly after the network, the page or its visibility came back or changed; once for all of it. */
export function watchConnectivity(
  window: ConnectivityWindow,
  clock: Clock,
  onReturn: () => void,
): Unsubscribe {
  const { document } = window;
  let cancel: Cancel | undefined;
  const note = () => {
    cancel ??= clock.schedule(SETTLE_MS, () => {
      cancel = undefined;
      onReturn();
    });
  };
  const noteVisible = () => {
    if (document.visibilityState === 'visible') note();
  };
  /** Fires also when a page is shown for the first time: nothing waits then. */
  const noteShown = (event: Event) => {
    if ('persisted' in event && event.persisted === true) note();
  };
  const stops = [
    listen(window, 'online', note),
    listen(window, 'pageshow', noteShown),
    listen(document, 'visibilitychange', noteVisible),
    // After a freeze (Chromium's page lifecycle), which need not change what is visible.
    listen(document, 'resume', note),
    listen(connectionOf(window.navigator), 'change', note),
  ];
  return () => {
    for (const stop of stops) stop();
    cancel?.();
  };
}

type Listening = Pick<EventTarget, 'addEventListener' | 'removeEventListener'>;

function listen(target: Listening | undefined, type: string, listener: (event: Event) => void): Unsubscribe {
  target?.addEventListener(type, listener);
  return () => target?.removeEventListener(type, listener);
}

/** The network's kind and quality; Chromium alone tells. */
function connectionOf(navigator: object): Listening | undefined {
  const connection: unknown = Reflect.get(navigator, 'connection');
  return connection instanceof EventTarget ? connection : undefined;
}
