// On or off, at once, without a button to confirm it. Ink when on.

import { useId } from 'preact/hooks';

export interface SwitchProps {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
  /** What it means, in one sentence. */
  readonly hint?: string | undefined;
  readonly disabled?: boolean | undefined;
}

const track =
  'relative mt-px h-6 w-10 shrink-0 appearance-none rounded-full border-[1.5px] border-line-2 bg-transparent ' +
  'transition-colors duration-press checked:border-ink checked:bg-ink disabled:opacity-50 ' +
  'after:absolute after:-inset-x-1 after:-inset-y-3 forced-colors:appearance-auto ' +
  'before:absolute before:inset-y-[3px] before:start-[3px] before:aspect-square before:rounded-full before:bg-line-2 ' +
  'before:transition-[inset-inline-start] before:duration-quick ' +
  'checked:before:start-[calc(100%-18px)] checked:before:bg-on-ink forced-colors:before:hidden';

export function Switch({ label, checked, onChange, hint, disabled }: SwitchProps) {
  const id = useId();
  const hintId = `${id}-hint`;
  return (
    <div class="flex items-start gap-3.5 touch:min-h-11">
      <input
        id={id}
        type="checkbox"
        role="switch"
        class={track}
        checked={checked}
        disabled={disabled}
        aria-checked={checked}
        aria-describedby={hint === undefined ? undefined : hintId}
        onChange={(event) => onChange(event.currentTarget.checked)}
      />
      <div class="min-w-0">
        <label class="block pt-0.5 text-ui font-semibold" for={id}>
          {label}
        </label>
        {hint === undefined ? null : (
          <p id={hintId} class="mt-0.5 text-small text-ink-3">
            {hint}
          </p>
        )}
      </div>
    </div>
  );
}
