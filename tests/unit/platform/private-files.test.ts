import { describe, expect, it } from 'vitest';
import { createPrivateFileHost, type PrivateFolder } from '../../../src/platform/files/private-file-host.ts';
import type { AskedOfWorker } from '../../../src/platform/files/private-file-messages.ts';
import { createPrivateFiles, type PrivateFilesWorld } from '../../../src/platform/files/private-files.ts';
import type { LockWorld } from '../../../src/platform/tab-lock.ts';
import { createFakeDisk, type FakeDisk } from '../../support/fake-files.ts';
import { createFakeFileWorker } from '../../support/fake-file-worker.ts';
import { createSimClock } from '../../support/sim-clock.ts';

/** Locks of one browser: a page that is gone holds none. */
function createFakeLocks() {
  const held = new Set<string>();
  const of = (): LockWorld => ({
    async request(name, _, callback) {
      if (held.has(name)) return callback(null);
      held.add(name);
      await callback({});
      return held.delete(name);
    },
  });
  return { of, crash: (name: string) => held.delete(`kith-files/open-${name}`) };
}

function makePage(disk: FakeDisk, pageName: string, more: Partial<PrivateFilesWorld> = {}) {
  return createPrivateFiles({
    getRoot: async () => disk.root,
    startWorker: () => createFakeFileWorker(disk.root),
    locks: undefined,
    pageName,
    ...more,
  });
}

type Files = ReturnType<typeof makePage>;

async function open(files: Files, ...given: Parameters<Files['open']>) {
  const opened = await files.open(...given);
  if (!opened.ok) throw new Error(opened.error.detail);
  return opened.value;
}

const KEPT = { folder: 'room', name: 'root' };
const SOME = Uint8Array.of(1, 2, 3, 4);

describe('private files', () => {
  it('of a page are gone when it leaves, folders and all', async () => {
    const disk = createFakeDisk();
    const files = makePage(disk, 'a');
    await (await open(files, 4)).write(0, SOME);
    await files.open(8);
    expect(disk.paths().filter((path) => !path.endsWith('/'))).toEqual([
      'kith-files/open-a/1',
      'kith-files/open-a/2',
    ]);
    await files.dispose();
    expect(disk.paths()).toEqual([]);
  });

  it('of a page that crashed are removed by the next one, those of one that lives are not', async () => {
    const disk = createFakeDisk();
    const locks = createFakeLocks();
    const [crashed, living] = ['crashed', 'living'].map((name) =>
      makePage(disk, name, { locks: locks.of() }),
    );
    await crashed!.open(4);
    await living!.open(4);
    locks.crash('crashed');
    await makePage(disk, 'next', { locks: locks.of() }).cleanUp();
    expect(disk.paths().filter((path) => !path.endsWith('/'))).toEqual(['kith-files/open-living/1']);
  });

  it('leave no folder behind where there was only a crashed page', async () => {
    const disk = createFakeDisk();
    await makePage(disk, 'crashed').open(4);
    await makePage(disk, 'next').cleanUp();
    expect(disk.paths()).toEqual([]);
  });

  it('clean up where there is nothing without a trace', async () => {
    const disk = createFakeDisk();
    const files = makePage(disk, 'a');
    await files.cleanUp();
    await files.forgetKept([]);
    await files.dispose();
    expect(disk.paths()).toEqual([]);
  });

  it('that are kept are found again with what was noted of them', async () => {
    const disk = createFakeDisk();
    const first = makePage(disk, 'a');
    const file = await open(first, 4, KEPT);
    await file.write(0, SOME);
    await file.note?.(Uint8Array.of(0x80));
    await file.close();
    await first.dispose();
    const again = await open(makePage(disk, 'b'), 4, KEPT);
    expect(again.noted).toEqual(Uint8Array.of(0x80));
    expect(await again.read(0, 4)).toEqual({ ok: true, value: SOME });
  });

  it('move to where they are kept once their name is known, and go on', async () => {
    const disk = createFakeDisk();
    const files = makePage(disk, 'a');
    const file = await open(files, 8);
    await file.write(0, SOME);
    expect(await files.keep(file, KEPT)).toBe(true);
    await file.write(4, SOME);
    await file.note?.(Uint8Array.of(0xc0));
    await files.dispose();
    expect(disk.bytesAt('kith-files/kept/room/root')).toEqual(Uint8Array.of(1, 2, 3, 4, 1, 2, 3, 4));
    expect(disk.bytesAt('kith-files/kept/room/root.have')).toEqual(Uint8Array.of(0xc0));
  });

  it('stay where they are and go on where the browser moves none', async () => {
    const disk = createFakeDisk({ canMove: false });
    const files = makePage(disk, 'a');
    const file = await open(files, 4);
    expect(await files.keep(file, KEPT)).toBe(false);
    expect(await file.write(0, SOME)).toMatchObject({ ok: true });
  });

  it('that another tab holds are made anew', async () => {
    const disk = createFakeDisk();
    await makePage(disk, 'a').open(4, KEPT);
    expect(await makePage(disk, 'b').open(4, KEPT)).toMatchObject({ ok: true });
    expect(disk.paths()).toContain('kith-files/open-b/1');
  });

  it('that are kept are forgotten by folder', async () => {
    const disk = createFakeDisk();
    const files = makePage(disk, 'a');
    for (const folder of ['stays', 'goes']) await (await open(files, 4, { folder, name: 'x' })).close();
    await files.forgetKept(['stays']);
    expect(disk.paths().filter((path) => !path.endsWith('/'))).toEqual(['kith-files/kept/stays/x']);
    await files.forgetKept([]);
    expect(disk.paths()).toEqual([]);
  });

  it.each([
    ['full', 'QuotaExceededError'],
    ['denied', 'SecurityError'],
  ])('say %s where the browser throws a %s', async (code, name) => {
    const disk = createFakeDisk();
    disk.refusal = new DOMException('no', name);
    expect(await makePage(disk, 'a').open(4)).toMatchObject({ ok: false, error: { code } });
  });

  it('that find no room leave nothing', async () => {
    const disk = createFakeDisk();
    disk.roomBytes = 3;
    expect(await makePage(disk, 'a').open(4)).toMatchObject({ ok: false, error: { code: 'full' } });
    expect(disk.paths().filter((path) => !path.endsWith('/'))).toEqual([]);
  });

  it('fail as values when a disk goes away midway, and go on when it is back', async () => {
    const disk = createFakeDisk();
    const file = await open(makePage(disk, 'a'), 4);
    disk.refusal = new DOMException('no', 'NotFoundError');
    expect(await file.write(0, SOME)).toMatchObject({ ok: false, error: { code: 'missing' } });
    disk.refusal = undefined;
    expect(await file.write(0, SOME)).toMatchObject({ ok: true });
  });

  it('answer when their worker dies', async () => {
    const disk = createFakeDisk();
    const worker = createFakeFileWorker(disk.root);
    const target = new EventTarget();
    const dying = {
      ...worker,
      addEventListener: target.addEventListener.bind(target) as typeof worker.addEventListener,
    };
    const opening = makePage(disk, 'a', { startWorker: () => dying }).open(4);
    await Promise.resolve();
    target.dispatchEvent(new Event('error'));
    expect(await opening).toMatchObject({ ok: true, value: { canRead: false } });
  });

  it('are written without a worker where its handles lack what is needed', async () => {
    const disk = createFakeDisk({ hasAccess: false });
    const file = await open(makePage(disk, 'a'), 4);
    expect(file.canRead).toBe(false);
    await file.write(0, SOME);
    const finished = await file.finish();
    expect(finished.ok && (await finished.value.blob()).size).toBe(4);
  });
});

describe('notes of a private file', () => {
  it('are written through one handle, whatever their length, and the file may move meanwhile', async () => {
    const disk = createFakeDisk();
    const asked: string[] = [];
    const root: PrivateFolder = {
      ...disk.root,
      async getFileHandle(name, options) {
        asked.push(name);
        return disk.root.getFileHandle(name, options);
      },
    };
    const host = createPrivateFileHost(async () => root);
    await host.ask({ kind: 'open', path: { folders: [], name: 'x' }, sizeBytes: 4 });
    asked.length = 0;
    for (const note of [[1, 2, 3], [4], [5, 6]])
      await host.ask({ kind: 'note', bytes: Uint8Array.from(note) });
    expect(asked).toEqual(['x.have']);
    expect(disk.bytesAt('x.have')).toEqual(Uint8Array.of(5, 6));
    expect(await host.ask({ kind: 'move', path: { folders: ['kept'], name: 'y' } })).toMatchObject({
      ok: true,
    });
    await host.ask({ kind: 'note', bytes: Uint8Array.of(7) });
    expect(disk.bytesAt('kept/y.have')).toEqual(Uint8Array.of(7));
    await host.ask({ kind: 'close' });
    expect(await host.ask({ kind: 'note', bytes: Uint8Array.of(8) })).toMatchObject({ ok: false });
    expect(disk.bytesAt('kept/y.have')).toEqual(Uint8Array.of(7));
    await host.ask({ kind: 'remove' });
    expect(disk.paths()).not.toContain('kept/y.have');
  });
});

describe('a private file that is finished', () => {
  it('gives what was asked for before anybody heard of that, and nothing once it is closed', async () => {
    const files = makePage(createFakeDisk(), 'a');
    const file = await open(files, 4);
    await file.write(0, SOME);
    const finished = file.finish();
    expect(await file.read(1, 2)).toEqual({ ok: true, value: SOME.subarray(1, 3) });
    expect((await finished).ok).toBe(true);
    const other = await open(files, 4);
    const closed = other.close();
    expect((await other.read(0, 4)).ok).toBe(false);
    await closed;
  });
});

describe('a disk that falls silent', () => {
  /** Answers no request of these kinds. */
  function makeSilent(kinds: readonly string[]) {
    const disk = createFakeDisk();
    const clock = createSimClock();
    const startWorker = () => {
      const worker = createFakeFileWorker(disk.root);
      const postMessage = (message: AskedOfWorker, options?: StructuredSerializeOptions) =>
        kinds.includes(message.request.kind) ? undefined : worker.postMessage(message, options);
      return { ...worker, postMessage } as ReturnType<typeof createFakeFileWorker>;
    };
    return { clock, files: makePage(disk, 'a', { startWorker, clock }) };
  }

  it('is given up after a minute: who waits is told', async () => {
    const { clock, files } = makeSilent(['write']);
    const file = await open(files, 4);
    const written = file.write(0, SOME);
    const read = file.read(0, 4);
    await read;
    let isOver = false;
    void written.then(() => (isOver = true));
    await clock.advance(50_000);
    expect(isOver).toBe(false);
    await clock.advance(30_000);
    expect(await written).toEqual({
      ok: false,
      error: { code: 'broken', detail: 'The disk does not answer.' },
    });
    expect(await file.read(0, 4)).toMatchObject({ ok: false, error: { code: 'broken' } });
    // By a worker of their own: it can be read at once.
    expect((await open(files, 4)).canRead).toBe(true);
  });

  it('is not given up while it answers others, nor when nothing is asked', async () => {
    const { clock, files } = makeSilent(['note']);
    const file = await open(files, 4);
    await clock.advance(200_000);
    void file.note?.(SOME);
    for (let times = 0; times < 20; times += 1) {
      await clock.advance(10_000);
      expect(await file.write(0, SOME)).toMatchObject({ ok: true });
    }
  });
});
