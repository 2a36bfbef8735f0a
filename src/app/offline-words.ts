// Why a page that came from a server will not work offline: for the bar over Home and for the settings.

import type { ServiceWorkerState } from '../platform/service-worker.ts';
import type { Words } from '../ui/words.ts';

export const offlineWords = {
  title: { en: 'No offline use', hi: 'ऑफ़लाइन उपयोग नहीं', ar: 'لا عمل بلا اتصال' },
  untrusted: {
    en: 'This host’s certificate isn’t trusted by the browser, so it won’t work offline here, and can’t be installed.',
    hi: 'ब्राउज़र इस होस्ट के प्रमाणपत्र पर भरोसा नहीं करता, इसलिए यह यहाँ न ऑफ़लाइन चलेगा, न इंस्टॉल होगा।',
    ar: 'لا يثق المتصفح بشهادة هذا المضيف، فلن يعمل هنا بلا اتصال ولا يمكن تثبيته.',
  },
  refused: {
    en: 'This browser keeps nothing for this page, so it won’t work offline here.',
    hi: 'यह ब्राउज़र इस पन्ने के लिए कुछ नहीं रखता, इसलिए यह यहाँ ऑफ़लाइन नहीं चलेगा।',
    ar: 'لا يحفظ هذا المتصفح شيئًا لهذه الصفحة، فلن تعمل هنا بلا اتصال.',
  },
} as const satisfies Readonly<Record<string, Words>>;

/** What keeps a hosted page from working offline, in words; undefined when nothing does. */
export function offlineObstacle(state: ServiceWorkerState): Words | undefined {
  if (state.kind !== 'unsupported') return undefined;
  if (state.reason === 'untrusted') return offlineWords.untrusted;
  return state.reason === 'refused' || state.reason === 'missing' ? offlineWords.refused : undefined;
}
