// The reader of updates against Yjs's own writer: what honest peers say is read as Yjs reads it, cut into pieces that
// make the same document, and nothing else that is accepted makes Yjs fail or keep anything back.

import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { randomInteger } from '../../../src/primitives/random.ts';
import { checkUpdate, type CheckedUpdate } from '../../../src/sync/update/check-update.ts';
import { parseStateVector, parseUpdate, type ParsedUpdate } from '../../../src/sync/update/parse-update.ts';
import { splitUpdate } from '../../../src/sync/update/write-update.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';
import { seedsToRun } from '../../support/seeds.ts';
import { contentOfDoc, edit, exchange, writeHistory } from '../../support/yjs-histories.ts';

const SEEDS = seedsToRun([1, 2, 3, 4, 5, 6]);
const NOTHING = () => 0;

function read(update: Uint8Array): ParsedUpdate {
  const parsed = parseUpdate(update);
  if (!parsed.ok) throw new Error(parsed.error);
  return parsed.value;
}

function check(update: ParsedUpdate, known = NOTHING as (client: number) => number): CheckedUpdate {
  const checked = checkUpdate(update, known);
  if (!checked.ok) throw new Error(checked.error);
  return checked.value;
}

describe('what Yjs writes', () => {
  test.each(SEEDS)('is read as Yjs reads it, seed %i', (seed) => {
    const { docs, updates } = writeHistory(createSeededRandom(seed), 4, 120);
    const wholes = docs.map((doc) => Y.encodeStateAsUpdate(doc));
    for (const update of [...updates, ...wholes]) {
      const { sections, deletes } = read(update);
      const { structs, ds } = Y.decodeUpdate(update);
      const ours = sections.flatMap((section) => section.structs);
      expect(ours.map(({ client, clock, end }) => [client, clock, end])).toEqual(
        structs.map(({ id, length }) => [id.client, id.clock, id.clock + length]),
      );
      const theirs = Array.from(ds.clients).flatMap(([client, items]) =>
        items.map(({ clock, len }) => [client, clock, clock + len]),
      );
      expect(deletes.map(({ client, clock, end }) => [client, clock, end])).toEqual(theirs);
    }
    const vector = parseStateVector(Y.encodeStateVector(docs[0]!));
    expect(vector).toEqual({ ok: true, value: Y.decodeStateVector(Y.encodeStateVector(docs[0]!)) });
  });

  test.each(SEEDS)('makes the same document in pieces of any size, seed %i', (seed) => {
    const random = createSeededRandom(seed);
    const { docs } = writeHistory(random, 4, 200);
    for (const doc of docs) exchange(doc, docs[0]!);
    docs[0]!.getText('t:text').insert(0, '🎉'.repeat(400));
    docs[0]!.getArray('l:list').push(Array.from({ length: 300 }, (_, i) => ({ i })));
    const update = Y.encodeStateAsUpdate(docs[0]!);
    const parsed = read(update);
    const { ordered } = check(parsed);
    for (const [maxBytes, maxStructs] of [
      [200, Infinity],
      [1_000, Infinity],
      [Infinity, 1],
      [Infinity, 7],
    ] as const) {
      const copy = new Y.Doc();
      const pieces = splitUpdate(parsed, ordered, { maxBytes, maxStructs });
      for (const piece of pieces) {
        const { needs } = check(read(piece), (client) => Y.getState(copy.store, client));
        for (const { client, clock } of needs)
          expect(Y.getState(copy.store, client)).toBeGreaterThanOrEqual(clock);
        Y.applyUpdate(copy, piece);
        expect([copy.store.pendingStructs, copy.store.pendingDs]).toEqual([null, null]);
      }
      expect(pieces.length).toBeGreaterThan(3);
      expect(contentOfDoc(copy)).toBe(contentOfDoc(docs[0]!));
      expect(Y.encodeStateVector(copy)).toEqual(Y.encodeStateVector(docs[0]!));
    }
  });

  test.each(SEEDS)('says what must be known first, no more and no less, seed %i', (seed) => {
    const random = createSeededRandom(seed);
    const { updates } = writeHistory(random, 3, 80);
    const copy = new Y.Doc();
    let applied = 0;
    const left = new Set(updates);
    // Drawn at random: what is ready is applied, what is not would have been kept back by Yjs.
    for (let tries = 0; left.size > 0 && tries < 20_000; tries += 1) {
      const update = Array.from(left)[randomInteger(random, left.size)]!;
      const { needs } = check(read(update), (client) => Y.getState(copy.store, client));
      const isReady = needs.every(({ client, clock }) => Y.getState(copy.store, client) >= clock);
      if (!isReady) continue;
      Y.applyUpdate(copy, update);
      expect([copy.store.pendingStructs, copy.store.pendingDs]).toEqual([null, null]);
      left.delete(update);
      applied += 1;
    }
    expect(applied).toBe(updates.length);
  });
});

describe('what nobody wrote', () => {
  test.each(SEEDS)('[Y1] is refused, or does no harm to Yjs, seed %i', (seed) => {
    const random = createSeededRandom(seed);
    const { docs, updates } = writeHistory(random, 3, 60);
    const whole = Y.encodeStateAsUpdate(docs[0]!);
    let refused = 0;
    let accepted = 0;
    for (let i = 0; i < 3_000; i += 1) {
      const original = i % 3 === 0 ? whole : updates[randomInteger(random, updates.length)]!;
      const mutated = Uint8Array.from(original);
      for (let left = 1 + randomInteger(random, 3); left > 0; left -= 1)
        mutated[randomInteger(random, mutated.length)] = randomInteger(random, 256);
      const parsed = parseUpdate(mutated);
      const checked = parsed.ok ? checkUpdate(parsed.value, NOTHING) : parsed;
      if (!checked.ok) {
        refused += 1;
        continue;
      }
      accepted += 1;
      if (checked.value.needs.length > 0 || checked.value.same.length > 0) continue;
      const copy = new Y.Doc();
      for (const root of checked.value.roots) define(copy, root);
      Y.applyUpdate(copy, mutated);
      expect([copy.store.pendingStructs, copy.store.pendingDs]).toEqual([null, null]);
      edit(copy, random);
      expect(typeof contentOfDoc(copy)).toBe('string');
    }
    expect(refused).toBeGreaterThan(500);
    expect(accepted).toBeGreaterThan(50);
  });
});

function define(doc: Y.Doc, root: string): void {
  const kinds = { 'm:': Y.Map, 'l:': Y.Array, 't:': Y.Text } as const;
  doc.get(root, kinds[root.slice(0, 2) as keyof typeof kinds] as typeof Y.Map);
}
