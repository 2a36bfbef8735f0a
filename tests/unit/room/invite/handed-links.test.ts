import { expect, it } from 'vitest';
import { createHandedLinks } from '../../../../src/room/invite/handed-links.ts';
import type { Link } from '../../../../src/transport/transport.ts';
import { createWiredLinks } from '../../../support/wired-links.ts';

const link = () => createWiredLinks().dialer;

it('gives a room what was handed before it listened, in order, and then each at once', () => {
  const handed = createHandedLinks();
  const [first, second, third] = [link(), link(), link()];
  const taken: Link[] = [];
  handed.hand(first);
  handed.hand(second);
  handed.onLink((each) => taken.push(each));
  handed.hand(third);
  expect(taken).toEqual([first, second, third]);
});

it('holds four at most, and closes what comes beyond', () => {
  const handed = createHandedLinks();
  const links = Array.from({ length: 5 }, link);
  for (const each of links) handed.hand(each);
  expect(links.map(({ isOpen }) => isOpen)).toEqual([true, true, true, true, false]);
});

it('[O6] leaves no link open that comes about after its room was left', () => {
  const handed = createHandedLinks();
  const [early, late] = [link(), link()];
  handed.onLink(() => expect.unreachable())();
  handed.hand(early);
  handed.dispose();
  handed.hand(late);
  expect([early.isOpen, late.isOpen]).toEqual([false, false]);
});
