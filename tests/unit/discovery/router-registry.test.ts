import { expect, test } from 'vitest';
import {
  createRouterRegistry,
  MAX_REGISTRY_ENTRIES,
  REGISTRY_TTL_MS,
  type DiscoveredPeer,
} from '../../../src/discovery/router-registry.ts';
import type { PeerId } from '../../../src/primitives/ids.ts';

function entry(peerId: string, issued = 1): DiscoveredPeer {
  return { peerId: peerId as PeerId, transportIds: [], issued, encoded: Uint8Array.of(issued) };
}

const everything = { limit: 1_000 };

test('[R4] an entry is forgotten 90 s after its last check-in', () => {
  const registry = createRouterRegistry();
  registry.put(entry('ada'), 0);
  expect(registry.list(REGISTRY_TTL_MS - 1, everything)).toHaveLength(1);
  expect(registry.list(REGISTRY_TTL_MS, everything)).toEqual([]);
});

test('a later entry of the same peer replaces the earlier, and never the other way', () => {
  const registry = createRouterRegistry();
  registry.put(entry('ada', 2), 0);
  expect(registry.put(entry('ada', 1), 1)).toBe(false);
  expect(registry.put(entry('ada', 3), 2)).toBe(true);
  expect(registry.list(3, everything).map(({ issued }) => issued)).toEqual([3]);
});

test('the freshest come first, without the one who asks', () => {
  const registry = createRouterRegistry();
  for (const name of ['ada', 'ben', 'cleo']) registry.put(entry(name), 0);
  registry.put(entry('ada', 2), 1);
  const listed = registry.list(2, { limit: 2, except: 'cleo' as PeerId });
  expect(listed.map(({ peerId }) => peerId)).toEqual(['ada', 'ben']);
});

test('it never grows beyond its bound, and known peers still check in when it is full', () => {
  const registry = createRouterRegistry();
  for (let i = 0; i < 2 * MAX_REGISTRY_ENTRIES; i += 1) registry.put(entry(`peer ${i}`), 0);
  expect(registry.size).toBe(MAX_REGISTRY_ENTRIES);
  expect(registry.put(entry('peer 1', 2), 1)).toBe(true);
});

test('ranks follow the ids', () => {
  const registry = createRouterRegistry();
  for (const name of ['cleo', 'ada', 'ben']) registry.put(entry(name), 0);
  expect(['ada', 'ben', 'cleo'].map((name) => registry.rankOf(name as PeerId, 1))).toEqual([0, 1, 2]);
});
