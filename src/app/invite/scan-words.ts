// What is said while codes are scanned.

import type { ScanEnd } from '../../platform/codes/scan-codes.ts';
import type { Words } from '../../ui/words.ts';
import { inputWords } from '../join/words.ts';
import type { GivenProblem } from './read-given.ts';

export const scanWords = {
  title: { en: 'Scan a code', hi: 'कोड स्कैन करें', ar: 'امسح رمزًا' },
  intro: {
    en: 'The code of a room, or of an invitation. A picture of it can be dropped or pasted here, too.',
    hi: 'किसी कमरे या न्योते का कोड। उसकी तस्वीर भी यहाँ छोड़ी या चिपकाई जा सकती है।',
    ar: 'رمز غرفة أو دعوة. ويمكن أيضًا إفلات صورته أو لصقها هنا.',
  },
  start: { en: 'Scan with the camera', hi: 'कैमरे से स्कैन करें', ar: 'امسح بالكاميرا' },
  stop: { en: 'Stop the camera', hi: 'कैमरा बंद करें', ar: 'أوقف الكاميرا' },
  picture: { en: 'From a picture', hi: 'तस्वीर से', ar: 'من صورة' },
  preview: { en: 'What the camera sees', hi: 'कैमरा क्या देख रहा है', ar: 'ما تراه الكاميرا' },
  looking: {
    en: 'Hold the whole code in front of the camera. Nothing it sees leaves this device.',
    hi: 'पूरा कोड कैमरे के सामने रखें। जो वह देखता है, इस डिवाइस से बाहर नहीं जाता।',
    ar: 'ضع الرمز كاملًا أمام الكاميرا. لا يخرج شيء مما تراه من هذا الجهاز.',
  },
  reading: inputWords.readingPicture,
  cameras: { en: 'Camera', hi: 'कैमरा', ar: 'الكاميرا' },
  camera: { en: 'Camera {n}', hi: 'कैमरा {n}', ar: 'الكاميرا {n}' },
  torch: { en: 'Light', hi: 'रोशनी', ar: 'الضوء' },
} as const satisfies Readonly<Record<string, Words>>;

export type ScanProblem = ScanEnd | GivenProblem;

export const scanProblemWords: Readonly<Record<ScanProblem, Words>> = {
  refused: {
    en: 'The browser doesn’t lend the camera to this page. Allow it beside the address and scan again, or paste the text, or give a picture or file.',
    hi: 'ब्राउज़र इस पेज को कैमरा नहीं दे रहा। पते के पास अनुमति देकर फिर स्कैन करें, या पाठ चिपकाएँ, या तस्वीर या फ़ाइल दें।',
    ar: 'لا يعير المتصفح الكاميرا لهذه الصفحة. اسمح بها بجانب العنوان وامسح مجددًا، أو الصق النص، أو أعطِ صورة أو ملفًا.',
  },
  absent: {
    en: 'There is no camera here. Paste the text, or give a picture or file.',
    hi: 'यहाँ कोई कैमरा नहीं है। पाठ चिपकाएँ, या तस्वीर या फ़ाइल दें।',
    ar: 'لا توجد كاميرا هنا. الصق النص، أو أعطِ صورة أو ملفًا.',
  },
  busy: {
    en: 'Another program holds the camera. Close it and scan again, or paste the text, or give a picture or file.',
    hi: 'कैमरा किसी और प्रोग्राम के पास है। उसे बंद करके फिर स्कैन करें, या पाठ चिपकाएँ, या तस्वीर या फ़ाइल दें।',
    ar: 'برنامج آخر يستخدم الكاميرا. أغلقه وامسح مجددًا، أو الصق النص، أو أعطِ صورة أو ملفًا.',
  },
  unable: {
    en: 'This browser can’t scan from a page opened like this. Paste the text, or give its file.',
    hi: 'यह ब्राउज़र ऐसे खोले गए पेज से स्कैन नहीं कर सकता। पाठ चिपकाएँ, या उसकी फ़ाइल दें।',
    ar: 'لا يستطيع هذا المتصفح المسح من صفحة فُتحت هكذا. الصق النص، أو أعطِ ملفه.',
  },
  ended: {
    en: 'The camera was taken away. Scan again, or paste the text, or give a picture or file.',
    hi: 'कैमरा हट गया। फिर स्कैन करें, या पाठ चिपकाएँ, या तस्वीर या फ़ाइल दें।',
    ar: 'سُحبت الكاميرا. امسح مجددًا، أو الصق النص، أو أعطِ صورة أو ملفًا.',
  },
  unreadable: {
    en: 'This copy of the page was cut short and reads no codes. Paste the text, or give its file.',
    hi: 'पेज की यह प्रति अधूरी है और कोड नहीं पढ़ती। पाठ चिपकाएँ, या उसकी फ़ाइल दें।',
    ar: 'هذه النسخة من الصفحة مبتورة ولا تقرأ الرموز. الصق النص، أو أعطِ ملفه.',
  },
  'no-code': {
    en: 'There is no code to be read in this picture. Take one with the whole code, near and sharp.',
    hi: 'इस तस्वीर में पढ़ने लायक कोड नहीं है। पूरे कोड की पास से साफ़ तस्वीर लें।',
    ar: 'لا رمز يمكن قراءته في هذه الصورة. التقط صورة قريبة وواضحة للرمز كاملًا.',
  },
  'other-code': {
    en: 'This code is for something else, not for Kith. Nothing was opened.',
    hi: 'यह कोड Kith का नहीं, किसी और चीज़ का है। कुछ नहीं खोला गया।',
    ar: 'هذا الرمز لشيء آخر وليس لـ Kith. لم يُفتح شيء.',
  },
  'no-picture': {
    en: 'This file is no picture that can be read, and no text of Kith.',
    hi: 'यह फ़ाइल न पढ़ने लायक तस्वीर है, न Kith का पाठ।',
    ar: 'هذا الملف ليس صورة يمكن قراءتها ولا نصًا من Kith.',
  },
  'too-large': {
    en: 'This picture is too large to be opened. A screenshot of the code will do.',
    hi: 'यह तस्वीर खोलने के लिए बहुत बड़ी है। कोड का स्क्रीनशॉट काफ़ी है।',
    ar: 'هذه الصورة أكبر من أن تُفتح. تكفي لقطة شاشة للرمز.',
  },
};
