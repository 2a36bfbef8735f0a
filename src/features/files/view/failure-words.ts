// Why a file will not come, or not now, and what to do.

import type { StoreError } from '../../../swarm/chunk-store.ts';
import type { Words } from '../../../ui/words.ts';

/** Why a place took no more of it. */
export const storeErrorWords: Readonly<Record<StoreError['code'], Words>> = {
  full: {
    en: 'There is no more room. What came is still here: make room, then try again.',
    hi: 'और जगह नहीं है। जो आया है वह यहीं है: जगह बनाएँ, फिर कोशिश करें।',
    ar: 'لم يبق مكان. ما وصل لا يزال هنا: أفسح مكانًا ثم أعد المحاولة.',
  },
  'over-budget': {
    en: 'More than this page may hold in memory. Remove another file, or allow more in the settings.',
    hi: 'यह पेज जितना मेमोरी में रख सकता है उससे ज़्यादा। कोई दूसरी फ़ाइल हटाएँ या सेटिंग में सीमा बढ़ाएँ।',
    ar: 'أكثر مما يجوز لهذه الصفحة حفظه في الذاكرة. أزل ملفًا آخر أو اسمح بالمزيد في الإعدادات.',
  },
  denied: {
    en: 'The browser no longer lets it be written there. What came is still here: choose another place, or try again without one.',
    hi: 'ब्राउज़र अब वहाँ लिखने नहीं देता। जो आया है वह यहीं है: दूसरी जगह चुनें, या बिना जगह चुने फिर कोशिश करें।',
    ar: 'لم يعد المتصفح يسمح بالكتابة هناك. ما وصل لا يزال هنا: اختر مكانًا آخر أو أعد المحاولة دون مكان.',
  },
  missing: {
    en: 'It is not where it was put on this device any more, or not all of it, so nobody gets it from here. Try again to get it anew.',
    hi: 'यह इस डिवाइस पर जहाँ रखी थी वहाँ अब नहीं है, या पूरी नहीं है, इसलिए यहाँ से किसी को नहीं मिलती। फिर से पाने के लिए कोशिश करें।',
    ar: 'لم يعد حيث وُضع على هذا الجهاز، أو لم يعد كله هناك، فلا يأخذه أحد من هنا. أعد المحاولة لجلبه من جديد.',
  },
  broken: {
    en: 'It could not be written here. Try again.',
    hi: 'इसे यहाँ लिखा नहीं जा सका। फिर कोशिश करें।',
    ar: 'تعذّرت كتابته هنا. أعد المحاولة.',
  },
};

/** The same where nothing of it is here any more, or nothing came. */
export const lostErrorWords: Readonly<Record<'full' | 'denied', Words>> = {
  full: {
    en: 'There is no more room for it. Make room, then try again.',
    hi: 'इसके लिए और जगह नहीं है। जगह बनाएँ, फिर कोशिश करें।',
    ar: 'لم يبق مكان له. أفسح مكانًا ثم أعد المحاولة.',
  },
  denied: {
    en: 'The browser did not let it be written, or its download was stopped. Try again: it begins anew.',
    hi: 'ब्राउज़र ने इसे लिखने नहीं दिया, या डाउनलोड रोक दिया गया। फिर कोशिश करें: यह नए सिरे से शुरू होगी।',
    ar: 'لم يسمح المتصفح بكتابته، أو أوقف تنزيله. أعد المحاولة: سيبدأ من جديد.',
  },
};

export const failureWords = {
  unreadable: {
    en: 'The file was moved or changed. Share it again.',
    hi: 'फ़ाइल हटाई या बदली गई। इसे फिर से बाँटें।',
    ar: 'نُقل الملف أو تغيّر. شاركه من جديد.',
  },
  contradiction: {
    en: '{name} says one thing and another about this file. Nothing of it was kept.',
    hi: '{name} इस फ़ाइल के बारे में अलग-अलग बातें कहते हैं। इसका कुछ नहीं रखा गया।',
    ar: 'يقول {name} عن هذا الملف أمرين مختلفين. لم يُحفظ منه شيء.',
  },
} as const satisfies Readonly<Record<string, Words>>;
