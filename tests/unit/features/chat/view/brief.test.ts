import { expect, it } from 'vitest';
import type { Attachment, Body } from '../../../../../src/features/chat/api.ts';
import { briefOf } from '../../../../../src/features/chat/view/brief.ts';
import { makeText } from '../../../../support/chat-fixture.ts';

const file = (name: string): Attachment => ({ hash: name, size: 1, name, type: 'image/png' });
const poll = (question: string): Body => ({
  kind: 'poll',
  question,
  options: [],
  multiple: false,
  votes: [],
});

it.each<readonly [string, Body, string]>([
  ['words without their marks', makeText('**bread** and [salt](https://a.example)'), 'bread and salt'],
  [
    'files as they are called on screen',
    makeText('', [file('a\u202Egnp.exe'), file('b.png')]),
    'agnp.exe and b.png',
  ],
  ['a voice note', { kind: 'voice', attachment: file('v'), durationMs: 1, peaks: [] }, 'Voice note'],
  ['a poll', poll('When\u202E?'), 'Poll: When?'],
  ['where a link leads', { kind: 'link', url: 'https://a.example/way', note: '' }, 'Link to a.example'],
  ['no towers', makeText(`Z${'\u0351'.repeat(40)}`), `Z${'\u0351'.repeat(4)}`],
  ['no lines', makeText('one\n\ntwo\u2028three'), 'one two three'],
])('says %s', (_, body, brief) => {
  expect(briefOf('en', body)).toBe(brief);
});

it('cuts no letter in two', () => {
  const brief = briefOf('en', makeText(`x${'🎉'.repeat(200)}`));
  expect(brief.isWellFormed()).toBe(true);
  expect(brief.length).toBeLessThanOrEqual(120);
});
