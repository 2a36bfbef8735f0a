// What a card with a link says: where it leads, what to know before, and what a look at it here is and is not.

import type { Words } from '../../../../ui/words.ts';
import type { AddressProblem, AddressWarning } from './web-address.ts';

export const linkWords = {
  open: { en: 'Open in a new tab', hi: 'नए टैब में खोलें', ar: 'فتح في علامة تبويب جديدة' },
  opens: {
    en: 'Open {host} in a new tab',
    hi: '{host} नए टैब में खोलें',
    ar: 'فتح {host} في علامة تبويب جديدة',
  },
  preview: { en: 'Preview here', hi: 'यहाँ झलक देखें', ar: 'معاينة هنا' },
  closePreview: { en: 'Close the preview', hi: 'झलक बंद करें', ar: 'إغلاق المعاينة' },
  frame: { en: 'Preview of {host}', hi: '{host} की झलक', ar: 'معاينة {host}' },
  loading: { en: '{host} is being asked …', hi: '{host} से पूछा जा रहा है …', ar: 'جارٍ سؤال {host} …' },
  slow: {
    en: '{host} has not answered yet. It may be away, or not want to be shown here. A new tab says more.',
    hi: '{host} ने अभी जवाब नहीं दिया। शायद वह बंद है, या यहाँ दिखना नहीं चाहता। नए टैब में पता चलेगा।',
    ar: 'لم يجب {host} بعد. ربما هو غائب، أو لا يريد أن يُعرض هنا. تخبرك علامة تبويب جديدة بالمزيد.',
  },
  shown: {
    en: 'From {host}, not from Kith: type nothing secret into it. Empty or refused? Many sites allow no previews; open it in a new tab.',
    hi: 'यह {host} से है, Kith से नहीं: इसमें कुछ गुप्त न लिखें। ख़ाली है या मना किया गया? कई साइटें झलक की अनुमति नहीं देतीं; नए टैब में खोलें।',
    ar: 'هذا من {host} لا من Kith: لا تكتب فيه سرًا. فارغ أو مرفوض؟ مواقع كثيرة لا تسمح بالمعاينة؛ افتحه في علامة تبويب جديدة.',
  },
  refused: {
    en: '{host} leads on to an address that may not be shown here. Open it in a new tab.',
    hi: '{host} ऐसे पते पर ले जाता है जो यहाँ नहीं दिखाया जा सकता। नए टैब में खोलें।',
    ar: 'يقود {host} إلى عنوان لا يجوز عرضه هنا. افتحه في علامة تبويب جديدة.',
  },
  offline: {
    en: 'You’re offline. The preview works once you are back.',
    hi: 'आप ऑफ़लाइन हैं। लौटने पर झलक चलेगी।',
    ar: 'أنت غير متصل. تعمل المعاينة حين تعود.',
  },
  broken: {
    en: 'This was to be a link, but it leads nowhere.',
    hi: 'यह लिंक होना था, पर यह कहीं नहीं ले जाता।',
    ar: 'كان يُفترض أن يكون هذا رابطًا، لكنه لا يقود إلى مكان.',
  },
} as const satisfies Readonly<Record<string, Words>>;

export const warningWords: Readonly<Record<AddressWarning, Words>> = {
  'look-alike': {
    en: 'Written {letters}, with letters that only look like {looksLike}.',
    hi: '{letters} लिखा है, ऐसे अक्षरों से जो बस {looksLike} जैसे दिखते हैं।',
    ar: 'مكتوب {letters}، بحروف تشبه {looksLike} فحسب.',
  },
  'other-letters': { en: 'Reads as {letters}.', hi: '{letters} पढ़ा जाता है।', ar: 'يُقرأ {letters}.' },
  number: {
    en: 'A number instead of a name: nothing says whose it is.',
    hi: 'नाम की जगह संख्या: किसका है, यह पता नहीं चलता।',
    ar: 'رقم بدل اسم: لا شيء يدل على صاحبه.',
  },
  near: {
    en: 'Leads to this device or into your own network, which may be another one for everybody.',
    hi: 'इसी उपकरण या आपके अपने नेटवर्क में ले जाता है, जो हर किसी के लिए अलग हो सकता है।',
    ar: 'يقود إلى هذا الجهاز أو إلى شبكتك أنت، وقد تختلف عند كل شخص.',
  },
  plain: {
    en: 'Not encrypted: others on the way can read and change it.',
    hi: 'कूटबद्ध नहीं: रास्ते में दूसरे इसे पढ़ और बदल सकते हैं।',
    ar: 'غير معمّى: يستطيع غيرك في الطريق قراءته وتغييره.',
  },
  'long-host': {
    en: 'A very long address: only its end says whose it is.',
    hi: 'बहुत लंबा पता: केवल उसका अंत बताता है कि किसका है।',
    ar: 'عنوان طويل جدًا: آخره وحده يدل على صاحبه.',
  },
};

export const problemWords: Readonly<Record<AddressProblem, Words>> = {
  empty: { en: 'Type an address.', hi: 'पता लिखें।', ar: 'اكتب عنوانًا.' },
  'too-long': {
    en: 'This address is too long: browsers would cut it.',
    hi: 'यह पता बहुत लंबा है: ब्राउज़र इसे काट देंगे।',
    ar: 'هذا العنوان أطول من اللازم: ستقصّه المتصفحات.',
  },
  unreadable: {
    en: 'That is no web address. It begins with https:// and has no spaces.',
    hi: 'यह वेब पता नहीं है। वह https:// से शुरू होता है और उसमें ख़ाली जगह नहीं होती।',
    ar: 'هذا ليس عنوان ويب. يبدأ بـ https:// ولا فراغ فيه.',
  },
  'not-web': {
    en: 'Only web addresses can be shared: https:// or http://.',
    hi: 'केवल वेब पते साझा हो सकते हैं: https:// या http://।',
    ar: 'لا تُشارك إلا عناوين الويب: https:// أو http://.',
  },
  'hides-host': {
    en: 'It has a name before an @ and would lead elsewhere than it seems to. Leave that part out.',
    hi: 'इसमें @ से पहले एक नाम है, और यह दिखने से अलग जगह ले जाएगा। वह भाग हटा दें।',
    ar: 'فيه اسم قبل @ فيقود إلى غير ما يبدو. احذف ذلك الجزء.',
  },
};
