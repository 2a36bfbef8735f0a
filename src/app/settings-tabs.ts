// Tells other tabs of this browser that the settings have changed. Any page of the origin could say so: nothing is
// believed but that it is worth looking again.

import type { SettingsTabs } from './settings.ts';

const CHANNEL_NAME = 'kith-settings-1';

/** Undefined where pages cannot speak with each other: each keeps to itself then. */
export function openSettingsTabs(scope: typeof globalThis): SettingsTabs | undefined {
  if (typeof scope.BroadcastChannel === 'undefined') return undefined;
  const channel = new scope.BroadcastChannel(CHANNEL_NAME);
  return {
    tell: () => channel.postMessage('changed'),
    onTold: (listener) => channel.addEventListener('message', listener),
  };
}
