import { expect, test } from 'vitest';
import { createChunkLinker, linkImports } from '../../../build/boot/chunk-linker.ts';

function linkerOf(chunks: Readonly<Record<string, { code: string; imports?: readonly string[] }>>) {
  const published = new Map<string, string>();
  const addressOf = createChunkLinker({
    async codeOf(id) {
      const chunk = chunks[id];
      if (!chunk) throw new Error(`no ${id}`);
      return chunk.code;
    },
    importsOf: (id) => chunks[id]?.imports ?? [],
    publish(id, code) {
      if (published.has(id)) throw new Error(`${id} published twice`);
      published.set(id, code);
      return `blob:${id}`;
    },
  });
  return { addressOf, published };
}

test('a chunk is published with the addresses of what it imports', async () => {
  const { addressOf, published } = linkerOf({
    map: { code: 'import"kith:chunk:shared";', imports: ['shared'] },
    shared: { code: 'export{};' },
  });
  expect(await addressOf('map')).toBe('blob:map');
  expect(published.get('map')).toBe('import"blob:shared";');
});

test('a chunk that several import has one address, so one instance', async () => {
  const { addressOf, published } = linkerOf({
    map: { code: '', imports: ['shared'] },
    code: { code: '', imports: ['shared'] },
    shared: { code: 'export{};' },
  });
  await Promise.all([addressOf('map'), addressOf('code')]);
  expect([...published.keys()].toSorted()).toEqual(['code', 'map', 'shared']);
});

test('a chunk that does not arrive fails those who import it', async () => {
  const { addressOf } = linkerOf({ map: { code: '', imports: ['shared'] } });
  await expect(addressOf('map')).rejects.toThrow('no shared');
});

test('only specifiers that were asked for are linked', () => {
  const code = 'const words="kith:chunk:other";';
  expect(linkImports(code, new Map([['shared', 'blob:1']]))).toBe(code);
});
