// What is said where a browser cannot read codes, and of whom this person knows under another name.

import type { Words } from '../../../ui/words.ts';

export const scanWords = {
  cannot: {
    en: 'This browser can’t read codes with the camera. Let the other scan yours, or compare the safety number: digits or words.',
    hi: 'यह ब्राउज़र कैमरे से कोड नहीं पढ़ सकता। दूसरे को अपना कोड स्कैन करने दें, या सुरक्षा संख्या मिलाएँ: अंक या शब्द।',
    ar: 'لا يستطيع هذا المتصفح قراءة الرموز بالكاميرا. دع الطرف الآخر يمسح رمزك، أو قارنا رقم الأمان: أرقامًا أو كلمات.',
  },
  number: { en: 'Show the number', hi: 'संख्या दिखाएँ', ar: 'عرض الرقم' },
  verifiedAs: {
    en: 'You verified this one as {name}. Now they show the name of somebody else you know.',
    hi: 'आपने इन्हें {name} के रूप में परखा था। अब ये किसी और का नाम दिखा रहे हैं जिसे आप जानते हैं।',
    ar: 'لقد تحققت من هذا الشخص باسم {name}. وهو يظهر الآن باسم شخص آخر تعرفه.',
  },
} as const satisfies Readonly<Record<string, Words>>;
