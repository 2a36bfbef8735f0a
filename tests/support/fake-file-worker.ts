// The worker of private files without a thread: what it is told is cloned as a browser would, what it tells comes later.

import {
  createPrivateFileHost,
  type PrivateFileHost,
  type PrivateFolder,
} from '../../src/platform/files/private-file-host.ts';
import type { WorkerLike } from '../../src/platform/files/private-file-asking.ts';
import type { AskedOfWorker } from '../../src/platform/files/private-file-messages.ts';

export function createFakeFileWorker(root: PrivateFolder): WorkerLike {
  const target = new EventTarget();
  const hosts = new Map<number, PrivateFileHost>();
  let isEnded = false;
  const answer = async ({ id, file, request }: AskedOfWorker) => {
    const host = hosts.get(file) ?? createPrivateFileHost(async () => root);
    hosts.set(file, host);
    const result = await host.ask(request);
    if (!isEnded) target.dispatchEvent(new MessageEvent('message', { data: { id, result } }));
  };
  return {
    addEventListener: target.addEventListener.bind(target) as WorkerLike['addEventListener'],
    postMessage: (message: unknown, options?: StructuredSerializeOptions | Transferable[]) => {
      const transfer = Array.isArray(options) ? options : (options?.transfer ?? []);
      void answer(structuredClone(message as AskedOfWorker, { transfer }));
    },
    terminate() {
      isEnded = true;
    },
  };
}
