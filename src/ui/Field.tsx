// A text field: visible label above, one hint or error below, both tied to it for those who hear the page.

import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import { classList } from './class-list.ts';
import { Icon } from './Icon.tsx';
import { useInitialFocus } from './initial-focus.ts';

export interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onInput: (value: string) => void;
  /** What went wrong and what to do; replaces the hint. */
  readonly error?: string | undefined;
  readonly hint?: string | undefined;
  readonly placeholder?: string | undefined;
  readonly name?: string | undefined;
  /** UTF-16 units, as the browser counts. */
  readonly maxLength?: number | undefined;
  readonly autoFocus?: boolean | undefined;
  /** Stands inside the outline, after the text: a button or a unit. */
  readonly trailing?: ComponentChildren;
  readonly leading?: ComponentChildren;
  readonly inputMode?: 'text' | 'numeric' | 'decimal' | 'url' | 'search' | 'email' | 'tel' | undefined;
  readonly type?: 'text' | 'password' | 'url' | 'number' | 'search' | undefined;
  readonly multiline?: boolean | undefined;
  /** Lines of a multiline field; 3 unless told. */
  readonly rows?: number | undefined;
  readonly monospace?: boolean | undefined;
  /** Enter without Shift, and not while an input method is composing. */
  readonly onEnter?: (() => void) | undefined;
  readonly onBlur?: (() => void) | undefined;
  readonly hideLabel?: boolean | undefined;
  readonly readOnly?: boolean | undefined;
  readonly disabled?: boolean | undefined;
  readonly required?: boolean | undefined;
  readonly autoComplete?: string | undefined;
  readonly spellCheck?: boolean | undefined;
  readonly inputRef?: ((element: HTMLInputElement | HTMLTextAreaElement | null) => void) | undefined;
}

const box =
  'flex min-h-11 items-center gap-2 rounded-control bg-sheet px-3 text-ink outline-offset-2 ' +
  'has-[:focus-visible]:outline-2 has-[:focus-visible]:outline-you-ink has-[:disabled]:opacity-50';
const plain = 'border border-line-2';
const wrong = 'border-2 border-danger';
const control =
  'min-h-10.5 min-w-0 flex-1 border-0 bg-transparent text-base text-ink outline-none placeholder:text-ink-3 max-md:text-[1rem]';

export function TextField(props: TextFieldProps) {
  const id = useId();
  const noteId = `${id}-note`;
  const hasError = props.error !== undefined && props.error !== '';
  const hasNote = hasError || props.hint !== undefined;
  useInitialFocus(id, props.autoFocus === true);
  const className = classList(
    control,
    props.monospace === true && 'font-mono',
    props.multiline === true && 'resize-y py-2.5',
  );
  const shared = {
    id,
    class: className,
    name: props.name,
    value: props.value,
    placeholder: props.placeholder,
    maxLength: props.maxLength,
    inputMode: props.inputMode,
    readOnly: props.readOnly,
    disabled: props.disabled,
    required: props.required,
    autoComplete: props.autoComplete ?? 'off',
    spellcheck: props.spellCheck,
    'aria-invalid': hasError ? true : undefined,
    'aria-describedby': hasNote ? noteId : undefined,
    onInput: (event: { currentTarget: HTMLInputElement | HTMLTextAreaElement }) =>
      props.onInput(event.currentTarget.value),
    onKeyDown: (event: KeyboardEvent) => enterOf(event, props.onEnter),
    onBlur: props.onBlur,
  };
  // Preact's types know one shape per type of input; these share the one of text.
  const inputType = { type: props.type ?? 'text' } as { readonly type: 'text' };
  return (
    <div class="flex min-w-0 flex-col">
      <label class={props.hideLabel === true ? 'sr-only' : 'mb-1.5 text-ui font-semibold'} for={id}>
        {props.label}
      </label>
      <div class={classList(box, hasError ? wrong : plain)}>
        {props.leading}
        {props.multiline === true ? (
          <textarea {...shared} ref={props.inputRef ?? null} rows={props.rows ?? 3} />
        ) : (
          <input {...shared} ref={props.inputRef ?? null} {...inputType} />
        )}
        {props.trailing}
      </div>
      <FieldNote id={noteId} error={hasError ? props.error : undefined} hint={props.hint} />
    </div>
  );
}

interface FieldNoteProps {
  readonly id: string;
  readonly error?: string | undefined;
  readonly hint?: string | undefined;
}

/** The line below a control: what went wrong, or else a hint, or nothing. */
export function FieldNote({ id, error, hint }: FieldNoteProps) {
  if (error !== undefined) {
    return (
      <p id={id} role="alert" class="mt-2 flex items-start gap-2 text-small text-danger">
        <Icon name="alert" size={16} />
        <span>{error}</span>
      </p>
    );
  }
  if (hint === undefined) return null;
  return (
    <p id={id} class="mt-1.5 text-small text-ink-3">
      {hint}
    </p>
  );
}

function enterOf(event: KeyboardEvent, onEnter: (() => void) | undefined): void {
  if (onEnter === undefined || event.key !== 'Enter' || event.shiftKey || event.isComposing) return;
  event.preventDefault();
  onEnter();
}
