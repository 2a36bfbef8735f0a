// Imports run downward only. A check that sees no files passes everything, so this one counts them and is shown a tree
// that breaks each rule.

import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { cruise, type ICruiseResult, type IForbiddenRuleType } from 'dependency-cruiser';
import { describe, expect, it } from 'vitest';
import { layerRules, vendorRules } from './layer-rules.ts';
import { LAYERS } from './layers.ts';

async function check(root: string, forbidden: IForbiddenRuleType[]): Promise<ICruiseResult> {
  const result = await cruise([root], {
    ruleSet: { forbidden },
    validate: true,
    tsPreCompilationDeps: true,
    enhancedResolveOptions: {
      extensions: ['.ts', '.tsx', '.mjs', '.js'],
      exportsFields: ['exports'],
      conditionNames: ['import'],
    },
    doNotFollow: { path: 'node_modules' },
  });
  return result.output as ICruiseResult;
}

function sourceFiles(root: string): string[] {
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' });
  return files
    .map((file) => join(root, file))
    .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.d.ts'));
}

function violations(result: ICruiseResult): string[] {
  return result.summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} -> ${to}`);
}

describe('layers', () => {
  it('sees every source file and finds no import upward, sideways or into a feature', async () => {
    const result = await check('src', [...layerRules('src'), ...vendorRules()]);
    const seen = new Set(result.modules.map((module) => module.source));
    expect(sourceFiles('src').filter((file) => !seen.has(file))).toEqual([]);
    expect(violations(result)).toEqual([]);
  }, 60_000);

  it('reports each kind of violation in a tree made of them', async () => {
    const rules = violations(await check('tests/fixtures/layers', layerRules('tests/fixtures/layers')));
    expect(new Set(rules.map((line) => line.split(':')[0]))).toEqual(
      new Set([
        'features-are-entered-by-their-index',
        'features-are-strangers',
        'transport-imports-downward-only',
        'ui-imports-downward-only',
      ]),
    );
  }, 60_000);

  it('keeps every folder of src in the order', () => {
    const folders = readdirSync('src', { withFileTypes: true }).filter((entry) => entry.isDirectory());
    expect(folders.map((folder) => folder.name).filter((name) => !LAYERS.includes(name))).toEqual([]);
  });
});
