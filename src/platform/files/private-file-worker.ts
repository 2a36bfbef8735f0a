// The worker that reads and writes private files: only workers have handles that do it by position.

import { createPrivateFileHost, type PrivateFileHost, type PrivateFolder } from './private-file-host.ts';
import type { AskedOfWorker, ToldByWorker } from './private-file-messages.ts';

const hosts = new Map<number, PrivateFileHost>();
const getRoot = async () => (await navigator.storage.getDirectory()) as unknown as PrivateFolder;

addEventListener('message', ({ data }: MessageEvent<AskedOfWorker>) => void answer(data));

async function answer({ id, file, request }: AskedOfWorker): Promise<void> {
  const host = hosts.get(file) ?? createPrivateFileHost(getRoot);
  hosts.set(file, host);
  const result = await host.ask(request);
  // A failed opening leaves nothing; after a close, removing still needs the place.
  if (request.kind === 'remove' || (request.kind === 'open' && !result.ok)) hosts.delete(file);
  const told: ToldByWorker = { id, result };
  const bytes = result.ok && result.value instanceof Uint8Array ? result.value : undefined;
  postMessage(told, { transfer: bytes ? [bytes.buffer] : [] });
}
