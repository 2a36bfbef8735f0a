import { expect, test } from 'vitest';
import { parseSync } from 'vite';
import { lateAssignments } from '../../../build/one-file/late-assignments.ts';

const lateIn = (code: string) =>
  lateAssignments(parseSync('x.js', code, { sourceType: 'module' }).program, new Set(['a', 'b']));

test.each([
  ['an assignment', 'let a; function f(){ a = 1 }'],
  ['an arrow function', 'let a; const f = () => a = 1;'],
  ['counting', 'let a = 0; const f = () => { a++ };'],
  ['a pattern', 'let a; function f(){ [x.y, { z: a = 2 }] = g() }'],
  ['a rest', 'let a; function f(){ ({ ...a } = g()) }'],
  ['a loop', 'let a; function f(){ for (a of g()); }'],
  ['a method', 'let a; class C { m(){ a = 1 } }'],
  ['a block beside one that declares the name', 'let a; function f(){ { let a } a = 1 }'],
  ['a function within one with another variable', 'let a; function f(b){ return () => { a = b } }'],
])('%s in a function is late', (_, code) => expect(lateIn(code)).toEqual(['a']));

test.each([
  ['an assignment while the module is evaluated', 'let a; a = 1; for (a of []); if (a) { a++ }'],
  ['a parameter', 'let a; function f(a){ a = 1 }'],
  ['a parameter out of a pattern', 'let a; function f({ x: [a] }, ...b){ a = b = 1 }'],
  ['a variable of the function, declared later and deeper', 'let a; function f(){ a = 1; if (x) { var a } }'],
  ['a variable of the block', 'let a; function f(){ { a = 1; let a } }'],
  ['a variable of the loop', 'let a; function f(){ for (let a = 0; a < 9; a++); }'],
  ['a variable of the switch', 'let a; function f(){ switch (x) { case 1: let a; a = 1 } }'],
  ['what was caught', 'let a; function f(){ try { g() } catch (a) { a = 1 } }'],
  ['a function of that name', 'let a; const f = () => { function a(){} a = 1 }'],
  ["a function expression's own name", 'let a; const f = function a(){ a = 1 };'],
  ['a member', 'let a; function f(){ a.b = 1; x.a = 2 }'],
  ['another variable', 'let a, c; function f(){ c = 1 }'],
])('%s is not', (_, code) => expect(lateIn(code)).toEqual([]));
