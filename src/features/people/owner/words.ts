// What owners of a room can do, and what everybody is told about it.

import type { AuthorityError } from '../../../room/authority-port.ts';
import type { HistoryPolicy } from '../../../room/charter.ts';
import type { Words } from '../../../ui/words.ts';

export const menuWords = {
  open: {
    en: 'What you can do about {name}',
    hi: '{name} के लिए आप क्या कर सकते हैं',
    ar: 'ما يمكنك فعله بشأن {name}',
  },
  makeOwner: { en: 'Make an owner', hi: 'मालिक बनाएँ', ar: 'اجعله مالكًا' },
  dropOwner: { en: 'No longer an owner', hi: 'मालिक न रखें', ar: 'لم يعد مالكًا' },
  handOver: { en: 'Hand the room over…', hi: 'कमरा सौंपें…', ar: 'سلّم الغرفة…' },
  remove: { en: 'Remove from the room…', hi: 'कमरे से निकालें…', ar: 'أخرِج من الغرفة…' },
  removeTitle: { en: 'Remove {name}?', hi: '{name} को निकालें?', ar: 'إخراج {name}؟' },
  removeText: {
    en: 'They are cut off at once, on every device. From then on newcomers knock, so that they don’t come back under another name. What they have already seen they keep.',
    hi: 'वे तुरंत हर उपकरण पर अलग हो जाएँगे। तब से नए लोग दस्तक देंगे, ताकि वे किसी और नाम से न लौटें। जो वे देख चुके हैं वह उनके पास रहेगा।',
    ar: 'ينقطع الاتصال فورًا على كل جهاز. ومن حينها يطرق القادمون الباب كي لا تكون عودة باسم آخر. وما سبق أن شوهد يبقى.',
  },
  removeYes: { en: 'Remove', hi: 'निकालें', ar: 'إخراج' },
  handOverTitle: {
    en: 'Hand the room over to {name}?',
    hi: 'कमरा {name} को सौंपें?',
    ar: 'تسليم الغرفة إلى {name}؟',
  },
  handOverText: {
    en: 'They become the owner in your place. You stay in the room, but only they can take this back.',
    hi: 'आपकी जगह वे मालिक बनेंगे। आप कमरे में रहेंगे, पर इसे केवल वे वापस कर सकते हैं।',
    ar: 'تنتقل الملكية منك. تبقى في الغرفة، لكن لا يستطيع التراجع عن ذلك غير المالك الجديد.',
  },
  handOverYes: { en: 'Hand over', hi: 'सौंपें', ar: 'تسليم' },
} as const satisfies Readonly<Record<string, Words>>;

export const doorWords = {
  title: { en: 'At the door', hi: 'दरवाज़े पर', ar: 'عند الباب' },
  letIn: { en: 'Let in', hi: 'आने दें', ar: 'أدخِل' },
  letInName: { en: 'Let in {name}', hi: 'आने दें: {name}', ar: 'أدخِل {name}' },
  notNow: { en: 'Not now', hi: 'अभी नहीं', ar: 'ليس الآن' },
  notNowName: { en: 'Not now, {name}', hi: 'अभी नहीं: {name}', ar: 'ليس الآن، {name}' },
  asks: { en: '{name} wants to come in.', hi: '{name} अंदर आना चाहते हैं।', ar: '{name} يريد الدخول.' },
  knocks: { en: 'wants to come in', hi: 'अंदर आना चाहते हैं', ar: 'يريد الدخول' },
} as const satisfies Readonly<Record<string, Words>>;

export const ruleWords = {
  title: { en: 'Who may do what', hi: 'कौन क्या कर सकता है', ar: 'من يستطيع ماذا' },
  entry: { en: 'Who can come in', hi: 'कौन आ सकता है', ar: 'من يستطيع الدخول' },
  open: { en: 'Anyone invited', hi: 'जिसे बुलाया गया', ar: 'كل مدعو' },
  openText: {
    en: 'Whoever has the link or the six words comes straight in.',
    hi: 'जिसके पास लिंक या छह शब्द हैं वह सीधे अंदर आता है।',
    ar: 'من معه الرابط أو الكلمات الست يدخل مباشرة.',
  },
  knock: { en: 'After knocking', hi: 'दस्तक देकर', ar: 'بعد الطرق' },
  knockText: {
    en: 'Newcomers wait until an owner lets them in. Those who were here come back by themselves.',
    hi: 'नए लोग तब तक रुकते हैं जब तक मालिक आने न दे। जो यहाँ थे वे अपने आप लौट आते हैं।',
    ar: 'ينتظر القادمون الجدد حتى يدخلهم مالك. ومن كان هنا يعود من تلقاء نفسه.',
  },
  locked: { en: 'Nobody new', hi: 'कोई नया नहीं', ar: 'لا أحد جديد' },
  lockedText: {
    en: 'The link and the words open nothing. Those who were here come back by themselves.',
    hi: 'लिंक और शब्द कुछ नहीं खोलते। जो यहाँ थे वे अपने आप लौट आते हैं।',
    ar: 'الرابط والكلمات لا تفتح شيئًا. ومن كان هنا يعود من تلقاء نفسه.',
  },
  writers: { en: 'Who may write', hi: 'कौन लिख सकता है', ar: 'من يستطيع الكتابة' },
  all: { en: 'Everyone', hi: 'सब', ar: 'الجميع' },
  owners: { en: 'Only owners', hi: 'केवल मालिक', ar: 'المالكون فقط' },
  some: { en: 'Chosen people', hi: 'चुने हुए लोग', ar: 'أشخاص مختارون' },
  chooseFor: {
    en: 'Who may write in {space}',
    hi: '{space} में कौन लिख सकता है',
    ar: 'من يستطيع الكتابة في {space}',
  },
  ownersAlways: {
    en: 'Owners always may.',
    hi: 'मालिक हमेशा लिख सकते हैं।',
    ar: 'المالكون يستطيعون دائمًا.',
  },
  ownersAnd: { en: 'Owners and {names}.', hi: 'मालिक और {names}।', ar: 'المالكون و{names}.' },
  nobodyToChoose: {
    en: 'Nobody else is here to choose yet.',
    hi: 'चुनने के लिए अभी यहाँ और कोई नहीं है।',
    ar: 'لا أحد غيرك هنا بعد لتختاره.',
  },
  save: { en: 'Save', hi: 'सहेजें', ar: 'حفظ' },
  saveTitle: { en: 'Save the name', hi: 'नाम सहेजें', ar: 'حفظ الاسم' },
  saveWriters: {
    en: 'Save who may write in {space}',
    hi: 'सहेजें कि {space} में कौन लिख सकता है',
    ar: 'حفظ من يستطيع الكتابة في {space}',
  },
  roomTitle: { en: 'Name of the room', hi: 'कमरे का नाम', ar: 'اسم الغرفة' },
  roomTitleText: {
    en: 'Everybody here sees it. Left empty, the first two of the six words stand there.',
    hi: 'यहाँ सब इसे देखते हैं। ख़ाली छोड़ें तो छह में से पहले दो शब्द दिखते हैं।',
    ar: 'يراه كل من هنا. وإن تُرك فارغًا ظهرت أول كلمتين من الست.',
  },
  history: { en: 'What newcomers get to read', hi: 'नए लोग क्या पढ़ पाते हैं', ar: 'ما يقرؤه القادمون الجدد' },
  slow: { en: 'Slow mode', hi: 'धीमा ढंग', ar: 'الوضع البطيء' },
  slowOff: { en: 'Off', hi: 'बंद', ar: 'مغلق' },
  slowText: {
    en: 'How long each person waits between two messages. Owners don’t.',
    hi: 'दो संदेशों के बीच हर व्यक्ति कितना रुके। मालिक नहीं रुकते।',
    ar: 'كم ينتظر كل شخص بين رسالتين. والمالكون لا ينتظرون.',
  },
  ownersTitle: { en: 'Owners', hi: 'मालिक', ar: 'المالكون' },
  you: { en: 'you', hi: 'आप', ar: 'أنت' },
  notHere: { en: 'not here now', hi: 'अभी यहाँ नहीं', ar: 'ليس هنا الآن' },
  nobodyKnown: {
    en: 'Nobody here has said yet who owns this room.',
    hi: 'यहाँ अभी किसी ने नहीं बताया कि कमरा किसका है।',
    ar: 'لم يقل أحد هنا بعد لمن هذه الغرفة.',
  },
  trustLink: {
    en: 'The room’s link names the owner, and they proved it.',
    hi: 'कमरे का लिंक मालिक का नाम देता है, और उन्होंने इसे साबित किया।',
    ar: 'رابط الغرفة يذكر المالك، وقد ثبت ذلك.',
  },
  trustFirst: {
    en: 'You came by the words alone, so you took the first owner you were told of. Ask for the link to be sure.',
    hi: 'आप केवल शब्दों से आए, इसलिए जो मालिक पहले बताया गया वही माना गया। पक्का करने के लिए लिंक माँगें।',
    ar: 'أتيت بالكلمات وحدها، فاعتُمد أول مالك ذُكر لك. اطلب الرابط لتتأكد.',
  },
  disputed: {
    en: 'Some people here follow another owner: they came by another link. Ask each other for the link you trust.',
    hi: 'यहाँ कुछ लोग किसी और को मालिक मानते हैं: वे दूसरे लिंक से आए। भरोसे का लिंक एक-दूसरे से माँगें।',
    ar: 'بعض من هنا يتبع مالكًا آخر: جاؤوا برابط آخر. اطلبوا من بعضكم الرابط الموثوق.',
  },
  onlyOwners: {
    en: 'Only owners change this.',
    hi: 'इसे केवल मालिक बदलते हैं।',
    ar: 'لا يغيّر هذا إلا المالكون.',
  },
  honest: {
    en: 'Every copy of Kith here checks these rules itself and drops what breaks them. There is no server that could.',
    hi: 'यहाँ Kith की हर प्रति ये नियम ख़ुद जाँचती है और जो तोड़े उसे छोड़ देती है। ऐसा करने वाला कोई सर्वर नहीं है।',
    ar: 'كل نسخة من Kith هنا تتحقق من هذه القواعد بنفسها وتُسقط ما يخالفها. لا خادم يفعل ذلك.',
  },
  giveUp: { en: 'Stop being an owner', hi: 'मालिक न रहें', ar: 'التخلي عن الملكية' },
  removed: { en: 'Removed', hi: 'निकाले गए', ar: 'أُخرجوا' },
  letBack: { en: 'Let back in', hi: 'वापस आने दें', ar: 'اسمح بالعودة' },
} as const satisfies Readonly<Record<string, Words>>;

/** What is passed on of before somebody came. */
export const historyWords = {
  all: { en: 'Everything so far', hi: 'अब तक का सब', ar: 'كل ما سبق' },
  'all-text': {
    en: 'Whoever comes in is given the messages that people here still hold.',
    hi: 'जो आता है उसे वे संदेश मिलते हैं जो यहाँ के लोगों के पास अब भी हैं।',
    ar: 'من يدخل يُعطى الرسائل التي ما زالت عند من هنا.',
  },
  'since-joined': { en: 'Only what comes after', hi: 'केवल उसके बाद का', ar: 'ما يأتي بعد ذلك فقط' },
  'since-joined-text': {
    en: 'Nobody is handed messages from before they came in. People can still show theirs. What is edited together is always shown whole.',
    hi: 'आने से पहले के संदेश किसी को नहीं दिए जाते। लोग अपने फिर भी दिखा सकते हैं। जो साथ मिलकर बनता है वह हमेशा पूरा दिखता है।',
    ar: 'لا يُعطى أحد رسائل من قبل دخوله. ويبقى لكل واحد أن يُري ما عنده. وما يُحرَّر معًا يظهر كاملًا دائمًا.',
  },
} as const satisfies Readonly<Record<HistoryPolicy | `${HistoryPolicy}-text`, Words>>;

/** Why an act did not happen. */
export const refusalWords = {
  'not-owner': {
    en: 'Only owners can do that.',
    hi: 'यह केवल मालिक कर सकते हैं।',
    ar: 'لا يستطيع ذلك إلا المالكون.',
  },
  'last-owner': {
    en: 'A room needs an owner. Make somebody else one first.',
    hi: 'कमरे को मालिक चाहिए। पहले किसी और को बनाएँ।',
    ar: 'لا بد للغرفة من مالك. اجعل غيرك مالكًا أولًا.',
  },
  self: { en: 'That can’t be done to yourself.', hi: 'यह अपने साथ नहीं हो सकता।', ar: 'لا يمكن فعل ذلك بنفسك.' },
  unchanged: { en: 'It is so already.', hi: 'यह पहले से ऐसा ही है।', ar: 'الأمر كذلك بالفعل.' },
  'too-many': {
    en: 'The room’s rules have no space for more. Take something back first.',
    hi: 'कमरे के नियमों में और जगह नहीं है। पहले कुछ वापस लें।',
    ar: 'لا متسع للمزيد في قواعد الغرفة. تراجع عن شيء أولًا.',
  },
  'out-of-range': { en: 'That can’t be set here.', hi: 'यह यहाँ तय नहीं हो सकता।', ar: 'لا يمكن ضبط ذلك هنا.' },
  'unknown-member': {
    en: 'They haven’t been seen here. Try again once they are.',
    hi: 'वे यहाँ दिखे नहीं हैं। जब दिखें तब फिर कोशिश करें।',
    ar: 'لم يُرَ هنا بعد. حاول مرة أخرى عند الحضور.',
  },
  'no-owner': {
    en: 'Nobody owns this conversation.',
    hi: 'इस बातचीत का कोई मालिक नहीं है।',
    ar: 'لا مالك لهذه المحادثة.',
  },
} as const satisfies Readonly<Record<AuthorityError, Words>>;
