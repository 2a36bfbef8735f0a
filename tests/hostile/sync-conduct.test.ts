// Members who speak for others in shared documents, write where they may not, or keep everybody busy: it is refused and
// bounded, and the others go on writing as if nothing was.

import { describe, expect, test, vi } from 'vitest';
import { encodeMessage } from '../../src/primitives/codec.ts';
import type { PeerId } from '../../src/primitives/ids.ts';
import { clientIdOf } from '../../src/sync/client-id.ts';
import { PARTS_PROTOCOL, PULL, STATE } from '../../src/sync/exchange/protocol.ts';
import { PRESENCE_PROTOCOL } from '../../src/sync/presence/protocol.ts';
import { hostileUpdate, text } from '../support/hostile-updates.ts';
import { answerPulls, malloryDocs } from '../support/mallory-docs.ts';
import { KEY } from '../support/shared-room.ts';

vi.setConfig({ testTimeout: 30_000 });

describe('speaking for others', () => {
  test('[Y2] in a broadcast is refused, whoever is meant', async () => {
    for (const whose of ['bob', 'ada', 'nobody'] as const) {
      const { tell, clock, codes, ada, bob } = await malloryDocs();
      const peers = {
        ada: ada.room.self.peerId,
        bob: bob.room.self.peerId,
        nobody: 'b'.repeat(26) as PeerId,
      };
      tell(hostileUpdate([{ client: clientIdOf(peers[whose], 0), clock: 0, structs: [text('t:a')] }]));
      await clock.advance(500);
      expect([whose, codes(), ada.doc.text('a').toString()]).toEqual([whose, ['foreign'], '']);
    }
  });

  test('[Y2] in an answer is refused where it says what this instance itself did not', async () => {
    const { clock, ada, say, mallory, attack, codes, expectWorking } = await malloryDocs();
    const own = clientIdOf(ada.room.self.peerId, 0);
    const forged = hostileUpdate([{ client: own, clock: 0, structs: [text('t:a', 'not by Ada')] }]);
    answerPulls({ mallory, attack }, (pull) => [[pull, 0, 1, 0, forged]]);
    say(STATE, KEY, Uint8Array.of(1, 5, 9), 0);
    await clock.advance(2_000);
    expect(codes()).toEqual(['foreign']);
    expect(ada.doc.text('a').toString()).toBe('');
    await expectWorking();
  });

  test('[Y6] by those who may not write changes nothing, and they are not asked', async () => {
    const readers = new Set<string>();
    const made = await malloryDocs({ mayWrite: (identity) => !readers.has(identity) });
    const { tell, say, client, clock, codes, ada, mallory, attack, expectWorking } = made;
    readers.add(mallory.peer.identity.id);
    const pulls = answerPulls({ mallory, attack }, (pull) => [
      [pull, 0, 1, 0, hostileUpdate([{ client, clock: 0, structs: [text('t:a')] }])],
    ]);
    tell(hostileUpdate([{ client, clock: 0, structs: [text('t:a')] }]));
    say(STATE, KEY, Uint8Array.of(1, 5, 9), 0);
    await clock.advance(40_000);
    expect(codes()).toEqual(['not-a-writer']);
    expect(pulls.asked()).toBe(0);
    expect(ada.doc.text('a').toString()).toBe('');
    await expectWorking();
  });
});

test('[Y7] whoever spoke for others is not heard for a minute', async () => {
  const { tell, client, clock, ada } = await malloryDocs();
  tell(hostileUpdate([{ client: client + 2 ** 9, clock: 0, structs: [text('t:a', 'forged')] }]));
  tell(hostileUpdate([{ client, clock: 0, structs: [text('t:a', 'meanwhile')] }]));
  await clock.advance(59_000);
  expect(ada.doc.text('a').toString()).toBe('');
  await clock.advance(2_000);
  tell(hostileUpdate([{ client, clock: 0, structs: [text('t:a', 'later')] }]));
  await clock.advance(500);
  expect(ada.doc.text('a').toString()).toBe('later');
});

describe('floods', () => {
  test('of questions are answered at a bounded rate', async () => {
    const { say, clock, ada, mallory, expectWorking } = await malloryDocs();
    ada.doc.text('text').insert(0, 'x'.repeat(100_000));
    await clock.advance(500);
    let answered = 0;
    mallory.mesh.handle('sync-parts', () => void (answered += 1));
    for (let i = 0; i < 3_000; i += 1) say(PULL, KEY, Uint8Array.of(0), i);
    await clock.advance(5_000);
    expect(answered).toBeGreaterThan(0);
    expect(answered).toBeLessThanOrEqual(3 * (128 + 5 * 4));
    await expectWorking();
  });

  test('[Y4] of parts that nobody asked for, and of states that promise much, cost little', async () => {
    const { say, attack, clock, ada, expectWorking } = await malloryDocs();
    const startMs = performance.now();
    const data = new Uint8Array(40_000);
    for (let i = 0; i < 1_000; i += 1) {
      attack(PARTS_PROTOCOL, encodeMessage([i, 0, 24, 1, data]));
      say(STATE, KEY, Uint8Array.of(1, i % 128, 9), i);
      if (i % 50 === 0) await clock.advance(200);
    }
    await clock.advance(30_000);
    expect(performance.now() - startMs).toBeLessThan(10_000);
    expect(ada.docs.facts.value.stateBytes).toBeLessThan(1_000);
    await expectWorking();
  });

  test('of an answer without end stop where nothing new comes', async () => {
    const { say, clock, mallory, attack, expectWorking } = await malloryDocs();
    const pulls = answerPulls({ mallory, attack }, (pull) => [[pull, 0, 1, 1, Uint8Array.of(0, 0)]]);
    say(STATE, KEY, Uint8Array.of(1, 5, 9), 0);
    await clock.advance(20_000);
    expect(pulls.asked()).toBe(1);
    await expectWorking();
  });

  test('an answer that trickles in does not keep others from being asked', async () => {
    const { say, clock, mallory, attack, ada, bob } = await malloryDocs();
    answerPulls({ mallory, attack }, (pull) => {
      for (let i = 0; i < 24; i += 1)
        clock.schedule(
          9_000 * (i + 1),
          () => void attack(PARTS_PROTOCOL, encodeMessage([pull, i, 24, 0, new Uint8Array(10)])),
        );
      return [];
    });
    say(STATE, KEY, Uint8Array.of(1, 5, 9), 0);
    await clock.advance(1_000);
    bob.docs.open('other', { space: KEY }).text('t').insert(0, 'kept waiting by nobody');
    const doc = ada.docs.open('other', { space: KEY });
    await clock.advance(1_000);
    expect(doc.text('t').toString()).toBe('kept waiting by nobody');
    await clock.advance(70_000);
    // A copy that was told nothing at all of it asks Bob.
    expect(ada.docs.facts.value.lastSyncMs).toBeGreaterThan(clock.nowMs() - 45_000);
  });
});

describe('presence', () => {
  test('[Y8] belongs to who sends it, in bounds, and takes no part of anything else', async () => {
    const { attack, clock, ada, bob, mallory } = await malloryDocs();
    const say = (sequence: number, state: string) =>
      attack(PRESENCE_PROTOCOL, encodeMessage({ sequence, state }));
    bob.docs.presence.set('cursor', 3);
    say(1, '{"cursor":4,"__proto__":{"typing":true}}');
    say(2, '{"cursor":5}');
    say(1, '{"cursor":6}');
    say(3, `{"x":"${'x'.repeat(3_000)}"}`);
    say(4, '['.repeat(900) + ']'.repeat(900));
    for (let i = 0; i < 500; i += 1) say(10 + i, `{"cursor":${i}}`);
    await clock.advance(500);
    const states = ada.docs.presence.states.value;
    expect(states.get(bob.room.self.peerId)).toEqual({ cursor: 3 });
    expect(Object.keys(states.get(mallory.peerId) ?? {})).toEqual(['cursor']);
    expect(states.size).toBe(2);
    expect(({} as Record<string, unknown>)['typing']).toBeUndefined();
  });
});
