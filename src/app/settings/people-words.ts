// What the settings say about the people this person met.

import type { Words } from '../../ui/words.ts';

export const peopleWords = {
  text: {
    en: 'Whom you met, and what you decided about them. Nobody is told.',
    hi: 'आप किनसे मिले, और उनके बारे में क्या तय किया। किसी को बताया नहीं जाता।',
    ar: 'من التقيتهم، وما قررته بشأنهم. لا يُخبر أحد.',
  },
  kept: {
    en: 'Whom you verified, blocked, muted or noted something about is kept on this device, sealed with your key. Whom you merely met is forgotten when this page closes, except by rooms you keep: they go with the room.',
    hi: 'जिन्हें आपने परखा, ब्लॉक या म्यूट किया, या जिनके बारे में कुछ लिखा, वे इस उपकरण पर आपकी कुंजी से मुहरबंद रखे हैं। जिनसे आप केवल मिले, वे यह पन्ना बंद होते ही भुला दिए जाते हैं; केवल रखे हुए कमरे उन्हें याद रखते हैं, जब तक कमरा रहता है।',
    ar: 'من تحققت منه أو حظرته أو كتمته أو كتبت عنه ملاحظة محفوظ على هذا الجهاز، مختوم بمفتاحك. أما من التقيته فقط فيُنسى حين تُغلق هذه الصفحة، إلا في الغرف التي تحتفظ بها: يزول مع الغرفة.',
  },
  ghost: {
    en: 'A ghost session: all of this goes when the page closes.',
    hi: 'अदृश्य सत्र: पन्ना बंद होते ही यह सब चला जाता है।',
    ar: 'جلسة عابرة: يزول كل هذا عند إغلاق الصفحة.',
  },
  unsaved: {
    en: 'The last change couldn’t be stored. It holds until the page closes.',
    hi: 'पिछला बदलाव सहेजा नहीं जा सका। वह पन्ना बंद होने तक रहेगा।',
    ar: 'تعذر حفظ آخر تغيير. يبقى حتى تُغلق الصفحة.',
  },
  told: { en: 'What others learn of you', hi: 'दूसरे आपके बारे में क्या जानते हैं', ar: 'ما يعرفه الآخرون عنك' },
  tellsRead: { en: 'That you have read', hi: 'कि आपने पढ़ लिया', ar: 'أنك قرأت' },
  tellsReadHint: {
    en: 'Whoever wrote sees it once their words were on your screen. That they arrived is always told.',
    hi: 'लिखने वाले को दिखता है जब उनके शब्द आपकी स्क्रीन पर आ चुके हों। पहुँचने की ख़बर हमेशा जाती है।',
    ar: 'يرى ذلك من كتب بعد أن تظهر كلماته على شاشتك. أما وصولها فيُعلَم به دائمًا.',
  },
  tellsWriting: { en: 'That you are writing', hi: 'कि आप लिख रहे हैं', ar: 'أنك تكتب' },
  tellsWritingHint: {
    en: 'Shown in the room while you type, never what.',
    hi: 'टाइप करते समय कमरे में दिखता है; क्या लिख रहे हैं, यह कभी नहीं।',
    ar: 'يظهر في الغرفة وأنت تكتب، ولا يظهر ما تكتبه أبدًا.',
  },
  nobody: {
    en: 'Nobody yet. Whoever you share a room with stands here until this page closes.',
    hi: 'अभी कोई नहीं। जिनके साथ आप किसी कमरे में होंगे वे यह पन्ना बंद होने तक यहाँ दिखेंगे।',
    ar: 'لا أحد بعد. من تشاركه غرفة يظهر هنا حتى تُغلق هذه الصفحة.',
  },
  blocked: { en: 'Blocked', hi: 'ब्लॉक', ar: 'محظورون' },
  verified: { en: 'Verified', hi: 'पक्की पहचान', ar: 'جرى التحقق منهم' },
  met: { en: 'Met', hi: 'जिनसे मिले', ar: 'التقيتهم' },
  verifiedOn: {
    en: 'words compared on {date}',
    hi: '{date} को शब्द मिलाए',
    ar: 'قورنت الكلمات في {date}',
  },
  lastMet: { en: 'last met on {date}', hi: 'पिछली बार {date} को मिले', ar: 'آخر لقاء في {date}' },
  muted: { en: 'muted', hi: 'म्यूट', ar: 'مكتوم' },
  more: { en: 'What to do about {name}', hi: '{name} के लिए क्या करें', ar: 'ما العمل بشأن {name}' },
  unblock: { en: 'Unblock', hi: 'अनब्लॉक करें', ar: 'ألغِ الحظر' },
  unmute: { en: 'Unmute', hi: 'अनम्यूट करें', ar: 'ألغِ الكتم' },
  unverify: { en: 'No longer verified', hi: 'पहचान अब पक्की नहीं', ar: 'ألغِ التحقق' },
  forget: { en: 'Forget', hi: 'भूल जाएँ', ar: 'انسَ' },
  forgetTitle: { en: 'Forget {name}?', hi: '{name} को भूल जाएँ?', ar: 'نسيان {name}؟' },
  forgetText: {
    en: 'Their key, your note and what you decided are gone. When you meet again, they are new to you.',
    hi: 'उनकी कुंजी, आपका नोट और आपका फ़ैसला मिट जाएगा। फिर मिलने पर वे आपके लिए नए होंगे।',
    ar: 'يزول مفتاحه وملاحظتك وما قررته. وعند لقاء جديد يكون جديدًا عليك.',
  },
} as const satisfies Readonly<Record<string, Words>>;
