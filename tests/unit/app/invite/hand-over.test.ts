import { expect, test } from 'vitest';
import { createHandOver, type HandOver } from '../../../../src/app/invite/hand-over.ts';

function tab(): HandOver {
  const made = createHandOver(globalThis);
  if (!made) throw new Error('no channel');
  return made;
}

test('an answer goes to the tab whose it is, and an invitation is known where it is shown', async () => {
  const asked: string[] = [];
  const stops = ['ours', 'theirs'].map((name) =>
    tab().wait({
      take: (text) => {
        asked.push(name);
        return Promise.resolve(text === `kith:a/${name}`);
      },
      isOwn: (text) => text === `kith:i/${name}`,
    }),
  );
  const stranger = new BroadcastChannel('kith-answers-1');
  for (const noise of [undefined, 7, { answer: 7 }, { answer: 'a'.repeat(5_000) }, { invitation: {} }])
    stranger.postMessage(noise);
  expect(await tab().offer('kith:a/theirs')).toBe(true);
  expect(asked.toSorted()).toEqual(['ours', 'theirs']);
  expect(await tab().isOurs('kith:i/ours')).toBe(true);
  for (const stop of stops) stop();
  stranger.close();
});

test('where tabs cannot speak with each other there is none', () => {
  expect(createHandOver({} as typeof globalThis)).toBeUndefined();
});
