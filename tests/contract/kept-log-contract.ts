// What a kept log promises over any store: in memory and on the device, with the browser's own cryptography.

import { beforeEach, describe, expect, it } from 'vitest';
import { createWebCrypto } from '../../src/platform/web-crypto.ts';
import { decodeUtf8, encodeUtf8 } from '../../src/primitives/bytes.ts';
import type { KeyValueStore } from '../../src/primitives/key-value-store.ts';
import { createKeptKeyring } from '../../src/sync/kept-keys.ts';
import { openKeptLog, removeKeptLog, type OpenedLog } from '../../src/sync/kept-log.ts';
import { keptLogPrefix } from '../../src/sync/kept-names.ts';
import type { KeptSealing } from '../../src/sync/kept-record.ts';
import { createFaultyStore } from '../support/faulty-store.ts';
import { createSeededRandom } from '../support/seeded-random.ts';

const crypto = createWebCrypto(globalThis.crypto.subtle);
const SEED = 4_711;

export async function sealingOf(place: string, storageKeyByte = 7): Promise<KeptSealing> {
  const keyring = await createKeptKeyring(new Uint8Array(32).fill(storageKeyByte), crypto);
  const [tag, key] = await Promise.all([keyring.tagOf(encodeUtf8(place)), keyring.logKey(encodeUtf8(place))]);
  return { crypto, random: createSeededRandom(SEED), tag, key };
}

async function open(store: KeyValueStore, sealing: KeptSealing): Promise<OpenedLog> {
  const opened = await openKeptLog(store, sealing);
  if (!opened.ok) throw new Error(opened.error);
  return opened.value;
}

async function textsIn(store: KeyValueStore, sealing: KeptSealing): Promise<readonly (string | undefined)[]> {
  return (await open(store, sealing)).found.map(decodeUtf8);
}

/** An empty store and the keys of one room. */
interface Scene {
  readonly store: KeyValueStore;
  readonly sealing: KeptSealing;
  append(opened: OpenedLog, ...texts: readonly string[]): Promise<void>;
  keysNow(): Promise<readonly string[]>;
  /** Changes the bytes of one record. */
  change(index: number, to: (bytes: Uint8Array) => Uint8Array): Promise<void>;
}

type MakeScene = () => Promise<Scene>;

/** `makeStore` opens an empty store. */
export function describeKeptLog(makeStore: () => Promise<KeyValueStore>): void {
  const makeScene: MakeScene = async () => {
    const store = await makeStore();
    const sealing = await sealingOf('slow river');
    const keysNow = async () => (await store.keys(keptLogPrefix(sealing.tag))).toSorted();
    return {
      store,
      sealing,
      keysNow,
      async append({ log }, ...texts) {
        for (const text of texts) expect(await log.append(encodeUtf8(text))).toMatchObject({ ok: true });
      },
      async change(index, to) {
        const key = (await keysNow()).at(index) ?? '';
        await store.put(key, to((await store.get(key)) ?? new Uint8Array()));
      },
    };
  };
  describe('that is whole', () => describeWhole(makeScene));
  describe('with damage', () => describeDamage(makeScene));
  describe('when writing fails', () => describeFailures(makeScene));
}

function describeWhole(makeScene: MakeScene): void {
  let scene: Scene;
  beforeEach(async () => {
    scene = await makeScene();
  });

  it('is empty where nothing was kept, and writes nothing by being opened', async () => {
    expect(await open(scene.store, scene.sealing)).toMatchObject({ found: [], lost: 0 });
    expect(await scene.store.keys('')).toEqual([]);
  });

  it('gives back what was added, in order, across openings', async () => {
    await scene.append(await open(scene.store, scene.sealing), 'a', 'b');
    await scene.append(await open(scene.store, scene.sealing), 'c');
    expect(await textsIn(scene.store, scene.sealing)).toEqual(['a', 'b', 'c']);
  });

  it('keeps the order of calls that nobody waited for', async () => {
    const { log } = await open(scene.store, scene.sealing);
    await Promise.all(Array.from('abcdefgh', (letter) => log.append(encodeUtf8(letter))));
    expect(await textsIn(scene.store, scene.sealing)).toEqual(Array.from('abcdefgh'));
  });

  it('replaces everything by a snapshot, and goes on behind it', async () => {
    const opened = await open(scene.store, scene.sealing);
    await scene.append(opened, 'a', 'b', 'c');
    await opened.log.compact([encodeUtf8('abc'), encodeUtf8('more')]);
    expect(await scene.keysNow()).toHaveLength(2);
    await scene.append(opened, 'd');
    expect(await textsIn(scene.store, scene.sealing)).toEqual(['abc', 'more', 'd']);
    expect(opened.log.size.records).toBe(3);
  });

  it('can be compacted to nothing', async () => {
    const opened = await open(scene.store, scene.sealing);
    await scene.append(opened, 'a');
    await opened.log.compact([]);
    expect(await open(scene.store, scene.sealing)).toMatchObject({ found: [], lost: 0 });
  });

  it('holds nothing in clear, in values or in names', async () => {
    await scene.append(await open(scene.store, scene.sealing), 'the secret picnic');
    for (const key of await scene.store.keys('')) {
      const written = `${key} ${new TextDecoder('latin1').decode(await scene.store.get(key))}`;
      expect(written).not.toMatch(/picnic|slow|river/);
    }
  });

  it('seals equal texts into different bytes', async () => {
    await scene.append(await open(scene.store, scene.sealing), 'same', 'same');
    const [one, other] = await Promise.all((await scene.keysNow()).map((key) => scene.store.get(key)));
    expect(one?.slice(-20)).not.toEqual(other?.slice(-20));
  });

  it('opens for nobody with another key', async () => {
    await scene.append(await open(scene.store, scene.sealing), 'a');
    const other = { ...scene.sealing, key: (await sealingOf('slow river', 8)).key };
    expect(await openKeptLog(scene.store, other)).toEqual({ ok: false, error: 'damaged' });
  });

  it('shares nothing with another room', async () => {
    await scene.append(await open(scene.store, scene.sealing), 'a');
    expect(await textsIn(scene.store, await sealingOf('old harbour'))).toEqual([]);
  });

  it('forgets one room and no other', async () => {
    const other = await sealingOf('old harbour');
    await scene.append(await open(scene.store, scene.sealing), 'a', 'b');
    await scene.append(await open(scene.store, other), 'c');
    expect(await removeKeptLog(scene.store, scene.sealing.tag)).toMatchObject({ ok: true });
    expect(await scene.keysNow()).toEqual([]);
    expect(await textsIn(scene.store, other)).toEqual(['c']);
  });
}

function describeDamage(makeScene: MakeScene): void {
  let scene: Scene;
  beforeEach(async () => {
    scene = await makeScene();
  });

  const damages: readonly [string, () => Promise<void>, readonly string[]][] = [
    [
      'a changed byte',
      () => scene.change(1, (bytes) => bytes.map((byte, i) => (i === 30 ? byte ^ 1 : byte))),
      ['a', 'c'],
    ],
    ['a torn end', () => scene.change(-1, (bytes) => bytes.slice(0, -5)), ['a', 'b']],
    ['an emptied record', () => scene.change(1, () => new Uint8Array()), ['a', 'c']],
    [
      'a later version',
      () => scene.change(1, (bytes) => bytes.map((byte, i) => (i === 0 ? 2 : byte))),
      ['a', 'c'],
    ],
    ['a missing record', async () => scene.store.remove((await scene.keysNow())[1] ?? ''), ['a', 'c']],
  ];
  it.each(damages)('tells of %s and gives the rest', async (_, damage, rest) => {
    await scene.append(await open(scene.store, scene.sealing), 'a', 'b', 'c');
    await damage();
    const opened = await open(scene.store, scene.sealing);
    expect({ texts: opened.found.map(decodeUtf8), lost: opened.lost }).toEqual({ texts: rest, lost: 1 });
  });

  it('tells of two records in each other’s place', async () => {
    await scene.append(await open(scene.store, scene.sealing), 'a', 'b', 'c');
    const [, first = '', second = ''] = await scene.keysNow();
    const [one, two] = [await scene.store.get(first), await scene.store.get(second)];
    if (one && two) await Promise.all([scene.store.put(first, two), scene.store.put(second, one)]);
    const opened = await open(scene.store, scene.sealing);
    expect({ texts: opened.found.map(decodeUtf8), lost: opened.lost }).toEqual({ texts: ['a'], lost: 2 });
  });

  it('tells of a record that an older state of the log had in this place', async () => {
    await scene.append(await open(scene.store, scene.sealing), 'a');
    const [key = ''] = await scene.keysNow();
    const older = await scene.store.get(key);
    await scene.store.remove(key);
    await scene.append(await open(scene.store, scene.sealing), 'another a', 'b');
    if (older) await scene.store.put(key, older);
    expect((await open(scene.store, scene.sealing)).lost).toBe(1);
  });

  it('says so when not one record opens, and overwrites nothing', async () => {
    await scene.append(await open(scene.store, scene.sealing), 'a');
    await scene.change(0, (bytes) => bytes.slice(1));
    const before = await scene.store.get((await scene.keysNow())[0] ?? '');
    expect(await openKeptLog(scene.store, scene.sealing)).toEqual({ ok: false, error: 'damaged' });
    expect(await scene.store.get((await scene.keysNow())[0] ?? '')).toEqual(before);
  });

  it('is whole again once it was compacted', async () => {
    await scene.append(await open(scene.store, scene.sealing), 'a', 'b', 'c');
    await scene.change(1, () => new Uint8Array());
    const opened = await open(scene.store, scene.sealing);
    await opened.log.compact(opened.found);
    expect(await open(scene.store, scene.sealing)).toMatchObject({
      lost: 0,
      found: [encodeUtf8('a'), encodeUtf8('c')],
    });
  });

  it('pays no heed to names it does not know', async () => {
    await scene.append(await open(scene.store, scene.sealing), 'a');
    for (const name of ['', 'x', '00000001/00000000/0', '1/1'])
      await scene.store.put(keptLogPrefix(scene.sealing.tag) + name, encodeUtf8('?'));
    expect(await open(scene.store, scene.sealing)).toMatchObject({ lost: 0, found: [encodeUtf8('a')] });
  });
}

function describeFailures(makeScene: MakeScene): void {
  let scene: Scene;
  beforeEach(async () => {
    scene = await makeScene();
  });

  it('says full or blocked, keeps what it had, and goes on afterwards', async () => {
    const faulty = createFaultyStore(scene.store);
    const opened = await open(faulty, scene.sealing);
    await scene.append(opened, 'a');
    for (const code of ['full', 'blocked'] as const) {
      faulty.failWrites(code);
      expect(await opened.log.append(encodeUtf8('lost'))).toEqual({ ok: false, error: code });
      expect(await opened.log.compact([encodeUtf8('lost')])).toEqual({ ok: false, error: code });
    }
    faulty.heal();
    await scene.append(opened, 'b');
    expect(await textsIn(scene.store, scene.sealing)).toEqual(['a', 'b']);
  });

  it('says so when it cannot be read', async () => {
    const faulty = createFaultyStore(scene.store);
    faulty.failReads('blocked');
    expect(await openKeptLog(faulty, scene.sealing)).toEqual({ ok: false, error: 'blocked' });
  });

  it('never has a moment in compacting in which nothing valid is stored', async () => {
    const everything = ['a', 'b', 'c'];
    for (let writes = 0; writes < 8; writes += 1) {
      for (const key of await scene.keysNow()) await scene.store.remove(key);
      const dying = createFaultyStore(scene.store);
      const opened = await open(dying, scene.sealing);
      await scene.append(opened, ...everything);
      dying.failWrites('failed', writes);
      await opened.log.compact(everything.map(encodeUtf8));
      const found = await textsIn(scene.store, scene.sealing);
      expect(new Set(found), `after ${writes} writes`).toEqual(new Set(everything));
      expect((await open(scene.store, scene.sealing)).lost).toBe(0);
    }
  });
}
