// How far somebody is known who has proven a key.

import type { Words } from '../../ui/words.ts';

export const whoWords = {
  self: {
    en: 'Your own key, on another device.',
    hi: 'आपकी अपनी कुंजी, किसी दूसरे डिवाइस पर।',
    ar: 'مفتاحك أنت على جهاز آخر.',
  },
  verified: {
    en: 'Verified: you compared words, and this is their key ({mark}).',
    hi: 'पहचान पक्की: आपने शब्द मिलाए थे और यह उन्हीं की कुंजी है ({mark})।',
    ar: 'جرى التحقق: قارنتما الكلمات، وهذا مفتاحه ({mark}).',
  },
  known: {
    en: 'You have met this key ({mark}), but never compared words.',
    hi: 'यह कुंजी ({mark}) आपसे मिल चुकी है, पर शब्द कभी नहीं मिलाए गए।',
    ar: 'سبق أن قابلت هذا المفتاح ({mark})، لكنكما لم تقارنا الكلمات.',
  },
  new: {
    en: 'A key you have not met. Ask whether their mark is {mark}.',
    hi: 'यह कुंजी आपके लिए नई है। पूछें कि क्या उनका निशान {mark} है।',
    ar: 'مفتاح لم تقابله من قبل. اسأل هل علامته {mark}.',
  },
  blocked: {
    en: 'You blocked this person.',
    hi: 'आपने इस व्यक्ति को ब्लॉक किया है।',
    ar: 'لقد حظرت هذا الشخص.',
  },
} as const satisfies Readonly<Record<string, Words>>;
