// A file behind a handle that its person chose, or in private storage without a worker. The browser writes beside it and
// puts that in its place at the end: until then it cannot be read, and giving up leaves what was there before.

import type { Bytes } from '../../primitives/bytes.ts';
import type { ByteSink, FileError, PositionedFile } from '../../primitives/file-port.ts';
import { err, ok, type Result } from '../../primitives/result.ts';
import { tryFile } from './file-error.ts';

/** The parts of a `FileSystemFileHandle` in use. */
export interface WritableHandle {
  createWritable(): Promise<WritableTarget>;
  getFile(): Promise<Blob>;
}

interface WritableTarget {
  write(
    part: Bytes | { readonly type: 'write'; readonly position: number; readonly data: Bytes },
  ): Promise<void>;
  close(): Promise<void>;
  abort(): Promise<void>;
}

export interface WritableFileOptions {
  readonly isChosen: boolean;
  /** Removes a file that was made for this; absent for one that there was before. */
  readonly remove?: () => Promise<void>;
}

export async function openWritableFile(
  handle: WritableHandle,
  { isChosen, remove }: WritableFileOptions,
): Promise<Result<PositionedFile, FileError>> {
  const opened = await tryFile(() => handle.createWritable());
  if (!opened.ok) {
    await tryFile(async () => remove?.());
    return opened;
  }
  const target = opened.value;
  let state: 'open' | 'finished' | 'closed' = 'open';

  async function giveUp(): Promise<void> {
    if (state === 'open') {
      await tryFile(() => target.abort());
      await tryFile(async () => remove?.());
    }
    state = 'closed';
  }

  return ok({
    canRead: false,
    noted: undefined,
    async write(position, data) {
      if (state !== 'open') return err({ code: 'broken', detail: 'The file is closed.' });
      return tryFile(() => target.write({ type: 'write', position, data }));
    },
    async read(position, length) {
      if (state !== 'finished') return err({ code: 'missing', detail: 'The file is not written yet.' });
      return readPart(() => handle.getFile(), position, length);
    },
    async finish() {
      const closed = state === 'open' ? await tryFile(() => target.close()) : ok();
      if (!closed.ok) return closed;
      state = 'finished';
      return ok({ isChosen, blob: () => handle.getFile() });
    },
    close: giveUp,
    async remove() {
      const wasFinished = state === 'finished';
      await giveUp();
      if (wasFinished && !isChosen) await tryFile(async () => remove?.());
    },
  });
}

/** Exactly so many bytes of a file on disk. */
export async function readPart(
  open: () => Promise<Blob>,
  position: number,
  length: number,
): Promise<Result<Bytes, FileError>> {
  const read = await tryFile(async () => {
    const part = (await open()).slice(position, position + length);
    return new Uint8Array(await part.arrayBuffer());
  });
  if (!read.ok || read.value.length === length) return read;
  return err({ code: 'broken', detail: 'The file became shorter.' });
}

/** The same file, written from front to back. `remove` as for {@link openWritableFile}. */
export async function openWritableSink(
  handle: WritableHandle,
  remove?: () => Promise<void>,
): Promise<Result<ByteSink, FileError>> {
  const opened = await tryFile(() => handle.createWritable());
  if (!opened.ok) {
    await tryFile(async () => remove?.());
    return opened;
  }
  const target = opened.value;
  let failed: Result<void, FileError> | undefined;

  async function keepFailure(result: Result<void, FileError>): Promise<Result<void, FileError>> {
    if (!result.ok) failed = result;
    return result;
  }

  return ok({
    write: async (bytes) => failed ?? keepFailure(await tryFile(() => target.write(bytes))),
    close: async () => failed ?? keepFailure(await tryFile(() => target.close())),
    async abort() {
      failed ??= err({ code: 'broken', detail: 'Given up.' });
      await tryFile(() => target.abort());
      await tryFile(async () => remove?.());
    },
  });
}
