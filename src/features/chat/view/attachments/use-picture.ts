// A picture as far as it may be drawn by itself: what unfolds beyond that, or cannot be foreseen, waits for its person.

import { useMemo, useState } from 'preact/hooks';
import type { Attachment } from '../../api.ts';
import { readPictureFacts, type PictureFacts } from './picture-header.ts';
import { useAttachment, type ShownAttachment } from './use-attachment.ts';

/** 160 MB once it is unfolded: more than cameras make, less than ends a phone's page. */
const MAX_UNASKED_PIXELS = 40_000_000;

export interface ShownPicture extends ShownAttachment {
  /** Undefined while it is on its way, and for what nobody can foresee. */
  readonly facts: PictureFacts | undefined;
  /** Is here, and is drawn only once its person wants that. */
  readonly isHeld: boolean;
  readonly ask: () => void;
}

export function usePicture(attachment: Attachment): ShownPicture {
  const shown = useAttachment(attachment);
  const [asked, setAsked] = useState<string>();
  const bytes = shown.state.kind === 'here' ? shown.state.bytes : undefined;
  const facts = useMemo(() => bytes && readPictureFacts(bytes), [bytes]);
  const isForeseen = facts !== undefined && facts.width * facts.height <= MAX_UNASKED_PIXELS;
  return {
    ...shown,
    facts,
    isHeld: bytes !== undefined && !isForeseen && asked !== attachment.hash,
    ask: () => setAsked(attachment.hash),
  };
}
