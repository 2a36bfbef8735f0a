// What is said while a voice note is recorded, looked over and played.

import type { RecorderFailure, RecordingEnd } from '../../../../media/recorder-state.ts';
import type { Words } from '../../../../ui/words.ts';

export const voiceWords = {
  bar: { en: 'Voice note', hi: 'आवाज़ का संदेश', ar: 'رسالة صوتية' },
  asking: {
    en: 'The browser asks whether it may use the microphone.',
    hi: 'ब्राउज़र पूछ रहा है कि माइक्रोफ़ोन चला सकता है या नहीं।',
    ar: 'يسأل المتصفح هل يجوز له استخدام الميكروفون.',
  },
  recording: { en: 'Recording', hi: 'रिकॉर्ड हो रहा है', ar: 'جارٍ التسجيل' },
  started: {
    en: 'Recording. Enter ends it, Escape discards it.',
    hi: 'रिकॉर्ड हो रहा है। Enter से समाप्त, Escape से हटाएँ।',
    ar: 'جارٍ التسجيل. يُنهيه Enter ويحذفه Escape.',
  },
  paused: { en: 'Paused', hi: 'रुका हुआ', ar: 'متوقف مؤقتًا' },
  ready: {
    en: 'Voice note ready, {time}. Send it, or listen first.',
    hi: 'आवाज़ का संदेश तैयार, {time}। भेजें, या पहले सुनें।',
    ar: 'الرسالة الصوتية جاهزة، {time}. أرسلها أو استمع إليها أولًا.',
  },
  discarded: { en: 'Voice note discarded', hi: 'आवाज़ का संदेश हटाया गया', ar: 'حُذفت الرسالة الصوتية' },
  sent: { en: 'Voice note sent', hi: 'आवाज़ का संदेश भेजा गया', ar: 'أُرسلت الرسالة الصوتية' },
  slideCancel: { en: 'Slide to cancel', hi: 'रद्द करने के लिए सरकाएँ', ar: 'اسحب للإلغاء' },
  slideLock: { en: 'Slide up to lock', hi: 'लॉक करने के लिए ऊपर सरकाएँ', ar: 'اسحب لأعلى للتثبيت' },
  discard: { en: 'Discard', hi: 'हटाएँ', ar: 'حذف' },
  pause: { en: 'Pause recording', hi: 'रिकॉर्डिंग रोकें', ar: 'إيقاف التسجيل مؤقتًا' },
  resume: { en: 'Go on recording', hi: 'रिकॉर्डिंग जारी रखें', ar: 'متابعة التسجيل' },
  done: { en: 'Done', hi: 'हो गया', ar: 'تم' },
  send: { en: 'Send the voice note', hi: 'आवाज़ का संदेश भेजें', ar: 'إرسال الرسالة الصوتية' },
  close: { en: 'Close', hi: 'बंद करें', ar: 'إغلاق' },
  again: { en: 'Try again', hi: 'फिर कोशिश करें', ar: 'إعادة المحاولة' },
  ends: { en: 'ends it', hi: 'समाप्त', ar: 'للإنهاء' },
  discards: { en: 'discards it', hi: 'हटाएँ', ar: 'للحذف' },
  nearEnd: {
    en: '30 seconds left: a voice note lasts up to ten minutes.',
    hi: '30 सेकंड बचे हैं: आवाज़ का संदेश दस मिनट तक का होता है।',
    ar: 'بقيت 30 ثانية: تصل مدة الرسالة الصوتية إلى عشر دقائق.',
  },
  full: {
    en: 'This room holds as many files as fit in memory. The voice note waits here.',
    hi: 'इस कमरे की मेमोरी फ़ाइलों से भर गई है। आवाज़ का संदेश यहीं रुका है।',
    ar: 'امتلأت ذاكرة هذه الغرفة بالملفات. تنتظر الرسالة الصوتية هنا.',
  },

  playNote: {
    en: 'Play the voice note, {time}',
    hi: 'आवाज़ का संदेश चलाएँ, {time}',
    ar: 'تشغيل الرسالة الصوتية، {time}',
  },
  stop: { en: 'Pause', hi: 'रोकें', ar: 'إيقاف مؤقت' },
  position: { en: 'Position', hi: 'स्थान', ar: 'الموضع' },
  positionOf: { en: '{at} of {time}', hi: '{time} में से {at}', ar: '{at} من {time}' },
  speed: { en: 'Speed: {rate}', hi: 'गति: {rate}', ar: 'السرعة: {rate}' },
  unplayable: {
    en: 'This can’t be played here. Save it and open it elsewhere.',
    hi: 'यह यहाँ नहीं चल सकता। सहेजकर कहीं और खोलें।',
    ar: 'لا يمكن تشغيلها هنا. احفظها وافتحها في مكان آخر.',
  },
} as const satisfies Readonly<Record<string, Words>>;

/** What happened, what it means, what to do. */
export const failureWords: Readonly<Record<RecorderFailure, Words>> = {
  insecure: {
    en: 'This page came over an open connection, so the browser keeps the microphone off. Open it with https and record again.',
    hi: 'यह पन्ना खुले कनेक्शन से आया है, इसलिए ब्राउज़र माइक्रोफ़ोन बंद रखता है। इसे https से खोलकर फिर रिकॉर्ड करें।',
    ar: 'وصلت هذه الصفحة عبر اتصال مكشوف، لذلك يُبقي المتصفح الميكروفون مغلقًا. افتحها عبر https ثم سجّل.',
  },
  unsupported: {
    en: 'This browser can’t record sound. Write it instead, or attach a recording made elsewhere.',
    hi: 'यह ब्राउज़र आवाज़ रिकॉर्ड नहीं कर सकता। लिखकर भेजें, या कहीं और की रिकॉर्डिंग जोड़ें।',
    ar: 'لا يستطيع هذا المتصفح تسجيل الصوت. اكتب رسالتك، أو أرفق تسجيلًا من مكان آخر.',
  },
  'no-microphone': {
    en: 'There is no microphone here. Connect one and try again, or write instead.',
    hi: 'यहाँ कोई माइक्रोफ़ोन नहीं है। एक जोड़कर फिर कोशिश करें, या लिखकर भेजें।',
    ar: 'لا يوجد ميكروفون هنا. صِل واحدًا وأعد المحاولة، أو اكتب رسالتك.',
  },
  refused: {
    en: 'The browser is blocking the microphone. Allow it from the icon beside the address, then try again.',
    hi: 'ब्राउज़र माइक्रोफ़ोन रोक रहा है। पते के पास वाले चिह्न से अनुमति दें, फिर कोशिश करें।',
    ar: 'يحجب المتصفح الميكروفون. اسمح به من الرمز المجاور للعنوان، ثم أعد المحاولة.',
  },
  busy: {
    en: 'Something else is using the microphone. End it there, then try again.',
    hi: 'माइक्रोफ़ोन कहीं और इस्तेमाल हो रहा है। वहाँ बंद करके फिर कोशिश करें।',
    ar: 'يستخدم برنامج آخر الميكروفون. أنهِه هناك ثم أعد المحاولة.',
  },
  nothing: {
    en: 'Nothing was recorded. Check that the microphone is not muted, then try again.',
    hi: 'कुछ रिकॉर्ड नहीं हुआ। देखें कि माइक्रोफ़ोन बंद तो नहीं, फिर कोशिश करें।',
    ar: 'لم يُسجَّل شيء. تحقق من أن الميكروفون ليس مكتومًا، ثم أعد المحاولة.',
  },
  broken: {
    en: 'The recording broke off and could not be kept. Try again.',
    hi: 'रिकॉर्डिंग टूट गई और सहेजी नहीं जा सकी। फिर कोशिश करें।',
    ar: 'انقطع التسجيل وتعذر حفظه. أعد المحاولة.',
  },
};

/** Why a recording ended by itself; all until then is kept. */
export const endWords: Readonly<Record<RecordingEnd, Words>> = {
  time: {
    en: 'Ten minutes are the most. Send this, and go on in a second one.',
    hi: 'दस मिनट सबसे ज़्यादा हैं। इसे भेजें और दूसरे में आगे बोलें।',
    ar: 'عشر دقائق هي الحد الأقصى. أرسل هذه وتابع في رسالة ثانية.',
  },
  size: {
    en: 'That is as much as one message carries. Send this, and go on in a second one.',
    hi: 'एक संदेश में इतना ही समाता है। इसे भेजें और दूसरे में आगे बोलें।',
    ar: 'هذا أقصى ما تحمله رسالة واحدة. أرسل هذه وتابع في رسالة ثانية.',
  },
  lost: {
    en: 'The microphone went away. What was said until then is here.',
    hi: 'माइक्रोफ़ोन हट गया। तब तक जो कहा गया वह यहाँ है।',
    ar: 'انفصل الميكروفون. ما قيل حتى ذلك الحين موجود هنا.',
  },
};
