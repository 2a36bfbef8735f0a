// An attachment as the view needs it: what is here of it, and an address for the browser while it is on screen.

import { useEffect, useMemo, useState } from 'preact/hooks';
import type { Attachment, BlobState } from '../../api.ts';
import { useTalk } from '../talk-face.ts';
import { safeTypeOf } from './media.ts';

export interface ShownAttachment {
  readonly state: BlobState;
  readonly blob: Blob | undefined;
  /** Of the blob; gone when its view is. */
  readonly url: string | undefined;
}

export function useAttachment(attachment: Attachment): ShownAttachment {
  const { model } = useTalk();
  const state = useMemo(() => model.blobs.get(attachment), [model, attachment.hash]).value;
  const bytes = state.kind === 'here' ? state.bytes : undefined;
  const blob = useMemo(
    () => bytes && new Blob([bytes], { type: safeTypeOf(attachment) }),
    [bytes, attachment.type],
  );
  const [url, setUrl] = useState<string>();
  useEffect(() => {
    if (!blob) return undefined;
    const made = URL.createObjectURL(blob);
    setUrl(made);
    return () => {
      setUrl(undefined);
      URL.revokeObjectURL(made);
    };
  }, [blob]);
  return { state, blob, url };
}
