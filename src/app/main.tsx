// The entry: composes, shows the first screen, then starts what may come later. Nothing heavy happens before.

import '@preact/signals';
import './app.css';
import { computed, effect } from '@preact/signals-core';
import { render } from 'preact';
import { guardDrops } from '../platform/drop-guard.ts';
import { attachManifest } from '../platform/install.ts';
import { requestPersistence } from '../platform/storage.ts';
import { LocaleProvider } from '../ui/locale.tsx';
import { say, type Words } from '../ui/words.ts';
import { App } from './App.tsx';
import { compose, loadOpener } from './compose.ts';
import { followAddress, type AddressWorld } from './follow-address.ts';
import { fetchHostConfig } from './host-config.ts';
import { wayWords } from './invite/tab-words.ts';
import { InsecureScreen } from './InsecureScreen.tsx';
import type * as OwnInvitations from './own-invitations.ts';
import { secureAddressOf } from './page-facts.ts';
import { readServedByHost } from './served-by-host.ts';
import { RoomScreen } from './room/parts.tsx';
import { isLostWithPage } from './room/what-is-lost.ts';
import { visitOf } from './session.ts';
import type { Shell } from './shell.tsx';
import { installP2p } from './p2p/install-p2p.ts';
import { createUpdateCheck } from './update-check.ts';
import { followLook, preferredLocale, readHints } from './theme.ts';

/** The marks that say the first screen can be used, and whose it is; the benchmark reads them. */
const INTERACTIVE_MARK = 'kith:interactive';
const KNOWN_MARK = 'kith:known';

const strayDrop: Words = {
  en: 'Nothing takes files here. Drop them on the talk.',
  hi: 'यहाँ फ़ाइलें नहीं ली जातीं। इन्हें बातचीत पर छोड़ें।',
  ar: 'لا شيء هنا يقبل الملفات. أفلتها على المحادثة.',
};

/** In one go: behind this script come megabytes, and whoever waits lets the parser go first. */
function start(root: HTMLElement): void {
  if (!window.isSecureContext || window.crypto.subtle === undefined) return void showInsecure(root);
  const shell = compose(
    window,
    readHints(() => window.localStorage),
  );
  const systemLocale = preferredLocale(navigator.languages);
  const locale = computed(() => shell.settings.current.value.locale ?? systemLocale);
  followLook(
    () => ({
      theme: shell.settings.current.value.theme,
      locale: locale.value,
      dye: shell.profile.mark.value?.dye,
    }),
    () => (shell.settings.current.value.identityMode === 'ghost' ? undefined : shell.settings.current.value),
  );
  const toast = (words: Words) => shell.toaster.show({ text: say(locale.value, words) });
  followAddress({ ...shell, isOwn: knowOwnInvitations(shell), tellOwn: () => toast(wayWords.own) });
  guardDrops(window, () => toast(strayDrop));
  offerToScripts(shell);
  root.replaceChildren();
  render(<App shell={shell} locale={locale} />, root);
  performance.mark(INTERACTIVE_MARK);
  void shell.known.then(() => {
    performance.mark(KNOWN_MARK);
    startLater(shell);
  });
}

/** Whose invitations are comes with the first room: before, there are none. */
function knowOwnInvitations({ session }: Shell): AddressWorld['isOwn'] {
  let known: typeof OwnInvitations | undefined;
  const stop = effect(() => {
    if (!visitOf(session.state.value)) return;
    queueMicrotask(() => stop());
    void import('./own-invitations.ts').then(
      (loaded) => {
        known = loaded;
        loaded.ownUp(session, loaded.createHandOver(window));
      },
      // A copy that was cut short makes none.
      () => undefined,
    );
  });
  return (visit, text) => known?.isOwnInvitation(visit, text) ?? false;
}

/** What stands behind `window.p2p` comes with the first room, or with the first script that uses it. */
function offerToScripts(shell: Shell): void {
  installP2p(window, {
    load: async () => (await import('./p2p/page-p2p.ts')).createPageP2p(shell),
    onRoom: (listener) => effect(() => visitOf(shell.session.state.value) && listener()),
  });
}

/** When the rest may take its time: who is reachable, offline use, installing. */
function startLater(shell: Shell): void {
  window.addEventListener('pagehide', (event) => {
    // The others should see it at once. A page that may come back keeps its room.
    if (!event.persisted) shell.session.dispose();
  });
  window.addEventListener('beforeunload', (event) => {
    // The browser asks in its own words.
    const visit = visitOf(shell.session.state.value);
    if (!visit) return;
    const { holding, isUnfinished } = visit;
    if (isLostWithPage(holding.value, isUnfinished.value, shell.keeping.here.value)) event.preventDefault();
  });
  document.addEventListener('visibilitychange', () => {
    // On a phone the page may never come back from here.
    if (document.visibilityState === 'hidden') shell.keeping.flush();
  });
  attachManifest(document);
  void loadOpener();
  void RoomScreen.preload().catch(() => undefined);
  void shell.worker.start();
  checkForUpdatesOn(
    document,
    createUpdateCheck(shell.clock, () => void shell.worker.checkForUpdate()),
  );
  persistOnceUsed(shell);
  void shell.network.ready.then(() => shell.network.probe());
}

function checkForUpdatesOn(document: Document, check: () => void): void {
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible') check();
  });
}

/** Some browsers ask the person: that waits until there is an identity worth keeping, one that was in a room. */
function persistOnceUsed({ profile, session }: Shell): void {
  const stop = effect(() => {
    const state = profile.state.value;
    const isKept = state.kind === 'ready' && state.mode !== 'ghost';
    if (!isKept || session.state.value.kind === 'home') return;
    void requestPersistence();
    queueMicrotask(() => stop());
  });
}

async function showInsecure(root: HTMLElement): Promise<void> {
  const locale = preferredLocale(navigator.languages);
  const address = window.location.href;
  root.replaceChildren();
  const show = (publicOrigin?: string) =>
    render(
      <LocaleProvider locale={locale}>
        <InsecureScreen secureAddress={secureAddressOf(publicOrigin)} />
      </LocaleProvider>,
      root,
    );
  show();
  performance.mark(INTERACTIVE_MARK);
  if (!readServedByHost(window)) return;
  const host = await fetchHostConfig(address, window.fetch.bind(window));
  if (host.ok) show(host.value.publicOrigin);
}

const root = document.getElementById('app');
if (root) start(root);
