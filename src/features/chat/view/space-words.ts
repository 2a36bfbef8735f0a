// What the chat space says around the talk: its head, threads, search, pins, saving.

import type { Words } from '../../../ui/words.ts';

export const spaceWords = {
  memoryOnly: {
    en: 'In memory only. When the last of you leaves, it’s gone.',
    hi: 'केवल मेमोरी में। आख़िरी व्यक्ति के जाते ही सब मिट जाता है।',
    ar: 'في الذاكرة فقط. حين يغادر آخركم يختفي كل شيء.',
  },
  kept: {
    en: 'Kept on this device. Everybody decides for their own.',
    hi: 'इस उपकरण पर रखा है। अपने लिए हर कोई ख़ुद तय करता है।',
    ar: 'محفوظ على هذا الجهاز. ولكل واحد قراره لجهازه.',
  },
  onlyTwo: {
    en: 'Sealed for you and {name}. Nobody else in the room can read it.',
    hi: 'आपके और {name} के लिए बंद। कमरे में और कोई इसे नहीं पढ़ सकता।',
    ar: 'مختومة لك ولـ{name}. لا يستطيع غيركما في الغرفة قراءتها.',
  },
  threads: { en: 'Conversations', hi: 'बातचीतें', ar: 'المحادثات' },
  everybody: { en: 'Everybody', hi: 'सब', ar: 'الجميع' },
  unread: {
    en: { one: '{n} new message', other: '{n} new messages' },
    hi: '{n} नए संदेश',
    ar: { one: 'رسالة جديدة', two: 'رسالتان جديدتان', few: '{n} رسائل جديدة', other: '{n} رسالة جديدة' },
  },
  writeOnly: { en: 'Message only {name}', hi: 'केवल {name} को लिखें', ar: 'مراسلة {name} وحده' },

  putAway: {
    en: 'Close until something new comes',
    hi: 'कुछ नया आने तक बंद करें',
    ar: 'إغلاق حتى يأتي جديد',
  },
  undecided: {
    en: 'Somebody shows the name {name} with another key. Decide who it is, in the list of people, before you write here.',
    hi: 'कोई {name} नाम दूसरी कुंजी के साथ दिखा रहा है। यहाँ लिखने से पहले लोगों की सूची में तय करें कि ये कौन हैं।',
    ar: 'هناك من يظهر باسم {name} بمفتاح آخر. قرّر من هو في قائمة الأشخاص قبل أن تكتب هنا.',
  },
  blocked: {
    en: 'You blocked {name}. To write here, unblock them in the list of people.',
    hi: 'आपने {name} को ब्लॉक किया है। यहाँ लिखने के लिए लोगों की सूची में अनब्लॉक करें।',
    ar: 'لقد حظرت {name}. لتكتب هنا ألغِ الحظر في قائمة الأشخاص.',
  },

  search: { en: 'Search messages', hi: 'संदेशों में खोजें', ar: 'بحث في الرسائل' },
  searchFor: { en: 'Search for', hi: 'क्या खोजें', ar: 'ابحث عن' },
  hits: {
    en: '{i} of {n}',
    hi: '{n} में से {i}',
    ar: '{i} من {n}',
  },
  noHits: { en: 'Nothing found', hi: 'कुछ नहीं मिला', ar: 'لا نتائج' },
  older: { en: 'Older hit', hi: 'पुराना परिणाम', ar: 'النتيجة الأقدم' },
  newer: { en: 'Newer hit', hi: 'नया परिणाम', ar: 'النتيجة الأحدث' },
  endSearch: { en: 'End search', hi: 'खोज बंद करें', ar: 'إنهاء البحث' },

  pinned: {
    en: { one: '{n} pinned message', other: '{n} pinned messages' },
    hi: '{n} पिन किए संदेश',
    ar: { one: 'رسالة مثبّتة', two: 'رسالتان مثبّتتان', few: '{n} رسائل مثبّتة', other: '{n} رسالة مثبّتة' },
  },

  keep: { en: 'Keep: {time}', hi: 'रखें: {time}', ar: 'الإبقاء: {time}' },
  untilWeLeave: { en: 'until we leave', hi: 'हमारे जाने तक', ar: 'حتى نغادر' },
  more: { en: 'More for this conversation', hi: 'इस बातचीत के लिए और', ar: 'المزيد لهذه المحادثة' },
  saveText: { en: 'Save as text', hi: 'पाठ के रूप में सहेजें', ar: 'حفظ كنص' },
  saveHtml: { en: 'Save as a web page', hi: 'वेब पेज के रूप में सहेजें', ar: 'حفظ كصفحة ويب' },
  saveJson: { en: 'Save as JSON', hi: 'JSON के रूप में सहेजें', ar: 'حفظ بصيغة JSON' },
} as const satisfies Readonly<Record<string, Words>>;
