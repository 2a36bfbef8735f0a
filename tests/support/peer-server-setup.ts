// Global setup of the browser tests: a PeerServer in Node, whose address the pages get by `inject('broker')`.

import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import type { TestProject } from 'vitest/node';
import type { BrokerAddress } from '../../src/transport/broker-peer.ts';

declare module 'vitest' {
  interface ProvidedContext {
    broker: BrokerAddress;
  }
}

const SCRIPT = fileURLToPath(new URL('peer-server-process.ts', import.meta.url));

/** Called once for each browser; what it returns ends the broker of that one. */
export async function setup(project: TestProject): Promise<() => void> {
  const broker = fork(SCRIPT, { execArgv: ['--import', 'tsx'] });
  const [address] = await once(broker, 'message');
  project.provide('broker', address as BrokerAddress);
  return () => broker.disconnect();
}
