// Members who do not keep to what an update of a shared document is: whatever they say is refused or does no harm, costs
// little, and the others go on writing as if nothing was.

import * as Y from 'yjs';
import { describe, expect, test, vi } from 'vitest';
import { clientIdOf } from '../../src/sync/client-id.ts';
import { STATE, UPDATE } from '../../src/sync/exchange/protocol.ts';
import type { ByteWriter } from '../../src/sync/update/byte-cursor.ts';
import { parseUpdate } from '../../src/sync/update/parse-update.ts';
import {
  CONTENT,
  hostileUpdate,
  KEYED,
  ORIGIN,
  secondVersionBomb,
  text,
  writeText,
  writeValue,
  type HostileStruct,
} from '../support/hostile-updates.ts';
import { answerPulls, malloryDocs } from '../support/mallory-docs.ts';
import { KEY } from '../support/shared-room.ts';

vi.setConfig({ testTimeout: 30_000 });

describe('bytes that are no update', () => {
  test('[Y1] the bomb of 25 bytes in the second version is refused as if it were noise', async () => {
    // It is one: a small one of its kind is read by Yjs as what it says.
    expect(Y.decodeUpdateV2(secondVersionBomb(3)).structs).toHaveLength(3);
    const bomb = secondVersionBomb(2 ** 21 - 1);
    expect(bomb).toHaveLength(25);
    const { tell, clock, expectWorking, isLinked } = await malloryDocs();
    const startMs = performance.now();
    for (let i = 0; i < 100; i += 1) tell(bomb);
    await clock.advance(1_000);
    expect(performance.now() - startMs).toBeLessThan(2_000);
    expect(isLinked()).toBe(false);
    await expectWorking();
  });

  test('lengths and counts beyond the bytes there are cost nothing', async () => {
    const { tell, client, clock, ada, expectWorking } = await malloryDocs();
    const huge = [2 ** 21, 2 ** 31, 2 ** 32, 2 ** 49, 2 ** 53 - 1];
    for (const count of huge) {
      tell(hostileUpdate([{ client, clock: 0, count, structs: [text('t:a')] }]));
      tell(
        hostileUpdate([
          {
            client,
            clock: 0,
            structs: [{ info: CONTENT.values, root: 'l:a', write: (w) => w.number(count) }],
          },
        ]),
      );
      tell(
        hostileUpdate([
          { client, clock: 0, structs: [{ info: CONTENT.text, root: 't:a', write: (w) => w.number(count) }] },
        ]),
      );
    }
    await clock.advance(1_000);
    expect(ada.docs.facts.value.pendingUpdates).toBe(0);
    await expectWorking();
  });

  test.each<[string, HostileStruct]>([
    ['a type inside', { info: CONTENT.type, root: 'l:a', write: (writer) => writer.number(2) }],
    [
      'a format',
      { info: CONTENT.format, root: 't:a', write: (writer) => writeTexts(writer, 'bold', 'true') },
    ],
    ['an embedded thing', { info: CONTENT.embed, root: 't:a', write: (writer) => writeTexts(writer, '{}') }],
    [
      'a document inside',
      { info: CONTENT.document, root: 'l:a', write: (writer) => writeTexts(writer, 'id', 'v') },
    ],
    ['what was collected', { info: CONTENT.gc, write: (writer) => writer.number(5) }],
    ['a gap', { info: CONTENT.skip, write: (writer) => writer.number(5) }],
    ['bytes', { info: CONTENT.binary, root: 'l:a', write: (writer) => writeTexts(writer, 'abc') }],
    [
      'JSON as text',
      { info: CONTENT.json, root: 'l:a', write: (writer) => (writer.number(1), writeTexts(writer, '{}')) },
    ],
    ['undefined', valueOf((writer) => writer.byte(127))],
    ['a big integer', valueOf((writer) => (writer.byte(122), writer.append(new Uint8Array(8))))],
    ['bytes as a value', valueOf((writer) => (writer.byte(116), writer.number(0)))],
    [
      'infinity',
      valueOf((writer) => (writer.byte(123), writer.append(Uint8Array.of(127, 240, 0, 0, 0, 0, 0, 0)))),
    ],
    [
      'another prototype',
      valueOf(
        (writer) => (writer.byte(118), writer.number(1), writeTexts(writer, '__proto__'), writer.byte(126)),
      ),
    ],
    [
      'lists in lists in lists',
      valueOf(
        (writer) => (
          Array.from({ length: 17 }, () => writer.append(Uint8Array.of(117, 1))),
          writer.byte(126)
        ),
      ),
    ],
  ])('[Y1] %s is none, though Yjs would take it', (_, struct) => {
    const update = (struct: HostileStruct) => hostileUpdate([{ client: 7, clock: 0, structs: [struct] }]);
    expect(parseUpdate(update(valueOf((writer) => writer.byte(126)))).ok).toBe(true);
    expect(parseUpdate(update(struct)).ok).toBe(false);
  });
});

function valueOf(write: (writer: ByteWriter) => void): HostileStruct {
  return { info: CONTENT.values, root: 'l:a', write: (writer) => (writer.number(1), write(writer)) };
}

function writeTexts(writer: ByteWriter, ...texts: readonly string[]): void {
  for (const each of texts) writeText(writer, each);
}

describe('updates that make no sense here', () => {
  test('[Y5] two thousand that follow on nothing are held back up to a bound, not by Yjs, and let go in the end', async () => {
    const { say, client, clock, ada, expectWorking } = await malloryDocs();
    const content = 'x'.repeat(1_000);
    const startMs = performance.now();
    for (let i = 0; i < 2_000; i += 1) {
      const struct = {
        info: CONTENT.text + ORIGIN,
        origin: [client, 5_000 * (i + 1)] as const,
        write: text('t:a', content).write,
      };
      say(UPDATE, KEY, hostileUpdate([{ client, clock: 5_000 * (i + 1) + 1, structs: [struct] }]));
      if (i % 20 === 0) await clock.advance(400);
    }
    await clock.advance(1_000);
    const { pendingUpdates, stateBytes } = ada.docs.facts.value;
    expect(pendingUpdates).toBeGreaterThan(100);
    expect(pendingUpdates).toBeLessThanOrEqual(512);
    expect(stateBytes).toBeLessThan(1_000);
    await expectWorking();
    expect(performance.now() - startMs).toBeLessThan(10_000);
    await clock.advance(300_000);
    expect(ada.docs.facts.value.pendingUpdates).toBe(0);
  });

  test('[Y1] clock jumps beyond what can be counted are refused, lesser ones harm their author alone', async () => {
    const { tell, client, clock, ada, expectWorking } = await malloryDocs();
    const deleted = (length: number) => ({
      info: CONTENT.deleted,
      root: 't:a',
      write: (w: ByteWriter) => w.number(length),
    });
    for (const length of [2 ** 50, 2 ** 53 - 1, 2 ** 40 + 1])
      tell(hostileUpdate([{ client, clock: 0, structs: [deleted(length)] }]));
    tell(hostileUpdate([{ client, clock: 2 ** 53 - 1, structs: [text('t:a')] }]));
    tell(hostileUpdate([], [[client, 0, 2 ** 52]]));
    tell(hostileUpdate([{ client, clock: 0, structs: [deleted(2 ** 39)] }]));
    await clock.advance(1_000);
    expect(ada.doc.snapshot().length).toBeLessThan(200);
    expect(ada.doc.text('a').toString()).toBe('');
    await expectWorking();
  });

  test('what stands beside itself, or in a circle, is refused', async () => {
    const { clock, ada, say, mallory, attack, codes } = await malloryDocs();
    const [one, other] = [clientIdOf(mallory.peerId, 5), clientIdOf(mallory.peerId, 6)];
    const beside = (client: number) => ({
      info: CONTENT.text + ORIGIN,
      origin: [client, 0] as const,
      write: text('').write,
    });
    const circle = hostileUpdate([
      { client: one, clock: 0, structs: [beside(other)] },
      { client: other, clock: 0, structs: [beside(one)] },
    ]);
    answerPulls({ mallory, attack }, (pull) => [[pull, 0, 1, 0, circle]]);
    say(STATE, KEY, Uint8Array.of(1, 5, 9), 0);
    await clock.advance(2_000);
    expect(codes()).toEqual(['malformed']);
    expect(ada.docs.facts.value.pendingUpdates).toBe(0);
  });
});

describe('confusion', () => {
  test('[Y1] of kinds is refused: a list with text beside its items, a text with values, a map without keys', async () => {
    for (const [root, info, write] of [
      ['l:list', CONTENT.text, text('').write],
      ['t:text', CONTENT.values, writeValue],
      ['m:map', CONTENT.values, writeValue],
      ['l:list', CONTENT.values + KEYED, writeValue],
      ['anything', CONTENT.text, text('').write],
    ] as const) {
      const { tell, client, clock, codes, ada } = await malloryDocs();
      const key = (info & KEYED) === 0 ? {} : { key: 'k' };
      tell(hostileUpdate([{ client, clock: 0, structs: [{ info, root, ...key, write }] }]));
      await clock.advance(500);
      expect([root, codes()]).toEqual([root, ['malformed']]);
      expect(ada.doc.snapshot()).toHaveLength(2);
    }
  });

  test('[Y1] of kinds is refused beside what others wrote, where no name is given', async () => {
    const { tell, client, clock, codes, ada, bob } = await malloryDocs();
    bob.doc.list('list').push(1);
    await clock.advance(500);
    const origin = [clientIdOf(bob.room.self.peerId, 0), 0] as const;
    tell(
      hostileUpdate([
        { client, clock: 0, structs: [{ info: CONTENT.text + ORIGIN, origin, write: text('').write }] },
      ]),
    );
    await clock.advance(500);
    expect(codes()).toEqual(['malformed']);
    expect(ada.doc.list('list').toJSON()).toEqual([1]);
  });

  test('of names is none: what is written under one name as another kind stays apart, and is reported', async () => {
    const { tell, client, clock, codes, ada, bob } = await malloryDocs();
    ada.doc.map('cards').set('one', 1);
    tell(hostileUpdate([{ client, clock: 0, structs: [text('t:cards', 'no cards')] }]));
    await clock.advance(500);
    expect(codes()).toEqual(['other-kind']);
    expect(ada.doc.map('cards').toJSON()).toEqual({ one: 1 });
    expect(() => ada.doc.text('cards')).toThrow(TypeError);
    await clock.advance(40_000);
    expect(bob.doc.map('cards').toJSON()).toEqual({ one: 1 });
  });
});
