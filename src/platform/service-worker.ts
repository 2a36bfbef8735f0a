// The page's side of the service worker: registers it, hands it the page's own bytes on the first visit, and says when
// the page works offline or a newer version waits. Never reloads before a person said yes.

import { createDisposables, type Disposable } from '../primitives/disposable.ts';
import { createEmitter, type Unsubscribe } from '../primitives/events.ts';
import type { Result } from '../primitives/result.ts';

export type ServiceWorkerState =
  /**
   * This page stays as it is: opened from disk, from a plain-http network address, or refused by the browser.
   * `untrusted`: over https, because of its certificate, which a person can accept for the page but not for a worker.
   */
  | {
      readonly kind: 'unsupported';
      readonly reason: 'not-http' | 'insecure' | 'missing' | 'untrusted' | 'refused';
    }
  | { readonly kind: 'installing' }
  /** The worker runs, but the page is not on this device (yet): no room for it, or it could not be fetched. */
  | { readonly kind: 'active' }
  /** A reload works without a network. */
  | { readonly kind: 'offline-ready' }
  /** A newer version is on the device and waits for `applyUpdate`. */
  | { readonly kind: 'update-waiting' }
  /** Another tab took the newer version. This page goes on as it is; `applyUpdate` reloads it. */
  | { readonly kind: 'replaced' };

export interface ServiceWorkerClient extends Disposable {
  readonly state: ServiceWorkerState;
  onState(listener: (state: ServiceWorkerState) => void): Unsubscribe;
  /** Registers the worker and sees to it that it holds the page. Resolves when the first state is settled. */
  start(): Promise<void>;
  /** Asks the host whether there is a newer version; the answer comes as a state. */
  checkForUpdate(): Promise<void>;
  /** Lets the waiting version take over and reloads this page once; call it only after the person said yes. */
  applyUpdate(): void;
}

type ReadSource = () => Promise<Result<Blob, unknown>>;

export interface ServiceWorkerWorld {
  /** `navigator.serviceWorker`, undefined where there is none. */
  readonly container: ServiceWorkerContainer | undefined;
  /** `location.protocol`. */
  readonly protocol: string;
  readonly isSecureContext: boolean;
  /** The pristine bytes of the running page, see source.ts. */
  readonly readSource: ReadSource;
  readonly reload: () => void;
}

const WORKER_ADDRESS = './sw.js';

/** The worker may have to fetch the whole page (6 MB) over a slow link (1.6 Mbit/s: 30 s) before it answers. */
const WORKER_ANSWER_TIMEOUT_MS = 90_000;

/** What the state follows from. */
export interface ServiceWorkerFacts {
  readonly hasActive: boolean;
  readonly hasWaiting: boolean;
  readonly hasPage: boolean;
  /** Another version than the one this page came with has taken over. */
  readonly isReplaced: boolean;
}

/** The state of a page whose worker is registered; the most pressing fact wins. */
export function stateOf(facts: ServiceWorkerFacts): ServiceWorkerState {
  if (facts.isReplaced) return { kind: 'replaced' };
  if (!facts.hasActive) return { kind: 'installing' };
  if (facts.hasWaiting) return { kind: 'update-waiting' };
  return { kind: facts.hasPage ? 'offline-ready' : 'active' };
}

export function createServiceWorkerClient(world: ServiceWorkerWorld): ServiceWorkerClient {
  const disposables = createDisposables();
  const states = createEmitter<ServiceWorkerState>();
  const takeover = createTakeover(world);
  let state: ServiceWorkerState = { kind: 'installing' };
  let registration: ServiceWorkerRegistration | undefined;
  let hasPage = false;

  function enter(next: ServiceWorkerState): void {
    if (disposables.isDisposed || next.kind === state.kind) return;
    state = next;
    states.emit(next);
  }

  function refresh(): void {
    const { active = null, waiting = null } = registration ?? {};
    const { isReplaced } = takeover;
    enter(stateOf({ hasActive: active !== null, hasWaiting: waiting !== null, hasPage, isReplaced }));
  }

  function listen(target: EventTarget | null, type: string, listener: () => void): void {
    target?.addEventListener(type, listener);
    disposables.add(() => target?.removeEventListener(type, listener));
  }

  async function follow(container: ServiceWorkerContainer): Promise<void> {
    const found = await container.register(WORKER_ADDRESS, { scope: './', updateViaCache: 'none' });
    registration = found;
    listen(found.installing, 'statechange', refresh);
    listen(found, 'updatefound', () => listen(found.installing, 'statechange', refresh));
    refresh();
    const { active } = await container.ready;
    if (active) hasPage = await handOverPage(active, world.readSource);
    refresh();
  }

  return {
    get state() {
      return state;
    },
    onState: (listener) => states.on(listener),
    async start() {
      const { container } = world;
      const reason = whyUnsupported(world);
      if (reason || !container) return enter({ kind: 'unsupported', reason: reason ?? 'missing' });
      listen(container, 'controllerchange', () => {
        takeover.onControllerChange();
        refresh();
      });
      // Private windows, blocked storage, a host without sw.js: the page works, offline it will not.
      await follow(container).catch((error: unknown) => {
        if (!registration) enter({ kind: 'unsupported', reason: whyRefused(error, world.protocol) });
      });
    },
    async checkForUpdate() {
      await registration?.update().catch(() => undefined);
      refresh();
    },
    applyUpdate: () => takeover.accept(registration?.waiting ?? undefined),
    dispose: () => disposables.dispose(),
  };
}

interface Takeover {
  /** Another tab's person took a newer version. */
  readonly isReplaced: boolean;
  accept(waiting: ServiceWorker | undefined): void;
  onControllerChange(): void;
}

/** Tells apart who caused a new controller: this page's person, another tab, or the first worker's claim. */
function createTakeover({ container, reload }: ServiceWorkerWorld): Takeover {
  let isControlled = Boolean(container?.controller);
  let isReplaced = false;
  let isAccepted = false;
  let isReloading = false;

  function reloadOnce(): void {
    if (isReloading) return;
    isReloading = true;
    reload();
  }

  return {
    get isReplaced() {
      return isReplaced;
    },
    accept(waiting) {
      if (isReplaced) return reloadOnce();
      isAccepted = waiting !== undefined;
      waiting?.postMessage({ type: 'skip-waiting' });
    },
    onControllerChange() {
      if (isAccepted) return reloadOnce();
      // The very first worker claims the page that brought it: that is no update.
      if (isControlled) isReplaced = true;
      isControlled = true;
    },
  };
}

async function handOverPage(worker: ServiceWorker, readSource: ReadSource): Promise<boolean> {
  if (await askWorker(worker, { type: 'page-status' })) return true;
  const source = await readSource();
  return source.ok && askWorker(worker, { type: 'keep-page', page: source.value });
}

function whyUnsupported(
  world: ServiceWorkerWorld,
): (ServiceWorkerState & { kind: 'unsupported' })['reason'] | undefined {
  if (!/^https?:$/.test(world.protocol)) return 'not-http';
  if (!world.isSecureContext) return 'insecure';
  return world.container ? undefined : 'missing';
}

/** What browsers throw for a certificate they do not trust; blocked storage has other names. */
function whyRefused(error: unknown, protocol: string): 'untrusted' | 'refused' {
  const isSecurityError = error instanceof DOMException && error.name === 'SecurityError';
  return isSecurityError && protocol === 'https:' ? 'untrusted' : 'refused';
}

/** Sends one message and says whether the worker holds the page afterwards; no answer in time counts as no. */
function askWorker(worker: ServiceWorker, message: { readonly type: string; readonly page?: Blob }) {
  return new Promise<boolean>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    const settle = (hasPage: boolean) => {
      port1.close();
      resolve(hasPage);
    };
    AbortSignal.timeout(WORKER_ANSWER_TIMEOUT_MS).addEventListener('abort', () => settle(false));
    port1.onmessage = (event: MessageEvent<unknown>) => settle(saysHasPage(event.data));
    worker.postMessage(message, [port2]);
  });
}

function saysHasPage(answer: unknown): boolean {
  return typeof answer === 'object' && answer !== null && 'hasPage' in answer && answer.hasPage === true;
}
