// An expected failure is a value. Programmer's errors throw; everything a peer, a link, a file or a network can
// cause comes back as a Result.

export type Result<T, E> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: E };

export function ok<T>(value: T): { readonly ok: true; readonly value: T };
export function ok(): { readonly ok: true; readonly value: undefined };
export function ok(value?: unknown) {
  return { ok: true, value } as const;
}

export function err<E>(error: E): { readonly ok: false; readonly error: E } {
  return { ok: false, error };
}
