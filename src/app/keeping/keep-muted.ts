// Whether a room is muted, as a part of what is kept of it: one byte, of which the last that was written counts.

import { effect, type Signal } from '@preact/signals-core';
import type { Bytes } from '../../primitives/bytes.ts';
import type { Keepable } from '../../features/keepable.ts';

export function keepMuted(isMuted: Signal<boolean>): Keepable {
  let kept = false;
  return {
    snapshot: () => (isMuted.peek() ? [encode(true)] : []),
    restore(piece) {
      const [byte] = piece;
      if (piece.length !== 1 || (byte !== 0 && byte !== 1)) return false;
      kept = byte === 1;
      isMuted.value = kept;
      return true;
    },
    onChange: (listener) =>
      effect(() => {
        const isOn = isMuted.value;
        if (isOn === kept) return;
        kept = isOn;
        listener(encode(isOn));
      }),
  };
}

function encode(isOn: boolean): Bytes {
  return Uint8Array.of(isOn ? 1 : 0);
}
