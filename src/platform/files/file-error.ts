// What browsers throw about files, as the codes of the file ports.

import type { FileError } from '../../primitives/file-port.ts';
import { err, type Result } from '../../primitives/result.ts';

const CODES: Readonly<Record<string, FileError['code']>> = {
  QuotaExceededError: 'full',
  // Firefox, where the disk itself has no room left.
  NS_ERROR_FILE_NO_DEVICE_SPACE: 'full',
  NotAllowedError: 'denied',
  SecurityError: 'denied',
  NotFoundError: 'missing',
};

export function asFileError(error: unknown): FileError {
  if (!(error instanceof Error)) return { code: 'broken', detail: String(error) };
  return { code: CODES[error.name] ?? 'broken', detail: `${error.name}: ${error.message}` };
}

/** Runs what may throw as a result. */
export async function tryFile<T>(action: () => Promise<T> | T): Promise<Result<T, FileError>> {
  try {
    return { ok: true, value: await action() };
  } catch (error) {
    return err(asFileError(error));
  }
}
