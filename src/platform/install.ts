// Installing the page as an app: the browser's own prompt where it has one, and the manifest that makes it possible.

import { createDisposables, type Disposable } from '../primitives/disposable.ts';
import { createEmitter, type Unsubscribe } from '../primitives/events.ts';

export type InstallState =
  /** This browser, or this way of opening the page, cannot install it (or does not say so yet). */
  | { readonly kind: 'unavailable' }
  /** `prompt` shows the browser's dialog. */
  | { readonly kind: 'offered' }
  /** Only by hand, from the browser's share menu: iPhone and iPad. */
  | { readonly kind: 'by-hand' }
  /** This page runs as an installed app, or was installed just now. */
  | { readonly kind: 'installed' };

export interface Installation extends Disposable {
  readonly state: InstallState;
  onState(listener: (state: InstallState) => void): Unsubscribe;
  /** Shows the browser's dialog; call it in answer to a click. Each offer can be shown once. */
  prompt(): Promise<'accepted' | 'dismissed' | 'unavailable'>;
}

export interface InstallWorld {
  /** The window: `beforeinstallprompt` and `appinstalled` arrive there. */
  readonly events: EventTarget;
  /** `matchMedia('(display-mode: browser)').matches`. */
  readonly isInBrowserTab: boolean;
  /** `navigator.standalone`, which only iPhone and iPad have. */
  readonly standalone: boolean | undefined;
}

/** Not in TypeScript's DOM: https://wicg.github.io/manifest-incubations/#beforeinstallpromptevent-interface */
interface InstallOffer extends Event {
  prompt(): Promise<{ readonly outcome: 'accepted' | 'dismissed' }>;
}

/** The facts of the running browser. */
export function installWorldOf(window: Window): InstallWorld {
  const navigator: Navigator & { readonly standalone?: boolean } = window.navigator;
  return {
    events: window,
    isInBrowserTab: window.matchMedia('(display-mode: browser)').matches,
    standalone: navigator.standalone,
  };
}

export function createInstallation(world: InstallWorld): Installation {
  const disposables = createDisposables();
  const states = createEmitter<InstallState>();
  let state = firstState(world);
  let offer: InstallOffer | undefined;

  function enter(next: InstallState): void {
    state = next;
    states.emit(next);
  }

  function listen(type: string, listener: (event: Event) => void): void {
    world.events.addEventListener(type, listener);
    disposables.add(() => world.events.removeEventListener(type, listener));
  }

  listen('beforeinstallprompt', (event) => {
    // Kept for the person's own click instead of the browser's banner.
    event.preventDefault();
    if (!isInstallOffer(event)) return;
    offer = event;
    enter({ kind: 'offered' });
  });
  listen('appinstalled', () => {
    offer = undefined;
    enter({ kind: 'installed' });
  });

  return {
    get state() {
      return state;
    },
    onState: (listener) => states.on(listener),
    async prompt() {
      const shown = offer;
      if (!shown) return 'unavailable';
      offer = undefined;
      enter({ kind: 'unavailable' });
      return shown.prompt().then(
        ({ outcome }) => outcome,
        () => 'unavailable' as const,
      );
    },
    dispose: () => disposables.dispose(),
  };
}

function firstState({ isInBrowserTab, standalone }: InstallWorld): InstallState {
  if (!isInBrowserTab || standalone === true) return { kind: 'installed' };
  return { kind: standalone === undefined ? 'unavailable' : 'by-hand' };
}

function isInstallOffer(event: Event): event is InstallOffer {
  return 'prompt' in event && typeof event.prompt === 'function';
}

/** What the installed app needs beside the page; a page from disk has nothing beside it and must not ask. */
const LINKS = [
  { rel: 'manifest', href: './manifest.webmanifest' },
  { rel: 'apple-touch-icon', href: './apple-touch-icon.png' },
] as const;

/** Adds the manifest's links, on http(s) only: from disk they would be errors in the console. Safe to call again. */
export function attachManifest(document: Document, protocol: string = document.location.protocol): void {
  if (!/^https?:$/.test(protocol)) return;
  for (const { rel, href } of LINKS) {
    if (document.head.querySelector(`link[rel="${rel}"]`)) continue;
    const link = document.createElement('link');
    link.rel = rel;
    link.href = href;
    document.head.append(link);
  }
}
