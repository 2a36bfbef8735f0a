// A service worker container as the page sees it, moved by hand: what the browser does is said by the test.

import { parsePageMessage, type PageMessage } from '../../src/offline/messages.ts';

export interface FakeWorker extends EventTarget {
  readonly received: PageMessage[];
  postMessage(message: unknown, transfer?: readonly MessagePort[]): void;
}

export interface FakeContainer {
  readonly container: ServiceWorkerContainer;
  readonly registration: FakeRegistration;
  readonly registered: { address: string; options: RegistrationOptions | undefined }[];
  /** The first worker goes all the way and claims the page. */
  installFirst(worker: FakeWorker): void;
  /** A later version is found, installed, and waits. */
  installUpdate(worker: FakeWorker): void;
  /** The waiting version takes over this and every other page. */
  takeOver(): void;
}

export interface FakeRegistration extends EventTarget {
  installing: FakeWorker | null;
  waiting: FakeWorker | null;
  active: FakeWorker | null;
  update(): Promise<unknown>;
}

/** A worker that holds the page from the start (`hasPage`) or once it was handed over (`keeps`). */
export function makeFakeWorker({ hasPage = false, keeps = true } = {}): FakeWorker {
  const received: PageMessage[] = [];
  return Object.assign(new EventTarget(), {
    received,
    postMessage(data: unknown, [port]: readonly MessagePort[] = []) {
      const message = parsePageMessage(data);
      if (!message) throw new Error('a message the worker does not understand');
      received.push(message);
      const isKept = hasPage || (message.type === 'keep-page' && keeps);
      port?.postMessage({ hasPage: isKept, clientId: 'page-1' });
    },
  });
}

export function makeFakeContainer({ controller = null as FakeWorker | null } = {}): FakeContainer {
  const registration = makeRegistration(controller);
  const registered: FakeContainer['registered'] = [];
  let becomeReady: (registration: FakeRegistration) => void = () => undefined;
  const ready = new Promise<FakeRegistration>((resolve) => (becomeReady = resolve));
  if (controller) becomeReady(registration);

  const container = Object.assign(new EventTarget(), {
    controller,
    ready,
    async register(address: string, options?: RegistrationOptions) {
      registered.push({ address, options });
      return registration;
    },
  });

  function claim(worker: FakeWorker | null): void {
    registration.active = worker;
    container.controller = worker;
    worker?.dispatchEvent(new Event('statechange'));
    container.dispatchEvent(new Event('controllerchange'));
  }

  return {
    container: container as unknown as ServiceWorkerContainer,
    registration,
    registered,
    installFirst(worker) {
      claim(worker);
      becomeReady(registration);
    },
    installUpdate(worker) {
      registration.installing = worker;
      registration.dispatchEvent(new Event('updatefound'));
      registration.installing = null;
      registration.waiting = worker;
      worker.dispatchEvent(new Event('statechange'));
    },
    takeOver() {
      const next = registration.waiting;
      registration.waiting = null;
      claim(next);
    },
  };
}

function makeRegistration(active: FakeWorker | null): FakeRegistration {
  return Object.assign(new EventTarget(), {
    installing: null as FakeWorker | null,
    waiting: null as FakeWorker | null,
    active,
    update: async () => undefined,
  });
}
