// A licence as the page carries it, and reading all of them. They come with the page as one block, put there by the build
// (build/licences).

import type { BlockFailure } from '../../platform/payload.ts';
import { loadBlock } from '../../platform/payload.ts';
import { ok, type Result } from '../../primitives/result.ts';
// No ending that the bundler knows: it would make text or JSON of it.
import block from './licences.collected?block';

export interface LicenceText {
  readonly name: string;
  /** As SPDX writes it. */
  readonly licence: string;
  readonly version?: string;
  readonly text: string;
}

export async function loadLicences(): Promise<Result<readonly LicenceText[], BlockFailure>> {
  const loaded = await loadBlock(block);
  // The page's own part, written by its builder.
  return loaded.ok ? ok(JSON.parse(new TextDecoder().decode(loaded.value)) as LicenceText[]) : loaded;
}
