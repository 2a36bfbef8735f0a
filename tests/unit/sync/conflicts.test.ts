// Two copies whose changes reach each other late or at once: what met is counted, what only followed is not.

import { describe, expect, test } from 'vitest';
import { Replica } from '../../../src/sync/document/replica.ts';

const ROOTS = ['m:m', 'l:l', 't:t'];

function pass(from: Replica, to: Replica): void {
  to.apply(from.diff(to.vector()), ROOTS, 'peer');
}

function meet(...replicas: readonly [Replica, Replica]): void {
  const [one, other] = replicas;
  const [ofOne, ofOther] = [one.diff(other.vector()), other.diff(one.vector())];
  one.apply(ofOther, ROOTS, 'peer');
  other.apply(ofOne, ROOTS, 'peer');
}

function pair(): readonly [Replica, Replica] {
  return [new Replica(1), new Replica(2)];
}

describe('of a map', () => {
  test('the same key at once is a conflict for both, other keys are none', () => {
    const [ada, bob] = pair();
    ada.root('map', 'm').set('k', 'a');
    bob.root('map', 'm').set('k', 'b');
    bob.root('map', 'm').set('other', 'b');
    meet(ada, bob);
    expect(ada.root('map', 'm').toJSON()).toEqual(bob.root('map', 'm').toJSON());
    expect([ada.conflicts, bob.conflicts]).toEqual([1, 1]);
  });

  test('what follows on what was seen is none, however often', () => {
    const [ada, bob] = pair();
    for (let n = 0; n < 5; n += 1) {
      ada.root('map', 'm').set('k', n);
      pass(ada, bob);
      bob.root('map', 'm').set('k', -n);
      pass(bob, ada);
    }
    expect([ada.conflicts, bob.conflicts]).toEqual([0, 0]);
  });

  test('several changes of a key here met by one of another are one', () => {
    const [ada, bob] = pair();
    for (let n = 0; n < 5; n += 1) ada.root('map', 'm').set('k', n);
    bob.root('map', 'm').set('k', 'b');
    pass(bob, ada);
    expect(ada.conflicts).toBe(1);
  });
});

describe('of a list or text', () => {
  test('the same spot at once is a conflict, another spot is none', () => {
    const [ada, bob] = pair();
    ada.root('text', 't').insert(0, 'first last');
    pass(ada, bob);
    ada.root('text', 't').insert(0, 'A');
    bob.root('text', 't').insert(10, 'B');
    meet(ada, bob);
    expect([ada.conflicts, bob.conflicts]).toEqual([0, 0]);
    ada.root('text', 't').insert(6, 'a');
    bob.root('text', 't').insert(6, 'b');
    meet(ada, bob);
    expect(ada.root('text', 't').toJSON()).toBe(bob.root('text', 't').toJSON());
    expect([ada.conflicts, bob.conflicts]).toEqual([1, 1]);
  });

  test('writing in turns, within what the other wrote, is none', () => {
    const [ada, bob] = pair();
    ada.root('list', 'l').push(['a', 'b', 'c']);
    for (let n = 0; n < 20; n += 1) {
      const [writer, reader] = n % 2 === 0 ? [bob, ada] : [ada, bob];
      pass(reader, writer);
      writer.root('list', 'l').insert(n % 3, [n]);
      if (n % 5 === 4) writer.root('list', 'l').delete(0, 1);
      pass(writer, reader);
    }
    expect([ada.conflicts, bob.conflicts]).toEqual([0, 0]);
  });
});

test('what others disagreed about is not counted by who comes later', () => {
  const [ada, bob] = pair();
  ada.root('map', 'm').set('k', 'a');
  bob.root('map', 'm').set('k', 'b');
  meet(ada, bob);
  const cyd = new Replica(3);
  pass(ada, cyd);
  expect(cyd.conflicts).toBe(0);
});
