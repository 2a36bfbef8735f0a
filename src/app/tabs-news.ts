// Tells other tabs of this browser that something stored has changed. Any page of the origin could say so: nothing is
// believed but that it is worth looking again.

import type { SettingsTabs } from './settings.ts';

export const SETTINGS_TABS = 'kith-settings-1';
export const PEOPLE_TABS = 'kith-people-1';

/** Undefined where pages cannot speak with each other: each keeps to itself then. */
export function openTabsNews(scope: typeof globalThis, name: string): SettingsTabs | undefined {
  if (typeof scope.BroadcastChannel === 'undefined') return undefined;
  const channel = new scope.BroadcastChannel(name);
  return {
    tell: () => channel.postMessage('changed'),
    onTold: (listener) => channel.addEventListener('message', listener),
  };
}
