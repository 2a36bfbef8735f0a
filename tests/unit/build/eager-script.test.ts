import { createContext, runInContext } from 'node:vm';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { exportingModule } from '../../../build/boot/exporting-module.ts';
import { eagerScript } from '../../../build/one-file/eager-script.ts';
import type { Exports } from '../../../src/platform/boot-api.ts';

/** Runs `code` as the page would, after `earlier` scripts; gives what it kept and what became global. */
function run(code: string, earlier: Readonly<Record<string, Exports>> = {}) {
  const kept = new Map<string, Exports>(Object.entries(earlier));
  const kithBoot = {
    keepExports: (id: string, exports: Exports) => void kept.set(id, exports),
    exportsOf: (id: string) => kept.get(id),
  };
  const context = createContext({ kithBoot, document: { baseURI: 'https://kith.example/' } });
  runInContext(eagerScript('@entry', code), context);
  return { exports: kept.get('@entry'), globals: Object.keys(context) };
}

test('exports are kept under the names that others import', () => {
  const { exports } = run('var a=1;function b(){return a+1}export{a,b as c,a as default};');
  expect(exports).toMatchObject({ a: 1, default: 1 });
  expect(exports?.['c']).toSatisfy((c: () => number) => c() === 2);
});

test('imports are what earlier scripts kept', () => {
  const code =
    'import{a as b}from"kith:chunk:one";import c,*as d from"kith:chunk:two";import"kith:chunk:one";export{b,c,d};';
  const two = { default: 2 };
  expect(run(code, { one: { a: 1 }, two }).exports).toEqual({ b: 1, c: 2, d: two });
});

test('nothing of it becomes global, and it is strict', () => {
  const { globals, exports } = run('var a=(function(){return this===void 0})();function b(){}export{a};');
  expect(exports).toEqual({ a: true });
  expect(globals).toEqual(['kithBoot', 'document']);
});

test('it does nothing where the boot script did not allow it', () => {
  expect(() => runInContext(eagerScript('@entry', 'start();'), createContext({}))).not.toThrow();
});

test("a module's own address is the page's, and a constructor's target stays", () => {
  const { exports } = run(
    'const a=import.meta.url;function F(){this.t=new.target===F}const b=new F().t;export{a,b};',
  );
  expect(exports).toEqual({ a: 'https://kith.example/', b: true });
});

test('text that HTML would end or change means the same, and does not stand there', () => {
  const pieces = ['</script>', '</SCRIPT', '<!--', '<script', '\\\\', '\\<!--', '\\\0', '\0', '<', '\u0001'];
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...pieces)), (parts) => {
      const text = parts.join('');
      const code = `const a="${text}",b=\`${text}\`;export{a,b};`;
      const meant = text.replaceAll(/\\(.)/gs, '$1');
      expect(eagerScript('@entry', code)).not.toMatch(/<\/script|<!--|[\r\0]/i);
      expect(run(code).exports).toEqual({ a: meant, b: meant });
    }),
  );
});

test('a line end within a template is what parsers of code make of it', () => {
  expect(run('const a=`1\r\n2\r3`;export{a};').exports).toEqual({ a: '1\n2\n3' });
});

test.each([
  ['let a=1;function f(){a=2}export{a,f};', 'variables that change later (a)'],
  ['export const a=1;', 'in a way that a script cannot'],
  ['export{a}from"kith:chunk:one";', 'in a way that a script cannot'],
  ['const a=await f();', 'cannot be a script'],
])('%s is refused', (code, message) => {
  expect(() => eagerScript('@entry', code)).toThrow(message);
});

test('chunks import from it through a module that gives its exports away', async () => {
  Reflect.set(globalThis, 'kithBoot', { exportsOf: (id: string) => ({ [`of ${id}`]: 1, b: 2 }) });
  const code = exportingModule('@entry', ['of @entry', 'b']);
  const module = (await import(`data:text/javascript,${encodeURIComponent(code)}`)) as Exports;
  Reflect.deleteProperty(globalThis, 'kithBoot');
  expect({ ...module }).toEqual({ 'of @entry': 1, b: 2 });
});
