// A person's mark said aloud, in every language. The words are translated; what travels is the key they come from.

import type { Dye, Mark, Thing } from '../primitives/mark.ts';
import { say, type Locale, type Words } from './words.ts';

const dyes: Readonly<Record<Dye, Words>> = {
  brick: { en: 'brick', hi: 'ईंटरंगी', ar: 'بلون الآجر' },
  copper: { en: 'copper', hi: 'ताम्ररंगी', ar: 'بلون النحاس' },
  saffron: { en: 'saffron', hi: 'केसरिया', ar: 'بلون الزعفران' },
  olive: { en: 'olive', hi: 'ज़ैतूनी', ar: 'بلون الزيتون' },
  moss: { en: 'moss', hi: 'काईरंगी', ar: 'بلون الطحلب' },
  pine: { en: 'pine', hi: 'देवदारी', ar: 'بلون الصنوبر' },
  teal: { en: 'teal', hi: 'मोरपंखी', ar: 'بلون البط' },
  lake: { en: 'lake', hi: 'झीलरंगी', ar: 'بلون البحيرة' },
  indigo: { en: 'indigo', hi: 'नीलरंगी', ar: 'بلون النيلة' },
  plum: { en: 'plum', hi: 'जामुनी', ar: 'بلون البرقوق' },
  orchid: { en: 'orchid', hi: 'ऑर्किडी', ar: 'بلون الأوركيد' },
  rose: { en: 'rose', hi: 'गुलाबी', ar: 'بلون الورد' },
};

const things: Readonly<Record<Thing, Words>> = {
  acorn: { en: 'acorn', hi: 'बलूत फल', ar: 'بلوطة' },
  anchor: { en: 'anchor', hi: 'लंगर', ar: 'مرساة' },
  badger: { en: 'badger', hi: 'बिज्जू', ar: 'غرير' },
  banjo: { en: 'banjo', hi: 'बैंजो', ar: 'بانجو' },
  barrel: { en: 'barrel', hi: 'पीपा', ar: 'برميل' },
  basket: { en: 'basket', hi: 'टोकरी', ar: 'سلة' },
  beetle: { en: 'beetle', hi: 'भृंग', ar: 'خنفساء' },
  bobbin: { en: 'bobbin', hi: 'फिरकी', ar: 'بكرة خيط' },
  bucket: { en: 'bucket', hi: 'बाल्टी', ar: 'دلو' },
  button: { en: 'button', hi: 'बटन', ar: 'زر' },
  cactus: { en: 'cactus', hi: 'कैक्टस', ar: 'صبارة' },
  candle: { en: 'candle', hi: 'मोमबत्ती', ar: 'شمعة' },
  carrot: { en: 'carrot', hi: 'गाजर', ar: 'جزرة' },
  cello: { en: 'cello', hi: 'चेलो', ar: 'تشيلو' },
  clover: { en: 'clover', hi: 'तिपतिया', ar: 'نفلة' },
  comet: { en: 'comet', hi: 'धूमकेतु', ar: 'مذنب' },
  compass: { en: 'compass', hi: 'कम्पास', ar: 'بوصلة' },
  cricket: { en: 'cricket', hi: 'झींगुर', ar: 'صرصور الليل' },
  dolphin: { en: 'dolphin', hi: 'डॉल्फ़िन', ar: 'دلفين' },
  falcon: { en: 'falcon', hi: 'बाज़', ar: 'صقر' },
  feather: { en: 'feather', hi: 'पंख', ar: 'ريشة' },
  gecko: { en: 'gecko', hi: 'छिपकली', ar: 'وزغة' },
  hammer: { en: 'hammer', hi: 'हथौड़ा', ar: 'مطرقة' },
  hedgehog: { en: 'hedgehog', hi: 'काँटाचूहा', ar: 'قنفذ' },
  heron: { en: 'heron', hi: 'बगुला', ar: 'مالك الحزين' },
  kayak: { en: 'kayak', hi: 'कयाक', ar: 'كاياك' },
  kettle: { en: 'kettle', hi: 'केतली', ar: 'غلاية' },
  ladder: { en: 'ladder', hi: 'सीढ़ी', ar: 'سلم' },
  lantern: { en: 'lantern', hi: 'लालटेन', ar: 'فانوس' },
  lobster: { en: 'lobster', hi: 'झींगा', ar: 'كركند' },
  magpie: { en: 'magpie', hi: 'मैगपाई', ar: 'عقعق' },
  minnow: { en: 'minnow', hi: 'मछली', ar: 'سمكة صغيرة' },
  mitten: { en: 'mitten', hi: 'दस्ताना', ar: 'قفاز' },
  mushroom: { en: 'mushroom', hi: 'कुकुरमुत्ता', ar: 'فطر' },
  needle: { en: 'needle', hi: 'सुई', ar: 'إبرة' },
  otter: { en: 'otter', hi: 'ऊदबिलाव', ar: 'قضاعة' },
  oyster: { en: 'oyster', hi: 'सीप', ar: 'محارة' },
  pebble: { en: 'pebble', hi: 'कंकड़', ar: 'حصاة' },
  pencil: { en: 'pencil', hi: 'पेंसिल', ar: 'قلم رصاص' },
  penguin: { en: 'penguin', hi: 'पेंगुइन', ar: 'بطريق' },
  pigeon: { en: 'pigeon', hi: 'कबूतर', ar: 'حمامة' },
  pinecone: { en: 'pinecone', hi: 'चिलगोज़ा', ar: 'كوز صنوبر' },
  pretzel: { en: 'pretzel', hi: 'प्रेट्ज़ेल', ar: 'بريتزل' },
  puffin: { en: 'puffin', hi: 'पफ़िन', ar: 'بفن' },
  rabbit: { en: 'rabbit', hi: 'ख़रगोश', ar: 'أرنب' },
  raven: { en: 'raven', hi: 'काला कौआ', ar: 'غراب' },
  robin: { en: 'robin', hi: 'रॉबिन', ar: 'أبو الحناء' },
  rowboat: { en: 'rowboat', hi: 'चप्पू वाली नाव', ar: 'قارب تجديف' },
  saddle: { en: 'saddle', hi: 'काठी', ar: 'سرج' },
  sailboat: { en: 'sailboat', hi: 'पाल वाली नाव', ar: 'قارب شراعي' },
  scissors: { en: 'scissors', hi: 'कैंची', ar: 'مقص' },
  seahorse: { en: 'seahorse', hi: 'समुद्री घोड़ा', ar: 'فرس البحر' },
  sparrow: { en: 'sparrow', hi: 'गौरैया', ar: 'دوري' },
  teapot: { en: 'teapot', hi: 'चायदानी', ar: 'إبريق شاي' },
  thimble: { en: 'thimble', hi: 'अंगुश्ताना', ar: 'كشتبان' },
  thistle: { en: 'thistle', hi: 'ऊँटकटारा', ar: 'شوكة' },
  trumpet: { en: 'trumpet', hi: 'तुरही', ar: 'بوق' },
  tulip: { en: 'tulip', hi: 'ट्यूलिप', ar: 'توليب' },
  turtle: { en: 'turtle', hi: 'कछुआ', ar: 'سلحفاة' },
  wagon: { en: 'wagon', hi: 'छकड़ा', ar: 'عربة' },
  walnut: { en: 'walnut', hi: 'अखरोट', ar: 'جوزة' },
  walrus: { en: 'walrus', hi: 'वालरस', ar: 'فظ' },
  whistle: { en: 'whistle', hi: 'सीटी', ar: 'صفارة' },
  windmill: { en: 'windmill', hi: 'पवनचक्की', ar: 'طاحونة هواء' },
};

export const markWords = { dyes, things } as const;

/** The dyes are phrased so that they never bend to the gender of the thing. */
const sentence: Words = { en: 'the {dye} {thing}', hi: '{dye} {thing}', ar: '{thing} {dye}' };

/** "the indigo lantern" */
export function sayMark(locale: Locale, mark: Mark): string {
  return say(locale, sentence, {
    dye: say(locale, markWords.dyes[mark.dye]),
    thing: say(locale, markWords.things[mark.thing]),
  });
}
