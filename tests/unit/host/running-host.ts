// A host on loopback with a small page of its own in a throw-away folder, and plain ways to ask it.

import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as requestPlain, type IncomingHttpHeaders, type RequestOptions } from 'node:http';
import { request as requestEncrypted } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startHost, type Host, type HostOptions } from '../../../host/host.ts';

export interface Folders {
  readonly root: string;
  readonly distFolder: string;
  readonly stateFolder: string;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
  readonly text: string;
}

/** Long enough that compressing it pays. */
export const PAGE = `<!doctype html><title>Kith</title><p>${'A page of many words. '.repeat(400)}</p>`;

export function makeFolder(): string {
  return mkdtempSync(join(tmpdir(), 'kith-host-'));
}

export function makeFolders(): Folders {
  const root = makeFolder();
  const folders = { root, distFolder: join(root, 'dist'), stateFolder: join(root, 'state') };
  mkdirSync(folders.distFolder);
  writeFileSync(join(folders.distFolder, 'index.html'), PAGE);
  return folders;
}

export function removeFolder(path: string): void {
  rmSync(path, { recursive: true, force: true });
}

/** Ends the host and removes its folders when `use` is done. */
export async function withHost(
  options: HostOptions,
  use: (host: Host, folders: Folders) => Promise<void>,
): Promise<void> {
  const folders = makeFolders();
  const host = await startHost({ port: 0, quiet: true, environment: {}, ...folders, ...options });
  try {
    await use(host, folders);
  } finally {
    await host.close();
    removeFolder(folders.root);
  }
}

export interface Question extends Pick<RequestOptions, 'method' | 'headers'> {
  readonly body?: string;
  /** Certificate to trust for https. */
  readonly ca?: string;
  /** Sent as it is; a URL would tidy up dots and escapes. */
  readonly rawPath?: string;
}

/** Asks once, follows nothing, keeps no connection. */
export function ask(address: string, { body, rawPath, ...options }: Question = {}): Promise<Answer> {
  const url = new URL(address);
  const send = url.protocol === 'https:' ? requestEncrypted : requestPlain;
  return new Promise((resolve, reject) => {
    const outgoing = send(
      url,
      { agent: false, ...options, ...(rawPath === undefined ? {} : { path: rawPath }) },
      (incoming) => {
        const chunks: Buffer[] = [];
        incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
        incoming.on('error', reject);
        incoming.on('end', () => {
          const whole = Buffer.concat(chunks);
          const { statusCode: status = 0, headers } = incoming;
          resolve({ status, headers, body: whole, text: whole.toString() });
        });
      },
    );
    outgoing.on('error', reject).end(body);
  });
}
