// Giving on what is here: what goes wrong is told, and pressing again costs nothing.

import { describe, expect, it } from 'vitest';
import type { FileRow, FilesModel, FilesProblem } from '../../../../src/features/files/api.ts';
import { Forwarding } from '../../../../src/features/files/forwarding.ts';
import type { IdentityId } from '../../../../src/primitives/ids.ts';
import { makeRow, NOOR } from './view/files-fixture.ts';

const MEI = 'mei' as IdentityId;

interface Scene {
  readonly rows: Map<string, FileRow>;
  blob: Blob | undefined;
  problems: readonly FilesProblem[];
  readonly shared: string[];
  readonly forwarding: Forwarding;
}

function makeScene(): Scene {
  const rows = new Map([['a', makeRow('a')]]);
  const scene: Scene = {
    rows,
    blob: new Blob(['bytes']),
    problems: [],
    shared: [],
    forwarding: new Forwarding({
      rows: { peek: () => Array.from(rows.values()) } as unknown as FilesModel['rows'],
      blob: async () => scene.blob,
      share(files, to) {
        const { problems } = scene;
        if (problems.length > 0) return { ids: [], offered: [], problems };
        const id = `given ${scene.shared.length}`;
        scene.shared.push(`${files[0]?.file.name} to ${to ?? 'all'}`);
        rows.set(id, makeRow(id, { from: NOOR, state: { kind: 'complete', file: undefined } }));
        return { ids: [id], offered: files, problems };
      },
    }),
  };
  return scene;
}

describe('what is given on', () => {
  it('says when the bytes are gone, and goes once they are back', async () => {
    const scene = makeScene();
    scene.blob = undefined;
    expect(await scene.forwarding.forward('a', MEI)).toEqual([{ code: 'gone' }]);
    expect(await scene.forwarding.forward('unknown', MEI)).toEqual([{ code: 'gone' }]);
    scene.blob = new Blob(['x']);
    expect(await scene.forwarding.forward('a', MEI)).toEqual([]);
    expect(scene.shared).toEqual(['a to mei']);
  });

  it('says why it was refused, and is offered once when it is tried again', async () => {
    const scene = makeScene();
    scene.problems = [{ code: 'too-many', count: 1 }];
    expect(await scene.forwarding.forward('a', undefined)).toEqual(scene.problems);
    scene.problems = [];
    const { forwarding } = scene;
    const twice = await Promise.all([forwarding.forward('a', undefined), forwarding.forward('a', undefined)]);
    await forwarding.forward('a', undefined);
    expect([twice, scene.shared]).toEqual([[[], []], ['a to all']]);
    await forwarding.forward('a', MEI);
    expect(scene.shared).toEqual(['a to all', 'a to mei']);
  });

  it('is offered anew when what was given on was taken back, or failed', async () => {
    const scene = makeScene();
    await scene.forwarding.forward('a', undefined);
    scene.rows.delete('given 0');
    await scene.forwarding.forward('a', undefined);
    const failure = { code: 'unreadable', detail: '' } as const;
    scene.rows.set('given 1', makeRow('given 1', { from: NOOR, state: { kind: 'failed', failure } }));
    await scene.forwarding.forward('a', undefined);
    expect(scene.shared).toHaveLength(3);
  });
});
