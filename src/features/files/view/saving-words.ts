// Why something could not be saved, and what to do.

import type { StoreError } from '../../../swarm/chunk-store.ts';
import type { Words } from '../../../ui/words.ts';
import { problemWords } from './space-words.ts';

export const savingWords = {
  failed: { en: '{name} was not saved', hi: '{name} सहेजी नहीं गई', ar: 'لم يُحفظ {name}' },
} as const satisfies Readonly<Record<string, Words>>;

export const savingErrorWords: Readonly<Record<StoreError['code'], Words>> = {
  full: {
    en: 'There is no more room where it should go. Make room or choose another place, then try again.',
    hi: 'जहाँ इसे जाना है वहाँ और जगह नहीं है। जगह बनाएँ या दूसरी जगह चुनें, फिर कोशिश करें।',
    ar: 'لم يبق مكان حيث يُراد حفظه. أفسح مكانًا أو اختر مكانًا آخر ثم أعد المحاولة.',
  },
  'over-budget': {
    en: 'This browser can only put it together in memory, and it is more than this page may hold there. Save the files one by one, or allow more in the settings.',
    hi: 'यह ब्राउज़र इसे केवल मेमोरी में जोड़ सकता है, और यह पेज वहाँ जितना रख सकता है उससे ज़्यादा है। फ़ाइलें एक-एक करके सहेजें या सेटिंग में सीमा बढ़ाएँ।',
    ar: 'لا يستطيع هذا المتصفح تجميعه إلا في الذاكرة، وهو أكثر مما يجوز لهذه الصفحة حفظه فيها. احفظ الملفات واحدًا واحدًا أو اسمح بالمزيد في الإعدادات.',
  },
  denied: {
    en: 'The browser doesn’t let it be written there, or its download was stopped. Choose another place, then try again.',
    hi: 'ब्राउज़र वहाँ लिखने नहीं देता, या डाउनलोड रोक दिया गया। दूसरी जगह चुनें, फिर कोशिश करें।',
    ar: 'لا يسمح المتصفح بالكتابة هناك، أو أوقف التنزيل. اختر مكانًا آخر ثم أعد المحاولة.',
  },
  missing: problemWords.gone,
  broken: {
    en: 'It could not be written. Try again, or choose another place.',
    hi: 'इसे लिखा नहीं जा सका। फिर कोशिश करें, या दूसरी जगह चुनें।',
    ar: 'تعذّرت كتابته. أعد المحاولة أو اختر مكانًا آخر.',
  },
};
