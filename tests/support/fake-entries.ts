// Entries of a browser's file system as a drop hands them out, a hundred at a time.

const BATCH = 100;

export interface FakeFolderEntry {
  readonly name: string;
  readonly isFile: false;
  readonly isDirectory: true;
  readonly children: FakeEntry[];
  createReader(): {
    readEntries(taken: (batch: readonly FakeEntry[]) => void, failed: (error: Error) => void): void;
  };
}

interface FakeFileEntry {
  readonly name: string;
  readonly isFile: true;
  readonly isDirectory: false;
  file(taken: (file: File) => void, failed: (error: Error) => void): void;
}

type FakeEntry = FakeFolderEntry | FakeFileEntry;

export function fileEntry(name: string, isLocked = false): FakeFileEntry {
  return {
    name,
    isFile: true,
    isDirectory: false,
    file: (taken, failed) => (isLocked ? failed(new Error('locked')) : taken(new File([name], name))),
  };
}

export function folderEntry(name: string, children: readonly FakeEntry[], isLocked = false): FakeFolderEntry {
  const inIt = [...children];
  return {
    name,
    isFile: false,
    isDirectory: true,
    children: inIt,
    createReader() {
      let at = 0;
      return {
        readEntries(taken, failed) {
          if (isLocked) failed(new Error('locked'));
          else taken(inIt.slice(at, at + BATCH));
          at += BATCH;
        },
      };
    },
  };
}

/** A drop of these. */
export function transferOf(entries: readonly FakeEntry[]): DataTransfer {
  const items = entries.map((entry) => ({
    kind: 'file',
    webkitGetAsEntry: () => entry,
    getAsFile: () => null,
  }));
  return { items, files: [], types: ['Files'] } as unknown as DataTransfer;
}
