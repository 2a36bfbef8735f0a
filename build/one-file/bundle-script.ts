// Bundles one classic script that stands apart from the app: the boot script and the service worker.

import { build, type Rolldown } from 'vite';

export interface ScriptOptions {
  readonly entry: string;
  /** Such as `es2018`. */
  readonly target: string;
  /** Identifiers that become constants. */
  readonly define?: Readonly<Record<string, string>>;
}

export async function bundleScript({ entry, target, define = {} }: ScriptOptions): Promise<string> {
  const result = await build({
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    define,
    build: {
      write: false,
      target,
      modulePreload: false,
      rolldownOptions: { input: entry, output: { format: 'iife' } },
    },
  });
  const output = (Array.isArray(result) ? result[0] : (result as Rolldown.RolldownOutput))?.output ?? [];
  const [chunk, ...others] = output;
  if (chunk?.type !== 'chunk' || others.length > 0) throw new Error(`${entry} must become one script.`);
  return chunk.code.trim();
}
