// What is told of files to whoever does not look.

import type { Words } from '../../ui/words.ts';

export const newsTitles = {
  offered: {
    en: { one: 'A file is offered in {room}', other: '{n} files are offered in {room}' },
    hi: { one: '{room} में एक फ़ाइल दी जा रही है', other: '{room} में {n} फ़ाइलें दी जा रही हैं' },
    ar: {
      one: 'ملف معروض في {room}',
      two: 'ملفان معروضان في {room}',
      few: '{n} ملفات معروضة في {room}',
      other: '{n} ملفًا معروضًا في {room}',
    },
  },
  done: {
    en: { one: 'A file has arrived in {room}', other: '{n} files have arrived in {room}' },
    hi: { one: '{room} में एक फ़ाइल आ गई', other: '{room} में {n} फ़ाइलें आ गईं' },
    ar: {
      one: 'وصل ملف في {room}',
      two: 'وصل ملفان في {room}',
      few: 'وصلت {n} ملفات في {room}',
      other: 'وصل {n} ملفًا في {room}',
    },
  },
  failed: {
    en: { one: 'A file did not arrive in {room}', other: '{n} files did not arrive in {room}' },
    hi: { one: '{room} में एक फ़ाइल नहीं आ सकी', other: '{room} में {n} फ़ाइलें नहीं आ सकीं' },
    ar: {
      one: 'لم يصل ملف في {room}',
      two: 'لم يصل ملفان في {room}',
      few: 'لم تصل {n} ملفات في {room}',
      other: 'لم يصل {n} ملفًا في {room}',
    },
  },
} as const satisfies Readonly<Record<string, Words>>;
