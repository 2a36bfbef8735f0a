// What Home says.

import type { Words } from '../../ui/words.ts';

export const homeWords = {
  headline: {
    en: 'Everything your group needs. Nobody in between.',
    hi: 'आपके समूह की हर ज़रूरत। बीच में कोई नहीं।',
    ar: 'كل ما تحتاجه مجموعتك. ولا أحد في الوسط.',
  },
  lead: {
    en: 'Talk, share and work together in one room. Your browsers connect straight to each other. Close the tab and it’s gone.',
    hi: 'एक ही कमरे में बात करें, साझा करें और साथ काम करें। आपके ब्राउज़र सीधे एक-दूसरे से जुड़ते हैं। टैब बंद किया, तो सब मिट गया।',
    ar: 'تحدّثوا وتشاركوا واعملوا معًا في غرفة واحدة. تتصل متصفحاتكم بعضها ببعض مباشرة. أغلق علامة التبويب ويختفي كل شيء.',
  },
  start: { en: 'Start a room', hi: 'कमरा शुरू करें', ar: 'ابدأ غرفة' },
  worksOffline: { en: 'Works offline', hi: 'बिना इंटरनेट भी चलता है', ar: 'يعمل بلا إنترنت' },
  install: { en: 'Install', hi: 'इंस्टॉल करें', ar: 'تثبيت' },
  installByHand: {
    en: 'Open the browser’s share menu and choose “Add to Home Screen”.',
    hi: 'ब्राउज़र का शेयर मेनू खोलें और “होम स्क्रीन में जोड़ें” चुनें।',
    ar: 'افتح قائمة المشاركة في المتصفح واختر «إضافة إلى الشاشة الرئيسية».',
  },
  language: { en: 'Language', hi: 'भाषा', ar: 'اللغة' },
  toDark: { en: 'Switch to dark', hi: 'गहरे रंग पर जाएँ', ar: 'التبديل إلى الداكن' },
  toLight: { en: 'Switch to light', hi: 'हल्के रंग पर जाएँ', ar: 'التبديل إلى الفاتح' },
  settings: { en: 'Settings', hi: 'सेटिंग', ar: 'الإعدادات' },
  onThisNetwork: { en: 'On this network', hi: 'इस नेटवर्क पर', ar: 'على هذه الشبكة' },
  nobodyNear: {
    en: 'Nobody to see yet. Finding people nearby isn’t built into this version; a link or six words always work.',
    hi: 'अभी कोई दिखाई नहीं देता। आस-पास के लोगों को ढूँढना इस संस्करण में नहीं है; लिंक या छह शब्द हमेशा काम करते हैं।',
    ar: 'لا أحد يظهر بعد. البحث عن القريبين ليس في هذا الإصدار؛ الرابط أو الكلمات الست تعمل دائمًا.',
  },
  savedContacts: { en: 'Saved contacts', hi: 'सहेजे गए संपर्क', ar: 'جهات الاتصال المحفوظة' },
  nobodySaved: {
    en: 'Nobody saved. This version keeps no contacts: you meet people in a room.',
    hi: 'कोई सहेजा नहीं गया। यह संस्करण संपर्क नहीं रखता: लोगों से कमरे में मिलें।',
    ar: 'لا أحد محفوظ. هذا الإصدار لا يحتفظ بجهات اتصال: تلتقون في غرفة.',
  },
  people: { en: 'People', hi: 'लोग', ar: 'الأشخاص' },
  brokers: {
    en: {
      zero: 'To find each other, browsers say hello through a broker you can change. None is reachable now.',
      one: 'To find each other, browsers say hello through a broker you can change. {n} is reachable now. After that, it’s only you.',
      other:
        'To find each other, browsers say hello through a broker you can change. {n} are reachable now. After that, it’s only you.',
    },
    hi: 'एक-दूसरे को ढूँढने के लिए ब्राउज़र एक ब्रोकर के ज़रिए नमस्ते कहते हैं, जिसे आप बदल सकते हैं। अभी {n} उपलब्ध। उसके बाद बस आप लोग।',
    ar: {
      zero: 'لكي تجد المتصفحات بعضها، تتبادل التحية عبر وسيط يمكنك تغييره. لا وسيط متاح الآن.',
      one: 'لكي تجد المتصفحات بعضها، تتبادل التحية عبر وسيط يمكنك تغييره. وسيط واحد متاح الآن. وبعد ذلك أنتم وحدكم.',
      two: 'لكي تجد المتصفحات بعضها، تتبادل التحية عبر وسيط يمكنك تغييره. وسيطان متاحان الآن. وبعد ذلك أنتم وحدكم.',
      few: 'لكي تجد المتصفحات بعضها، تتبادل التحية عبر وسيط يمكنك تغييره. {n} وسطاء متاحون الآن. وبعد ذلك أنتم وحدكم.',
      other:
        'لكي تجد المتصفحات بعضها، تتبادل التحية عبر وسيط يمكنك تغييره. {n} وسيطًا متاحًا الآن. وبعد ذلك أنتم وحدكم.',
    },
  },
  noBroker: {
    en: 'To find each other, browsers say hello through a broker. None answers now. A room link brings its own, or add one in Settings.',
    hi: 'एक-दूसरे को ढूँढने के लिए ब्राउज़र एक ब्रोकर के ज़रिए नमस्ते कहते हैं। अभी कोई जवाब नहीं देता। कमरे का लिंक अपना ब्रोकर लाता है, या सेटिंग में जोड़ें।',
    ar: 'لكي تجد المتصفحات بعضها، تتبادل التحية عبر وسيط. لا وسيط يجيب الآن. رابط الغرفة يحمل وسيطه، أو أضف واحدًا في الإعدادات.',
  },
  askingBrokers: {
    en: 'To find each other, browsers say hello through a broker you can change. Checking which ones answer.',
    hi: 'एक-दूसरे को ढूँढने के लिए ब्राउज़र एक ब्रोकर के ज़रिए नमस्ते कहते हैं, जिसे आप बदल सकते हैं। देखा जा रहा है कि कौन जवाब देता है।',
    ar: 'لكي تجد المتصفحات بعضها، تتبادل التحية عبر وسيط يمكنك تغييره. جارٍ التحقق ممن يجيب.',
  },
  whatLeaves: {
    en: 'What leaves this device?',
    hi: 'इस उपकरण से क्या बाहर जाता है?',
    ar: 'ما الذي يغادر هذا الجهاز؟',
  },
  readyToShare: {
    en: 'Ready to share.',
    hi: 'साझा करने के लिए तैयार।',
    ar: 'جاهز للمشاركة.',
  },
  readyToShareText: {
    en: 'Start or join a room, and it waits in the message box.',
    hi: 'कमरा शुरू करें या किसी में आएँ; यह संदेश वाली जगह में तैयार मिलेगा।',
    ar: 'ابدأ غرفة أو انضم إلى واحدة، وستجده في خانة الرسالة.',
  },
  discard: { en: 'Discard', hi: 'हटा दें', ar: 'تجاهل' },
  savedFrom: {
    en: 'This copy was saved from {host}.',
    hi: 'यह प्रति {host} से सहेजी गई है।',
    ar: 'حُفظت هذه النسخة من {host}.',
  },
  savedFromText: {
    en: 'To find each other, browsers can use the broker there. Asking it shows it your network address.',
    hi: 'एक-दूसरे को ढूँढने के लिए ब्राउज़र वहाँ का ब्रोकर ले सकते हैं। उससे पूछने पर उसे आपका नेटवर्क पता दिखेगा।',
    ar: 'لكي تجد المتصفحات بعضها يمكنها استخدام الوسيط هناك. وسؤاله يُظهر له عنوان شبكتك.',
  },
  useItsBroker: { en: 'Use its broker', hi: 'उसका ब्रोकर लें', ar: 'استخدم وسيطه' },
  unknownAddress: {
    en: 'This address leads nowhere here.',
    hi: 'यह पता यहाँ कहीं नहीं ले जाता।',
    ar: 'هذا العنوان لا يقود إلى شيء هنا.',
  },
  unknownAddressText: {
    en: 'Perhaps a newer Kith made it, or it was cut short. You’re at home instead.',
    hi: 'शायद इसे किसी नए Kith ने बनाया, या यह कट गया। इसलिए आप यहाँ मुख्य पन्ने पर हैं।',
    ar: 'ربما أنشأه إصدار أحدث من Kith، أو انقطع جزء منه. أنت الآن في الصفحة الرئيسية.',
  },
} as const satisfies Readonly<Record<string, Words>>;

export const identityWords = {
  nameLabel: { en: 'Your name', hi: 'आपका नाम', ar: 'اسمك' },
  noName: { en: 'Give yourself a name', hi: 'अपना नाम लिखें', ar: 'اختر لنفسك اسمًا' },
  changeName: { en: 'Change name', hi: 'नाम बदलें', ar: 'تغيير الاسم' },
  saveName: { en: 'Save name', hi: 'नाम सहेजें', ar: 'حفظ الاسم' },
  nameHint: {
    en: 'The others see it beside your mark. Leave it empty and they see the mark alone.',
    hi: 'दूसरे इसे आपके चिह्न के साथ देखते हैं। खाली छोड़ें तो केवल चिह्न दिखेगा।',
    ar: 'يراه الآخرون بجانب علامتك. إن تركته فارغًا رأوا العلامة وحدها.',
  },
  shuffle: { en: 'Shuffle', hi: 'बदलें', ar: 'تبديل' },
  markSentence: {
    en: 'Colour and shape come from your key. Nobody else can wear your key.',
    hi: 'रंग और आकृति आपकी कुंजी से बनते हैं। आपकी कुंजी किसी और के पास नहीं हो सकती।',
    ar: 'اللون والشكل يأتيان من مفتاحك. ولا يمكن لأحد غيرك أن يحمل مفتاحك.',
  },
  shuffled: {
    en: 'A new key. You are {mark} now.',
    hi: 'नई कुंजी। अब आप {mark} हैं।',
    ar: 'مفتاح جديد. أنت الآن {mark}.',
  },
  failed: {
    en: 'The browser didn’t let a new key be stored. You keep the old one.',
    hi: 'ब्राउज़र ने नई कुंजी सहेजने नहीं दी। पुरानी ही रहेगी।',
    ar: 'لم يسمح المتصفح بحفظ مفتاح جديد. تبقى على القديم.',
  },
  lockedTitle: { en: 'Your identity is locked', hi: 'आपकी पहचान बंद है', ar: 'هويتك مقفلة' },
  passphrase: { en: 'Passphrase', hi: 'पासफ़्रेज़', ar: 'عبارة المرور' },
  unlock: { en: 'Unlock', hi: 'खोलें', ar: 'فتح' },
  wrongPassphrase: {
    en: 'That passphrase doesn’t open it. Try again, or go on as somebody new.',
    hi: 'यह पासफ़्रेज़ इसे नहीं खोलता। फिर से कोशिश करें, या नए रूप में आगे बढ़ें।',
    ar: 'هذه العبارة لا تفتحها. حاول مرة أخرى، أو تابع بهوية جديدة.',
  },
  goOnAsGhost: {
    en: 'Go on as somebody new',
    hi: 'नए रूप में आगे बढ़ें',
    ar: 'المتابعة بهوية جديدة',
  },
} as const satisfies Readonly<Record<string, Words>>;
