// Messages as bytes: deterministic CBOR (RFC 8949 section 4.2). Decoding is strict and never throws.

import { decode, encode } from 'cborg';
import type { Bytes } from './bytes.ts';
import { err, ok, type Result } from './result.ts';
import type { Schema } from './schema.ts';

export interface DecodeError {
  readonly code: 'malformed' | 'schema';
  readonly detail: string;
}

/** What a message may be made of. */
export type Encodable =
  | string
  | number
  | boolean
  | Uint8Array
  | readonly Encodable[]
  | { readonly [key: string]: Encodable | undefined };

/** Fields that are undefined are left out. */
export function encodeMessage(message: Encodable): Bytes {
  return new Uint8Array(encode(withoutUndefined(message)));
}

/** The value that `schema` accepts, or why not. The caller has checked the length before. */
export function decodeMessage<T>(bytes: Uint8Array, schema: Schema<T>): Result<T, DecodeError> {
  let value: unknown;
  try {
    value = decode(bytes, STRICT);
  } catch (error) {
    return err({ code: 'malformed', detail: describe(error) });
  }
  const parsed = schema.parse(value);
  return parsed.ok
    ? ok(parsed.value)
    : err({ code: 'schema', detail: `${parsed.error.path || 'message'}: expected ${parsed.error.expected}` });
}

/** The decoder's own words: what it quotes is the sender's, of any length. */
function describe(error: unknown): string {
  const said = error instanceof Error ? error.message : 'not CBOR';
  return (said.split('"')[0] ?? '').slice(0, MAX_DETAIL_LENGTH);
}

/** For a line of a log. */
const MAX_DETAIL_LENGTH = 80;

const STRICT = {
  strict: true,
  allowIndefinite: false,
  allowUndefined: false,
  allowBigInt: false,
  allowNaN: false,
  allowInfinity: false,
  rejectDuplicateMapKeys: true,
} as const;

function withoutUndefined(value: Encodable): unknown {
  if (Array.isArray(value)) return value.map(withoutUndefined);
  if (typeof value !== 'object' || value instanceof Uint8Array) return value;
  const entries = Object.entries(value).filter(
    (entry): entry is [string, Encodable] => entry[1] !== undefined,
  );
  return Object.fromEntries(entries.map(([key, each]) => [key, withoutUndefined(each)]));
}
