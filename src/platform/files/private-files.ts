// Files in the origin's private storage, the page's side: those of this page alone, gone when it leaves, and those that a
// kept room may find again. What pages that crashed left is cleaned away by the next one.

import type { Clock } from '../../primitives/clock.ts';
import type { Result } from '../../primitives/result.ts';
import type { FileError, PositionedFile } from '../../primitives/file-port.ts';
import type { LockWorld } from '../tab-lock.ts';
import { holdTabLock } from '../tab-lock.ts';
import { tryFile } from './file-error.ts';
import type { PrivateFolder } from './private-file-host.ts';
import type { PrivatePath } from './private-file-messages.ts';
import { createFileWorker, type FileWorker, type StartWorker } from './private-file-asking.ts';
import { openWritableFile, type WritableHandle } from './writable-file.ts';

/** In the origin's root; everything of ours is in it. */
const BASE = 'kith-files';
const KEPT = 'kept';
const OF_PAGES = 'open-';

/** Where a file may lie that outlives the page. Both are names that say nothing, such as digests. */
export interface KeptPlace {
  readonly folder: string;
  readonly name: string;
}

export interface PrivateFiles {
  /**
   * Makes a file at its whole length, or opens the one that is kept at `kept`. One that another tab holds is made anew
   * for this page alone. Refuses with `full`, and with `denied` where the browser has no such storage.
   */
  open(sizeBytes: number, kept?: KeptPlace): Promise<Result<PositionedFile, FileError>>;
  /** Moves an open file there, notes and all; false where it cannot be moved and stays as it is. */
  keep(file: PositionedFile, place: KeptPlace): Promise<boolean>;
  /** Removes kept folders but those named. */
  forgetKept(except: readonly string[]): Promise<void>;
  /** Removes what pages that are gone have left. */
  cleanUp(): Promise<void>;
  /** Closes everything and removes what is this page's alone. */
  dispose(): Promise<void>;
}

export interface PrivateFilesWorld {
  /** `navigator.storage.getDirectory`. Rejects where it is refused. */
  readonly getRoot: () => Promise<PrivateFolder>;
  /** Throws, or answers with an error event, where pages may have no workers. */
  readonly startWorker: StartWorker;
  /** Without it a worker that falls silent is waited for without end. */
  readonly clock?: Clock;
  readonly locks: LockWorld | undefined;
  /** No other page's, also not this one's after a reload: letters and digits. */
  readonly pageName: string;
}

export function createPrivateFiles(world: PrivateFilesWorld): PrivateFiles {
  const pageFolder = OF_PAGES + world.pageName;
  const living = new AbortController();
  let isHeld: Promise<boolean> | undefined;
  let worker: FileWorker | undefined;
  let made = 0;

  /** As long as the lock is held, no other page takes this page's folder for a crashed one's. */
  function hold(): Promise<boolean> {
    isHeld ??= holdTabLock(lockName(pageFolder), {
      signal: living.signal,
      onWait: () => undefined,
      locks: world.locks,
    });
    return isHeld;
  }

  async function openAt(path: PrivatePath, sizeBytes: number): Promise<Result<PositionedFile, FileError>> {
    if (worker?.isSilent()) worker = undefined;
    worker ??= createFileWorker(world.startWorker, world.clock);
    const opened = await worker.open(path, sizeBytes);
    return opened === 'no-worker' ? openOnPage(world, path) : opened;
  }

  return {
    async open(sizeBytes, kept) {
      await hold();
      const keptFile = kept && (await openAt(keptPath(kept), sizeBytes));
      if (keptFile && (keptFile.ok || keptFile.error.code !== 'broken')) return keptFile;
      made += 1;
      return openAt({ folders: [BASE, pageFolder], name: String(made) }, sizeBytes);
    },
    async keep(file, place) {
      return (await worker?.move(file, keptPath(place))) ?? false;
    },
    forgetKept: async (except) => void (await tryFile(() => removeKept(world, except))),
    cleanUp: async () => void (await tryFile(() => removeAbandoned(world, pageFolder))),
    async dispose() {
      await worker?.dispose();
      worker = undefined;
      await tryFile(() => removeFolder(world, pageFolder));
      living.abort();
    },
  };
}

const lockName = (folder: string): string => `${BASE}/${folder}`;

const keptPath = ({ folder, name }: KeptPlace): PrivatePath => ({ folders: [BASE, KEPT, folder], name });

/** Without a worker: written beside its place until it is whole, and so not readable before. */
async function openOnPage(
  { getRoot }: PrivateFilesWorld,
  { folders, name }: PrivatePath,
): Promise<Result<PositionedFile, FileError>> {
  const made = await tryFile(async () => {
    let folder = await getRoot();
    for (const part of folders) folder = await folder.getDirectoryHandle(part, { create: true });
    return { folder, handle: await folder.getFileHandle(name, { create: true }) };
  });
  if (!made.ok) return made;
  const { folder, handle } = made.value;
  return openWritableFile(handle as unknown as WritableHandle, {
    isChosen: false,
    remove: () => folder.removeEntry(name),
  });
}

async function removeAbandoned({ getRoot, locks }: PrivateFilesWorld, own: string): Promise<void> {
  const root = await getRoot();
  const base = await root.getDirectoryHandle(BASE);
  for (const name of await namesIn(base)) {
    if (!name.startsWith(OF_PAGES) || name === own) continue;
    await whenFree(locks, lockName(name), () => base.removeEntry(name, { recursive: true }));
  }
  await removeEmpty(root);
}

/** Without locks whatever can be removed is: what a living page has open cannot. */
async function whenFree(
  locks: LockWorld | undefined,
  name: string,
  action: () => Promise<void>,
): Promise<void> {
  const tried = async () => void (await tryFile(action));
  if (!locks) return tried();
  await locks.request(name, { ifAvailable: true }, (lock) => (lock === null ? undefined : tried()));
}

async function removeKept({ getRoot }: PrivateFilesWorld, except: readonly string[]): Promise<void> {
  const root = await getRoot();
  const base = await root.getDirectoryHandle(BASE);
  const kept = await base.getDirectoryHandle(KEPT);
  for (const name of await namesIn(kept))
    if (!except.includes(name)) await tryFile(() => kept.removeEntry(name, { recursive: true }));
  await tryFile(() => base.removeEntry(KEPT));
  await removeEmpty(root);
}

async function removeFolder({ getRoot }: PrivateFilesWorld, name: string): Promise<void> {
  const root = await getRoot();
  const base = await root.getDirectoryHandle(BASE);
  await tryFile(() => base.removeEntry(name, { recursive: true }));
  await removeEmpty(root);
}

/** A folder is removed only while nothing is in it. */
async function removeEmpty(root: PrivateFolder): Promise<void> {
  await tryFile(() => root.removeEntry(BASE));
}

async function namesIn(folder: PrivateFolder): Promise<readonly string[]> {
  const names: string[] = [];
  for await (const name of folder.keys()) names.push(name);
  return names;
}
