// Many files as one archive, streamed: nothing is packed tighter, nothing lies in memory but the piece on its way.

import { makeZip, predictLength } from 'client-zip';
import type { Bytes } from '../../primitives/bytes.ts';
import type { ByteSink, FileError } from '../../primitives/file-port.ts';
import { err, type Result } from '../../primitives/result.ts';
import { asFileError } from './file-error.ts';

export interface ZipEntry {
  /** Cleaned and unique, folders before a slash. */
  readonly path: string;
  readonly sizeBytes: number;
  /** Milliseconds since 1970, where it is known. */
  readonly lastModifiedMs: number;
  /** Asked for when its turn comes. Rejects when it is gone. */
  readonly open: () => Promise<Blob>;
}

/** Length of the archive to come, bytes: known before anything is read. */
export function zipSizeOf(entries: readonly ZipEntry[]): number {
  return Number(predictLength(entries.map(({ path, sizeBytes }) => ({ name: path, size: sizeBytes }))));
}

/**
 * Writes the archive into `sink` and closes it. After a failure the sink is as if nothing had been written: an archive
 * that lacks one file is not handed out as whole.
 */
export async function writeZip(
  entries: readonly ZipEntry[],
  sink: ByteSink,
  signal?: AbortSignal,
): Promise<Result<void, FileError>> {
  const reader = makeZip(inputsOf(entries)).getReader();
  const failed = await pump(reader, sink, signal);
  if (!failed) return sink.close();
  await sink.abort();
  // What is left of the sources is let go; that this says the same failure again is no news.
  await reader.cancel().catch(() => undefined);
  return failed;
}

async function* inputsOf(entries: readonly ZipEntry[]) {
  for (const { path, sizeBytes, lastModifiedMs, open } of entries) {
    const input = await open();
    if (input.size !== sizeBytes) throw new Error(`${path} has another size.`);
    yield { name: path, input: input.stream(), size: sizeBytes, lastModified: new Date(lastModifiedMs) };
  }
}

type Reader = ReadableStreamDefaultReader<Uint8Array>;

async function pump(
  reader: Reader,
  sink: ByteSink,
  signal: AbortSignal | undefined,
): Promise<Result<never, FileError> | undefined> {
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      if (signal?.aborted) return err({ code: 'broken', detail: 'Given up.' });
      const written = await sink.write(part.value as Bytes);
      if (!written.ok) return written;
    }
    return undefined;
  } catch (error) {
    return err(asFileError(error));
  }
}
