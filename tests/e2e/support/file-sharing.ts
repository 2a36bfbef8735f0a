// Files for tests: made on disk from a seed, shared through the page, and hashed where they arrive.

import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Page } from '@playwright/test';
import { expect } from './test.ts';

export interface MadeFile {
  readonly name: string;
  readonly path: string;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** Bytes that repeat nowhere, the same for every run. `path` may name folders. */
export function makeFile(folder: string, path: string, sizeBytes: number): MadeFile {
  const bytes = Buffer.alloc(sizeBytes);
  const block = 2 ** 20;
  for (let at = 0; at < sizeBytes; at += block) {
    const seed = createHash('sha512').update(`${path} ${at}`).digest();
    for (let offset = at; offset < Math.min(at + block, sizeBytes); offset += 64) {
      seed.writeUInt32LE(offset, 0);
      seed.copy(bytes, offset);
    }
  }
  const whole = join(folder, path);
  mkdirSync(dirname(whole), { recursive: true });
  writeFileSync(whole, bytes);
  return { name: path.split('/').at(-1) ?? path, path: whole, sha256: sha256Of(bytes) };
}

/** A tone of so many seconds, 192,000 bytes each. */
export function makeSound(folder: string, name: string, seconds: number): MadeFile {
  const [rate, blockBytes] = [48_000, 4];
  const bytes = Buffer.alloc(44 + seconds * rate * blockBytes);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(bytes.length - 8, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(2, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * blockBytes, 28);
  bytes.writeUInt16LE(blockBytes, 32);
  bytes.writeUInt16LE(16, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(bytes.length - 44, 40);
  for (let at = 44, sample = 0; at < bytes.length; at += blockBytes, sample += 1) {
    const value = Math.round(8_000 * Math.sin((2 * Math.PI * 440 * sample) / rate));
    bytes.writeInt16LE(value, at);
    bytes.writeInt16LE(value, at + 2);
  }
  const path = join(folder, name);
  mkdirSync(folder, { recursive: true });
  writeFileSync(path, bytes);
  return { name, path, sha256: sha256Of(bytes) };
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * For `before`: every Blob that the page hands to the browser to save is remembered, and there is no dialog that nobody
 * would answer.
 */
export function rememberBlobs(): void {
  Reflect.deleteProperty(globalThis, 'showSaveFilePicker');
  const blobs: Blob[] = [];
  const make = URL.createObjectURL.bind(URL);
  Object.assign(globalThis, { blobsMade: blobs });
  URL.createObjectURL = (source) => {
    if (source instanceof Blob) blobs.push(source);
    return make(source);
  };
}

/** For `before`: how often the page asks that the screen stays on. */
export function countScreenLocks(): void {
  const { wakeLock } = navigator;
  const ask = wakeLock.request.bind(wakeLock);
  const screenLocks = { asked: 0 };
  Object.assign(globalThis, { screenLocks });
  wakeLock.request = (type) => {
    screenLocks.asked += 1;
    return ask(type);
  };
}

export function screenLocksAsked(page: Page): Promise<number> {
  return page.evaluate(() => (Reflect.get(globalThis, 'screenLocks') as { readonly asked: number }).asked);
}

/** Does `save`, and hashes what the browser is given by it. */
export async function hashSaved(page: Page, save: () => Promise<void>): Promise<string> {
  const count = () => page.evaluate(() => (Reflect.get(globalThis, 'blobsMade') as Blob[]).length);
  const before = await count();
  await save();
  await expect.poll(count).toBeGreaterThan(before);
  return page.evaluate(async () => {
    const blob = (Reflect.get(globalThis, 'blobsMade') as Blob[]).at(-1) ?? new Blob();
    const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()));
    return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  });
}
