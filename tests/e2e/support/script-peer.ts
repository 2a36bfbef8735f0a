// Somebody in the room who is no page, keeps to no limit, and says what no page would send.

import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Content } from '../../../src/features/chat/log/content.ts';
import type { Host } from '../../../host/host.ts';
import type { Numbered, Order } from './script-peer-process.ts';

export interface ScriptPeer {
  /** One after the other, as fast as it goes; how long that took, milliseconds. */
  say(contents: readonly Content[]): Promise<number>;
  leave(): void;
}

export interface ScriptPeerOptions {
  readonly host: Host;
  readonly link: string;
  readonly name: string;
  readonly status: string;
}

const SCRIPT = fileURLToPath(new URL('script-peer-process.ts', import.meta.url));
const BROKER_PATH = '/broker';

export async function joinAsScript({ host, link, name, status }: ScriptPeerOptions): Promise<ScriptPeer> {
  const child = fork(SCRIPT, { execArgv: ['--import', 'tsx'], serialization: 'advanced' });
  const waiting = new Map<number, (value: number) => void>();
  child.on('message', ({ number, value }: Numbered<number>) => waiting.get(number)?.(value));
  let count = 0;
  const tell = (value: Order) =>
    new Promise<number>((resolve, reject) => {
      count += 1;
      waiting.set(count, resolve);
      child.once('exit', () => reject(new Error('the script peer ended')));
      child.send({ number: count, value } satisfies Numbered<Order>);
    });
  const broker = { host: '127.0.0.1', port: host.port, path: BROKER_PATH, secure: false };
  await tell({ do: 'join', link, broker, name, status });
  return {
    say: (contents) => tell({ do: 'say', contents }),
    leave: () => child.disconnect(),
  };
}
