// The worker's side of private files: one exclusive handle a file, read and written by position without a copy of the
// whole. Knows no messages: private-file-worker.ts brings them.

import type { Bytes } from '../../primitives/bytes.ts';
import { tryFile } from './file-error.ts';
import type { FileRequest, PrivatePath, ToldByWorker } from './private-file-messages.ts';

/** Not in TypeScript's DOM, only in its workers: https://fs.spec.whatwg.org/#api-filesystemsyncaccesshandle */
export interface AccessHandle {
  read(into: Bytes, options: { readonly at: number }): number;
  write(bytes: Bytes, options: { readonly at: number }): number;
  truncate(sizeBytes: number): void;
  getSize(): number;
  flush(): void;
  close(): void;
}

export interface PrivateHandle {
  createSyncAccessHandle(): Promise<AccessHandle>;
  getFile(): Promise<Blob>;
  /** Moves within the origin's storage: https://github.com/whatwg/fs/pull/10 */
  readonly move?: (folder: PrivateFolder, name: string) => Promise<void>;
}

export interface PrivateFolder {
  getDirectoryHandle(name: string, options?: { readonly create: boolean }): Promise<PrivateFolder>;
  getFileHandle(name: string, options?: { readonly create: boolean }): Promise<PrivateHandle>;
  removeEntry(name: string, options?: { readonly recursive: boolean }): Promise<void>;
  keys(): AsyncIterable<string>;
}

/** What was noted of a file lies beside it. */
const NOTE_ENDING = '.have';

export interface PrivateFileHost {
  /** Carried out in the order of asking. Never rejects. */
  ask(request: FileRequest): Promise<ToldByWorker['result']>;
}

/** One file, from its `open` to its `close` or `remove`. */
export function createPrivateFileHost(getRoot: () => Promise<PrivateFolder>): PrivateFileHost {
  const file: HeldFile = { getRoot, path: { folders: [], name: '' } };
  let tail: Promise<unknown> = Promise.resolve();
  return {
    ask(request) {
      const answer = tail.then(() => tryFile(() => carryOut(file, request)));
      tail = answer;
      return answer;
    },
  };
}

interface HeldFile {
  readonly getRoot: () => Promise<PrivateFolder>;
  path: PrivatePath;
  folder?: PrivateFolder;
  handle?: PrivateHandle;
  /** While it is open. */
  access?: AccessHandle | undefined;
  /** Once it is finished, until it is closed: what was asked for before the page knew that is read here. */
  whole?: Blob | undefined;
  /** Of what is noted, from the first note on: opening one takes the browser's other processes, writing takes none. */
  note?: AccessHandle | undefined;
}

async function carryOut(file: HeldFile, request: FileRequest): Promise<Bytes | Blob | undefined> {
  if (request.kind === 'open') return openHeld(file, request.path, request.sizeBytes);
  if (request.kind === 'finish') return finish(file);
  if (request.kind === 'read') return readPart(file, request.position, request.length);
  if (request.kind === 'write')
    for (const { position, bytes } of request.parts) writeAt(accessTo(file), position, bytes);
  if (request.kind === 'note') await writeNote(file, request.bytes);
  if (request.kind === 'move') await move(file, request.path);
  if (request.kind === 'close') letGo(file);
  if (request.kind === 'remove') await remove(file);
  return undefined;
}

function accessTo({ access }: HeldFile): AccessHandle {
  if (!access) throw new Error('The file is not open.');
  return access;
}

function letGo(file: HeldFile): void {
  for (const access of [file.access, file.note]) access?.close();
  file.access = undefined;
  file.note = undefined;
  file.whole = undefined;
}

async function openHeld(file: HeldFile, path: PrivatePath, sizeBytes: number): Promise<Bytes | undefined> {
  const folder = await makeFolder(await file.getRoot(), path.folders);
  const isNew = !(await exists(folder, path.name));
  const handle = await folder.getFileHandle(path.name, { create: true });
  try {
    const access = await handle.createSyncAccessHandle();
    Object.assign(file, { path, folder, handle, access });
    // Takes the place now: a disk without room says so before anything is fetched.
    if (access.getSize() !== sizeBytes) access.truncate(sizeBytes);
  } catch (error) {
    letGo(file);
    if (isNew) await folder.removeEntry(path.name).catch(() => undefined);
    throw error;
  }
  return isNew ? undefined : readNote(folder, path.name);
}

/** Only a closed file moves; what cannot be moved stays where it is and goes on. */
async function move(file: HeldFile, path: PrivatePath): Promise<void> {
  const { handle } = file;
  if (!handle?.move || !file.access) throw new Error('The file cannot be moved.');
  letGo(file);
  try {
    const folder = await makeFolder(await file.getRoot(), path.folders);
    await handle.move(folder, path.name);
    Object.assign(file, { path, folder });
  } finally {
    file.access = await handle.createSyncAccessHandle();
  }
}

async function finish(file: HeldFile): Promise<Blob> {
  file.access?.flush();
  letGo(file);
  if (!file.handle) throw new Error('The file is not open.');
  file.whole = await file.handle.getFile();
  return file.whole;
}

async function remove(file: HeldFile): Promise<void> {
  letGo(file);
  for (const name of [file.path.name, file.path.name + NOTE_ENDING])
    await file.folder?.removeEntry(name).catch(() => undefined);
}

async function makeFolder(root: PrivateFolder, names: readonly string[]): Promise<PrivateFolder> {
  let folder = root;
  for (const name of names) folder = await folder.getDirectoryHandle(name, { create: true });
  return folder;
}

async function exists(folder: PrivateFolder, name: string): Promise<boolean> {
  return folder.getFileHandle(name).then(
    () => true,
    () => false,
  );
}

async function readPart(file: HeldFile, position: number, length: number): Promise<Bytes> {
  if (!file.whole) return readAt(accessTo(file), position, length);
  const bytes = new Uint8Array(await file.whole.slice(position, position + length).arrayBuffer());
  if (bytes.length !== length) throw new Error(`Only ${bytes.length} bytes are there.`);
  return bytes;
}

function readAt(access: AccessHandle, position: number, length: number): Bytes {
  const bytes = new Uint8Array(length);
  const count = access.read(bytes, { at: position });
  if (count !== length) throw new Error(`Only ${count} bytes are there.`);
  return bytes;
}

function writeAt(access: AccessHandle, position: number, bytes: Bytes): void {
  const count = access.write(bytes, { at: position });
  // Where a disk fills up in the middle of a write, some systems write what fits.
  if (count !== bytes.length) throw new DOMException(`Only ${count} bytes fit.`, 'QuotaExceededError');
}

async function readNote(folder: PrivateFolder, name: string): Promise<Bytes | undefined> {
  try {
    const file = await (await folder.getFileHandle(name + NOTE_ENDING)).getFile();
    return new Uint8Array(await file.arrayBuffer());
  } catch {
    return undefined;
  }
}

/** Not flushed: what a crash of the system costs is found out when the file is verified. */
async function writeNote(file: HeldFile, bytes: Bytes): Promise<void> {
  const { access, folder, path } = file;
  // A handle that is opened after the file was closed is never let go of: nothing would be noted the next time.
  if (!access || !folder) throw new Error('The file is not open.');
  if (!file.note) {
    const handle = await folder.getFileHandle(path.name + NOTE_ENDING, { create: true });
    file.note = await handle.createSyncAccessHandle();
  }
  if (file.note.getSize() !== bytes.length) file.note.truncate(bytes.length);
  writeAt(file.note, 0, bytes);
}
