// A person's mark: a dye and a thing out of their key. The indices travel nowhere; everybody computes them.

/** SHA-256("kith-mark-v1" || raw signing key), the input of {@link markOfHash}. */
export const MARK_LABEL = 'kith-mark-v1';

export const DYES = [
  'brick',
  'copper',
  'saffron',
  'olive',
  'moss',
  'pine',
  'teal',
  'lake',
  'indigo',
  'plum',
  'orchid',
  'rose',
] as const;
export type Dye = (typeof DYES)[number];

/** Frozen order: the index comes from the key, the word is translated. */
export const THINGS = [
  'acorn',
  'anchor',
  'badger',
  'banjo',
  'barrel',
  'basket',
  'beetle',
  'bobbin',
  'bucket',
  'button',
  'cactus',
  'candle',
  'carrot',
  'cello',
  'clover',
  'comet',
  'compass',
  'cricket',
  'dolphin',
  'falcon',
  'feather',
  'gecko',
  'hammer',
  'hedgehog',
  'heron',
  'kayak',
  'kettle',
  'ladder',
  'lantern',
  'lobster',
  'magpie',
  'minnow',
  'mitten',
  'mushroom',
  'needle',
  'otter',
  'oyster',
  'pebble',
  'pencil',
  'penguin',
  'pigeon',
  'pinecone',
  'pretzel',
  'puffin',
  'rabbit',
  'raven',
  'robin',
  'rowboat',
  'saddle',
  'sailboat',
  'scissors',
  'seahorse',
  'sparrow',
  'teapot',
  'thimble',
  'thistle',
  'trumpet',
  'tulip',
  'turtle',
  'wagon',
  'walnut',
  'walrus',
  'whistle',
  'windmill',
] as const;
export type Thing = (typeof THINGS)[number];

export interface Mark {
  readonly dye: Dye;
  readonly thing: Thing;
}

/** `hash` is SHA-256 of the label and the raw public signing key, 32 bytes. */
export function markOfHash(hash: Uint8Array): Mark {
  const view = new DataView(hash.buffer, hash.byteOffset, hash.byteLength);
  return {
    dye: DYES[view.getUint16(0) % DYES.length] ?? 'brick',
    thing: THINGS[view.getUint16(2) % THINGS.length] ?? 'acorn',
  };
}
