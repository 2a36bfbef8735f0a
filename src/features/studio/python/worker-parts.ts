// What the Python worker must be handed, out of the page it came with.

import asm from 'pyodide/pyodide.asm.mjs?block';
import wasm from 'pyodide/pyodide.asm.wasm?block';
import library from 'pyodide/python_stdlib.zip?block';
import type { PackedBlock } from '../../../platform/block-format.ts';
import { loadPackedBlock, type BlockFailure, type LoadOptions } from '../../../platform/payload.ts';
import { ok, type Result } from '../../../primitives/result.ts';

export interface WorkerParts {
  readonly glue: PackedBlock;
  readonly library: PackedBlock;
  /** Compiled by an earlier worker, or still packed. */
  readonly interpreter: WebAssembly.Module | PackedBlock;
}

/** `compiled` saves compiling again after a stop. Progress is that of the largest part, which arrives last. */
export async function loadWorkerParts(
  compiled: WebAssembly.Module | undefined,
  options: LoadOptions & { readonly signal: AbortSignal },
): Promise<Result<WorkerParts, BlockFailure>> {
  const { signal } = options;
  const [glue, zip, interpreter] = await Promise.all([
    loadPackedBlock(asm, { signal }),
    loadPackedBlock(library, { signal }),
    compiled ? ok(compiled) : loadPackedBlock(wasm, options),
  ]);
  if (!glue.ok) return glue;
  if (!zip.ok) return zip;
  if (!interpreter.ok) return interpreter;
  return ok({ glue: glue.value, library: zip.value, interpreter: interpreter.value });
}
