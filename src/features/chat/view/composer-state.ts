// What the composer knows: what it is for, which files stand ready, whom `@` may mean. Pure but for the files' making.

import { signal, type ReadonlySignal } from '@preact/signals-core';
import type { ChosenFile, Taken } from '../../../platform/files/dropped-files.ts';
import { err, ok, type Result } from '../../../primitives/result.ts';
import type { Shared, SharedRef, ShareRefusal } from '../../file-sharing.ts';
import { MAX_ATTACHMENTS, type AddError, type Attachment, type Attachments } from '../api.ts';
import type { PreparedFile } from './attachments/prepare-file.ts';

/** A file on its way into the message. */
export type ReadyFile =
  | { readonly kind: 'preparing'; readonly id: number; readonly name: string }
  | { readonly kind: 'ready'; readonly id: number; readonly name: string; readonly file: PreparedFile }
  /** Too large to lie in the talk, or a folder: offered as the message goes, and named by it. */
  | {
      readonly kind: 'large';
      readonly id: number;
      readonly name: string;
      readonly files: readonly ChosenFile[];
      readonly isFolder: boolean;
    };

export type FileTrouble =
  | { readonly kind: 'too-large'; readonly name: string; readonly size: number }
  | { readonly kind: 'too-many' }
  | { readonly kind: 'full' }
  /** Of what was dropped not all is here. */
  | { readonly kind: 'left-out' }
  /** Nobody is offered a file: why. */
  | { readonly kind: 'not-shared'; readonly why: ShareRefusal };

/** What is done with what does not fit; undefined where nothing can be. */
export type Share = ((files: readonly ChosenFile[]) => Promise<Pick<Shared, 'refs' | 'refused'>>) | undefined;

export interface HandedOver {
  readonly attachments: readonly Attachment[];
  readonly shared: readonly SharedRef[];
}

export interface FileTray {
  readonly files: ReadonlySignal<readonly ReadyFile[]>;
  readonly trouble: ReadonlySignal<FileTrouble | undefined>;
  /** `takesLarge`: what does not fit can be shared all the same. */
  add(picked: readonly File[], takesLarge?: boolean): Promise<void>;
  /** As it was dropped: with folders, and perhaps not all of it. */
  addDropped(dropped: Taken, takesLarge: boolean): Promise<void>;
  takeOff(id: number): void;
  /** Hands all that is ready to the attachments, shares the rest, and empties the tray; leaves it when that fails. */
  handOver(
    blobs: Pick<Attachments, 'add'>,
    share?: Share,
  ): Promise<Result<HandedOver, AddError | 'not-shared'>>;
}

export function createFileTray(prepare: (file: File) => Promise<PreparedFile | undefined>): FileTray {
  return new Tray(prepare);
}

class Tray implements FileTray {
  readonly files = signal<readonly ReadyFile[]>([]);
  readonly trouble = signal<FileTrouble | undefined>(undefined);
  readonly #prepare: (file: File) => Promise<PreparedFile | undefined>;
  #lastId = 0;

  constructor(prepare: (file: File) => Promise<PreparedFile | undefined>) {
    this.#prepare = prepare;
  }

  async add(picked: readonly File[], takesLarge = false): Promise<void> {
    this.trouble.value = undefined;
    const room = this.#room(picked.length);
    await Promise.all(picked.slice(0, room).map((file) => this.#addOne(file, takesLarge)));
  }

  async addDropped({ files: dropped, left }: Taken, takesLarge: boolean): Promise<void> {
    const loose = dropped.filter(({ folders }) => folders.length === 0).map(({ file }) => file);
    const adding = this.add(loose, takesLarge);
    const folders = foldersOf(dropped);
    for (const [name, files] of Array.from(folders).slice(0, this.#room(folders.size))) {
      const size = sizeOf(files);
      if (takesLarge) this.#push({ kind: 'large', id: this.#nextId(), name, files, isFolder: true });
      else this.trouble.value = { kind: 'too-large', name, size };
    }
    await adding;
    const isAll = left.unreadable === 0 && !left.isTooDeep && !left.isTooMany;
    if (!isAll) this.trouble.value ??= { kind: 'left-out' };
  }

  takeOff(id: number): void {
    this.trouble.value = undefined;
    this.files.value = this.files.value.filter((each) => each.id !== id);
  }

  async handOver(
    blobs: Pick<Attachments, 'add'>,
    share?: Share,
  ): Promise<Result<HandedOver, AddError | 'not-shared'>> {
    const attachments: Attachment[] = [];
    for (const each of this.files.value) {
      if (each.kind !== 'ready') continue;
      const { bytes, name, type } = each.file;
      const added = await blobs.add(bytes, { name, type });
      if (!added.ok) {
        this.trouble.value =
          added.error === 'full' ? { kind: 'full' } : { kind: 'too-large', name, size: bytes.byteLength };
        return err(added.error);
      }
      attachments.push(added.value);
    }
    const large = this.files.value.flatMap((each) => (each.kind === 'large' ? each.files : []));
    const { refs, refused } = large.length > 0 && share ? await share(large) : NOTHING;
    if (large.length > 0 && refs.length === 0) {
      this.trouble.value = { kind: 'not-shared', why: refused ?? 'too-many' };
      return err('not-shared');
    }
    this.files.value = [];
    this.trouble.value = refused ? { kind: 'not-shared', why: refused } : undefined;
    return ok({ attachments, shared: refs.slice(0, MAX_ATTACHMENTS) });
  }

  async #addOne(file: File, takesLarge: boolean): Promise<void> {
    const id = this.#nextId();
    this.#push({ kind: 'preparing', id, name: file.name });
    const made = await this.#prepare(file).catch(() => undefined);
    if (!made && !takesLarge) this.trouble.value = { kind: 'too-large', name: file.name, size: file.size };
    this.files.value = this.files.value.flatMap((each): readonly ReadyFile[] => {
      if (each.id !== id) return [each];
      if (made) return [{ kind: 'ready', id, name: made.name, file: made }];
      const files = [{ file, folders: [] }];
      return takesLarge ? [{ kind: 'large', id, name: file.name, files, isFolder: false }] : [];
    });
  }

  /** How many more of so many fit into the message. */
  #room(wanted: number): number {
    const room = Math.max(0, MAX_ATTACHMENTS - this.files.value.length);
    if (wanted > room) this.trouble.value = { kind: 'too-many' };
    return room;
  }

  #push(file: ReadyFile): void {
    this.files.value = [...this.files.value, file];
  }

  #nextId(): number {
    this.#lastId += 1;
    return this.#lastId;
  }
}

const NOTHING: Pick<Shared, 'refs' | 'refused'> = { refs: [], refused: undefined };

function foldersOf(dropped: readonly ChosenFile[]): ReadonlyMap<string, readonly ChosenFile[]> {
  const folders = new Map<string, ChosenFile[]>();
  for (const each of dropped) {
    const [name] = each.folders;
    if (name === undefined) continue;
    const known = folders.get(name);
    if (known) known.push(each);
    else folders.set(name, [each]);
  }
  return folders;
}

export function sizeOf(files: readonly ChosenFile[]): number {
  return files.reduce((sum, { file }) => sum + file.size, 0);
}
