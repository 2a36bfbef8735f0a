// The picker beside its button; its code and its table come when it is first opened.

import type { RefObject } from 'preact';
import { lazy } from '../../../../ui/lazy.tsx';
import { useSay } from '../../../../ui/locale.tsx';
import { Popover } from '../Popover.tsx';
import type { EmojiPickerProps } from './EmojiPicker.tsx';
import { emojiWords } from './words.ts';

const EmojiPicker = lazy<EmojiPickerProps>(async () => (await import('./EmojiPicker.tsx')).EmojiPicker);

export interface EmojiPopoverProps {
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onPick: (emoji: string) => void;
  readonly onClose: () => void;
}

export function EmojiPopover({ anchor, onPick, onClose }: EmojiPopoverProps) {
  const say = useSay();
  return (
    <Popover label={say(emojiWords.pick)} anchor={anchor} onClose={onClose}>
      <div class="h-90 w-84 max-w-full">
        <EmojiPicker
          onPick={(emoji) => {
            onClose();
            onPick(emoji);
          }}
        />
      </div>
    </Popover>
  );
}
