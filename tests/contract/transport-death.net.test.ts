// A peer that dies without a word, for real: its process is killed.

import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { TransportId } from '../../src/primitives/ids.ts';
import { createSystemClock } from '../../src/platform/system-clock.ts';
import { createWebRandom } from '../../src/platform/web-random.ts';
import { createPeerjsTransport } from '../../src/transport/peerjs-transport.ts';
import type { CloseReason } from '../../src/transport/transport.ts';
import { startPeerServer } from '../support/peer-server.ts';

const SCRIPT = fileURLToPath(new URL('../support/peer-process.ts', import.meta.url));
/** The protocol promises 5 s; a second more for a machine that is busy. */
const NOTICED_WITHIN_MS = 6_000;
const LOST_WITHIN_MS = 32_000;

test('[L2] a killed peer is noticed within 5 s, and lost after 30 at most', { timeout: 60_000 }, async () => {
  const broker = await startPeerServer();
  const child = fork(SCRIPT, [JSON.stringify(broker.address), 'mortal'], { execArgv: ['--import', 'tsx'] });
  expect(await firstWord(child)).toBe('ready');
  const clock = createSystemClock();
  const transport = createPeerjsTransport({
    broker: broker.address,
    iceServers: [],
    clock,
    random: createWebRandom(),
  });
  const claimed = await transport.claim('survivor' as TransportId);
  if (!claimed.ok) throw new Error(claimed.error.code);
  const dialled = await claimed.value.dial('mortal' as TransportId);
  if (!dialled.ok) throw new Error(dialled.error.code);

  const ended = new Promise<CloseReason>((resolve) => void dialled.value.onClosed(resolve));
  const interrupted = new Promise<boolean>((resolve) => void dialled.value.onInterrupted(resolve));
  const killedAtMs = clock.nowMs();
  child.kill('SIGKILL');
  expect(await interrupted).toBe(true);
  expect(clock.nowMs() - killedAtMs).toBeLessThan(NOTICED_WITHIN_MS);
  expect((await ended).kind).toBe('lost');
  expect(clock.nowMs() - killedAtMs).toBeLessThan(LOST_WITHIN_MS);
  claimed.value.close();
  await broker.stop();
});

function firstWord(child: ChildProcess): Promise<unknown> {
  return new Promise((resolve) => {
    child.once('message', resolve);
    child.once('exit', (code) => resolve(`ended with ${code}`));
  });
}
