// What the documents claim is what the code is: the layer graph, the rule ids, links and names of files.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { drawLayerGraph, placeGraph } from '../../scripts/layer-graph.ts';

const RULE_ID = /\[([A-Z]\d+)\]/g;

function idsIn(text: string): Set<string> {
  return new Set(Array.from(text.matchAll(RULE_ID), ([, id = '']) => id));
}

/** Rule ids in the titles of tests. */
function provenIds(): Set<string> {
  const files = readdirSync('tests', { recursive: true, encoding: 'utf8' });
  const tests = files.filter((file) => /\.(test|spec|contract)\.tsx?$|-contract\.ts$/.test(file));
  return idsIn(tests.flatMap((file) => textsIn(join('tests', file))).join(''));
}

/** What stands between quotes, such as titles; a comment proves nothing. */
function textsIn(file: string): readonly string[] {
  const content = readFileSync(file, 'utf8');
  if (idsIn(content).size === 0) return [];
  const texts: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node)) texts.push(node.getText());
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(file, content, ts.ScriptTarget.Latest, true));
  return texts;
}

describe('documents', () => {
  it('draw the layers as they are', async () => {
    const document = readFileSync('docs/ARCHITECTURE.md', 'utf8');
    expect(document, 'run `npm run graph`').toBe(placeGraph(document, await drawLayerGraph()));
  }, 60_000);

  it('state no protocol rule that no test proves, and tests prove no rule that is not stated', () => {
    const stated = idsIn(readFileSync('docs/PROTOCOL.md', 'utf8'));
    const proven = provenIds();
    expect(stated.size).toBeGreaterThan(10);
    expect({
      unproven: Array.from(stated).filter((id) => !proven.has(id)),
      unstated: Array.from(proven).filter((id) => !stated.has(id)),
    }).toEqual({ unproven: [], unstated: [] });
  });

  it('give each protocol rule a number of its own', () => {
    const rules = readFileSync('docs/PROTOCOL.md', 'utf8').matchAll(/^- \*\*\[([A-Z]+\d+)\]\*\*/gm);
    const numbers = Array.from(rules, ([, id = '']) => id);
    expect(numbers.length).toBeGreaterThan(100);
    expect(numbers.filter((id, index) => numbers.indexOf(id) !== index)).toEqual([]);
  });

  it('name modules that exist', () => {
    const documents = ['docs/ARCHITECTURE.md', 'docs/PROTOCOL.md', 'docs/LIMITS.md'];
    const named = documents.flatMap((file) => namedModules(readFileSync(file, 'utf8')));
    expect(named.length).toBeGreaterThan(10);
    expect(named.filter((name) => !isModule(name))).toEqual([]);
  });

  it('link to files that exist', () => {
    const documents = [
      'README.md',
      'CHANGELOG.md',
      ...readdirSync('docs', { recursive: true, encoding: 'utf8' }).map((file) => join('docs', file)),
    ];
    const broken = documents.filter((file) => file.endsWith('.md')).flatMap(brokenLinks);
    expect(broken).toEqual([]);
  });
});

/** Names such as `mesh/outbox`, without folders and without what a name stands for in general, such as `features/*`. */
function namedModules(text: string): string[] {
  const names = text.matchAll(/`([a-z-]+(?:\/[A-Za-z0-9-]+)+)`/g);
  return Array.from(names, ([, name = '']) => name);
}

function isModule(name: string): boolean {
  return ['', '.ts', '.tsx'].some(
    (ending) => existsSync(join('src', name + ending)) || existsSync(name + ending),
  );
}

function brokenLinks(file: string): string[] {
  const text = readFileSync(file, 'utf8');
  const targets = Array.from(
    text.matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g),
    ([, target = '']) => target,
  );
  return targets
    .filter((target) => !existsSync(join(file, '..', target)))
    .map((target) => `${file} -> ${target}`);
}
