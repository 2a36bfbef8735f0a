import { describe, expect, it } from 'vitest';
import { decideNotice, type NoticeChoices, type NoticeFacts } from '../../../../src/app/notify/policy.ts';

const HIDDEN: NoticeFacts = {
  regard: 'open',
  isForMe: false,
  isRoomMuted: false,
  isQuiet: false,
  isSeenElsewhere: false,
  isInFront: false,
};
const ALL: NoticeChoices = { hasSound: true, hasNotifications: true, mentionsBreakMute: true };
const NOTHING = { counts: false, sounds: false, shows: false };
const NUMBER = { counts: true, sounds: false, shows: false };
const EVERYTHING = { counts: true, sounds: true, shows: true };

it.each<readonly [string, Partial<NoticeFacts>, Partial<NoticeChoices>, typeof NOTHING]>([
  ['a message to a page in the background', {}, {}, EVERYTHING],
  ['one while the page shows something else', { isInFront: true }, {}, { ...EVERYTHING, shows: false }],
  ['sounds are off', {}, { hasSound: false }, { ...EVERYTHING, sounds: false }],
  ['notifications are off', {}, { hasNotifications: false }, { ...EVERYTHING, shows: false }],
  ['do not disturb', { isQuiet: true }, {}, NUMBER],
  ['a mention under do not disturb', { isQuiet: true, isForMe: true }, {}, NUMBER],
  ['it is read at another device', { isSeenElsewhere: true }, {}, NUMBER],
  ['a muted room', { isRoomMuted: true }, {}, NOTHING],
  ['a mention in a muted room', { isRoomMuted: true, isForMe: true }, {}, EVERYTHING],
  [
    'a mention in a muted room, not wanted',
    { isRoomMuted: true, isForMe: true },
    { mentionsBreakMute: false },
    NOTHING,
  ],
  [
    'a mention in a muted room under do not disturb',
    { isRoomMuted: true, isForMe: true, isQuiet: true },
    {},
    NUMBER,
  ],
  ['somebody muted', { regard: 'muted' }, {}, NOTHING],
  ['a mention by somebody muted', { regard: 'muted', isForMe: true }, {}, NOTHING],
  ['somebody blocked', { regard: 'blocked', isForMe: true }, {}, NOTHING],
  ['somebody whose key has changed', { regard: 'waiting', isForMe: true }, {}, NOTHING],
])('tells as it should: %s', (_, facts, choices, notice) => {
  expect(decideNotice({ ...HIDDEN, ...facts }, { ...ALL, ...choices })).toEqual(notice);
});

describe('whatever else holds', () => {
  const flags = ['isForMe', 'isRoomMuted', 'isQuiet', 'isSeenElsewhere', 'isInFront'] as const;
  const choices = ['hasSound', 'hasNotifications', 'mentionsBreakMute'] as const;
  const all = Array.from({ length: 2 ** (flags.length + choices.length) }, (_, bits) => {
    const bit = (index: number) => (bits & (1 << index)) !== 0;
    const facts = Object.fromEntries(flags.map((flag, index) => [flag, bit(index)]));
    const chosen = Object.fromEntries(choices.map((choice, index) => [choice, bit(flags.length + index)]));
    return [
      { ...HIDDEN, ...facts },
      { ...ALL, ...chosen },
    ] as const;
  });

  it('nothing sounds or shows that does not count', () => {
    const told = all.map(([facts, chosen]) => decideNotice(facts, chosen));
    expect(told.filter(({ counts, sounds, shows }) => !counts && (sounds || shows))).toEqual([]);
  });

  it('do not disturb is silent', () => {
    const told = all.filter(([facts]) => facts.isQuiet).map((each) => decideNotice(...each));
    expect(told.filter(({ sounds, shows }) => sounds || shows)).toEqual([]);
  });

  it('the system shows nothing of what is in front', () => {
    const told = all.filter(([facts]) => facts.isInFront).map((each) => decideNotice(...each));
    expect(told.filter(({ shows }) => shows)).toEqual([]);
  });
});
