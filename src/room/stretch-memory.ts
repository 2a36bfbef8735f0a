// Stretching a room's words takes a tenth of a second or more; done while a person still reads the door, nobody waits
// for it after the click. Nothing connects for it.

import type { Bytes } from '../primitives/bytes.ts';
import type { CryptoPort } from '../primitives/crypto.ts';

type Stretch = Parameters<CryptoPort['pbkdf2Sha256']>[0];

/** The same port; what it stretched last it does not stretch again. In memory only, one result. */
export function rememberStretch(crypto: CryptoPort): CryptoPort {
  let last: { readonly name: string; readonly result: Promise<Bytes> } | undefined;
  return {
    ...crypto,
    pbkdf2Sha256(input) {
      const name = nameOf(input);
      last = last?.name === name ? last : { name, result: crypto.pbkdf2Sha256(input) };
      return last.result;
    },
  };
}

function nameOf({ password, salt, iterations, lengthBytes }: Stretch): string {
  return `${password.join()} ${salt.join()} ${iterations} ${lengthBytes}`;
}
