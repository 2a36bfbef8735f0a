// Two to four choices that exclude each other, side by side. Native radio buttons underneath: keys and forms come free.

import { useId } from 'preact/hooks';
import { Icon } from './Icon.tsx';
import type { IconName } from './icon-shapes.ts';

export interface SegmentedOption<Value extends string> {
  readonly value: Value;
  readonly label: string;
  readonly icon?: IconName | undefined;
  readonly disabled?: boolean | undefined;
}

export interface SegmentedProps<Value extends string> {
  /** Names the group. */
  readonly label: string;
  readonly options: readonly SegmentedOption<Value>[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly hideLabel?: boolean | undefined;
}

const segment =
  'inline-flex min-h-8.5 items-center gap-1.5 border-line-2 px-3 text-ui text-ink-2 not-first:border-s ' +
  'transition-colors duration-press hover:bg-hover has-[:checked]:bg-ink has-[:checked]:text-on-ink ' +
  'has-[:disabled]:opacity-50 has-[:focus-visible]:outline-2 has-[:focus-visible]:-outline-offset-4 ' +
  'has-[:focus-visible]:outline-you touch:min-h-11 forced-colors:has-[:checked]:bg-[Highlight] ' +
  'forced-colors:has-[:checked]:text-[HighlightText] forced-colors:has-[:checked]:forced-color-adjust-none ' +
  'first:rounded-s-[6px] last:rounded-e-[6px]';

export function Segmented<Value extends string>(props: SegmentedProps<Value>) {
  const name = useId();
  return (
    <div class="flex flex-col items-start">
      <span
        id={`${name}-label`}
        class={props.hideLabel === true ? 'sr-only' : 'mb-1.5 text-ui font-semibold'}
      >
        {props.label}
      </span>
      <div
        role="radiogroup"
        aria-labelledby={`${name}-label`}
        class="inline-flex rounded-control border border-line-2"
      >
        {props.options.map((option) => (
          <label key={option.value} class={segment}>
            <input
              type="radio"
              class="sr-only"
              name={name}
              value={option.value}
              checked={option.value === props.value}
              disabled={option.disabled}
              onChange={() => props.onChange(option.value)}
            />
            {option.icon === undefined ? null : <Icon name={option.icon} size={16} />}
            {option.label}
          </label>
        ))}
      </div>
    </div>
  );
}
