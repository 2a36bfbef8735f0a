// What "What leaves this device?" answers, point by point.

import type { Words } from '../../ui/words.ts';

export const leavesWords = {
  title: {
    en: 'What leaves this device?',
    hi: 'इस उपकरण से क्या बाहर जाता है?',
    ar: 'ما الذي يغادر هذا الجهاز؟',
  },
  host: { en: 'To the host of this page', hi: 'इस पन्ने के होस्ट को', ar: 'إلى مضيف هذه الصفحة' },
  hostText: {
    en: 'The request for the page itself and for its settings file. Your network address shows, as with any website.',
    hi: 'पन्ने और उसकी सेटिंग फ़ाइल का अनुरोध। हर वेबसाइट की तरह आपका नेटवर्क पता दिखता है।',
    ar: 'طلب الصفحة نفسها وملف إعداداتها. ويظهر عنوان شبكتك كما في أي موقع.',
  },
  file: { en: 'This is a saved file', hi: 'यह सहेजी हुई फ़ाइल है', ar: 'هذا ملف محفوظ' },
  fileText: {
    en: 'It came from disk and asks nobody for anything.',
    hi: 'यह डिस्क से खुली है और किसी से कुछ नहीं माँगती।',
    ar: 'فُتح من القرص ولا يطلب شيئًا من أحد.',
  },
  brokers: { en: 'To the brokers', hi: 'ब्रोकरों को', ar: 'إلى الوسطاء' },
  brokersText: {
    en: 'Random ids, your network address and the offers with which two browsers find a way to each other. Never a name, a room’s words or anything you say.',
    hi: 'यादृच्छिक पहचान, आपका नेटवर्क पता और वे प्रस्ताव जिनसे दो ब्राउज़र एक-दूसरे तक रास्ता ढूँढते हैं। नाम, कमरे के शब्द या आपकी बातें कभी नहीं।',
    ar: 'معرّفات عشوائية وعنوان شبكتك والعروض التي يجد بها متصفحان طريقًا إلى بعضهما. لا اسم أبدًا، ولا كلمات الغرفة، ولا شيء مما تقوله.',
  },
  noBrokers: {
    en: 'There is no broker here, so nothing.',
    hi: 'यहाँ कोई ब्रोकर नहीं है, इसलिए कुछ भी नहीं।',
    ar: 'لا وسيط هنا، فلا شيء.',
  },
  ice: { en: 'To STUN and TURN servers', hi: 'STUN और TURN सर्वरों को', ar: 'إلى خوادم STUN وTURN' },
  iceText: {
    en: 'The question what your address looks like from outside. A TURN server also carries sealed traffic where there is no direct way; it can’t read it.',
    hi: 'यह प्रश्न कि बाहर से आपका पता कैसा दिखता है। जहाँ सीधा रास्ता नहीं, वहाँ TURN सर्वर मुहरबंद बातें भी ढोता है; पढ़ नहीं सकता।',
    ar: 'السؤال عن شكل عنوانك من الخارج. وخادم TURN يحمل أيضًا البيانات المختومة حين لا يوجد طريق مباشر، ولا يستطيع قراءتها.',
  },
  noIce: {
    en: 'None is set up, so nothing.',
    hi: 'कोई तय नहीं है, इसलिए कुछ भी नहीं।',
    ar: 'لم يُضبط أي منها، فلا شيء.',
  },
  room: { en: 'To the people in your room', hi: 'आपके कमरे के लोगों को', ar: 'إلى من في غرفتك' },
  roomText: {
    en: 'Your name, your mark, which space you look at, your network address, and what you share. They may keep it: nobody can promise that they don’t.',
    hi: 'आपका नाम, चिह्न, आप कौन-सी जगह देख रहे हैं, आपका नेटवर्क पता और जो आप साझा करते हैं। वे इसे रख सकते हैं: न रखने का वादा कोई नहीं कर सकता।',
    ar: 'اسمك وعلامتك والمكان الذي تنظر إليه وعنوان شبكتك وما تشاركه. قد يحتفظون به: لا أحد يستطيع أن يعد بغير ذلك.',
  },
  never: { en: 'To anybody else', hi: 'किसी और को', ar: 'إلى أي أحد آخر' },
  neverText: {
    en: 'Nothing. No accounts, no counting, no error reports.',
    hi: 'कुछ नहीं। न खाते, न गिनती, न त्रुटि रिपोर्ट।',
    ar: 'لا شيء. لا حسابات ولا إحصاءات ولا تقارير أخطاء.',
  },
} as const satisfies Readonly<Record<string, Words>>;
