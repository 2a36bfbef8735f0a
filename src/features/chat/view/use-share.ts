// What becomes of files that are too large to lie in the talk: they are offered to those who hear the message.

import type { Thread } from '../api.ts';
import { useRoomFace } from '../../room-face.tsx';
import type { Share } from './composer-state.ts';

/** Undefined where they can be offered to nobody. */
export function useShare({ id }: Pick<Thread, 'id'>): Share {
  const { sharing } = useRoomFace();
  if (!sharing) return undefined;
  return async (files) => {
    const { refs, refused } = sharing.share(files, id === 'room' ? undefined : id);
    return { refs: await sharing.withRoots(refs), refused };
  };
}
