// What the emoji picker says.

import type { Words } from '../../../../ui/words.ts';
import type { EmojiGroupId } from './emoji-table.ts';

export const emojiWords = {
  pick: { en: 'Pick an emoji', hi: 'इमोजी चुनें', ar: 'اختيار رمز تعبيري' },
  search: { en: 'Search emoji', hi: 'इमोजी खोजें', ar: 'بحث في الرموز' },
  recent: { en: 'Used lately', hi: 'हाल में इस्तेमाल', ar: 'استُخدمت مؤخرًا' },
  found: { en: 'Found', hi: 'मिले', ar: 'النتائج' },
  nothing: { en: 'No emoji by that name', hi: 'इस नाम का इमोजी नहीं', ar: 'لا رمز بهذا الاسم' },
  tone: { en: 'Skin tone', hi: 'त्वचा का रंग', ar: 'لون البشرة' },
} as const satisfies Readonly<Record<string, Words>>;

/** From none to dark. */
export const toneWords: readonly Words[] = [
  { en: 'No tone', hi: 'कोई रंग नहीं', ar: 'بلا لون' },
  { en: 'Light', hi: 'गोरा', ar: 'فاتح' },
  { en: 'Medium light', hi: 'हल्का गेहुँआ', ar: 'فاتح متوسط' },
  { en: 'Medium', hi: 'गेहुँआ', ar: 'متوسط' },
  { en: 'Medium dark', hi: 'हल्का साँवला', ar: 'داكن متوسط' },
  { en: 'Dark', hi: 'साँवला', ar: 'داكن' },
];

export const groupWords: Readonly<Record<EmojiGroupId, Words>> = {
  smileys: { en: 'Faces and hearts', hi: 'चेहरे और दिल', ar: 'وجوه وقلوب' },
  people: { en: 'People and hands', hi: 'लोग और हाथ', ar: 'أشخاص وأيدٍ' },
  nature: { en: 'Animals and plants', hi: 'जानवर और पौधे', ar: 'حيوانات ونباتات' },
  food: { en: 'Food and drink', hi: 'खाना-पीना', ar: 'طعام وشراب' },
  travel: { en: 'Travel and weather', hi: 'यात्रा और मौसम', ar: 'سفر وطقس' },
  activities: { en: 'Games and feasts', hi: 'खेल और त्योहार', ar: 'ألعاب وأعياد' },
  objects: { en: 'Things', hi: 'चीज़ें', ar: 'أشياء' },
  symbols: { en: 'Signs and flags', hi: 'चिह्न और झंडे', ar: 'إشارات ورايات' },
};
