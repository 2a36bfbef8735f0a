// What the page about notifications says.

import type { Words } from '../../ui/words.ts';

export const notificationWords = {
  text: {
    en: 'How you hear of what is said while you look elsewhere.',
    hi: 'जब आप कहीं और देख रहे हों, तब कही गई बातों की ख़बर कैसे मिले।',
    ar: 'كيف تعلم بما يُقال وأنت تنظر إلى مكان آخر.',
  },
  here: { en: 'In this page', hi: 'इस पन्ने में', ar: 'في هذه الصفحة' },
  title: {
    en: 'The number of new messages always stands in the title of the tab.',
    hi: 'नए संदेशों की संख्या हमेशा टैब के शीर्षक में रहती है।',
    ar: 'عدد الرسائل الجديدة يظهر دائمًا في عنوان علامة التبويب.',
  },
  sound: { en: 'A short sound', hi: 'एक छोटी ध्वनि', ar: 'صوت قصير' },
  soundHint: {
    en: 'Not for the thread you are looking at.',
    hi: 'जिस बातचीत को आप देख रहे हैं, उसके लिए नहीं।',
    ar: 'ليس للمحادثة التي تنظر إليها.',
  },
  hearSound: { en: 'Hear it', hi: 'सुनें', ar: 'اسمعه' },
  system: { en: 'Outside this page', hi: 'इस पन्ने के बाहर', ar: 'خارج هذه الصفحة' },
  show: {
    en: 'Notifications of the system',
    hi: 'सिस्टम की सूचनाएँ',
    ar: 'إشعارات النظام',
  },
  showHint: {
    en: 'While Kith is open in the background. They name the room and who wrote; the system may keep a record of them.',
    hi: 'जब Kith पीछे खुला हो। इनमें कमरे और लिखने वाले का नाम होता है; सिस्टम इनका रिकॉर्ड रख सकता है।',
    ar: 'حين يكون Kith مفتوحًا في الخلفية. تذكر الغرفة ومن كتب، وقد يحتفظ النظام بسجل لها.',
  },
  previews: { en: 'Show the first line', hi: 'पहली पंक्ति दिखाएँ', ar: 'إظهار السطر الأول' },
  previewsHint: {
    en: 'Whoever sees your screen, locked or not, can read it.',
    hi: 'जो भी आपकी स्क्रीन देखे, वह इसे पढ़ सकता है, चाहे वह बंद ही क्यों न हो।',
    ar: 'يستطيع قراءته كل من يرى شاشتك، مقفلة كانت أم لا.',
  },
  refused: {
    en: 'This browser refuses notifications from this page. Allow them from the icon left of the address, then switch them on here.',
    hi: 'यह ब्राउज़र इस पन्ने की सूचनाएँ रोक रहा है। पते के बाईं ओर के चिह्न से अनुमति दें, फिर यहाँ चालू करें।',
    ar: 'يرفض هذا المتصفح إشعارات هذه الصفحة. اسمح بها من الأيقونة بجانب العنوان، ثم فعّلها هنا.',
  },
  unsupported: {
    en: 'Not for this page: a saved file, or an address whose certificate the browser doesn’t trust, can’t show any. The number in the title and the sound still work.',
    hi: 'इस पन्ने के लिए नहीं: सहेजी फ़ाइल, या ऐसा पता जिसके प्रमाणपत्र पर ब्राउज़र भरोसा नहीं करता, सूचना नहीं दिखा सकता। शीर्षक की संख्या और ध्वनि फिर भी चलते हैं।',
    ar: 'ليس لهذه الصفحة: ملف محفوظ، أو عنوان لا يثق المتصفح بشهادته، لا يستطيع عرض إشعارات. يبقى العدد في العنوان والصوت يعملان.',
  },
  closedTitle: { en: 'When Kith is closed', hi: 'जब Kith बंद हो', ar: 'حين يكون Kith مغلقًا' },
  closed: {
    en: 'Then nothing can arrive: no server stands in between that could wake it. What was said comes when you return, from those who are still in the room. A phone may also put a page to sleep that is in the background.',
    hi: 'तब कुछ नहीं आ सकता: बीच में ऐसा कोई सर्वर नहीं जो इसे जगा सके। कही गई बातें आपके लौटने पर उनसे मिलती हैं जो तब भी कमरे में हों। फ़ोन पीछे खुले पन्ने को सुला भी सकता है।',
    ar: 'عندها لا يصل شيء: لا خادم بيننا يوقظه. ما قيل يصلك حين تعود، ممن بقوا في الغرفة. وقد ينوّم الهاتف صفحة في الخلفية أيضًا.',
  },
  quiet: { en: 'Do not disturb', hi: 'परेशान न करें', ar: 'عدم الإزعاج' },
  quietText: {
    en: 'No sound and no notification, whoever writes. The number in the title stays.',
    hi: 'कोई भी लिखे, न ध्वनि, न सूचना। शीर्षक की संख्या रहती है।',
    ar: 'لا صوت ولا إشعار أيًا كان الكاتب. ويبقى العدد في العنوان.',
  },
  quietUntil: { en: 'Until {time}.', hi: '{time} तक।', ar: 'حتى {time}.' },
  quietOn: { en: 'Until you turn it off.', hi: 'जब तक आप बंद न करें।', ar: 'حتى توقفه.' },
  room: { en: 'This room', hi: 'यह कमरा', ar: 'هذه الغرفة' },
  muteRoom: { en: 'Mute {room}', hi: '{room} मौन करें', ar: 'كتم {room}' },
  muteRoomHint: {
    en: 'Neither sound nor number nor notification. It holds until this page is closed, and longer for a room that is kept on this device.',
    hi: 'न ध्वनि, न संख्या, न सूचना। यह पन्ना बंद होने तक रहता है, और इस उपकरण पर रखे गए कमरे के लिए उसके बाद भी।',
    ar: 'لا صوت ولا عدد ولا إشعار. يبقى ذلك حتى تُغلق هذه الصفحة، وبعدها أيضًا لغرفة محفوظة على هذا الجهاز.',
  },
  mentions: {
    en: 'Tell me all the same when it is for me',
    hi: 'मेरे लिए हो तो फिर भी बताएँ',
    ar: 'أخبرني مع ذلك حين يعنيني الأمر',
  },
  mentionsHint: {
    en: 'When somebody mentions or answers you in a muted room, or writes to you alone. Muted people never tell.',
    hi: 'मौन कमरे में जब कोई आपका ज़िक्र करे, आपको जवाब दे, या केवल आपको लिखे। मौन किए लोगों की सूचना कभी नहीं।',
    ar: 'حين يشير إليك أحد أو يرد عليك في غرفة مكتومة، أو يكتب إليك وحدك. أما المكتومون فلا يُخبر عنهم أبدًا.',
  },
} as const satisfies Readonly<Record<string, Words>>;
