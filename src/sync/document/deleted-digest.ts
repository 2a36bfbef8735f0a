// One number for what is deleted in a document, so that two can be compared without telling each other all of it. It
// finds differences between honest peers; who lies about it only misses something.

export interface DeletableStruct {
  readonly id: { readonly clock: number };
  readonly length: number;
  readonly deleted: boolean;
}

/** The same for the same deleted units, in whatever order and pieces they are held. 53 bits. */
export function digestOfDeleted(clients: ReadonlyMap<number, readonly DeletableStruct[]>): number {
  let [low, high] = [0, 0];
  for (const [client, structs] of clients) {
    for (const [from, to] of deletedRanges(structs)) {
      const words = [client % 2 ** 32, Math.floor(client / 2 ** 32), from % 2 ** 32, to % 2 ** 32];
      low ^= mix(words, 0x9e3779b9);
      high ^= mix(words, 0x85ebca6b);
    }
  }
  return (high & 0x1fffff) * 2 ** 32 + (low >>> 0);
}

function* deletedRanges(structs: readonly DeletableStruct[]): Generator<readonly [number, number]> {
  let from: number | undefined;
  let to = 0;
  for (const { id, length, deleted } of structs) {
    if (deleted) {
      from ??= id.clock;
      to = id.clock + length;
    } else if (from !== undefined) {
      yield [from, to];
      from = undefined;
    }
  }
  if (from !== undefined) yield [from, to];
}

/** Source: MurmurHash3, the 32-bit variant (public domain). */
function mix(words: readonly number[], seed: number): number {
  let hash = seed;
  for (const word of words) {
    let part = Math.imul(word | 0, 0xcc9e2d51);
    part = Math.imul((part << 15) | (part >>> 17), 0x1b873593);
    hash ^= part;
    hash = Math.imul((hash << 13) | (hash >>> 19), 5) + 0xe6546b64;
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}
