// What the files space says around its files: its head, where files are dropped, and what could not be shared.

import type { Words } from '../../../ui/words.ts';

export const spaceWords = {
  honest: {
    en: 'Straight from disk to disk. There’s no copy anywhere else.',
    hi: 'सीधे डिस्क से डिस्क तक। और कहीं कोई प्रति नहीं है।',
    ar: 'من قرص إلى قرص مباشرة. لا نسخة في أي مكان آخر.',
  },
  share: { en: 'Share files', hi: 'फ़ाइलें बाँटें', ar: 'مشاركة ملفات' },
  moreToShare: { en: 'More to share', hi: 'बाँटने को और', ar: 'المزيد للمشاركة' },
  shareKith: {
    en: 'Share Kith itself, as a file',
    hi: 'Kith को ही फ़ाइल के रूप में बाँटें',
    ar: 'مشاركة Kith نفسه كملف',
  },
  shareFolder: { en: 'Share a folder', hi: 'फ़ोल्डर बाँटें', ar: 'مشاركة مجلد' },
  toTheirs: {
    en: 'Straight from this device to theirs',
    hi: 'सीधे इस डिवाइस से उनके डिवाइस तक',
    ar: 'من هذا الجهاز إلى أجهزتهم مباشرة',
  },
  dropHere: { en: 'Drop files here', hi: 'फ़ाइलें यहाँ छोड़ें', ar: 'أفلت الملفات هنا' },
  toOffer: {
    en: 'to offer them to everyone in {room}.',
    hi: 'और {room} में सबको दें।',
    ar: 'لعرضها على كل من في {room}.',
  },
  keepUsing: {
    en: 'You can keep using them while they’re shared.',
    hi: 'बाँटते समय भी आप उन्हें इस्तेमाल कर सकते हैं।',
    ar: 'يمكنك مواصلة استعمالها أثناء مشاركتها.',
  },
  letGo: {
    en: 'Let go to offer them to everyone here',
    hi: 'यहाँ सबको देने के लिए छोड़ें',
    ar: 'أفلتها لعرضها على كل من هنا',
  },
  list: { en: 'Files in this room', hi: 'इस कमरे की फ़ाइलें', ar: 'ملفات هذه الغرفة' },
  emptyTitle: { en: 'No files yet', hi: 'अभी कोई फ़ाइल नहीं', ar: 'لا ملفات بعد' },
  emptyText: {
    en: 'What anybody shares stands here for everybody. Each decides what to get, and whoever has a part hands it on.',
    hi: 'कोई भी जो बाँटता है, वह यहाँ सबको दिखता है। क्या लेना है, यह हर कोई ख़ुद तय करता है, और जिसके पास कोई हिस्सा है वह आगे देता है।',
    ar: 'ما يشاركه أي شخص يظهر هنا للجميع. كل واحد يقرر ما يأخذه، ومن لديه جزء يمرّره إلى غيره.',
  },
  offered: {
    en: { one: '{n} file is offered to you', other: '{n} files are offered to you' },
    hi: 'आपको {n} फ़ाइलें दी जा रही हैं',
    ar: {
      one: 'ملف واحد معروض عليك',
      two: 'ملفان معروضان عليك',
      few: '{n} ملفات معروضة عليك',
      other: '{n} ملفًا معروضًا عليك',
    },
  },
  together: { en: '{size} together', hi: 'कुल {size}', ar: '{size} معًا' },
  getAll: { en: 'Get all', hi: 'सब लें', ar: 'جلب الكل' },
  ready: {
    en: '{n} files are here',
    hi: '{n} फ़ाइलें यहाँ हैं',
    ar: { two: 'ملفان هنا', few: '{n} ملفات هنا', other: '{n} ملفًا هنا' },
  },
  getAllTo: { en: 'Save all to…', hi: 'सब यहाँ सहेजें…', ar: 'حفظ الكل في…' },
  archiveName: { en: 'Files of {room}', hi: '{room} की फ़ाइलें', ar: 'ملفات {room}' },
  takingAll: {
    en: 'What {name} shares comes by itself.',
    hi: '{name} जो बाँटें वह अपने आप आता है।',
    ar: 'ما يشاركه {name} يصل من تلقاء نفسه.',
  },
  stopTaking: { en: 'Ask me again', hi: 'मुझसे फिर पूछें', ar: 'اسألني من جديد' },
  showMore: {
    en: 'Show {n} more',
    hi: '{n} और दिखाएँ',
    ar: 'إظهار {n} أخرى',
  },
} as const satisfies Readonly<Record<string, Words>>;

/** A place that was chosen and may not be written to. */
export const placeWords = {
  refusedTitle: { en: 'Not there.', hi: 'वहाँ नहीं।', ar: 'ليس هناك.' },
  refused: {
    en: 'The browser doesn’t let it be written there. Nothing was begun: choose another place, or get it without one.',
    hi: 'ब्राउज़र वहाँ लिखने नहीं देता। कुछ शुरू नहीं हुआ: दूसरी जगह चुनें, या बिना जगह चुने लें।',
    ar: 'لا يسمح المتصفح بالكتابة هناك. لم يبدأ شيء: اختر مكانًا آخر أو اجلبه دون مكان.',
  },
} as const satisfies Readonly<Record<string, Words>>;

/** Why something was not shared. */
export const problemWords = {
  title: { en: 'Not everything was shared.', hi: 'सब कुछ नहीं बाँटा गया।', ar: 'لم تتم مشاركة كل شيء.' },
  tooLarge: {
    en: '{names}: larger than a file here can be. Split it into parts.',
    hi: '{names}: यहाँ की फ़ाइल की सीमा से बड़ी है। इसे हिस्सों में बाँटें।',
    ar: '{names}: أكبر مما يمكن أن يكون عليه ملف هنا. قسّمه إلى أجزاء.',
  },
  tooMany: {
    en: {
      one: '{n} file is one too many. Share them as one archive.',
      other: '{n} files are too many. Share them as one archive.',
    },
    hi: '{n} फ़ाइलें ज़्यादा हैं। उन्हें एक आर्काइव बनाकर बाँटें।',
    ar: {
      one: 'ملف واحد فوق الحد. شاركها كأرشيف واحد.',
      two: 'ملفان فوق الحد. شاركها كأرشيف واحد.',
      few: '{n} ملفات فوق الحد. شاركها كأرشيف واحد.',
      other: '{n} ملفًا فوق الحد. شاركها كأرشيف واحد.',
    },
  },
  gone: {
    en: 'It can’t be opened here: it is gone from this device, or there is no room to open it. Make room, or get it again, then try again.',
    hi: 'यह यहाँ नहीं खुल सकती: इस डिवाइस से हट गई है, या खोलने की जगह नहीं है। जगह बनाएँ या फिर से लें, फिर कोशिश करें।',
    ar: 'لا يمكن فتحه هنا: لم يعد على هذا الجهاز، أو لا مكان لفتحه. أفسح مكانًا أو اجلبه من جديد ثم أعد المحاولة.',
  },
  tooDeep: {
    en: 'What lies more than {n} folders deep is left out.',
    hi: '{n} फ़ोल्डर से गहरा जो है, वह छूट जाता है।',
    ar: 'يُترك ما هو أعمق من {n} مجلدًا.',
  },
  cut: {
    en: 'Only the first {n} files and folders were looked at; what comes after them is left out. Share it in parts, or as one archive.',
    hi: 'केवल पहली {n} फ़ाइलें और फ़ोल्डर देखे गए; उनके बाद का छूट जाता है। हिस्सों में या एक आर्काइव बनाकर बाँटें।',
    ar: 'فُحص أول {n} من الملفات والمجلدات فقط، ويُترك ما بعدها. شاركها على أجزاء أو كأرشيف واحد.',
  },
  empty: {
    en: 'There is no file in it. Folders travel with the files in them, empty ones do not.',
    hi: 'इसमें कोई फ़ाइल नहीं है। फ़ोल्डर अपनी फ़ाइलों के साथ जाते हैं, ख़ाली फ़ोल्डर नहीं जाते।',
    ar: 'لا ملف فيه. تنتقل المجلدات مع ما فيها من ملفات، أما الفارغة فلا.',
  },
  askTitle: {
    en: 'Not all of it can be shared',
    hi: 'सब कुछ नहीं बाँटा जा सकता',
    ar: 'لا تمكن مشاركة كل شيء',
  },
  shareRest: {
    en: { one: 'Share {n} file', other: 'Share {n} files' },
    hi: '{n} फ़ाइलें बाँटें',
    ar: { one: 'مشاركة ملف واحد', two: 'مشاركة ملفين', few: 'مشاركة {n} ملفات', other: 'مشاركة {n} ملفًا' },
  },
  shareNothing: { en: 'Share nothing', hi: 'कुछ न बाँटें', ar: 'عدم مشاركة شيء' },
  mayNotWrite: {
    en: 'The owner has decided that only some people share files in this room.',
    hi: 'मालिक ने तय किया है कि इस कमरे में केवल कुछ लोग फ़ाइलें बाँटें।',
    ar: 'قرّر المالك أن بعض الأشخاص فقط يشاركون الملفات في هذه الغرفة.',
  },
  unreadable: {
    en: {
      one: '{n} file could not be read. It may be open elsewhere, or yours to see but not to read.',
      other: '{n} files could not be read. They may be open elsewhere, or yours to see but not to read.',
    },
    hi: '{n} फ़ाइलें पढ़ी नहीं जा सकीं। हो सकता है वे कहीं और खुली हों या आपको पढ़ने की अनुमति न हो।',
    ar: {
      one: 'تعذّرت قراءة ملف واحد. قد يكون مفتوحًا في مكان آخر أو غير مسموح لك بقراءته.',
      two: 'تعذّرت قراءة ملفين. قد يكونان مفتوحين في مكان آخر أو غير مسموح لك بقراءتهما.',
      few: 'تعذّرت قراءة {n} ملفات. قد تكون مفتوحة في مكان آخر أو غير مسموح لك بقراءتها.',
      other: 'تعذّرت قراءة {n} ملفًا. قد تكون مفتوحة في مكان آخر أو غير مسموح لك بقراءتها.',
    },
  },
} as const satisfies Readonly<Record<string, Words>>;
