// The licences of what is in the page, gathered for the page itself, and a check that nothing in it is missing there.

import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import type { Plugin } from 'vite';
import type { LicenceText } from '../../src/app/settings/licence-text.ts';
import { BUNDLED_PARTS, type BundledPart } from './bundled-parts.ts';

const ROOT = join(import.meta.dirname, '../..');
const require = createRequire(import.meta.url);
const LICENCE_FILE = /^licen[cs]e(?:-mit)?(?:\.md|\.txt)?$/i;
/** What Vite and the builder put between the parts is theirs and no part of the page that anybody reads. */
const MODULE_IN_PACKAGE = /[\\/]node_modules[\\/]((?:@[^\\/]+[\\/])?[^\\/?]+)(?![^]*[\\/]node_modules[\\/])/;

/** What the page shows, as JSON. Throws where a text is missing. */
export async function licenceTexts(): Promise<Uint8Array> {
  return new TextEncoder().encode(JSON.stringify(BUNDLED_PARTS.map(gather)));
}

/** The package that a module is of; undefined for the project's own. */
export function packageOf(moduleId: string): string | undefined {
  return MODULE_IN_PACKAGE.exec(moduleId)?.[1]?.replaceAll('\\', '/');
}

/** Those that came into the page without standing in the list, and those that stand there and are not in it. */
export function compareWith(
  parts: readonly BundledPart[],
  bundled: ReadonlySet<string>,
): { readonly unlisted: readonly string[]; readonly absent: readonly string[] } {
  const listed = parts.flatMap((part) => part.package ?? []);
  const code = parts.filter(({ isMaterial }) => !isMaterial).flatMap((part) => part.package ?? []);
  return {
    unlisted: Array.from(bundled)
      .filter((name) => !listed.includes(name))
      .toSorted(),
    absent: code.filter((name) => !bundled.has(name)).toSorted(),
  };
}

/** Refuses a page whose list is not true. */
export function checkLicences(): Plugin {
  const bundled = new Set<string>();
  return {
    name: 'kith:licences',
    enforce: 'pre',
    apply: 'build',
    config: () => ({ worker: { plugins: () => [noteModules(bundled)] } }),
    resolveId(source) {
      // Payloads are no modules.
      const [path, query] = source.split('?');
      if (query === 'block' && path && !path.startsWith('.'))
        bundled.add(packageOf(`/node_modules/${path}`) ?? path);
    },
    generateBundle(_, bundle) {
      noteBundle(bundled, bundle);
      const { unlisted, absent } = compareWith(BUNDLED_PARTS, bundled);
      if (unlisted.length > 0) this.error(`Without a licence in build/licences: ${unlisted.join(', ')}.`);
      if (absent.length > 0) this.error(`In build/licences and not in the page: ${absent.join(', ')}.`);
    },
  };
}

type Bundle = Parameters<Extract<Plugin['generateBundle'], (...given: never[]) => unknown>>[1];

function noteModules(bundled: Set<string>): Plugin {
  return {
    name: 'kith:licences-of-workers',
    generateBundle: (_, bundle) => noteBundle(bundled, bundle),
  };
}

/** Only what is left of them after unused code went. */
function noteBundle(bundled: Set<string>, bundle: Bundle): void {
  for (const chunk of Object.values(bundle)) {
    if (chunk.type !== 'chunk') continue;
    for (const [id, { renderedLength }] of Object.entries(chunk.modules)) {
      const name = renderedLength > 0 ? packageOf(id) : undefined;
      if (name !== undefined) bundled.add(name);
    }
  }
}

function gather(part: BundledPart): LicenceText {
  const { name, licence } = part;
  const text = (part.texts?.map((path) => join(ROOT, path)) ?? [ownLicence(part)])
    .map((path) => readFileSync(path, 'utf8').trim())
    .join('\n\n');
  const version = part.package === undefined ? undefined : versionOf(part.package);
  return { name, licence, text, ...(version === undefined ? {} : { version }) };
}

function ownLicence({ name, package: of = '' }: BundledPart): string {
  const folder = folderOf(of);
  const file = readdirSync(folder).find((each) => LICENCE_FILE.test(each));
  if (file === undefined) throw new Error(`There is no licence of ${name} in its package.`);
  return join(folder, file);
}

function versionOf(name: string): string {
  const read = JSON.parse(readFileSync(join(folderOf(name), 'package.json'), 'utf8')) as { version: string };
  return read.version;
}

/** Not every package lets its own description be imported. */
function folderOf(name: string): string {
  const folders = require.resolve.paths(name) ?? [];
  const found = folders.map((folder) => join(folder, name)).find(hasDescription);
  if (found === undefined) throw new Error(`${name} is not installed.`);
  return found;
}

function hasDescription(folder: string): boolean {
  try {
    return readdirSync(dirname(join(folder, 'package.json'))).includes('package.json');
  } catch {
    return false;
  }
}
