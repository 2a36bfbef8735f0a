import { describe, expect, it } from 'vitest';
import {
  readGivenText,
  readJoinInput,
  readOpenedAddress,
  replaceWord,
} from '../../../../src/app/join/join-input.ts';
import { inputWords } from '../../../../src/app/join/words.ts';
import { encodeAnswer } from '../../../../src/signaling/invitation.ts';
import {
  formatMeetingQrText,
  formatMeetingText,
  parseMeetingText,
} from '../../../../src/signaling/invitation-text.ts';
import { describeWith } from '../../../support/invited-pair.ts';

const OWNER = 'AbCdEfGhIjKlMnOpQrStUg';

function problemOf(text: string) {
  const input = readJoinInput(text);
  if (input.kind !== 'problem') throw new Error('no problem at all');
  return input.problem;
}

describe('what leads to a room', () => {
  it.each([
    ['six words', 'ocean window seven other lamp river'],
    ['words with hyphens and capitals', 'Ocean-Window-Seven-Other-Lamp-River'],
    ['a link', `https://kith.example/#/r/ocean-window-seven-other-lamp-river~${OWNER}`],
    [
      'a message with a link in it',
      `Come! https://kith.example/#/r/ocean-window-seven-other-lamp-river~${OWNER} ok?`,
    ],
  ])('%s', (_, text) => expect(readJoinInput(text)).toMatchObject({ kind: 'room' }));

  it('keeps the origin of a link from elsewhere, to offer its broker', () => {
    const input = readJoinInput(`https://other.example/#/r/ocean-window-seven-other-lamp-river~${OWNER}`);
    expect(input).toMatchObject({ kind: 'room', link: { origin: 'https://other.example' } });
  });
});

describe('what does not', () => {
  it.each([
    ['nothing', '', inputWords.empty],
    ['two words', 'ocean window', inputWords.tooFew],
    ['seven words', 'ocean window seven other lamp river lamp', inputWords.tooMany],
    ['another site', 'https://example.org/page', inputWords.foreign],
    ['a later link', 'https://kith.example/#/r2/AAAA', inputWords.laterVersion],
    ['a later invitation', 'https://kith.example/#/i2/AAAA', inputWords.laterMeeting],
    ['a later answer as text', 'kith:a2/AAAA', inputWords.laterMeeting],
    ['another page of Kith', 'https://kith.example/#/settings', inputWords.otherRoute],
    ['a link cut in its words', 'https://kith.example/#/r/ocean-window-sev', inputWords.cutShort],
    [
      'a link cut in its owner',
      'https://kith.example/#/r/ocean-window-seven-other-lamp-river~AbCd',
      inputWords.cutShort,
    ],
  ])('%s gets its own sentence', (_, text, sentence) => expect(problemOf(text).sentence).toBe(sentence));

  it('names the word that is not in the list and offers the nearest', () => {
    const problem = problemOf('ocean windw seven other lamp river');
    expect(problem).toMatchObject({ sentence: inputWords.wrongWord, values: { word: 'windw' } });
    expect(problem.wrong[0]?.suggestions).toContain('window');
  });

  it('says so when nothing in the list is near', () => {
    expect(problemOf('ocean qqqqqqqq seven other lamp river').sentence).toBe(inputWords.wrongWordNoHint);
  });

  it('names two wrong words', () => {
    expect(problemOf('ocean windw seven othr lamp river')).toMatchObject({
      sentence: inputWords.wrongTwo,
      values: { word: 'windw', second: 'othr' },
    });
  });

  it('names three wrong words', () => {
    expect(problemOf('Ocaen windw seven othr lamp river')).toMatchObject({
      sentence: inputWords.wrongThree,
      values: { word: 'Ocaen', second: 'windw', third: 'othr' },
    });
  });

  it('names and mends three of more wrong words', () => {
    const problem = problemOf('ocaen windw svven othr lamp river');
    expect(problem.sentence).toBe(inputWords.wrongMany);
    expect(problem.wrong).toHaveLength(3);
  });
});

describe('an answer in capitals', () => {
  const ANSWER = encodeAnswer({ tag: new Uint8Array(8).fill(3), description: describeWith('answer', 9) });
  const QR_TEXT = formatMeetingQrText('answer', ANSWER);

  it('leads where the same in base64url does', () =>
    expect(readJoinInput(QR_TEXT)).toEqual(readJoinInput(formatMeetingText('answer', ANSWER))));

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('lacks its end when %d of its letters were cut off', (cut) => {
    const input = readJoinInput(QR_TEXT.slice(0, -cut));
    if (input.kind !== 'meeting') throw new Error('leads nowhere');
    expect(parseMeetingText(`kith:a/${input.route.code}`)).toEqual(parseMeetingText(QR_TEXT.slice(0, -cut)));
    expect(parseMeetingText(QR_TEXT.slice(0, -cut))).toEqual({ ok: false, error: { code: 'cut-short' } });
  });
});

describe('what stands in a file or a code', () => {
  it.each([
    ['a later invitation', 'kith:i2/AAAA', inputWords.laterMeeting],
    ['a room’s link cut short', 'https://kith.example/#/r/ocean-window-sev', inputWords.cutShort],
    ['a later link', 'https://kith.example/#/r2/AAAA', inputWords.laterVersion],
    ['another page of Kith', 'https://kith.example/#/settings', inputWords.otherRoute],
    ['another site', 'https://example.org/page', inputWords.foreign],
    ['no link at all', 'javascript:alert(1)', inputWords.notInFile],
    ['nothing', '', inputWords.notInFile],
    ['a letter to somebody', 'Dear Mei, this is no invitation at all', inputWords.notInFile],
    ['six words of which one is wrong', 'ocean windw seven other lamp river', inputWords.notInFile],
  ])('%s gets the sentence that is true of it, and nothing to mend', (_, text, sentence) =>
    expect(readGivenText(text)).toMatchObject({ kind: 'problem', problem: { sentence, wrong: [] } }),
  );

  it('leads where a typed one does', () => {
    const link = `https://kith.example/#/r/ocean-window-seven-other-lamp-river~${OWNER}`;
    for (const text of [link, 'kith:i/AAAA', 'ocean window seven other lamp river'])
      expect(readGivenText(text)).toEqual(readJoinInput(text));
  });
});

describe('an opened link', () => {
  it.each([
    ['with its owner', `ocean-window-seven-other-lamp-river~${OWNER}`, OWNER],
    ['of words alone', 'ocean-window-seven-other-lamp-river', undefined],
    ['typed with spaces', 'ocean window seven other lamp river', undefined],
  ])('is read %s', (_, code, owner) => {
    expect(readOpenedAddress(code)).toMatchObject({ ok: true, value: { owner } });
  });

  it('counts as cut short when words are missing', () => {
    expect(readOpenedAddress('ocean-window-sev')).toMatchObject({ error: { code: 'cut-short' } });
  });
});

it('replaces a wrong word and leaves the rest as it was typed', () => {
  const wrong = { word: 'windw', position: 1, isLast: false, suggestions: ['window'] };
  expect(replaceWord('Ocean, WINDW seven', wrong, 'window')).toBe('Ocean, window seven');
});
