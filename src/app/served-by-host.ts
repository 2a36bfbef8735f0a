// Whether the page's server can be a host of Kith, so that nobody else is asked for kith.json: a 404 would stand in the
// browser's console. A host of Kith says so in a header that a page can read: `Server-Timing: kith`.

/** Source: host/security-headers.ts. */
const HOST_MARK = 'kith';

/** A part of `PerformanceNavigationTiming`. Firefox leaves `serverTiming` out on plain http. */
export interface ArrivalTiming {
  readonly serverTiming?: readonly { readonly name: string }[] | undefined;
}

/** False only when it is certain. A page that a worker served may have lost its headers; the worker answers quietly. */
export function mayBeServedByHost(timing: ArrivalTiming | undefined, hasWorker: boolean): boolean {
  if (hasWorker || timing?.serverTiming === undefined) return true;
  return timing.serverTiming.some(({ name }) => name === HOST_MARK);
}

/** Reads what this page knows of its own arrival. */
export function readServedByHost(window: Window & typeof globalThis): boolean {
  const [timing] = window.performance.getEntriesByType('navigation');
  const hasWorker = Boolean(window.navigator.serviceWorker?.controller);
  return mayBeServedByHost(timing as ArrivalTiming | undefined, hasWorker);
}
