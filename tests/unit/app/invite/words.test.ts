// Sentences that name a heading of the other person's screen name the one that stands there, in every language.

import { expect, test } from 'vitest';
import { meetWords } from '../../../../src/app/invite/words.ts';
import { inputWords } from '../../../../src/app/join/words.ts';

test.each(['en', 'hi', 'ar'] as const)(
  '[O5] what the other person sees is quoted as it stands there: %s',
  (locale) => {
    const quoted = (text: string) => Array.from(text.matchAll(/[“«]([^”»]+)[”»]/g), ([, heading]) => heading);
    expect(quoted(meetWords.stepOneHint[locale])).toEqual([
      inputWords.label[locale],
      meetWords.invitedTitle[locale],
    ]);
    expect(quoted(meetWords.answerText[locale])).toEqual([meetWords.stepTwo[locale]]);
    expect(quoted(meetWords.held[locale])).toEqual([meetWords.connect[locale]]);
  },
);
