// Notifications of the system, shown by the service worker and by nothing else: some browsers throw at any other way, and
// only a worker hears the click when the page is gone. Without a worker there are none. Asks only when told to.

import { createDisposables, type Disposable } from '../primitives/disposable.ts';
import { createEmitter, type Unsubscribe } from '../primitives/events.ts';

/** `unsupported`: this browser, or this way of opening the page, has none. `ask`: nobody was asked yet. */
export type NotificationPermissionState = 'unsupported' | 'ask' | 'allowed' | 'refused';

export interface Note {
  readonly title: string;
  readonly text: string;
  /** Unique among what this page shows: a later one takes the place of the earlier. */
  readonly name: string;
}

export interface Notifications extends Disposable {
  readonly permission: NotificationPermissionState;
  onPermission(listener: (permission: NotificationPermissionState) => void): Unsubscribe;
  /** Shows the browser's question; call it in answer to a click. */
  ask(): Promise<NotificationPermissionState>;
  /** False when it could not be shown. It makes no sound of its own. */
  show(note: Note): Promise<boolean>;
  /** Takes back everything that this page shows. Arrives even when the page is going. */
  closeAll(): void;
  /** Somebody pressed the one of that name; the page comes to the front by itself. */
  onPressed(listener: (name: string) => void): Unsubscribe;
}

/** Undefined where the browser has none of it. */
export interface NotificationWorld {
  readonly container: ServiceWorkerContainer | undefined;
  /** `window.Notification`: read and asked for, never made. */
  readonly notification: Pick<typeof Notification, 'permission' | 'requestPermission'> | undefined;
  readonly permissions: Pick<Permissions, 'query'> | undefined;
}

export function notificationWorldOf(window: Window & typeof globalThis): NotificationWorld {
  return {
    container: window.navigator.serviceWorker,
    notification: 'Notification' in window ? window.Notification : undefined,
    permissions: window.navigator.permissions,
  };
}

/** A worker that has to be started answers within a second. */
const ANSWER_TIMEOUT_MS = 5_000;

export function createNotifications(world: NotificationWorld): Notifications {
  const { container, notification } = world;
  const disposables = createDisposables();
  const permissions = createEmitter<NotificationPermissionState>();
  const presses = createEmitter<string>();
  let permission = readPermission(world);
  const shown = createShown(container);

  function refresh(): NotificationPermissionState {
    const next = readPermission(world);
    if (next !== permission) {
      permission = next;
      permissions.emit(next);
    }
    return next;
  }

  function hear({ data }: MessageEvent<unknown>): void {
    const name = pressedName(data, shown.page());
    if (name !== undefined) presses.emit(name);
  }

  container?.addEventListener('message', hear);
  disposables.add(() => container?.removeEventListener('message', hear));
  void followPermission(world, refresh).then((stop) => disposables.add(stop));

  return {
    get permission() {
      return permission;
    },
    onPermission: (listener) => permissions.on(listener),
    async ask() {
      await notification?.requestPermission().catch(() => undefined);
      return refresh();
    },
    show: async (note) => refresh() === 'allowed' && shown.show(note),
    closeAll: () => shown.closeAll(),
    onPressed: (listener) => presses.on(listener),
    dispose: () => disposables.dispose(),
  };
}

/** What this page shows, by the worker. */
function createShown(container: ServiceWorkerContainer | undefined) {
  /** The worker's name for this page: it tells this page's notifications from those of other tabs. */
  let page: string | undefined;
  let shownBy: ServiceWorker | undefined;
  /** What is taken back late takes nothing with it that came after: until then nothing is shown. */
  let closing: Promise<unknown> = Promise.resolve();
  let takenBack = 0;

  return {
    page: () => page,
    async show({ title, text, name }: Note): Promise<boolean> {
      const round = takenBack;
      try {
        await closing;
        const registration = await container?.getRegistration();
        if (!registration?.active) return false;
        page ??= await askWhoIAm(registration.active);
        // What was looked at meanwhile is no news.
        if (page === undefined || round !== takenBack) return false;
        shownBy = registration.active;
        await registration.showNotification(title, {
          body: text,
          tag: `${page}/${name}`,
          icon: './icons/icon-192.png',
          // The page has a sound of its own, with a switch.
          silent: true,
          data: { page, name },
        });
        return true;
      } catch {
        // Refused a moment ago, or the worker is gone.
        return false;
      }
    },
    closeAll(): void {
      takenBack += 1;
      if (shownBy) closing = ask(shownBy, { type: 'close-notifications', page });
      shownBy = undefined;
    },
  };
}

function readPermission({ container, notification }: NotificationWorld): NotificationPermissionState {
  if (!container || !notification) return 'unsupported';
  if (notification.permission === 'granted') return 'allowed';
  return notification.permission === 'denied' ? 'refused' : 'ask';
}

/** A person can change it in the browser's own settings at any time; not every browser tells. */
async function followPermission(
  { permissions, notification }: NotificationWorld,
  refresh: () => unknown,
): Promise<Unsubscribe> {
  const status = notification
    ? await permissions?.query({ name: 'notifications' }).catch(() => undefined)
    : undefined;
  status?.addEventListener('change', refresh);
  return () => status?.removeEventListener('change', refresh);
}

/** No answer in time: undefined. */
async function askWhoIAm(worker: ServiceWorker): Promise<string | undefined> {
  const answer = await ask(worker, { type: 'page-status' });
  const isAnswer = typeof answer === 'object' && answer !== null && 'clientId' in answer;
  return isAnswer && typeof answer.clientId === 'string' ? answer.clientId : undefined;
}

/** The worker answers everything once it is done; undefined when it does not in time. The message goes at once. */
function ask(
  worker: ServiceWorker,
  message: { readonly type: string; readonly page?: string | undefined },
): Promise<unknown> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const settle = (answer: unknown) => {
      port1.close();
      resolve(answer);
    };
    AbortSignal.timeout(ANSWER_TIMEOUT_MS).addEventListener('abort', () => settle(undefined));
    port1.onmessage = (event: MessageEvent<unknown>) => settle(event.data);
    worker.postMessage(message, [port2]);
  });
}

function pressedName(data: unknown, page: string | undefined): string | undefined {
  if (typeof data !== 'object' || data === null) return undefined;
  if (!('type' in data) || data.type !== 'notification-pressed') return undefined;
  if (!('page' in data) || data.page !== page) return undefined;
  return 'name' in data && typeof data.name === 'string' ? data.name : undefined;
}
