// Being told of what is new: what the shell offers its screens, and what following a room needs.

import type { ReadonlySignal } from '@preact/signals-core';
import type { Clock } from '../../primitives/clock.ts';
import type { NotificationPermissionState, Notifications } from '../../platform/notifications.ts';
import type { Locale } from '../../ui/words.ts';
import type { Navigation } from '../navigation.ts';
import type { Visit } from '../session.ts';
import type { SettingsStore } from '../settings.ts';
import type { QuietSpan } from './quiet-span.ts';

export interface Notices {
  readonly permission: ReadonlySignal<NotificationPermissionState>;
  /** Until when nothing disturbs, milliseconds since 1970; undefined when it may. */
  readonly quietUntil: ReadonlySignal<number | undefined>;
  /** Signal-backed. */
  isMuted(visit: Visit): boolean;
  /** Holds for this room until the page is closed, and for a kept one as long as it is kept. */
  mute(visit: Visit, isMuted: boolean): void;
  beQuiet(span: QuietSpan): void;
  /** Switches notifications of the system on or off; asks the browser, so only in answer to a click. */
  setNotifications(areOn: boolean): Promise<void>;
}

/** What it takes to follow one stay in a room. */
export interface WatchWorld {
  readonly clock: Clock;
  readonly settings: SettingsStore;
  readonly navigation: Pick<Navigation, 'go'>;
  readonly notifications: Notifications;
  readonly locale: () => Locale;
}

export interface Watched extends WatchWorld {
  readonly notices: Pick<Notices, 'isMuted' | 'quietUntil'>;
  readonly visit: Visit;
}
