// What the way into a room says: reading a link or six words, asking before connecting, the steps, and why not.

import type { Words } from '../../ui/words.ts';

export const inputWords = {
  label: { en: 'Join a room', hi: 'कमरे में आएँ', ar: 'انضم إلى غرفة' },
  placeholder: {
    en: 'Paste a link or type the six words',
    hi: 'लिंक चिपकाएँ या छह शब्द लिखें',
    ar: 'الصق رابطًا أو اكتب الكلمات الست',
  },
  go: { en: 'Join', hi: 'आएँ', ar: 'انضم' },
  openFile: { en: 'Open a file', hi: 'फ़ाइल खोलें', ar: 'افتح ملفًا' },
  scan: { en: 'Scan a QR code', hi: 'QR कोड स्कैन करें', ar: 'امسح رمز QR' },
  empty: {
    en: 'Paste the room’s link here, or type its six words.',
    hi: 'कमरे का लिंक यहाँ चिपकाएँ, या उसके छह शब्द लिखें।',
    ar: 'الصق رابط الغرفة هنا، أو اكتب كلماتها الست.',
  },
  tooFew: {
    en: {
      one: 'That’s {n} word. A room has six: ask for the rest.',
      other: 'That’s {n} words. A room has six: ask for the rest.',
    },
    hi: 'ये {n} शब्द हैं। कमरे के छह होते हैं: बाकी पूछ लें।',
    ar: {
      one: 'هذه كلمة واحدة. للغرفة ست كلمات: اطلب البقية.',
      two: 'هاتان كلمتان. للغرفة ست كلمات: اطلب البقية.',
      few: 'هذه {n} كلمات. للغرفة ست كلمات: اطلب البقية.',
      other: 'هذه {n} كلمة. للغرفة ست كلمات: اطلب البقية.',
    },
  },
  tooMany: {
    en: 'That’s {n} words. A room has exactly six: leave out what doesn’t belong.',
    hi: 'ये {n} शब्द हैं। कमरे के ठीक छह होते हैं: जो फ़ालतू है उसे हटा दें।',
    ar: 'هذه {n} كلمة. للغرفة ست كلمات بالضبط: احذف ما لا يخصها.',
  },
  wrongWord: {
    en: '“{word}” isn’t in the word list. Pick the one you heard, or ask again.',
    hi: '“{word}” शब्द-सूची में नहीं है। जो सुना था उसे चुनें, या फिर पूछें।',
    ar: '«{word}» ليست في قائمة الكلمات. اختر التي سمعتها، أو اسأل مرة أخرى.',
  },
  wrongWordNoHint: {
    en: '“{word}” isn’t in the word list, and nothing there is close to it. Ask for the word again.',
    hi: '“{word}” शब्द-सूची में नहीं है, और उससे मिलता कुछ नहीं। शब्द फिर से पूछें।',
    ar: '«{word}» ليست في قائمة الكلمات، ولا شيء قريب منها. اطلب الكلمة مرة أخرى.',
  },
  wrongTwo: {
    en: '“{word}” and “{second}” aren’t in the word list. Check them, or ask again.',
    hi: '“{word}” और “{second}” शब्द-सूची में नहीं हैं। इन्हें जाँचें, या फिर पूछें।',
    ar: '«{word}» و«{second}» ليستا في قائمة الكلمات. راجعهما، أو اسأل مرة أخرى.',
  },
  wrongThree: {
    en: '“{word}”, “{second}” and “{third}” aren’t in the word list. Check them, or ask again.',
    hi: '“{word}”, “{second}” और “{third}” शब्द-सूची में नहीं हैं। इन्हें जाँचें, या फिर पूछें।',
    ar: '«{word}» و«{second}» و«{third}» ليست في قائمة الكلمات. راجعها، أو اسأل مرة أخرى.',
  },
  wrongMany: {
    en: '“{word}”, “{second}”, “{third}” and others aren’t in the word list. Ask for the link or the six words again.',
    hi: '“{word}”, “{second}”, “{third}” और कुछ और शब्द सूची में नहीं हैं। लिंक या छह शब्द फिर से माँगें।',
    ar: '«{word}» و«{second}» و«{third}» وغيرها ليست في قائمة الكلمات. اطلب الرابط أو الكلمات الست مرة أخرى.',
  },
  suggestions: { en: 'Instead of “{word}”', hi: '“{word}” के बदले', ar: 'بدلًا من «{word}»' },
  notALink: {
    en: 'That’s neither a room’s link nor six words. Ask for one of them.',
    hi: 'यह न कमरे का लिंक है, न छह शब्द। दोनों में से एक माँगें।',
    ar: 'هذا ليس رابط غرفة ولا ست كلمات. اطلب أحدهما.',
  },
  notInFile: {
    en: 'In this file is no link and no invitation of Kith. Nothing was opened.',
    hi: 'इस फ़ाइल में Kith का कोई लिंक या न्योता नहीं है। कुछ नहीं खोला गया।',
    ar: 'لا يوجد في هذا الملف رابط ولا دعوة من Kith. لم يُفتح شيء.',
  },
  readingPicture: {
    en: 'Looking for a code in the picture…',
    hi: 'तस्वीर में कोड ढूँढ रहे हैं…',
    ar: 'جارٍ البحث عن رمز في الصورة…',
  },
  foreign: {
    en: 'This link leads to another site, not to a room. Ask for the room’s link, or type the six words.',
    hi: 'यह लिंक किसी और साइट का है, कमरे का नहीं। कमरे का लिंक माँगें, या छह शब्द लिखें।',
    ar: 'هذا الرابط يقود إلى موقع آخر لا إلى غرفة. اطلب رابط الغرفة، أو اكتب الكلمات الست.',
  },
  laterVersion: {
    en: 'This link was made by a later version of Kith. Reload this page to bring it up to date, or type the room’s six words.',
    hi: 'यह लिंक Kith के बाद के संस्करण का है। पन्ना फिर लोड करके नया संस्करण लें, या कमरे के छह शब्द लिखें।',
    ar: 'أُعد هذا الرابط بإصدار أحدث من Kith. أعد تحميل هذه الصفحة لتحديثها، أو اكتب كلمات الغرفة الست.',
  },
  laterMeeting: {
    en: 'A newer Kith made this invitation. Reload this page to bring it up to date.',
    hi: 'यह न्योता नए Kith से बना है। पन्ना फिर लोड करके नया संस्करण लें।',
    ar: 'أنشأ هذه الدعوة إصدار أحدث من Kith. أعد تحميل هذه الصفحة لتحديثها.',
  },
  otherRoute: {
    en: 'This link belongs to Kith but leads to no room. Ask for the room’s link, or type the six words.',
    hi: 'यह लिंक Kith का है, पर किसी कमरे का नहीं। कमरे का लिंक माँगें, या छह शब्द लिखें।',
    ar: 'هذا الرابط من Kith لكنه لا يقود إلى غرفة. اطلب رابط الغرفة، أو اكتب الكلمات الست.',
  },
  cutShort: {
    en: 'This link is cut short. Ask for it again, or type the six words.',
    hi: 'यह लिंक बीच में कट गया है। फिर से माँगें, या छह शब्द लिखें।',
    ar: 'هذا الرابط مبتور. اطلبه مرة أخرى، أو اكتب الكلمات الست.',
  },
} as const satisfies Readonly<Record<string, Words>>;

export const joinWords = {
  invited: { en: 'You’re invited to {room}', hi: 'आपको {room} में बुलाया गया है', ar: 'أنت مدعو إلى {room}' },
  wereInside: { en: 'You were in {room}', hi: 'आप {room} में थे', ar: 'كنت في {room}' },
  wereInsideText: {
    en: 'Loading the page anew took you out, and what was said went with it.',
    hi: 'पन्ना फिर लोड होने से आप बाहर आ गए, और कही गई बातें भी मिट गईं।',
    ar: 'أخرجك تحميل الصفحة من جديد، وذهب معه ما قيل.',
  },
  goBackIn: { en: 'Go back in', hi: 'वापस अंदर जाएँ', ar: 'عُد إلى الداخل' },
  words: { en: 'The room’s words', hi: 'कमरे के शब्द', ar: 'كلمات الغرفة' },
  ownerKnown: {
    en: 'The link says who owns the room, so nobody else can pose as them.',
    hi: 'लिंक बताता है कि कमरा किसका है, इसलिए कोई और वह होने का ढोंग नहीं कर सकता।',
    ar: 'الرابط يذكر صاحب الغرفة، فلا يستطيع أحد أن ينتحل شخصيته.',
  },
  ownerYou: {
    en: 'This room is yours: its link names you as the owner.',
    hi: 'यह कमरा आपका है: इसका लिंक आपको मालिक बताता है।',
    ar: 'هذه الغرفة لك: رابطها يذكرك مالكًا.',
  },
  ownerMet: {
    en: 'The room of {name}, as its link says. You have met them in it.',
    hi: '{name} का कमरा, जैसा लिंक कहता है। आप उनसे यहाँ मिल चुके हैं।',
    ar: 'غرفة {name} كما يقول رابطها. وقد التقيتما فيها.',
  },
  ownerUnknown: {
    en: 'The words alone don’t say who owns the room. You’ll see who is there.',
    hi: 'केवल शब्द यह नहीं बताते कि कमरा किसका है। वहाँ कौन है, यह आप देख लेंगे।',
    ar: 'الكلمات وحدها لا تقول لمن الغرفة. سترى من هناك.',
  },
  asYou: { en: 'You go in as', hi: 'आप इस रूप में आएँगे', ar: 'ستدخل باسم' },
  consent: {
    en: 'Nothing is connected yet. Those inside will see your name and mark, and your network address.',
    hi: 'अभी कुछ नहीं जुड़ा है। अंदर के लोग आपका नाम, चिह्न और नेटवर्क पता देखेंगे।',
    ar: 'لم يتصل شيء بعد. سيرى من في الداخل اسمك وعلامتك وعنوان شبكتك.',
  },
  join: { en: 'Join', hi: 'अंदर आएँ', ar: 'انضم' },
  notNow: { en: 'Not now', hi: 'अभी नहीं', ar: 'ليس الآن' },
  cancel: { en: 'Cancel', hi: 'रद्द करें', ar: 'إلغاء' },
  retry: { en: 'Try again', hi: 'फिर कोशिश करें', ar: 'حاول مرة أخرى' },
  backHome: { en: 'Back home', hi: 'मुख्य पन्ने पर', ar: 'العودة إلى البداية' },
  networkSettings: { en: 'Network settings', hi: 'नेटवर्क सेटिंग', ar: 'إعدادات الشبكة' },
  offeredTitle: {
    en: 'This link comes from {host}.',
    hi: 'यह लिंक {host} से आया है।',
    ar: 'هذا الرابط من {host}.',
  },
  savedTitle: {
    en: 'This copy was saved from {host}.',
    hi: 'यह प्रति {host} से सहेजी गई है।',
    ar: 'حُفظت هذه النسخة من {host}.',
  },
  offeredText: {
    en: 'Its people are probably found through the broker there. Asking it shows it your network address.',
    hi: 'उसके लोग शायद वहीं के ब्रोकर से मिलेंगे। उससे पूछने पर उसे आपका नेटवर्क पता दिखेगा।',
    ar: 'يُعثر على من فيه غالبًا عبر الوسيط هناك. وسؤاله يُظهر له عنوان شبكتك.',
  },
  useOffered: { en: 'Use {host} as a broker', hi: '{host} को ब्रोकर बनाएँ', ar: 'استخدم {host} وسيطًا' },
  useOfferedHint: {
    en: 'Until this page closes. Add it in Settings to keep it.',
    hi: 'जब तक यह पन्ना खुला है। रखने के लिए सेटिंग में जोड़ें।',
    ar: 'حتى تُغلق هذه الصفحة. أضفه في الإعدادات للاحتفاظ به.',
  },
  noBroker: {
    en: 'No broker is set up here, so nobody can be found. Use the one above or add one in Settings.',
    hi: 'यहाँ कोई ब्रोकर तय नहीं है, इसलिए कोई नहीं मिल सकता। ऊपर वाला लें या सेटिंग में जोड़ें।',
    ar: 'لا وسيط مضبوط هنا، فلا يمكن العثور على أحد. استخدم المذكور أعلاه أو أضف واحدًا في الإعدادات.',
  },
  joining: { en: 'Joining {room}', hi: '{room} में जा रहे हैं', ar: 'جارٍ الانضمام إلى {room}' },
  knocking: { en: 'At the door of {room}', hi: '{room} के दरवाज़े पर', ar: 'عند باب {room}' },
  knockingText: {
    en: 'Newcomers knock here. The owners see your name and mark; once one of them lets you in, you are inside. Until then nothing of the room is open to you.',
    hi: 'यहाँ नए लोग दस्तक देते हैं। मालिक आपका नाम और चिह्न देखते हैं; जैसे ही कोई आने दे, आप अंदर होंगे। तब तक कमरे का कुछ भी आपके लिए खुला नहीं है।',
    ar: 'القادمون الجدد يطرقون هنا. يرى المالكون اسمك وعلامتك؛ وحين يدخلك أحدهم تصبح في الداخل. وحتى ذلك الحين لا شيء من الغرفة مفتوح لك.',
  },
  badLinkTitle: { en: 'This link doesn’t work', hi: 'यह लिंक काम नहीं करता', ar: 'هذا الرابط لا يعمل' },
} as const satisfies Readonly<Record<string, Words>>;

export const stepWords = {
  keys: {
    en: 'Making the room’s keys from its words',
    hi: 'शब्दों से कमरे की कुंजियाँ बनाना',
    ar: 'صنع مفاتيح الغرفة من كلماتها',
  },
  brokers: { en: 'Saying hello to the brokers', hi: 'ब्रोकरों को नमस्ते कहना', ar: 'تحية الوسطاء' },
  looking: { en: 'Looking for somebody in the room', hi: 'कमरे में किसी को ढूँढना', ar: 'البحث عن أحد في الغرفة' },
  proving: { en: 'Proving who is who', hi: 'कौन कौन है, यह साबित करना', ar: 'إثبات من يكون كل واحد' },
  linking: { en: 'Linking with everybody', hi: 'सबसे जुड़ना', ar: 'الاتصال بالجميع' },
} as const satisfies Readonly<Record<string, Words>>;

/** The same steps in the narrow line under a room's title. */
export const shortStepWords = {
  keys: { en: 'Making its keys', hi: 'कुंजियाँ बना रहे हैं', ar: 'صنع المفاتيح' },
  brokers: { en: 'Asking the brokers', hi: 'ब्रोकरों से पूछ रहे हैं', ar: 'سؤال الوسطاء' },
  looking: { en: 'Looking for others', hi: 'दूसरों को ढूँढ रहे हैं', ar: 'البحث عن آخرين' },
  proving: { en: 'Proving who is who', hi: 'पहचान साबित कर रहे हैं', ar: 'إثبات الهويات' },
  linking: { en: 'Linking', hi: 'जुड़ रहे हैं', ar: 'جارٍ الاتصال' },
} as const satisfies Readonly<Record<keyof typeof stepWords, Words>>;

export const failureWords = {
  noBroker: { en: 'No broker answers', hi: 'कोई ब्रोकर जवाब नहीं देता', ar: 'لا وسيط يجيب' },
  noBrokerText: {
    en: 'We couldn’t reach {brokers}. Without a broker browsers can’t find each other. Check your connection, or ask the person who invited you which broker they use.',
    hi: '{brokers} तक नहीं पहुँच सके। ब्रोकर के बिना ब्राउज़र एक-दूसरे को नहीं ढूँढ सकते। अपना कनेक्शन जाँचें, या बुलाने वाले से पूछें कि वे कौन-सा ब्रोकर लेते हैं।',
    ar: 'لم نصل إلى {brokers}. بلا وسيط لا تجد المتصفحات بعضها. تحقق من اتصالك، أو اسأل من دعاك أي وسيط يستخدم.',
  },
  byHand: {
    en: 'The link broke before you were in',
    hi: 'आपके अंदर आने से पहले कड़ी टूट गई',
    ar: 'انقطع الرابط قبل أن تدخل',
  },
  byHandText: {
    en: 'It broke, or the room didn’t take it. Ask whoever invited you for a new invitation.',
    hi: 'वह टूट गई, या कमरे ने उसे नहीं लिया। जिसने बुलाया था उससे नया न्योता माँगें।',
    ar: 'انقطع، أو لم تقبله الغرفة. اطلب دعوة جديدة ممن دعاك.',
  },
  openOnce: {
    en: 'If this is a host on your own network: open {origin} once in this browser, accept its certificate, and try again.',
    hi: 'अगर यह आपके अपने नेटवर्क का होस्ट है: इस ब्राउज़र में एक बार {origin} खोलें, उसका प्रमाणपत्र स्वीकारें, और फिर कोशिश करें।',
    ar: 'إن كان هذا مضيفًا على شبكتك: افتح {origin} مرة في هذا المتصفح، واقبل شهادته، ثم حاول مرة أخرى.',
  },
  openOrigin: { en: 'Open {origin}', hi: '{origin} खोलें', ar: 'افتح {origin}' },
  noneSetUp: {
    en: 'No broker is set up on this device, so browsers can’t find each other. Open the room’s link, which brings its broker, or add one in Settings.',
    hi: 'इस उपकरण पर कोई ब्रोकर तय नहीं है, इसलिए ब्राउज़र एक-दूसरे को नहीं ढूँढ सकते। कमरे का लिंक खोलें, जो अपना ब्रोकर लाता है, या सेटिंग में जोड़ें।',
    ar: 'لا وسيط مضبوط على هذا الجهاز، فلا تجد المتصفحات بعضها. افتح رابط الغرفة فهو يحمل وسيطه، أو أضف واحدًا في الإعدادات.',
  },
  webrtc: {
    en: 'This browser can’t connect',
    hi: 'यह ब्राउज़र जुड़ नहीं सकता',
    ar: 'هذا المتصفح لا يستطيع الاتصال',
  },
  webrtcText: {
    en: 'It has no WebRTC, or it is switched off. Open the link in a current Firefox, Chrome, Edge or Safari.',
    hi: 'इसमें WebRTC नहीं है, या बंद है। लिंक को नए Firefox, Chrome, Edge या Safari में खोलें।',
    ar: 'ليس فيه WebRTC، أو أنه معطّل. افتح الرابط في إصدار حديث من Firefox أو Chrome أو Edge أو Safari.',
  },
  crypto: { en: 'This page has no keys', hi: 'इस पन्ने के पास कुंजियाँ नहीं हैं', ar: 'هذه الصفحة بلا مفاتيح' },
  cryptoText: {
    en: 'Browsers give cryptography to secure addresses only. Open the https address of this page.',
    hi: 'ब्राउज़र कूटलेखन केवल सुरक्षित पतों को देते हैं। इस पन्ने का https पता खोलें।',
    ar: 'لا تمنح المتصفحات التشفير إلا للعناوين الآمنة. افتح عنوان https لهذه الصفحة.',
  },
  full: { en: 'The room is full', hi: 'कमरा भरा है', ar: 'الغرفة ممتلئة' },
  fullText: {
    en: 'As many people are inside as the room can link. Ask somebody to leave, then try again.',
    hi: 'जितने लोग जुड़ सकते हैं उतने अंदर हैं। किसी को निकलने को कहें, फिर कोशिश करें।',
    ar: 'فيها من الناس أقصى ما تستطيع ربطه. اطلب من أحدهم المغادرة ثم حاول مرة أخرى.',
  },
  intercepted: {
    en: 'Somebody is in between',
    hi: 'बीच में कोई है',
    ar: 'هناك من يتوسط بينكم',
  },
  interceptedText: {
    en: 'A link was refused: the certificate at its other end isn’t the one announced. The broker, or somebody on the network, may be trying to listen in. Nothing of yours went over it. Use another network or another broker.',
    hi: 'एक जुड़ाव ठुकराया गया: उसके दूसरे सिरे का प्रमाणपत्र वह नहीं है जो बताया गया था। हो सकता है ब्रोकर या नेटवर्क पर कोई सुनने की कोशिश कर रहा हो। उस पर आपका कुछ नहीं गया। कोई और नेटवर्क या ब्रोकर लें।',
    ar: 'رُفض اتصال: شهادة طرفه الآخر ليست التي أُعلن عنها. ربما يحاول الوسيط أو أحد على الشبكة التنصّت. لم يمرّ عبره شيء منك. استخدم شبكة أخرى أو وسيطًا آخر.',
  },
  locked: { en: 'The room is locked', hi: 'कमरा बंद है', ar: 'الغرفة مقفلة' },
  lockedText: {
    en: 'You found it, but nobody new comes in at the moment. Ask an owner to unlock it, then try again.',
    hi: 'कमरा मिल गया, पर अभी कोई नया अंदर नहीं आ सकता। किसी मालिक से खोलने को कहें, फिर कोशिश करें।',
    ar: 'عثرت عليها، لكن لا يدخلها أحد جديد الآن. اطلب من مالك فتحها ثم حاول مرة أخرى.',
  },
  refused: { en: 'You weren’t let in', hi: 'आपको आने नहीं दिया गया', ar: 'لم يُسمح لك بالدخول' },
  refusedText: {
    en: 'An owner of the room said not now. Ask them in another way, then knock again.',
    hi: 'कमरे के एक मालिक ने कहा: अभी नहीं। उनसे किसी और तरह पूछें, फिर दस्तक दें।',
    ar: 'قال أحد مالكي الغرفة: ليس الآن. اسأله بطريقة أخرى ثم اطرق من جديد.',
  },
  removed: {
    en: 'You were removed from this room',
    hi: 'आपको इस कमरे से निकाल दिया गया',
    ar: 'أُخرجت من هذه الغرفة',
  },
  removedText: {
    en: 'An owner took you out, so nobody inside links with you any more. Only an owner can take that back: ask one of them. What you already have stays here until you leave.',
    hi: 'एक मालिक ने आपको बाहर किया, इसलिए अंदर कोई आपसे नहीं जुड़ता। इसे केवल मालिक वापस ले सकता है: उनमें से किसी से पूछें। जो आपके पास है वह आपके निकलने तक यहाँ रहेगा।',
    ar: 'أخرجك أحد المالكين، فلم يعد أحد في الداخل يتصل بك. لا يتراجع عن ذلك إلا مالك: اسأل أحدهم. وما عندك يبقى هنا حتى تغادر.',
  },
  otherOwner: {
    en: 'This link names another owner',
    hi: 'यह लिंक किसी और को मालिक बताता है',
    ar: 'هذا الرابط يذكر مالكًا آخر',
  },
  otherOwnerText: {
    en: 'The people in this room follow somebody else than the owner your link names, so neither side lets the other in. The link was changed on its way, or made for another room: ask the person who invited you for it again, on a way you trust.',
    hi: 'इस कमरे के लोग उसे मालिक नहीं मानते जिसे आपका लिंक बताता है, इसलिए कोई किसी को अंदर नहीं आने देता। लिंक रास्ते में बदला गया, या किसी और कमरे का है: बुलाने वाले से वह फिर माँगें, किसी भरोसे के रास्ते से।',
    ar: 'من في هذه الغرفة يتبعون شخصًا غير المالك الذي يذكره رابطك، فلا يُدخل أي طرف الآخر. غُيّر الرابط في الطريق، أو أُعد لغرفة أخرى: اطلبه من جديد ممن دعاك، بطريق تثق به.',
  },
  unproved: {
    en: 'Nobody there could prove they belong',
    hi: 'वहाँ कोई साबित नहीं कर सका कि वह कमरे का है',
    ar: 'لم يستطع أحد هناك إثبات انتمائه',
  },
  unprovedText: {
    en: 'Somebody answered at this room’s place but doesn’t know its words. Check the words with the person who invited you, then try again.',
    hi: 'इस कमरे की जगह किसी ने जवाब दिया, पर उसे शब्द नहीं पता। बुलाने वाले से शब्द मिलाएँ, फिर कोशिश करें।',
    ar: 'أجاب أحدهم مكان هذه الغرفة لكنه لا يعرف كلماتها. راجع الكلمات مع من دعاك ثم حاول مرة أخرى.',
  },
} as const satisfies Readonly<Record<string, Words>>;
