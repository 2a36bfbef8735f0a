// What the frame of the whole app says: pages that cannot connect, updates.

import type { Words } from '../ui/words.ts';

export const appWords = {
  insecureTitle: {
    en: 'This address isn’t secure enough',
    hi: 'यह पता पर्याप्त सुरक्षित नहीं है',
    ar: 'هذا العنوان ليس آمنًا بما يكفي',
  },
  insecureText: {
    en: 'It’s plain http over a network. Browsers then give a page no keys, no camera and no offline use, so Kith could neither prove who is who nor seal what you say.',
    hi: 'यह नेटवर्क पर सादा http है। ऐसे में ब्राउज़र पन्ने को न कुंजियाँ देते हैं, न कैमरा, न ऑफ़लाइन उपयोग; तब Kith न पहचान साबित कर सकता है, न बातें मुहरबंद कर सकता है।',
    ar: 'إنه http مكشوف عبر شبكة. عندئذٍ لا تمنح المتصفحات الصفحة مفاتيح ولا كاميرا ولا عملًا بلا اتصال، فلا يستطيع Kith إثبات هوية أحد ولا ختم ما تقوله.',
  },
  insecureGo: { en: 'Go to {address}', hi: '{address} पर जाएँ', ar: 'اذهب إلى {address}' },
  insecureWarning: {
    en: 'The host says that it answers there. If the browser warns about a certificate that the host made itself, ask whoever runs it before you go on.',
    hi: 'होस्ट कहता है कि वह वहाँ मिलता है। अगर ब्राउज़र होस्ट के ख़ुद बनाए प्रमाणपत्र की चेतावनी दे, तो आगे बढ़ने से पहले उसे चलाने वाले से पूछें।',
    ar: 'يقول المضيف إنه يجيب هناك. إن حذّرك المتصفح من شهادة صنعها المضيف بنفسه فاسأل من يشغّله قبل أن تتابع.',
  },
  insecureAsk: {
    en: 'Ask whoever hosts this page for an https address, or for the saved file: it opens from disk without any host.',
    hi: 'इस पन्ने के होस्ट से https पता माँगें, या सहेजी फ़ाइल: वह बिना किसी होस्ट के डिस्क से खुलती है।',
    ar: 'اطلب ممن يستضيف هذه الصفحة عنوان https، أو الملف المحفوظ: يُفتح من القرص بلا أي مضيف.',
  },
  noWebRtc: {
    en: 'This browser can’t connect.',
    hi: 'यह ब्राउज़र जुड़ नहीं सकता।',
    ar: 'هذا المتصفح لا يستطيع الاتصال.',
  },
  noWebRtcText: {
    en: 'It has no WebRTC, or it is switched off. Look around; to meet others, open Kith in a current Firefox, Chrome, Edge or Safari.',
    hi: 'इसमें WebRTC नहीं है, या बंद है। आप देख सकते हैं; दूसरों से मिलने के लिए Kith को नए Firefox, Chrome, Edge या Safari में खोलें।',
    ar: 'ليس فيه WebRTC، أو أنه معطّل. تجوّل كما تشاء؛ وللقاء الآخرين افتح Kith في إصدار حديث من Firefox أو Chrome أو Edge أو Safari.',
  },
  incompleteTitle: {
    en: 'This copy is cut short',
    hi: 'यह प्रति अधूरी है',
    ar: 'هذه النسخة مبتورة',
  },
  incompleteText: {
    en: 'The part that connects never arrived. Load the page again, or get the file anew.',
    hi: 'जोड़ने वाला भाग पहुँचा ही नहीं। पन्ना फिर लोड करें, या फ़ाइल नई लें।',
    ar: 'الجزء الذي يتصل لم يصل. أعد تحميل الصفحة، أو احصل على الملف من جديد.',
  },
  cutCopy: {
    en: 'This copy of Kith is cut short: some parts never arrived. Load the page again, or get the file anew.',
    hi: 'Kith की यह प्रति अधूरी है: कुछ भाग पहुँचे ही नहीं। पन्ना फिर लोड करें, या फ़ाइल नई लें।',
    ar: 'نسخة Kith هذه مبتورة: أجزاء منها لم تصل. أعد تحميل الصفحة، أو احصل على الملف من جديد.',
  },
  goOn: { en: 'Go on', hi: 'आगे बढ़ें', ar: 'تابع' },
  reload: { en: 'Load again', hi: 'फिर लोड करें', ar: 'أعد التحميل' },
  updateReady: {
    en: 'A newer Kith is on this device.',
    hi: 'इस उपकरण पर नया Kith तैयार है।',
    ar: 'إصدار أحدث من Kith على هذا الجهاز.',
  },
  updateInRoom: {
    en: 'A newer Kith is on this device. Taking it now reloads the page, and you leave the room.',
    hi: 'इस उपकरण पर नया Kith तैयार है। अभी लेने से पन्ना फिर लोड होगा और आप कमरे से निकल जाएँगे।',
    ar: 'إصدار أحدث من Kith على هذا الجهاز. أخذه الآن يعيد تحميل الصفحة وتغادر الغرفة.',
  },
  updateNow: { en: 'Reload now', hi: 'अभी लोड करें', ar: 'أعد التحميل الآن' },
  updateLater: { en: 'Later', hi: 'बाद में', ar: 'لاحقًا' },
} as const satisfies Readonly<Record<string, Words>>;
