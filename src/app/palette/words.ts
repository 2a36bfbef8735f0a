// What the command palette and the sheet of shortcuts say.

import type { Words } from '../../ui/words.ts';
import type { CommandGroup } from '../commands.ts';

export const paletteWords = {
  title: { en: 'Find or do anything', hi: 'कुछ भी ढूँढें या करें', ar: 'ابحث أو نفّذ أي شيء' },
  choose: { en: 'choose', hi: 'चुनें', ar: 'اختيار' },
  doIt: { en: 'do it', hi: 'करें', ar: 'تنفيذ' },
  allShortcuts: { en: 'all shortcuts', hi: 'सब शॉर्टकट', ar: 'كل الاختصارات' },
  nothing: {
    en: 'Nothing here goes by “{query}”.',
    hi: '“{query}” नाम का यहाँ कुछ नहीं।',
    ar: 'لا شيء هنا باسم «{query}».',
  },
  startRoom: { en: 'Start a room', hi: 'कमरा शुरू करें', ar: 'ابدأ غرفة' },
  joinRoom: { en: 'Join a room', hi: 'कमरे में आएँ', ar: 'انضم إلى غرفة' },
  invite: { en: 'Invite somebody', hi: 'किसी को बुलाएँ', ar: 'ادعُ أحدًا' },
  leave: { en: 'Leave the room', hi: 'कमरे से निकलें', ar: 'غادر الغرفة' },
  light: { en: 'Light theme', hi: 'हल्का रंग', ar: 'المظهر الفاتح' },
  dark: { en: 'Dark theme', hi: 'गहरा रंग', ar: 'المظهر الداكن' },
  system: { en: 'Theme as the system says', hi: 'सिस्टम जैसा रंग', ar: 'المظهر بحسب النظام' },
  language: { en: 'Speak {language}', hi: '{language} में', ar: 'اللغة: {language}' },
  settings: { en: 'Settings: {page}', hi: 'सेटिंग: {page}', ar: 'الإعدادات: {page}' },
  shortcuts: { en: 'Keyboard shortcuts', hi: 'कीबोर्ड शॉर्टकट', ar: 'اختصارات لوحة المفاتيح' },
  whatLeaves: {
    en: 'What leaves this device?',
    hi: 'इस उपकरण से क्या बाहर जाता है?',
    ar: 'ما الذي يغادر هذا الجهاز؟',
  },
} as const satisfies Readonly<Record<string, Words>>;

export const groupWords: Readonly<Record<CommandGroup, Words>> = {
  people: { en: 'People', hi: 'लोग', ar: 'الأشخاص' },
  go: { en: 'Go to', hi: 'जाएँ', ar: 'اذهب إلى' },
  do: { en: 'Do', hi: 'करें', ar: 'نفّذ' },
};
