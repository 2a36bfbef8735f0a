// What is said about the way to one person. Each sentence is a claim that is true of that link now.

import type { Words } from '../../ui/words.ts';

export const linkWords = {
  isDirect: {
    en: 'Your devices talk to each other directly.',
    hi: 'आपके उपकरण एक-दूसरे से सीधे बात करते हैं।',
    ar: 'يتحدث جهازاكما أحدهما مع الآخر مباشرة.',
  },
  isRelayed: {
    en: 'A relay server passes your messages on. It cannot read them.',
    hi: 'एक रिले सर्वर आपके संदेश आगे भेजता है। वह उन्हें पढ़ नहीं सकता।',
    ar: 'يمرر خادم ترحيل رسائلكما. ولا يستطيع قراءتها.',
  },
  isVia: {
    en: 'There is no direct way now. What you send to this person alone goes through {name}, who cannot read it.',
    hi: 'अभी कोई सीधा रास्ता नहीं है। जो आप केवल इस व्यक्ति को भेजते हैं वह {name} से होकर जाता है, जो उसे पढ़ नहीं सकते।',
    ar: 'لا طريق مباشرًا الآن. ما ترسله إلى هذا الشخص وحده يمر عبر {name} دون إمكان قراءته هناك.',
  },
  isKnown: {
    en: 'In a large room not everybody is linked with everybody. What you say to all reaches this person through others.',
    hi: 'बड़े कमरे में हर कोई हर किसी से नहीं जुड़ा होता। जो आप सबसे कहते हैं वह दूसरों के ज़रिए इस व्यक्ति तक पहुँचता है।',
    ar: 'في غرفة كبيرة لا يتصل الجميع بالجميع. ما تقوله للكل يصل إلى هذا الشخص عبر آخرين.',
  },
  isReconnecting: {
    en: 'Nothing has been heard for a few seconds. Kith is trying again by itself, and what you send waits.',
    hi: 'कुछ सेकंड से कुछ नहीं सुना गया। Kith अपने आप फिर कोशिश कर रहा है, और जो आप भेजते हैं वह रुका रहता है।',
    ar: 'لم يصل شيء منذ بضع ثوانٍ. يحاول Kith من جديد من تلقاء نفسه، وما ترسله ينتظر.',
  },
  isConnecting: {
    en: 'Still being connected.',
    hi: 'अभी जोड़ा जा रहा है।',
    ar: 'لا يزال الاتصال جاريًا.',
  },
  roundTrip: { en: 'Round trip', hi: 'आने-जाने का समय', ar: 'ذهابًا وإيابًا' },
  yourEnd: { en: 'Your end', hi: 'आपकी ओर', ar: 'من جهتك' },
  theirEnd: { en: 'Their end', hi: 'उनकी ओर', ar: 'من الجهة الأخرى' },
  endHost: { en: 'own address', hi: 'अपना पता', ar: 'عنوان خاص' },
  endRouter: { en: 'behind a router', hi: 'राउटर के पीछे', ar: 'خلف موجّه' },
  endRelay: { en: 'through a relay', hi: 'रिले से होकर', ar: 'عبر مرحّل' },
  sending: { en: 'Sending', hi: 'भेजना', ar: 'إرسال' },
  receiving: { en: 'Receiving', hi: 'पाना', ar: 'استقبال' },
  perSecond: { en: '{amount} a second', hi: '{amount} प्रति सेकंड', ar: '{amount} في الثانية' },
  waiting: { en: 'On its way', hi: 'रास्ते में', ar: 'في الطريق' },
  lastTrouble: { en: 'Last trouble', hi: 'पिछली दिक्कत', ar: 'آخر مشكلة' },
  troubleConnection: {
    en: 'the path broke, {ago} ago',
    hi: 'रास्ता टूटा, {ago} पहले',
    ar: 'انقطع الطريق قبل {ago}',
  },
  troubleSecurity: {
    en: 'somebody could not prove who they are, {ago} ago',
    hi: 'कोई अपनी पहचान साबित नहीं कर सका, {ago} पहले',
    ar: 'تعذر على أحدهم إثبات هويته قبل {ago}',
  },
  troubleProtocol: {
    en: 'something came that no honest copy of Kith sends, {ago} ago',
    hi: 'कुछ ऐसा आया जो Kith की कोई सच्ची प्रति नहीं भेजती, {ago} पहले',
    ar: 'وصل ما لا ترسله أي نسخة سليمة من Kith قبل {ago}',
  },
  troubleLimit: {
    en: 'more came than is taken at once, {ago} ago',
    hi: 'एक बार में लेने की सीमा से ज़्यादा आया, {ago} पहले',
    ar: 'وصل أكثر مما يُقبل دفعة واحدة قبل {ago}',
  },
  sealed: {
    en: 'Messages leave this device sealed; only people in the room can open them.',
    hi: 'संदेश इस उपकरण से मुहरबंद निकलते हैं; केवल कमरे के लोग उन्हें खोल सकते हैं।',
    ar: 'تغادر الرسائل هذا الجهاز مختومة؛ ولا يفتحها إلا من في الغرفة.',
  },
  open: {
    en: 'How you are linked with {name}',
    hi: '{name} से आप कैसे जुड़े हैं',
    ar: 'كيف تتصل مع {name}',
  },
} as const satisfies Readonly<Record<string, Words>>;
