// What the chip in a room's bar says of keeping. Apart from the other words: it is there from the start.

import type { Words } from '../../ui/words.ts';

export const chipWords = {
  kept: { en: 'Kept on this device', hi: 'इस उपकरण पर रखा है', ar: 'محفوظة على هذا الجهاز' },
  saving: { en: 'Keeping on this device…', hi: 'इस उपकरण पर रखा जा रहा है…', ar: 'جارٍ الحفظ على هذا الجهاز…' },
  locked: {
    en: 'Kept under a passphrase · locked',
    hi: 'पासफ़्रेज़ के नीचे रखा है · बंद',
    ar: 'محفوظة تحت عبارة مرور · مقفلة',
  },
  opening: { en: 'Opening what is kept…', hi: 'रखा हुआ खोला जा रहा है…', ar: 'جارٍ فتح المحفوظ…' },
  elsewhere: { en: 'Kept by another tab', hi: 'दूसरा टैब रख रहा है', ar: 'تحفظها علامة تبويب أخرى' },
  trouble: { en: 'Not all of it is kept', hi: 'सब कुछ नहीं रखा गया', ar: 'لم يُحفظ كل شيء' },
} as const satisfies Readonly<Record<string, Words>>;
