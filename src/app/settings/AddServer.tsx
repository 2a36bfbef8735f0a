// The field for the address of one more server: a broker, a STUN or TURN server. What an address is, its owner knows.

import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import { Button } from '../../ui/Button.tsx';
import { TextField } from '../../ui/Field.tsx';
import { useSay } from '../../ui/locale.tsx';
import { networkWords } from './network-words.ts';

export interface AddServerProps {
  readonly label: string;
  readonly placeholder: string;
  readonly inputMode?: 'url';
  readonly maxLength: number;
  /** Adds the server, or says in a sentence why not. */
  readonly onAdd: (address: string) => string | undefined;
  /** Further fields that the typed address asks for. */
  readonly more?: (address: string) => ComponentChildren;
}

export function AddServer({ label, placeholder, inputMode, maxLength, onAdd, more }: AddServerProps) {
  const say = useSay();
  const [address, setAddress] = useState('');
  const [error, setError] = useState<string | undefined>(undefined);
  const add = () => {
    const refusal = onAdd(address);
    setError(refusal);
    if (refusal === undefined) setAddress('');
  };
  return (
    <>
      <TextField
        label={label}
        placeholder={placeholder}
        inputMode={inputMode}
        spellCheck={false}
        value={address}
        error={error}
        maxLength={maxLength}
        onInput={(typed) => {
          setAddress(typed);
          setError(undefined);
        }}
        onEnter={add}
        trailing={
          <Button kind="quiet" size="small" onClick={add}>
            {say(networkWords.add)}
          </Button>
        }
      />
      {more?.(address)}
    </>
  );
}
