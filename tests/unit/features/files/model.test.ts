import { computed, signal } from '@preact/signals-core';
import { describe, expect, it } from 'vitest';
import type { FeatureContext } from '../../../../src/features/feature.ts';
import type { ChosenFile } from '../../../../src/features/files/api.ts';
import { createFilesModel } from '../../../../src/features/files/model.ts';
import type { Protocol } from '../../../../src/room/protocol-definition.ts';
import { MAX_CHUNKS } from '../../../../src/swarm/file-shape.ts';
import { MAX_SWARMS } from '../../../../src/swarm/limits.ts';
import { createFakeRoom, makePeer } from '../../../support/fake-room.ts';
import { choose, createTestFilesWorld } from '../../../support/files-room.ts';
import { keyBy } from '../../../support/offer-keys.ts';

const BEN = makePeer('Ben');
const MIB = 2 ** 20;

function makeScene(change: (context: FeatureContext) => FeatureContext = (context) => context) {
  const fake = createFakeRoom([BEN]);
  const world = createTestFilesWorld(fake.clock);
  const idle = fake.clock.pendingTimers;
  const model = createFilesModel(change(fake.context), world);
  const names = () => model.rows.value.map(({ name }) => name);
  let keys = 0;
  const hear = async (fields: Record<string, unknown>) => {
    keys += 1;
    const offer = {
      key: keyBy(BEN.peerId, keys),
      name: 'a.txt',
      mime: 'text/plain',
      size: 100,
      chunk: 16_384,
      ...fields,
    };
    fake.receive(BEN, { type: 'offer', offers: [offer] }, 'swarm-news');
    await fake.clock.advance(100);
  };
  return { ...fake, world, model, names, hear, idle };
}

describe('what cannot be offered is said', () => {
  it('too large, by name', () => {
    const { model, names } = makeScene();
    const huge = choose('huge.bin', MAX_CHUNKS * 65_536 + 1);
    expect(model.offer([huge, choose('fine.bin', 10)])).toEqual([{ code: 'too-large', names: ['huge.bin'] }]);
    expect(names()).toEqual(['fine.bin']);
  });

  it('too many, by number: a hundred thousand at once too', () => {
    const { model, names } = makeScene();
    const many: readonly ChosenFile[] = Array.from<ChosenFile>({ length: 100_000 }).fill(choose('a', 1));
    expect(model.offer(many)).toEqual([{ code: 'too-many', count: 100_000 - MAX_SWARMS }]);
    expect(model.offer([choose('b', 1)])).toEqual([{ code: 'too-many', count: 1 }]);
    expect(names()).toHaveLength(MAX_SWARMS);
  });

  it('before anything is: what would be left out is foreseen as it comes to be', () => {
    const { model } = makeScene();
    model.offer([choose('here', 1)]);
    const many = [
      choose('huge.bin', MAX_CHUNKS * 65_536 + 1),
      ...Array.from({ length: 600 }, () => choose('a', 1)),
    ];
    const foreseen = model.foresee(many);
    const left = { code: 'too-many', count: 600 - MAX_SWARMS + 1 };
    expect(foreseen.problems).toEqual([{ code: 'too-large', names: ['huge.bin'] }, left]);
    expect(model.rows.value).toHaveLength(1);
    const { ids, problems } = model.share(many);
    expect([ids.length, problems]).toEqual([foreseen.count, foreseen.problems]);
    expect(model.foresee([choose('b', 1)])).toEqual({ count: 0, problems: [{ code: 'too-many', count: 1 }] });
  });

  it('nor is more begun than there is room for: what is asked for waits until there is', async () => {
    const { model, hear, clock } = makeScene();
    model.offer(Array.from({ length: MAX_SWARMS }, (_, at) => choose(`m${at}`, 1)));
    await hear({ name: 'theirs.txt' });
    const row = (name: string) => model.rows.value.find((each) => each.name === name);
    model.get(row('theirs.txt')?.id ?? '');
    await clock.advance(2_000);
    expect(row('theirs.txt')?.state).toEqual({ kind: 'opening', waits: 'room' });
    model.remove(row('m0')?.id ?? '');
    await clock.advance(2_000);
    expect(['fetching', 'stuck']).toContain(row('theirs.txt')?.state.kind);
  });

  it('nor more at once than a few: the others wait for their turn, and it is said', async () => {
    const { model, hear, clock } = makeScene();
    for (let at = 0; at < 10; at += 1) await hear({ name: `${at}.txt` });
    model.getAll();
    await clock.advance(2_000);
    const waiting = model.rows.value.filter(({ state }) => state.kind === 'opening');
    const turn = { kind: 'opening', waits: 'turn' };
    expect(waiting.map(({ state }) => state)).toEqual([turn, turn]);
  });

  it('nothing, where owners let only others write; what others offer may be had all the same', async () => {
    const { model, hear, sent } = makeScene((context) => ({
      ...context,
      room: { ...context.room, may: (_, space) => space !== 'files' },
    }));
    expect(model.offer([choose('a.txt', 1)])).toEqual([{ code: 'may-not-write' }]);
    expect([model.rows.value, sent]).toEqual([[], []]);
    await hear({});
    model.getAll();
    expect(model.rows.value.map(({ state }) => state.kind)).toEqual(['opening']);
  });
});

it('[F14] only offers count as writing in the space: whoever may not write helps with what others offer', () => {
  const opened: Protocol[] = [];
  makeScene((context) => ({
    ...context,
    room: {
      ...context.room,
      channel(protocol) {
        opened.push(protocol);
        return context.room.channel(protocol);
      },
    },
  }));
  const news = opened.find(({ id }) => id === 'swarm-news');
  const writes = ['offer', 'withdraw', 'hold'].filter((type) => news?.isWrite?.({ type }));
  expect([news?.space, writes]).toEqual(['files', ['offer']]);
  expect(opened.filter(({ space }) => space !== undefined)).toHaveLength(1);
});

it.each([
  ['../../etc/passwd', 'passwd'],
  ['C:\\Windows\\system.ini', 'system.ini'],
  ['CON', '_CON'],
  ['photo\u202Egnp.exe', 'photognp.exe'],
  ['a'.repeat(4_096), 'a'.repeat(240)],
  ['\u200B', 'file'],
  ['', 'file'],
])('a name such as %j is cleaned before it leaves', async (name, cleaned) => {
  const { model, names, sent, clock } = makeScene();
  model.offer([choose(name, 1)]);
  await clock.advance(100);
  expect(names()).toEqual([cleaned]);
  expect(sent[0]?.message).toMatchObject({ type: 'offer', offers: [{ name: cleaned }] });
});

it('a name that came is cleaned before it is shown, and folders with it', async () => {
  const { model, hear } = makeScene();
  await hear({ name: '..\\..\\x\u202E.txt', folders: ['..', 'C:\\secret', 'CON'] });
  expect(model.rows.value).toMatchObject([{ name: 'x.txt', folders: ['secret', '_CON'] }]);
});

it('too many folders are cut, and a type that is none is left out', async () => {
  const { model, sent, clock } = makeScene();
  const file = new File(['x'], 'a', { type: 'x'.repeat(200) });
  model.offer([{ file, folders: Array.from({ length: 40 }, (_, at) => `f${at}`) }]);
  await clock.advance(100);
  expect(sent[0]?.message).toMatchObject({ offers: [{ mime: '', folders: { length: 32 } }] });
});

describe('unread', () => {
  it('counts what nobody looked at, until it is seen or somebody watches', async () => {
    const { model, hear } = makeScene();
    await hear({});
    await hear({ name: 'b.txt' });
    expect(model.unread.value).toBe(2);
    model.markSeen();
    expect(model.unread.value).toBe(0);
    await hear({ name: 'c.txt' });
    expect(model.unread.value).toBe(1);
    const stop = model.watch();
    await hear({ name: 'd.txt' });
    expect(model.unread.value).toBe(0);
    stop();
    await hear({ name: 'e.txt' });
    expect(model.unread.value).toBe(1);
  });

  it('is told nobody of while nothing of it changes', async () => {
    const { model, hear, clock } = makeScene();
    await hear({});
    let told = 0;
    const stop = computed(() => model.rows.value).subscribe(() => void (told += 1));
    model.watch();
    await clock.advance(5_000);
    await hear({ name: 'b.txt' });
    stop();
    expect(told).toBe(2);
  });
});

describe('people', () => {
  it('keep their name after they have left, as long as a file of theirs is here', async () => {
    const { model, hear, peers, clock } = makeScene();
    await hear({ size: 16_384 * 4 });
    model.getAll();
    await clock.advance(100);
    peers.value = [];
    await clock.advance(5_000);
    expect(model.rows.value).toMatchObject([
      { from: { name: 'Ben' }, state: { kind: 'stuck', waitsFor: { name: 'Ben' } }, othersCount: 0 },
    ]);
  });

  it('are shown under their new name', async () => {
    const { model, hear, peers } = makeScene();
    await hear({});
    peers.value = [{ ...BEN, name: 'Benno' }];
    expect(model.rows.value.map(({ from }) => from.name)).toEqual(['Benno']);
  });

  it('who are gone offer nothing any more', async () => {
    const { hear, names, peers, clock } = makeScene();
    await hear({});
    peers.value = [];
    await clock.advance(100);
    expect(names()).toEqual([]);
  });

  it('who are not decided about show nothing until they are', async () => {
    const regard = signal<'waiting' | 'open'>('waiting');
    const { hear, names, model } = makeScene((context) => ({ ...context, regardOf: () => regard.value }));
    await hear({});
    expect([names(), model.unread.value]).toEqual([[], 0]);
    regard.value = 'open';
    expect([names(), model.unread.value]).toEqual([['a.txt'], 1]);
  });
});

describe('somebody verified', () => {
  function withStanding() {
    const standing = signal<'verified' | 'key-changed'>('verified');
    const scene = makeScene((context) => ({ ...context, standingOf: () => standing.value }));
    const states = () => scene.model.rows.value.map(({ name, state }) => `${name} ${state.kind}`).toSorted();
    return { ...scene, standing, states };
  }
  const { identityId } = BEN;

  it('is taken from without a press once that was said: what is offered and what will be, each once', async () => {
    const { model, hear, clock, states } = withStanding();
    await hear({});
    model.takeFrom(identityId, true);
    await hear({ name: 'b.txt' });
    expect(states()).toEqual(['a.txt fetching', 'b.txt fetching']);
    model.remove(model.rows.value.find(({ name }) => name === 'a.txt')?.id ?? '');
    await clock.advance(1_000);
    expect(states()).toEqual(['a.txt offered', 'b.txt fetching']);
    model.takeFrom(identityId, false);
    await hear({ name: 'c.txt' });
    expect(states()).toEqual(['a.txt offered', 'b.txt fetching', 'c.txt offered']);
  });

  it('is asked about again when their key has changed, and for what is more than a disk', async () => {
    const { model, hear, standing, states } = withStanding();
    model.takeFrom(identityId, true);
    await hear({ size: 2 ** 31 + 1 });
    standing.value = 'key-changed';
    await hear({ name: 'b.txt' });
    expect(states()).toEqual(['a.txt offered', 'b.txt offered']);
    model.takeFrom(identityId, true);
    expect(model.takingFrom.value).toEqual(new Set());
  });
});

describe('the clock', () => {
  it('has nothing to do while nothing moves and nobody looks', async () => {
    const { model, clock, idle, hear } = makeScene();
    expect(clock.pendingTimers).toBe(idle);
    await hear({});
    model.offer([choose('a.bin', MIB)]);
    await clock.advance(3_000);
    expect(model.rows.value.map(({ done }) => done)).toEqual([1, 0]);
    expect(clock.pendingTimers).toBe(idle);
    const stop = model.watch();
    await clock.advance(3_000);
    expect(clock.pendingTimers).toBe(idle + 1);
    stop();
    await clock.advance(3_000);
    expect(clock.pendingTimers).toBe(idle);
  });

  it('rests after disposal, and the world with it', async () => {
    const { model, clock, idle, world, hear } = makeScene();
    await hear({ size: 5 * MIB });
    model.offer([choose('a.bin', MIB)]);
    model.getAll();
    model.watch();
    await clock.advance(1_000);
    model.dispose();
    await clock.advance(10_000);
    expect([clock.pendingTimers, world.isDisposed]).toEqual([idle, true]);
  });
});

it("a file of one's own is at hand, and an unknown one is no error", async () => {
  const { model } = makeScene();
  const chosen = choose('a.bin', 5);
  model.offer([chosen]);
  const [row] = model.rows.value;
  expect(await model.blob(row?.id ?? '')).toBe(chosen.file);
  expect(await model.blob('nothing')).toBeUndefined();
  for (const act of ['get', 'pause', 'resume', 'remove'] as const) model[act]('nothing');
  expect([model.weave('nothing', 5), model.holders('nothing')]).toEqual([[], []]);
});

it('stitches are as many as asked for at most, and one for an empty file', async () => {
  const { model, hear, clock } = makeScene();
  await hear({ size: 16_384 * 10 });
  model.offer([choose('empty', 0)]);
  await clock.advance(500);
  const [empty, offered] = model.rows.value.map(({ id }) => id) as [string, string];
  const counts = [4, 100, 0, -1, 0.5].map((count) => model.weave(offered, count).length);
  expect(counts).toEqual([4, 10, 0, 0, 0]);
  expect(model.weave(empty, 10)).toEqual([{ kind: 'here', from: undefined }]);
  expect(model.rows.value.map(({ done }) => done)).toEqual([1, 0]);
});
