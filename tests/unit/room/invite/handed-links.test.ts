import { expect, it } from 'vitest';
import { createHandedLinks } from '../../../../src/room/invite/handed-links.ts';
import type { Link } from '../../../../src/transport/transport.ts';
import { createWiredLinks } from '../../../support/wired-links.ts';

const link = () => createWiredLinks().dialer;

it('gives a room what was handed before it listened, in order, and then each at once', () => {
  const handed = createHandedLinks();
  const [first, second, third] = [link(), link(), link()];
  const taken: Link[] = [];
  void handed.hand(first);
  void handed.hand(second);
  handed.onLink((each) => Promise.resolve(taken.push(each) > 0));
  void handed.hand(third);
  expect(taken).toEqual([first, second, third]);
});

it('holds four at most, and closes what comes beyond', () => {
  const handed = createHandedLinks();
  const links = Array.from({ length: 5 }, link);
  for (const each of links) void handed.hand(each);
  expect(links.map(({ isOpen }) => isOpen)).toEqual([true, true, true, true, false]);
});

it('[O6] leaves no link open that comes about after its room was left', async () => {
  const handed = createHandedLinks();
  const [early, late] = [link(), link()];
  handed.onLink(() => expect.unreachable())();
  const given = handed.hand(early);
  handed.dispose();
  expect(await Promise.all([given, handed.hand(late)])).toEqual([false, false]);
  expect([early.isOpen, late.isOpen]).toEqual([false, false]);
});

it('[O6] tells whether the room took what was handed, early or late', async () => {
  const handed = createHandedLinks();
  const early = handed.hand(link());
  handed.onLink(() => Promise.resolve(false));
  expect([await early, handed.hasFailed.value]).toEqual([false, true]);
  handed.onLink(() => Promise.resolve(true));
  expect([await handed.hand(link()), handed.hasFailed.value]).toEqual([true, false]);
});

it('[O6] says how long one is on its way in', async () => {
  const handed = createHandedLinks();
  const settling: ((isTaken: boolean) => void)[] = [];
  expect(handed.isProving.value).toBe(false);
  const [first, second] = [handed.hand(link()), handed.hand(link())];
  expect(handed.isProving.value).toBe(true);
  handed.onLink(() => new Promise((resolve) => settling.push(resolve)));
  settling[0]?.(true);
  await first;
  expect(handed.isProving.value).toBe(true);
  settling[1]?.(false);
  await second;
  expect([handed.isProving.value, handed.hasFailed.value]).toEqual([false, true]);
});
