import { expect, test } from 'vitest';
import {
  createRouterRegistry,
  MAX_REGISTRY_ENTRIES,
  REGISTRY_TTL_MS,
  type DiscoveredPeer,
} from '../../../src/discovery/router-registry.ts';
import type { PeerId } from '../../../src/primitives/ids.ts';
import { createSeededRandom } from '../../support/seeded-random.ts';

function entry(peerId: string, issued = 1): DiscoveredPeer {
  return { peerId: peerId as PeerId, transportIds: [], issued, encoded: Uint8Array.of(issued) };
}

const everything = { limit: 1_000 };

test('[R4] an entry is forgotten 90 s after its last check-in', () => {
  const registry = createRouterRegistry(createSeededRandom(1));
  registry.put(entry('ada'), 0);
  expect(registry.list(REGISTRY_TTL_MS - 1, everything)).toHaveLength(1);
  expect(registry.list(REGISTRY_TTL_MS, everything)).toEqual([]);
});

test('a later entry of the same peer replaces the earlier, and never the other way', () => {
  const registry = createRouterRegistry(createSeededRandom(1));
  registry.put(entry('ada', 2), 0);
  expect(registry.put(entry('ada', 1), 1)).toBe(false);
  expect(registry.put(entry('ada', 3), 2)).toBe(true);
  expect(registry.list(3, everything).map(({ issued }) => issued)).toEqual([3]);
});

test('of many each is told of others at random, each once, and nobody of itself', () => {
  const registry = createRouterRegistry(createSeededRandom(1));
  for (let i = 0; i < 100; i += 1) registry.put(entry(`peer ${i}`), 0);
  const told = new Set<PeerId>();
  for (let i = 0; i < 100; i += 1) {
    const listed = registry.list(1, { limit: 10, except: 'peer 3' as PeerId }).map(({ peerId }) => peerId);
    expect(new Set(listed).size).toBe(10);
    for (const each of listed) told.add(each);
  }
  expect(told.size).toBe(99);
  expect(told.has('peer 3' as PeerId)).toBe(false);
});

test('it never grows beyond its bound, and known peers still check in when it is full', () => {
  const registry = createRouterRegistry(createSeededRandom(1));
  for (let i = 0; i < 2 * MAX_REGISTRY_ENTRIES; i += 1) registry.put(entry(`peer ${i}`), 0);
  expect(registry.size).toBe(MAX_REGISTRY_ENTRIES);
  expect(registry.put(entry('peer 1', 2), 1)).toBe(true);
});

test('ranks follow the ids', () => {
  const registry = createRouterRegistry(createSeededRandom(1));
  for (const name of ['cleo', 'ada', 'ben']) registry.put(entry(name), 0);
  expect(['ada', 'ben', 'cleo'].map((name) => registry.rankOf(name as PeerId, 1))).toEqual([0, 1, 2]);
});
