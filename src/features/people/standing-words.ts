// What the panel says about whom this person knows.

import type { Standing } from '../../room/standing.ts';
import type { Words } from '../../ui/words.ts';

/** Who somebody is to this person, as far as their key tells. */
export const stateWords = {
  new: { en: 'new to you', hi: 'आपके लिए नए', ar: 'جديد عليك' },
  known: { en: 'not verified yet', hi: 'पहचान अभी पक्की नहीं', ar: 'لم يُتحقق منه بعد' },
  verified: { en: 'verified', hi: 'पहचान पक्की', ar: 'جرى التحقق' },
} as const satisfies Readonly<Record<Exclude<Standing, 'key-changed'>, Words>>;

export const standingWords = {
  muted: { en: 'muted', hi: 'म्यूट', ar: 'مكتوم' },
  blocked: { en: 'blocked', hi: 'ब्लॉक', ar: 'محظور' },
  waiting: { en: 'another key', hi: 'दूसरी कुंजी', ar: 'مفتاح آخر' },
  looksLike: { en: 'looks like {name}', hi: '{name} जैसा दिखता है', ar: 'يشبه {name}' },
  /** Somebody whose name alone could be another's. */
  marked: { en: '{name} ({mark})', hi: '{name} ({mark})', ar: '{name} ({mark})' },
  chip: {
    en: '{n} of {of} verified',
    hi: '{of} में से {n} पक्के',
    ar: 'جرى التحقق من {n} من {of}',
  },
  unverified: {
    en: { one: '1 person isn’t verified yet.', other: '{n} people aren’t verified yet.' },
    hi: { one: 'एक व्यक्ति की पहचान अभी पक्की नहीं है।', other: '{n} लोगों की पहचान अभी पक्की नहीं है।' },
    ar: {
      one: 'شخص واحد لم يُتحقق منه بعد.',
      two: 'شخصان لم يُتحقق منهما بعد.',
      few: '{n} أشخاص لم يُتحقق منهم بعد.',
      other: '{n} شخصًا لم يُتحقق منهم بعد.',
    },
  },
  unverifiedWho: {
    en: '{names}. Read a few words to each other to be sure it’s really them.',
    hi: '{names}। एक-दूसरे को कुछ शब्द पढ़कर सुनाएँ, ताकि पक्का हो कि वही हैं।',
    ar: '{names}. اقرأوا بضع كلمات لبعضكم للتأكد من الهوية.',
  },
  verify: { en: 'Verify {name}', hi: '{name} को परखें', ar: 'تحقق من {name}' },
  keyChanged: {
    en: 'Someone calls themselves {name}, with another key.',
    hi: 'कोई ख़ुद को {name} कहता है, पर कुंजी दूसरी है।',
    ar: 'هناك من يسمي نفسه {name} بمفتاح آخر.',
  },
  keyChangedVerified: {
    en: 'The one you verified had a different one. What this one says waits until you decide.',
    hi: 'जिन्हें आपने परखा था उनकी कुंजी अलग थी। इनकी बातें तब तक रुकी हैं जब तक आप तय न करें।',
    ar: 'من تحققت منه كان له مفتاح مختلف. ما يقوله هذا ينتظر قرارك.',
  },
  keyChangedKnown: {
    en: 'The one you know had a different one. What this one says waits until you decide.',
    hi: 'जिन्हें आप जानते हैं उनकी कुंजी अलग थी। इनकी बातें तब तक रुकी हैं जब तक आप तय न करें।',
    ar: 'من تعرفه كان له مفتاح مختلف. ما يقوله هذا ينتظر قرارك.',
  },
  decide: { en: 'Decide…', hi: 'तय करें…', ar: 'قرّر…' },
  asks: {
    en: '{name} wants to compare words with you.',
    hi: '{name} आपके साथ शब्द मिलाना चाहते हैं।',
    ar: '{name} يريد مقارنة كلمات معك.',
  },
  compare: { en: 'Compare', hi: 'मिलाएँ', ar: 'قارن' },
  notNow: { en: 'Not now', hi: 'अभी नहीं', ar: 'ليس الآن' },
} as const satisfies Readonly<Record<string, Words>>;
