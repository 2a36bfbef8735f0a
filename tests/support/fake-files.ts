// Handles of a browser's file system, in memory: origin-private or chosen, with a disk that may be full or taken away.

import type { FolderHandle } from '../../src/platform/files/chosen-places.ts';
import type {
  AccessHandle,
  PrivateFolder,
  PrivateHandle,
} from '../../src/platform/files/private-file-host.ts';
import type { WritableHandle } from '../../src/platform/files/writable-file.ts';
import type { Bytes } from '../../src/primitives/bytes.ts';

export interface FakeDisk {
  /** Bytes that fit on it, all files together. */
  roomBytes: number;
  /** Thrown by whatever touches a file. */
  refusal: DOMException | undefined;
  readonly root: FakeFolder;
  /** Paths of all files, and of folders with a slash at their end. */
  paths(): readonly string[];
  bytesAt(path: string): Bytes | undefined;
  put(path: string, bytes: Bytes): void;
}

type FakeHandle = PrivateHandle & WritableHandle;

export interface FakeFolder extends PrivateFolder, FolderHandle {
  getDirectoryHandle(name: string, options?: { readonly create: boolean }): Promise<FakeFolder>;
  getFileHandle(name: string, options?: { readonly create: boolean }): Promise<FakeHandle>;
}

interface Entry {
  bytes: Bytes;
  isHeld: boolean;
}

const error = (name: string) => new DOMException(`The fake disk says ${name}.`, name);

export function createFakeDisk({ canMove = true, hasAccess = true } = {}): FakeDisk {
  const files = new Map<string, Entry>();
  const folders = new Set<string>();

  function grow(entry: Entry, sizeBytes: number): void {
    const used = Array.from(files.values()).reduce((sum, { bytes }) => sum + bytes.length, 0);
    if (used - entry.bytes.length + sizeBytes > disk.roomBytes) throw error('QuotaExceededError');
    const grown = new Uint8Array(sizeBytes);
    grown.set(entry.bytes.subarray(0, sizeBytes));
    entry.bytes = grown;
  }

  function check(): void {
    if (disk.refusal) throw disk.refusal;
  }

  function writeAt(entry: Entry, at: number, bytes: Bytes): void {
    check();
    if (at + bytes.length > entry.bytes.length) grow(entry, at + bytes.length);
    entry.bytes.set(bytes, at);
  }

  function accessTo(entry: Entry): AccessHandle {
    check();
    if (entry.isHeld) throw error('NoModificationAllowedError');
    entry.isHeld = true;
    return {
      read(into, { at }) {
        check();
        const part = entry.bytes.subarray(at, at + into.length);
        into.set(part);
        return part.length;
      },
      write(bytes, { at }) {
        writeAt(entry, at, bytes);
        return bytes.length;
      },
      truncate: (sizeBytes) => grow(entry, sizeBytes),
      getSize: () => entry.bytes.length,
      flush: check,
      close() {
        entry.isHeld = false;
      },
    };
  }

  function writableTo(entry: Entry) {
    check();
    // Beside the file until it is closed.
    const swap: Entry = { bytes: new Uint8Array(), isHeld: false };
    return {
      async write(part: Bytes | { readonly position: number; readonly data: Bytes }) {
        if (part instanceof Uint8Array) writeAt(swap, swap.bytes.length, part);
        else writeAt(swap, part.position, part.data);
      },
      async close() {
        check();
        grow(entry, swap.bytes.length);
        entry.bytes = swap.bytes;
      },
      abort: async () => undefined,
    };
  }

  function handleOf(path: string): FakeHandle {
    let at = path;
    const entry = () => {
      const found = files.get(at);
      if (!found) throw error('NotFoundError');
      return found;
    };
    return {
      createSyncAccessHandle: async () => {
        if (!hasAccess) throw new TypeError('createSyncAccessHandle is not a function');
        return accessTo(entry());
      },
      createWritable: async () => writableTo(entry()),
      getFile: async () => {
        check();
        return new Blob([entry().bytes]);
      },
      ...(canMove && {
        async move(folder: PrivateFolder, name: string) {
          if (entry().isHeld) throw error('NoModificationAllowedError');
          const to = (folder as FakeFolder & { readonly path: string }).path + name;
          files.set(to, entry());
          files.delete(at);
          at = to;
        },
      }),
    };
  }

  function folderAt(path: string): FakeFolder & { readonly path: string } {
    return {
      path,
      async getDirectoryHandle(name, options) {
        check();
        const inner = `${path}${name}/`;
        if (files.has(path + name)) throw error('TypeMismatchError');
        if (!folders.has(inner) && !options?.create) throw error('NotFoundError');
        folders.add(inner);
        return folderAt(inner);
      },
      async getFileHandle(name, options) {
        check();
        if (folders.has(`${path}${name}/`)) throw error('TypeMismatchError');
        if (!files.has(path + name)) {
          if (!options?.create) throw error('NotFoundError');
          files.set(path + name, { bytes: new Uint8Array(), isHeld: false });
        }
        return handleOf(path + name);
      },
      async removeEntry(name, options) {
        const inner = `${path}${name}/`;
        const below = [...files.keys(), ...folders].filter(
          (each) => each.startsWith(inner) && each !== inner,
        );
        if (!files.has(path + name) && !folders.has(inner)) throw error('NotFoundError');
        if (below.length > 0 && !options?.recursive) throw error('InvalidModificationError');
        for (const each of [path + name, inner, ...below]) {
          files.delete(each);
          folders.delete(each);
        }
      },
      async *keys() {
        const names = [...files.keys(), ...folders].flatMap((each) => {
          const [name = '', ...rest] = each.startsWith(path) ? each.slice(path.length).split('/') : [];
          return name !== '' && rest.join('') === '' ? [name] : [];
        });
        yield* new Set(names);
      },
    };
  }

  const disk: FakeDisk = {
    roomBytes: Number.POSITIVE_INFINITY,
    refusal: undefined,
    root: folderAt(''),
    paths: () => [...files.keys(), ...folders].toSorted(),
    bytesAt: (path) => files.get(path)?.bytes,
    put: (path, bytes) => void files.set(path, { bytes, isHeld: false }),
  };
  return disk;
}
