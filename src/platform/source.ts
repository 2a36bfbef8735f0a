// The page as it was built, byte for byte, put together from what the browser kept of it: for "Save a copy", for the
// offline cache and for comparing. Works without asking any server again.

import type { Bytes } from '../primitives/bytes.ts';
import { formatHex } from '../primitives/bytes.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import { PLACEHOLDER, SKELETON_ID } from './block-format.ts';
import { unpack } from './unpack.ts';

/** `incomplete`: this copy was cut short and cannot give what it never had; `not-built`: the dev server's page. */
export type SourceFailure = 'incomplete' | 'not-built';

/** Twelve hex digits that name this build, or undefined under the dev server. */
export function buildId(): string | undefined {
  return document.documentElement.dataset['build'];
}

/** Resolves when the page has been read: false when it was cut short before its end. */
export function isWholeCopy(): Promise<boolean> {
  return globalThis.kithBoot?.isWhole ?? Promise.resolve(true);
}

/** The built page. Waits until it has arrived whole. */
export async function readSource(): Promise<Result<Blob, SourceFailure>> {
  const boot = globalThis.kithBoot;
  if (!boot) return err('not-built');
  try {
    const skeleton = await unpack(await boot.readBlock(SKELETON_ID));
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(skeleton);
    const parts = await fillSkeleton(text, async (id) => (await boot.readBlock(id)).text);
    return ok(new Blob(parts, { type: 'text/html' }));
  } catch {
    return err('incomplete');
  }
}

/** SHA-256 of the built page as 64 hex digits; needs a secure context. */
export async function sourceHash(): Promise<Result<string, SourceFailure>> {
  const source = await readSource();
  if (!source.ok) return source;
  const bytes: Bytes = new Uint8Array(await source.value.arrayBuffer());
  return ok(formatHex(new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))));
}

/** The skeleton's text with each block's text back in its place, in pieces. */
export async function fillSkeleton(
  skeleton: string,
  textOf: (id: string) => Promise<string>,
): Promise<string[]> {
  const pieces = skeleton.split(PLACEHOLDER);
  return Promise.all(pieces.map(async (piece, index) => (index % 2 === 0 ? piece : textOf(piece))));
}
