// What is said of one file: who gave it, how far it is, what can be done with it.

import type { Words } from '../../../ui/words.ts';

export const fileWords = {
  you: { en: 'You', hi: 'आप', ar: 'أنت' },
  from: { en: 'from {name}', hi: '{name} से', ar: 'من {name}' },
  fromYou: { en: 'from you', hi: 'आपसे', ar: 'منك' },
  only: { en: 'only for {name}', hi: 'केवल {name} के लिए', ar: 'لـ {name} فقط' },
  onlyYou: { en: 'only for you', hi: 'केवल आपके लिए', ar: 'لك وحدك' },
  checkedPieces: {
    en: 'every piece is checked',
    hi: 'हर टुकड़ा जाँचा जाता है',
    ar: 'كل قطعة يجري التحقق منها',
  },
  done: { en: 'done', hi: 'पूरा', ar: 'اكتمل' },
  speed: { en: 'speed', hi: 'गति', ar: 'السرعة' },
  left: { en: 'left', hi: 'बाक़ी', ar: 'المتبقي' },
  /** So many people. */
  takers: { en: 'fetching it', hi: 'ले रहे हैं', ar: 'يجلبونه' },
  sources: { en: 'sources', hi: 'स्रोत', ar: 'المصادر' },
  showLarge: { en: 'Show it large', hi: 'बड़ा दिखाएँ', ar: 'عرضه كبيرًا' },
  putBack: { en: 'Back into the list', hi: 'सूची में वापस', ar: 'العودة إلى القائمة' },
  moreFor: { en: 'More for {name}', hi: '{name} के लिए और', ar: 'المزيد لـ {name}' },
} as const satisfies Readonly<Record<string, Words>>;

/** Of a file where it is talked about. */
export const cardWords = {
  show: { en: 'Show it in Files', hi: 'फ़ाइलों में दिखाएँ', ar: 'عرضه في الملفات' },
  timeLeft: { en: '{time} left', hi: '{time} बाक़ी', ar: 'بقي {time}' },
  gone: {
    en: 'Nobody here has it now. It can be had when somebody who has it is back.',
    hi: 'यहाँ अभी किसी के पास नहीं है। जिसके पास है, उसके लौटने पर मिलेगी।',
    ar: 'لا أحد هنا لديه الآن. يمكن جلبه حين يعود من لديه.',
  },
  declined: { en: 'You didn’t want it.', hi: 'आपने इसे नहीं लिया।', ar: 'لم ترده.' },
} as const satisfies Readonly<Record<string, Words>>;

/** The picture of a file, in words. */
export const weaveWords = {
  whole: {
    en: 'The file as {n} stitches: {parts}',
    hi: 'फ़ाइल {n} टाँकों में: {parts}',
    ar: 'الملف في {n} غرزة: {parts}',
  },
  gave: { en: '{n} from {name}', hi: '{name} से {n}', ar: '{n} من {name}' },
  here: { en: 'here before', hi: 'पहले से यहाँ', ar: 'هنا من قبل' },
  coming: { en: 'on their way', hi: 'रास्ते में', ar: 'في الطريق' },
  missing: { en: 'still out there', hi: 'अभी बाहर', ar: 'لم تصل بعد' },
  unheld: { en: 'held by nobody here', hi: 'यहाँ किसी के पास नहीं', ar: 'ليست عند أحد هنا' },
  counted: { en: '{n} {what}', hi: '{n} {what}', ar: '{n} {what}' },
} as const satisfies Readonly<Record<string, Words>>;

export const holderWords = {
  title: { en: 'Who has what', hi: 'किसके पास क्या है', ar: 'من لديه ماذا' },
  hasAll: { en: 'has all of it', hi: 'पूरी है', ar: 'لديه كله' },
  haveAll: { en: 'have all of it', hi: 'पूरी है', ar: 'لديك كله' },
  has: { en: 'has {share}', hi: '{share} है', ar: 'لديه {share}' },
  have: { en: 'have {share}', hi: '{share} है', ar: 'لديك {share}' },
  /** Of a rate: from them, to them. */
  coming: { en: 'coming from {name}', hi: '{name} से आ रहा है', ar: 'قادم من {name}' },
  going: { en: 'going to {name}', hi: '{name} को जा रहा है', ar: 'ذاهب إلى {name}' },
  /** After the rates of several people, which are figures alone. */
  each: { en: 'MB/s each', hi: 'MB/s हर एक', ar: 'م.ب/ث لكل واحد' },
  more: {
    en: { one: 'and {n} more person', other: 'and {n} more people' },
    hi: 'और {n} लोग',
    ar: { one: 'وشخص آخر', two: 'وشخصان آخران', few: 'و{n} آخرون', other: 'و{n} آخرين' },
  },
} as const satisfies Readonly<Record<string, Words>>;

/** How a file stands. */
export const stateWords = {
  offered: { en: 'Not downloaded', hi: 'डाउनलोड नहीं हुई', ar: 'لم يُنزَّل' },
  withdrawn: {
    en: '{name} took it back',
    hi: '{name} ने वापस ले ली',
    ar: 'سحبه {name}',
  },
  waitsTurn: {
    en: 'Waits for its turn',
    hi: 'अपनी बारी का इंतज़ार',
    ar: 'ينتظر دوره',
  },
  waitsRoom: {
    en: 'As many files as fit ({n}) are shared and fetched here already. It begins when you remove one.',
    hi: 'यहाँ पहले से उतनी फ़ाइलें ({n}) बँट और आ रही हैं जितनी समाती हैं। एक हटाने पर यह शुरू होगी।',
    ar: 'بلغ عدد الملفات المشتركة والمجلوبة هنا الحد ({n}). يبدأ حين تزيل أحدها.',
  },
  waitsRoomShort: { en: 'Waits for room', hi: 'जगह का इंतज़ार', ar: 'ينتظر مكانًا' },
  opening: { en: 'About to start', hi: 'शुरू होने वाली है', ar: 'على وشك البدء' },
  reading: { en: 'Reading it: {share}', hi: 'पढ़ी जा रही है: {share}', ar: 'تجري قراءته: {share}' },
  fetching: { en: '{share} · {rate}', hi: '{share} · {rate}', ar: '{share} · {rate}' },
  asking: {
    en: '{share} · asking who has it',
    hi: '{share} · पूछ रहे हैं किसके पास है',
    ar: '{share} · يُسأل من لديه',
  },
  paused: { en: 'Paused at {share}', hi: '{share} पर रुकी', ar: 'متوقف عند {share}' },
  /** One's own. */
  givingPaused: {
    en: 'Paused: nobody gets more of it from you',
    hi: 'रुकी: आपसे किसी को और नहीं मिलेगी',
    ar: 'متوقف: لا يأخذ أحد منك المزيد',
  },
  finishing: {
    en: 'Checked, being put together',
    hi: 'जाँच हुई, जोड़ी जा रही है',
    ar: 'تم التحقق، ويجري تجميعه',
  },
  saved: { en: 'Checked and saved', hi: 'जाँची और सहेजी गई', ar: 'تم التحقق منه وحفظه' },
  /** Nobody knows whether it was saved there. */
  handed: {
    en: 'Checked and handed to the browser’s downloads',
    hi: 'जाँची गई और ब्राउज़र के डाउनलोड को सौंपी गई',
    ar: 'تم التحقق منه وتسليمه إلى تنزيلات المتصفح',
  },
  here: { en: 'Checked and here', hi: 'जाँची गई और यहाँ है', ar: 'تم التحقق منه وهو هنا' },
  have: {
    en: '{whole} of {n} have it',
    hi: '{n} में से {whole} के पास है',
    ar: 'لدى {whole} من {n}',
  },
  /** After that: what goes out, of how many people's fetching. */
  giving: {
    en: { one: '{rate} to {n} person', other: '{rate} to {n} people' },
    hi: '{n} लोगों को {rate}',
    ar: {
      one: '{rate} إلى شخص واحد',
      two: '{rate} إلى شخصين',
      few: '{rate} إلى {n} أشخاص',
      other: '{rate} إلى {n} شخصًا',
    },
  },
  nobodyYet: {
    en: 'Offered, nobody else is here yet',
    hi: 'दी गई, अभी यहाँ और कोई नहीं',
    ar: 'معروض، ولا أحد غيرك هنا بعد',
  },
  waitingFor: { en: 'Waiting for {name}.', hi: '{name} का इंतज़ार।', ar: 'بانتظار {name}.' },
  waiting: { en: 'Waiting.', hi: 'इंतज़ार।', ar: 'انتظار.' },
  onlyThey: {
    en: {
      one: 'One piece of it is held by nobody else.',
      other: '{n} pieces of it are held by nobody else.',
    },
    hi: { one: 'इसका एक टुकड़ा और किसी के पास नहीं है।', other: 'इसके {n} टुकड़े और किसी के पास नहीं हैं।' },
    ar: {
      one: 'قطعة منه ليست عند أحد غيره.',
      two: 'قطعتان منه ليستا عند أحد غيره.',
      few: '{n} قطع منه ليست عند أحد غيره.',
      other: '{n} قطعة منه ليست عند أحد غيره.',
    },
  },
  nobody: {
    en: {
      one: 'One piece of it is held by nobody here.',
      other: '{n} pieces of it are held by nobody here.',
    },
    hi: { one: 'इसका एक टुकड़ा यहाँ किसी के पास नहीं है।', other: 'इसके {n} टुकड़े यहाँ किसी के पास नहीं हैं।' },
    ar: {
      one: 'قطعة منه ليست عند أحد هنا.',
      two: 'قطعتان منه ليستا عند أحد هنا.',
      few: '{n} قطع منه ليست عند أحد هنا.',
      other: '{n} قطعة منه ليست عند أحد هنا.',
    },
  },
  /** All of a stuck file in a few words, for a phone. */
  waitingShort: {
    en: { one: 'Waiting for {name}, {n} piece', other: 'Waiting for {name}, {n} pieces' },
    hi: '{name} का इंतज़ार, {n} टुकड़े',
    ar: {
      one: 'بانتظار {name}، قطعة',
      two: 'بانتظار {name}، قطعتان',
      few: 'بانتظار {name}، {n} قطع',
      other: 'بانتظار {name}، {n} قطعة',
    },
  },
  filesHere: { en: '{here} of {n} here', hi: '{n} में से {here} यहाँ', ar: '{here} من {n} هنا' },
} as const satisfies Readonly<Record<string, Words>>;

/** More could come, and its place takes nothing for now. */
export const heldWords = {
  disk: {
    en: '{share} · waiting for the disk',
    hi: '{share} · डिस्क का इंतज़ार',
    ar: '{share} · بانتظار القرص',
  },
  /** The browser's own word for it is in its list of downloads: it may be paused there. */
  download: {
    en: '{share} · waiting for the browser’s download',
    hi: '{share} · ब्राउज़र के डाउनलोड का इंतज़ार',
    ar: '{share} · بانتظار تنزيل المتصفح',
  },
} as const satisfies Readonly<Record<string, Words>>;

export const actionWords = {
  get: { en: 'Get', hi: 'लें', ar: 'جلب' },
  getTo: { en: 'Save to…', hi: 'यहाँ सहेजें…', ar: 'حفظ في…' },
  pause: { en: 'Pause', hi: 'रोकें', ar: 'إيقاف مؤقت' },
  resume: { en: 'Resume', hi: 'फिर शुरू करें', ar: 'استئناف' },
  stop: { en: 'Stop', hi: 'बंद करें', ar: 'إيقاف' },
  open: { en: 'Open', hi: 'खोलें', ar: 'فتح' },
  save: { en: 'Save', hi: 'सहेजें', ar: 'حفظ' },
  remove: { en: 'Remove', hi: 'हटाएँ', ar: 'إزالة' },
  decline: { en: 'Not this one', hi: 'यह नहीं', ar: 'ليس هذا' },
  takeBack: { en: 'Stop sharing', hi: 'बाँटना बंद करें', ar: 'إيقاف المشاركة' },
  play: { en: 'Play', hi: 'चलाएँ', ar: 'تشغيل' },
  saveAll: { en: 'Save all', hi: 'सब सहेजें', ar: 'حفظ الكل' },
  giveTo: { en: 'Forward to…', hi: 'आगे भेजें…', ar: 'تمرير إلى…' },
  giveTitle: { en: 'Forward {name} to', hi: '{name} किसे भेजें', ar: 'تمرير {name} إلى' },
  giveOne: { en: 'One person here', hi: 'यहाँ एक व्यक्ति', ar: 'شخص واحد هنا' },
  giveRoom: { en: 'A room you keep', hi: 'आपका रखा हुआ कमरा', ar: 'غرفة تحتفظ بها' },
  forwardFailed: {
    en: '{name} was not shared',
    hi: '{name} नहीं बाँटी गई',
    ar: 'لم تتم مشاركة {name}',
  },
  leaveIt: { en: 'Leave it', hi: 'रहने दें', ar: 'اتركه' },
  nobodyHere: { en: 'Nobody else is here.', hi: 'यहाँ और कोई नहीं है।', ar: 'لا أحد غيرك هنا.' },
  forward: { en: 'Share it too', hi: 'आप भी बाँटें', ar: 'مشاركته أيضًا' },
  always: { en: 'Always from {name}', hi: '{name} से हमेशा', ar: 'دائمًا من {name}' },
  again: { en: 'Try again', hi: 'फिर कोशिश करें', ar: 'إعادة المحاولة' },
  /** The same, said with the file's name to those who hear a list of them. */
  named: { en: '{action}: {name}', hi: '{action}: {name}', ar: '{action}: {name}' },
} as const satisfies Readonly<Record<string, Words>>;

export const confirmWords = {
  stopTitle: { en: 'Stop {name}?', hi: '{name} बंद करें?', ar: 'إيقاف {name}؟' },
  stopText: {
    en: 'The {share} of {name} that is here is thrown away. Paused, it would wait.',
    hi: '{name} का {share} जो यहाँ है, हटा दिया जाएगा। रोकने पर वह इंतज़ार करता।',
    ar: 'سيُحذف ما هو هنا من {name}، أي {share}. لو أوقفته مؤقتًا لانتظر.',
  },
  removeTitle: { en: 'Remove {name}?', hi: '{name} हटाएँ?', ar: 'إزالة {name}؟' },
  removeText: {
    en: '{name} is not saved on this device. Others here keep theirs.',
    hi: '{name} इस डिवाइस पर सहेजी नहीं है। दूसरों के पास उनकी रहेगी।',
    ar: 'لم يُحفظ {name} على هذا الجهاز. ويحتفظ الآخرون بنسخهم.',
  },
  removeHandedText: {
    en: '{name} was handed to the browser’s downloads. Whether it was saved there can’t be seen from here.',
    hi: '{name} ब्राउज़र के डाउनलोड को सौंपी गई। वहाँ सहेजी गई या नहीं, यह यहाँ से नहीं दिखता।',
    ar: 'سُلّم {name} إلى تنزيلات المتصفح. لا يمكن أن يُعرف من هنا هل حُفظ هناك.',
  },
  keep: { en: 'Keep it', hi: 'रहने दें', ar: 'إبقاؤه' },
} as const satisfies Readonly<Record<string, Words>>;

/** Said once to those who hear the page. */
export const newsWords = {
  done: {
    en: '{name} is here and checked.',
    hi: '{name} यहाँ है और जाँची गई।',
    ar: '{name} هنا وتم التحقق منه.',
  },
  manyDone: {
    en: '{n} files are here and checked.',
    hi: '{n} फ़ाइलें यहाँ हैं और जाँची गईं।',
    ar: {
      two: 'ملفان هنا وتم التحقق منهما.',
      few: '{n} ملفات هنا وتم التحقق منها.',
      other: '{n} ملفًا هنا وتم التحقق منها.',
    },
  },
  handed: {
    en: '{name} is checked and handed to the browser’s downloads.',
    hi: '{name} जाँची गई और ब्राउज़र के डाउनलोड को सौंपी गई।',
    ar: 'تم التحقق من {name} وتسليمه إلى تنزيلات المتصفح.',
  },
  manyHanded: {
    en: '{n} files are checked and handed to the browser’s downloads.',
    hi: '{n} फ़ाइलें जाँची गईं और ब्राउज़र के डाउनलोड को सौंपी गईं।',
    ar: {
      two: 'تم التحقق من ملفين وتسليمهما إلى تنزيلات المتصفح.',
      few: 'تم التحقق من {n} ملفات وتسليمها إلى تنزيلات المتصفح.',
      other: 'تم التحقق من {n} ملفًا وتسليمها إلى تنزيلات المتصفح.',
    },
  },
  failed: { en: '{name}: {why}', hi: '{name}: {why}', ar: '{name}: {why}' },
  forwarded: {
    en: '{name} is offered to {person}.',
    hi: '{name} {person} को दी जा रही है।',
    ar: 'عُرض {name} على {person}.',
  },
} as const satisfies Readonly<Record<string, Words>>;

export const previewWords = {
  gone: {
    en: 'The bytes are not here any more.',
    hi: 'बाइट अब यहाँ नहीं हैं।',
    ar: 'لم تعد البيانات هنا.',
  },
  loading: { en: 'Opening {name}', hi: '{name} खुल रही है', ar: 'يجري فتح {name}' },
  cannotShow: {
    en: 'This browser cannot show it. Save it and open it with another program.',
    hi: 'यह ब्राउज़र इसे नहीं दिखा सकता। सहेजें और किसी दूसरे प्रोग्राम से खोलें।',
    ar: 'لا يستطيع هذا المتصفح عرضه. احفظه وافتحه ببرنامج آخر.',
  },
  unplayable: {
    en: 'Here it plays once all of it has come.',
    hi: 'यहाँ यह तब चलेगी जब पूरी आ जाए।',
    ar: 'يعمل هنا بعد وصوله كاملًا.',
  },
  held: {
    en: 'This picture unfolds into a great deal of memory, or doesn’t say into how much. It may slow this device down.',
    hi: 'यह तस्वीर खुलने पर बहुत मेमोरी लेती है, या बताती नहीं कि कितनी। इससे यह डिवाइस धीमा हो सकता है।',
    ar: 'تحتاج هذه الصورة عند فتحها إلى ذاكرة كبيرة، أو لا تذكر كم تحتاج. قد تبطئ هذا الجهاز.',
  },
  showAnyway: { en: 'Show it anyway', hi: 'फिर भी दिखाएँ', ar: 'عرضها رغم ذلك' },
  pdf: {
    en: 'The browser shows PDFs in a tab of their own. Only open one from somebody you trust.',
    hi: 'ब्राउज़र PDF को अलग टैब में दिखाता है। केवल भरोसे वाले व्यक्ति की खोलें।',
    ar: 'يعرض المتصفح ملفات PDF في علامة تبويب خاصة. افتح فقط ما جاء ممن تثق به.',
  },
  openTab: { en: 'Open in a new tab', hi: 'नए टैब में खोलें', ar: 'فتح في علامة تبويب جديدة' },
  cut: {
    en: 'Only the first {size} are shown.',
    hi: 'केवल पहले {size} दिखाए गए हैं।',
    ar: 'يظهر أول {size} فقط.',
  },
} as const satisfies Readonly<Record<string, Words>>;
