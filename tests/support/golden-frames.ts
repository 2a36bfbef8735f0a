// Golden frames: what every version that speaks a protocol has to read and write, byte for byte. Recorded once, in
// tests/fixtures/wire; new ones are appended, recorded ones never change.

import { readFileSync } from 'node:fs';
import { formatHex, parseHex, type Bytes } from '../../src/primitives/bytes.ts';
import { decodeEnvelope, encodeEnvelope } from '../../src/mesh/envelope.ts';

export interface GoldenFrame<T> {
  readonly title: string;
  /** Hex. */
  readonly frame: string;
  readonly value: T;
}

/** Byte strings stand in the file as `{ "hex": "00ff" }`. */
export function readGolden(file: string): unknown {
  const text = readFileSync(new URL(`../fixtures/wire/${file}`, import.meta.url), 'utf8');
  return JSON.parse(text, (_, value: unknown) => bytesOf(value) ?? value);
}

export function readGoldenFrames<T>(file: string): readonly GoldenFrame<T>[] {
  return readGolden(file) as readonly GoldenFrame<T>[];
}

type Address = { readonly id: string; readonly version: number };

/** A message of a protocol as it goes over a link, in hex. */
export function enveloped(payload: Uint8Array, { id, version }: Address): string {
  return formatHex(encodeEnvelope(id, version, payload));
}

/** The message in a recorded frame; throws when that is of another protocol or version. */
export function openEnveloped(frame: string, { id, version }: Address): Bytes {
  const envelope = decodeEnvelope(parseHex(frame) ?? new Uint8Array());
  if (envelope?.protocol !== id || envelope.version !== version)
    throw new Error(`not a frame of ${id} ${version}`);
  return envelope.payload;
}

function bytesOf(value: unknown): Uint8Array | undefined {
  if (typeof value !== 'object' || value === null || !('hex' in value)) return undefined;
  return typeof value.hex === 'string' ? parseHex(value.hex) : undefined;
}
