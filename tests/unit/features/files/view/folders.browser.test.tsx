// A folder that waits or has failed, and what one gives oneself, as they are seen and pressed.

import { beforeAll, expect, it } from 'vitest';
import { designRows, makeRow, NOOR } from './files-fixture.ts';
import { buttonNamed, choose, faults, preparePage, press, show } from './shown-files.tsx';

beforeAll(preparePage);

const inTrip = { folders: ['trip'] };
const full = { code: 'store', error: { code: 'full', detail: '' } } as const;

it('a folder says what failed and is tried again; what only waits is named with whom', async () => {
  const failed = makeRow('b', { ...inTrip, state: { kind: 'failed', failure: full } });
  const waits = { kind: 'stuck', missingChunks: 2, waitsFor: designRows()[0]!.from } as const;
  const { model, place } = await show([
    makeRow('a', { ...inTrip, state: waits, done: 0.5 }),
    failed,
    makeRow('c', { folders: ['photos'], state: waits, done: 0.4 }),
  ]);
  expect(place.textContent).toContain('1 file failed. There is no more room for it.');
  expect(place.textContent).toContain('Waiting for Amara. Nobody else here has what is missing of 1 file.');
  expect(await faults(place)).toEqual([]);
  await press(buttonNamed(place, 'Try again: trip'));
  await choose(place, 'photos', 'Pause');
  expect(model.calls).toEqual(['get b', 'pause c']);
});

it('one’s own folder rests and goes on', async () => {
  const own = (id: string) =>
    makeRow(id, { ...inTrip, from: NOOR, done: 1, state: { kind: 'complete', file: undefined } });
  const { model, place } = await show([own('a'), own('b')]);
  await choose(place, 'trip', 'Pause');
  model.rows.value = model.rows.value.map((row) => ({ ...row, state: { kind: 'paused' } }));
  await press(buttonNamed(place, 'More for trip'));
  await press(buttonNamed(place, 'Resume: trip'));
  expect(model.calls).toEqual(['pause a', 'pause b', 'resume a', 'resume b']);
});

it('one’s own file in focus says how fast it goes out, to how many, and on a phone to whom', async () => {
  const { model, place } = await show([
    makeRow('mine.mp4', {
      from: NOOR,
      done: 1,
      upRate: 1_400_000,
      takerCount: 2,
      state: { kind: 'complete', file: undefined },
    }),
    makeRow('b'),
  ]);
  await press(buttonNamed(place, /^mine\.mp4, .* from you, 1 of 6 have it · 1\.4 MB\/s to 2 people\./));
  expect(model.chosen.value).toBe('mine.mp4');
  const focus = place.querySelector('section[aria-label="mine.mp4"]')!;
  expect(Array.from(focus.querySelectorAll('dd'), (figure) => figure.textContent)).toEqual([
    '100 %',
    '1.4 MB/s',
    '2',
  ]);
  const phone = Array.from(focus.querySelectorAll('p')).find((line) =>
    line.textContent?.includes('MB/s each'),
  )!;
  expect(phone.textContent).toContain('1.1');
  expect(phone.innerHTML).toContain('going to Jonas');
  expect(phone.innerHTML).not.toContain('Amara');
});
