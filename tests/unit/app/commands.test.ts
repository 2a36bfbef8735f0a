import { expect, it } from 'vitest';
import {
  filterCommands,
  MAX_SHOWN_COMMANDS,
  withoutBareKeys,
  type Command,
} from '../../../src/app/commands.ts';

function command(title: string, group: Command['group'] = 'do', more: Partial<Command> = {}): Command {
  return { id: title, group, title, face: { icon: 'info' }, run: () => undefined, ...more };
}

const titles = (commands: readonly Command[], query: string) =>
  filterCommands(commands, query).map((each) => each.title);

it('shows all in their groups when nothing is typed', () => {
  const commands = [command('Leave'), command('Chat', 'go'), command('Mei', 'people')];
  expect(titles(commands, '')).toEqual(['Mei', 'Chat', 'Leave']);
});

it('puts what begins with the word first', () => {
  const commands = [command('Open chat'), command('Chat'), command('Snatch a hat')];
  expect(titles(commands, 'chat')).toEqual(['Chat', 'Open chat']);
});

it('wants every word', () => {
  const commands = [command('Dark theme'), command('Light theme')];
  expect(titles(commands, 'theme li')).toEqual(['Light theme']);
});

it('finds without accents and by other words', () => {
  const commands = [command('Inês', 'people'), command('Settings', 'go', { also: 'preferences' })];
  expect(titles(commands, 'ines')).toEqual(['Inês']);
  expect(titles(commands, 'pref')).toEqual(['Settings']);
});

it('finds Hindi with its vowel signs', () => {
  const commands = [command('गहरा रंग'), command('गहरी बात')];
  expect(titles(commands, 'गहरा')).toEqual(['गहरा रंग']);
});

it('shows no more than can be read', () => {
  const commands = Array.from({ length: 40 }, (_, n) => command(`Command ${n}`));
  expect(filterCommands(commands, 'command')).toHaveLength(MAX_SHOWN_COMMANDS);
});

it.each([
  ['g c', undefined],
  ['mod+k', 'mod+k'],
])('without bare keys, %s becomes %s', (keys, left) => {
  expect(withoutBareKeys(command('Chat', 'go', { keys })).keys).toBe(left);
});
