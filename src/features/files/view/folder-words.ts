// What is said of a folder, taken as one.

import type { Words } from '../../../ui/words.ts';

export const folderWords = {
  files: {
    en: { one: '{n} file', other: '{n} files' },
    hi: '{n} फ़ाइलें',
    ar: { one: 'ملف واحد', two: 'ملفان', few: '{n} ملفات', other: '{n} ملفًا' },
  },
  unfold: { en: 'Files in {name}', hi: '{name} की फ़ाइलें', ar: 'ملفات {name}' },
  failed: {
    en: { one: '{n} file failed. {why}', other: '{n} files failed. {why}' },
    hi: '{n} फ़ाइलें विफल रहीं। {why}',
    ar: {
      one: 'فشل ملف واحد. {why}',
      two: 'فشل ملفان. {why}',
      few: 'فشلت {n} ملفات. {why}',
      other: 'فشل {n} ملفًا. {why}',
    },
  },
  failedVariously: {
    en: '{n} files failed, each for a reason of its own. Open the folder to see them.',
    hi: '{n} फ़ाइलें विफल रहीं, हर एक अपने कारण से। देखने के लिए फ़ोल्डर खोलें।',
    ar: {
      two: 'فشل ملفان، كل لسببه. افتح المجلد لتراهما.',
      few: 'فشلت {n} ملفات، كل لسببه. افتح المجلد لتراها.',
      other: 'فشل {n} ملفًا، كل لسببه. افتح المجلد لتراها.',
    },
  },
  failedShort: { en: '{n} failed', hi: '{n} विफल', ar: 'فشل {n}' },
  onlyThey: {
    en: {
      one: 'Nobody else here has what is missing of {n} file.',
      other: 'Nobody else here has what is missing of {n} files.',
    },
    hi: '{n} फ़ाइलों का जो बाक़ी है वह यहाँ और किसी के पास नहीं है।',
    ar: {
      one: 'لا أحد غيره هنا لديه ما ينقص من ملف واحد.',
      two: 'لا أحد غيره هنا لديه ما ينقص من ملفين.',
      few: 'لا أحد غيره هنا لديه ما ينقص من {n} ملفات.',
      other: 'لا أحد غيره هنا لديه ما ينقص من {n} ملفًا.',
    },
  },
  nobody: {
    en: {
      one: 'Nobody here has what is missing of {n} file.',
      other: 'Nobody here has what is missing of {n} files.',
    },
    hi: '{n} फ़ाइलों का जो बाक़ी है वह यहाँ किसी के पास नहीं है।',
    ar: {
      one: 'لا أحد هنا لديه ما ينقص من ملف واحد.',
      two: 'لا أحد هنا لديه ما ينقص من ملفين.',
      few: 'لا أحد هنا لديه ما ينقص من {n} ملفات.',
      other: 'لا أحد هنا لديه ما ينقص من {n} ملفًا.',
    },
  },
  /** All of a stuck folder in a few words, for a phone. */
  waitingShort: {
    en: { one: 'Waiting for {name}, {n} file', other: 'Waiting for {name}, {n} files' },
    hi: '{name} का इंतज़ार, {n} फ़ाइलें',
    ar: {
      one: 'بانتظار {name}، ملف',
      two: 'بانتظار {name}، ملفان',
      few: 'بانتظار {name}، {n} ملفات',
      other: 'بانتظار {name}، {n} ملفًا',
    },
  },
} as const satisfies Readonly<Record<string, Words>>;
