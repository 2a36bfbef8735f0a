// Random histories of several who edit one document with Yjs itself, now and then together: what honest updates are.

import * as Y from 'yjs';
import { randomInteger, type RandomSource } from '../../src/primitives/random.ts';

export interface History {
  readonly docs: readonly Y.Doc[];
  /** Everything that any of them said, in the order of saying. */
  readonly updates: readonly Uint8Array[];
}

/** `steps` edits by `authors`; after about every fourth, two of them exchange what they have. */
export function writeHistory(random: RandomSource, authors: number, steps: number): History {
  const updates: Uint8Array[] = [];
  const docs = Array.from({ length: authors }, (_, i) => {
    const doc = new Y.Doc();
    doc.clientID = 2 ** 52 + 7_919 * (i + 1);
    doc.on('update', (update: Uint8Array, _: unknown, __: unknown, { local }: Y.Transaction) => {
      if (local) updates.push(update);
    });
    return doc;
  });
  const pick = () => docs[randomInteger(random, docs.length)]!;
  for (let i = 0; i < steps; i += 1) {
    edit(pick(), random);
    if (randomInteger(random, 4) === 0) exchange(pick(), pick());
  }
  return { docs, updates };
}

export function exchange(one: Y.Doc, other: Y.Doc): void {
  Y.applyUpdate(other, Y.encodeStateAsUpdate(one, Y.encodeStateVector(other)));
  Y.applyUpdate(one, Y.encodeStateAsUpdate(other, Y.encodeStateVector(one)));
}

const WORDS = ['a', 'hello', 'é', '🎉', ' ', '\n', 'שלום', 'x'.repeat(40)];
const VALUES = [0, -1, 1.5, 1e300, 2 ** 40, '', 'text', true, null, { a: [1, { b: 'c' }] }, [[], {}]];

export function edit(doc: Y.Doc, random: RandomSource): void {
  const dice = (bound: number) => randomInteger(random, bound);
  const [text, list, map] = [doc.getText('t:text'), doc.getArray('l:list'), doc.getMap('m:map')];
  const value = VALUES[dice(VALUES.length)];
  const at = dice(text.length + 1);
  const index = dice(list.length + 1);
  const edits = [
    () => text.insert(at, WORDS[dice(WORDS.length)] ?? ''),
    () => text.insert(at, WORDS[dice(WORDS.length)] ?? ''),
    () => text.delete(at, Math.min(text.length - at, 1 + dice(5))),
    () => list.insert(index, [value, value].slice(0, 1 + dice(2))),
    () => list.delete(index, Math.min(list.length - index, 1)),
    () => map.set(`k${dice(5)}`, value),
    () => map.delete(`k${dice(5)}`),
  ];
  doc.transact(() => {
    for (let left = 1 + dice(3); left > 0; left -= 1) edits[dice(edits.length)]?.();
  });
}

export function contentOfDoc(doc: Y.Doc): string {
  const map = Object.entries(doc.getMap('m:map').toJSON()).sort(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([doc.getText('t:text').toJSON(), doc.getArray('l:list').toJSON(), map]);
}
