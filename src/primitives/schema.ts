// Schemas of what crosses a wire or comes out of storage. Every string, list and byte field states its maximum; a
// schema that forgets one does not compile. Parsing copies: nothing of the sender's objects is kept.

import { err, ok, type Result } from './result.ts';
import type { Bytes } from './bytes.ts';

export interface SchemaError {
  /** Where in the value, such as `entries[3].name`. */
  readonly path: string;
  readonly expected: string;
}

export interface Schema<T> {
  parse(value: unknown, path?: string): Result<T, SchemaError>;
}

export type Parsed<S> = S extends Schema<infer T> ? T : never;

function check<T>(expected: string, accept: (value: unknown) => T | undefined): Schema<T> {
  return {
    parse(value, path = '') {
      const accepted = accept(value);
      return accepted === undefined ? err({ path, expected }) : ok(accepted);
    },
  };
}

/** Text of at most `maxLength` UTF-16 units, well-formed (no lone surrogates). */
export function text(limits: { readonly maxLength: number; readonly minLength?: number }): Schema<string> {
  const { maxLength, minLength = 0 } = limits;
  return check(`text of ${minLength} to ${maxLength}`, (value) =>
    typeof value === 'string' && value.length >= minLength && value.length <= maxLength && isWellFormed(value)
      ? value
      : undefined,
  );
}

/** Bytes of exactly `length`, or of at most `maxLength`. */
export function bytes(limits: { readonly length: number } | { readonly maxLength: number }): Schema<Bytes> {
  const isFixed = 'length' in limits;
  const bound = isFixed ? limits.length : limits.maxLength;
  return check(`${isFixed ? 'exactly' : 'at most'} ${bound} bytes`, (value) =>
    value instanceof Uint8Array && (isFixed ? value.length === bound : value.length <= bound)
      ? new Uint8Array(value)
      : undefined,
  );
}

export function integer(limits: { readonly min: number; readonly max: number }): Schema<number> {
  return check(`an integer from ${limits.min} to ${limits.max}`, (value) =>
    typeof value === 'number' && isPlainInteger(value) && value >= limits.min && value <= limits.max
      ? value
      : undefined,
  );
}

export const boolean: Schema<boolean> = check('a boolean', (value) =>
  typeof value === 'boolean' ? value : undefined,
);

export function oneOf<const T extends string | number>(...options: readonly T[]): Schema<T> {
  return check(`one of ${options.join(', ')}`, (value) => options.find((option) => option === value));
}

export function list<T>(item: Schema<T>, limits: { readonly maxLength: number }): Schema<readonly T[]> {
  return {
    parse(value, path = '') {
      if (!Array.isArray(value) || value.length > limits.maxLength) {
        return err({ path, expected: `a list of at most ${limits.maxLength}` });
      }
      const items: T[] = [];
      for (const [index, each] of value.entries()) {
        const parsed = item.parse(each, `${path}[${index}]`);
        if (!parsed.ok) return parsed;
        items.push(parsed.value);
      }
      return ok(items);
    },
  };
}

/** A field that may be missing. */
export interface OptionalField<T> {
  readonly optional: Schema<T>;
}

export function optional<T>(schema: Schema<T>): OptionalField<T> {
  return { optional: schema };
}

type Fields = Readonly<Record<string, Schema<unknown> | OptionalField<unknown>>>;
type Required<F> = { readonly [K in keyof F as F[K] extends Schema<unknown> ? K : never]: Parsed<F[K]> };
type Optional<F> = {
  readonly [K in keyof F as F[K] extends OptionalField<unknown> ? K : never]?: F[K] extends OptionalField<
    infer T
  >
    ? T
    : never;
};
export type Fielded<F> = Required<F> & Optional<F>;

/** A map with these fields. Unknown fields are dropped, so that a later minor version may add some. */
export function record<const F extends Fields>(fields: F): Schema<Fielded<F>> {
  return {
    parse(value, path = '') {
      if (!isPlainMap(value)) return err({ path, expected: 'a record' });
      const result: Record<string, unknown> = {};
      for (const [name, field] of Object.entries(fields)) {
        const isGiven = Object.hasOwn(value, name);
        if (!isGiven && 'optional' in field) continue;
        const schema = 'optional' in field ? field.optional : field;
        const parsed = schema.parse(
          isGiven ? value[name] : undefined,
          path === '' ? name : `${path}.${name}`,
        );
        if (!parsed.ok) return parsed;
        result[name] = parsed.value;
      }
      return ok(result as Fielded<F>);
    },
  };
}

/** Records told apart by a `type` field: `variants({ chat: record({...}), edit: record({...}) })`. */
export function variants<const V extends Readonly<Record<string, Schema<object>>>>(
  cases: V,
): Schema<{ [K in keyof V & string]: { readonly type: K } & Parsed<V[K]> }[keyof V & string]> {
  return {
    parse(value, path = '') {
      const type = isPlainMap(value) && Object.hasOwn(value, 'type') ? value['type'] : undefined;
      const schema = typeof type === 'string' && Object.hasOwn(cases, type) ? cases[type] : undefined;
      if (!schema) return err({ path, expected: `a type among ${Object.keys(cases).join(', ')}` });
      const parsed = schema.parse(value, path);
      return parsed.ok ? ok({ ...parsed.value, type } as never) : parsed;
    },
  };
}

function isPlainMap(value: unknown): value is Record<string, unknown> {
  return (
    typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Uint8Array)
  );
}

/** Negative zero counts as no integer: it is written as a float and compares as another value. */
function isPlainInteger(value: number): boolean {
  return Number.isSafeInteger(value) && !Object.is(value, -0);
}

function isWellFormed(value: string): boolean {
  return !/[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]/.test(value);
}
