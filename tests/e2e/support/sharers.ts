// People in the files of a room: what is waited for there, and what is compared.

import { FilesPage } from '../pages/files-page.ts';
import { hashSaved, type MadeFile } from './file-sharing.ts';
import type { Guest } from './meeting.ts';
import { expect } from './test.ts';

const MIB = 2 ** 20;
/** So slow that a person has the time to press something. */
export const SLOW = { latency: 5, uploadThroughput: 1.5 * MIB };
export const COMES_WITHIN_MS = 60_000;

export interface Sharer extends Guest {
  readonly files: FilesPage;
}

export function withFiles(guest: Guest): Sharer {
  return { ...guest, files: new FilesPage(guest.page) };
}

export async function inFiles(guest: Guest): Promise<Sharer> {
  const sharer = withFiles(guest);
  await sharer.files.open();
  return sharer;
}

/** It is here, and what can be saved of it is what was shared. */
export async function expectSame({ page, files }: Sharer, { name, sha256 }: MadeFile): Promise<void> {
  await expect(files.large(name).or(files.row(name)).first()).toBeVisible();
  await expect(files.saveButton(name)).toBeVisible({ timeout: COMES_WITHIN_MS });
  expect(await hashSaved(page, () => files.act('Save', name)), name).toBe(sha256);
}

/** It has begun, and is not done. */
export async function untilComing({ files }: Sharer, name: string): Promise<void> {
  await expect(files.large(name)).toContainText(/MB\/s/, { timeout: COMES_WITHIN_MS });
}

export interface FileStanding {
  readonly state: string;
  /** 0 to 1. */
  readonly progress: number;
}

interface Scripted {
  readonly p2p: {
    files(): Promise<readonly (FileStanding & { readonly id: string; readonly name: string })[]>;
    getFile(id: string): Promise<Blob>;
  };
}

/** How a file stands, as scripts of the page see it. */
export async function standingOf({ page }: Sharer, name: string): Promise<FileStanding> {
  const all = await standingsOf(page);
  return all.get(name) ?? { state: 'unknown', progress: 0 };
}

/** The same of all, by their names. */
export async function standingsOf(page: Sharer['page']): Promise<ReadonlyMap<string, FileStanding>> {
  const all = await page.evaluate(async () => {
    const files = await (globalThis as unknown as Scripted).p2p.files();
    return files.map(({ name, state, progress }) => [name, { state, progress }] as const);
  });
  return new Map(all);
}

/** SHA-256 in lower-case hex of everything of such a name that is here, as scripts get it, in no order. */
export function hashesHere({ page }: Sharer, ending: string): Promise<readonly string[]> {
  return page.evaluate(async (end) => {
    const { p2p } = globalThis as unknown as Scripted;
    const ids = (await p2p.files()).filter(({ name }) => name.endsWith(end)).map(({ id }) => id);
    return Promise.all(
      ids.map(async (id) => {
        const bytes = await (await p2p.getFile(id)).arrayBuffer();
        const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
        return Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
      }),
    );
  }, ending);
}
