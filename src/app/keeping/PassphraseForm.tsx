// A form around a passphrase. Its hidden user name tells password managers, and those who use them, what it opens.

import type { ComponentChildren } from 'preact';

export interface PassphraseFormProps {
  /** What the passphrase opens: a room's title. */
  readonly opens: string;
  readonly onSubmit: () => void;
  readonly children?: ComponentChildren;
}

export function PassphraseForm({ opens, onSubmit, children }: PassphraseFormProps) {
  return (
    <form
      class="grid w-full justify-items-start gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        onSubmit();
      }}
    >
      <input hidden type="text" autoComplete="username" readOnly value={opens} />
      {children}
    </form>
  );
}
