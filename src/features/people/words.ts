// What is said about the people in a room and how they are linked.

import type { Departure } from '../../room/room.ts';
import type { Words } from '../../ui/words.ts';

export const peopleWords = {
  title: { en: 'People', hi: 'लोग', ar: 'الأشخاص' },
  youLinked: {
    en: 'you · {linked} of {n} linked',
    hi: 'आप · {n} में से {linked} जुड़े',
    ar: 'أنت · {linked} من {n} متصلون',
  },
  youAlone: { en: 'you · nobody else yet', hi: 'आप · अभी और कोई नहीं', ar: 'أنت · لا أحد غيرك بعد' },
  nobody: { en: 'Nobody else is here yet.', hi: 'अभी यहाँ और कोई नहीं है।', ar: 'لا أحد غيرك هنا بعد.' },
  wereHere: { en: 'Gone', hi: 'चले गए', ar: 'غادروا' },
  /** How many tabs and devices of this person are in the room. */
  inPlaces: {
    en: 'in {n} places',
    hi: '{n} जगह',
    ar: { two: 'في مكانين', few: 'في {n} أماكن', other: 'في {n} مكانًا' },
  },
  /** Linked, but not looking. */
  away: { en: 'away', hi: 'दूर', ar: 'بعيد' },
  /** The page was put to sleep in the background; it comes back when it is looked at. */
  asleep: { en: 'asleep', hi: 'सो रहा है', ar: 'نائم' },
  owner: { en: 'owner', hi: 'मालिक', ar: 'مالك' },
  writingIn: { en: 'writing in {space}', hi: '{space} में लिख रहे हैं', ar: 'يكتب في {space}' },
  inSpace: { en: 'in {space}', hi: '{space} में', ar: 'في {space}' },
  notProof: {
    en: 'A mark helps you recognise someone. It is no proof who they are.',
    hi: 'चिह्न किसी को पहचानने में मदद करता है। यह सबूत नहीं कि वे कौन हैं।',
    ar: 'العلامة تساعدك على تمييز شخص. وهي ليست دليلًا على هويته.',
  },
} as const satisfies Readonly<Record<string, Words>>;

/** How somebody went. */
export const goneWords = {
  left: { en: 'left', hi: 'चले गए', ar: 'غادر' },
  lost: { en: 'connection lost', hi: 'कनेक्शन टूट गया', ar: 'انقطع الاتصال' },
  asleep: { en: 'fell asleep', hi: 'सो गए', ar: 'دخل في السكون' },
  refused: {
    en: 'disconnected: broke the rules',
    hi: 'अलग किए गए: नियम तोड़े',
    ar: 'قُطع الاتصال: خالف القواعد',
  },
} as const satisfies Readonly<Record<Departure, Words>>;

export const roomStateWords = {
  people: {
    en: { one: '{n} person', other: '{n} people' },
    hi: { one: '{n} व्यक्ति', other: '{n} लोग' },
    ar: { one: 'شخص واحد', two: 'شخصان', few: '{n} أشخاص', other: '{n} شخصًا' },
  },
  alone: { en: 'Only you so far', hi: 'अभी केवल आप', ar: 'أنت وحدك حتى الآن' },
  direct: { en: '{n} direct', hi: '{n} सीधे', ar: '{n} مباشر' },
  relayed: { en: '{n} relayed', hi: '{n} रिले से', ar: '{n} عبر مرحّل' },
  via: { en: '{n} via others', hi: '{n} दूसरों के ज़रिए', ar: '{n} عن طريق آخرين' },
  linking: { en: '{n} connecting', hi: '{n} जुड़ रहे हैं', ar: '{n} قيد الاتصال' },
  back: { en: '{n} reconnecting', hi: '{n} फिर से जुड़ रहे हैं', ar: '{n} قيد إعادة الاتصال' },
} as const satisfies Readonly<Record<string, Words>>;
