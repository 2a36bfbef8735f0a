// What the studio says.

import type { Words } from '../../ui/words.ts';

export const studioWords = {
  title: { en: 'Code', hi: 'कोड', ar: 'الشيفرة' },
  honest: {
    en: 'Python came with the page: it runs on this device and needs no network. Only you see this.',
    hi: 'Python पेज के साथ आया है: यह इसी डिवाइस पर चलता है और नेटवर्क नहीं माँगता। इसे केवल आप देखते हैं।',
    ar: 'جاءت Python مع الصفحة: تعمل على هذا الجهاز ولا تحتاج إلى شبكة. لا يرى هذا أحد غيرك.',
  },
  program: { en: 'Python program', hi: 'Python प्रोग्राम', ar: 'برنامج Python' },
  run: { en: 'Run', hi: 'चलाएँ', ar: 'تشغيل' },
  runHint: { en: 'Ctrl+Enter', hi: 'Ctrl+Enter', ar: 'Ctrl+Enter' },
  stop: { en: 'Stop', hi: 'रोकें', ar: 'إيقاف' },
  clear: { en: 'Clear output', hi: 'आउटपुट मिटाएँ', ar: 'مسح المخرجات' },
  output: { en: 'Output', hi: 'आउटपुट', ar: 'المخرجات' },
  empty: {
    en: 'What the program prints appears here.',
    hi: 'प्रोग्राम जो छापेगा, यहाँ दिखेगा।',
    ar: 'ما يطبعه البرنامج يظهر هنا.',
  },
  arriving: {
    en: 'Python is still arriving with the page: {n} %',
    hi: 'Python पेज के साथ अभी आ रहा है: {n} %',
    ar: 'ما زالت Python تصل مع الصفحة: {n} %',
  },
  starting: { en: 'Starting Python…', hi: 'Python शुरू हो रहा है…', ar: 'يجري تشغيل Python…' },
  running: { en: 'Running…', hi: 'चल रहा है…', ar: 'قيد التشغيل…' },
  asking: {
    en: 'The program waits for a line.',
    hi: 'प्रोग्राम एक पंक्ति की राह देख रहा है।',
    ar: 'ينتظر البرنامج سطرًا.',
  },
  line: { en: 'Line for the program', hi: 'प्रोग्राम के लिए पंक्ति', ar: 'سطر للبرنامج' },
  send: { en: 'Send', hi: 'भेजें', ar: 'إرسال' },
  finished: { en: 'Finished in {s} s', hi: '{s} सेकंड में पूरा हुआ', ar: 'انتهى خلال {s} ث' },
  failed: { en: 'Ended with an error.', hi: 'त्रुटि के साथ समाप्त हुआ।', ar: 'انتهى بخطأ.' },
  stopped: { en: 'Stopped.', hi: 'रोका गया।', ar: 'أُوقف.' },
  cut: {
    en: 'Only the first 100 KB of the output are shown.',
    hi: 'आउटपुट के केवल पहले 100 KB दिखाए गए हैं।',
    ar: 'لا يظهر إلا أول 100 كيلوبايت من المخرجات.',
  },
  incomplete: {
    en: 'This copy of Kith is incomplete: Python is missing. Get the page or the file again.',
    hi: 'Kith की यह प्रति अधूरी है: Python गायब है। पेज या फ़ाइल फिर से लें।',
    ar: 'هذه النسخة من Kith غير مكتملة: Python مفقودة. احصل على الصفحة أو الملف مرة أخرى.',
  },
  broken: {
    en: 'Python could not start in this browser. Try again, or use a current Firefox, Chrome or Edge.',
    hi: 'इस ब्राउज़र में Python शुरू नहीं हो सका। फिर कोशिश करें, या नया Firefox, Chrome या Edge लें।',
    ar: 'تعذّر تشغيل Python في هذا المتصفح. حاول ثانيةً أو استخدم إصدارًا حديثًا من Firefox أو Chrome أو Edge.',
  },
} as const satisfies Readonly<Record<string, Words>>;
