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
  const add = (client: number, from: number, to: number) => {
    low ^= hashOf(client, from, to, 0x9e3779b9);
    high ^= hashOf(client, from, to, 0x85ebca6b);
  };
  for (const [client, structs] of clients) addDeleted(structs, (from, to) => add(client, from, to));
  return (high & 0x1fffff) * 2 ** 32 + (low >>> 0);
}

/** Runs over everything that a document is made of whenever it is compared: no objects on the way. */
function addDeleted(structs: readonly DeletableStruct[], add: (from: number, to: number) => void): void {
  let from = -1;
  let to = 0;
  for (const struct of structs) {
    if (struct.deleted) {
      if (from < 0) from = struct.id.clock;
      to = struct.id.clock + struct.length;
    } else if (from >= 0) {
      add(from, to);
      from = -1;
    }
  }
  if (from >= 0) add(from, to);
}

/** Source: MurmurHash3, the 32-bit variant (public domain). */
function hashOf(client: number, from: number, to: number, seed: number): number {
  let hash = mix(seed, client % 2 ** 32);
  hash = mix(hash, Math.floor(client / 2 ** 32));
  hash = mix(hash, from % 2 ** 32);
  hash = mix(hash, to % 2 ** 32);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

function mix(hash: number, word: number): number {
  let part = Math.imul(word | 0, 0xcc9e2d51);
  part = Math.imul((part << 15) | (part >>> 17), 0x1b873593);
  const mixed = hash ^ part;
  return Math.imul((mixed << 13) | (mixed >>> 19), 5) + 0xe6546b64;
}
