// Where messages are written: Enter sends, Shift and Enter begins a line. The draft lives in the model.

import { useLayoutEffect, useRef } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';
import { formatDuration } from '../../ui/format.ts';
import { useLocale, useSay } from '../../ui/locale.tsx';
import { directionOf } from '../../ui/words.ts';
import { useRoomFace } from '../room-face.tsx';
import type { ChatModel } from './model.ts';
import { MAX_TEXT_LENGTH } from './protocol.ts';
import { chatWords } from './words.ts';

/** Some eight lines; a longer message scrolls. */
const MAX_HEIGHT_PX = 200;

export function Composer({ model }: { readonly model: ChatModel }) {
  const say = useSay();
  const locale = useLocale();
  const { title } = useRoomFace();
  const draft = model.draft.value;
  const field = useGrowing(draft);
  const waitMs = model.pace.waitMs.value;
  const excess = draft.trim().length - MAX_TEXT_LENGTH;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        model.send();
        field.current?.focus();
      }}
    >
      <div class="flex items-end gap-2 rounded-control border border-line-2 bg-sheet p-1.5 ps-3.5 has-[textarea:focus-visible]:outline-2 has-[textarea:focus-visible]:outline-offset-2 has-[textarea:focus-visible]:outline-you-ink">
        <textarea
          ref={field}
          rows={1}
          // Nothing written yet has the direction of the placeholder.
          dir={draft === '' ? directionOf(locale) : 'auto'}
          aria-label={say(chatWords.message, { room: title })}
          aria-invalid={excess > 0 ? true : undefined}
          aria-describedby={excess > 0 ? 'composer-note' : undefined}
          placeholder={say(chatWords.message, { room: title })}
          value={draft}
          class="min-h-9 flex-1 resize-none border-0 bg-transparent py-1.5 text-base outline-none max-md:text-[1rem]"
          onInput={(event) => model.setDraft(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
            event.preventDefault();
            model.send();
          }}
        />
        <Button
          kind="primary"
          type="submit"
          icon="send"
          iconOnly
          label={say(chatWords.send)}
          disabled={draft.trim() === '' || excess > 0 || waitMs > 0}
        />
      </div>
      {excess > 0 ? (
        <p id="composer-note" role="alert" class="mt-1.5 text-small text-danger">
          {say(chatWords.tooLong, { n: excess })}
        </p>
      ) : null}
      {waitMs > 0 ? (
        <p class="mt-1.5 text-small text-ink-3">
          {say(chatWords.slow, { time: formatDuration(locale, Math.ceil(waitMs / 1_000) * 1_000) })}
        </p>
      ) : null}
    </form>
  );
}

/** A field as high as its text, up to a limit. */
function useGrowing(text: string) {
  const field = useRef<HTMLTextAreaElement>(null);
  useLayoutEffect(() => {
    const element = field.current;
    if (!element) return;
    element.style.height = 'auto';
    element.style.height = `${Math.min(element.scrollHeight, MAX_HEIGHT_PX)}px`;
  }, [text]);
  return field;
}
