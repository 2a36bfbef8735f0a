// Why the host could not start. The message is one line for the person at the terminal: what is wrong, what to do.

export type HostErrorCode =
  | 'build-missing'
  | 'certificate-unusable'
  | 'configuration-invalid'
  | 'port-in-use'
  | 'port-refused';

export class HostError extends Error {
  override readonly name = 'HostError';
  readonly code: HostErrorCode;

  constructor(code: HostErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/** The system's own code of a failed call, such as `EADDRINUSE`, or an empty text. */
export function systemCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
