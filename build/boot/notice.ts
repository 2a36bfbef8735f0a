// A sentence in place of the app, for the cases in which the app cannot start. Uses nothing that an old browser lacks.

export type NoticeKind = 'too-old' | 'incomplete' | 'failed';

const SENTENCES: Record<NoticeKind, Record<'en' | 'hi' | 'ar', string>> = {
  'too-old': {
    en: 'This browser is too old for Kith. Update it, or open this page in a current Firefox, Chrome, Edge or Safari.',
    hi: 'यह ब्राउज़र Kith के लिए बहुत पुराना है। इसे अपडेट करें, या यह पेज नए Firefox, Chrome, Edge या Safari में खोलें।',
    ar: 'هذا المتصفح أقدم من أن يشغّل Kith. حدّثه أو افتح هذه الصفحة في إصدار حديث من Firefox أو Chrome أو Edge أو Safari.',
  },
  incomplete: {
    en: 'This copy of Kith is incomplete: its end is missing. Get the page or the file again.',
    hi: 'Kith की यह प्रति अधूरी है: इसका अंत गायब है। पेज या फ़ाइल फिर से लें।',
    ar: 'هذه النسخة من Kith غير مكتملة: نهايتها مفقودة. احصل على الصفحة أو الملف مرة أخرى.',
  },
  failed: {
    en: 'Kith could not start. Reload the page; if that does not help, get the page or the file again.',
    hi: 'Kith शुरू नहीं हो सका। पेज दोबारा लोड करें; फिर भी न चले तो पेज या फ़ाइल फिर से लें।',
    ar: 'تعذّر بدء Kith. أعد تحميل الصفحة؛ وإن لم يفد ذلك فاحصل على الصفحة أو الملف مرة أخرى.',
  },
};

/** The sentence in the first of the browser's languages that Kith speaks. */
export function noticeText(kind: NoticeKind, languages: readonly string[]): string {
  for (const language of languages) {
    const locale = language.slice(0, 2);
    if (locale === 'en' || locale === 'hi' || locale === 'ar') return SENTENCES[kind][locale];
  }
  return SENTENCES[kind].en;
}

/** Puts the sentence in place of the app, once the page has a place for it or turns out to have none. */
export function showNotice(document: Document, kind: NoticeKind): void {
  const place = document.getElementById('app');
  if (!place && document.readyState === 'loading') {
    document.addEventListener('DOMContentLoaded', () => showNotice(document, kind));
    return;
  }
  const sentence = document.createElement('p');
  sentence.className = 'boot-notice';
  sentence.dir = 'auto';
  sentence.setAttribute('role', 'alert');
  sentence.textContent = noticeText(kind, navigator.languages);
  const container = place ?? document.body;
  container.textContent = '';
  container.appendChild(sentence);
}
