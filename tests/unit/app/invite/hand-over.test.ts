import { expect, test } from 'vitest';
import { createHandOver, type Fate, type HandOver } from '../../../../src/app/invite/hand-over.ts';
import { settle } from '../../../support/sim-clock.ts';

function tab(scope: unknown = globalThis): HandOver {
  const made = createHandOver(scope as typeof globalThis);
  if (!made) throw new Error('no channel');
  return made;
}

/** What a tab that offers `text` hears, one after the other. */
function offered(text: string, by = tab()) {
  const told: Fate[] = [];
  return { told, stop: by.offer(text, (fate) => told.push(fate)) };
}

test('[O9] an answer goes to the tab whose it is, and an invitation is known where it is shown', async () => {
  const asked: string[] = [];
  const stops = ['ours', 'theirs'].map((name) =>
    tab().wait({
      take: (text) => {
        asked.push(name);
        const ended = Promise.resolve(undefined);
        return Promise.resolve(text === `kith:a/${name}` ? { ended } : undefined);
      },
      isOwn: (text) => text === `kith:i/${name}`,
    }),
  );
  const stranger = new BroadcastChannel('kith-answers-1');
  for (const noise of [undefined, 7, { answer: 7 }, { answer: 'a'.repeat(5_000) }, { invitation: {} }])
    stranger.postMessage(noise);
  const { told, stop } = offered('kith:a/theirs');
  await expect.poll(() => told).toEqual([{ kind: 'taken' }, { kind: 'in' }]);
  expect(asked.toSorted()).toEqual(['ours', 'theirs']);
  expect(await tab().isOurs('kith:i/ours')).toBe(true);
  for (const each of [...stops, stop]) each();
  stranger.close();
});

test('[O9] an answer that is taken after nobody was heard counts, and is told of to its end', async () => {
  const patience = new AbortController();
  const AbortSignal = { timeout: () => patience.signal };
  let take = () => {};
  let fail = () => {};
  const ended = new Promise<string>((resolve) => (fail = () => resolve('no-link')));
  const stopWaiting = tab().wait({
    take: () => new Promise((resolve) => (take = () => resolve({ ended }))),
    isOwn: () => false,
  });
  const first = offered('kith:a/AAAA', tab({ BroadcastChannel, AbortSignal }));
  patience.abort();
  expect(first.told).toEqual([{ kind: 'unheard' }]);
  await settle();
  await expect.poll(() => (take(), first.told.at(-1))).toEqual({ kind: 'taken' });
  // Offered once more it is not taken again; and it is told although its tab waits for no others.
  const second = offered('kith:a/AAAA');
  await expect.poll(() => second.told).toEqual([{ kind: 'taken' }]);
  stopWaiting();
  fail();
  const failed = { kind: 'failed', problem: 'no-link' };
  await expect.poll(() => [first.told.at(-1), second.told.at(-1)]).toEqual([failed, failed]);
  first.stop();
  second.stop();
});

test('[O9] what another page says of an answer is believed of that one alone', async () => {
  const { told, stop } = offered('kith:a/AAAA');
  const stranger = new BroadcastChannel('kith-answers-1');
  for (const said of [
    { in: 'kith:a/BBBB' },
    { taken: ['kith:a/AAAA'] },
    { failed: 'kith:a/AAAA', problem: { name: 'no-link' } },
  ])
    stranger.postMessage(said);
  await expect.poll(() => told).toEqual([{ kind: 'failed', problem: '' }]);
  stranger.postMessage({ taken: 'kith:a/AAAA' });
  stranger.postMessage({ in: 'kith:a/AAAA' });
  await expect.poll(() => told.length).toBe(2);
  expect(told[1]).toEqual({ kind: 'in' });
  stop();
  stranger.close();
});

test('where tabs cannot speak with each other there is none', () => {
  expect(createHandOver({} as typeof globalThis)).toBeUndefined();
});
