// What the frame around a room says.

import type { Words } from '../../ui/words.ts';
import type { Aloneness } from './alone.ts';
import type { Arrival } from './arrivals.ts';

export const roomWords = {
  skip: { en: 'Skip to the content', hi: 'सीधे सामग्री पर जाएँ', ar: 'تخطَّ إلى المحتوى' },
  spaces: { en: 'Spaces', hi: 'जगहें', ar: 'الأماكن' },
  people: { en: 'People', hi: 'लोग', ar: 'الأشخاص' },
  settings: { en: 'Settings', hi: 'सेटिंग', ar: 'الإعدادات' },
  more: { en: 'More', hi: 'और', ar: 'المزيد' },
  find: { en: 'Find or do anything', hi: 'कुछ भी ढूँढें या करें', ar: 'ابحث أو نفّذ أي شيء' },
  invite: { en: 'Invite', hi: 'बुलाएँ', ar: 'دعوة' },
  leave: { en: 'Leave', hi: 'निकलें', ar: 'مغادرة' },
  memory: {
    en: {
      one: 'In memory only · only you hold all of it',
      other: 'In memory only · {n} people hold all of it',
    },
    hi: { one: 'केवल मेमोरी में · सब केवल आपके पास', other: 'केवल मेमोरी में · सब {n} लोगों के पास' },
    ar: {
      one: 'في الذاكرة فقط · كله عندك وحدك',
      two: 'في الذاكرة فقط · كله عند شخصين',
      few: 'في الذاكرة فقط · كله عند {n} أشخاص',
      other: 'في الذاكرة فقط · كله عند {n} شخصًا',
    },
  },
  memoryAtLeast: {
    en: {
      one: 'In memory only · perhaps only you hold all of it',
      other: 'In memory only · {n}+ people hold all of it',
    },
    hi: {
      one: 'केवल मेमोरी में · सब शायद केवल आपके पास',
      other: 'केवल मेमोरी में · सब कम से कम {n} लोगों के पास',
    },
    ar: {
      one: 'في الذاكرة فقط · لعل كله عندك وحدك',
      two: 'في الذاكرة فقط · كله عند شخصين على الأقل',
      few: 'في الذاكرة فقط · كله عند {n} أشخاص على الأقل',
      other: 'في الذاكرة فقط · كله عند {n} شخصًا على الأقل',
    },
  },
  nothingHeld: {
    en: 'In memory only · nothing to hold yet',
    hi: 'केवल मेमोरी में · अभी कुछ नहीं है',
    ar: 'في الذاكرة فقط · لا شيء فيها بعد',
  },
  unread: {
    en: { one: '{n} new message', other: '{n} new messages' },
    hi: { one: '{n} नया संदेश', other: '{n} नए संदेश' },
    ar: { one: 'رسالة جديدة', two: 'رسالتان جديدتان', few: '{n} رسائل جديدة', other: '{n} رسالة جديدة' },
  },
} as const satisfies Readonly<Record<string, Words>>;

/** Said to those who hear the page. */
export const arrivalWords = {
  came: { en: '{name} is here.', hi: '{name} आ गए।', ar: 'وصل: {name}.' },
  returned: { en: '{name} is back.', hi: '{name} लौट आए।', ar: 'عاد: {name}.' },
  went: { en: '{name} left.', hi: '{name} चले गए।', ar: 'غادر: {name}.' },
  lost: {
    en: '{name} dropped out. Looking for a way back.',
    hi: '{name} का संपर्क टूटा। वापसी का रास्ता ढूँढ रहे हैं।',
    ar: 'انقطع: {name}. جارٍ البحث عن طريق للعودة.',
  },
  asleep: {
    en: '{name}’s device fell asleep.',
    hi: '{name} का उपकरण सो गया।',
    ar: 'نام جهاز {name}.',
  },
  vanished: {
    en: '{name} is gone: the connection was lost.',
    hi: '{name} अब नहीं हैं: कनेक्शन टूट गया।',
    ar: 'لم يعد {name} هنا: انقطع الاتصال.',
  },
  refused: {
    en: '{name} was disconnected: what came from there broke the rules.',
    hi: '{name} को अलग किया गया: वहाँ से आई चीज़ें नियमों के ख़िलाफ़ थीं।',
    ar: 'قُطع الاتصال مع {name}: ما جاء من هناك خالف القواعد.',
  },
} as const satisfies Readonly<Record<Arrival['kind'], Words>>;

export const bannerWords = {
  twice: { en: 'This room is open twice.', hi: 'यह कमरा दो जगह खुला है।', ar: 'هذه الغرفة مفتوحة مرتين.' },
  twiceText: {
    en: 'It’s in another tab too, or on another device of yours. The others see you once.',
    hi: 'यह किसी और टैब में, या आपके किसी और उपकरण पर भी खुला है। दूसरों को आप एक ही बार दिखते हैं।',
    ar: 'هي مفتوحة في علامة تبويب أخرى، أو على جهاز آخر لك. يراك الآخرون مرة واحدة.',
  },
  gotIt: { en: 'Got it', hi: 'ठीक है', ar: 'حسنًا' },
  offline: { en: 'You’re offline.', hi: 'आप ऑफ़लाइन हैं।', ar: 'أنت غير متصل.' },
  offlineText: {
    en: 'Keep going. What you write goes out as the others return.',
    hi: 'काम जारी रखें। दूसरों के लौटते ही आपका लिखा पहुँच जाएगा।',
    ar: 'تابع عملك. ما تكتبه يُرسل حين يعود الآخرون.',
  },
  dropped: { en: 'Your connection dropped.', hi: 'आपका कनेक्शन टूट गया।', ar: 'انقطع اتصالك.' },
  droppedText: {
    en: '{back} of {n} are back. What you write now goes out as the others return.',
    hi: '{n} में से {back} लौट आए हैं। अभी का लिखा दूसरों के लौटते ही पहुँचेगा।',
    ar: 'عاد {back} من {n}. ما تكتبه الآن يُرسل حين يعود الآخرون.',
  },
  noBroker: { en: 'No broker answers.', hi: 'कोई ब्रोकर जवाब नहीं देता।', ar: 'لا وسيط يجيب.' },
  noBrokerLinksStand: {
    en: 'Your links stand. Until one is back, new people come in by an invitation without internet.',
    hi: 'आपके जुड़ाव बने हैं। जब तक कोई ब्रोकर न लौटे, नए लोग बिना इंटरनेट वाले न्योते से आते हैं।',
    ar: 'روابطكم قائمة. وحتى يعود وسيط يدخل الجدد بدعوة من دون إنترنت.',
  },
  noBrokerAlone: {
    en: 'Nobody can find this room until one is back. Trying on.',
    hi: 'जब तक कोई ब्रोकर न लौटे, यह कमरा कोई नहीं ढूँढ सकता। कोशिश जारी है।',
    ar: 'لا يستطيع أحد العثور على هذه الغرفة حتى يعود وسيط. المحاولة مستمرة.',
  },
  noneSetUp: {
    en: 'None is set up on this device: people come in by an invitation without internet. To be found by link, add one in Settings, then start or join again.',
    hi: 'इस उपकरण पर कोई तय नहीं है: लोग बिना इंटरनेट वाले न्योते से आते हैं। लिंक से मिलने के लिए सेटिंग में जोड़ें, फिर दोबारा शुरू करें या आएँ।',
    ar: 'لا وسيط مضبوط على هذا الجهاز: يدخل الناس بدعوة من دون إنترنت. ليُعثر عليك برابط أضف واحدًا في الإعدادات ثم ابدأ أو انضم من جديد.',
  },
  networkSettings: { en: 'Network settings', hi: 'नेटवर्क सेटिंग', ar: 'إعدادات الشبكة' },
  retry: { en: 'Try again', hi: 'फिर कोशिश करें', ar: 'حاول مرة أخرى' },
} as const satisfies Readonly<Record<string, Words>>;

/** Said in a room with nobody else in it. */
export const aloneWords = {
  started: {
    title: { en: 'You’re the first one here', hi: 'आप यहाँ सबसे पहले हैं', ar: 'أنت أول الحاضرين' },
    text: {
      en: 'Hand on the link, the code to scan or the six words. Whoever opens it comes straight in. You can already write.',
      hi: 'लिंक, स्कैन करने का कोड या छह शब्द दें। जो खोले वह सीधे अंदर आता है। आप अभी से लिख सकते हैं।',
      ar: 'سلّم الرابط أو الرمز أو الكلمات الست. من يفتحه يدخل مباشرة. ويمكنك الكتابة من الآن.',
    },
  },
  invited: {
    title: { en: 'Nobody is here', hi: 'यहाँ कोई नहीं है', ar: 'لا أحد هنا' },
    text: {
      en: 'Check the words with whoever invited you, or wait: they may still come.',
      hi: 'बुलाने वाले से शब्द मिलाएँ, या रुकें: वे अब भी आ सकते हैं।',
      ar: 'راجع الكلمات مع من دعاك، أو انتظر: قد يأتون بعد.',
    },
  },
  returned: {
    title: { en: 'Nobody else is here now', hi: 'अभी यहाँ और कोई नहीं है', ar: 'لا أحد غيرك هنا الآن' },
    text: {
      en: 'Wait for the others, or hand on the link, the code or the six words. Whoever opens it comes straight in.',
      hi: 'दूसरों का इंतज़ार करें, या लिंक, कोड या छह शब्द दें। जो खोले वह सीधे अंदर आता है।',
      ar: 'انتظر الآخرين، أو سلّم الرابط أو الرمز أو الكلمات الست. من يفتحه يدخل مباشرة.',
    },
  },
  later: {
    title: {
      en: 'Nobody can come in yet',
      hi: 'अभी कोई अंदर नहीं आ सकता',
      ar: 'لا يستطيع أحد الدخول بعد',
    },
    text: {
      en: 'Hand on the link, the code or the six words all the same: they lead here once you can be found again. You can already write.',
      hi: 'फिर भी लिंक, कोड या छह शब्द दें: जब आप फिर मिल सकेंगे तब वे यहाँ लाएँगे। आप अभी से लिख सकते हैं।',
      ar: 'سلّم الرابط أو الرمز أو الكلمات الست مع ذلك: تقود إلى هنا حين يمكن العثور عليك ثانية. ويمكنك الكتابة من الآن.',
    },
  },
  'by-hand': {
    title: {
      en: 'Somebody with you can come in',
      hi: 'आपके पास का कोई अंदर आ सकता है',
      ar: 'يستطيع من معك الدخول',
    },
    text: {
      en: 'No broker is known here, and none is needed: invite them without internet, with two codes, two lines of text or two files. Everybody else comes in through the two of you. You can already write.',
      hi: 'यहाँ कोई ब्रोकर नहीं है, और ज़रूरत भी नहीं: उन्हें बिना इंटरनेट बुलाएँ, दो कोड, दो पंक्तियों या दो फ़ाइलों से। बाकी सब आप दोनों के ज़रिए आते हैं। आप अभी से लिख सकते हैं।',
      ar: 'لا وسيط معروف هنا، ولا حاجة إليه: ادعهم من دون إنترنت برمزين أو سطرين أو ملفين. ويدخل الباقون عبركما. ويمكنك الكتابة من الآن.',
    },
  },
  unreachable: {
    title: {
      en: 'Nobody can come in here',
      hi: 'यहाँ कोई अंदर नहीं आ सकता',
      ar: 'لا يستطيع أحد الدخول هنا',
    },
    text: {
      en: 'You can look around. What you write stays with you.',
      hi: 'आप देख-भाल सकते हैं। आपका लिखा आपके पास ही रहेगा।',
      ar: 'يمكنك أن تتجوّل. وما تكتبه يبقى عندك.',
    },
  },
} as const satisfies Readonly<Record<Aloneness, { readonly title: Words; readonly text: Words }>>;

export const inviteByHand: Words = {
  en: 'Invite without internet',
  hi: 'बिना इंटरनेट बुलाएँ',
  ar: 'ادعُ من دون إنترنت',
};

export const backHome: Words = { en: 'Back home', hi: 'मुख्य पन्ने पर', ar: 'العودة إلى البداية' };

export const inviteWords = {
  title: { en: 'Invite to {room}', hi: '{room} में बुलाएँ', ar: 'دعوة إلى {room}' },
  link: { en: 'Send the link', hi: 'लिंक भेजें', ar: 'أرسل الرابط' },
  copyLink: { en: 'Copy link', hi: 'लिंक कॉपी करें', ar: 'نسخ الرابط' },
  copied: { en: 'The link is on the clipboard.', hi: 'लिंक कॉपी हो गया।', ar: 'نُسخ الرابط.' },
  copyFailed: {
    en: 'The browser didn’t allow copying. Select the link and copy it by hand.',
    hi: 'ब्राउज़र ने कॉपी नहीं करने दिया। लिंक चुनकर ख़ुद कॉपी करें।',
    ar: 'لم يسمح المتصفح بالنسخ. حدد الرابط وانسخه بنفسك.',
  },
  share: { en: 'Share…', hi: 'साझा करें…', ar: 'مشاركة…' },
  shareText: { en: 'Come to {room} on Kith.', hi: 'Kith पर {room} में आइए।', ar: 'تعال إلى {room} على Kith.' },
  scan: { en: 'Point a phone camera here.', hi: 'फ़ोन का कैमरा यहाँ करें।', ar: 'وجّه كاميرا الهاتف إلى هنا.' },
  qrLabel: { en: 'QR code of the room’s link', hi: 'कमरे के लिंक का QR कोड', ar: 'رمز QR لرابط الغرفة' },
  words: { en: 'Or say six words', hi: 'या छह शब्द बोलें', ar: 'أو قل ست كلمات' },
  wordsHint: {
    en: 'They type them under “Join a room”. Any spelling of capitals and spaces will do.',
    hi: 'वे इन्हें “कमरे में आएँ” में लिखते हैं। बड़े-छोटे अक्षर और ख़ाली जगह मायने नहीं रखते।',
    ar: 'يكتبونها تحت «انضم إلى غرفة». لا تهم المسافات ولا حالة الحروف.',
  },
  foot: {
    en: 'The room’s key is after the # in the link. Browsers never send that part anywhere. Anyone you give the link to can come in.',
    hi: 'कमरे की कुंजी लिंक में # के बाद है। ब्राउज़र वह भाग कहीं नहीं भेजते। जिसे आप लिंक दें वह अंदर आ सकता है।',
    ar: 'مفتاح الغرفة يأتي بعد # في الرابط. لا ترسل المتصفحات ذلك الجزء إلى أي مكان. وكل من تعطيه الرابط يستطيع الدخول.',
  },
  localhost: {
    en: 'This link works on this machine only. Open Kith by its network address to invite others.',
    hi: 'यह लिंक केवल इसी मशीन पर चलता है। दूसरों को बुलाने के लिए Kith को उसके नेटवर्क पते से खोलें।',
    ar: 'هذا الرابط يعمل على هذا الجهاز فقط. افتح Kith بعنوانه على الشبكة لدعوة الآخرين.',
  },
  fromThisMachine: {
    en: 'This machine has no address that others could open. They paste this under “Join a room” in a Kith that uses the same broker, or type the six words there.',
    hi: 'इस मशीन का कोई ऐसा पता नहीं है जिसे दूसरे खोल सकें। वे इसे उसी ब्रोकर वाले Kith में “कमरे में आएँ” में चिपकाएँ, या वहाँ छह शब्द लिखें।',
    ar: 'ليس لهذا الجهاز عنوان يستطيع الآخرون فتحه. يلصقون هذا تحت «انضم إلى غرفة» في نسخة من Kith تستخدم الوسيط نفسه، أو يكتبون الكلمات الست هناك.',
  },
  fromFile: {
    en: 'A saved file has no address of its own. They paste this under “Join a room” in their copy, with the same broker.',
    hi: 'सहेजी फ़ाइल का अपना पता नहीं होता। वे इसे अपनी प्रति में “कमरे में आएँ” में चिपकाएँ, उसी ब्रोकर के साथ।',
    ar: 'الملف المحفوظ لا عنوان له. يلصقون هذا تحت «انضم إلى غرفة» في نسختهم، مع الوسيط نفسه.',
  },
} as const satisfies Readonly<Record<string, Words>>;
