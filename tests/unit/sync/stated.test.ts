import { describe, expect, test } from 'vitest';
import type { PeerId } from '../../../src/primitives/ids.ts';
import { Replica } from '../../../src/sync/document/replica.ts';
import type { DocumentState } from '../../../src/sync/exchange/comparing.ts';
import { Stated } from '../../../src/sync/exchange/stated.ts';

const bob = 'bob' as PeerId;
const stateOf = (replica: Replica): DocumentState => ({
  clients: replica.knownClients(),
  deletions: replica.deletions(),
});

/** A document here, and the same at somebody else. */
function copies() {
  const [ours, theirs] = [new Replica(1), new Replica(2)];
  return { ours, theirs, stated: new Stated(ours) };
}

describe('who holds a document', () => {
  test('is nobody who said nothing', () => {
    const { ours, stated } = copies();
    expect(stated.isEmpty).toBe(true);
    ours.root('map', 'm').set('k', 1);
    expect([stated.isEmpty, stated.isHeldBy(bob)]).toEqual([false, false]);
  });

  test('is who said so, until more is here', () => {
    const { ours, theirs, stated } = copies();
    ours.root('map', 'm').set('k', 1);
    theirs.apply(ours.snapshot(), ['m:m'], 'peer');
    stated.tell(bob, stateOf(theirs));
    expect(stated.isHeldBy(bob)).toBe(true);
    ours.root('map', 'm').set('k', 2);
    expect(stated.isHeldBy(bob)).toBe(false);
    stated.tell(bob, stateOf(ours));
    expect(stated.isHeldBy(bob)).toBe(true);
    stated.forget(bob);
    expect(stated.isHeldBy(bob)).toBe(false);
  });

  test('is not who knows nothing of what was deleted', () => {
    const { ours, theirs, stated } = copies();
    ours.root('map', 'm').set('k', 1);
    theirs.apply(ours.snapshot(), ['m:m'], 'peer');
    ours.root('map', 'm').delete('k');
    stated.tell(bob, stateOf(theirs));
    expect(stated.isHeldBy(bob)).toBe(false);
  });

  test('is who knows more', () => {
    const { ours, theirs, stated } = copies();
    ours.root('map', 'm').set('k', 1);
    theirs.apply(ours.snapshot(), ['m:m'], 'peer');
    theirs.root('map', 'm').set('other', 1);
    stated.tell(bob, stateOf(theirs));
    expect(stated.isHeldBy(bob)).toBe(true);
  });

  test('is still who held all when what it wrote itself arrives', () => {
    const { ours, theirs, stated } = copies();
    ours.root('map', 'm').set('k', 1);
    theirs.apply(ours.snapshot(), ['m:m'], 'peer');
    stated.tell(bob, stateOf(theirs));
    expect(stated.isHeldBy(bob)).toBe(true);
    theirs.root('map', 'm').set('k', 2);
    ours.apply(theirs.diff(ours.vector()), ['m:m'], 'peer');
    expect(stated.isHeldBy(bob)).toBe(false);
    stated.addOwn(bob);
    expect(stated.isHeldBy(bob)).toBe(true);
  });

  test('is remembered of 32, whatever they claim, in bounded memory', () => {
    const { ours, stated } = copies();
    ours.root('map', 'm').set('k', 1);
    const everything = { clients: new Map([[1, 1_000]]), deletions: 0 };
    const peers = Array.from({ length: 33 }, (_, n) => `peer ${n}` as PeerId);
    for (const peer of peers) stated.tell(peer, everything);
    expect(peers.filter((peer) => stated.isHeldBy(peer))).toEqual(peers.slice(1));
    const strangers = Array.from({ length: 6_000 }, (_, n) => [n + 10, 1] as const);
    stated.tell(bob, { clients: new Map([...strangers, [1, 1_000]]), deletions: 0 });
    expect(stated.isHeldBy(bob)).toBe(true);
  });
});
