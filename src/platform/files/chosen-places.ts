// Places that a person chooses in the system's dialog: one file, or a folder for many. Chromium only.

import type { FileError } from '../../primitives/file-port.ts';
import { err, ok, type Result } from '../../primitives/result.ts';
import { asFileError, tryFile } from './file-error.ts';
import type { WritableHandle } from './writable-file.ts';

/** `unsupported`: this browser has no such dialog, or not here; a stream to the downloads does it. */
export type PickFailure = 'cancelled' | 'unsupported' | 'denied';

/** The parts of a `FileSystemDirectoryHandle` in use. */
export interface FolderHandle {
  getDirectoryHandle(name: string, options?: { readonly create: boolean }): Promise<FolderHandle>;
  getFileHandle(name: string, options?: { readonly create: boolean }): Promise<WritableHandle>;
  removeEntry(name: string, options?: { readonly recursive: boolean }): Promise<void>;
}

/** Not in TypeScript's DOM: https://wicg.github.io/file-system-access/ */
export interface PickerScope {
  readonly showSaveFilePicker?: unknown;
  readonly showDirectoryPicker?: unknown;
}

export function canPickFile(scope: PickerScope = globalThis as PickerScope): boolean {
  return typeof scope.showSaveFilePicker === 'function';
}

export function canPickFolder(scope: PickerScope = globalThis as PickerScope): boolean {
  return typeof scope.showDirectoryPicker === 'function';
}

/** Call it in answer to a click: the dialog needs one. `suggestedName` is cleaned. */
export function pickFile(
  suggestedName: string,
  scope: PickerScope = globalThis as PickerScope,
): Promise<Result<WritableHandle, PickFailure>> {
  return pick(scope, scope.showSaveFilePicker, { suggestedName });
}

/** The same for a folder; the browser asks for permission to write into it. */
export function pickFolder(
  scope: PickerScope = globalThis as PickerScope,
): Promise<Result<FolderHandle, PickFailure>> {
  return pick(scope, scope.showDirectoryPicker, { mode: 'readwrite', id: 'kith-files' });
}

async function pick<T>(
  scope: PickerScope,
  picker: unknown,
  options: object,
): Promise<Result<T, PickFailure>> {
  if (typeof picker !== 'function') return err('unsupported');
  try {
    return ok((await Reflect.apply(picker, scope, [options])) as T);
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') return err('cancelled');
    return err(asFileError(error).code === 'denied' ? 'denied' : 'unsupported');
  }
}

export interface FolderFile {
  readonly handle: WritableHandle;
  /** As it was made: the name of something that was there before is left to it. */
  readonly name: string;
  readonly remove: () => Promise<void>;
}

export interface FolderPath {
  /** Cleaned, from the outermost. */
  readonly folders: readonly string[];
  readonly name: string;
  /** The next name to try when one is taken. */
  readonly nextName: (name: string, attempt: number) => string;
}

/** So many files of one name; the folder of a person who has more is left alone. */
const MAX_ATTEMPTS = 1_000;

/** Makes a new file below `root`, and the folders on the way. Nothing that is there is ever replaced. */
export async function makeFileIn(
  root: FolderHandle,
  path: FolderPath,
): Promise<Result<FolderFile, FileError>> {
  return tryFile(async () => {
    let folder = root;
    for (const part of path.folders) folder = await folder.getDirectoryHandle(part, { create: true });
    const name = await freeName(folder, path);
    const handle = await folder.getFileHandle(name, { create: true });
    return { handle, name, remove: () => folder.removeEntry(name) };
  });
}

async function freeName(folder: FolderHandle, { name, nextName }: FolderPath): Promise<string> {
  for (let attempt = 1; attempt < MAX_ATTEMPTS; attempt += 1) {
    const candidate = attempt === 1 ? name : nextName(name, attempt);
    if (!(await isTaken(folder, candidate))) return candidate;
  }
  throw new Error('Every name is taken.');
}

/** Also by a folder: then the browser says that the types do not match. */
async function isTaken(folder: FolderHandle, name: string): Promise<boolean> {
  try {
    await folder.getFileHandle(name);
    return true;
  } catch (error) {
    if (error instanceof Error && error.name === 'NotFoundError') return false;
    if (error instanceof Error && error.name === 'TypeMismatchError') return true;
    throw error;
  }
}
