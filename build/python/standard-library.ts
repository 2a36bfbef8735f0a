// Python's standard library as the page carries it, rewritten by Pyodide itself so that no system tool is needed.

import { createHash } from 'node:crypto';
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { loadPyodide, version } from 'pyodide';

const HERE = import.meta.dirname;
const PACKAGE = dirname(createRequire(import.meta.url).resolve('pyodide/package.json'));
const CACHE = join(HERE, '../../node_modules/.cache/kith');
const SCRIPT = join(HERE, 'repack.py');
const LIBRARY = join(PACKAGE, 'python_stdlib.zip');

/** The zip that takes the place of `python_stdlib.zip`. Takes half a minute once, then comes from the cache. */
export async function standardLibrary(): Promise<Uint8Array> {
  const [script, library] = [await readFile(SCRIPT, 'utf8'), await readFile(LIBRARY)];
  const key = createHash('sha256').update(version).update(script).update(library).digest('hex').slice(0, 16);
  const file = join(CACHE, `python-${version}-${key}.zip`);
  try {
    return await readFile(file);
  } catch {
    const repacked = await repack(script, library);
    await mkdir(CACHE, { recursive: true });
    await writeFile(`${file}.part`, repacked);
    await rename(`${file}.part`, file);
    return repacked;
  }
}

async function repack(script: string, library: Uint8Array): Promise<Uint8Array> {
  const python = await loadPyodide({
    // Columns in tracebacks cost a sixth of the library's size; lines stay.
    env: { PYTHONNODEBUGRANGES: '1', HOME: '/home/pyodide' },
    stdout: () => undefined,
    stderr: () => undefined,
  });
  python.FS.writeFile('/tmp/library-in.zip', library);
  python.runPython(script);
  return python.FS.readFile('/tmp/library-out.zip') as Uint8Array;
}
