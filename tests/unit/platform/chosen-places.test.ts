import { describe, expect, it } from 'vitest';
import { makeFileIn, pickFile, pickFolder } from '../../../src/platform/files/chosen-places.ts';
import { placeAt } from '../../../src/swarm/store/folder-stores.ts';
import { requestOf } from '../../contract/chunk-store-contract.ts';
import { createFakeDisk } from '../../support/fake-files.ts';

const refusing = (name: string) => () => Promise.reject(new DOMException('', name));

describe('asking for a place', () => {
  it('gives the handle of what was chosen, and says what was meant', async () => {
    const asked: unknown[] = [];
    const scope = {
      showSaveFilePicker: async (options: unknown) => (asked.push(options), 'a file'),
      showDirectoryPicker: async (options: unknown) => (asked.push(options), 'a folder'),
    };
    expect(await pickFile('a.txt', scope)).toEqual({ ok: true, value: 'a file' });
    expect(await pickFolder(scope)).toEqual({ ok: true, value: 'a folder' });
    expect(asked).toEqual([{ suggestedName: 'a.txt' }, { mode: 'readwrite', id: 'kith-files' }]);
  });

  it.each([
    ['cancelled', 'AbortError'],
    ['denied', 'NotAllowedError'],
    ['denied', 'SecurityError'],
    ['unsupported', 'TypeError'],
  ])('is %s for a %s', async (error, name) => {
    const scope = { showSaveFilePicker: refusing(name), showDirectoryPicker: refusing(name) };
    expect(await pickFile('a.txt', scope)).toEqual({ ok: false, error });
    expect(await pickFolder(scope)).toEqual({ ok: false, error });
  });

  it('is unsupported where the browser has no such dialog', async () => {
    expect(await pickFile('a.txt', {})).toEqual({ ok: false, error: 'unsupported' });
    expect(await pickFolder({})).toEqual({ ok: false, error: 'unsupported' });
  });
});

describe('a new file in a folder', () => {
  const path = (name: string, ...folders: string[]) => ({
    folders,
    name,
    nextName: (given: string, attempt: number) => `${given} ${attempt}`,
  });

  it('takes the place of nothing, neither a file nor a folder', async () => {
    const disk = createFakeDisk();
    disk.put('a', Uint8Array.of(1));
    await disk.root.getDirectoryHandle('b', { create: true });
    for (const name of ['a', 'b']) {
      const made = await makeFileIn(disk.root, path(name));
      expect(made.ok && made.value.name).toBe(`${name} 2`);
    }
    expect(disk.bytesAt('a')).toEqual(Uint8Array.of(1));
  });

  it('lies in the folders it came in, and goes again without a trace of itself', async () => {
    const disk = createFakeDisk();
    const made = await makeFileIn(disk.root, path('c', 'a', 'b'));
    expect(disk.paths()).toContain('a/b/c');
    if (made.ok) await made.value.remove();
    expect(disk.paths()).not.toContain('a/b/c');
  });

  it('is refused with a reason', async () => {
    const disk = createFakeDisk();
    disk.refusal = new DOMException('', 'NotAllowedError');
    expect(await makeFileIn(disk.root, path('a'))).toMatchObject({ ok: false, error: { code: 'denied' } });
  });

  it('is not where a file stands in the way of a folder', async () => {
    const disk = createFakeDisk();
    disk.put('a', Uint8Array.of(1));
    expect(await makeFileIn(disk.root, path('c', 'a'))).toMatchObject({
      ok: false,
      error: { code: 'broken' },
    });
  });
});

describe('a chosen file, written from front to back', () => {
  const openPlace = async () => {
    const disk = createFakeDisk();
    disk.put('mine', Uint8Array.of(9));
    const place = await placeAt(await disk.root.getFileHandle('mine'))(requestOf());
    if (!place.ok) throw new Error(place.error.detail);
    return { disk, ...place.value };
  };

  it('is replaced at the end, and can be read then', async () => {
    const { disk, sink, blob } = await openPlace();
    await sink.write(Uint8Array.of(1, 2));
    expect(disk.bytesAt('mine')).toEqual(Uint8Array.of(9));
    await sink.write(Uint8Array.of(3));
    expect(await sink.close()).toMatchObject({ ok: true });
    expect(disk.bytesAt('mine')).toEqual(Uint8Array.of(1, 2, 3));
    expect((await blob?.())?.size).toBe(3);
  });

  it('is as it was when the disk is full, and says so from then on', async () => {
    const { disk, sink } = await openPlace();
    disk.roomBytes = 1;
    expect(await sink.write(Uint8Array.of(1, 2))).toMatchObject({ ok: false, error: { code: 'full' } });
    disk.roomBytes = 100;
    expect(await sink.close()).toMatchObject({ ok: false, error: { code: 'full' } });
    await sink.abort();
    expect(disk.bytesAt('mine')).toEqual(Uint8Array.of(9));
  });
});
