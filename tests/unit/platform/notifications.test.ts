// Showing and taking back through a worker that takes its time.

import { expect, it } from 'vitest';
import { createNotifications, type NotificationWorld } from '../../../src/platform/notifications.ts';
import { settle } from '../../support/sim-clock.ts';

interface Asked {
  readonly type: string;
  readonly port: MessagePort;
}

/** A worker that answers when it is told to. */
function makeWorker() {
  const asked: Asked[] = [];
  const did: string[] = [];
  const active = {
    postMessage: ({ type }: { readonly type: string }, [port]: readonly MessagePort[]) => {
      if (port) asked.push({ type, port });
      did.push(type);
    },
  };
  const registration = {
    active,
    showNotification: async (title: string) => void did.push(`show ${title}`),
  };
  const container = Object.assign(new EventTarget(), { getRegistration: async () => registration });
  const notifications = createNotifications({
    container: container as unknown as ServiceWorkerContainer,
    notification: { permission: 'granted' } as NotificationWorld['notification'],
    permissions: undefined,
  });
  /** Answers what was asked first, and lets what follows happen. */
  const answer = async () => {
    asked.shift()?.port.postMessage({ hasPage: true, clientId: 'page-1' });
    await new Promise((resolve) => setImmediate(resolve));
    await settle();
  };
  return { notifications, did, answer };
}

const note = (title: string) => ({ title, text: '', name: '1' });

it('shows nothing new before what is taken back is gone', async () => {
  const { notifications, did, answer } = makeWorker();
  const first = notifications.show(note('one'));
  await settle();
  await answer();
  expect(await first).toBe(true);
  notifications.closeAll();
  const second = notifications.show(note('two'));
  await settle();
  expect(did).toEqual(['page-status', 'show one', 'close-notifications']);
  await answer();
  expect(await second).toBe(true);
  expect(did.at(-1)).toBe('show two');
});

it('shows nothing that was taken back while it was on its way', async () => {
  const { notifications, did, answer } = makeWorker();
  const shown = notifications.show(note('one'));
  await settle();
  notifications.closeAll();
  await answer();
  expect(await shown).toBe(false);
  expect(did).toEqual(['page-status']);
});
