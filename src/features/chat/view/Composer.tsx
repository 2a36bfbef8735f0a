// Where messages are written: Enter sends, Shift and Enter begins a line (Enter alone where fingers write), `@` names
// people, files come by button, paste or drop. The draft lives in the model, what else is written beside the thread.

import type { RefObject } from 'preact';
import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Button } from '../../../ui/Button.tsx';
import { formatDuration } from '../../../ui/format.ts';
import { useLocale, useSay } from '../../../ui/locale.tsx';
import { directionOf } from '../../../ui/words.ts';
import { MAX_TEXT_LENGTH, type SendError } from '../api.ts';
import { ComposerTools } from './ComposerTools.tsx';
import { ComposingLine } from './ComposingLine.tsx';
import type { FileTray } from './composer-state.ts';
import { composeWords, sendErrorWords } from './compose-words.ts';
import { FileTrayView } from './FileTrayView.tsx';
import { MentionList } from './MentionList.tsx';
import { useTalk } from './talk-face.ts';
import { useDraft } from './use-draft.ts';
import { useGrowing } from './use-growing.ts';
import { useMentioning } from './use-mentioning.ts';
import { useSending } from './use-sending.ts';
import { useShare } from './use-share.ts';
import { VoiceButton } from './voice/VoiceButton.tsx';

export interface ComposerProps {
  /** What the field is called: whom it reaches. */
  readonly label: string;
  readonly tray: FileTray;
}

export function Composer({ label, tray }: ComposerProps) {
  const say = useSay();
  const locale = useLocale();
  const { model, thread, composing } = useTalk();
  const draft = useDraft();
  const field = useGrowing(draft.text);
  const mentioning = useMentioning(draft, field);
  const sending = useSending(draft, tray);
  const takesLarge = useShare(thread) !== undefined;
  const waitMs = model.pace.waitMs.value;
  const excess = draft.text.trim().length - MAX_TEXT_LENGTH;
  const isEdit = composing.value.kind === 'edit';
  const files = tray.files.value;
  const isReady = draft.text.trim() !== '' || (files.length > 0 && !isEdit);
  const isWaiting = files.some(({ kind }) => kind === 'preparing');
  useFocusOnChange(field);
  const send = () => {
    if (!isReady || isWaiting || excess > 0 || (waitMs > 0 && !isEdit)) return;
    const show = (text: string) => {
      if (field.current) field.current.value = text;
    };
    // Not sooner: giving the focus lays the page out, and the message would wait for that.
    void sending.send(show).then(() => field.current?.focus());
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.isComposing || mentioning.onKey(event)) return;
    if (event.key === 'Escape' && composing.value.kind !== 'new') {
      event.preventDefault();
      draft.leave();
    } else if (event.key === 'ArrowUp' && draft.text === '') draft.editLast(event);
    else if (event.key === 'Enter' && isToSend(event)) {
      event.preventDefault();
      send();
    }
  };
  const noteId = 'composer-note';
  return (
    // What is pressed is the button inside.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <form
      // The field keeps the focus, and a phone its keyboard, when somebody presses Send.
      onMouseDown={(event) => {
        if (isSend(event.target)) event.preventDefault();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        send();
      }}
    >
      <ComposingLine onLeave={draft.leave} />
      {isEdit ? null : <FileTrayView tray={tray} />}
      <div class="relative">
        <MentionList mentioning={mentioning} />
        <div class="flex items-end gap-0.5 rounded-[10px] border border-line-2 bg-raised p-1.25 has-[textarea:focus-visible]:outline-2 has-[textarea:focus-visible]:outline-offset-2 has-[textarea:focus-visible]:outline-you-ink">
          <ComposerTools tray={tray} onEmoji={draft.insert(field)} isEdit={isEdit} takesLarge={takesLarge}>
            <textarea
              ref={field}
              rows={1}
              // Nothing written yet has the direction of the placeholder.
              dir={draft.text === '' ? directionOf(locale) : 'auto'}
              aria-autocomplete="list"
              aria-haspopup="listbox"
              aria-controls={mentioning.isOpen ? mentioning.listId : undefined}
              aria-activedescendant={mentioning.activeId}
              aria-label={label}
              aria-invalid={excess > 0 ? true : undefined}
              aria-describedby={excess > 0 || sending.error ? noteId : undefined}
              placeholder={label}
              enterkeyhint={isTouch() ? 'enter' : 'send'}
              // Whom it goes to is told that somebody writes, and nobody else.
              data-private={thread.id === 'room' ? undefined : ''}
              value={draft.text}
              class="min-h-9 min-w-0 flex-1 resize-none border-0 bg-transparent px-1.5 py-1.5 text-base outline-none max-md:text-[1rem] touch:min-h-11 touch:py-2.5"
              onInput={(event) => draft.type(event.currentTarget.value)}
              onKeyDown={onKeyDown}
              onKeyUp={mentioning.look}
              onClick={mentioning.look}
              onPaste={(event) => {
                const pasted = Array.from(event.clipboardData?.files ?? []);
                if (pasted.length === 0 || isEdit) return;
                event.preventDefault();
                void tray.add(pasted, takesLarge);
              }}
            />
          </ComposerTools>
          {isEdit ? null : <VoiceButton />}
          <Button
            kind="primary"
            type="submit"
            icon={isEdit ? 'check' : 'send'}
            iconOnly
            label={say(isEdit ? composeWords.saveEdit : composeWords.send)}
            disabled={!isReady || isWaiting || excess > 0 || (waitMs > 0 && !isEdit)}
          />
        </div>
      </div>
      <Note id={noteId} excess={excess} error={sending.error} />
      {waitMs > 0 ? (
        <p class="mt-1.5 text-small text-ink-3">
          {say(composeWords.slow, { time: formatDuration(locale, Math.ceil(waitMs / 1_000) * 1_000) })}
        </p>
      ) : null}
    </form>
  );
}

/** A keyboard on glass has no Shift and Enter: there Enter begins a line, and the button beside the field sends. */
function isToSend({ shiftKey, ctrlKey, metaKey }: KeyboardEvent): boolean {
  return ctrlKey || metaKey || (!shiftKey && !isTouch());
}

function isTouch(): boolean {
  return matchMedia('(pointer: coarse)').matches;
}

function isSend(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('button[type="submit"]') !== null;
}

interface NoteProps {
  readonly id: string;
  /** UTF-16 units too many. */
  readonly excess: number;
  readonly error: SendError | undefined;
}

function Note({ id, excess, error }: NoteProps) {
  const say = useSay();
  if (excess <= 0 && !error) return null;
  return (
    <p id={id} role="alert" class="mt-1.5 text-small text-danger">
      {excess > 0 ? say(composeWords.tooLong, { n: excess }) : error ? say(sendErrorWords[error]) : null}
    </p>
  );
}

/** Whoever chooses to answer or to change something writes next. */
function useFocusOnChange(field: RefObject<HTMLTextAreaElement | null>): void {
  const { composing } = useTalk();
  const now = composing.value;
  const [first] = useState(now);
  const last = useRef(first);
  useLayoutEffect(() => {
    if (last.current === now) return;
    last.current = now;
    field.current?.focus();
  }, [now, field]);
}
