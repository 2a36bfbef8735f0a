// What is said where messages are written.

import type { ShareRefusal } from '../../file-sharing.ts';
import type { SendError } from '../api.ts';
import type { Words } from '../../../ui/words.ts';

export const composeWords = {
  message: { en: 'Message {room}', hi: '{room} को संदेश', ar: 'رسالة إلى {room}' },
  messageOnly: { en: 'Message only {name}', hi: 'केवल {name} को संदेश', ar: 'رسالة إلى {name} وحده' },
  send: { en: 'Send', hi: 'भेजें', ar: 'إرسال' },
  saveEdit: { en: 'Save the change', hi: 'बदलाव सहेजें', ar: 'حفظ التعديل' },
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
  clockOff: {
    en: 'A clock is more than a day off, here or with somebody else: some messages can’t come through. Check the date of this device.',
    hi: 'यहाँ या किसी और की घड़ी एक दिन से ज़्यादा ग़लत है: कुछ संदेश नहीं आ पाते। इस उपकरण की तारीख़ जाँचें।',
    ar: 'هناك ساعة متأخرة أو متقدمة بأكثر من يوم، هنا أو عند غيرك: لا تصل بعض الرسائل. تحقق من تاريخ هذا الجهاز.',
  },
  add: { en: 'Add to the message', hi: 'संदेश में जोड़ें', ar: 'إضافة إلى الرسالة' },
  attach: { en: 'Picture or file', hi: 'तस्वीर या फ़ाइल', ar: 'صورة أو ملف' },
  emoji: { en: 'Emoji', hi: 'इमोजी', ar: 'رموز تعبيرية' },
  startPoll: { en: 'Poll', hi: 'मतदान', ar: 'استطلاع' },
  shareLink: { en: 'Link for everybody', hi: 'सबके लिए लिंक', ar: 'رابط للجميع' },
  dropHere: {
    en: 'Drop to add it to your message',
    hi: 'संदेश में जोड़ने के लिए छोड़ें',
    ar: 'أفلت لإضافته إلى رسالتك',
  },
  leftOut: {
    en: 'Not all of it is here: what can’t be read, lies more than {depth} folders deep or comes after the first {n} files was left out.',
    hi: 'सब कुछ नहीं आया: जो पढ़ा नहीं जा सकता, {depth} फ़ोल्डर से गहरा है या पहली {n} फ़ाइलों के बाद आता है, वह छूट गया।',
    ar: 'لم يُضف كل شيء: تُرك ما تتعذر قراءته وما هو أعمق من {depth} مجلدًا وما بعد أول {n} ملف.',
  },
  takeOff: { en: 'Take {name} off', hi: '{name} हटाएँ', ar: 'إزالة {name}' },
  preparing: { en: 'being made smaller', hi: 'छोटा किया जा रहा है', ar: 'يجري تصغيره' },
  mayTellPlace: {
    en: 'A film or picture of this kind goes as it is. If the camera wrote into it where it was taken, everybody can read that.',
    hi: 'ऐसी फ़िल्म या तस्वीर जैसी है वैसी जाती है। अगर कैमरे ने उसमें लिखा है कि वह कहाँ ली गई, तो सब उसे पढ़ सकते हैं।',
    ar: 'تُرسل الأفلام والصور من هذا النوع كما هي. إن كتبت الكاميرا فيها مكان التقاطها فيمكن للجميع قراءته.',
  },
  tooLarge: {
    en: '{name} is {size}. Up to {limit} fits into a message.',
    hi: '{name} {size} का है। संदेश में {limit} तक समाता है।',
    ar: 'حجم {name} هو {size}. تتسع الرسالة إلى {limit}.',
  },
  tooMany: {
    en: 'A message takes {n} files. The rest was left out.',
    hi: 'एक संदेश में {n} फ़ाइलें आती हैं। बाक़ी छोड़ दी गईं।',
    ar: 'تتسع الرسالة إلى {n} ملفات. تُرك الباقي.',
  },
  full: {
    en: 'This room holds as many files as fit in memory. Leave one out.',
    hi: 'इस कमरे की मेमोरी फ़ाइलों से भर गई है। एक हटाएँ।',
    ar: 'امتلأت ذاكرة هذه الغرفة بالملفات. اترك ملفًا.',
  },
  replying: { en: 'Reply to {name}', hi: '{name} को जवाब', ar: 'رد على {name}' },
  editing: { en: 'Changing your message', hi: 'आपका संदेश बदल रहे हैं', ar: 'تعديل رسالتك' },
  mentions: { en: 'People to mention', hi: 'उल्लेख के लिए लोग', ar: 'أشخاص للإشارة إليهم' },

  pollTitle: { en: 'Ask everybody', hi: 'सबसे पूछें', ar: 'اسأل الجميع' },
  question: { en: 'Question', hi: 'सवाल', ar: 'السؤال' },
  option: { en: 'Choice {n}', hi: 'विकल्प {n}', ar: 'الخيار {n}' },
  addOption: { en: 'Add a choice', hi: 'विकल्प जोड़ें', ar: 'إضافة خيار' },
  several: { en: 'Several choices at once', hi: 'एक साथ कई विकल्प', ar: 'عدة خيارات معًا' },
  ask: { en: 'Ask', hi: 'पूछें', ar: 'اسأل' },

  linkTitle: { en: 'A link for everybody', hi: 'सबके लिए लिंक', ar: 'رابط للجميع' },
  address: { en: 'Address', hi: 'पता', ar: 'العنوان' },
  note: { en: 'What it is', hi: 'यह क्या है', ar: 'ما هو' },
  linkHint: {
    en: 'Everybody sees a card and opens it themselves. Nothing is loaded before that.',
    hi: 'सबको एक कार्ड दिखता है और हर कोई ख़ुद खोलता है। उससे पहले कुछ नहीं खुलता।',
    ar: 'يرى الجميع بطاقة ويفتحها كل بنفسه. ولا يُحمَّل شيء قبل ذلك.',
  },
  share: { en: 'Share', hi: 'साझा करें', ar: 'مشاركة' },
} as const satisfies Readonly<Record<string, Words>>;

/** Why a large file could not come along. */
export const notSharedWords: Readonly<Record<ShareRefusal, Words>> = {
  'may-not-write': {
    en: 'The owners of the room decide who may offer large files. Take them off to send the rest.',
    hi: 'बड़ी फ़ाइलें कौन दे, यह कमरे के मालिक तय करते हैं। बाक़ी भेजने के लिए उन्हें हटाएँ।',
    ar: 'مالكو الغرفة يقررون من يعرض ملفات كبيرة. أزلها لإرسال الباقي.',
  },
  'too-large': {
    en: 'A file can have 16 GB at most.',
    hi: 'एक फ़ाइल ज़्यादा से ज़्यादा 16 GB की हो सकती है।',
    ar: 'يمكن أن يبلغ الملف 16 غ.ب على الأكثر.',
  },
  'too-many': {
    en: 'As many files are shared here as a room takes. Some were left out.',
    hi: 'यहाँ उतनी फ़ाइलें बँटी हैं जितनी कमरे में आती हैं। कुछ छूट गईं।',
    ar: 'بلغت الملفات المشتركة هنا ما تتسع له الغرفة. تُرك بعضها.',
  },
};

/** Why a message did not go, in words for its author. */
export const sendErrorWords: Readonly<Record<SendError, Words>> = {
  empty: { en: 'There is nothing to send.', hi: 'भेजने को कुछ नहीं है।', ar: 'لا شيء لإرساله.' },
  'too-long': { en: 'It is too long.', hi: 'यह बहुत लंबा है।', ar: 'إنها طويلة جدًا.' },
  malformed: { en: 'Something in it doesn’t fit.', hi: 'इसमें कुछ ठीक नहीं बैठता।', ar: 'فيها ما لا يصلح.' },
  'too-fast': {
    en: 'That was fast. Wait a moment and send it again.',
    hi: 'यह बहुत जल्दी था। ज़रा रुककर फिर भेजें।',
    ar: 'كان ذلك سريعًا. انتظر لحظة ثم أرسل.',
  },
  'not-allowed': {
    en: 'The owners of the room decide who may do this.',
    hi: 'यह कौन कर सकता है, कमरे के मालिक तय करते हैं।',
    ar: 'مالكو الغرفة يقررون من يفعل هذا.',
  },
  'unknown-message': { en: 'The message is gone.', hi: 'संदेश जा चुका है।', ar: 'ذهبت الرسالة.' },
  'not-yours': { en: 'It isn’t your message.', hi: 'यह आपका संदेश नहीं है।', ar: 'ليست رسالتك.' },
  left: { en: 'You have left.', hi: 'आप जा चुके हैं।', ar: 'لقد غادرت.' },
};
