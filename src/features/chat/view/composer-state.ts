// What the composer knows: what it is for, which files stand ready, whom `@` may mean. Pure but for the files' making.

import { signal, type ReadonlySignal } from '@preact/signals-core';
import { err, ok, type Result } from '../../../primitives/result.ts';
import { MAX_ATTACHMENTS, type AddError, type Attachment, type Attachments } from '../api.ts';
import type { PreparedFile } from './attachments/prepare-file.ts';

/** A file on its way into the message. */
export type ReadyFile =
  | { readonly kind: 'preparing'; readonly id: number; readonly name: string }
  | { readonly kind: 'ready'; readonly id: number; readonly name: string; readonly file: PreparedFile };

export type FileTrouble =
  /** `left`: all that did not fit, for a space where it does. */
  | {
      readonly kind: 'too-large';
      readonly name: string;
      readonly size: number;
      readonly left: readonly File[];
    }
  | { readonly kind: 'too-many' }
  | { readonly kind: 'full' };

export interface FileTray {
  readonly files: ReadonlySignal<readonly ReadyFile[]>;
  readonly trouble: ReadonlySignal<FileTrouble | undefined>;
  add(picked: readonly File[]): Promise<void>;
  takeOff(id: number): void;
  /** What did not fit went elsewhere. */
  forgetTrouble(): void;
  /** Hands all that is ready to the attachments, and empties the tray; leaves it as it is when that fails. */
  handOver(blobs: Pick<Attachments, 'add'>): Promise<Result<readonly Attachment[], AddError>>;
}

export function createFileTray(prepare: (file: File) => Promise<PreparedFile | undefined>): FileTray {
  const files = signal<readonly ReadyFile[]>([]);
  const trouble = signal<FileTrouble | undefined>(undefined);
  let lastId = 0;

  async function addOne(file: File): Promise<void> {
    lastId += 1;
    const id = lastId;
    files.value = [...files.value, { kind: 'preparing', id, name: file.name }];
    const made = await prepare(file).catch(() => undefined);
    if (!made) {
      const before = trouble.value?.kind === 'too-large' ? trouble.value.left : [];
      trouble.value = { kind: 'too-large', name: file.name, size: file.size, left: [...before, file] };
    }
    files.value = files.value.flatMap((each): readonly ReadyFile[] => {
      if (each.id !== id) return [each];
      return made ? [{ kind: 'ready', id, name: made.name, file: made }] : [];
    });
  }

  return {
    files,
    trouble,
    async add(picked) {
      trouble.value = undefined;
      const room = MAX_ATTACHMENTS - files.value.length;
      if (picked.length > room) trouble.value = { kind: 'too-many' };
      await Promise.all(picked.slice(0, Math.max(0, room)).map(addOne));
    },
    takeOff(id) {
      trouble.value = undefined;
      files.value = files.value.filter((each) => each.id !== id);
    },
    forgetTrouble: () => void (trouble.value = undefined),
    async handOver(blobs) {
      const made: Attachment[] = [];
      for (const each of files.value) {
        if (each.kind !== 'ready') continue;
        const { bytes, name, type } = each.file;
        const added = await blobs.add(bytes, { name, type });
        if (!added.ok) {
          trouble.value =
            added.error === 'full'
              ? { kind: 'full' }
              : { kind: 'too-large', name, size: bytes.byteLength, left: [] };
          return err(added.error);
        }
        made.push(added.value);
      }
      files.value = [];
      trouble.value = undefined;
      return ok(made);
    },
  };
}
