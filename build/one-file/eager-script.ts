// Makes a classic script of a chunk that the app starts with. A module would have to be fetched by an address, while the
// parser goes on with everything behind it; a classic script runs where it stands, before any of that costs time.

import { parseSync, Visitor, type ESTree } from 'vite';
import { BLOCK_PREFIX, CHUNK_SPECIFIER } from '../../src/platform/block-format.ts';
import { lateAssignments } from './late-assignments.ts';
import { applyEdits, type Edit } from './rewrite-imports.ts';

/** Inside a function nothing of it becomes global; without the boot script's consent nothing of it runs. */
const OPEN = 'globalThis.kithBoot&&(function(){"use strict";';
const CLOSE = '\n})();';

/**
 * The code of the chunk `id`, after its imports were rewritten, as a script that is safe inside its element. Imports
 * become what earlier scripts kept, exports are kept by the boot script. Throws when that would change what the code
 * does.
 */
export function eagerScript(id: string, code: string): string {
  const { program } = parseSync(`${id}.js`, code, { sourceType: 'module' });
  const edits: Edit[] = [];
  const exports = new Map<string, string>();
  new Visitor({
    ImportDeclaration({ specifiers, source, start, end }) {
      edits.push({ start, end, text: specifiers.map((each) => bindingOf(each, source.value)).join('') });
    },
    ExportNamedDeclaration({ specifiers, source, declaration, start, end }) {
      if (source || declaration) throw new Error(`"${id}" exports in a way that a script cannot.`);
      for (const { exported, local } of specifiers) exports.set(nameOf(exported), nameOf(local));
      edits.push({ start, end, text: '' });
    },
    MetaProperty({ meta, start, end }) {
      // A script in the page has no address but the page's.
      if (meta.name === 'import') edits.push({ start, end, text: '({url:document.baseURI})' });
    },
  }).visit(program);
  refuseLate(id, lateAssignments(program, new Set(exports.values())));
  const body = `${applyEdits(code, edits)}${keepingOf(id, exports)}`;
  return checked(id, `${OPEN}${safeInElement(body)}\n//# sourceURL=${BLOCK_PREFIX}${id}.js${CLOSE}`);
}

function bindingOf(specifier: ESTree.ImportDeclarationSpecifier, source: string): string {
  const from = JSON.stringify(source).replace(CHUNK_SPECIFIER, 'globalThis.kithBoot.exportsOf("$1")');
  const local = specifier.local.name;
  if (specifier.type === 'ImportNamespaceSpecifier') return `const ${local}=${from};`;
  const imported = specifier.type === 'ImportSpecifier' ? nameOf(specifier.imported) : 'default';
  return `const{${JSON.stringify(imported)}:${local}}=${from};`;
}

function keepingOf(id: string, exports: ReadonlyMap<string, string>): string {
  const properties = Array.from(exports, ([exported, local]) => `${JSON.stringify(exported)}:${local}`);
  return `globalThis.kithBoot.keepExports(${JSON.stringify(id)},{${properties.join(',')}});`;
}

function nameOf(name: ESTree.ModuleExportName): string {
  return name.type === 'Literal' ? name.value : name.name;
}

function refuseLate(id: string, late: readonly string[]): void {
  if (late.length === 0) return;
  throw new Error(
    `"${id}" exports variables that change later (${late.join(', ')}); export functions instead.`,
  );
}

/**
 * HTML would end the element at the first two, and would change the others. In code they stand in literals alone, where
 * each means the same as what takes its place.
 */
function safeInElement(code: string): string {
  return code
    .replaceAll(/(\\*)<(?=\/script|!--)/gi, (_, before: string) => `${unescaped(before)}\\x3C`)
    .replaceAll(/(\\*)\0/g, (_, before: string) => `${unescaped(before)}\\x00`)
    .replaceAll(/\r\n?/g, '\n');
}

/** An odd number of backslashes would swallow that of an escape behind them; it escaped what needed no escape. */
function unescaped(backslashes: string): string {
  return backslashes.slice(backslashes.length % 2);
}

function checked(id: string, script: string): string {
  const [error] = parseSync(`${id}.js`, script, { sourceType: 'script' }).errors;
  if (error) throw new Error(`"${id}" cannot be a script: ${error.message}`);
  return script;
}
