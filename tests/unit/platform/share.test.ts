import { expect, it } from 'vitest';
import { share } from '../../../src/platform/share.ts';

const link = { title: 'Book club', url: 'https://kith.example/#/r/a' };
const failing = (name: string) => (): Promise<never> => Promise.reject(new DOMException('…', name));

it('hands over what it is given', async () => {
  const shared: (ShareData | undefined)[] = [];
  const outcome = await share(link, { share: async (data) => void shared.push(data) });
  expect(outcome.ok).toBe(true);
  expect(shared).toEqual([link]);
});

it.each([
  ['there is no sheet', {}, 'missing'],
  [
    'the sheet cannot take it',
    { share: async (): Promise<void> => undefined, canShare: () => false },
    'missing',
  ],
  ['its person closed it', { share: failing('AbortError') }, 'cancelled'],
  ['the browser refuses', { share: failing('NotAllowedError') }, 'refused'],
] as const)('says so when %s', async (_, navigator, code) => {
  expect(await share(link, navigator)).toEqual({ ok: false, error: { code } });
});
