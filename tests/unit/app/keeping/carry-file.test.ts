// A file on its way from one room to another: its bytes are safe before the first room is left, and nobody leaves for nothing.

import { describe, expect, it } from 'vitest';
import { carryFile, type CarryWorld } from '../../../../src/app/keeping/carry-file.ts';
import { readOpenedAddress } from '../../../../src/app/join/join-input.ts';
import type { EnterError, Visit } from '../../../../src/app/session.ts';
import type { ShareRefusal } from '../../../../src/features/file-sharing.ts';
import type { ChosenFile } from '../../../../src/platform/files/dropped-files.ts';
import { err, ok, type Result } from '../../../../src/primitives/result.ts';
import { createRoomCode } from '../../../../src/room/room-code.ts';
import { formatRoomAddress } from '../../../../src/room/room-link.ts';
import type { KeptTag } from '../../../../src/sync/kept-names.ts';
import { createSeededRandom } from '../../../support/seeded-random.ts';

const TAG = '0'.repeat(32) as KeptTag;
const random = createSeededRandom(1);
const addressOf = () => formatRoomAddress({ code: createRoomCode(random), owner: undefined });
const [HARBOUR, RIVER] = [addressOf(), addressOf()];

function makeScene(change: Partial<CarryWorld> = {}) {
  const calls: string[] = [];
  const shared: ChosenFile[] = [];
  const scene = {
    calls,
    shared,
    refused: undefined as ShareRefusal | undefined,
    entered: undefined as EnterError | undefined,
    bytes: new Blob(['a'.repeat(9 * 2 ** 20)]) as Blob | undefined,
    carry(passphrase?: string) {
      const blob = async () => {
        calls.push('read');
        return scene.bytes;
      };
      const file = { name: 'film.mp4', mimeType: 'video/mp4', sizeBytes: 9 * 2 ** 20, blob };
      return carryFile(file, { tag: TAG, passphrase }, { ...world, ...change });
    },
  };
  const visit = {
    files: {
      share(files: readonly ChosenFile[]) {
        shared.push(...files);
        return { ids: [], refs: [], refused: scene.refused };
      },
    },
  } as unknown as Visit;
  const world: CarryWorld = {
    open: async () => ok({ address: HARBOUR }),
    readAddress: readOpenedAddress,
    async reopen(): Promise<Result<Visit, EnterError>> {
      calls.push('left');
      return scene.entered ? err(scene.entered) : ok(visit);
    },
    here: RIVER,
    memoryBytes: 512 * 2 ** 20,
  };
  return scene;
}

describe('a file for another room', () => {
  it('is read before this one is left, and offered there byte for byte', async () => {
    const scene = makeScene();
    expect((await scene.carry()).ok).toBe(true);
    expect(scene.calls).toEqual(['read', 'left']);
    const [carried] = scene.shared;
    expect([carried?.file.name, carried?.file.type, carried?.folders]).toEqual(['film.mp4', 'video/mp4', []]);
    expect(await carried?.file.text()).toBe('a'.repeat(9 * 2 ** 20));
  });

  it.each([
    ['that cannot be read', 'unreadable', { open: async () => err('damaged') }],
    ['whose passphrase was another', 'wrong-passphrase', { open: async () => err('wrong-passphrase') }],
    ['whose address is none', 'unreadable', { open: async () => ok({ address: '../x' }) }],
    ['that its person is in', 'here', { here: HARBOUR }],
    ['for which memory is too small', 'too-much', { memoryBytes: 1_000 }],
  ] as const)('%s leaves its person where they are', async (_, error, change) => {
    const scene = makeScene(change);
    expect(await scene.carry('guess')).toEqual({ ok: false, error });
    expect(scene.calls).not.toContain('left');
  });

  it('is not left for when its bytes are gone', async () => {
    const scene = makeScene();
    scene.bytes = undefined;
    expect(await scene.carry()).toEqual({ ok: false, error: 'gone' });
    expect(scene.calls).toEqual(['read']);
  });

  it('says why where the other room cannot be entered, or takes no files', async () => {
    const scene = makeScene();
    scene.entered = 'incomplete';
    expect(await scene.carry()).toEqual({ ok: false, error: 'incomplete' });
    scene.entered = undefined;
    scene.refused = 'may-not-write';
    expect(await scene.carry()).toEqual({ ok: false, error: 'may-not-write' });
  });
});
