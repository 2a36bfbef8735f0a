// What is said before somebody leaves: what would be gone, and who else has it.

import type { About } from '../../features/holding.ts';
import type { Words } from '../../ui/words.ts';
import type { Loss } from './what-is-lost.ts';

export const leaveWords = {
  title: { en: 'Leave {room}?', hi: '{room} से निकलें?', ar: 'مغادرة {room}؟' },
  nothing: {
    en: 'Nothing here would be lost. The link and the six words lead back.',
    hi: 'यहाँ कुछ नहीं खोएगा। लिंक और छह शब्द वापस ले आएँगे।',
    ar: 'لن يضيع شيء هنا. الرابط والكلمات الست تعيدك.',
  },
  unfinished: {
    en: 'Files are still on their way to you. What has come of them is thrown away with this page, and they would begin anew.',
    hi: 'फ़ाइलें अभी आप तक आ रही हैं। उनका जो आ चुका है वह इस पेज के साथ मिट जाएगा, और वे नए सिरे से शुरू होंगी।',
    ar: 'ملفات لا تزال في الطريق إليك. ما وصل منها يُحذف مع هذه الصفحة، وستبدأ من جديد.',
  },
  stay: { en: 'Stay', hi: 'रुकें', ar: 'البقاء' },
} as const satisfies Readonly<Record<string, Words>>;

export const lossWords: Readonly<Record<Exclude<Loss, 'nothing'>, Readonly<Record<About, Words>>>> = {
  here: {
    talk: {
      en: 'What was said disappears from this device. The others keep it until they leave.',
      hi: 'कही गई बातें इस उपकरण से मिट जाएँगी। दूसरों के पास उनके निकलने तक रहेंगी।',
      ar: 'يختفي ما قيل من هذا الجهاز. ويبقى عند الآخرين حتى يغادروا.',
    },
    files: {
      en: 'Files that you didn’t save disappear from this device, and nobody gets any from you. The others keep theirs until they leave.',
      hi: 'जो फ़ाइलें आपने नहीं सहेजीं वे इस उपकरण से मिट जाएँगी, और आपसे किसी को कोई नहीं मिलेगी। दूसरों के पास उनके निकलने तक रहेंगी।',
      ar: 'تختفي من هذا الجهاز الملفات التي لم تحفظها، ولا يأخذ أحد منك شيئًا. ويبقى ما عند الآخرين حتى يغادروا.',
    },
    both: {
      en: 'What was said and files that you didn’t save disappear from this device. The others keep them until they leave.',
      hi: 'कही गई बातें और जो फ़ाइलें आपने नहीं सहेजीं वे इस उपकरण से मिट जाएँगी। दूसरों के पास उनके निकलने तक रहेंगी।',
      ar: 'يختفي من هذا الجهاز ما قيل والملفات التي لم تحفظها. ويبقى ذلك عند الآخرين حتى يغادروا.',
    },
  },
  some: {
    talk: {
      en: 'Some of what was said here only you hold: nobody else here has it. Leave, and it’s gone for good.',
      hi: 'यहाँ की कुछ बातें केवल आपके पास हैं: यहाँ और किसी के पास नहीं। निकलते ही वे हमेशा के लिए मिट जाएँगी।',
      ar: 'بعض ما قيل هنا عندك وحدك: لا يحمله أحد غيرك هنا. إن غادرت ضاع نهائيًا.',
    },
    files: {
      en: 'Only you have all of some file here. Leave, and nobody here can get it any more; what you didn’t save is gone for good.',
      hi: 'यहाँ की कोई फ़ाइल पूरी केवल आपके पास है। निकलते ही वह यहाँ किसी को नहीं मिल सकेगी; जो आपने नहीं सहेजा वह हमेशा के लिए मिट जाएगा।',
      ar: 'ملف هنا لا يوجد كاملًا إلا عندك. إن غادرت لم يعد أحد هنا يستطيع جلبه، وما لم تحفظه يضيع نهائيًا.',
    },
    both: {
      en: 'Some of what was said or shared here only you hold: nobody else here has all of it. Leave, and nobody here can get it any more.',
      hi: 'यहाँ की कुछ बातें या फ़ाइलें केवल आपके पास हैं: यहाँ और किसी के पास पूरी नहीं। निकलते ही वे यहाँ किसी को नहीं मिल सकेंगी।',
      ar: 'بعض ما قيل أو شورك هنا عندك وحدك: لا يحمله كله أحد غيرك هنا. إن غادرت لم يعد أحد هنا يستطيع جلبه.',
    },
  },
  all: {
    talk: {
      en: 'You’re the last one here. Leave, and what was said is gone for good: nobody else holds it.',
      hi: 'आप यहाँ आख़िरी हैं। निकलते ही सब बातें हमेशा के लिए मिट जाएँगी: और किसी के पास नहीं हैं।',
      ar: 'أنت آخر من هنا. إن غادرت ضاع ما قيل نهائيًا: لا أحد غيرك يحمله.',
    },
    files: {
      en: 'You’re the last one here. Leave, and the files shared here can’t be had any more; what you didn’t save is gone for good.',
      hi: 'आप यहाँ आख़िरी हैं। निकलते ही यहाँ बाँटी गई फ़ाइलें नहीं मिल सकेंगी; जो आपने नहीं सहेजा वह हमेशा के लिए मिट जाएगा।',
      ar: 'أنت آخر من هنا. إن غادرت لم يعد ممكنًا جلب الملفات المشتركة هنا، وما لم تحفظه يضيع نهائيًا.',
    },
    both: {
      en: 'You’re the last one here. Leave, and what was said and every file that you didn’t save is gone for good: nobody else holds it.',
      hi: 'आप यहाँ आख़िरी हैं। निकलते ही सब बातें और वे फ़ाइलें जो आपने नहीं सहेजीं हमेशा के लिए मिट जाएँगी: और किसी के पास नहीं हैं।',
      ar: 'أنت آخر من هنا. إن غادرت ضاع نهائيًا ما قيل وكل ملف لم تحفظه: لا أحد غيرك يحمله.',
    },
  },
  kept: {
    talk: {
      en: 'What was said is kept on this device and is here again when you return.',
      hi: 'कही गई बातें इस उपकरण पर रखी हैं और लौटने पर फिर मिलेंगी।',
      ar: 'ما قيل محفوظ على هذا الجهاز وتجده حين تعود.',
    },
    files: {
      en: 'The files that came are kept on this device and are here again when you return. What you share yourself, nobody gets meanwhile.',
      hi: 'जो फ़ाइलें आईं वे इस उपकरण पर रखी हैं और लौटने पर फिर मिलेंगी। जो आप ख़ुद बाँटते हैं वह तब तक किसी को नहीं मिलेगा।',
      ar: 'الملفات التي وصلت محفوظة على هذا الجهاز وتجدها حين تعود. وما تشاركه أنت لا يأخذه أحد في أثناء ذلك.',
    },
    both: {
      en: 'What was said and the files that came are kept on this device and are here again when you return.',
      hi: 'कही गई बातें और जो फ़ाइलें आईं वे इस उपकरण पर रखी हैं और लौटने पर फिर मिलेंगी।',
      ar: 'ما قيل والملفات التي وصلت محفوظة على هذا الجهاز وتجدها حين تعود.',
    },
  },
};
