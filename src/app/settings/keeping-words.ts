// What the identity page and the page about this file say.

import type { Words } from '../../ui/words.ts';

export const keepingWords = {
  text: {
    en: 'Your key is who you are here. It never leaves this device.',
    hi: 'आपकी कुंजी ही यहाँ आपकी पहचान है। यह इस उपकरण से बाहर नहीं जाती।',
    ar: 'مفتاحك هو هويتك هنا. ولا يغادر هذا الجهاز أبدًا.',
  },
  howKept: { en: 'How it is kept', hi: 'कैसे रखी जाती है', ar: 'كيف يُحفظ' },
  ghost: { en: 'Not at all', hi: 'बिलकुल नहीं', ar: 'لا يُحفظ' },
  ghostText: {
    en: 'A ghost session: nothing is stored, neither key nor name nor settings nor rooms. Closing the page ends this identity.',
    hi: 'अदृश्य सत्र: न कुंजी, न नाम, न सेटिंग, न कमरे, कुछ भी सहेजा नहीं जाता। पन्ना बंद होते ही यह पहचान ख़त्म।',
    ar: 'جلسة عابرة: لا يُحفظ شيء، لا مفتاح ولا اسم ولا إعدادات ولا غرف. إغلاق الصفحة ينهي هذه الهوية.',
  },
  device: { en: 'On this device', hi: 'इस उपकरण पर', ar: 'على هذا الجهاز' },
  deviceText: {
    en: 'Wrapped by a key that this browser keeps and no script can read. Whoever can use this browser can be you.',
    hi: 'ऐसी कुंजी में लिपटी जो यह ब्राउज़र रखता है और कोई स्क्रिप्ट पढ़ नहीं सकती। जो यह ब्राउज़र चला सके, वह आप बन सकता है।',
    ar: 'مغلّف بمفتاح يحتفظ به هذا المتصفح ولا يستطيع أي برنامج قراءته. ومن يستعمل هذا المتصفح يستطيع أن يكون أنت.',
  },
  deviceNot: {
    en: 'Not for a page opened from disk: any other local page could read it.',
    hi: 'डिस्क से खुले पन्ने के लिए नहीं: कोई और स्थानीय पन्ना इसे पढ़ सकता है।',
    ar: 'ليس لصفحة مفتوحة من القرص: قد تقرؤه أي صفحة محلية أخرى.',
  },
  passphrase: { en: 'Under a passphrase', hi: 'पासफ़्रेज़ के नीचे', ar: 'تحت عبارة مرور' },
  passphraseText: {
    en: 'Asked for each time the page opens. Forget it, and the identity is gone; nobody can reset it.',
    hi: 'हर बार पन्ना खुलने पर पूछी जाएगी। भूल गए तो पहचान गई; कोई उसे वापस नहीं ला सकता।',
    ar: 'تُطلب كلما فُتحت الصفحة. إن نسيتها ضاعت الهوية، ولا أحد يستطيع استعادتها.',
  },
  newPassphrase: { en: 'New passphrase', hi: 'नया पासफ़्रेज़', ar: 'عبارة مرور جديدة' },
  passphraseHint: {
    en: 'Four or more unrelated words are good. At least {n} characters.',
    hi: 'चार या अधिक असंबद्ध शब्द अच्छे हैं। कम से कम {n} अक्षर।',
    ar: 'أربع كلمات غير مترابطة أو أكثر جيدة. {n} أحرف على الأقل.',
  },
  change: { en: 'Keep it this way', hi: 'ऐसे ही रखें', ar: 'احفظه هكذا' },
  changeText: {
    en: 'You can keep it another way at any time: key and mark stay the same.',
    hi: 'इसे कभी भी दूसरे ढंग से रख सकते हैं: कुंजी और चिह्न वही रहते हैं।',
    ar: 'يمكنك حفظه بطريقة أخرى متى شئت: يبقى المفتاح والعلامة كما هما.',
  },
  fromGhostText: {
    en: 'The key of a ghost session was never written down. Keeping one makes a new key: you get a new mark, and those who know the old one won’t recognise you.',
    hi: 'अदृश्य सत्र की कुंजी कहीं लिखी नहीं गई। रखने पर नई कुंजी बनती है: चिह्न बदल जाएगा, और पुराना जानने वाले आपको नहीं पहचानेंगे।',
    ar: 'مفتاح الجلسة العابرة لم يُكتب في أي مكان. حفظ مفتاح يصنع واحدًا جديدًا: تحصل على علامة جديدة، ومن يعرف القديمة لن يميزك.',
  },
  kept: {
    en: 'Done. You are still {mark}.',
    hi: 'हो गया। आप अब भी {mark} हैं।',
    ar: 'تم. ما زلت {mark}.',
  },
  changed: { en: 'Done. You are {mark} now.', hi: 'हो गया। अब आप {mark} हैं।', ar: 'تم. أنت الآن {mark}.' },
  failed: {
    en: 'The browser doesn’t let anything be stored here. Nothing was changed.',
    hi: 'ब्राउज़र यहाँ कुछ सहेजने नहीं देता। कुछ नहीं बदला।',
    ar: 'لا يسمح المتصفح بحفظ شيء هنا. لم يتغير شيء.',
  },
  inRoom: {
    en: 'Leave the room first: the people there know you by this key.',
    hi: 'पहले कमरे से निकलें: वहाँ के लोग आपको इसी कुंजी से जानते हैं।',
    ar: 'غادر الغرفة أولًا: يعرفك من فيها بهذا المفتاح.',
  },
  unlockFirst: {
    en: 'It is locked. Unlock it on the home page first.',
    hi: 'यह बंद है। पहले मुख्य पन्ने पर इसे खोलें।',
    ar: 'إنه مقفل. افتحه أولًا في الصفحة الرئيسية.',
  },
  memory: { en: 'Memory for files', hi: 'फ़ाइलों के लिए मेमोरी', ar: 'ذاكرة الملفات' },
  memoryText: {
    en: 'How much of what others share may lie in this page’s memory. More goes to this browser’s own storage until you leave, or isn’t taken.',
    hi: 'दूसरे जो बाँटते हैं उसका कितना हिस्सा इस पन्ने की मेमोरी में रह सकता है। इससे ज़्यादा आपके जाने तक ब्राउज़र के अपने भंडार में जाता है, या नहीं लिया जाता।',
    ar: 'كم مما يشاركه الآخرون يجوز أن يبقى في ذاكرة هذه الصفحة. وما زاد يذهب إلى تخزين المتصفح حتى تغادر، أو لا يؤخذ.',
  },
  mebibytes: { en: '{n} MiB', hi: '{n} MiB', ar: '{n} ميبيبايت' },
  gibibytes: { en: '{n} GiB', hi: '{n} GiB', ar: '{n} جيبيبايت' },
  memoryUsed: {
    en: '{used} of {limit} in use now',
    hi: '{limit} में से {used} अभी इस्तेमाल में',
    ar: 'المستعمل الآن {used} من {limit}',
  },
  stored: { en: 'What is stored', hi: 'क्या सहेजा गया है', ar: 'ما هو محفوظ' },
  storedGhost: { en: 'Nothing.', hi: 'कुछ नहीं।', ar: 'لا شيء.' },
  storedDevice: {
    en: 'Your wrapped key, your name, these settings and, sealed, what you decided about people, in this browser. What is said in a room only if you keep that room.',
    hi: 'आपकी लिपटी कुंजी, नाम, ये सेटिंग और, मुहरबंद, लोगों के बारे में आपके फ़ैसले, इस ब्राउज़र में। कमरे की बातें तभी जब आप वह कमरा रखें।',
    ar: 'مفتاحك المغلّف واسمك وهذه الإعدادات وما قررته بشأن الناس مختومًا، في هذا المتصفح. وما يقال في غرفة فقط إن حفظت تلك الغرفة.',
  },
  storedRooms: {
    en: {
      one: '{n} room is kept here, sealed with your key. Without the key it can’t be opened: it is forgotten with it.',
      other:
        '{n} rooms are kept here, sealed with your key. Without the key they can’t be opened: they are forgotten with it.',
    },
    hi: '{n} कमरे यहाँ आपकी कुंजी से मुहरबंद रखे हैं। कुंजी बिना वे नहीं खुलते: उसके साथ वे भी भुला दिए जाते हैं।',
    ar: {
      one: 'غرفة واحدة محفوظة هنا ومختومة بمفتاحك. لا تُفتح بدون المفتاح: تُنسى معه.',
      two: 'غرفتان محفوظتان هنا ومختومتان بمفتاحك. لا تُفتحان بدون المفتاح: تُنسيان معه.',
      few: '{n} غرف محفوظة هنا ومختومة بمفتاحك. لا تُفتح بدون المفتاح: تُنسى معه.',
      other: '{n} غرفة محفوظة هنا ومختومة بمفتاحك. لا تُفتح بدون المفتاح: تُنسى معه.',
    },
  },
  reset: { en: 'Forget everything here', hi: 'यहाँ का सब भुला दें', ar: 'انسَ كل شيء هنا' },
  resetTitle: { en: 'Forget everything here?', hi: 'यहाँ का सब भुला दें?', ar: 'نسيان كل شيء هنا؟' },
  resetText: {
    en: 'Key, name, settings and kept rooms go from this browser and can’t be brought back. You start as somebody new.',
    hi: 'कुंजी, नाम, सेटिंग और रखे हुए कमरे इस ब्राउज़र से मिट जाएँगे और लौट नहीं सकते। आप नए रूप में शुरू करेंगे।',
    ar: 'يُمحى المفتاح والاسم والإعدادات والغرف المحفوظة من هذا المتصفح ولا يمكن استعادتها. تبدأ من جديد.',
  },
  forget: { en: 'Forget', hi: 'भुला दें', ar: 'انسَ' },
} as const satisfies Readonly<Record<string, Words>>;

export const fileWords = {
  text: {
    en: 'Kith is one file. Keep a copy, and it opens without any network.',
    hi: 'Kith एक ही फ़ाइल है। एक प्रति रखें, और वह बिना किसी नेटवर्क के खुलेगी।',
    ar: 'Kith ملف واحد. احتفظ بنسخة وستُفتح بلا أي شبكة.',
  },
  save: { en: 'Save a copy', hi: 'प्रति सहेजें', ar: 'احفظ نسخة' },
  saved: { en: 'The copy is where you put it.', hi: 'प्रति वहीं है जहाँ आपने रखी।', ar: 'النسخة حيث وضعتها.' },
  downloading: {
    en: 'The browser is saving {name}.',
    hi: 'ब्राउज़र {name} सहेज रहा है।',
    ar: 'المتصفح يحفظ {name}.',
  },
  nameRemembers: {
    en: 'The copy will be called {name}: its name remembers this host, its bytes stay the same for everybody. Rename it, and it remembers nothing.',
    hi: 'प्रति का नाम {name} होगा: नाम इस होस्ट को याद रखता है, बाइट सबके लिए वही रहते हैं। नाम बदलें, तो उसे कुछ याद नहीं।',
    ar: 'ستُسمى النسخة {name}: اسمها يتذكر هذا المضيف، ومحتواها هو نفسه عند الجميع. غيّر الاسم فلا تتذكر شيئًا.',
  },
  savedFrom: {
    en: 'Saved from {host}, says this file’s name. Links made here lead there, and its broker is offered before it is used.',
    hi: 'इस फ़ाइल का नाम कहता है: {host} से सहेजी गई। यहाँ बने लिंक वहाँ ले जाते हैं, और वहाँ का ब्रोकर पूछकर ही लिया जाता है।',
    ar: 'حُفظت من {host} كما يقول اسم الملف. الروابط المصنوعة هنا تقود إلى هناك، ولا يُستخدم وسيطه إلا بعد سؤالك.',
  },
  saveFailed: {
    en: 'The copy couldn’t be written. Perhaps the disk is full; try another place.',
    hi: 'प्रति लिखी नहीं जा सकी। शायद डिस्क भरी है; कोई और जगह आज़माएँ।',
    ar: 'تعذّرت كتابة النسخة. قد يكون القرص ممتلئًا؛ جرّب مكانًا آخر.',
  },
  incomplete: {
    en: 'This copy was cut short while loading and can’t give what it never had. Load the page again.',
    hi: 'यह प्रति लोड होते समय कट गई। पन्ना फिर से लोड करें।',
    ar: 'انقطعت هذه النسخة أثناء التحميل. أعد تحميل الصفحة.',
  },
  notBuilt: {
    en: 'This is the development server’s page; there is no single file to save.',
    hi: 'यह विकास सर्वर का पन्ना है; सहेजने को कोई एक फ़ाइल नहीं।',
    ar: 'هذه صفحة خادم التطوير؛ لا ملف واحدًا لحفظه.',
  },
  fingerprint: { en: 'SHA-256 of this file', hi: 'इस फ़ाइल का SHA-256', ar: 'SHA-256 لهذا الملف' },
  fingerprintText: {
    en: 'Compare it with somebody else’s, or with what the project published: equal means byte for byte the same.',
    hi: 'किसी और के या परियोजना के प्रकाशित मान से मिलाएँ: समान मतलब हर बाइट वही।',
    ar: 'قارنه بما عند غيرك أو بما نشره المشروع: التساوي يعني التطابق بايتًا ببايت.',
  },
  measuring: { en: 'Reading the file…', hi: 'फ़ाइल पढ़ी जा रही है…', ar: 'جارٍ قراءة الملف…' },
  build: { en: 'Build', hi: 'निर्माण', ar: 'البناء' },
  size: { en: 'Size', hi: 'आकार', ar: 'الحجم' },
  licences: { en: 'Licences', hi: 'लाइसेंस', ar: 'التراخيص' },
  licencesText: {
    en: 'Kith is free software, and so is everything of others that this file carries.',
    hi: 'Kith मुक्त सॉफ़्टवेयर है, और दूसरों का जो कुछ इस फ़ाइल में है वह भी।',
    ar: 'Kith برنامج حر، وكذلك كل ما يحمله هذا الملف من صنع غيره.',
  },
  showLicences: { en: 'Show the licences', hi: 'लाइसेंस दिखाएँ', ar: 'اعرض التراخيص' },
  development: { en: 'development', hi: 'विकास', ar: 'التطوير' },
} as const satisfies Readonly<Record<string, Words>>;
