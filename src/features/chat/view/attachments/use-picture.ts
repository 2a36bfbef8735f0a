// A picture as far as it may be drawn by itself: what unfolds beyond that, or cannot be foreseen, waits for its person.

import { useMemo, useState } from 'preact/hooks';
import type { Attachment } from '../../api.ts';
import { mayUnfoldUnasked, readPictureFacts, type PictureFacts } from '../../../../media/picture-header.ts';
import { useAttachment, type ShownAttachment } from './use-attachment.ts';

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
  return {
    ...shown,
    facts,
    isHeld: bytes !== undefined && !mayUnfoldUnasked(facts) && asked !== attachment.hash,
    ask: () => setAsked(attachment.hash),
  };
}
