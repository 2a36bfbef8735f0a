// One case of fuzzing: an input made from a seed, handed to one decoder, and everything that must hold whatever it was.
// The list of decoders is tests/support/decoders.ts.

import { isDeepStrictEqual } from 'node:util';
import { getHeapStatistics } from 'node:v8';
import { decode as decodeCbor } from 'cborg';
import { concatBytes, formatHex } from '../../../src/primitives/bytes.ts';
import { randomInteger, type RandomSource } from '../../../src/primitives/random.ts';
import { createSeededRandom } from '../seeded-random.ts';
import { writeCbor } from './hostile-cbor.ts';
import { mutateBytes, mutateText, mutateValue, pick, randomBytes, randomValue } from './mutations.ts';

/** The most that any field of a decoded value may hold. */
export interface FieldLimits {
  /** UTF-16 units of a text, a key of a map included. */
  readonly text?: number;
  readonly bytes?: number;
  readonly list?: number;
}

interface DecoderOf<I> {
  readonly title: string;
  /** `path#export` of what this line of the list stands for. */
  readonly covers: readonly string[];
  /** What honest ones send. Each must be accepted. */
  readonly samples: readonly I[];
  /** Undefined or an error when refused. */
  readonly decode: (input: I) => unknown;
  /** What was decoded, written again: decodes to the same. */
  readonly encode?: ((value: unknown) => I | Promise<I>) | undefined;
  readonly limits?: FieldLimits | undefined;
  /** Throws when something else about an accepted value is wrong. */
  readonly check?: ((value: unknown, input: I) => void) | undefined;
  /** The most that an error may say, in letters of JSON; default {@link MAX_ERROR_LENGTH}. */
  readonly maxErrorLength?: number | undefined;
}

export type Decoder =
  /** `head`: how many bytes stand before the CBOR; undefined where the bytes are no CBOR. */
  | (DecoderOf<Uint8Array> & { readonly input: 'bytes'; readonly head?: number | undefined })
  | (DecoderOf<string> & { readonly input: 'text' })
  /** What JSON or a structured clone made. */
  | (DecoderOf<unknown> & { readonly input: 'value' });

export interface Finding {
  readonly title: string;
  readonly caseSeed: number;
  readonly problem: string;
  /** As text, cut. */
  readonly input: string;
}

/**
 * Time for one input of at most {@link MAX_INPUT_BYTES}: ten times what the dearest takes on a machine of our own, and
 * the best of three, since machines have other work. What hangs, or grows with the square of its input, takes seconds.
 */
const MAX_DECODE_MS = 250;
const MAX_INPUT_BYTES = 140_000;
/** What one input may make us allocate, whatever it claims: some hundred bytes for each of its own. */
const MAX_ALLOCATED_BYTES = 24 * 1024 * 1024;
const MAX_ERROR_LENGTH = 400;
const SHOWN_LENGTH = 400;
const ATTEMPTS = 3;

/** Undefined when all is well. The same seed makes the same input. */
export async function fuzzCase(decoder: Decoder, caseSeed: number): Promise<Finding | undefined> {
  const input = makeInput(decoder, createSeededRandom(caseSeed));
  const found = (problem: string): Finding => ({
    title: decoder.title,
    caseSeed,
    problem,
    input: show(input),
  });
  try {
    const problem = await judge(decoder as DecoderOf<unknown>, input);
    return problem === undefined ? undefined : found(problem);
  } catch (error) {
    return found(`threw ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
  }
}

export function formatFinding({ title, caseSeed, problem, input }: Finding): string {
  return `${title}: ${problem}\n  input ${input}\n  again: npm run fuzz -- --only "${title}" --seed ${caseSeed} --runs 1`;
}

async function judge(decoder: DecoderOf<unknown>, input: unknown): Promise<string | undefined> {
  const before = input instanceof Uint8Array ? Uint8Array.from(input) : undefined;
  const cost = await measure(decoder, input);
  if (cost.ms > MAX_DECODE_MS) return `took ${Math.round(cost.ms)} ms`;
  if (cost.bytes > MAX_ALLOCATED_BYTES) return `allocated ${cost.bytes} bytes`;
  if (before && !isDeepStrictEqual(before, Uint8Array.from(input as Uint8Array))) return 'changed its input';
  const { value, error } = outcomeOf(cost.result);
  const errorLength = JSON.stringify(error ?? '').length;
  if (errorLength > (decoder.maxErrorLength ?? MAX_ERROR_LENGTH)) return `an error of ${errorLength} letters`;
  return value === undefined ? undefined : judgeAccepted(decoder, value, input);
}

async function judgeAccepted(
  decoder: DecoderOf<unknown>,
  value: unknown,
  input: unknown,
): Promise<string | undefined> {
  const excess = decoder.limits && overLimit(value, decoder.limits);
  if (excess !== undefined) return excess;
  decoder.check?.(value, input);
  if (!decoder.encode) return undefined;
  const again = outcomeOf(await decoder.decode(await decoder.encode(value))).value;
  return isDeepStrictEqual(again, value) ? undefined : 'decodes to something else once it is encoded again';
}

interface Cost {
  readonly ms: number;
  readonly bytes: number;
  readonly result: unknown;
}

/** The least of a few attempts: a collection or another process in between is not the decoder's. */
async function measure(decoder: DecoderOf<unknown>, input: unknown): Promise<Cost> {
  let best = await measureOnce(decoder, input);
  for (let i = 1; i < ATTEMPTS && isDear(best); i += 1) {
    const next = await measureOnce(decoder, input);
    best = { ...next, ms: Math.min(best.ms, next.ms), bytes: Math.min(best.bytes, next.bytes) };
  }
  return best;
}

function isDear({ ms, bytes }: Cost): boolean {
  return ms > MAX_DECODE_MS || bytes > MAX_ALLOCATED_BYTES;
}

async function measureOnce(decoder: DecoderOf<unknown>, input: unknown): Promise<Cost> {
  const [bytesBefore, startMs] = [usedBytes(), performance.now()];
  const result = await decoder.decode(input);
  return { ms: performance.now() - startMs, bytes: usedBytes() - bytesBefore, result };
}

function usedBytes(): number {
  const { used_heap_size: heap, external_memory: external } = getHeapStatistics();
  return heap + external;
}

function outcomeOf(result: unknown): { readonly value?: unknown; readonly error?: unknown } {
  if (typeof result !== 'object' || result === null || !('ok' in result)) return { value: result };
  return 'error' in result
    ? { error: result.error }
    : { value: 'value' in result ? result.value : undefined };
}

/** What in `value` is larger than the limits say. */
export function overLimit(value: unknown, limits: FieldLimits, path = ''): string | undefined {
  const tooLong = (kind: keyof FieldLimits, length: number) =>
    length > (limits[kind] ?? 0) ? `${path || 'the value'}: ${kind} of ${length}` : undefined;
  if (typeof value === 'string') return tooLong('text', value.length);
  if (value instanceof Uint8Array) return tooLong('bytes', value.length);
  if (typeof value !== 'object' || value === null) return undefined;
  if (!Array.isArray(value) && ![Object.prototype, null].includes(Object.getPrototypeOf(value) as null))
    return `${path}: a foreign prototype`;
  const excess = Array.isArray(value) ? tooLong('list', value.length) : undefined;
  if (excess !== undefined) return excess;
  return Object.entries(value)
    .map(([key, each]) => overLimit(each, limits, `${path}.${key}`))
    .find((each) => each !== undefined);
}

function makeInput(decoder: Decoder, random: RandomSource): unknown {
  switch (decoder.input) {
    case 'text':
      return randomInteger(random, 12) === 0
        ? String.fromCharCode(...new Uint16Array(random.bytes(2 * randomInteger(random, 60)).buffer))
        : mutateText(pick(random, decoder.samples), random, decoder.samples);
    case 'value':
      return randomInteger(random, 8) === 0
        ? randomValue(random)
        : mutateOften(pick(random, decoder.samples), random);
    default:
      return makeBytes(decoder.samples, decoder.head, random).slice(0, MAX_INPUT_BYTES);
  }
}

function makeBytes(
  samples: readonly Uint8Array[],
  head: number | undefined,
  random: RandomSource,
): Uint8Array {
  const sample = pick(random, samples);
  const kind = randomInteger(random, 10);
  if (kind === 0) return randomBytes(random, 4_000);
  if (kind < 4 || head === undefined) return mutateBytes(sample, random, samples);
  const value = readValue(sample.subarray(head), random);
  const changed = randomInteger(random, 3) > 0 ? mutateOften(value, random) : value;
  const faultRate = pick(random, [0, 0, 0.02, 0.1]);
  return concatBytes(sample.subarray(0, head), writeCbor(changed, random, faultRate));
}

function readValue(bytes: Uint8Array, random: RandomSource): unknown {
  try {
    return decodeCbor(bytes) as unknown;
  } catch {
    return randomValue(random);
  }
}

function mutateOften(value: unknown, random: RandomSource): unknown {
  let changed = value;
  for (let i = randomInteger(random, 3); i >= 0; i -= 1) changed = mutateValue(changed, random);
  return changed;
}

function show(input: unknown): string {
  const text =
    input instanceof Uint8Array
      ? `${input.length} bytes ${formatHex(input.subarray(0, SHOWN_LENGTH / 2))}`
      : JSON.stringify(input, (_, value: unknown) => (typeof value === 'bigint' ? `${value}n` : value));
  return (text ?? String(input)).slice(0, SHOWN_LENGTH);
}
