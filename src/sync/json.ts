// What a shared document may hold: JSON, bounded in depth. Copied at the door, so that nobody keeps a handle on it.

/** Plain JSON: no dates, no bytes, no undefined, no -0, no infinities. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [key: string]: Json };

/** Levels of lists and maps in one value; deeper ones serve nobody and cost every reader a deeper stack. */
export const MAX_JSON_DEPTH = 16;

/** A copy of `value`; throws a TypeError on what is not JSON, as a programmer's error. */
export function copyJson<T extends Json>(value: T): T {
  const copy = copyValue(value, MAX_JSON_DEPTH);
  if (copy === undefined) throw new TypeError('a shared value must be JSON of at most 16 levels');
  return copy as T;
}

/** The value of JSON text, or undefined when it is none or too deep. The caller has checked the length before. */
export function parseJson(text: string): Json | undefined {
  try {
    return copyValue(JSON.parse(text), MAX_JSON_DEPTH);
  } catch {
    return undefined;
  }
}

/** Undefined when it is no JSON. A copy as a plain value, whatever realm or class the original was of. */
function copyValue(value: unknown, depth: number): Json | undefined {
  if (value === null || typeof value === 'boolean' || typeof value === 'string') return value;
  if (typeof value === 'number') return Number.isFinite(value) ? value + 0 : undefined;
  if (typeof value !== 'object' || depth === 0) return undefined;
  return Array.isArray(value) ? copyList(value, depth) : copyMap(value, depth);
}

function copyList(values: readonly unknown[], depth: number): Json | undefined {
  const copies: Json[] = [];
  for (const each of values) {
    const copy = copyValue(each, depth - 1);
    if (copy === undefined) return undefined;
    copies.push(copy);
  }
  return copies;
}

function copyMap(values: object, depth: number): Json | undefined {
  const copies: Record<string, Json> = {};
  for (const [key, each] of Object.entries(values)) {
    if (each === undefined) continue;
    const copy = key === '__proto__' ? undefined : copyValue(each, depth - 1);
    if (copy === undefined) return undefined;
    copies[key] = copy;
  }
  return copies;
}
