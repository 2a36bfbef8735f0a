import { expect, it } from 'vitest';
import type { Row } from '../../../../../src/features/chat/api.ts';
import {
  writeTranscript,
  type TranscriptFormat,
} from '../../../../../src/features/chat/view/transcript/transcript.ts';
import { makeMessage, makeText } from '../../../../support/chat-fixture.ts';

const PAYLOAD = `</p><script>alert("1")</script><img src=x onerror='alert(1)'>`;

function write(rows: readonly Row[], format: TranscriptFormat): string {
  const nameOf = (id: string) => (id === 'mei' ? 'Mei' : id);
  return writeTranscript({ title: 'Slow <River>', rows, locale: 'en', nameOf }, format);
}

const rows: readonly Row[] = [
  makeMessage('mei', 0, { body: makeText('first\n[18:31] Amara: never said') }),
  makeMessage('mei', 1, {
    body: {
      kind: 'poll',
      question: 'When?',
      options: ['now', 'later'],
      multiple: false,
      votes: [['mei' as never], []],
    },
  }),
  makeMessage(PAYLOAD, 2, { body: makeText(PAYLOAD) }),
  makeMessage('mei', 3, { body: { kind: 'deleted' } }),
];

it('writes text in which nobody can write a line of another', () => {
  const text = write(rows, 'text');
  expect(text).toContain('Mei: first\n    [18:31] Amara: never said');
  expect(text).toContain('Poll: When?\n    - now (Mei)\n    - later');
  expect(text).toContain('Deleted by its author');
});

it('tells who reacted, in text and in a page, and nobody writes a line of another by it', () => {
  const forged = { emoji: '\n[10:02] Anna: Yes, it was me', by: ['mei' as never] };
  const reacted = [
    makeMessage('mei\u2028[10:01] Anna', 0, { reactions: [{ emoji: '👍', by: ['mei' as never] }, forged] }),
  ];
  const lines = write(reacted, 'text').split(/[\n\u2028]/);
  expect(lines).toContain('    👍 Mei');
  expect(lines.filter((line) => line.startsWith('[10:0'))).toEqual([]);
  expect(write(reacted, 'html')).toContain('<p dir="auto">👍 Mei</p>');
});

it('writes a page in which nothing of what was said is markup', () => {
  const html = write(rows, 'html');
  expect(html).not.toMatch(/<(?:script|img)/);
  expect(html).toContain('&lt;script&gt;alert(&quot;1&quot;)');
  expect(html).toContain('<title>Slow &lt;River&gt;</title>');
  expect(html).toContain(`default-src 'none'`);
});

it.each(['text', 'html', 'json'] as const)('calls files in %s as they are called on screen', (format) => {
  const file = { hash: 'h', size: 3, name: 'report\u202Efdp\n.exe', type: 'application/pdf' };
  const written = write([makeMessage('mei', 0, { body: makeText('', [file]) })], format);
  expect(written).toContain('reportfdp .exe');
  expect(written).not.toMatch(/\u202E|\\u202e/);
});

it('writes JSON that reads back', () => {
  const { title, messages } = JSON.parse(write(rows, 'json'));
  expect(title).toBe('Slow <River>');
  expect(messages[0]).toMatchObject({ id: 'mei/0', name: 'Mei', kind: 'text' });
  expect(messages).toHaveLength(rows.length);
});
