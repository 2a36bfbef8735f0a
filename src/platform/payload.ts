// Heavy parts on first use: binary payloads that came with the page as blocks. In the built page they stand in the page
// itself; under the dev server they are fetched from it.

import type { Bytes } from '../primitives/bytes.ts';
import { err, ok, type Result } from '../primitives/result.ts';
import type { PackedBlock } from './block-format.ts';
import { unpack } from './unpack.ts';

/** What `import ref from './file?block'` gives. */
export interface BlockRef {
  readonly id: string;
  /** Where the dev server has it; absent in the built page. */
  readonly devUrl?: string;
}

/**
 * `incomplete`: the page was cut short; `damaged`: its bytes do not unpack; `unreachable`: the dev server did not answer;
 * `aborted`: by the caller.
 */
export type BlockFailure = 'incomplete' | 'damaged' | 'unreachable' | 'aborted';

export interface LoadOptions {
  /** Called with the part that has arrived, from 0 to 1, while a block is still on its way. */
  readonly onProgress?: (part: number) => void;
  readonly signal?: AbortSignal;
}

/** Often enough to look alive; reading the length of an arriving block is not free. */
const PROGRESS_PERIOD_MS = 250;

/** The bytes of a block, waiting for it when the page is still arriving. */
export async function loadBlock(
  ref: BlockRef,
  options: LoadOptions = {},
): Promise<Result<Bytes, BlockFailure>> {
  const packed = await loadPackedBlock(ref, options);
  if (!packed.ok) return packed;
  try {
    return ok(await unpack(packed.value));
  } catch {
    return err('damaged');
  }
}

/** The block as it stands in the page, to be unpacked elsewhere, such as in a worker. */
export async function loadPackedBlock(
  ref: BlockRef,
  options: LoadOptions = {},
): Promise<Result<PackedBlock, BlockFailure>> {
  const { signal, onProgress } = options;
  const boot = globalThis.kithBoot;
  const report = onProgress && boot && (() => onProgress(boot.arrivedPart(ref.id)));
  const timer = report && setInterval(report, PROGRESS_PERIOD_MS);
  try {
    return ok(boot ? await boot.readBlock(ref.id, signal) : await fetchBlock(ref, signal));
  } catch {
    return err(signal?.aborted ? 'aborted' : boot ? 'incomplete' : 'unreachable');
  } finally {
    clearInterval(timer);
  }
}

/** The dev server packs a block as the builder does, so that everything behind runs the same way. */
async function fetchBlock(ref: BlockRef, signal?: AbortSignal): Promise<PackedBlock> {
  const response = await fetch(ref.devUrl ?? ref.id, signal ? { signal } : {});
  if (!response.ok) throw new Error(`The dev server answered ${response.status}.`);
  return (await response.json()) as PackedBlock;
}
