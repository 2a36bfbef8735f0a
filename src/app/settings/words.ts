// What the settings say: the pages and the first two of them.

import type { Words } from '../../ui/words.ts';
import type { SettingsPage } from '../routes.ts';

export const pageWords: Readonly<Record<SettingsPage, Words>> = {
  profile: { en: 'Profile', hi: 'परिचय', ar: 'الملف الشخصي' },
  appearance: { en: 'Appearance and language', hi: 'रूप और भाषा', ar: 'المظهر واللغة' },
  notifications: { en: 'Notifications', hi: 'सूचनाएँ', ar: 'الإشعارات' },
  network: { en: 'Network', hi: 'नेटवर्क', ar: 'الشبكة' },
  identity: { en: 'Identity', hi: 'पहचान', ar: 'الهوية' },
  people: { en: 'People', hi: 'लोग', ar: 'الأشخاص' },
  file: { en: 'This file', hi: 'यह फ़ाइल', ar: 'هذا الملف' },
};

export const settingsWords = {
  title: { en: 'Settings', hi: 'सेटिंग', ar: 'الإعدادات' },
  pages: { en: 'Pages of the settings', hi: 'सेटिंग के पन्ने', ar: 'صفحات الإعدادات' },
  back: { en: 'Back', hi: 'वापस', ar: 'رجوع' },
  findSetting: { en: 'Find a setting', hi: 'सेटिंग ढूँढें', ar: 'ابحث عن إعداد' },
  profileText: {
    en: 'What the people in a room see of you.',
    hi: 'कमरे के लोग आपका क्या देखते हैं।',
    ar: 'ما يراه منك من في الغرفة.',
  },
  name: { en: 'Your name', hi: 'आपका नाम', ar: 'اسمك' },
  status: { en: 'About you', hi: 'आपके बारे में', ar: 'عنك' },
  statusHint: {
    en: 'One line beside your name, such as “Back at five”. At most 80 letters.',
    hi: 'आपके नाम के पास एक पंक्ति, जैसे “पाँच बजे लौटूँगा”। अधिक से अधिक 80 अक्षर।',
    ar: 'سطر واحد بجانب اسمك، مثل «أعود الخامسة». 80 حرفًا على الأكثر.',
  },
  mark: { en: 'Your mark', hi: 'आपका चिह्न', ar: 'علامتك' },
  markText: {
    en: 'A colour and a thing out of your key. It helps the others recognise you; it is no proof.',
    hi: 'आपकी कुंजी से बना एक रंग और एक वस्तु। इससे दूसरे आपको पहचानते हैं; यह सबूत नहीं है।',
    ar: 'لون وشيء من مفتاحك. تساعد الآخرين على تمييزك، وليست دليلًا.',
  },
  appearanceText: {
    en: 'How Kith looks and speaks, here only.',
    hi: 'Kith यहाँ कैसा दिखे और बोले।',
    ar: 'كيف يبدو Kith ويتحدث، هنا فقط.',
  },
  theme: { en: 'Theme', hi: 'रंग', ar: 'المظهر' },
  light: { en: 'Light', hi: 'हल्का', ar: 'فاتح' },
  dark: { en: 'Dark', hi: 'गहरा', ar: 'داكن' },
  system: { en: 'As the system', hi: 'सिस्टम जैसा', ar: 'بحسب النظام' },
  language: { en: 'Language', hi: 'भाषा', ar: 'اللغة' },
  keys: { en: 'Keyboard', hi: 'कीबोर्ड', ar: 'لوحة المفاتيح' },
  bareKeys: { en: 'Single-key shortcuts', hi: 'एक कुंजी के शॉर्टकट', ar: 'اختصارات بمفتاح واحد' },
  bareKeysHint: {
    en: 'Such as ? or G then C. Off, only shortcuts with Ctrl or Cmd work; useful with speech input.',
    hi: 'जैसे ? या G फिर C। बंद करने पर केवल Ctrl या Cmd वाले शॉर्टकट चलेंगे; बोलकर लिखते समय उपयोगी।',
    ar: 'مثل ? أو G ثم C. عند إيقافها تعمل الاختصارات مع Ctrl أو Cmd فقط؛ وهذا مفيد مع الإملاء الصوتي.',
  },
} as const satisfies Readonly<Record<string, Words>>;
