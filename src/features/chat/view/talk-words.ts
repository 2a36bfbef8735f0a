// What the talk itself says: messages, what is done with them, how far they got.

import type { Words } from '../../../ui/words.ts';

export const talkWords = {
  you: { en: 'You', hi: 'आप', ar: 'أنت' },
  /** Somebody whose name alone could be another's. */
  marked: { en: '{name} ({mark})', hi: '{name} ({mark})', ar: '{name} ({mark})' },
  log: { en: 'Messages', hi: 'संदेश', ar: 'الرسائل' },
  today: { en: 'Today', hi: 'आज', ar: 'اليوم' },
  yesterday: { en: 'Yesterday', hi: 'कल', ar: 'أمس' },
  new: { en: 'New', hi: 'नए', ar: 'جديد' },
  toNewest: { en: 'To the newest', hi: 'सबसे नए पर', ar: 'إلى الأحدث' },
  newBelow: {
    en: { one: '{n} new message below', other: '{n} new messages below' },
    hi: 'नीचे {n} नए संदेश',
    ar: {
      one: 'رسالة جديدة في الأسفل',
      two: 'رسالتان جديدتان في الأسفل',
      few: '{n} رسائل جديدة في الأسفل',
      other: '{n} رسالة جديدة في الأسفل',
    },
  },
  toUnread: {
    en: { one: '{n} new message above', other: '{n} new messages above' },
    hi: 'ऊपर {n} नए संदेश',
    ar: {
      one: 'رسالة جديدة في الأعلى',
      two: 'رسالتان جديدتان في الأعلى',
      few: '{n} رسائل جديدة في الأعلى',
      other: '{n} رسالة جديدة في الأعلى',
    },
  },
  quietTitle: { en: 'Nothing said yet', hi: 'अभी तक कुछ नहीं कहा गया', ar: 'لم يُقل شيء بعد' },
  quietText: {
    en: 'What you write goes straight to everybody here.',
    hi: 'आप जो लिखते हैं वह सीधे यहाँ सबको जाता है।',
    ar: 'ما تكتبه يصل مباشرة إلى كل من هنا.',
  },
  quietDirect: {
    en: 'What you write here goes to {name} and to nobody else.',
    hi: 'आप यहाँ जो लिखते हैं वह {name} को जाता है, और किसी को नहीं।',
    ar: 'ما تكتبه هنا يصل إلى {name} ولا يصل إلى غيره.',
  },
  opens: {
    en: 'opens {host} in a new tab',
    hi: '{host} नए टैब में खुलेगा',
    ar: 'يفتح {host} في علامة تبويب جديدة',
  },
  reachedAll: {
    en: { one: 'Reached {n} of {n}', other: 'Reached {n} of {n}' },
    hi: '{n} में से {n} तक पहुँचा',
    ar: 'وصلت إلى {n} من {n}',
  },
  reachedSome: {
    en: 'Reached {reached} of {n} so far',
    hi: 'अब तक {n} में से {reached} तक पहुँचा',
    ar: 'وصلت إلى {reached} من {n} حتى الآن',
  },
  readBy: { en: 'read by {n}', hi: '{n} ने पढ़ा', ar: 'قرأها {n}' },
  nobodyHere: {
    en: 'Nobody was here yet: it waits with you.',
    hi: 'तब यहाँ कोई नहीं था: यह आपके पास रुका है।',
    ar: 'لم يكن أحد هنا بعد: تنتظر عندك.',
  },
  edited: { en: 'edited', hi: 'बदला गया', ar: 'معدّلة' },
  editedAt: { en: 'Edited at {time}', hi: '{time} पर बदला गया', ar: 'عُدّلت في {time}' },
  cameAt: {
    en: 'Dated earlier by its author, came at {time}',
    hi: 'लेखक ने पहले का समय लिखा, {time} पर आया',
    ar: 'وقتها أبكر بحسب كاتبها، وصلت {time}',
  },
  vanishesAt: { en: 'Goes at {time}', hi: '{time} पर मिट जाएगा', ar: 'تختفي في {time}' },
  deleted: { en: 'Deleted by its author', hi: 'लेखक ने मिटा दिया', ar: 'حذفها كاتبها' },
  expired: { en: 'Its time is over', hi: 'इसका समय पूरा हुआ', ar: 'انتهى وقتها' },
  pinnedMark: { en: 'Pinned', hi: 'पिन किया हुआ', ar: 'مثبّتة' },
  voice: { en: 'Voice note', hi: 'आवाज़ का संदेश', ar: 'رسالة صوتية' },
  poll: { en: 'Poll: {question}', hi: 'मतदान: {question}', ar: 'استطلاع: {question}' },
  link: { en: 'Link to {host}', hi: '{host} का लिंक', ar: 'رابط إلى {host}' },
  fileNamed: { en: 'File {name}', hi: 'फ़ाइल {name}', ar: 'الملف {name}' },

  actions: {
    en: 'Actions for {name}, {time}',
    hi: '{name}, {time} के लिए क्रियाएँ',
    ar: 'إجراءات رسالة {name}، {time}',
  },
  reply: { en: 'Reply', hi: 'जवाब दें', ar: 'رد' },
  react: { en: 'React', hi: 'प्रतिक्रिया दें', ar: 'تفاعل' },
  copyText: { en: 'Copy text', hi: 'पाठ कॉपी करें', ar: 'نسخ النص' },
  edit: { en: 'Edit', hi: 'बदलें', ar: 'تعديل' },
  pin: { en: 'Pin for everybody', hi: 'सबके लिए पिन करें', ar: 'تثبيت للجميع' },
  unpin: { en: 'Unpin', hi: 'पिन हटाएँ', ar: 'إلغاء التثبيت' },
  writeOnly: { en: 'Message only {name}', hi: 'केवल {name} को लिखें', ar: 'مراسلة {name} وحده' },
  remove: { en: 'Delete for everybody', hi: 'सबके लिए मिटाएँ', ar: 'حذف عند الجميع' },
  removeTitle: { en: 'Delete this message?', hi: 'यह संदेश मिटाएँ?', ar: 'حذف هذه الرسالة؟' },
  removeText: {
    en: 'It goes for everybody who is here, now or later. Whoever read it has read it, and a line stays that says you deleted something.',
    hi: 'यह यहाँ सबके लिए मिट जाएगा, अभी या बाद में। जिसने पढ़ लिया, उसने पढ़ लिया; एक पंक्ति रहेगी कि आपने कुछ मिटाया।',
    ar: 'تُحذف عند كل من هنا، الآن أو لاحقًا. من قرأها فقد قرأها، ويبقى سطر يقول إنك حذفت شيئًا.',
  },
  copied: { en: 'Copied', hi: 'कॉपी किया', ar: 'نُسخ' },
  notCopied: {
    en: 'The browser did not let us copy. Select the text and copy it yourself.',
    hi: 'ब्राउज़र ने कॉपी नहीं करने दिया। पाठ चुनकर ख़ुद कॉपी करें।',
    ar: 'لم يسمح المتصفح بالنسخ. حدد النص وانسخه بنفسك.',
  },
  failed: {
    en: 'That did not work: {why}',
    hi: 'यह नहीं हुआ: {why}',
    ar: 'لم ينجح ذلك: {why}',
  },

  reactedBy: { en: '{emoji}, {names}', hi: '{emoji}, {names}', ar: '{emoji}، {names}' },
  addReaction: { en: 'Add a reaction', hi: 'प्रतिक्रिया जोड़ें', ar: 'إضافة تفاعل' },

  repliesTo: { en: 'Replies to {name}', hi: '{name} को जवाब', ar: 'رد على {name}' },
  missingMessage: {
    en: 'A message that isn’t here',
    hi: 'ऐसा संदेश जो यहाँ नहीं है',
    ar: 'رسالة ليست هنا',
  },

  gap: {
    en: {
      one: '{n} message of {name} is missing here. We’re asking for it.',
      other: '{n} messages of {name} are missing here. We’re asking for them.',
    },
    hi: '{name} के {n} संदेश यहाँ नहीं हैं। हम उन्हें माँग रहे हैं।',
    ar: {
      one: 'تنقص هنا رسالة من {name}. نحن نطلبها.',
      two: 'تنقص هنا رسالتان من {name}. نحن نطلبهما.',
      few: 'تنقص هنا {n} رسائل من {name}. نحن نطلبها.',
      other: 'تنقص هنا {n} رسالة من {name}. نحن نطلبها.',
    },
  },
  fork: {
    en: '{name} told different people different things. From here on nothing from that window counts.',
    hi: '{name} ने अलग लोगों से अलग बातें कहीं। यहाँ से उस विंडो की कोई बात नहीं मानी जाती।',
    ar: 'قال {name} لأناس مختلفين أشياء مختلفة. من هنا لا يُعتد بشيء من تلك النافذة.',
  },
  forged: {
    en: {
      one: '{name} passed on {n} message that its author never wrote. It was dropped.',
      other: '{name} passed on {n} messages that their authors never wrote. They were dropped.',
    },
    hi: '{name} ने {n} ऐसे संदेश आगे भेजे जो उनके लेखकों ने कभी नहीं लिखे। वे हटा दिए गए।',
    ar: {
      one: 'مرّر {name} رسالة لم يكتبها صاحبها قط. حُذفت.',
      two: 'مرّر {name} رسالتين لم يكتبهما أصحابهما قط. حُذفتا.',
      few: 'مرّر {name} {n} رسائل لم يكتبها أصحابها قط. حُذفت.',
      other: 'مرّر {name} {n} رسالة لم يكتبها أصحابها قط. حُذفت.',
    },
  },
  timerOn: {
    en: '{name} set it: messages go after {time}.',
    hi: '{name} ने तय किया: संदेश {time} बाद मिट जाएँगे।',
    ar: 'ضبطها {name}: تختفي الرسائل بعد {time}.',
  },
  timerOff: {
    en: '{name} set it: messages stay until you all leave.',
    hi: '{name} ने तय किया: सबके जाने तक संदेश रहेंगे।',
    ar: 'ضبطها {name}: تبقى الرسائل حتى تغادروا جميعًا.',
  },

  votes: {
    en: { one: '{option}, {n} vote', other: '{option}, {n} votes' },
    hi: '{option}, {n} मत',
    ar: {
      one: '{option}، صوت واحد',
      two: '{option}، صوتان',
      few: '{option}، {n} أصوات',
      other: '{option}، {n} صوتًا',
    },
  },
  pollHint: {
    en: 'Everybody sees who chose what.',
    hi: 'किसने क्या चुना, यह सब देखते हैं।',
    ar: 'يرى الجميع من اختار ماذا.',
  },
  pollHintMany: {
    en: 'Choose as many as you like. Everybody sees who chose what.',
    hi: 'जितने चाहें चुनें। किसने क्या चुना, यह सब देखते हैं।',
    ar: 'اختر ما شئت. يرى الجميع من اختار ماذا.',
  },
  open: { en: 'Open', hi: 'खोलें', ar: 'فتح' },

  code: { en: 'Code', hi: 'कोड', ar: 'شيفرة' },
  copyCode: { en: 'Copy code', hi: 'कोड कॉपी करें', ar: 'نسخ الشيفرة' },
  showMore: { en: 'Show all of it', hi: 'पूरा दिखाएँ', ar: 'عرض الكل' },

  save: { en: 'Save', hi: 'सहेजें', ar: 'حفظ' },
  saveNamed: { en: 'Save {name}', hi: '{name} सहेजें', ar: 'حفظ {name}' },
  showPicture: { en: 'Show {name}', hi: '{name} दिखाएँ', ar: 'عرض {name}' },
  largePicture: {
    en: 'a large picture, {n} megapixels: it may slow this device down.',
    hi: 'बड़ी तस्वीर, {n} मेगापिक्सल: इससे यह उपकरण धीमा पड़ सकता है।',
    ar: 'صورة كبيرة، {n} ميغابكسل: قد تبطئ هذا الجهاز.',
  },
  unknownPicture: {
    en: 'a picture of unknown size: it may slow this device down.',
    hi: 'अनजान आकार की तस्वीर: इससे यह उपकरण धीमा पड़ सकता है।',
    ar: 'صورة مجهولة الأبعاد: قد تبطئ هذا الجهاز.',
  },
  showAnyway: { en: 'Show', hi: 'दिखाएँ', ar: 'عرض' },
  showHeld: { en: 'Show {name} here', hi: '{name} यहाँ दिखाएँ', ar: 'عرض {name} هنا' },
  moveNamed: { en: 'Let {name} move', hi: '{name} को चलने दें', ar: 'تحريك {name}' },
  stillNamed: { en: 'Stop {name}', hi: '{name} को रोकें', ar: 'إيقاف {name}' },
  coming: { en: '{size}, {share} here', hi: '{size}, {share} आ गया', ar: '{size}، وصل {share}' },
  missing: {
    en: '{size} · nobody here has it right now',
    hi: '{size} · अभी यहाँ किसी के पास नहीं',
    ar: '{size} · ليس عند أحد هنا الآن',
  },
  unplayable: {
    en: 'This browser can’t play it. Save it and open it elsewhere.',
    hi: 'यह ब्राउज़र इसे नहीं चला सकता। सहेजकर कहीं और खोलें।',
    ar: 'لا يستطيع هذا المتصفح تشغيله. احفظه وافتحه في غيره.',
  },
  nextPicture: { en: 'Next picture', hi: 'अगली तस्वीर', ar: 'الصورة التالية' },
  previousPicture: { en: 'Previous picture', hi: 'पिछली तस्वीर', ar: 'الصورة السابقة' },
  said: { en: '{name}: {text}', hi: '{name}: {text}', ar: '{name}: {text}' },
} as const satisfies Readonly<Record<string, Words>>;
