import { expect, it } from 'vitest';
import { mayBeServedByHost } from '../../../src/app/served-by-host.ts';

const MARKED = { serverTiming: [{ name: 'cdn' }, { name: 'kith' }] };

it.each([
  ['a host that says so', MARKED, false, true],
  ['a server that says nothing', { serverTiming: [] }, false, false],
  ['a server that says something else', { serverTiming: [{ name: 'cdn' }] }, false, false],
  ['a page a worker served', { serverTiming: [] }, true, true],
  ['a browser that hides it', {}, false, true],
  ['a browser without timings', undefined, false, true],
])('%s', (_, timing, hasWorker, expected) => {
  expect(mayBeServedByHost(timing, hasWorker)).toBe(expected);
});
