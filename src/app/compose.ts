// The composition root: the one place where the parts of Kith and the browser are put together.

import { effect, signal, type ReadonlySignal } from '@preact/signals-core';
import type { Unsubscribe } from '../primitives/events.ts';
import type { RandomSource } from '../primitives/random.ts';
import { err, ok } from '../primitives/result.ts';
import { detectCapabilities } from '../platform/capabilities.ts';
import { createInstallation, installWorldOf } from '../platform/install.ts';
import { createNotifications, notificationWorldOf } from '../platform/notifications.ts';
import { createServiceWorkerClient } from '../platform/service-worker.ts';
import { readSource } from '../platform/source.ts';
import { holdTabLock } from '../platform/tab-lock.ts';
import { createSystemClock } from '../platform/system-clock.ts';
import { createWebCrypto } from '../platform/web-crypto.ts';
import { createWebRandom } from '../platform/web-random.ts';
import { rememberStretch } from '../room/stretch-memory.ts';
import type { Tells } from '../features/feature.ts';
import { createToaster } from '../ui/Toast.tsx';
import { watchAttention } from './attention.ts';
import { openDeviceStorage } from './device-storage.ts';
import { createLogBuffer } from './log-buffer.ts';
import { createNavigation } from './navigation.ts';
import { createNetwork } from './network.ts';
import { createNotices, type NoticesWorld } from './notify/notices.ts';
import type { Notices } from './notify/ports.ts';
import type * as DocsOpener from './open-docs.ts';
import { createKeeping, type Keeping, type KeepingWorld } from './keeping/keeping.ts';
import type * as Opener from './open-room.ts';
import { readPageFacts } from './page-facts.ts';
import { createPeople } from './people.ts';
import { createProfile } from './profile.ts';
import { tryNowOnReturn } from './returning.ts';
import { readServedByHost } from './served-by-host.ts';
import { DEFAULT_TUNING, type RoomTuning } from './room-tuning.ts';
import { loadSpaces } from './room/parts.tsx';
import { createSession, visitOf, type SessionWorld } from './session.ts';
import { openTabsNews, PEOPLE_TABS, SETTINGS_TABS } from './tabs-news.ts';
import { createFileMemory } from './file-memory.ts';
import { createSettings } from './settings.ts';
import { createSharedText } from './shared-text.ts';
import { createOverlay, type Shell } from './shell.tsx';
import { preferredLocale, type ChosenLook } from './theme.ts';

/**
 * Everything, made and wired at once; what takes longer goes on in the background. `look` is how the page looked when it
 * was last closed. Needs a secure context.
 */
export function compose(window: Window & typeof globalThis, look: ChosenLook): Shell {
  const clock = createSystemClock();
  const random = createWebRandom();
  const crypto = createWebCrypto(window.crypto.subtle);
  const roomCrypto = rememberStretch(crypto);
  const wallTimeMs = () => Date.now();
  const log = createLogBuffer(wallTimeMs);
  const page = readPageFacts(detectCapabilities(window), window.location.href, window.navigator.platform);
  const { identity: store, deviceKey, ...storage } = openDeviceStorage(window);
  const expected = { ...storage.expectedSettings, ...look };
  const settings = createSettings(storage.settings, expected, openTabsNews(window, SETTINGS_TABS));
  const forgetFiles = (except: readonly string[]) => forgetKeptFiles(random, except);
  const profile = createProfile({ store, crypto, random, settings, deviceKey, forgetFiles });
  const known = settings.ready.then(() => profile.load());
  const network = createNetwork({ page, settings, ...createNetworkWorld(window) });
  const tuning = signal<RoomTuning>(DEFAULT_TUNING);
  const own = { store, crypto, random, clock, wallTimeMs, profile: profile.state };
  const people = createPeople({ ...own, tabs: openTabsNews(window, PEOPLE_TABS) });
  const world = { clock, wallTimeMs, random, crypto: roomCrypto, log };
  const fileMemory = createFileMemory(settings);
  const session = createSession({
    ...world,
    tells: () => toldOf(settings),
    memoryBytes: fileMemory.limitBytes,
    tellMemoryUse: fileMemory.tellUse,
    keptState: (code) => keeping.stateOf(code),
    openRoom: createRoomOpener({ known, profile, settings, network, tuning, people }, world),
  });
  const keeping = keepOnDevice({ ...own, session, forgetFiles });
  tellProfile(settings, session);
  watchAttention({ clock, document: window.document, session });
  tryNowOnReturn({ window, clock, session });
  const navigation = createNavigation(window);
  const platform = createPlatform(window);
  const seen = { clock, wallTimeMs, settings, session, navigation };
  return {
    known,
    page,
    clock,
    settings,
    fileMemory,
    profile,
    network,
    session,
    tuning,
    people,
    keeping,
    notices: createPageNotices(window, { ...seen, workerState: platform.workerState }),
    navigation,
    overlay: createOverlay(),
    joinMemory: { last: undefined, owners: new Map() },
    prepareRoom: (code) => void loadOpener().then((opener) => opener?.prepareRoom(roomCrypto, code)),
    meetByHand: createMeetingByHand({ known, profile, network, tuning }, world),
    sharedText: createSharedText({ navigation, session }),
    toaster: createToaster(clock),
    ...platform,
    isOnline: onlineSignal(window),
  };
}

/** Opens rooms as this person, with what the settings and the network say by then. */
function createRoomOpener(
  {
    known,
    profile,
    settings,
    network,
    tuning,
    people,
  }: Pick<Shell, 'known' | 'profile' | 'settings' | 'network' | 'tuning' | 'people'>,
  world: Opener.RoomWorld,
): SessionWorld['openRoom'] {
  // What is written on one visit is told apart from what was written on those before.
  let visits = 0;
  return async (request) => {
    const [opener, docsOpener] = await Promise.all([loadOpener(), loadDocsOpener()]);
    const features = await loadSpaces().catch(() => undefined);
    if (!opener || !docsOpener || !features) return err('incomplete');
    await known;
    const identity = profile.state.value;
    if (identity.kind !== 'ready') return err('locked');
    const acquaintances = await people.use();
    if (!acquaintances) return err('incomplete');
    const room = opener.openRoom(world, {
      request,
      peer: identity.peer,
      name: settings.current.value.name,
      status: settings.current.value.status,
      isBlocked: (id) => acquaintances.book.people.peek().get(id)?.isBlocked ?? false,
      isVerified: (id) => acquaintances.book.people.peek().get(id)?.verifiedAtMs !== undefined,
      gate: network.gate,
      iceServers: network.iceServers.value,
      tuning: tuning.value,
    });
    visits += 1;
    const { comparePeriodMs } = tuning.value;
    const docs = docsOpener.openDocs({ ...world, visit: visits, comparePeriodMs }, room);
    return ok({ room, docs, features, company: acquaintances.companyIn(room) });
  };
}

function createMeetingByHand(
  { known, profile, network, tuning }: Pick<Shell, 'known' | 'profile' | 'network' | 'tuning'>,
  world: Opener.RoomWorld & Pick<SessionWorld, 'wallTimeMs'>,
): Shell['meetByHand'] {
  return async () => {
    const opener = await loadOpener();
    await known;
    const identity = profile.state.value;
    if (!opener || identity.kind !== 'ready') return undefined;
    const { peer } = identity;
    const transport = opener.openInvitations(world, {
      iceServers: network.iceServers.value,
      tuning: tuning.value,
    });
    return { ...world, peer, transport };
  };
}

/** What others learn of what this person does. */
function toldOf(settings: Shell['settings']): Tells {
  const { tellsRead: read, tellsWriting: writing } = settings.current.value;
  return { read, writing };
}

/** The others learn a new name at once. */
function tellProfile(settings: Shell['settings'], session: Shell['session']): void {
  effect(() => {
    const { name, status } = settings.current.value;
    const room = visitOf(session.state.peek())?.room;
    room?.setName(name);
    room?.setStatus(status);
  });
}

function createPageNotices(
  window: Window & typeof globalThis,
  world: Omit<NoticesWorld, 'notifications' | 'locale' | 'loadWatching'>,
): Notices {
  const { settings } = world;
  return createNotices({
    ...world,
    notifications: createNotifications(notificationWorldOf(window)),
    locale: () => settings.current.peek().locale ?? preferredLocale(window.navigator.languages),
    loadWatching: () => import('./notify/watching.ts').catch(() => undefined),
  });
}

async function loadDocsOpener(): Promise<typeof DocsOpener | undefined> {
  try {
    return await import('./open-docs.ts');
  } catch {
    return undefined;
  }
}

/** What connects comes after what is seen: Home can be used before this part has arrived. */
export async function loadOpener(): Promise<typeof Opener | undefined> {
  try {
    return await import('./open-room.ts');
  } catch {
    return undefined;
  }
}

/** What keeps rooms comes when something is kept or is to be; one tab at a time writes a room. */
function keepOnDevice(world: Omit<KeepingWorld, 'holdLock' | 'loadKeeper'>): Keeping {
  return createKeeping({
    ...world,
    holdLock: (name, signal, onWait) => holdTabLock(name, { signal, onWait }),
    loadKeeper: () => import('./keeping/keeper.ts').catch(() => undefined),
  });
}

/** Of kept rooms, but those in these folders. */
async function forgetKeptFiles(random: RandomSource, except: readonly string[]): Promise<void> {
  const loaded = await import('../platform/files/browser-files.ts').catch(() => undefined);
  await loaded?.createBrowserFiles(random).forgetKept(except);
}

function createNetworkWorld(window: Window & typeof globalThis) {
  return {
    fetch: window.fetch.bind(window),
    isOnline: () => window.navigator.onLine,
    mayBeHosted: readServedByHost(window),
  };
}

function createPlatform(
  window: Window,
): Pick<Shell, 'installation' | 'installState' | 'worker' | 'workerState'> {
  const installation = createInstallation(installWorldOf(window));
  const worker = createServiceWorkerClient({
    container: window.navigator.serviceWorker,
    protocol: window.location.protocol,
    isSecureContext: window.isSecureContext,
    readSource,
    reload: () => window.location.reload(),
  });
  return { installation, installState: follow(installation), worker, workerState: follow(worker) };
}

/** An object that tells of its states by an event, as a signal. */
function follow<S>(source: {
  readonly state: S;
  onState(listener: (state: S) => void): Unsubscribe;
}): ReadonlySignal<S> {
  const state = signal(source.state);
  source.onState((next) => {
    state.value = next;
  });
  return state;
}

function onlineSignal(window: Window): ReadonlySignal<boolean> {
  const isOnline = signal(window.navigator.onLine);
  for (const type of ['online', 'offline']) {
    window.addEventListener(type, () => {
      isOnline.value = window.navigator.onLine;
    });
  }
  return isOnline;
}
