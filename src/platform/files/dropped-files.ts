// What was dropped, pasted or chosen as files with their folders. A folder can hold anything: what is taken is bounded.

import type { Bytes } from '../../primitives/bytes.ts';

/** Files and folders looked at; above what a room takes, so that its own limit is what is told. */
export const MOST_ENTRIES = 20_000;
/** Deeper than people nest; a loop of links ends here. */
const MOST_FOLDERS = 32;

/** A file as its person chose it, with the folders it lies in, from the outermost. */
export interface ChosenFile {
  readonly file: File;
  readonly folders: readonly string[];
  /** A small picture of it (picture-look.ts). */
  readonly look?: Bytes | undefined;
}

export interface Taken {
  readonly files: readonly ChosenFile[];
  /** Files and folders that would not be read. */
  readonly unreadable: number;
}

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
export function takeChosen(chosen: Iterable<File>): readonly ChosenFile[] {
  return Array.from(chosen, (file) => ({
    file,
    // Empty unless a folder was chosen; else its path from the folder on, with the name.
    folders: file.webkitRelativePath.split('/').slice(0, -1),
  }));
}

async function readEntries(entries: readonly Waiting[], loose: readonly ChosenFile[]): Promise<Taken> {
  const files = [...loose];
  const waiting = [...entries];
  let unreadable = 0;
  // Grows while it is walked.
  for (const { entry, folders } of waiting) {
    try {
      if (isFile(entry)) files.push({ file: await fileOf(entry), folders });
      else if (isFolder(entry) && folders.length < MOST_FOLDERS) {
        const inIt = [...folders, entry.name];
        const children = await childrenOf(entry, MOST_ENTRIES - waiting.length);
        waiting.push(...children.map((child) => ({ entry: child, folders: inIt })));
      }
    } catch {
      unreadable += 1;
    }
  }
  return { files, unreadable };
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
  return children.slice(0, Math.max(0, most));
}
