// What notifications say, and what the settings and the bell say about them.

import type { Words } from '../../ui/words.ts';
import type { QuietSpan } from './quiet-span.ts';

export const notifyWords = {
  one: { en: 'New message in {room}', hi: '{room} में नया संदेश', ar: 'رسالة جديدة في {room}' },
  several: {
    en: { one: '{n} new message in {room}', other: '{n} new messages in {room}' },
    hi: { one: '{room} में {n} नया संदेश', other: '{room} में {n} नए संदेश' },
    ar: {
      one: 'رسالة جديدة في {room}',
      two: 'رسالتان جديدتان في {room}',
      few: '{n} رسائل جديدة في {room}',
      other: '{n} رسالة جديدة في {room}',
    },
  },
  direct: { en: 'Message to you in {room}', hi: '{room} में आपको संदेश', ar: 'رسالة إليك في {room}' },
  mention: { en: 'You are mentioned in {room}', hi: '{room} में आपका ज़िक्र', ar: 'أُشير إليك في {room}' },
  marked: { en: '{name} ({mark})', hi: '{name} ({mark})', ar: '{name} ({mark})' },
  from: { en: 'From {name}', hi: '{name} की ओर से', ar: 'من {name}' },
  says: { en: '{name}: {preview}', hi: '{name}: {preview}', ar: '{name}: {preview}' },
} as const satisfies Readonly<Record<string, Words>>;

export const bellWords = {
  bell: { en: 'Notifications', hi: 'सूचनाएँ', ar: 'الإشعارات' },
  bellQuiet: {
    en: 'Notifications, do not disturb',
    hi: 'सूचनाएँ, परेशान न करें',
    ar: 'الإشعارات، عدم الإزعاج',
  },
  bellMuted: {
    en: 'Notifications, this room is muted',
    hi: 'सूचनाएँ, यह कमरा मौन है',
    ar: 'الإشعارات، هذه الغرفة مكتومة',
  },
  mute: { en: 'Mute this room', hi: 'यह कमरा मौन करें', ar: 'كتم هذه الغرفة' },
  unmute: { en: 'Unmute this room', hi: 'यह कमरा मौन न रखें', ar: 'إلغاء كتم هذه الغرفة' },
  settings: { en: 'Notification settings', hi: 'सूचना सेटिंग', ar: 'إعدادات الإشعارات' },
} as const satisfies Readonly<Record<string, Words>>;

export const quietWords: Readonly<Record<QuietSpan, Words>> = {
  off: { en: 'Off', hi: 'बंद', ar: 'متوقف' },
  hour: { en: 'For an hour', hi: 'एक घंटे तक', ar: 'لمدة ساعة' },
  tomorrow: { en: 'Until tomorrow', hi: 'कल तक', ar: 'حتى الغد' },
  on: { en: 'Until I turn it off', hi: 'जब तक मैं बंद न करूँ', ar: 'حتى أوقفه' },
};

/** The same in the bell's menu, where nothing stands above it. */
export const bellQuietWords: Readonly<Record<QuietSpan, Words>> = {
  off: { en: 'Disturb me again', hi: 'फिर से सूचना दें', ar: 'أعد الإزعاج' },
  hour: { en: 'Do not disturb for an hour', hi: 'एक घंटे परेशान न करें', ar: 'عدم الإزعاج لمدة ساعة' },
  tomorrow: { en: 'Do not disturb until tomorrow', hi: 'कल तक परेशान न करें', ar: 'عدم الإزعاج حتى الغد' },
  on: {
    en: 'Do not disturb until I turn it off',
    hi: 'जब तक मैं बंद न करूँ, परेशान न करें',
    ar: 'عدم الإزعاج حتى أوقفه',
  },
};
