// The worker that hashes: whole files, which it reads itself, so that none of their bytes cross the page's thread.

import { createWebCrypto } from '../../platform/web-crypto.ts';
import { hashLeavesOf } from './hash-leaves.ts';
import type { AskedOfHasher, ToldByHasher } from './hash-messages.ts';

const webCrypto = createWebCrypto(globalThis.crypto.subtle);
const running = new Set<number>();

const tell = (told: ToldByHasher, transfer: ArrayBuffer[] = []) => postMessage(told, { transfer });

async function hashFile({ id, file, shape }: AskedOfHasher & { kind: 'file' }): Promise<void> {
  running.add(id);
  const result = await hashLeavesOf(file, shape, {
    sha256: (bytes) => webCrypto.sha256(bytes),
    onLeaves: (from, hashes) => tell({ kind: 'leaves', id, from, hashes }, [hashes.buffer]),
    isAborted: () => !running.has(id),
  });
  running.delete(id);
  tell({ kind: 'file-done', id, result });
}

addEventListener('message', ({ data }: MessageEvent<AskedOfHasher>) => {
  if (data.kind === 'file') void hashFile(data);
  else running.delete(data.id);
});
