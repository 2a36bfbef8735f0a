// What the chat says.

import type { Words } from '../../ui/words.ts';

export const chatWords = {
  title: { en: 'Chat', hi: 'बातचीत', ar: 'المحادثة' },
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
  message: { en: 'Message {room}', hi: '{room} को संदेश', ar: 'رسالة إلى {room}' },
  send: { en: 'Send', hi: 'भेजें', ar: 'إرسال' },
  you: { en: 'You', hi: 'आप', ar: 'أنت' },
  log: { en: 'Messages', hi: 'संदेश', ar: 'الرسائل' },
  quietTitle: { en: 'Nothing said yet', hi: 'अभी तक कुछ नहीं कहा गया', ar: 'لم يُقل شيء بعد' },
  quietText: {
    en: 'What you write goes straight to everybody here. Those who come later don’t see what was said before.',
    hi: 'आप जो लिखते हैं वह सीधे यहाँ सबको जाता है। बाद में आने वाले पहले की बातें नहीं देखते।',
    ar: 'ما تكتبه يصل مباشرة إلى كل من هنا. ومن يأتي لاحقًا لا يرى ما قيل قبله.',
  },
  reachedAll: {
    en: { one: 'Reached {n} of {n}', other: 'Reached {n} of {n}' },
    hi: '{n} में से {n} तक पहुँचा',
    ar: 'وصلت إلى {n} من {n}',
  },
  reachedSome: {
    en: 'Reached {reached} of {n} so far',
    hi: 'अब तक {n} में से {reached} तक पहुँचा',
    ar: 'وصلت إلى {reached} من {n} حتى الآن',
  },
  nobodyHere: {
    en: 'Nobody was here yet: only you have this.',
    hi: 'तब यहाँ कोई नहीं था: यह केवल आपके पास है।',
    ar: 'لم يكن أحد هنا بعد: هذا عندك وحدك.',
  },
  writing: {
    en: { one: '{names} is writing', other: '{names} are writing' },
    hi: { one: '{names} लिख रहे हैं', other: '{names} लिख रहे हैं' },
    ar: { one: 'تأتي كتابة من {names}', two: 'تأتي كتابة من {names}', other: 'تأتي كتابة من {names}' },
  },
  tooLong: {
    en: {
      one: '{n} character too many. Split the message in two.',
      other: '{n} characters too many. Split the message in two.',
    },
    hi: '{n} अक्षर ज़्यादा। संदेश को दो भागों में बाँटें।',
    ar: {
      one: 'زيادة حرف واحد. قسّم الرسالة إلى اثنتين.',
      two: 'زيادة حرفين. قسّم الرسالة إلى اثنتين.',
      few: 'زيادة {n} أحرف. قسّم الرسالة إلى اثنتين.',
      other: 'زيادة {n} حرفًا. قسّم الرسالة إلى اثنتين.',
    },
  },
  slow: {
    en: 'Slow mode: {time} until your next message.',
    hi: 'धीमा ढंग: आपके अगले संदेश में {time}।',
    ar: 'الوضع البطيء: {time} حتى رسالتك التالية.',
  },
  closed: {
    en: 'You can read along. Who writes here is up to the owners of the room.',
    hi: 'आप साथ में पढ़ सकते हैं। यहाँ कौन लिखे, यह कमरे के मालिक तय करते हैं।',
    ar: 'يمكنك القراءة. ومن يكتب هنا أمر يقرره مالكو الغرفة.',
  },
  today: { en: 'Today', hi: 'आज', ar: 'اليوم' },
  opens: {
    en: 'opens {host} in a new tab',
    hi: '{host} नए टैब में खुलेगा',
    ar: 'يفتح {host} في علامة تبويب جديدة',
  },
  toNewest: { en: 'To the newest', hi: 'सबसे नए पर', ar: 'إلى الأحدث' },
} as const satisfies Readonly<Record<string, Words>>;
