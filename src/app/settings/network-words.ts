// What the network page of the settings says. Here, and in diagnostics, things have their technical names.

import type { Words } from '../../ui/words.ts';

export const networkWords = {
  text: {
    en: 'How browsers find each other. What you say never passes through any of these in clear.',
    hi: 'ब्राउज़र एक-दूसरे को कैसे ढूँढते हैं। आपकी बातें इनमें से किसी से खुली नहीं गुज़रतीं।',
    ar: 'كيف تجد المتصفحات بعضها. لا يمر ما تقوله مكشوفًا عبر أي من هذه.',
  },
  brokers: { en: 'Brokers', hi: 'ब्रोकर', ar: 'الوسطاء' },
  brokersText: {
    en: 'Any PeerJS-compatible server. Everybody in a room needs one in common.',
    hi: 'PeerJS से मेल खाता कोई भी सर्वर। कमरे में सबका कम से कम एक साझा होना चाहिए।',
    ar: 'أي خادم متوافق مع PeerJS. يحتاج كل من في الغرفة إلى وسيط مشترك واحد.',
  },
  none: {
    en: 'No broker yet. Add one, or open a room’s link: it brings its own.',
    hi: 'अभी कोई ब्रोकर नहीं। एक जोड़ें, या कमरे का लिंक खोलें: वह अपना लाता है।',
    ar: 'لا وسيط بعد. أضف واحدًا، أو افتح رابط غرفة: فهو يحمل وسيطه.',
  },
  fromHost: { en: 'named by this page’s host', hi: 'इस पन्ने के होस्ट का', ar: 'حدده مضيف هذه الصفحة' },
  own: { en: 'added by you', hi: 'आपने जोड़ा', ar: 'أضفته أنت' },
  fromLink: {
    en: 'from a link, until this page closes',
    hi: 'लिंक से, जब तक पन्ना खुला है',
    ar: 'من رابط، حتى تُغلق الصفحة',
  },
  fromFile: {
    en: 'from this file’s name, until this page closes',
    hi: 'इस फ़ाइल के नाम से, जब तक पन्ना खुला है',
    ar: 'من اسم هذا الملف، حتى تُغلق الصفحة',
  },
  unknown: { en: 'not asked yet', hi: 'अभी पूछा नहीं', ar: 'لم يُسأل بعد' },
  asking: { en: 'asking', hi: 'पूछ रहे हैं', ar: 'جارٍ السؤال' },
  reachable: { en: 'answers', hi: 'जवाब देता है', ar: 'يجيب' },
  unreachable: { en: 'doesn’t answer', hi: 'जवाब नहीं देता', ar: 'لا يجيب' },
  test: { en: 'Test all', hi: 'सब जाँचें', ar: 'اختبر الكل' },
  remove: { en: 'Remove {name}', hi: '{name} हटाएँ', ar: 'أزل {name}' },
  addBroker: { en: 'Add a broker', hi: 'ब्रोकर जोड़ें', ar: 'أضف وسيطًا' },
  add: { en: 'Add', hi: 'जोड़ें', ar: 'أضف' },
  notAnAddress: {
    en: 'That’s no broker’s address. It looks like broker.example or wss://broker.example:9000/path.',
    hi: 'यह ब्रोकर का पता नहीं है। वह broker.example या wss://broker.example:9000/path जैसा होता है।',
    ar: 'هذا ليس عنوان وسيط. يبدو مثل broker.example أو wss://broker.example:9000/path.',
  },
  insecure: {
    en: 'A page over https may not use an unencrypted broker. Ask for its https or wss address.',
    hi: 'https वाला पन्ना बिना कूटलेखन का ब्रोकर नहीं ले सकता। उसका https या wss पता माँगें।',
    ar: 'لا يجوز لصفحة https استخدام وسيط غير مشفّر. اطلب عنوانه بـ https أو wss.',
  },
  known: { en: 'That one is in the list already.', hi: 'वह सूची में पहले से है।', ar: 'هذا موجود في القائمة.' },
  full: {
    en: 'There’s room for {n}. Remove one first.',
    hi: '{n} की जगह है। पहले एक हटाएँ।',
    ar: 'المكان يتسع لـ {n}. أزل واحدًا أولًا.',
  },
  ice: { en: 'STUN and TURN servers', hi: 'STUN और TURN सर्वर', ar: 'خوادم STUN وTURN' },
  iceText: {
    en: 'STUN tells a browser its address from outside; TURN carries sealed traffic where there is no direct way. On one network you need neither.',
    hi: 'STUN ब्राउज़र को बाहर से उसका पता बताता है; TURN मुहरबंद बातें ढोता है जहाँ सीधा रास्ता नहीं। एक ही नेटवर्क पर किसी की ज़रूरत नहीं।',
    ar: 'يخبر STUN المتصفح بعنوانه من الخارج، ويحمل TURN البيانات المختومة حين لا طريق مباشر. على شبكة واحدة لا حاجة لأي منهما.',
  },
  noIce: {
    en: 'None: people on one network connect, others perhaps not.',
    hi: 'कोई नहीं: एक नेटवर्क के लोग जुड़ते हैं, बाक़ी शायद नहीं।',
    ar: 'لا شيء: من على شبكة واحدة يتصلون، وغيرهم ربما لا.',
  },
  addIce: { en: 'Add a STUN or TURN server', hi: 'STUN या TURN सर्वर जोड़ें', ar: 'أضف خادم STUN أو TURN' },
  username: { en: 'User name, for TURN', hi: 'उपयोगकर्ता नाम, TURN के लिए', ar: 'اسم المستخدم، لـ TURN' },
  credential: { en: 'Password, for TURN', hi: 'पासवर्ड, TURN के लिए', ar: 'كلمة المرور، لـ TURN' },
  notIce: {
    en: 'That’s no server’s address. It looks like stun:stun.example:3478 or turns:turn.example.',
    hi: 'यह सर्वर का पता नहीं है। वह stun:stun.example:3478 या turns:turn.example जैसा होता है।',
    ar: 'هذا ليس عنوان خادم. يبدو مثل stun:stun.example:3478 أو turns:turn.example.',
  },
  nextRoom: {
    en: 'A broker that is added counts at once, in the open room too; other changes from the next room on.',
    hi: 'जोड़ा गया ब्रोकर तुरंत लागू होता है, खुले कमरे में भी; बाक़ी बदलाव अगले कमरे से।',
    ar: 'الوسيط المُضاف يسري فورًا، وفي الغرفة المفتوحة أيضًا؛ وسائر التغييرات من الغرفة التالية.',
  },
} as const satisfies Readonly<Record<string, Words>>;
