// Runs Python, away from the page: in its own thread, without network or storage. Everything it needs is handed to it.

import './hide-import-scripts.ts';
import { loadPyodide, type PyodideInterface } from 'pyodide';
import { info } from 'pyodide/pyodide-lock.json';
import type { PackedBlock } from '../../../platform/block-format.ts';
import { unpackAnywhere, unpackStreamAnywhere } from '../../../platform/unpack-brotli.ts';
import { lockDown } from './lock-down.ts';
import type { FromWorker, ToWorker } from './messages.ts';
import { createOutputLimit } from './output-limit.ts';
import prelude from './prelude.py?raw';
import { trimTraceback } from './traceback.ts';

type Start = Extract<ToWorker, { kind: 'start' }>;

const PROGRAM_NAME = 'main.py';
const tell = (message: FromWorker) => postMessage(message);
const limit = createOutputLimit();
let answer: ((line: string | undefined) => void) | undefined;
let python: PyodideInterface | undefined;

addEventListener('message', ({ data }: MessageEvent<ToWorker>) => {
  if (data.kind === 'start') void start(data);
  if (data.kind === 'run') void run(data.code);
  if (data.kind === 'answer') answer?.(data.line);
});

async function start(message: Start): Promise<void> {
  try {
    const [interpreter, glue, library] = await Promise.all([
      compile(message.interpreter),
      unpackAnywhere(message.glue),
      unpackAnywhere(message.library),
    ]);
    python = await load(interpreter, publish(glue, 'text/javascript'), publish(library, 'application/zip'));
    Object.assign(globalThis, { kithAsk: ask });
    lockDown(globalThis, navigator);
    python.runPython(prelude, { globals: python.toPy({}) });
    tell({ kind: 'ready', interpreter });
  } catch (error) {
    tell({ kind: 'broken', reason: String(error) });
  }
}

/** Compiling starts with the first unpacked bytes, on threads of its own. */
function compile(interpreter: WebAssembly.Module | PackedBlock): Promise<WebAssembly.Module> {
  if (interpreter instanceof WebAssembly.Module) return Promise.resolve(interpreter);
  const headers = { 'content-type': 'application/wasm' };
  return WebAssembly.compileStreaming(new Response(unpackStreamAnywhere(interpreter), { headers }));
}

function publish(bytes: BlobPart, type: string): string {
  return URL.createObjectURL(new Blob([bytes], { type }));
}

/** Pyodide wants addresses; each is a Blob, and the interpreter's is an empty one, because it is compiled already. */
async function load(interpreter: WebAssembly.Module, glueUrl: string, libraryUrl: string) {
  WebAssembly.instantiateStreaming = async (_, imports) => ({
    module: interpreter,
    instance: await WebAssembly.instantiate(interpreter, imports),
  });
  const glue = (await import(/* @vite-ignore */ glueUrl)) as { default: never };
  const anchor = publish('', 'application/wasm');
  const loaded = await loadPyodide({
    // Files are looked for behind the address; behind a fragment every one of them is the empty Blob.
    indexURL: `${anchor}#`,
    stdLibURL: libraryUrl,
    createPyodideModule: glue.default,
    lockFileContents: { info: { ...info, version: '' }, packages: {} } as never,
    packageBaseUrl: 'https://packages.invalid/',
  });
  for (const url of [anchor, glueUrl, libraryUrl]) URL.revokeObjectURL(url);
  const decoder = new TextDecoder();
  // A terminal flushes at every line, so that output appears while a program runs.
  const terminal = {
    isatty: true,
    write: (bytes: Uint8Array) => print(decoder.decode(bytes, { stream: true }), bytes),
  };
  loaded.setStdout(terminal);
  loaded.setStderr(terminal);
  return loaded;
}

function print(text: string, { length }: Uint8Array): number {
  const taken = limit.take(text);
  if (taken.text) tell({ kind: 'output', text: taken.text });
  if (taken.isCut) tell({ kind: 'output-cut' });
  return length;
}

function ask(prompt: string): Promise<string | undefined> {
  return new Promise((resolve) => {
    answer = resolve;
    tell({ kind: 'ask', prompt });
  });
}

/** Every run starts with empty globals; modules stay imported. */
async function run(code: string): Promise<void> {
  if (!python) return;
  limit.reset();
  const globals = python.toPy({ __name__: '__main__' });
  try {
    await python.runPythonAsync(code, { globals, filename: PROGRAM_NAME });
    flush(python);
    tell({ kind: 'finished' });
  } catch (error) {
    flush(python);
    tell({
      kind: 'failed',
      traceback: trimTraceback(error instanceof Error ? error.message : String(error)),
    });
  } finally {
    globals.destroy();
  }
}

function flush(python: PyodideInterface): void {
  python.runPython('import sys; sys.stdout.flush(); sys.stderr.flush()', { globals: python.toPy({}) });
}
