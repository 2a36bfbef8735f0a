// The real worker in a real browser: it answers as the reader in the page does, and says no to what is no update.

import { afterEach, expect, test } from 'vitest';
import { Doc, encodeStateAsUpdate } from 'yjs';
import { createSystemClock } from '../../../src/platform/system-clock.ts';
import { createLocalChecker } from '../../../src/sync/update/update-checker.ts';
import { createWorkerChecker } from '../../../src/sync/update/worker-checker.ts';

const checker = createWorkerChecker(createSystemClock());
const EXAMINATION = { items: 0 };

afterEach(() => checker.dispose());

function createUpdate() {
  const doc = new Doc();
  const map = doc.getMap('m:state');
  for (let i = 0; i < 2_000; i += 1) map.set(`key ${i}`, `value ${i}`);
  return new Uint8Array(encodeStateAsUpdate(doc));
}

test('a large update is read as it would be in the page', async () => {
  const update = createUpdate();
  const answer = await checker.check(update, new Map(), EXAMINATION);
  expect(answer.ok).toBe(true);
  expect(answer).toEqual(await createLocalChecker().check(update, new Map(), EXAMINATION));
});

test('[Y1] one that was cut is malformed', async () => {
  const cut = createUpdate().slice(0, -7);
  expect(await checker.check(cut, new Map(), EXAMINATION)).toEqual({ ok: false, error: 'malformed' });
});
