import { expect, it } from 'vitest';
import { explainFailure } from '../../../../src/app/join/JoinProgress.tsx';
import type { JoinFailure } from '../../../../src/room/room.ts';
import { LOCALES, say, type Words } from '../../../../src/ui/words.ts';

const FAILURES: readonly JoinFailure[] = [
  { code: 'no-broker', brokers: ['b.example'] },
  { code: 'no-broker', brokers: [] },
  { code: 'unsupported', what: 'webrtc' },
  { code: 'unsupported', what: 'crypto' },
  { code: 'room-full' },
  { code: 'nobody-proved' },
  { code: 'intercepted' },
  { code: 'locked' },
  { code: 'refused' },
  { code: 'removed' },
  { code: 'other-owner' },
];

it.each(LOCALES)('every failure has words of its own for what happened and what to do: %s', (locale) => {
  const speak = (words: Words, values = {}) => say(locale, words, values);
  const told = FAILURES.map((failure) => explainFailure(speak, locale, failure));
  expect(new Set(told.map(({ text }) => text)).size).toBe(FAILURES.length);
  for (const { title, text } of told) expect(`${title} ${text}`).not.toMatch(/\{|undefined/);
});
