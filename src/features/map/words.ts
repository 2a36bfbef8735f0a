// What the map says.

import type { Words } from '../../ui/words.ts';

export const mapWords = {
  title: { en: 'Map', hi: 'नक्शा', ar: 'الخريطة' },
  honest: {
    en: 'Drawn on this device. It asks no server and works without a network.',
    hi: 'इसी डिवाइस पर बना है। यह किसी सर्वर से नहीं पूछता और बिना नेटवर्क चलता है।',
    ar: 'مرسومة على هذا الجهاز. لا تسأل أي خادم وتعمل بلا شبكة.',
  },
  world: {
    en: 'World map. Arrow keys move it, plus and minus zoom.',
    hi: 'दुनिया का नक्शा। तीर कुंजियाँ इसे खिसकाती हैं, प्लस और माइनस ज़ूम करते हैं।',
    ar: 'خريطة العالم. تحرّكها مفاتيح الأسهم، ويكبّرها ويصغّرها زائد وناقص.',
  },
  zoomIn: { en: 'Zoom in', hi: 'ज़ूम इन', ar: 'تكبير' },
  zoomOut: { en: 'Zoom out', hi: 'ज़ूम आउट', ar: 'تصغير' },
  wholeWorld: { en: 'Whole world', hi: 'पूरी दुनिया', ar: 'العالم كله' },
  loading: { en: 'Unfolding the map…', hi: 'नक्शा खुल रहा है…', ar: 'يجري فتح الخريطة…' },
  missingTitle: {
    en: 'The map could not be opened.',
    hi: 'नक्शा नहीं खुल सका।',
    ar: 'تعذّر فتح الخريطة.',
  },
  missing: {
    en: 'This copy of Kith may be incomplete. Get the page or the file again.',
    hi: 'Kith की यह प्रति अधूरी हो सकती है। पेज या फ़ाइल फिर से लें।',
    ar: 'قد تكون هذه النسخة من Kith غير مكتملة. احصل على الصفحة أو الملف مرة أخرى.',
  },
  source: {
    en: 'Outline: Natural Earth, 1:110 million',
    hi: 'रूपरेखा: Natural Earth, 1:11 करोड़',
    ar: 'الحدود: Natural Earth، ‏1:110 مليون',
  },
} as const satisfies Readonly<Record<string, Words>>;
