// A picture as far as it may be drawn by itself: what unfolds beyond that, or cannot be foreseen, waits for its person.

import { useLayoutEffect, useMemo, useState } from 'preact/hooks';
import type { Attachment } from '../../api.ts';
import { MAX_UNASKED_PIXELS, readPictureFacts, type PictureFacts } from '../../../../media/picture-header.ts';
import { createPixelBudget } from './pixel-budget.ts';
import { useAttachment, type ShownAttachment } from './use-attachment.ts';

/** As Kith sends them, 2,048 a side at most; these are not counted together. */
const SMALL_PIXELS = 2_048 * 2_048;

const large = createPixelBudget(MAX_UNASKED_PIXELS);

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
  const hasRoom = useRoom(attachment.hash, facts);
  return {
    ...shown,
    facts,
    isHeld: bytes !== undefined && !hasRoom && asked !== attachment.hash,
    ask: () => setAsked(attachment.hash),
  };
}

/** Whether it may be drawn unasked, by its size and by what else is drawn. */
function useRoom(hash: string, facts: PictureFacts | undefined): boolean {
  const pixels = facts === undefined ? Number.POSITIVE_INFINITY : facts.width * facts.height;
  const isSmall = pixels <= SMALL_PIXELS;
  const [hasTaken, setTaken] = useState(false);
  useLayoutEffect(() => {
    const taken = isSmall ? undefined : large.take(hash, pixels);
    setTaken(taken !== undefined);
    return () => taken?.dispose();
  }, [hash, pixels, isSmall]);
  return isSmall || hasTaken;
}
