// What is said while two people meet without a server.

import type { AnswerError } from '../../room/invite/inviter.ts';
import type { GuestError } from '../../room/invite/guest.ts';
import type { MeetingTextError } from '../../signaling/invitation-text.ts';
import type { Words } from '../../ui/words.ts';
import { wayWords } from './tab-words.ts';

export const meetWords = {
  intro: {
    en: 'Two devices shake hands in two steps. It works with no server at all, as long as both are on the same Wi-Fi or hotspot.',
    hi: 'दो डिवाइस दो कदमों में हाथ मिलाते हैं। कोई सर्वर नहीं चाहिए, बस दोनों एक ही वाई-फ़ाई या हॉटस्पॉट पर हों।',
    ar: 'يتصافح جهازان في خطوتين. لا حاجة إلى أي خادم ما دام كلاهما على شبكة Wi-Fi أو نقطة اتصال واحدة.',
  },
  stepOne: { en: 'Give them this', hi: 'उन्हें यह दें', ar: 'أعطهم هذا' },
  stepOneHint: {
    en: 'They scan, open or paste it under “Join a room”. Their screen then says “Somebody invites you” and makes an answer.',
    hi: 'वे इसे स्कैन करें, खोलें या “कमरे में आएँ” में चिपकाएँ। फिर उनकी स्क्रीन “कोई आपको बुला रहा है” कहती है और जवाब बनाती है।',
    ar: 'يمسحونه أو يفتحونه أو يلصقونه في «انضم إلى غرفة». تقول شاشتهم بعدها «شخص ما يدعوك» وتنشئ جوابًا.',
  },
  stepTwo: { en: 'Then take their answer', hi: 'फिर उनका जवाब लें', ar: 'ثم خذ جوابهم' },
  stepTwoHint: {
    en: 'After step 1 their screen shows an answer. Scan it, paste it here, give its file or picture, or open its link in this browser. Keep this open until then: closing it takes the invitation back.',
    hi: 'पहले कदम के बाद उनकी स्क्रीन पर जवाब दिखता है। उसे स्कैन करें, यहाँ चिपकाएँ, उसकी फ़ाइल या तस्वीर दें, या उसका लिंक इसी ब्राउज़र में खोलें। तब तक इसे खुला रखें: बंद करने से न्योता वापस हो जाता है।',
    ar: 'بعد الخطوة 1 يظهر جواب على شاشتهم. امسحه، أو الصقه هنا، أو أعطِ ملفه أو صورته، أو افتح رابطه في هذا المتصفح. أبقِ هذا مفتوحًا حتى ذلك الحين: إغلاقه يسحب الدعوة.',
  },
  answerField: { en: 'Their answer', hi: 'उनका जवाब', ar: 'جوابهم' },
  connect: { en: 'Connect', hi: 'जोड़ें', ar: 'اتصل' },
  connecting: { en: 'Connecting…', hi: 'जोड़ रहे हैं…', ar: 'جارٍ الاتصال…' },
  held: {
    en: 'One after the other: the next answer waits in the field. Press “Connect” once this one is through.',
    hi: 'एक के बाद एक: अगला जवाब खाने में रुका है। इसके पूरा होने पर “जोड़ें” दबाएँ।',
    ar: 'واحدًا بعد الآخر: الجواب التالي ينتظر في الحقل. اضغط «اتصل» بعد أن ينتهي هذا.',
  },
  connected: {
    en: 'Linked. They are in once both sides have proven the room. For the next person there is a new invitation.',
    hi: 'कड़ी जुड़ गई। दोनों ओर से कमरा साबित होते ही वे अंदर होंगे। अगले व्यक्ति के लिए नया न्योता है।',
    ar: 'قام الرابط. يدخلون حالما يثبت الطرفان الغرفة. وللشخص التالي دعوة جديدة.',
  },
  making: { en: 'Making an invitation…', hi: 'न्योता बन रहा है…', ar: 'جارٍ إنشاء دعوة…' },
  renews: {
    en: 'For one person. A new one comes in {next}; this one may be answered for {end} more.',
    hi: 'एक व्यक्ति के लिए। {next} में नया आएगा; इसका जवाब और {end} तक चलेगा।',
    ar: 'لشخص واحد. تأتي دعوة جديدة بعد {next}، ويمكن الرد على هذه خلال {end} أخرى.',
  },
  /** Where no server is configured. */
  renewsUnseen: {
    en: 'For one person. A new one comes in {next}; this one may be answered for {end} more. No server was asked for it.',
    hi: 'एक व्यक्ति के लिए। {next} में नया आएगा; इसका जवाब और {end} तक चलेगा। इसके लिए किसी सर्वर से कुछ नहीं पूछा गया।',
    ar: 'لشخص واحد. تأتي دعوة جديدة بعد {next}، ويمكن الرد على هذه خلال {end} أخرى. لم يُسأل أي خادم من أجلها.',
  },
  sayWho: { en: 'Say that I invite', hi: 'बताएँ कि बुलाने वाला मैं हूँ', ar: 'قل إنني الداعي' },
  sayWhoHint: {
    en: 'They see your mark, proven by your key; the code grows a little. Switching makes a new invitation and takes back those already given.',
    hi: 'उन्हें आपका निशान दिखता है, आपकी कुंजी से सिद्ध; कोड थोड़ा बड़ा होता है। बदलने पर नया न्योता बनता है और पहले दिए गए वापस हो जाते हैं।',
    ar: 'يرون علامتك مثبتة بمفتاحك، ويكبر الرمز قليلًا. التبديل ينشئ دعوة جديدة ويسحب ما أُعطي من قبل.',
  },
  newOne: { en: 'New invitation', hi: 'नया न्योता', ar: 'دعوة جديدة' },
  copy: { en: 'Copy', hi: 'कॉपी करें', ar: 'نسخ' },
  copied: { en: 'Copied.', hi: 'कॉपी हो गया।', ar: 'نُسخ.' },
  copyFailed: {
    en: 'The browser didn’t allow copying. Select the text and copy it by hand.',
    hi: 'ब्राउज़र ने कॉपी नहीं करने दिया। पाठ चुनकर ख़ुद कॉपी करें।',
    ar: 'لم يسمح المتصفح بالنسخ. حدد النص وانسخه بنفسك.',
  },
  shareFailed: {
    en: 'The browser didn’t share it. Copy it instead.',
    hi: 'ब्राउज़र ने इसे साझा नहीं किया। इसके बजाय कॉपी करें।',
    ar: 'لم يشاركه المتصفح. انسخه بدلًا من ذلك.',
  },
  saveFailed: {
    en: 'The file wasn’t saved. Choose another place, or copy the text instead.',
    hi: 'फ़ाइल सहेजी नहीं गई। कोई और जगह चुनें, या पाठ कॉपी करें।',
    ar: 'لم يُحفظ الملف. اختر مكانًا آخر، أو انسخ النص بدلًا من ذلك.',
  },
  share: { en: 'Share…', hi: 'साझा करें…', ar: 'مشاركة…' },
  file: { en: 'Save as file', hi: 'फ़ाइल में सहेजें', ar: 'حفظ كملف' },
  invitationCode: { en: 'QR code of the invitation', hi: 'न्योते का QR कोड', ar: 'رمز QR للدعوة' },
  answerCode: { en: 'QR code of your answer', hi: 'आपके जवाब का QR कोड', ar: 'رمز QR لجوابك' },
  invitedTitle: { en: 'Somebody invites you', hi: 'कोई आपको बुला रहा है', ar: 'شخص ما يدعوك' },
  invitedText: {
    en: 'No server has a part in this: your devices connect directly, and you come into their room. They will see your device’s address. Nothing connects before you make an answer.',
    hi: 'इसमें कोई सर्वर नहीं है: आपके डिवाइस सीधे जुड़ेंगे और आप उनके कमरे में आएँगे। वे आपके डिवाइस का पता देखेंगे। जवाब बनाने से पहले कुछ नहीं जुड़ता।',
    ar: 'لا دور لأي خادم هنا: يتصل جهازاكما مباشرة وتدخل غرفتهم. سيرون عنوان جهازك. لا يتصل شيء قبل أن تنشئ جوابًا.',
  },
  /** Where servers are configured. */
  invitedTextByServers: {
    en: 'Your devices connect, and you come into their room. They will see your device’s address. The servers in this copy’s network settings help where they can be reached. Nothing connects before you make an answer.',
    hi: 'आपके डिवाइस जुड़ेंगे और आप उनके कमरे में आएँगे। वे आपके डिवाइस का पता देखेंगे। इस प्रति की नेटवर्क सेटिंग के सर्वर, जहाँ मिलें, मदद करते हैं। जवाब बनाने से पहले कुछ नहीं जुड़ता।',
    ar: 'يتصل جهازاكما وتدخل غرفتهم. سيرون عنوان جهازك. تساعد الخوادم المذكورة في إعدادات الشبكة لهذه النسخة حيث يمكن الوصول إليها. لا يتصل شيء قبل أن تنشئ جوابًا.',
  },
  makeAnswer: { en: 'Make an answer', hi: 'जवाब बनाएँ', ar: 'أنشئ جوابًا' },
  answerTitle: { en: 'Give them this answer', hi: 'उन्हें यह जवाब दें', ar: 'أعطهم هذا الجواب' },
  answerText: {
    en: 'They scan, paste or open it where they see “Then take their answer”. Keep this page open: you are in as soon as they have it.',
    hi: 'वे इसे वहाँ स्कैन करें, चिपकाएँ या खोलें जहाँ “फिर उनका जवाब लें” लिखा है। यह पेज खुला रखें: उन्हें मिलते ही आप अंदर हैं।',
    ar: 'يمسحونه أو يلصقونه أو يفتحونه حيث يرون «ثم خذ جوابهم». أبقِ هذه الصفحة مفتوحة: تدخل حالما يصل إليهم.',
  },
  answerTrouble: {
    en: 'If they say that no link comes about: check that both devices are on the same Wi-Fi or hotspot and that no VPN stands between, then ask for a new invitation. This answer counts once.',
    hi: 'अगर वे कहें कि कड़ी नहीं जुड़ी: देखें कि दोनों डिवाइस एक ही वाई-फ़ाई या हॉटस्पॉट पर हैं और बीच में कोई VPN नहीं है, फिर नया न्योता माँगें। यह जवाब एक ही बार चलता है।',
    ar: 'إن قالوا إن الرابط لم يقم: تأكد أن الجهازين على شبكة Wi-Fi أو نقطة اتصال واحدة وألا VPN بينهما، ثم اطلب دعوة جديدة. هذا الجواب يصلح مرة واحدة.',
  },
  /** A page that sleeps cannot keep its side looking. */
  answerAsleep: {
    en: 'If this device slept before they took it: make another answer and give them that. The one before no longer counts.',
    hi: 'अगर उनके लेने से पहले यह डिवाइस सो गया था: दूसरा जवाब बनाकर वह दें। पहले वाला फिर नहीं चलता।',
    ar: 'إن نام هذا الجهاز قبل أن يأخذوه: أنشئ جوابًا آخر وأعطهم إياه. لا يعود السابق صالحًا.',
  },
  answerLeft: {
    en: 'They can take it for {end} more.',
    hi: 'वे इसे और {end} तक ले सकते हैं।',
    ar: 'يمكنهم أخذه خلال {end} أخرى.',
  },
  answerOver: {
    en: 'Their invitation is over by this device’s clock. If it doesn’t connect, ask for a new one.',
    hi: 'इस डिवाइस की घड़ी के हिसाब से न्योता ख़त्म हो गया। न जुड़े तो नया माँगें।',
    ar: 'انتهت دعوتهم بحسب ساعة هذا الجهاز. إن لم يتم الاتصال فاطلب دعوة جديدة.',
  },
  makeAnotherAnswer: { en: 'Make another answer', hi: 'दूसरा जवाब बनाएँ', ar: 'أنشئ جوابًا آخر' },
  unsaid: {
    en: 'It doesn’t say who made it. Go on only if you got it from the person you want to meet.',
    hi: 'इसमें नहीं लिखा कि इसे किसने बनाया। तभी आगे बढ़ें जब यह आपको उसी से मिला हो जिससे आप मिलना चाहते हैं।',
    ar: 'لا تذكر من أنشأها. تابع فقط إن كنت أخذتها من الشخص الذي تريد لقاءه.',
  },
  refusedTitle: {
    en: 'This invitation doesn’t work',
    hi: 'यह न्योता काम नहीं करता',
    ar: 'هذه الدعوة لا تعمل',
  },
  cancel: { en: 'Cancel', hi: 'रद्द करें', ar: 'إلغاء' },
  notNow: { en: 'Not now', hi: 'अभी नहीं', ar: 'ليس الآن' },
  arrivedTitle: { en: 'An answer to an invitation', hi: 'एक न्योते का जवाब', ar: 'جواب على دعوة' },
  arriving: {
    en: 'Looking for the tab that waits for it…',
    hi: 'इंतज़ार करता टैब ढूँढ रहे हैं…',
    ar: 'جارٍ البحث عن علامة التبويب المنتظرة…',
  },
  arrived: {
    en: 'Handed to the tab that waits for it.',
    hi: 'इंतज़ार करते टैब को दे दिया।',
    ar: 'سُلّم إلى علامة التبويب المنتظرة.',
  },
  connectingThere: { en: 'It is connecting…', hi: 'वह जोड़ रहा है…', ar: 'وهي تتصل الآن…' },
  inThere: {
    en: 'Whoever answered is in the room now.',
    hi: 'जवाब देने वाला अब कमरे में है।',
    ar: 'صاحب الجواب في الغرفة الآن.',
  },
  /** Before the sentence that is said there. */
  notInThere: {
    en: 'Nobody came in by it this time. There it says:',
    hi: 'इस बार इससे कोई अंदर नहीं आया। वहाँ लिखा है:',
    ar: 'لم يدخل به أحد هذه المرة. وهناك مكتوب:',
  },
  notInUntold: {
    en: 'Nobody came in by it this time. Look there for the reason.',
    hi: 'इस बार इससे कोई अंदर नहीं आया। कारण वहाँ देखें।',
    ar: 'لم يدخل به أحد هذه المرة. انظر السبب هناك.',
  },
  mayClose: {
    en: 'You can close this tab.',
    hi: 'आप यह टैब बंद कर सकते हैं।',
    ar: 'يمكنك إغلاق علامة التبويب هذه.',
  },
  nobodyWaits: {
    en: 'No tab of this browser has taken this answer so far. Copy it and paste it where the invitation is shown. Should a tab take it still, this page says so.',
    hi: 'इस ब्राउज़र के किसी टैब ने अब तक यह जवाब नहीं लिया। इसे कॉपी करके वहाँ चिपकाएँ जहाँ न्योता दिख रहा है। अगर कोई टैब इसे बाद में ले, तो यह पेज बताएगा।',
    ar: 'لم تأخذ أي علامة تبويب في هذا المتصفح هذا الجواب حتى الآن. انسخه والصقه حيث تظهر الدعوة. وإن أخذته علامة لاحقًا فستقول هذه الصفحة ذلك.',
  },
  backToRoom: { en: 'Back to the room', hi: 'कमरे में वापस', ar: 'العودة إلى الغرفة' },
  home: { en: 'Back to home', hi: 'होम पर वापस', ar: 'العودة إلى البداية' },
} as const satisfies Readonly<Record<string, Words>>;

/** `own`: one’s own invitation. `is-invitation`, `is-answer`: the steps in the wrong order. */
export type MeetProblem =
  | AnswerError['code']
  | GuestError['code']
  | MeetingTextError['code']
  /** This copy of the page was cut short. */
  | 'incomplete'
  /** The passphrase of who answers has not been typed. */
  | 'locked'
  /** Linked, and yet not in the room. */
  | 'not-in'
  | 'own'
  | 'is-invitation'
  | 'is-answer';

export const problemWords: Readonly<Record<MeetProblem, Words>> = {
  foreign: {
    en: 'This is no invitation and no answer of Kith. Nothing was opened.',
    hi: 'यह Kith का न्योता या जवाब नहीं है। कुछ नहीं खोला गया।',
    ar: 'هذه ليست دعوة ولا جوابًا من Kith. لم يُفتح شيء.',
  },
  'cut-short': {
    en: 'The end is missing. Copy all of it and try again.',
    hi: 'आख़िरी हिस्सा छूट गया है। पूरा कॉपी करके फिर कोशिश करें।',
    ar: 'النهاية مفقودة. انسخه كاملًا وحاول مجددًا.',
  },
  damaged: {
    en: 'A letter in it is wrong. Copy or scan it again.',
    hi: 'इसमें कोई अक्षर ग़लत है। फिर से कॉपी या स्कैन करें।',
    ar: 'فيه حرف خاطئ. انسخه أو امسحه مجددًا.',
  },
  'later-version': {
    en: 'A newer Kith made this. Update this copy to read it.',
    hi: 'यह नए Kith से बना है। पढ़ने के लिए इस प्रति को अपडेट करें।',
    ar: 'أنشأته نسخة أحدث من Kith. حدّث هذه النسخة لقراءته.',
  },
  other: {
    en: 'This answers another invitation, not one of this tab. They answer the one shown here.',
    hi: 'यह किसी और न्योते का जवाब है, इस टैब का नहीं। वे यहाँ दिखे न्योते का जवाब दें।',
    ar: 'هذا جواب على دعوة أخرى وليس على دعوة من هذه العلامة. ليجيبوا عن الدعوة المعروضة هنا.',
  },
  expired: {
    en: 'This invitation is over. Make a new one and begin again.',
    hi: 'यह न्योता ख़त्म हो गया। नया बनाएँ और फिर शुरू करें।',
    ar: 'انتهت هذه الدعوة. أنشئ دعوة جديدة وابدأ من جديد.',
  },
  'already-answered': {
    en: 'This invitation was answered already. Each is for one person; the next takes the new one.',
    hi: 'इस न्योते का जवाब मिल चुका है। हर न्योता एक व्यक्ति के लिए है; अगला व्यक्ति नया ले।',
    ar: 'سبق الرد على هذه الدعوة. كل دعوة لشخص واحد، وللتالي الدعوة الجديدة.',
  },
  withdrawn: {
    en: 'This invitation was taken back when it was no longer shown. Begin again with the one shown here.',
    hi: 'यह न्योता तब वापस ले लिया गया जब वह दिखना बंद हुआ। यहाँ दिखे न्योते से फिर शुरू करें।',
    ar: 'سُحبت هذه الدعوة حين لم تعد معروضة. ابدأ من جديد بالدعوة المعروضة هنا.',
  },
  'not-taken': {
    en: 'No link came about within 10 minutes: nobody took your answer, or the devices found no way to each other. Check that both are on the same network, then ask for a new invitation.',
    hi: '10 मिनट में कड़ी नहीं जुड़ी: किसी ने आपका जवाब नहीं लिया, या डिवाइसों को एक-दूसरे तक रास्ता नहीं मिला। देखें कि दोनों एक ही नेटवर्क पर हैं, फिर नया न्योता माँगें।',
    ar: 'لم يقم رابط خلال 10 دقائق: لم يأخذ أحد جوابك، أو لم يجد الجهازان طريقًا إلى بعضهما. تأكد أنهما على الشبكة نفسها، ثم اطلب دعوة جديدة.',
  },
  'link-lost': {
    en: 'The link broke before they were in. Begin again with a new invitation.',
    hi: 'उनके अंदर आने से पहले कड़ी टूट गई। नए न्योते से फिर शुरू करें।',
    ar: 'انقطع الرابط قبل أن يدخلوا. ابدأ من جديد بدعوة جديدة.',
  },
  'not-in': {
    en: 'They were linked, but aren’t in: the link broke, or the room didn’t take it. Begin again with a new invitation.',
    hi: 'कड़ी जुड़ी थी, पर वे अंदर नहीं हैं: कड़ी टूट गई, या कमरे ने उसे नहीं लिया। नए न्योते से फिर शुरू करें।',
    ar: 'قام الرابط، لكنهم ليسوا في الداخل: انقطع، أو لم تقبله الغرفة. ابدأ من جديد بدعوة جديدة.',
  },
  incomplete: {
    en: 'The part of this page that connects never arrived. Load the page again, or get the file anew.',
    hi: 'इस पन्ने का जोड़ने वाला भाग पहुँचा ही नहीं। पन्ना फिर लोड करें, या फ़ाइल नई लें।',
    ar: 'الجزء الذي يتصل من هذه الصفحة لم يصل. أعد تحميل الصفحة، أو احصل على الملف من جديد.',
  },
  locked: {
    en: 'Your identity is locked, so nobody was met as you. Unlock it with its passphrase, then begin again with a new invitation.',
    hi: 'आपकी पहचान बंद है, इसलिए आपके नाम से कोई नहीं मिला। पासफ़्रेज़ से उसे खोलें, फिर नए न्योते से शुरू करें।',
    ar: 'هويتك مقفلة، فلم يُلتقَ أحد باسمك. افتحها بعبارة المرور، ثم ابدأ من جديد بدعوة جديدة.',
  },
  'no-link': {
    en: 'The devices found no way to each other. Check that both are on the same network, then begin again with a new invitation.',
    hi: 'डिवाइसों को एक-दूसरे तक रास्ता नहीं मिला। देखें कि दोनों एक ही नेटवर्क पर हैं, फिर नए न्योते से शुरू करें।',
    ar: 'لم يجد الجهازان طريقًا إلى بعضهما. تأكد أنهما على الشبكة نفسها، ثم ابدأ بدعوة جديدة.',
  },
  'not-proven': {
    en: 'Whoever is at the other end doesn’t hold this invitation. Nothing of the room was told; begin again with a new one.',
    hi: 'दूसरी ओर वाले के पास यह न्योता नहीं है। कमरे के बारे में कुछ नहीं बताया गया; नए न्योते से शुरू करें।',
    ar: 'من في الطرف الآخر لا يملك هذه الدعوة. لم يُكشف شيء عن الغرفة؛ ابدأ بدعوة جديدة.',
  },
  odd: {
    en: 'They hold the invitation and know the room’s words now, but didn’t go on as Kith does. The link was closed. If you don’t know who it was, begin a new room and invite into that.',
    hi: 'उनके पास न्योता है और वे अब कमरे के शब्द जानते हैं, पर वे Kith की तरह आगे नहीं बढ़े। कड़ी बंद कर दी गई। अगर आप नहीं जानते कि वह कौन था, तो नया कमरा शुरू करके उसमें बुलाएँ।',
    ar: 'هم يملكون الدعوة ويعرفون الآن كلمات الغرفة، لكنهم لم يتابعوا كما يفعل Kith. أُغلق الرابط. إن كنت لا تعرف من كان، فابدأ غرفة جديدة وادعُ إليها.',
  },
  'other-version': {
    en: 'The other device runs a Kith that connects in another way. Nothing of the room was told. Bring both pages up to date, then begin again with a new invitation.',
    hi: 'दूसरे डिवाइस का Kith किसी और तरह से जुड़ता है। कमरे के बारे में कुछ नहीं बताया गया। दोनों पेज अपडेट करें, फिर नए न्योते से शुरू करें।',
    ar: 'يعمل على الجهاز الآخر Kith يتصل بطريقة أخرى. لم يُكشف شيء عن الغرفة. حدّث الصفحتين، ثم ابدأ بدعوة جديدة.',
  },
  forged: {
    en: 'This invitation names somebody who didn’t make it. Don’t use it.',
    hi: 'इस न्योते में किसी ऐसे का नाम है जिसने इसे नहीं बनाया। इसे इस्तेमाल न करें।',
    ar: 'تذكر هذه الدعوة شخصًا لم ينشئها. لا تستخدمها.',
  },
  impostor: {
    en: 'Somebody else than the invitation said was at the other end. The link was closed.',
    hi: 'दूसरी ओर न्योते में बताए व्यक्ति की जगह कोई और था। कड़ी बंद कर दी गई।',
    ar: 'كان في الطرف الآخر شخص غير الذي ذكرته الدعوة. أُغلق الاتصال.',
  },
  'no-candidates': {
    en: 'This device is on no network. Join a Wi-Fi or open a hotspot; no internet is needed.',
    hi: 'यह डिवाइस किसी नेटवर्क पर नहीं है। वाई-फ़ाई से जुड़ें या हॉटस्पॉट खोलें; इंटरनेट ज़रूरी नहीं।',
    ar: 'هذا الجهاز ليس على أي شبكة. اتصل بشبكة Wi-Fi أو افتح نقطة اتصال؛ لا حاجة إلى الإنترنت.',
  },
  unsupported: {
    en: 'This browser describes its connections in a way this copy can’t pack. Use the room’s link instead.',
    hi: 'यह ब्राउज़र अपने कनेक्शन ऐसे बताता है जिसे यह प्रति समेट नहीं सकती। कमरे का लिंक इस्तेमाल करें।',
    ar: 'يصف هذا المتصفح اتصالاته بطريقة لا تستطيع هذه النسخة ضغطها. استخدم رابط الغرفة بدلًا من ذلك.',
  },
  failed: {
    en: 'The browser makes no more connections. Close other tabs of Kith and try again.',
    hi: 'ब्राउज़र और कनेक्शन नहीं बना रहा। Kith के दूसरे टैब बंद करके फिर कोशिश करें।',
    ar: 'لا ينشئ المتصفح اتصالات أخرى. أغلق علامات Kith الأخرى وحاول مجددًا.',
  },
  own: wayWords.own,
  'is-invitation': {
    en: 'This is an invitation. Here goes the answer that their screen shows after they opened yours.',
    hi: 'यह न्योता है। यहाँ वह जवाब आता है जो आपका न्योता खोलने के बाद उनकी स्क्रीन पर दिखता है।',
    ar: 'هذه دعوة. هنا يوضع الجواب الذي تعرضه شاشتهم بعد أن يفتحوا دعوتك.',
  },
  'is-answer': {
    en: 'This is an answer. It goes to whoever sent the invitation.',
    hi: 'यह जवाब है। इसे न्योता भेजने वाले को दें।',
    ar: 'هذا جواب. يذهب إلى من أرسل الدعوة.',
  },
};

/** Where it is another thing for whoever was invited: they cannot make a new invitation, only ask for one. */
export const guestProblemWords: Readonly<Partial<Record<MeetProblem, Words>>> = {
  expired: {
    en: 'This invitation is over by this device’s clock. Ask for a new one; if this one is new, set the clock.',
    hi: 'इस डिवाइस की घड़ी के हिसाब से यह न्योता ख़त्म हो गया। नया माँगें; अगर यह नया ही है, तो घड़ी ठीक करें।',
    ar: 'انتهت هذه الدعوة بحسب ساعة هذا الجهاز. اطلب دعوة جديدة؛ وإن كانت هذه جديدة فاضبط الساعة.',
  },
  'no-link': {
    en: 'The connection failed before it found a way. Check that both devices are on the same network, then ask for a new invitation.',
    hi: 'रास्ता मिलने से पहले कनेक्शन टूट गया। देखें कि दोनों डिवाइस एक ही नेटवर्क पर हैं, फिर नया न्योता माँगें।',
    ar: 'فشل الاتصال قبل أن يجد طريقًا. تأكد أن الجهازين على الشبكة نفسها، ثم اطلب دعوة جديدة.',
  },
  'link-lost': {
    en: 'The link broke before you were in. Ask for a new invitation.',
    hi: 'आपके अंदर आने से पहले कड़ी टूट गई। नया न्योता माँगें।',
    ar: 'انقطع الرابط قبل أن تدخل. اطلب دعوة جديدة.',
  },
  'not-proven': {
    en: 'Whoever is at the other end doesn’t hold this invitation. The link was closed; ask for a new one.',
    hi: 'दूसरी ओर वाले के पास यह न्योता नहीं है। कड़ी बंद कर दी गई; नया माँगें।',
    ar: 'من في الطرف الآخر لا يملك هذه الدعوة. أُغلق الرابط؛ اطلب دعوة جديدة.',
  },
  odd: {
    en: 'They hold the invitation, but what they said leads into no room. The link was closed; ask for a new invitation.',
    hi: 'उनके पास न्योता है, पर उन्होंने जो कहा उससे किसी कमरे में नहीं पहुँचा जाता। कड़ी बंद कर दी गई; नया न्योता माँगें।',
    ar: 'هم يملكون الدعوة، لكن ما قالوه لا يقود إلى أي غرفة. أُغلق الرابط؛ اطلب دعوة جديدة.',
  },
  'other-version': {
    en: 'The other device runs a Kith that connects in another way. Bring both pages up to date, then ask for a new invitation.',
    hi: 'दूसरे डिवाइस का Kith किसी और तरह से जुड़ता है। दोनों पेज अपडेट करें, फिर नया न्योता माँगें।',
    ar: 'يعمل على الجهاز الآخر Kith يتصل بطريقة أخرى. حدّث الصفحتين، ثم اطلب دعوة جديدة.',
  },
};
