// What is said while two people make sure of each other, and about blocking, muting and notes.

import type { VerificationEnd } from '../../../room/verification-state.ts';
import type { Words } from '../../../ui/words.ts';

export const verifyWords = {
  title: { en: 'Is this really {name}?', hi: 'क्या ये सच में {name} हैं?', ar: 'أهذا حقًا {name}؟' },
  you: { en: 'You', hi: 'आप', ar: 'أنت' },
  how: {
    en: 'Call {name}, or stand side by side. Take turns reading these words aloud. If every word is the same on both screens, there’s nobody in between.',
    hi: '{name} को फ़ोन करें, या साथ खड़े हों। बारी-बारी से ये शब्द बोलकर पढ़ें। अगर हर शब्द दोनों स्क्रीन पर एक है, तो बीच में कोई नहीं है।',
    ar: 'اتصل هاتفيًا أو قفا جنبًا إلى جنب مع {name}. اقرآ هذه الكلمات بصوت عالٍ بالتناوب. إن تطابقت كل كلمة على الشاشتين فلا أحد بينكما.',
  },
  waiting: {
    en: 'Waiting for {name} to agree on their device. The words come then.',
    hi: '{name} के अपने उपकरण पर हाँ कहने का इंतज़ार है। शब्द तब आएँगे।',
    ar: 'في انتظار موافقة {name} على الجهاز الآخر. عندها تظهر الكلمات.',
  },
  making: {
    en: 'The words are being made.',
    hi: 'शब्द बन रहे हैं।',
    ar: 'يجري إعداد الكلمات.',
  },
  notHere: {
    en: '{name} can’t be asked now. You can compare the code or the safety number wherever you meet.',
    hi: '{name} से अभी नहीं पूछा जा सकता। जहाँ भी मिलें, कोड या सुरक्षा संख्या मिला सकते हैं।',
    ar: 'لا يمكن سؤال {name} الآن. يمكنكما مقارنة الرمز أو رقم الأمان حيثما التقيتما.',
  },
  people: { en: 'Verification', hi: 'पहचान की जाँच', ar: 'التحقق من الهوية' },
  peopleHow: {
    en: 'Verified means that you compared words with them. Nobody else is told.',
    hi: 'पक्की पहचान का मतलब है कि आपने उनके साथ शब्द मिलाए। किसी और को बताया नहीं जाता।',
    ar: 'التحقق يعني أنكما قارنتما الكلمات. ولا يُخبر غيرك.',
  },
  nobody: {
    en: 'Once somebody is here, you can make sure of who they are.',
    hi: 'जब कोई यहाँ हो, तब आप पक्का कर सकते हैं कि वे कौन हैं।',
    ar: 'حين يكون أحد هنا يمكنك التأكد من هويته.',
  },
  verify: { en: 'Verify', hi: 'परखें', ar: 'تحقق' },
  again: { en: 'Ask again', hi: 'फिर पूछें', ar: 'اسأل ثانية' },
  match: { en: 'They match', hi: 'सब मिलते हैं', ar: 'متطابقة' },
  mismatch: { en: 'They don’t match', hi: 'नहीं मिलते', ar: 'غير متطابقة' },
  later: { en: 'Later', hi: 'बाद में', ar: 'لاحقًا' },
  done: { en: 'Done', hi: 'हो गया', ar: 'تم' },
  list: { en: 'Words to compare', hi: 'मिलाने के शब्द', ar: 'كلمات للمقارنة' },
  code: {
    en: 'Code of your safety number with {name}',
    hi: '{name} के साथ आपकी सुरक्षा संख्या का कोड',
    ar: 'رمز رقم الأمان بينك وبين {name}',
  },
  number: { en: 'Safety number', hi: 'सुरक्षा संख्या', ar: 'رقم الأمان' },
  numberHow: {
    en: 'The same on both screens whenever you look: sixty digits, or twenty words.',
    hi: 'जब भी देखें, दोनों स्क्रीन पर एक ही: साठ अंक, या बीस शब्द।',
    ar: 'هو نفسه على الشاشتين متى نظرتما: ستون رقمًا، أو عشرون كلمة.',
  },
  scan: { en: 'Scan theirs', hi: 'उनका स्कैन करें', ar: 'امسح رمز الآخر' },
  stopScan: { en: 'Stop scanning', hi: 'स्कैन रोकें', ar: 'أوقف المسح' },
  noCamera: {
    en: 'The browser is blocking the camera. Allow it from the icon left of the address, then scan again.',
    hi: 'ब्राउज़र कैमरा रोक रहा है। पते के बाईं ओर के चिह्न से अनुमति दें, फिर स्कैन करें।',
    ar: 'المتصفح يمنع الكاميرا. اسمح بها من الأيقونة بجانب العنوان ثم امسح ثانية.',
  },
  scannedOwn: {
    en: 'That’s a code of yours. Scan the one on the other screen.',
    hi: 'यह आपका ही कोड है। दूसरी स्क्रीन वाला स्कैन करें।',
    ar: 'هذا رمزك أنت. امسح الرمز على الشاشة الأخرى.',
  },
  scannedOther: {
    en: 'That’s no safety number. Scan the code in this dialog on the other screen.',
    hi: 'यह सुरक्षा संख्या नहीं है। दूसरी स्क्रीन पर इसी डायलॉग का कोड स्कैन करें।',
    ar: 'هذا ليس رقم أمان. امسح رمز هذه النافذة على الشاشة الأخرى.',
  },
} as const satisfies Readonly<Record<string, Words>>;

/** How comparing ended. */
export const endWords = {
  matched: {
    en: 'This is {name}. Kith knows them by their key from now on.',
    hi: 'ये {name} ही हैं। अब से Kith इन्हें इनकी कुंजी से पहचानेगा।',
    ar: 'هذا {name} حقًا. من الآن يعرفه Kith بمفتاحه.',
  },
  mismatched: {
    en: 'The words didn’t match. Someone may be in between. {name} is muted for you. Start a fresh room and invite in person.',
    hi: 'शब्द नहीं मिले। बीच में कोई हो सकता है। {name} आपके लिए म्यूट हैं। नया कमरा शुरू करें और आमने-सामने बुलाएँ।',
    ar: 'لم تتطابق الكلمات. قد يكون هناك من يتوسط بينكما. كُتم {name} عندك. ابدأ غرفة جديدة وادعُ وجهًا لوجه.',
  },
  declined: { en: '{name} said not now.', hi: '{name} ने कहा, अभी नहीं।', ar: 'كان رد {name}: ليس الآن.' },
  busy: {
    en: '{name} is comparing words with somebody else. Ask again in a moment.',
    hi: '{name} किसी और से शब्द मिला रहे हैं। थोड़ी देर में फिर पूछें।',
    ar: 'يقارن {name} كلمات مع شخص آخر. اسأل ثانية بعد قليل.',
  },
  timeout: {
    en: 'No answer came. {name} may not be at the device.',
    hi: 'कोई जवाब नहीं आया। शायद {name} उपकरण के पास नहीं हैं।',
    ar: 'لم يصل رد. ربما ليس {name} عند الجهاز.',
  },
  gone: {
    en: 'The link to {name} was lost before the words were there.',
    hi: 'शब्द आने से पहले {name} से संपर्क टूट गया।',
    ar: 'انقطع الاتصال مع {name} قبل ظهور الكلمات.',
  },
  cancelled: {
    en: 'The comparison was closed on the other side.',
    hi: 'दूसरी ओर मिलान बंद कर दिया गया।',
    ar: 'أُغلقت المقارنة من الطرف الآخر.',
  },
  broken: {
    en: 'What came from {name} had been changed on the way, or their copy of Kith is broken. Someone may be in between. Compare in person.',
    hi: '{name} से जो आया वह रास्ते में बदला गया, या उनकी Kith प्रति ख़राब है। बीच में कोई हो सकता है। आमने-सामने मिलाएँ।',
    ar: 'ما وصل من {name} تغيّر في الطريق، أو أن نسخة Kith هناك معطوبة. قد يكون هناك من يتوسط. قارنا وجهًا لوجه.',
  },
} as const satisfies Readonly<Record<VerificationEnd, Words>>;

export const bookWords = {
  open: { en: 'You and {name}', hi: 'आप और {name}', ar: 'أنت و{name}' },
  compare: { en: 'Compare words…', hi: 'शब्द मिलाएँ…', ar: 'قارن الكلمات…' },
  decide: { en: 'Decide who this is…', hi: 'तय करें कि ये कौन हैं…', ar: 'قرّر من هذا…' },
  mute: { en: 'Mute', hi: 'म्यूट करें', ar: 'اكتم' },
  note: { en: 'Note…', hi: 'नोट…', ar: 'ملاحظة…' },
  block: { en: 'Block…', hi: 'ब्लॉक करें…', ar: 'احظر…' },
  unblock: { en: 'Unblock', hi: 'अनब्लॉक करें', ar: 'ألغِ الحظر' },
  blockTitle: { en: 'Block {name}?', hi: '{name} को ब्लॉक करें?', ar: 'حظر {name}؟' },
  blockText: {
    en: 'You hear and see nothing of theirs, in any room, until you unblock them. Nobody is told. What you write to the room still reaches them.',
    hi: 'जब तक अनब्लॉक न करें, किसी भी कमरे में उनका कुछ न सुनेंगे, न देखेंगे। किसी को बताया नहीं जाता। आप कमरे में जो लिखते हैं वह उन तक पहुँचता रहेगा।',
    ar: 'لن تسمع أو ترى منه شيئًا في أي غرفة حتى تلغي الحظر. لا يُخبر أحد. وما تكتبه للغرفة يصل إليه مع ذلك.',
  },
  blockYes: { en: 'Block', hi: 'ब्लॉक करें', ar: 'احظر' },
  noteTitle: { en: 'Note about {name}', hi: '{name} के बारे में नोट', ar: 'ملاحظة عن {name}' },
  noteHint: {
    en: 'For your eyes only: it never leaves this device.',
    hi: 'केवल आपके लिए: यह इस उपकरण से बाहर नहीं जाता।',
    ar: 'لعينيك فقط: لا تغادر هذا الجهاز.',
  },
  save: { en: 'Save', hi: 'सहेजें', ar: 'حفظ' },
  keyTitle: { en: 'Is this the {name} you know?', hi: 'क्या ये वही {name} हैं?', ar: 'أهذا {name} الذي تعرفه؟' },
  keyText: {
    en: 'The {name} you know is {known}. This one is {shown}: another key. It may be a new device, somebody else of that name, or somebody who poses as them.',
    hi: 'जिन {name} को आप जानते हैं वे {known} हैं। ये {shown} हैं: दूसरी कुंजी। यह नया उपकरण हो सकता है, इसी नाम का कोई और, या कोई जो उनका भेस धरे।',
    ar: '{name} الذي تعرفه هو {known}. وهذا {shown}: مفتاح آخر. قد يكون جهازًا جديدًا، أو شخصًا آخر بالاسم نفسه، أو منتحلًا.',
  },
  keyCompare: { en: 'Compare words', hi: 'शब्द मिलाएँ', ar: 'قارن الكلمات' },
  keyOther: { en: 'Somebody else of that name', hi: 'इसी नाम का कोई और', ar: 'شخص آخر بالاسم نفسه' },
} as const satisfies Readonly<Record<string, Words>>;
