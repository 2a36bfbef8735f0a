// What was dropped, pasted or chosen as files with their folders. A folder can hold anything: what is taken is bounded.

import type { Bytes } from '../../primitives/bytes.ts';

/** Files and folders looked at; above what a room takes, so that its own limit is what is told. */
export const MOST_ENTRIES = 20_000;
/** Deeper than people nest; a loop of links ends here. */
export const MOST_FOLDERS = 32;

/** A file as its person chose it, with the folders it lies in, from the outermost. */
export interface ChosenFile {
  readonly file: File;
  readonly folders: readonly string[];
  /** A small picture of it (picture-look.ts). */
  readonly look?: Bytes | undefined;
}

export interface Taken {
  readonly files: readonly ChosenFile[];
  readonly left: LeftOut;
}

/** What is not among the files that were taken. */
export interface LeftOut {
  /** Files and folders that would not be read. */
  readonly unreadable: number;
  /** Folders with nothing in them: what travels is files. */
  readonly emptyFolders: number;
  /** Something lies deeper than {@link MOST_FOLDERS}. */
  readonly isTooDeep: boolean;
  /** There are more than {@link MOST_ENTRIES}: the others were not looked at. */
  readonly isTooMany: boolean;
}

export const NOTHING_LEFT: LeftOut = { unreadable: 0, emptyFolders: 0, isTooDeep: false, isTooMany: false };

interface Waiting {
  readonly entry: FileSystemEntry;
  readonly folders: readonly string[];
}

/** Must be called while the event is heard: the browser empties `transfer` afterwards. */
export function takeDropped(transfer: Pick<DataTransfer, 'items' | 'files'>): Promise<Taken> {
  const entries: Waiting[] = [];
  const files: ChosenFile[] = [];
  for (const item of Array.from(transfer.items)) {
    if (item.kind !== 'file') continue;
    const entry = item.webkitGetAsEntry();
    const file = entry ? null : item.getAsFile();
    if (entry) entries.push({ entry, folders: [] });
    else if (file) files.push({ file, folders: [] });
  }
  return readEntries(entries, files);
}

/** Of a field for files or for a folder. */
export function takeChosen(chosen: Iterable<File>): Taken {
  const all = Array.from(chosen, (file) => ({
    file,
    // Empty unless a folder was chosen; else its path from the folder on, with the name.
    folders: file.webkitRelativePath.split('/').slice(0, -1),
  }));
  const files = all.filter(({ folders }) => folders.length <= MOST_FOLDERS);
  const isTooMany = files.length > MOST_ENTRIES;
  const left = { ...NOTHING_LEFT, isTooDeep: files.length < all.length, isTooMany };
  return { files: isTooMany ? files.slice(0, MOST_ENTRIES) : files, left };
}

async function readEntries(entries: readonly Waiting[], loose: readonly ChosenFile[]): Promise<Taken> {
  const files = [...loose];
  const waiting = [...entries];
  let left = NOTHING_LEFT;
  // Grows while it is walked.
  for (const { entry, folders } of waiting) {
    try {
      if (isFile(entry)) files.push({ file: await fileOf(entry), folders });
      if (!isFolder(entry)) continue;
      const isDeep = folders.length >= MOST_FOLDERS;
      const room = isDeep ? 0 : Math.max(0, MOST_ENTRIES - waiting.length);
      // One more than is taken tells whether something is left; an empty folder leaves nothing.
      const children = await childrenOf(entry, room + 1);
      if (children.length > room) left = { ...left, ...(isDeep ? { isTooDeep: true } : { isTooMany: true }) };
      if (children.length === 0) left = { ...left, emptyFolders: left.emptyFolders + 1 };
      const inIt = [...folders, entry.name];
      waiting.push(...children.slice(0, room).map((child) => ({ entry: child, folders: inIt })));
    } catch {
      left = { ...left, unreadable: left.unreadable + 1 };
    }
  }
  return { files, left };
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}

function fileOf(entry: FileSystemFileEntry): Promise<File> {
  return new Promise((resolve, reject) => {
    entry.file(resolve, reject);
  });
}

/** A reader hands out a hundred at a time in Chromium, and an empty list at the end. */
async function childrenOf(
  folder: FileSystemDirectoryEntry,
  most: number,
): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const children: FileSystemEntry[] = [];
  while (children.length < most) {
    const batch = await new Promise<readonly FileSystemEntry[]>((resolve, reject) => {
      reader.readEntries(resolve, reject);
    });
    if (batch.length === 0) break;
    children.push(...batch);
  }
  return children.slice(0, most);
}
