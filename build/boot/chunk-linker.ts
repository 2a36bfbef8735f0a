// Makes the chunks of the page importable: a chunk's static imports become the addresses of the chunks they name. Each
// chunk has one address, so everybody shares one instance of it.

import { CHUNK_SPECIFIER } from '../../src/platform/block-format.ts';

export interface ChunkSource {
  /** The chunk's code, once it has arrived. */
  codeOf(id: string): Promise<string>;
  /** The chunks it imports statically; known once `codeOf` has resolved. */
  importsOf(id: string): readonly string[];
  /** An address under which `code` can be imported. */
  publish(id: string, code: string): string;
}

/** Returns the function that gives the address of a chunk. The builder has refused static cycles. */
export function createChunkLinker(source: ChunkSource): (id: string) => Promise<string> {
  const addresses = new Map<string, Promise<string>>();

  async function link(id: string): Promise<string> {
    const code = await source.codeOf(id);
    const imports = source.importsOf(id);
    const known = new Map<string, string>();
    for (const [index, address] of (await Promise.all(imports.map(addressOf))).entries()) {
      known.set(imports[index] ?? '', address);
    }
    return source.publish(id, linkImports(code, known));
  }

  function addressOf(id: string): Promise<string> {
    const address = addresses.get(id) ?? link(id);
    addresses.set(id, address);
    return address;
  }

  return addressOf;
}

/** `code` with each `"kith:chunk:ID"` replaced by the address of that chunk. */
export function linkImports(code: string, addresses: ReadonlyMap<string, string>): string {
  return code.replaceAll(CHUNK_SPECIFIER, (specifier, id: string) => {
    const address = addresses.get(id);
    return address === undefined ? specifier : JSON.stringify(address);
  });
}
