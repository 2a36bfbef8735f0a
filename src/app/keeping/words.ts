// What is said about keeping a room: the dialog behind the chip, the list at home, the question before leaving.

import type { Words } from '../../ui/words.ts';
import type { CarryError } from './carry-file.ts';

/** Home's list of kept rooms. */
export const keptRoomsWords = {
  title: { en: 'Kept on this device', hi: 'इस उपकरण पर रखे कमरे', ar: 'غرف محفوظة على هذا الجهاز' },
  open: { en: 'Open', hi: 'खोलें', ar: 'افتح' },
  openRoom: { en: 'Open {room}', hi: '{room} खोलें', ar: 'افتح {room}' },
  more: { en: 'More about {room}', hi: '{room} के बारे में और', ar: 'المزيد عن {room}' },
  forget: { en: 'Forget…', hi: 'भुला दें…', ar: 'انسَ…' },
  all: { en: { one: 'Show all {n}', other: 'Show all {n}' }, hi: 'सभी {n} दिखाएँ', ar: 'أظهر الكل ({n})' },
  unlockTitle: { en: 'Open {room}', hi: '{room} खोलें', ar: 'فتح {room}' },
  unlockText: {
    en: 'It is kept under a passphrase. Nobody can reset it: without it the six words still lead into the room, but not to what is kept.',
    hi: 'यह पासफ़्रेज़ के नीचे रखा है। कोई उसे बदल नहीं सकता: उसके बिना छह शब्द कमरे में तो ले जाते हैं, पर रखी हुई बातों तक नहीं।',
    ar: 'محفوظة تحت عبارة مرور. لا أحد يستطيع إعادة تعيينها: بدونها تقودك الكلمات الست إلى الغرفة، لكن ليس إلى ما حُفظ.',
  },
  gone: {
    en: 'What was kept of this room can’t be read any more. Its link or six words still lead there.',
    hi: 'इस कमरे का रखा हुआ अब पढ़ा नहीं जा सकता। उसका लिंक या छह शब्द अब भी वहाँ ले जाते हैं।',
    ar: 'لم يعد ممكنًا قراءة ما حُفظ من هذه الغرفة. رابطها أو كلماتها الست ما زالت تقود إليها.',
  },
} as const satisfies Readonly<Record<string, Words>>;

export const forgetWords = {
  title: {
    en: 'Forget what is kept of {room}?',
    hi: '{room} का रखा हुआ भुला दें?',
    ar: 'نسيان ما حُفظ من {room}؟',
  },
  text: {
    en: 'It goes from this device and can’t be brought back. The room itself and what others hold stay.',
    hi: 'यह इस उपकरण से मिट जाएगा और लौट नहीं सकता। कमरा और दूसरों के पास जो है वह रहेगा।',
    ar: 'يُمحى من هذا الجهاز ولا يمكن استعادته. تبقى الغرفة نفسها وما عند الآخرين.',
  },
  forget: { en: 'Forget', hi: 'भुला दें', ar: 'انسَ' },
  forgotten: { en: 'Forgotten on this device.', hi: 'इस उपकरण से भुला दिया।', ar: 'نُسيت على هذا الجهاز.' },
  failed: {
    en: 'The browser didn’t let it be removed. Try again, or clear this site’s data in the browser.',
    hi: 'ब्राउज़र ने हटाने नहीं दिया। फिर कोशिश करें, या ब्राउज़र में इस साइट का डेटा मिटाएँ।',
    ar: 'لم يسمح المتصفح بالحذف. حاول مرة أخرى، أو امحُ بيانات هذا الموقع من المتصفح.',
  },
} as const satisfies Readonly<Record<string, Words>>;

/** The dialog behind the chip. */
export const memoryWords = {
  title: { en: 'What stays of {room}', hi: '{room} का क्या रहता है', ar: 'ما الذي يبقى من {room}' },
  inMemory: {
    en: 'It is in memory only. Close this tab, and it’s gone from this device.',
    hi: 'यह केवल मेमोरी में है। टैब बंद किया, तो इस उपकरण से मिट गया।',
    ar: 'هي في الذاكرة فقط. أغلق علامة التبويب فتختفي من هذا الجهاز.',
  },
  nothingYet: {
    en: 'There is nothing to hold yet. What is said here will be in memory only.',
    hi: 'अभी कुछ नहीं है। यहाँ कही बातें केवल मेमोरी में रहेंगी।',
    ar: 'لا شيء بعد. وما يقال هنا سيكون في الذاكرة فقط.',
  },
  alone: {
    en: 'Nobody else here holds all of it.',
    hi: 'यहाँ और किसी के पास यह पूरा नहीं है।',
    ar: 'لا أحد غيرك هنا يحمل كل شيء.',
  },
  perhapsAlone: {
    en: 'Nobody else here is known to hold all of it.',
    hi: 'यहाँ और किसी के पास यह पूरा होने का पता नहीं है।',
    ar: 'لا يُعرف أن أحدًا غيرك هنا يحمل كل شيء.',
  },
  others: {
    // A name may begin small, as marks do: no sentence begins with one.
    en: 'All of it is with {names} too, until they leave.',
    hi: '{names} के पास भी यह पूरा है, जब तक वे न निकलें।',
    ar: 'كل شيء عند {names} أيضًا حتى المغادرة.',
  },
  keepTitle: { en: 'Keep on this device', hi: 'इस उपकरण पर रखें', ar: 'الحفظ على هذا الجهاز' },
  keepText: {
    en: 'What is said and made here, and the files you get, is stored sealed in this browser, and is here again when you return. Others see no difference.',
    hi: 'यहाँ कही और बनाई चीज़ें और ली गई फ़ाइलें इस ब्राउज़र में मुहरबंद रखी जाती हैं और लौटने पर फिर मिलती हैं। दूसरों को कोई अंतर नहीं दिखता।',
    ar: 'ما يقال ويُصنع هنا والملفات التي تجلبها يُحفظ مختومًا في هذا المتصفح، وتجده حين تعود. ولا يلاحظ الآخرون أي فرق.',
  },
  how: { en: 'Sealed with', hi: 'किससे मुहरबंद', ar: 'مختومة بـ' },
  byKey: { en: 'Your key', hi: 'आपकी कुंजी', ar: 'مفتاحك' },
  byPassphrase: { en: 'A passphrase too', hi: 'पासफ़्रेज़ भी', ar: 'عبارة مرور أيضًا' },
  byKeyText: {
    en: 'Whoever can use this browser as you can open it.',
    hi: 'जो इस ब्राउज़र को आपकी तरह चला सके, वह इसे खोल सकता है।',
    ar: 'من يستطيع استعمال هذا المتصفح باسمك يستطيع فتحها.',
  },
  byPassphraseText: {
    en: 'Asked for each time. Forget it, and what is kept is gone; nobody can reset it. At least {n} characters.',
    hi: 'हर बार पूछा जाएगा। भूल गए तो रखा हुआ गया; कोई उसे बदल नहीं सकता। कम से कम {n} अक्षर।',
    ar: 'تُطلب كل مرة. إن نسيتها ضاع ما حُفظ، ولا أحد يستطيع إعادة تعيينها. {n} أحرف على الأقل.',
  },
  passphrase: { en: 'Passphrase', hi: 'पासफ़्रेज़', ar: 'عبارة المرور' },
  keep: { en: 'Keep this room', hi: 'यह कमरा रखें', ar: 'احفظ هذه الغرفة' },
  ghost: {
    en: 'You are in a ghost session, which stores nothing at all. Save it as a file instead, or keep your key first: Settings, Identity.',
    hi: 'आप अदृश्य सत्र में हैं, जो कुछ भी सहेजता नहीं। इसे फ़ाइल के रूप में सहेजें, या पहले अपनी कुंजी रखें: सेटिंग, पहचान।',
    ar: 'أنت في جلسة عابرة لا تحفظ شيئًا. احفظها كملف بدلًا من ذلك، أو احفظ مفتاحك أولًا: الإعدادات، الهوية.',
  },
  kept: {
    en: 'It is kept on this device, sealed with your key: {size}. It is here again when you return.',
    hi: 'यह इस उपकरण पर आपकी कुंजी से मुहरबंद रखा है: {size}। लौटने पर फिर मिलेगा।',
    ar: 'محفوظة على هذا الجهاز ومختومة بمفتاحك: {size}. وتجدها حين تعود.',
  },
  keptUnderPassphrase: {
    en: 'It is kept on this device, sealed with your passphrase: {size}. It is here again when you return and type it.',
    hi: 'यह इस उपकरण पर आपके पासफ़्रेज़ से मुहरबंद रखा है: {size}। लौटकर उसे लिखने पर फिर मिलेगा।',
    ar: 'محفوظة على هذا الجهاز ومختومة بعبارة المرور: {size}. وتجدها حين تعود وتكتبها.',
  },
  browserMayClear: {
    en: 'A browser that runs out of space may clear what sites store. What must not be lost is better saved as a file.',
    hi: 'जगह कम होने पर ब्राउज़र साइटों का रखा हुआ मिटा सकता है। जो खोना नहीं चाहिए उसे फ़ाइल में सहेजना बेहतर है।',
    ar: 'قد يمحو متصفح نفدت مساحته ما تخزنه المواقع. وما لا يجوز أن يضيع فالأفضل حفظه كملف.',
  },
  lost: {
    en: {
      one: '{n} record of before couldn’t be read: it was changed or is missing. The rest is here.',
      other: '{n} records of before couldn’t be read: they were changed or are missing. The rest is here.',
    },
    hi: 'पहले के {n} अभिलेख पढ़े नहीं जा सके: वे बदले गए या ग़ायब हैं। बाक़ी सब यहाँ है।',
    ar: {
      one: 'تعذّرت قراءة سجل واحد سابق: تغيّر أو فُقد. والباقي هنا.',
      two: 'تعذّرت قراءة سجلين سابقين: تغيّرا أو فُقدا. والباقي هنا.',
      few: 'تعذّرت قراءة {n} سجلات سابقة: تغيّرت أو فُقدت. والباقي هنا.',
      other: 'تعذّرت قراءة {n} سجلًا سابقًا: تغيّرت أو فُقدت. والباقي هنا.',
    },
  },
  full: {
    en: 'The device or the browser’s share of it is full: what is new is in memory only. Make room, and it is kept again by itself.',
    hi: 'उपकरण या ब्राउज़र का हिस्सा भर गया है: नई बातें केवल मेमोरी में हैं। जगह बनाएँ, तो अपने आप फिर रखी जाएँगी।',
    ar: 'امتلأ الجهاز أو حصة المتصفح منه: الجديد في الذاكرة فقط. أفسح مكانًا فيعود الحفظ من نفسه.',
  },
  blocked: {
    en: 'The browser withholds its storage: a private window, or it was forbidden. What is new is in memory only.',
    hi: 'ब्राउज़र अपना भंडार नहीं देता: निजी विंडो, या मना किया गया। नई बातें केवल मेमोरी में हैं।',
    ar: 'يحجب المتصفح تخزينه: نافذة خاصة أو مُنع. الجديد في الذاكرة فقط.',
  },
  failed: {
    en: 'The browser couldn’t write. It is tried again; until then what is new is in memory only.',
    hi: 'ब्राउज़र लिख नहीं सका। फिर कोशिश होगी; तब तक नई बातें केवल मेमोरी में हैं।',
    ar: 'تعذّرت الكتابة في المتصفح. سيُعاد ذلك، وحتى حينها الجديد في الذاكرة فقط.',
  },
  notKept: {
    en: 'It could not be kept. Nothing was changed: all of it is still in memory.',
    hi: 'इसे रखा नहीं जा सका। कुछ नहीं बदला: सब अब भी मेमोरी में है।',
    ar: 'تعذّر الحفظ. لم يتغير شيء: كل شيء ما زال في الذاكرة.',
  },
  locked: {
    en: 'Something of this room is kept here under a passphrase. Type it, and it joins what is here now.',
    hi: 'इस कमरे का कुछ यहाँ पासफ़्रेज़ के नीचे रखा है। लिखें, तो वह अभी की बातों में मिल जाएगा।',
    ar: 'شيء من هذه الغرفة محفوظ هنا تحت عبارة مرور. اكتبها فينضم إلى ما هو هنا الآن.',
  },
  unlock: { en: 'Open it', hi: 'खोलें', ar: 'افتحها' },
  wrongPassphrase: {
    en: 'That passphrase doesn’t open it. Nothing was changed; try again.',
    hi: 'यह पासफ़्रेज़ इसे नहीं खोलता। कुछ नहीं बदला; फिर कोशिश करें।',
    ar: 'هذه العبارة لا تفتحها. لم يتغير شيء؛ حاول مرة أخرى.',
  },
  elsewhere: {
    en: 'Another tab of this browser has this room open and keeps it. When that tab closes, this one takes over.',
    hi: 'इस ब्राउज़र के दूसरे टैब में यह कमरा खुला है और वही इसे रख रहा है। उसके बंद होते ही यह टैब सँभाल लेगा।',
    ar: 'علامة تبويب أخرى في هذا المتصفح تفتح هذه الغرفة وتحفظها. وحين تُغلق تتولى هذه الأمر.',
  },
  unreadable: {
    en: 'What is kept of this room can’t be read: it was changed, or made by a later version. It is left as it is; forget it to keep the room anew.',
    hi: 'इस कमरे का रखा हुआ पढ़ा नहीं जा सकता: वह बदला गया, या किसी नए संस्करण का है। उसे वैसा ही छोड़ा गया है; नए सिरे से रखने के लिए भुला दें।',
    ar: 'لا يمكن قراءة ما حُفظ من هذه الغرفة: تغيّر، أو صنعه إصدار أحدث. تُرك كما هو؛ انسه لتحفظ الغرفة من جديد.',
  },
  forget: { en: 'Forget what is kept…', hi: 'रखा हुआ भुला दें…', ar: 'انسَ المحفوظ…' },
  fileTitle: { en: 'Save as a file', hi: 'फ़ाइल के रूप में सहेजें', ar: 'الحفظ كملف' },
  fileText: {
    en: 'A page with what is here now, readable by anyone who has it: not sealed.',
    hi: 'अभी यहाँ जो है उसका एक पन्ना, जिसे जिसके पास हो वह पढ़ सकता है: मुहरबंद नहीं।',
    ar: 'صفحة بما هو هنا الآن، يقرؤها كل من يحصل عليها: غير مختومة.',
  },
  save: { en: 'Save a file', hi: 'फ़ाइल सहेजें', ar: 'احفظ ملفًا' },
  saved: { en: 'The file is where you put it.', hi: 'फ़ाइल वहीं है जहाँ आपने रखी।', ar: 'الملف حيث وضعته.' },
  downloading: {
    en: 'The browser is saving {name}.',
    hi: 'ब्राउज़र {name} सहेज रहा है।',
    ar: 'المتصفح يحفظ {name}.',
  },
  saveFailed: {
    en: 'The file couldn’t be written. Perhaps the disk is full; try another place.',
    hi: 'फ़ाइल लिखी नहीं जा सकी। शायद डिस्क भरी है; कोई और जगह आज़माएँ।',
    ar: 'تعذّرت كتابة الملف. قد يكون القرص ممتلئًا؛ جرّب مكانًا آخر.',
  },
} as const satisfies Readonly<Record<string, Words>>;

/** In the file that is saved. */
export const exportWords = {
  saved: { en: 'Saved {when}.', hi: '{when} सहेजा गया।', ar: 'حُفظ {when}.' },
  nobody: { en: 'Somebody', hi: 'कोई', ar: 'شخص ما' },
  data: {
    en: 'The same for programs is in this page’s source, as JSON.',
    hi: 'यही प्रोग्रामों के लिए इस पन्ने के स्रोत में JSON के रूप में है।',
    ar: 'والشيء نفسه للبرامج في مصدر هذه الصفحة بصيغة JSON.',
  },
  empty: { en: 'Nothing was said.', hi: 'कुछ नहीं कहा गया।', ar: 'لم يُقل شيء.' },
} as const satisfies Readonly<Record<string, Words>>;

/** Taking a file along into another room. */
export const carryWords = {
  title: {
    en: 'Share {name} in {room}?',
    hi: '{name} को {room} में बाँटें?',
    ar: 'مشاركة {name} في {room}؟',
  },
  text: {
    en: 'You are in one room at a time: you leave {here}, go to {room} with a copy of the file in memory, and offer it to everyone there.',
    hi: 'आप एक समय में एक ही कमरे में होते हैं: आप {here} से निकलते हैं, फ़ाइल की प्रति मेमोरी में लेकर {room} जाते हैं और वहाँ सबको देते हैं।',
    ar: 'تكون في غرفة واحدة في كل وقت: تغادر {here} وتذهب إلى {room} ومعك نسخة من الملف في الذاكرة، وتعرضها على كل من هناك.',
  },
  go: { en: 'Go there and share it', hi: 'वहाँ जाकर बाँटें', ar: 'الذهاب ومشاركته' },
  done: {
    en: '{name} is offered to everyone in {room}.',
    hi: '{name} {room} में सबको दी जा रही है।',
    ar: 'عُرض {name} على كل من في {room}.',
  },
  gone: {
    en: 'The file can’t be read here any more. Get it again, then try once more.',
    hi: 'फ़ाइल यहाँ अब पढ़ी नहीं जा सकती। इसे फिर से लें और दोबारा कोशिश करें।',
    ar: 'لم تعد قراءة الملف ممكنة هنا. اجلبه من جديد ثم أعد المحاولة.',
  },
  'too-much': {
    en: 'It is more than this page may hold in memory. Save it, go to {room} and share it from there, or allow more in the settings.',
    hi: 'यह इस पेज की मेमोरी सीमा से ज़्यादा है। इसे सहेजें, {room} जाएँ और वहाँ से बाँटें, या सेटिंग में सीमा बढ़ाएँ।',
    ar: 'هذا أكثر مما يجوز لهذه الصفحة حفظه في الذاكرة. احفظه واذهب إلى {room} وشاركه من هناك، أو اسمح بالمزيد في الإعدادات.',
  },
  unreadable: {
    en: 'What was kept of {room} can’t be read any more. Its link or six words still lead there.',
    hi: '{room} का रखा हुआ अब पढ़ा नहीं जा सकता। उसका लिंक या छह शब्द अब भी वहाँ ले जाते हैं।',
    ar: 'لم يعد ممكنًا قراءة ما حُفظ من {room}. رابطها أو كلماتها الست ما زالت تقود إليها.',
  },
  'wrong-passphrase': {
    en: 'That is not the passphrase of {room}.',
    hi: 'यह {room} का पासफ़्रेज़ नहीं है।',
    ar: 'هذه ليست عبارة مرور {room}.',
  },
  here: {
    en: 'You are in {room} already.',
    hi: 'आप पहले से {room} में हैं।',
    ar: 'أنت في {room} بالفعل.',
  },
  locked: {
    en: '{room} can’t be entered before your identity is unlocked.',
    hi: 'आपकी पहचान खुलने से पहले {room} में नहीं जा सकते।',
    ar: 'لا يمكن دخول {room} قبل فتح هويتك.',
  },
  incomplete: {
    en: 'A part of this page is missing: {room} can’t be entered. Load the page anew.',
    hi: 'इस पेज का एक हिस्सा नहीं है: {room} में नहीं जा सकते। पेज फिर से लोड करें।',
    ar: 'جزء من هذه الصفحة ناقص: لا يمكن دخول {room}. أعد تحميل الصفحة.',
  },
  overtaken: {
    en: 'The file was not shared: you went elsewhere meanwhile.',
    hi: 'फ़ाइल नहीं बाँटी गई: आप इस बीच कहीं और चले गए।',
    ar: 'لم تتم مشاركة الملف: ذهبت إلى مكان آخر في هذه الأثناء.',
  },
  'may-not-write': {
    en: 'The owner of {room} has decided that only some people share files there. It was not shared.',
    hi: '{room} के मालिक ने तय किया है कि वहाँ केवल कुछ लोग फ़ाइलें बाँटें। यह नहीं बाँटी गई।',
    ar: 'قرّر مالك {room} أن بعض الأشخاص فقط يشاركون الملفات هناك. لم تتم مشاركته.',
  },
  'too-large': {
    en: 'It is larger than a file can be in {room}. It was not shared.',
    hi: 'यह {room} में फ़ाइल की सीमा से बड़ी है। यह नहीं बाँटी गई।',
    ar: 'هو أكبر مما يمكن أن يكون عليه ملف في {room}. لم تتم مشاركته.',
  },
  'too-many': {
    en: 'As many files are shared in {room} as fit. It was not shared.',
    hi: '{room} में जितनी समाती हैं उतनी फ़ाइलें बँटी हैं। यह नहीं बाँटी गई।',
    ar: 'بلغت الملفات المشتركة في {room} الحد. لم تتم مشاركته.',
  },
} as const satisfies Readonly<Record<CarryError | 'title' | 'text' | 'go' | 'done', Words>>;
