// What a message answers: a curve from its author's dye, and their first words. Leads there.

import { useMemo } from 'preact/hooks';
import { useLocale, useSay } from '../../../ui/locale.tsx';
import type { EntryId, Message } from '../api.ts';
import { briefOf } from './brief.ts';
import { useNames } from './names.ts';
import { useTalk } from './talk-face.ts';
import { talkWords } from './talk-words.ts';

export function ReplyQuote({ of }: { readonly of: EntryId }) {
  const say = useSay();
  const { thread, model, jump } = useTalk();
  const nameOf = useNames(model);
  const quoted = findMessage(thread.rows.value, of);
  const brief = useBrief(quoted);
  const dye = quoted && model.authors.value.get(quoted.author)?.mark.dye;
  const curve = (
    <span
      aria-hidden="true"
      class="mt-2.75 h-2.75 w-6.5 shrink-0 rounded-ss-[9px] border-s-2 border-t-2 border-dye"
    />
  );
  if (!quoted) {
    return (
      <p class="-ms-8 mb-1 flex items-center gap-1.5 text-small text-ink-3 [--dye:var(--line-2)]">
        {curve}
        {say(talkWords.missingMessage)}
      </p>
    );
  }
  const name = nameOf(quoted.author, quoted.isSelf);
  return (
    <button
      type="button"
      data-dye={dye}
      aria-label={say(talkWords.said, { name: say(talkWords.repliesTo, { name }), text: brief })}
      class="relative -ms-8 mb-1 flex max-w-[calc(100%+2rem)] items-center gap-1.5 text-start text-small whitespace-nowrap text-ink-2 after:absolute after:inset-x-0 after:-inset-y-3 hover:text-ink"
      onClick={() => jump.to(of)}
    >
      {curve}
      <b dir="auto" class="max-w-40 shrink-0 truncate text-dye-ink">
        {name}
      </b>
      <span dir="auto" class="min-w-0 truncate">
        {brief}
      </span>
    </button>
  );
}

export function findMessage(rows: readonly { readonly id: string; readonly kind: string }[], id: EntryId) {
  return rows.find((row) => row.id === id && row.kind === 'message') as Message | undefined;
}

/** What a message says, in one line; '' for none. */
export function useBrief(message: Message | undefined): string {
  const locale = useLocale();
  const body = message?.body;
  return useMemo(() => (body ? briefOf(locale, body) : ''), [body, locale]);
}
