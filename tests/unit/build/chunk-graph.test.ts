import { expect, test } from 'vitest';
import { orderBlocks } from '../../../build/one-file/chunk-graph.ts';
import { block, blockMap } from './page-fixtures.ts';

const idsOf = (blocks: readonly { readonly id: string }[]) => blocks.map(({ id }) => id);

test('what the entry imports stands before it, and nothing else does', () => {
  const blocks = blockMap(
    block('@entry', 'entry', ['shared']),
    block('shared', 'shared', ['runtime']),
    block('runtime', 'runtime'),
    block('map', 'map'),
  );
  expect(idsOf(orderBlocks(blocks).eager)).toEqual(['runtime', 'shared', '@entry']);
});

test('small lazy blocks stand before large ones, so that they never wait for them', () => {
  const blocks = blockMap(
    block('@entry', 'entry'),
    block('python', 'x'.repeat(100)),
    block('map', 'x'.repeat(10)),
  );
  expect(idsOf(orderBlocks(blocks).lazy)).toEqual(['map', 'python']);
});

test('a lazy chunk stands behind what it imports, however large that is', () => {
  const blocks = blockMap(
    block('@entry', 'entry'),
    block('view', 'small', ['library']),
    block('library', 'x'.repeat(100)),
  );
  expect(idsOf(orderBlocks(blocks).lazy)).toEqual(['library', 'view']);
});

test('a cycle of static imports fails with its path', () => {
  const blocks = blockMap(
    block('@entry', 'entry', ['one']),
    block('one', 'one', ['two']),
    block('two', 'two', ['one']),
  );
  expect(() => orderBlocks(blocks)).toThrow('@entry → one → two → one');
});

test('an import of a chunk that is not in the page fails', () => {
  expect(() => orderBlocks(blockMap(block('@entry', 'entry', ['gone'])))).toThrow('No chunk "gone"');
});
