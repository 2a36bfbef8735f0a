import { describe, expect, it } from 'vitest';
import {
  createShortcuts,
  isBare,
  readableKeys,
  SEQUENCE_TIMEOUT_MS,
  type KeyPress,
} from '../../../src/app/shortcuts.ts';

function pressed(...presses: readonly (Partial<KeyPress> & { key: string })[]): readonly string[] {
  const ran: string[] = [];
  const shortcuts = ['mod+k', '?', 'i', 'g c', 'g m'].map((keys) => ({
    id: keys,
    keys,
    run: () => ran.push(keys),
  }));
  const registry = createShortcuts(() => shortcuts);
  for (const press of presses) {
    registry.press({
      ctrlKey: false,
      metaKey: false,
      altKey: false,
      shiftKey: false,
      isTyping: false,
      atMs: 0,
      ...press,
    });
  }
  return ran;
}

describe('pressing', () => {
  it.each([
    ['Ctrl', { key: 'k', ctrlKey: true }],
    ['Cmd', { key: 'k', metaKey: true }],
    ['Ctrl while typing', { key: 'K', ctrlKey: true, isTyping: true }],
  ])('runs mod+k with %s', (_, press) => expect(pressed(press)).toEqual(['mod+k']));

  it('runs a sequence', () => expect(pressed({ key: 'g' }, { key: 'm' })).toEqual(['g m']));

  it('forgets the first key after a while', () => {
    expect(pressed({ key: 'g' }, { key: 'c', atMs: SEQUENCE_TIMEOUT_MS + 1 })).toEqual([]);
  });

  it('runs a sign that needs Shift', () => expect(pressed({ key: '?', shiftKey: true })).toEqual(['?']));

  it.each([
    ['Shift', { shiftKey: true }],
    ['Alt', { altKey: true }],
    ['Ctrl', { ctrlKey: true }],
    ['Cmd', { metaKey: true }],
  ])('a letter with %s is not the bare letter', (_, modifier) => {
    expect(pressed({ key: 'i', ...modifier })).toEqual([]);
  });

  it('leaves plain keys to the text being typed', () => {
    expect(pressed({ key: '?', isTyping: true }, { key: 'g', isTyping: true }, { key: 'c' })).toEqual([]);
  });
});

it('writes keys as people know them', () => {
  expect(readableKeys('mod+k', false)).toEqual(['Ctrl', 'K']);
  expect(readableKeys('mod+k', true)).toEqual(['⌘', 'K']);
  expect(readableKeys('g c', false)).toEqual(['G', 'C']);
});

it.each([
  ['mod+k', false],
  ['?', true],
  ['g c', true],
])('%s is bare: %s', (keys, expected) => expect(isBare(keys)).toBe(expected));
