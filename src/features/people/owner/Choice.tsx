// One rule with a few ways to set it: for owners to press, for everybody to read.

import { useState } from 'preact/hooks';
import { Segmented } from '../../../ui/Segmented.tsx';

export interface ChoiceProps<Value extends string> {
  readonly label: string;
  readonly options: readonly { readonly value: Value; readonly label: string }[];
  readonly value: Value;
  /** To be read only. */
  readonly isFixed: boolean;
  /** One of several of a kind: its label stands beside it. */
  readonly isMinor?: boolean;
  readonly hint?: string;
  readonly onChange: (value: Value) => void;
}

export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, options, value, isFixed, isMinor = false, hint } = props;
  const [wished, wish] = useState<Value | undefined>();
  // What was pressed is shown while it is being signed.
  const shown = isFixed && wished !== undefined ? wished : value;
  return (
    <section>
      <div class={isMinor ? 'flex flex-wrap items-center gap-x-3 gap-y-1' : undefined}>
        {isMinor ? <span class="min-w-24 flex-1 text-ui">{label}</span> : null}
        <Segmented
          label={label}
          hideLabel={isMinor}
          options={options.map((option) => ({ ...option, disabled: isFixed && option.value !== shown }))}
          value={shown}
          onChange={(next) => {
            wish(next);
            props.onChange(next);
          }}
        />
      </div>
      {hint === undefined ? null : <p class="mt-2 text-small text-ink-3">{hint}</p>}
    </section>
  );
}
