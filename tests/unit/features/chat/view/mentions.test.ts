import { describe, expect, it } from 'vitest';
import { MAX_MENTIONS } from '../../../../../src/features/chat/api.ts';
import {
  completeMention,
  mentionedIn,
  offeredFor,
  typedMention,
  type Mentionable,
} from '../../../../../src/features/chat/view/mentions.ts';
import type { IdentityId } from '../../../../../src/primitives/ids.ts';

const person = (name: string, id = name): Mentionable => ({ id: id as IdentityId, name });
const typedAt = (text: string) => typedMention(text, text.length);

describe('while typing', () => {
  it('begins at an @ after a space or at the start, and reads up to the caret', () => {
    expect(typedAt('hello @me')).toEqual({ from: 6, query: 'me' });
    expect(typedAt('@')).toEqual({ from: 0, query: '' });
    expect(typedMention('@mei and more', 3)).toEqual({ from: 0, query: 'me' });
  });

  it('sees none in a mail address, and none after its space', () => {
    expect(typedAt('a@b')).toBeUndefined();
    expect(typedAt('@mei ')).toBeUndefined();
  });

  it('offers whose names have a word that begins so, whatever case and accents', () => {
    const people = [person('Zoé Lindqvist'), person('Amara'), person('Mei')];
    expect(offeredFor('ZOE', people).map(({ name }) => name)).toEqual(['Zoé Lindqvist']);
    expect(offeredFor('lind', people)).toHaveLength(1);
    expect(offeredFor('', people)).toHaveLength(3);
  });

  it('writes the whole name and stands behind it', () => {
    const text = 'hi @me, are you there';
    expect(completeMention(text, { from: 3, query: 'me' }, person('Mei'))).toEqual({
      text: 'hi @Mei , are you there',
      caret: 8,
    });
  });
});

describe('when it is sent', () => {
  it('names those whose whole name stands after an @', () => {
    const people = [person('Ann'), person('Anna'), person('Bo')];
    expect(mentionedIn('@Anna and Bo', people)).toEqual(['Anna']);
    expect(mentionedIn('@Anna and @Ann', people)).toEqual(['Anna', 'Ann']);
    expect(mentionedIn('nobody', people)).toEqual([]);
  });

  it('names nobody in the middle of a word, whatever the script', () => {
    const people = [person('Ann'), person('Мила'), person('李雷'), person('C++ (Kim)')];
    for (const text of ['@Annabel', 'mail ann@Ann.example', '@Ann_', '@Ann2', '@Милана', '@Anné'])
      expect(mentionedIn(text, people)).toEqual([]);
    expect(mentionedIn('@Ann, @Мила! @李雷你好 (@C++ (Kim))', people)).toHaveLength(4);
    expect(mentionedIn('@Ann’s', people)).toEqual(['Ann']);
  });

  it('means both where two people have one name', () => {
    expect(mentionedIn('@Bo', [person('Bo', 'one'), person('Bo', 'two')])).toEqual(['one', 'two']);
  });

  it('means one of two who are called alike by the name with the mark, and both by the name alone', () => {
    const annas = [
      { ...person('Anna (the brick heron)', 'one'), bare: 'Anna' },
      { ...person('Anna (the teal turtle)', 'two'), bare: 'Anna' },
    ];
    expect(mentionedIn('@Anna (the teal turtle) hello', annas)).toEqual(['two']);
    expect(mentionedIn('@Anna hello', annas)).toEqual(['one', 'two']);
  });

  it('names no more than a message may', () => {
    const people = Array.from({ length: 40 }, (_, i) => person(`P${i}x`));
    const text = people.map(({ name }) => `@${name}`).join(' ');
    expect(mentionedIn(text, people)).toHaveLength(MAX_MENTIONS);
  });
});
