// The service worker's entry: listeners only. What they decide is src/offline/cache-policy.ts, how it is carried out
// src/offline/page-cache.ts. A new version installs in the background and waits until a person said yes.

import { decideAnswer } from './src/offline/cache-policy.ts';
import { createDownloadStreams } from './src/offline/download-stream.ts';
import { createMediaStreams } from './src/offline/media-stream.ts';
import { parsePageMessage, type PageStatus } from './src/offline/messages.ts';
import { decideClick, isShownBy } from './src/offline/notification-click.ts';
import { createPageCache } from './src/offline/page-cache.ts';
import { shareViewAddress } from './src/offline/share.ts';

declare const self: ServiceWorkerGlobalScope;

const scope = self.registration.scope;
const pageCache = createPageCache({
  scope,
  buildId: __KITH_BUILD__,
  caches: self.caches,
  fetch: (input, init) => self.fetch(input, init),
  isOnline: () => self.navigator.onLine,
  sha256: (data) => crypto.subtle.digest('SHA-256', data),
});

const downloads = createDownloadStreams();
const media = createMediaStreams();

self.addEventListener('install', (event) => event.waitUntil(install()));
self.addEventListener('activate', (event) => event.waitUntil(activate()));
self.addEventListener('message', (event) => event.waitUntil(answerClient(event)));
self.addEventListener('notificationclick', (event) => event.waitUntil(showPage(event)));
self.addEventListener('fetch', (event) => {
  const answer = decideAnswer(event.request, scope);
  if (answer.kind === 'page') event.respondWith(pageCache.page(event.request));
  if (answer.kind === 'shell-file') event.respondWith(pageCache.shellFile(event.request, answer.key));
  if (answer.kind === 'freshest') event.respondWith(pageCache.freshest(event.request, answer.key));
  if (answer.kind === 'download') event.respondWith(downloads.answer(answer.id));
  if (answer.kind === 'media') event.respondWith(media.answer(answer.id, event.request.headers.get('range')));
  if (answer.kind === 'receive-share') event.respondWith(receiveShare(event.request));
});

/** A first visit's page hands its own bytes over later; an update is fetched while the old version keeps serving. */
async function install(): Promise<void> {
  await pageCache.keepShellFiles();
  const isUpdate = self.registration.active !== null;
  if (isUpdate && !(await pageCache.downloadPage()))
    throw new Error('The host has no page of this build yet.');
}

async function activate(): Promise<void> {
  await pageCache.cleanUp();
  await self.clients.claim();
}

async function answerClient(event: ExtendableMessageEvent): Promise<void> {
  const message = parsePageMessage(event.data);
  const [port] = event.ports;
  if (message?.type === 'offer-download') {
    if (port) downloads.offer(message.offer, port);
    return;
  }
  if (message?.type === 'offer-media') {
    if (port) media.offer(message.offer, port);
    return;
  }
  if (message?.type === 'skip-waiting') await self.skipWaiting();
  if (message?.type === 'keep-page') await keepOrDownload(message.page);
  if (message?.type === 'close-notifications') await closeNotifications(message.page);
  const clientId = event.source && 'id' in event.source ? event.source.id : '';
  const status: PageStatus = { hasPage: await pageCache.hasPage(), clientId };
  for (const port of event.ports) port.postMessage(status);
}

/** A page older than this worker is of no use offline: the one that belongs to it is fetched instead. */
async function keepOrDownload(page: Blob): Promise<void> {
  if (await pageCache.hasPage()) return;
  if (!(await pageCache.keepHandedPage(page))) await pageCache.downloadPage();
}

async function receiveShare(request: Request): Promise<Response> {
  const form = await request.formData().catch(() => new FormData());
  return Response.redirect(new URL(shareViewAddress(form), scope).href, 303);
}

async function closeNotifications(page: string): Promise<void> {
  for (const shown of await self.registration.getNotifications())
    if (isShownBy(page, shown.data)) shown.close();
}

async function showPage(event: NotificationEvent): Promise<void> {
  event.notification.close();
  const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
  const answer = decideClick(event.notification.data, pages);
  if (answer.kind === 'open') return void (await self.clients.openWindow(scope));
  const page = pages.find(({ id }) => id === answer.id);
  await page?.focus();
  if (answer.pressed) page?.postMessage(answer.pressed);
}
